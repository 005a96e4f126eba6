/**
 * Server-sent events: the agent's notices to whoever listens, resumable by id. A listener that does not read is let go
 * and comes back with its last id; it must never hold memory or delay a turn.
 */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../ports/clock.ts';
import type { StreamEvent, Subscribe } from '../../ports/http.ts';

export interface EventStreams {
  /** False: too many listen already, and nothing was written. */
  open(response: ServerResponse, lastId: string | null, headers: Readonly<Record<string, string>>): boolean;
  /** Ends every stream. */
  close(): void;
}

export const MAX_LISTENERS = 32;
export const HEARTBEAT_MS = 15_000;
/** What may wait unsent for one listener, bytes. */
const MAX_WAITING = 256 * 1024;
const RETRY_MS = 1_000;

export function createEventStreams(subscribe: Subscribe, clock: Clock): EventStreams {
  const open = new Set<() => void>();
  return {
    open(response, lastId, headers) {
      if (open.size >= MAX_LISTENERS) return false;
      const end = startStream(response, lastId, { subscribe, clock, headers, ended: () => open.delete(end) });
      open.add(end);
      return true;
    },
    close: () => {
      for (const end of [...open]) end();
    },
  };
}

interface Streaming {
  readonly subscribe: Subscribe;
  readonly clock: Clock;
  readonly headers: Readonly<Record<string, string>>;
  readonly ended: () => void;
}

/** Returns what ends it; `ended` is called once, however it ends. */
function startStream(
  response: ServerResponse,
  lastId: string | null,
  { subscribe, clock, headers, ended }: Streaming,
): () => void {
  let cancelBeat = () => {};
  let unsubscribe = () => {};
  const end = (): void => {
    cancelBeat();
    unsubscribe();
    ended();
    response.end();
  };
  // All it missed goes out at once, before it can have read any of it; cut for that, it would come back for the same.
  let catchingUp = true;
  const write = (chunk: string): void => {
    response.write(chunk);
    if (!catchingUp && response.writableLength > MAX_WAITING) response.destroy();
  };
  const tell = ({ id, event, data }: StreamEvent): void => write(`id: ${id}\nevent: ${event}\ndata: ${data}\n\n`);
  const beat = (): void => {
    write(': \n\n');
    cancelBeat = clock.after(HEARTBEAT_MS, beat);
  };
  response.on('close', end);
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  write(`retry: ${RETRY_MS}\n\n`);
  const resumed = subscribe(lastId, tell);
  if (resumed === null) write('event: reset\ndata: {}\n\n');
  unsubscribe = resumed ?? subscribe(null, tell) ?? unsubscribe;
  catchingUp = false;
  cancelBeat = clock.after(HEARTBEAT_MS, beat);
  return end;
}
