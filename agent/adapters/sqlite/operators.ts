/** The operators of this terminal, in SQLite: read and written as the core says. Holds hashes of PINs, never a PIN. */
import type { Durable } from '../../core/effect.ts';
import type { Operator } from '../../core/operator.ts';
import type { Journal } from './journal.ts';
import type { Db } from './schema.ts';

export interface Operators {
  get(opter: string): Operator | null;
  all(): readonly Operator[];
  /** Writes, with its journal entry. */
  apply(effect: Durable & { kind: 'save_operator' | 'remove_operator' }, atMs: number): void;
}

export function createOperators(db: Db, journal: Journal): Operators {
  const columns = 'opter, opter_name, pin_hash, failures, locked_until_ms';
  const get = db.prepare<[string], Operator>(`SELECT ${columns} FROM operators WHERE opter = ?`);
  const all = db.prepare<[], Operator>(`SELECT ${columns} FROM operators ORDER BY opter`);
  const save = db.prepare(
    `INSERT OR REPLACE INTO operators (${columns}) VALUES (@opter, @opter_name, @pin_hash, @failures, @locked_until_ms)`,
  );
  const remove = db.prepare('DELETE FROM operators WHERE opter = ?');
  return {
    get: (opter) => get.get(opter) ?? null,
    all: () => all.all(),
    apply(effect, atMs) {
      if (effect.kind === 'save_operator') {
        save.run(effect.operator);
        journal.note(['operator', atMs, effect.operator.opter, effect.what, effect.operator.failures]);
      } else {
        remove.run(effect.opter);
        journal.note(['operator', atMs, effect.opter, 'removed', 0]);
      }
    },
  };
}
