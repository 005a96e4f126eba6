/** When the centre last told all it has for this terminal, in a small file: how old packs are that nobody confirmed since. */
import { existsSync, readFileSync } from 'node:fs';
import { writeSecret } from './secret-file.ts';

export interface LastAsked {
  /** Wall ms; null: never. */
  at(): number | null;
  note(atMs: number): void;
}

export function lastAsked(path: string): LastAsked {
  const read = () => (existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0);
  let known = read();
  return {
    at: () => (Number.isFinite(known) && known > 0 ? known : null),
    note(atMs) {
      known = Math.floor(atMs);
      writeSecret(path, String(known));
    },
  };
}
