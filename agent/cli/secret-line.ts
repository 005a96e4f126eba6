/** A line typed and not shown: PINs. From a pipe the next line is taken. Must never echo what it reads, nor keep it. */
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/** Asks, each time, for the next line. Nothing is read before the first question. */
export function secretLines(): (prompt: string) => Promise<string> {
  let lines: AsyncIterator<string> | null = null;
  return async (prompt) => {
    process.stderr.write(prompt);
    lines ??= listen()[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    process.stderr.write('\n');
    return done === true ? '' : value.trim();
  };
}

function listen(): Interface {
  const silent = new Writable({ write: (_chunk, _encoding, written) => written() });
  return createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY === true });
}
