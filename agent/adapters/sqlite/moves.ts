/**
 * Moves of rows along their states. Rows that move alike one after the other, as the rows of an answered frame do, are held
 * until something else is read or written, or the turn ends, and are then written as one statement: a statement for each
 * costs more than the move. It must never let a turn end, or be looked at, with a move that is not written.
 */
import type { CentreState } from '../../core/transaction.ts';
import type { Db } from './schema.ts';

export interface Move {
  readonly row: number;
  readonly from: CentreState;
  readonly to: CentreState;
  readonly before: CentreState | null;
  readonly note: string;
  readonly err_msg: string;
}

export interface Moves {
  move(move: Move): void;
  /** Writes what is held. Throws when a row is not where it is said to come from. */
  write(): void;
  /** Drops what a rolled-back turn held. */
  forget(): void;
}

export function createMoves(db: Db): Moves {
  const one = db.prepare<[string, number, string | null, string, string, number, string]>(
    `UPDATE transactions SET state = ?, send = ?, before = coalesce(?, before), note = ?, err_msg = ?
     WHERE row = ? AND state = ?`,
  );
  // By their rows, whatever index there is on a state.
  const alike = db.prepare<[string, number, string, string]>(`UPDATE transactions SET state = ?, send = ?, note = '',
    err_msg = '' WHERE row IN (SELECT value FROM json_each(?)) AND +state = ?`);
  let [from, to]: CentreState[] = [];
  let rows: number[] = [];
  const write = () => {
    if (rows.length === 0) return;
    const [moved, left, entered] = [rows, from ?? '', to ?? ''];
    const [only = 0] = moved;
    rows = [];
    const { changes } =
      moved.length === 1
        ? one.run(entered, sendOf(entered), null, '', '', only, left)
        : alike.run(entered, sendOf(entered), JSON.stringify(moved), left);
    check(moved, left, changes);
  };
  return {
    move(move) {
      const plain = move.before === null && move.note === '' && move.err_msg === '';
      if (!plain || move.from !== from || move.to !== to) write();
      if (plain) {
        [from, to] = [move.from, move.to];
        rows.push(move.row);
        return;
      }
      const { row, before, note, err_msg } = move;
      check([row], move.from, one.run(move.to, sendOf(move.to), before, note, err_msg, row, move.from).changes);
    },
    write,
    forget() {
      rows = [];
    },
  };
}

function sendOf(to: string): number {
  return to === 'queued' || to === 'voided' ? 1 : 0;
}

function check(rows: readonly number[], from: string, changed: number): void {
  if (changed === rows.length) return;
  throw new Error(`of rows ${rows.join(', ')} ${changed} are ${from}: the ledger and its reader disagree`);
}
