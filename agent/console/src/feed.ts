/** What happens at the terminal, as it happens. The browser goes on from the last id by itself after a break. */

export interface Happening {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const KINDS = [
  'device',
  'session',
  'transaction',
  'link',
  'shift',
  'clock',
  'service',
  'update',
  'scan',
  'client',
  'printed',
  'reset',
];

/** `onOpen` says whether the agent is there. Returns what ends it. */
export function listen(onHappening: (one: Happening) => void, onOpen: (open: boolean) => void): () => void {
  const source = new EventSource('/v1/events');
  source.onopen = () => onOpen(true);
  source.onerror = () => onOpen(false);
  for (const event of KINDS)
    source.addEventListener(event, (message) => {
      onHappening({ event, data: JSON.parse(message.data as string) as Happening['data'] });
    });
  return () => source.close();
}
