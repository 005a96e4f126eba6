/**
 * Requests that came whole and are not answered yet, by connection. What follows them there may be no request (the zero that
 * ends a text elsewhere, a body longer than it was said to be), and its refusal, told first, would be read as that of the
 * sale before it, which stands.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface UnderWay {
  /** Whether an answer is still to be told on this connection; it is the last one then, and the connection ends with it. */
  endsWithAnswer(socket: Socket): boolean;
}

export function watchUnderWay(server: Server): UnderWay {
  const open = new WeakMap<Socket, Set<ServerResponse>>();
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const answers = open.get(socket) ?? new Set();
    open.set(socket, answers.add(response));
    response.once('close', () => answers.delete(response));
  });
  return {
    endsWithAnswer(socket) {
      const last = [...(open.get(socket) ?? [])].findLast(({ req }) => req.complete);
      if (last === undefined) return false;
      last.shouldKeepAlive = false;
      return true;
    },
  };
}
