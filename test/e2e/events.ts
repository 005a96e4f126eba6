/** Listens to the daemon's server-sent events as an integrator would, for what is over before anybody could ask. */
import { readFileSync } from 'node:fs';
import { until } from './program.ts';

export interface HeardEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Listener {
  /** Resolves with the first event, not returned before, that fits. */
  next(what: string, fits: (heard: HeardEvent) => boolean): Promise<HeardEvent>;
  stop(): void;
}

/** Resolves when the stream is open: nothing that happens from then on is missed. */
export async function listen(port: number, tokenPath: string): Promise<Listener> {
  const ending = new AbortController();
  const authorization = `Bearer ${readFileSync(tokenPath, 'utf8').trim()}`;
  const response = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    headers: { authorization },
    signal: ending.signal,
  });
  if (response.body === null || !response.ok) throw new Error(`events: ${response.status}`);
  const heard: HeardEvent[] = [];
  void take(response.body, heard).catch(() => {
    // Aborted, or the daemon ended; whoever waits then runs into its deadline.
  });
  return {
    next: (what, fits) =>
      until(what, () => {
        const index = heard.findIndex(fits);
        return index < 0 ? null : heard.splice(index, 1)[0];
      }),
    stop: () => ending.abort(),
  };
}

async function take(body: ReadableStream<Uint8Array>, heard: HeardEvent[]): Promise<void> {
  let text = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${text}${chunk}`.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (event !== undefined && data !== undefined)
        heard.push({ event, data: JSON.parse(data) as HeardEvent['data'] });
    }
  }
}
