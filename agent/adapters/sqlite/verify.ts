/**
 * Checks a ledger from outside: the chain of hashes, the bodies against the hashes noted at acceptance, the numbers
 * without gaps, and each row's state against its journaled moves. Reads only; streams, so that a million entries need no
 * more memory than one. Says what is wrong by number, never what a body holds.
 */
import Database from 'better-sqlite3';
import type { Checkpoint, SignedCheckpoint } from '../../core/checkpoint.ts';
import { StoreError } from '../../core/store-error.ts';
import { type CentreState, mayMove } from '../../core/transaction.ts';
import { type BodyCheck, createBodyCheck } from './body-check.ts';
import { checkpointsOf } from './checkpoints.ts';
import { chain, factsOf } from './journal.ts';
import { type Declared, declaredLosses } from './losses.ts';
import { EPOCH_UNIT, SCHEMA_VERSION } from './schema.ts';

export interface Finding {
  readonly kind:
    | 'changed_entry'
    | 'missing_entry'
    | 'changed_body'
    | 'missing_row'
    | 'number_gap'
    | 'illegal_move'
    | 'state_differs'
    | 'cut_tail'
    | 'rolled_back'
    | 'false_checkpoint';
  readonly at: string;
}

export interface Verification {
  readonly entries: number;
  readonly transactions: number;
  /** Hash of the newest entry, hex: compare with the head the centre last received. */
  readonly head: string;
  readonly findings: readonly Finding[];
  /** What a salvage had to leave behind and said so; not a finding. */
  readonly lost: { readonly entries: number; readonly bodies: number; readonly numbers: number };
}

const MAX_FINDINGS = 100;
/** Entries read at once; progress is told after each page. */
const PAGE = 1_000;

export interface VerifyOptions {
  /** The entries checked so far and their total. */
  readonly onProgress?: (done: number, total: number) => void;
  /** What somebody else holds of this terminal: the centre, or the file beside the ledger. */
  readonly against?: readonly Checkpoint[];
  /** Whether the device key signed it; without it signatures of the file's own checkpoints are not looked at. */
  readonly isSigned?: (checkpoint: SignedCheckpoint) => boolean;
}

/**
 * Throws only when the file can not be read at all, or is a newer program's: there may be more to it than is looked at
 * here.
 */
export function verifyLedger(path: string, options: VerifyOptions = {}): Verification {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    if ((db.pragma('user_version', { simple: true }) as number) > SCHEMA_VERSION)
      throw new StoreError('store_newer_schema', path);
    const findings: Finding[] = [];
    const found: Report = (kind, at) => {
      if (findings.length < MAX_FINDINGS) findings.push({ kind, at });
    };
    const states = reachedStates(db);
    const declared = declaredLosses(db);
    const { entries, head } = walkJournal(db, states, found, options, declared);
    const transactions = walkNumbers(db, found, declared);
    // With entries missing nobody knows where a row stood in between.
    if (declared.entries.length === 0) states.compare(found);
    return { entries, transactions, head, findings, lost: declared.counts };
  } finally {
    db.close();
  }
}

type Report = (kind: Finding['kind'], at: string) => void;

/** Where the journal has led each transaction so far: in a temporary file, so that memory stays small. */
interface ReachedStates {
  get(msgid: string): string | undefined;
  set(msgid: string, state: string): void;
  compare(found: Report): void;
}

function reachedStates(db: Database.Database): ReachedStates {
  db.pragma('temp_store = FILE');
  db.exec('CREATE TEMP TABLE reached (msgid TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID');
  const get = db.prepare<[string], { state: string }>('SELECT state FROM reached WHERE msgid = ?');
  const set = db.prepare('INSERT OR REPLACE INTO reached (msgid, state) VALUES (?, ?)');
  const differing = db.prepare<[], { msgid: string; here: string; journal: string }>(
    `SELECT r.msgid, t.state AS here, r.state AS journal FROM reached r JOIN transactions t ON t.msgid = r.msgid
     WHERE t.state <> r.state LIMIT ${MAX_FINDINGS}`,
  );
  // The journal was emptied, or the row was put in by hand.
  const unknown = db.prepare<[], { msgid: string }>(
    `SELECT t.msgid FROM transactions t WHERE NOT EXISTS (SELECT 1 FROM reached r WHERE r.msgid = t.msgid) LIMIT ${MAX_FINDINGS}`,
  );
  return {
    get: (msgid) => get.get(msgid)?.state,
    set: (msgid, state) => void set.run(msgid, state),
    compare(found) {
      for (const { msgid, here, journal } of differing.all())
        found('state_differs', `${msgid} is ${here}, journal says ${journal}`);
      for (const { msgid } of unknown.all()) found('missing_entry', msgid);
    },
  };
}

function walkJournal(
  db: Database.Database,
  states: ReachedStates,
  found: Report,
  { onProgress = () => {}, against = [], isSigned = () => true }: VerifyOptions,
  declared: Declared,
): { readonly entries: number; readonly head: string } {
  const { n: total } = db.prepare('SELECT count(*) AS n FROM journal').get() as { n: number };
  const bodies = createBodyCheck(db);
  const held = heldCheckpoints(db, against, isSigned, found);
  let previous: Buffer = Buffer.alloc(32);
  let seq = 0;
  let entries = 0;
  for (const entry of inShortViews(db)) {
    entries += 1;
    seq += 1;
    const lost = declared.passed(seq, entry.seq);
    if (entry.seq !== seq) {
      if (!lost) found('missing_entry', String(seq));
      seq = entry.seq;
    }
    if (!lost && !chain(previous, entry.fact).equals(entry.hash)) found('changed_entry', String(entry.seq));
    previous = entry.hash;
    const facts = factsOf(entry.fact);
    held.pass(seq, previous, facts);
    for (const fact of facts) {
      lookAtBody(fact, bodies, declared);
      if (declared.entries.length === 0) follow(fact, states, found);
    }
    if (entries % PAGE === 0) onProgress(entries, Math.max(entries, total));
  }
  onProgress(entries, entries);
  held.end(seq);
  bodies.end(found);
  return { entries, head: entries === 0 ? '' : previous.toString('hex') };
}

/** What was signed of this journal, here and elsewhere, looked at as the walk passes it. */
function heldCheckpoints(
  db: Database.Database,
  against: readonly Checkpoint[],
  isSigned: (checkpoint: SignedCheckpoint) => boolean,
  found: Report,
) {
  const own = checkpointsOf(db);
  let next = own.next();
  let epoch = 1;
  return {
    pass(seq: number, hash: Buffer, facts: readonly (readonly unknown[])[]): void {
      for (const fact of facts) if (fact[0] === 'epoch') epoch = fact[2] as number;
      for (; next.done !== true && next.value.entries <= seq; next = own.next()) {
        const { entries, head } = next.value;
        const same = entries === seq && head === hash.toString('hex');
        if (!same || !isSigned(next.value)) found('false_checkpoint', String(entries));
      }
      // Of an earlier epoch: the restore that began this one says what it left behind.
      for (const { entries, head, epoch: then } of against)
        if (entries === seq && then === epoch && head !== hash.toString('hex')) found('rolled_back', String(entries));
    },
    end(seq: number): void {
      if (next.done !== true) found('cut_tail', `${seq} < ${next.value.entries}`);
      for (const { entries, epoch: then } of against)
        if (then >= epoch && entries > seq) found('cut_tail', `${seq} < ${entries}`);
        else if (then > epoch) found('rolled_back', `epoch ${epoch} < ${then}`);
    },
  };
}

interface Entry {
  readonly seq: number;
  readonly fact: string;
  readonly hash: Buffer;
}

/**
 * All entries in order. The daemon may be writing meanwhile, and its log could not begin anew as long as somebody reads:
 * each commit would make it longer and so take longer. Entries are only ever added, so each page is a view of its own;
 * only the last is kept open, for what is compared with the rows at the end.
 */
function* inShortViews(db: Database.Database): Generator<Entry> {
  const page = db.prepare<[number], Entry>(
    `SELECT seq, fact, hash FROM journal WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
  );
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    db.exec('BEGIN');
    const entries = page.all(last);
    yield* entries;
    const end = entries.at(-1);
    if (end === undefined || entries.length < PAGE) return;
    last = end.seq;
    db.exec('COMMIT');
  }
}

/** All entries in order, a page at a time, because nothing can be written while a query is being walked. */
export function* entriesOf(db: Database.Database): Generator<Entry> {
  const page = db.prepare<[number], Entry>(
    `SELECT seq, fact, hash FROM journal WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
  );
  for (let last = Number.MIN_SAFE_INTEGER; ; ) {
    const entries = page.all(last);
    yield* entries;
    const end = entries.at(-1);
    if (end === undefined) return;
    last = end.seq;
  }
}

function lookAtBody(fact: readonly unknown[], bodies: BodyCheck, declared: Declared): void {
  const [kind, , msgid] = fact as readonly string[];
  if (kind === 'accept' && msgid !== undefined && !declared.bodiless.has(msgid) && !declared.holds(fact[3], fact[4]))
    bodies.accepted(msgid, fact[6] as string);
  if (kind === 'reseal')
    for (const [one, before, after] of fact[2] as readonly (readonly string[])[])
      bodies.resealed(one ?? '', before ?? '', after ?? '');
  if (kind === 'erase') for (const one of fact[2] as readonly string[]) bodies.erased(one);
}

/** Rows in order of epoch and number: a number that is not there was deleted. */
function walkNumbers(db: Database.Database, found: Report, declared: Declared): number {
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
      if (!declared.holds(inEpoch, number))
        found('number_gap', `${msgid} number ${row % EPOCH_UNIT}, expected ${number}`);
      number = row % EPOCH_UNIT;
    }
  }
  return rows;
}

/** Replays one fact: every step of a move has to be legal, and to start where the last one ended. */
function follow(fact: readonly unknown[], states: ReachedStates, found: Report): void {
  const [kind, , msgid] = fact as string[];
  if (kind === 'accept' && msgid !== undefined) states.set(msgid, fact[7] as string);
  if (kind === 'claim') for (const claimed of fact[2] as readonly string[]) states.set(claimed, 'inflight');
  if (kind !== 'move' || msgid === undefined) return;
  const path = fact[3] as readonly CentreState[];
  for (let index = 1; index < path.length; index += 1) {
    const [from, to] = [path[index - 1], path[index]];
    if (from !== undefined && to !== undefined && !mayMove(from, to)) found('illegal_move', `${msgid} ${from} → ${to}`);
  }
  const [first, last] = [path[0], path.at(-1)];
  const before = states.get(msgid);
  if (before !== undefined && before !== first) found('illegal_move', `${msgid} left ${first}, was ${before}`);
  if (last !== undefined) states.set(msgid, last);
}
