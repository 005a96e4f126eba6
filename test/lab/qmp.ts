/** QEMU's own monitor: plugs and unplugs what it emulates. */
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

export interface Qmp {
  /** Rejects with QEMU's own words. */
  command(name: string, given?: object): Promise<unknown>;
  close(): void;
}

export async function qmp(path: string): Promise<Qmp> {
  const socket = await dial(path);
  const waiting: { resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  createInterface({ input: socket }).on('line', (line) => {
    const said = JSON.parse(line) as { readonly return?: unknown; readonly error?: { readonly desc: string } };
    if (said.error !== undefined) waiting.shift()?.reject(new Error(said.error.desc));
    else if ('return' in said) waiting.shift()?.resolve(said.return);
  });
  const command: Qmp['command'] = (execute, given = {}) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      socket.write(JSON.stringify({ execute, arguments: given }));
    });
  await command('qmp_capabilities');
  return { command, close: () => void socket.destroy() };
}

async function dial(path: string): Promise<Socket> {
  for (let tries = 0; ; tries += 1) {
    const socket = await new Promise<Socket | Error>((resolve) => {
      const one = connect(path, () => resolve(one));
      one.once('error', resolve);
    });
    if (!(socket instanceof Error)) return socket.on('error', () => {});
    if (tries > 100) throw socket;
    await pause(50);
  }
}
