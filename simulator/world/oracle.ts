/**
 * What must be true at one terminal at every moment, worked out apart from the agent: from what its ledger shows after each
 * commit, what it sends, and what its clerk was told. States the rules of offline.md once more in its own words and shares
 * no rule with the core. Every violation is a sentence.
 */
import type { PersonSnapshot } from '../../agent/core/centre.ts';
import type { Limits } from '../../agent/core/limits.ts';
import type { CentreState, Msgid } from '../../agent/core/transaction.ts';
import type { VisitFacts } from '../../agent/core/visit/visit.ts';
import type { LinkMethod } from '../../agent/ports/link.ts';
import type { Store, TransactionView } from '../../agent/ports/store.ts';
import { decodeTransaction } from '../../agent/wire.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { CentreStore } from '../centre/store.ts';
import { renamed, type Treated } from './treated.ts';
import type { Watch, Written } from './watch.ts';

const { DISPOSITION_VOID } = tongxing.v1.Disposition;

/** The table of offline.md, written down a second time on purpose. */
const TABLE = new Set(
  `queued>claimed queued>voided claimed>queued claimed>inflight
   inflight>settled inflight>settled_with_difference inflight>rejected inflight>unknown
   unknown>inquiring unknown>reversing
   inquiring>settled inquiring>settled_with_difference inquiring>rejected inquiring>queued inquiring>unknown
   settled>reversing settled_with_difference>reversing
   reversing>reversed reversing>settled reversing>settled_with_difference reversing>reversing
   queued>parked rejected>parked unknown>parked parked>queued parked>rejected parked>unknown`.split(/\s+/),
);
/** What a start may find in the middle and where it then stands. */
const AT_START = new Set(['claimed>queued', 'inflight>unknown', 'inquiring>unknown']);
const OPEN = new Set<CentreState>(['queued', 'claimed', 'inflight', 'unknown', 'inquiring']);
const UNDONE = new Set<CentreState>(['voided', 'reversing', 'reversed']);
const SETTLED = new Set<CentreState>(['settled', 'settled_with_difference']);
/** Undone; or refused after it was told, and given back without the centre. */
const cameBack = ({ state, given_back }: TransactionView) => UNDONE.has(state) || (given_back ?? null) !== null;
/** Clocks drift, and two minutes off still count as right. */
const SLACK_MS = 600_000;

interface Snapshot {
  readonly balc: number;
  /** Transactions of this terminal that had moved the balance when the centre answered. */
  readonly counted: ReadonlySet<string>;
  /** Those the centre had decided about at all. */
  readonly judged: ReadonlySet<string>;
}

export interface OracleOptions {
  readonly dev_no: string;
  readonly centre: CentreStore;
  /** What the centre has settled and said that it refuses. */
  readonly denied: ReadonlySet<string>;
  readonly limits: Limits;
  /** True time, ms. */
  readonly now: () => number;
  /** Matches whatever tells who somebody is. */
  readonly personal: RegExp;
  readonly say: (violation: string) => void;
}

export class Oracle implements Watch {
  readonly rows = new Map<string, TransactionView>();
  /** Rows that only a lost disk held. */
  readonly lost = new Map<string, TransactionView>();
  /** Rows a lost disk took along, or what had become of them, whether or not they came back: a repeat finds them otherwise. */
  readonly keyless = new Set<string>();
  /** Rows whose undoing only a lost disk held: no other file can know of it. */
  readonly unmade = new Set<string>();
  readonly #options: OracleOptions;
  readonly #left = new Map<string, string>();
  /** Found on the wire by a start: whether a byte of them left nobody can know. */
  readonly #mayHaveLeft = new Set<string>();
  readonly #snapshots = new Map<string, Snapshot>();
  /** True time of each row's last move. */
  readonly #movedAt = new Map<string, number>();
  #heardAt: number | null = null;
  #newest = '';
  #restored = false;
  /** Epochs up to this one ended with a lost disk. */
  #endedEpoch = 0;

  constructor(options: OracleOptions) {
    this.#options = options;
  }

  booted(store: Store): void {
    const views = store.transactions({ openOnly: false, limit: 1_000_000 });
    const here = new Set<string>(views.map(({ msgid }) => msgid));
    for (const [msgid, row] of this.rows) {
      if (row.state === 'inflight') this.#mayHaveLeft.add(msgid);
      if (here.has(msgid)) continue;
      this.rows.delete(msgid);
      if (this.#restored) this.#forgotten(row, null);
      if (this.#restored) this.lost.set(msgid, row);
      else this.#say(`${msgid} (${row.state}) is gone after a start`);
    }
    for (const view of views.toReversed()) {
      const before = this.rows.get(view.msgid);
      const legal = before?.state === view.state || AT_START.has(`${before?.state}>${view.state}`);
      if (!legal && !this.#restored) this.#say(`${view.msgid} was ${before?.state} and is ${view.state} after a start`);
      if (!this.#restored && before !== undefined) this.#unchanged(before, view);
      if (this.#restored && before !== undefined) this.#forgotten(before, view);
      this.rows.set(view.msgid, view);
    }
    // An id that only a lost disk knew was never used anywhere.
    if (this.#restored)
      this.#newest =
        views
          .map(({ msgid }) => msgid)
          .toSorted()
          .at(-1) ?? '';
    this.#restored = false;
  }

  /** What the lost disk alone knew of this row: whoever was told of it, no other file can know. */
  #forgotten(before: TransactionView, now: TransactionView | null): void {
    if (before.state !== now?.state) this.keyless.add(before.msgid);
    if (cameBack(before) && (now === null || !cameBack(now))) this.unmade.add(before.msgid);
  }

  restored(): void {
    this.#restored = true;
    for (const { epoch } of this.rows.values()) this.#endedEpoch = Math.max(this.#endedEpoch, epoch);
  }

  committed(store: Store, written: readonly Written[]): void {
    const paths = new Map<Msgid, CentreState[]>();
    for (const { msgid, path } of written) {
      const whole = paths.get(msgid) ?? [];
      // A turn may move one row several times: each move begins where the last one ended.
      if (whole.length > 0 && path.length > 0 && whole.at(-1) === path[0]) whole.pop();
      whole.push(...path);
      paths.set(msgid, whole);
    }
    for (const [msgid, path] of paths) {
      const view = store.transaction(msgid);
      if (view === null) this.#say(`${msgid} was written and is not there`);
      else this.#look(view, path);
    }
  }

  #look(view: TransactionView, path: readonly CentreState[]): void {
    const { msgid } = view;
    const before = this.rows.get(msgid);
    this.rows.set(msgid, view);
    if (before?.state !== view.state) this.#movedAt.set(msgid, this.#options.now());
    if (before === undefined) this.#begun(view, path);
    else this.#unchanged(before, view);
    const walked = before === undefined ? path : path.length === 0 ? [before.state] : path;
    if (before !== undefined && walked[0] !== before.state) this.#say(`${msgid} was ${before.state}, not ${walked[0]}`);
    for (const [at, to] of walked.entries()) {
      const from = walked[at - 1];
      if (from !== undefined && from !== to && !TABLE.has(`${from}>${to}`)) this.#say(`${msgid}: ${from} → ${to}`);
    }
    if (walked.at(-1) !== view.state) this.#say(`${msgid} went to ${walked.at(-1)} and is ${view.state}`);
    this.#againstCentre(view);
    if (view.provisional && before?.provisional !== true) this.#withinLimits(view);
  }

  #begun(view: TransactionView, path: readonly CentreState[]): void {
    const { msgid, epoch, number } = view;
    if (epoch <= this.#endedEpoch) {
      // What the centre had and the backup had not comes back; nothing else may begin in an epoch that has ended.
      this.lost.delete(msgid);
      if (msgid > this.#newest) this.#newest = msgid;
      if (this.#options.centre.txn(msgid) === null)
        this.#say(`${msgid} began in epoch ${epoch}, which ended with a lost disk`);
      return;
    }
    const former = this.rows.size - 1 === 0 ? 0 : this.#highest(epoch, msgid);
    if (number !== former + 1) this.#say(`${msgid} has number ${number} after ${former}`);
    if (msgid <= this.#newest) this.#say(`${msgid} is not above ${this.#newest}`);
    if (path[0] !== 'queued' && path[0] !== 'inflight') this.#say(`${msgid} began as ${path[0]}`);
    if (msgid > this.#newest) this.#newest = msgid;
  }

  #highest(epoch: number, except: string): number {
    let highest = 0;
    for (const row of this.rows.values())
      if (row.epoch === epoch && row.msgid !== except) highest = Math.max(highest, row.number);
    return highest;
  }

  /** What is written once stays as it was. */
  #unchanged(before: TransactionView, now: TransactionView): void {
    const fixed = ({ epoch, number, infno, psn_no, omsgid, begndate, estimate }: TransactionView) =>
      JSON.stringify([epoch, number, infno, psn_no, omsgid, begndate, estimate]);
    if (fixed(before) !== fixed(now)) this.#say(`${now.msgid} was changed`);
    if (before.told && !now.told) this.#say(`${now.msgid} is no longer told`);
    if (before.final !== null && JSON.stringify(before.final) !== JSON.stringify(now.final))
      this.#say(`${now.msgid} has other amounts than it was settled with`);
  }

  #againstCentre({ msgid, infno, state, final }: TransactionView): void {
    const there = this.#options.centre.txn(msgid);
    if (SETTLED.has(state) && (there === null || !['settled', 'reversed', 'reversal'].includes(there.state)))
      this.#say(`${msgid} is ${state} here and ${there?.state ?? 'nothing'} there`);
    if (SETTLED.has(state) && there?.counted !== undefined && there.counted !== null)
      if (
        final?.medfee_sumamt !== there.counted.medfee_sumamt ||
        final.fund_pay_sumamt !== there.counted.fund_pay_sumamt
      )
        this.#say(`${msgid} (${infno}) has other amounts here than there`);
    if (state === 'reversed' && there?.state === 'settled') this.#say(`${msgid} is reversed here and stands there`);
    if (state === 'rejected' && there?.state === 'settled' && !this.#options.denied.has(msgid))
      this.#say(`${msgid} is rejected here and stands there`);
  }

  #withinLimits(view: TransactionView): void {
    const { limits, now } = this.#options;
    const open = [...this.rows.values()].filter((row) => row.provisional && OPEN.has(row.state));
    const fund = (rows: readonly TransactionView[]) =>
      rows.reduce((sum, { estimate }) => sum + (estimate?.fund_pay_sumamt ?? 0), 0);
    const ofPerson = open.filter((row) => row.psn_no === view.psn_no && row.begndate === view.begndate);
    const bounds: readonly [string, number, number][] = [
      ['amount', view.estimate?.medfee_sumamt ?? 0, limits.offlineAmount],
      ['account', view.estimate?.acct_pay ?? 0, limits.offlineAccount],
      ['count', open.length, limits.offlineCount],
      ['sum', fund(open), limits.offlineSum],
      ['person and day', fund(ofPerson), limits.offlinePersonDayFund],
      ['silence', this.#silentMs(now()), limits.offlineHours * 3_600_000 + SLACK_MS],
    ];
    for (const [name, is, limit] of bounds)
      if (is > limit) this.#say(`${view.msgid} told provisionally beyond the limit on ${name}: ${is} of ${limit}`);
  }

  #silentMs(now: number): number {
    return this.#heardAt === null ? Number.POSITIVE_INFINITY : now - this.#heardAt;
  }

  sent(method: LinkMethod, bytes: Uint8Array): void {
    for (const { transaction, disposition } of itemsOf(method, bytes)) {
      const body = transaction ?? new Uint8Array(0);
      const { msgid, body: what } = decodeTransaction(body);
      const row = this.rows.get(msgid);
      if (row === undefined) {
        this.#say(`${msgid} left before it was stored`);
        continue;
      }
      const text = Buffer.from(body).toString('base64');
      if ((this.#left.get(msgid) ?? text) !== text) this.#say(`${msgid} left with another body`);
      this.#left.set(msgid, text);
      if (what.kind === 'reversal') this.#notAhead(msgid, what.omsgid);
      // Goods are nobody's turn.
      else if (disposition !== DISPOSITION_VOID && what.kind !== 'goods') this.#inTurn(row);
    }
  }

  #notAhead(msgid: string, omsgid: Msgid): void {
    const original = this.rows.get(omsgid);
    const left = this.#left.has(omsgid) || this.#mayHaveLeft.has(omsgid);
    if (original !== undefined && !left && original.epoch === this.rows.get(msgid)?.epoch)
      this.#say(`${msgid} overtook its original ${omsgid}`);
  }

  #inTurn(row: TransactionView): void {
    for (const other of this.rows.values())
      if (other.psn_no === row.psn_no && OPEN.has(other.state) && hasTurn(other) && isBefore(other, row))
        this.#say(`${row.msgid} left while ${other.msgid} of the same person was ${other.state}`);
  }

  heard(): void {
    this.#heardAt = this.#options.now();
  }

  logged(line: string): void {
    if (this.#options.personal.test(line)) this.#say(`the log tells who somebody is: ${line}`);
  }

  defect(error: unknown): void {
    this.#say(`a defect: ${error instanceof Error ? error.message : String(error)}`);
  }

  /** The clerk was told that this is accepted. */
  told(msgid: string, psn_no: string): void {
    const row = this.rows.get(msgid);
    if (row === undefined) {
      if (!this.lost.has(msgid)) this.#say(`${msgid} was told before it was stored`);
    } else if (row.psn_no !== psn_no) this.#say(`${msgid} was sold to another person than the one at the counter`);
  }

  /** A clinic's visit, as it stands in the ledger. */
  named(treated: Treated, facts: VisitFacts): void {
    for (const violation of renamed(treated, facts)) this.#say(violation);
  }

  /** The centre answered a question after a person. */
  answered(psn_no: string, as_of_ms: number, balc: number): void {
    const [counted, judged] = [new Set<string>(), new Set<string>()];
    for (const row of this.rows.values()) {
      if (row.psn_no !== psn_no) continue;
      const there = this.#options.centre.txn(row.msgid);
      if (there !== null) judged.add(row.msgid);
      if (there?.state === 'settled') counted.add(row.msgid);
    }
    this.#snapshots.set(`${psn_no} ${as_of_ms}`, { balc, counted, judged });
  }

  /** What the counter now believes the person has left: the snapshot's, less what was sold here since, once. */
  believed(person: PersonSnapshot, balc: number): void {
    const snapshot = this.#snapshots.get(`${person.psn_no} ${person.as_of_ms}`);
    if (snapshot === undefined) return this.#say(`a snapshot of ${person.as_of_ms} that the centre never gave`);
    let expected = snapshot.balc;
    for (const row of this.rows.values()) {
      if (row.psn_no !== person.psn_no || row.omsgid !== null) continue;
      // In this very instant: before what the counter saw, or after.
      if (this.#movedAt.get(row.msgid) === this.#options.now()) return;
      const by = moved(row, snapshot);
      // Nobody can know yet.
      if (by === null) return;
      expected -= by;
    }
    if (this.#endedEpoch === 0 && balc !== Math.max(0, expected))
      this.#say(`the counter believes in a balance of ${balc}, it is ${Math.max(0, expected)}`);
  }

  #say(violation: string): void {
    this.#options.say(`${this.#options.dev_no}: ${violation}`);
  }
}

/** What a sale takes from the account beyond what a snapshot has already taken for it; null when that is not known. */
function moved({ msgid, state, estimate, final }: TransactionView, snapshot: Snapshot): number | null {
  const counted = snapshot.counted.has(msgid);
  if (state === 'rejected' || state === 'voided') return 0;
  // As far as this side knows: what had not come to the centre yet is not in what it said.
  if (OPEN.has(state)) return snapshot.judged.has(msgid) ? 0 : (estimate?.acct_pay ?? 0);
  if (SETTLED.has(state)) return counted ? 0 : (final?.acct_pay ?? 0);
  if (state === 'reversed') return counted ? -(final?.acct_pay ?? 0) : 0;
  return null;
}

/** Sales, and steps of visits: neither goods nor what undoes. */
function hasTurn({ infno, omsgid }: TransactionView): boolean {
  return omsgid === null && !infno.startsWith('35');
}

function isBefore(one: TransactionView, other: TransactionView): boolean {
  return one.epoch === other.epoch ? one.number < other.number : one.epoch < other.epoch;
}

/** Requests that carry one transaction. */
const ONE = {
  Settle: tongxing.v1.SettleRequest,
  VisitStep: tongxing.v1.VisitStepRequest,
  Reverse: tongxing.v1.ReverseRequest,
} as const;

function itemsOf(method: LinkMethod, bytes: Uint8Array): readonly tongxing.v1.QueuedItem.$Properties[] {
  if (method === 'Exchange') return tongxing.v1.ExchangeRequest.decode(bytes).items ?? [];
  const one = ONE[method as keyof typeof ONE];
  if (one === undefined) return [];
  const { item } = one.decode(bytes);
  return item === null || item === undefined ? [] : [item];
}
