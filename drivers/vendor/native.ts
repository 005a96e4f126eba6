/**
 * A maker's reading program as a process of its own: what its library does to itself stays there. What it says on stderr may
 * name a person and is not kept.
 */
import { spawn } from 'node:child_process';
import type { VendorPort } from './port.ts';

/** A program that does not end when asked to is ended. */
const STOP_LIMIT_MS = 1_000;

export function nativeVendor(): VendorPort {
  return {
    run([program = '', ...args], listener) {
      let over = false;
      let closing = false;
      let gone: () => void = () => {};
      const end = (detail: string): void => {
        if (over) return;
        over = true;
        process.off('exit', leave);
        if (!closing) listener({ kind: 'ended', detail });
        gone();
      };
      // Its input stays open as long as this process lives: by its end a program may know that nobody listens.
      const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
      // One that looks at nothing but its reader would hold it against the next start.
      const leave = () => void child.kill();
      process.once('exit', leave);
      child.stdin.on('error', () => {});
      child.stdout.on('data', (bytes: Uint8Array) => {
        if (!over && !closing) listener({ kind: 'bytes', bytes });
      });
      child.once('error', ({ message }) => end(message));
      // Not its exit: what it wrote last comes before.
      child.once('close', (code, signal) => end(`ended (${signal ?? `code ${code}`})`));
      return {
        async stop() {
          closing = true;
          if (over) return;
          const ended = new Promise<void>((resolve) => {
            gone = resolve;
          });
          child.kill();
          const late = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
          await ended;
          clearTimeout(late);
        },
      };
    },
  };
}
