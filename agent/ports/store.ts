/**
 * The agent's durable memory: ledger, journal, person snapshots, catalogue. Synchronous: a turn is one transaction.
 *
 * - `begin` … `commit` brackets one turn; `rollback` undoes all of it. After `commit` returns, everything written in the
 *   turn survives a power cut (FULL synchronous). When `commit` or any write throws, nothing of the turn is kept after
 *   `rollback`; the error is a StoreError with a catalogue code.
 * - The first turn takes the lease on the ledger; from then on a turn of anybody who took it earlier throws
 *   `store_lease_lost`, whatever it wanted to write: there is one dispatcher, also when an old process wakes up.
 * - Look-ups may be made inside and outside of a turn; inside, they see the turn's own writes.
 * - `close` releases the file and the lock on it. Opening a file that another process holds throws `store_locked`; one
 *   written by a newer program throws `store_newer_schema`; a damaged one `store_damaged`.
 */
import type { AtCounter } from '../core/at-counter.ts';
import type { Claim } from '../core/claim.ts';
import type { Durable, Lookup } from '../core/effect.ts';
import type { KeptEvidence, SignedEvidence } from '../core/evidence.ts';
import type { GivenBack } from '../core/given-back.ts';
import type { Found, StartFacts, StoredSettlement } from '../core/input.ts';
import type { Operator } from '../core/operator.ts';
import type { Cause } from '../core/settlement/compare.ts';
import type { ShiftState } from '../core/state.ts';
import type { CentreState, Msgid, Setlinfo, TransactionBody } from '../core/transaction.ts';
import type { VisitId } from '../core/visit/identity.ts';
import type { VisitFacts } from '../core/visit/visit.ts';
import type { Books } from './books.ts';

/** One transaction as the local interface and the command line show it. Amounts in fen; never holds a name. */
export interface TransactionView {
  readonly msgid: Msgid;
  readonly infno: string;
  readonly epoch: number;
  readonly number: number;
  readonly state: CentreState;
  readonly told: boolean;
  readonly provisional: boolean;
  readonly grade: number;
  readonly attempts: number;
  /** The personal part was erased when its time was over: there is no person, no line and nothing to compute again. */
  readonly erased?: true;
  /** 人员编号; shown masked. */
  readonly psn_no: string;
  readonly insutype: string;
  /** Visit date. */
  readonly begndate: string;
  readonly accepted_ms: number;
  readonly omsgid: Msgid | null;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly setl_time: string;
  /** Result or catalogue code of the last move, or the names of the amounts that differ. */
  readonly note: string;
  readonly err_msg: string;
  /** Why the centre's amounts probably differ; empty when they do not. */
  readonly cause: Cause | '';
  readonly estimate: Setlinfo | null;
  readonly final: Setlinfo | null;
  /** Of a parked one: where it goes back to when a person decides so. */
  readonly parked_from?: 'queued' | 'unknown' | 'rejected' | null;
  /** It may be given back, whole or in part; absent: it may not. */
  readonly refundable?: boolean;
  /** Of one that was refused after it was told: what was given back of it, when and by whom; null or absent: nothing was. */
  readonly given_back?: Pick<GivenBack, 'opter' | 'at_ms' | 'paid_back'> | null;
  /** How the person paid and agreed; null or absent: the counter said nothing of it. */
  readonly at_counter?: AtCounter | null;
  /** Of a provisional one: what was known when it was told. */
  readonly evidence?: SignedEvidence | null;
}

/** Which of a list; `before`: of all of them, those that were made before this one. */
export interface Listed<Id extends string = Msgid> {
  readonly openOnly: boolean;
  readonly limit: number;
  readonly before?: Id | undefined;
}

export interface Store {
  /** `atMs` is the wall clock of the turn, for the journal. */
  begin(atMs: number): void;
  commit(): void;
  rollback(): void;
  apply(effect: Durable): void;
  find(lookup: Lookup): Found;
  /** What the last run left; rows caught in the middle are moved back or marked unknown in a turn of its own. */
  start(): StartFacts;
  /** Encoded transactions, as stored, for the wire. */
  bytesOf(msgids: readonly Msgid[]): ReadonlyMap<Msgid, Uint8Array>;
  /** Evidence beside those of them that have any; `bodies` as bytesOf gives them. */
  evidenceOf(bodies: ReadonlyMap<Msgid, Uint8Array>): ReadonlyMap<Msgid, KeptEvidence>;
  /** Hash of the newest journal entry, hex; empty for none. */
  head(): string;
  /** Place of that entry in the journal, from 1; 0 for none. */
  headSeq(): number;
  /** False once another has taken the lease: then nothing that an earlier turn allowed may leave any more. */
  held(): boolean;
  /** By its msgid, or by the provisional or final setl_id of a visit's settlement. */
  transaction(msgid: Msgid): TransactionView | null;
  /** What was stored under this idempotency key. */
  storedUnder(key: string): Msgid | null;
  /** The settlement of a person that the centre gave this id. */
  settledAs(psn_no: string, setl_id: string): Msgid | null;
  /** A visit by any id it is known under: mdtrt_id or setl_id, provisional or the centre's. */
  visit(id: string): VisitFacts | null;
  /** Newest first; `openOnly`: neither settled nor cancelled. */
  visits(options: Listed<VisitId>): readonly VisitFacts[];
  /** Newest first; `openOnly`: what waits for a person, then what waits for the centre, each oldest first. */
  transactions(options: Listed): readonly TransactionView[];
  /** What a sale was computed from; null for a reversal or an id that is not here. */
  settlement(msgid: Msgid): StoredSettlement | null;
  /** Open ones oldest first; all of them newest first. */
  claims(options: Listed): readonly Claim[];
  claim(msgid: Msgid): Claim | null;
  /** How often a receipt was sent to a printer. */
  printed(msgid: Msgid): number;
  /** So often; outside of a turn, durable when it returns. */
  notePrinted(msgid: Msgid, times: number): void;
  counts(): Readonly<Partial<Record<CentreState, number>>>;
  operator(opter: string): Operator | null;
  operators(): readonly Operator[];
  /** As it was last written. */
  shift(): ShiftState | null;
  readonly books: Books;
  /** Whether so much was written that it is time to bring it to its place in the file. */
  logIsLong(): boolean;
  /** Does so: a wait for the disk, and so between turns, when nobody waits. Nothing is lost where it fails. */
  shortenLog(): void;
  close(): void;
}

/** Turns bodies and answers into bytes and back; injected, so that the store knows no wire format. */
export interface BodyCodec {
  encode(body: TransactionBody): Uint8Array;
  decode(bytes: Uint8Array): TransactionBody;
  readonly evidence: EvidenceCodec;
}

/** Turns evidence, bound to a body by its SHA-256, into the bytes that are signed, kept and sent, and back. */
export interface EvidenceCodec {
  /** The same for the same evidence, for ever. */
  encode(
    what: Omit<SignedEvidence, 'signature'>,
    bound: { readonly msgid: Msgid; readonly transaction_sha256: Uint8Array },
  ): Uint8Array;
  decode(bytes: Uint8Array): Omit<SignedEvidence, 'signature'>;
}
