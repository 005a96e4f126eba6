/**
 * A serial cable on this machine: two pseudo terminals joined by socat. One end is for the driver, at the other sits
 * whatever the simulator puts there. Pulling the cable ends the socat it started, and nothing else.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, openSync, type ReadStream, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Cable {
  /** The driver's end. */
  readonly path: string;
  send(bytes: Uint8Array): void;
  /** Nobody reads what comes: once the line is full, what is written waits. */
  jam(jammed: boolean): void;
  pull(): Promise<void>;
}

/** Null: socat is not installed. */
export function socatThere(): boolean {
  return spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0;
}

/** `hears` gets what the driver writes and returns what the device answers. */
export async function cable(hears: (bytes: Uint8Array) => Uint8Array = () => new Uint8Array()): Promise<Cable> {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-pty-'));
  const [near, far] = [join(folder, 'near'), join(folder, 'far')];
  const end = (link: string) => `pty,raw,echo=0,link=${link}`;
  const child = spawn('socat', ['-d', '-d', end(near), end(far)], { stdio: ['ignore', 'ignore', 'pipe'] });
  await joined(child);
  const file = openSync(far, 'r+');
  const reading: ReadStream = createReadStream('', { fd: file, autoClose: false });
  reading.on('error', () => {});
  reading.on('data', (bytes) => {
    const answer = hears(Buffer.from(bytes));
    if (answer.length > 0) writeSync(file, answer);
  });
  return {
    path: near,
    send: (bytes) => void writeSync(file, bytes),
    jam: (jammed) => void (jammed ? reading.pause() : reading.resume()),
    async pull() {
      reading.destroy();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** socat says "starting data transfer loop" when both ends are there. */
function joined(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let words = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`socat ended (${code}): ${words}`)));
    child.stderr?.on('data', (chunk: Buffer) => {
      words = `${words}${chunk.toString('utf8')}`.slice(-500);
      if (words.includes('starting data transfer loop')) resolve();
    });
  });
}
