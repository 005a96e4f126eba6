/**
 * The journal as text, one JSON line an entry and then its signed checkpoints: for an auditor who has nothing but this
 * file and the terminal's certificate. Streams; bodies are not in it, so nothing personal is. Reads only.
 */
import Database from 'better-sqlite3';
import { checkpointsOf } from './checkpoints.ts';
import { guarded } from './schema.ts';
import { entriesOf } from './verify.ts';

/** Lines handed over at once. */
const BATCH = 500;

/** Gives how many entries were written. */
export function exportLedger(path: string, write: (text: string) => void): number {
  return guarded(path, () => {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      db.exec('BEGIN');
      let lines: string[] = [];
      let entries = 0;
      const put = (line: object) => {
        lines.push(`${JSON.stringify(line)}\n`);
        if (lines.length < BATCH) return;
        write(lines.join(''));
        lines = [];
      };
      for (const { seq, fact, hash } of entriesOf(db)) {
        put({ seq, fact, hash: hash.toString('hex') });
        entries += 1;
      }
      for (const { signature, ...checkpoint } of checkpointsOf(db))
        put({ checkpoint, signature: Buffer.from(signature).toString('base64') });
      write(lines.join(''));
      return entries;
    } finally {
      db.close();
    }
  });
}
