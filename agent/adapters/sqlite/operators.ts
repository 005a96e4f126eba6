/** The operators of this terminal, in SQLite: read and written as the core says. Holds hashes of PINs, never a PIN. */
import type { Durable, Lookup } from '../../core/effect.ts';
import type { Operator, OperatorFound } from '../../core/operator.ts';
import type { Journal } from './journal.ts';
import type { Db } from './schema.ts';

export interface Operators {
  get(opter: string): Operator | null;
  all(): readonly Operator[];
  count(): number;
  find(lookup: Lookup & { kind: 'find_operator' }): OperatorFound;
  /** Writes, with its journal entry. */
  apply(effect: Durable & { kind: 'save_operator' | 'remove_operator' }, atMs: number): void;
}

export function createOperators(db: Db, journal: Journal): Operators {
  const columns = 'opter, opter_name, pin_hash, role, failures, locked_until_ms';
  const get = db.prepare<[string], Operator>(`SELECT ${columns} FROM operators WHERE opter = ?`);
  const all = db.prepare<[], Operator>(`SELECT ${columns} FROM operators ORDER BY opter`);
  const save = db.prepare(
    `INSERT OR REPLACE INTO operators (${columns}) VALUES (@opter, @opter_name, @pin_hash, @role, @failures, @locked_until_ms)`,
  );
  const count = db.prepare<[], number>('SELECT count(*) FROM operators');
  const remove = db.prepare('DELETE FROM operators WHERE opter = ?');
  return {
    get: (opter) => get.get(opter) ?? null,
    all: () => all.all(),
    count: () => count.pluck().get() ?? 0,
    find({ call, command, by }) {
      const known = all.all();
      const operator = known.find((one) => one.opter === command.opter) ?? null;
      const chiefs = known.filter(({ role }) => role === 'chief').length;
      return { kind: 'operator', call, command, operator, enrolled: known.length, chiefs, by };
    },
    apply(effect, atMs) {
      if (effect.kind === 'save_operator') {
        save.run(effect.operator);
        const { opter, failures, role } = effect.operator;
        journal.note(['operator', atMs, opter, effect.what, failures, role]);
      } else {
        remove.run(effect.opter);
        journal.note(['operator', atMs, effect.opter, 'removed', 0]);
      }
    },
  };
}

/** Who answered for something that takes a right: an approval, or a client that was let in or out. */
export function noteAnswering(
  journal: Journal,
  effect: Durable & { kind: 'note_approval' | 'note_client' },
  atMs: number,
): void {
  if (effect.kind === 'note_approval') return journal.note(['approval', atMs, effect.opter, effect.right]);
  const { opter, what, client, origin, grants } = effect;
  journal.note(['client', atMs, what, client, origin, grants, opter]);
}
