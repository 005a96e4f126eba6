/**
 * A TCP relay between a real agent and a real centre that can be cut and put together again: cut, its connections are
 * destroyed and new ones refused. It passes bytes on and must never change or hold them.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';

export class CuttableRelay {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;
  #cut = false;
  #closed = false;

  private constructor(server: Server, port: number, sockets: Set<Socket>) {
    this.#server = server;
    this.port = port;
    this.#sockets = sockets;
  }

  /** Listens on 127.0.0.1:port (0 for any free one) and relays to 127.0.0.1:target. */
  static async start(port: number, target: number): Promise<CuttableRelay> {
    const sockets = new Set<Socket>();
    const server = createServer((near) => pair(sockets, near, connect(target, '127.0.0.1')));
    await listen(server, port);
    const address = server.address();
    return new CuttableRelay(server, typeof address === 'object' && address !== null ? address.port : port, sockets);
  }

  get isCut(): boolean {
    return this.#cut;
  }

  async cut(): Promise<void> {
    if (this.#cut) return;
    this.#cut = true;
    await this.#shut();
  }

  async restore(): Promise<void> {
    if (!this.#cut || this.#closed) return;
    this.#cut = false;
    await listen(this.#server, this.port);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#cut) await this.#shut();
  }

  #shut(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    return closed;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/** What comes from one goes to the other, and both end together. */
export function pair(sockets: Set<Socket>, near: Socket, far: Socket): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(from);
    from.setNoDelay();
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  }
}
