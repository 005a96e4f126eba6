/** What happens at the terminal, as it happens. The browser goes on from the last id by itself after a break. */

export interface Happening {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const KINDS = [
  'device',
  'session',
  'transaction',
  'claim',
  'visit',
  'work_list',
  'work_item',
  'operator',
  'link',
  'shift',
  'clock',
  'deadline',
  'service',
  'update',
  'scan',
  'client',
  'printed',
  'reset',
];

let hearers: readonly ((one: Happening) => void)[] = [];

/** Beside whoever listens: hears the same. Returns what ends it. */
export function hear(one: (happening: Happening) => void): () => void {
  hearers = [...hearers, one];
  return () => {
    hearers = hearers.filter((other) => other !== one);
  };
}

/** `onOpen` says whether the agent is there, `refused` that it is and lets this page in no more. Returns what ends it. */
export function listen(
  onHappening: (one: Happening) => void,
  onOpen: (open: boolean, refused: boolean) => void,
): () => void {
  const source = new EventSource('/v1/events');
  source.onopen = () => onOpen(true, false);
  // One that is closed was answered, and is not tried again.
  source.onerror = () => onOpen(false, source.readyState === EventSource.CLOSED);
  for (const event of KINDS)
    source.addEventListener(event, (message) => {
      const one = { event, data: JSON.parse(message.data as string) as Happening['data'] };
      for (const hearer of hearers) hearer(one);
      onHappening(one);
    });
  return () => source.close();
}
