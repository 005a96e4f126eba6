/**
 * Checks a ledger from outside: the chain of hashes, the bodies against the hashes noted at acceptance, the numbers
 * without gaps, and each row's state against its journaled moves. Reads only; streams, so that a million entries need no
 * more memory than one. Says what is wrong by number, never what a body holds.
 */
import Database from 'better-sqlite3';
import { type CentreState, mayMove } from '../../core/transaction.ts';
import { chain, hashOf } from './journal.ts';
import { EPOCH_UNIT } from './schema.ts';

export interface Finding {
  readonly kind:
    | 'changed_entry'
    | 'missing_entry'
    | 'changed_body'
    | 'missing_row'
    | 'number_gap'
    | 'illegal_move'
    | 'state_differs';
  readonly at: string;
}

export interface Verification {
  readonly entries: number;
  readonly transactions: number;
  /** Hash of the newest entry, hex: compare with the head the centre last received. */
  readonly head: string;
  readonly findings: readonly Finding[];
}

const MAX_FINDINGS = 100;
const STEP = 10_000;

/** `onProgress` gets the entries checked so far and their total. Throws only when the file can not be read at all. */
export function verifyLedger(path: string, onProgress: (done: number, total: number) => void = () => {}): Verification {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const findings: Finding[] = [];
    const found = (kind: Finding['kind'], at: string) => {
      if (findings.length < MAX_FINDINGS) findings.push({ kind, at });
    };
    const { entries, head } = walkJournal(db, found, onProgress);
    const transactions = walkRows(db, found);
    return { entries, transactions, head, findings };
  } finally {
    db.close();
  }
}

type Report = (kind: Finding['kind'], at: string) => void;

function walkJournal(db: Database.Database, found: Report, onProgress: (done: number, total: number) => void) {
  const total = (db.prepare('SELECT count(*) AS n FROM journal').get() as { n: number }).n;
  const bodyOf = db.prepare<[string], { body: Buffer }>('SELECT body FROM transactions WHERE msgid = ?');
  let previous: Buffer = Buffer.alloc(32);
  let seq = 0;
  for (const row of db.prepare('SELECT seq, fact, hash FROM journal ORDER BY seq').iterate()) {
    const entry = row as { seq: number; fact: string; hash: Buffer };
    seq += 1;
    if (entry.seq !== seq) {
      found('missing_entry', String(seq));
      seq = entry.seq;
    }
    if (!chain(previous, entry.fact).equals(entry.hash)) found('changed_entry', String(entry.seq));
    previous = entry.hash;
    const [kind, , msgid, , , , bodyHash] = JSON.parse(entry.fact) as string[];
    if (kind === 'accept' && msgid !== undefined) {
      const stored = bodyOf.get(msgid);
      if (stored === undefined) found('missing_row', msgid);
      else if (hashOf(stored.body) !== bodyHash) found('changed_body', msgid);
    }
    if (seq % STEP === 0) onProgress(seq, total);
  }
  onProgress(total, total);
  return { entries: total, head: total === 0 ? '' : previous.toString('hex') };
}

/** Rows in order of epoch and number; each row's state must be where its journaled moves end. */
function walkRows(db: Database.Database, found: Report): number {
  let epoch = 0;
  let number = 0;
  let rows = 0;
  for (const one of db.prepare('SELECT row, msgid FROM transactions ORDER BY row').iterate()) {
    const { row, msgid } = one as { row: number; msgid: string };
    rows += 1;
    const inEpoch = Math.floor(row / EPOCH_UNIT);
    number = inEpoch === epoch ? number + 1 : 1;
    epoch = inEpoch;
    if (row % EPOCH_UNIT !== number) {
      found('number_gap', `${msgid} number ${row % EPOCH_UNIT}, expected ${number}`);
      number = row % EPOCH_UNIT;
    }
  }
  const states = new Map<string, CentreState>();
  for (const one of db.prepare('SELECT fact FROM journal ORDER BY seq').iterate()) {
    const fact = JSON.parse((one as { fact: string }).fact) as unknown[];
    follow(fact, states, found);
  }
  const stateOf = db.prepare<[string], { state: string }>('SELECT state FROM transactions WHERE msgid = ?');
  for (const [msgid, state] of states) {
    const stored = stateOf.get(msgid);
    if (stored !== undefined && stored.state !== state)
      found('state_differs', `${msgid} is ${stored.state}, journal says ${state}`);
  }
  return rows;
}

/** Replays one fact. Final rows are forgotten once they match nothing further, so memory holds what is open. */
function follow(fact: readonly unknown[], states: Map<string, CentreState>, found: Report): void {
  const [kind, , msgid] = fact as string[];
  if (kind === 'accept' && msgid !== undefined) states.set(msgid, fact[7] as CentreState);
  if (kind === 'claim') for (const claimed of fact[2] as string[]) states.set(claimed, 'inflight');
  if (kind !== 'move' || msgid === undefined) return;
  const path = fact[3] as CentreState[];
  for (let index = 1; index < path.length; index += 1) {
    const [from, to] = [path[index - 1], path[index]];
    if (from !== undefined && to !== undefined && !mayMove(from, to)) found('illegal_move', `${msgid} ${from} → ${to}`);
  }
  const end = path.at(-1);
  if (states.has(msgid) && states.get(msgid) !== path[0]) found('illegal_move', `${msgid} left ${path[0]} unseen`);
  if (end !== undefined) states.set(msgid, end);
}
