/**
 * The rows of the ledger: one for each transaction, written once, moved along its states, never deleted. Bodies are
 * opened only when a person or an estimate is needed.
 */
import type { Answer } from '../../core/centre.ts';
import { estimateOf, namesOf, ofCard, psnOf } from '../../core/contents.ts';
import type { Durable } from '../../core/effect.ts';
import type { KeptEvidence } from '../../core/evidence.ts';
import { type GivenBack, mayComeBack, standsGiven, wasSold } from '../../core/given-back.ts';
import type { OriginalView, RowView, StartFacts, StoredBill, StoredSettlement } from '../../core/input.ts';
import { type Fen, fen } from '../../core/money.ts';
import type { Cause } from '../../core/settlement/compare.ts';
import { type CentreState, isOpen, type Msgid, type TransactionBody } from '../../core/transaction.ts';
import type { BodyCodec, Listed, TransactionView } from '../../ports/store.ts';
import { createAtCounter } from './at-counter.ts';
import type { EvidenceNotes } from './evidence.ts';
import { hashOf } from './journal.ts';
import { createMoves } from './moves.ts';
import { type Parcel, pack, unpack } from './parcel.ts';
import type { Recent } from './recent.ts';
import { type Claimed, prepareRows, type Stored } from './row-sql.ts';
import { amountsOf, claimedRow, originalView, rowOf, textOf, viewOf } from './row-view.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';

type Insert = Durable & { kind: 'insert' };

export interface Rows {
  /** Key of the row with this id; 0, which no row has, when it is not here. */
  placeOf(msgid: Msgid): number;
  /**
   * Whether a kept fingerprint is of this request. Kept as a keyed hash, because a request names trace codes; a file of an
   * older release has some in clear.
   */
  isOf(kept: string, fingerprint: string): boolean;
  /** Returns the sealed body, whose hash goes into the journal. */
  insert(effect: Insert): Uint8Array;
  /** Written with those that move alike, by `written` at the latest. Returns the hash of its answer; empty for none. */
  move(effect: Durable & { kind: 'move' }): string;
  /** Before anything else of the rows is read or written, and before the turn ends. */
  written(): void;
  tell(effect: Durable & { kind: 'tell' }): void;
  /** Whose card it is: what waits of it goes in this person's order from now on. */
  recognise(card_sn: string, psn_no: string): void;
  explain(msgid: Msgid, cause: Cause): void;
  voidNoted(msgid: Msgid): void;
  isHeld(msgid: Msgid): boolean;
  /** A held row may be claimed. */
  release(msgid: Msgid): void;
  /** The notice goes again: this one's, or every one that was under way when the last run ended. */
  voidAgain(msgid: Msgid): void;
  voidsAgain(): void;
  /** Oldest first, at most one of each person; queued ones are inflight when this returns. */
  claim(limit: number, except: readonly Msgid[]): readonly RowView[];
  unknown(limit: number, except: readonly Msgid[]): readonly RowView[];
  underway(): readonly { readonly msgid: Msgid; readonly state: CentreState }[];
  row(msgid: Msgid): RowView | null;
  /** Null for an id that is not here, or whose body was erased or lost. */
  body(msgid: Msgid): TransactionBody | null;
  /** The newest; `before`: of those made before this row. */
  reversalOf(msgid: Msgid, before?: Msgid): RowView | null;
  /** The settlement of a person that the centre gave this id. */
  settledAs(psn_no: string, setl_id: string): Msgid | null;
  original(msgid: Msgid): OriginalView | null;
  /** What a sale was computed from, without the pack; null when there is nothing to compute again. */
  settlement(msgid: Msgid): Omit<StoredSettlement, 'pack'> | null;
  /** `card_sn`: what was sold on the card while nobody knew whose it is was this person's, too. */
  exposure(
    psn_no: string,
    card_sn: string,
    begndate: string,
  ): { readonly person_open: number; readonly person_day_fund: Fen };
  bytesOf(msgids: readonly Msgid[]): ReadonlyMap<Msgid, Uint8Array>;
  /** What was told of those of them that were told before they were judged; `bodies` as bytesOf gives them. */
  evidenceOf(bodies: ReadonlyMap<Msgid, Uint8Array>): ReadonlyMap<Msgid, KeptEvidence>;
  /** The stored bytes of one, which stay ready for the wire; null for a body that is gone. */
  encoded(msgid: Msgid): Uint8Array | null;
  last(epoch: number): { readonly number: number } | null;
  newestMsgid(): string | null;
  openCounts(): Pick<StartFacts, 'queued' | 'unknown' | 'reversing' | 'provisional_count' | 'provisional_sum'>;
  counts(): Readonly<Partial<Record<CentreState, number>>>;
  view(msgid: Msgid): TransactionView | null;
  views(what: Listed): readonly TransactionView[];
  /** Drops what a rolled-back turn kept in memory. */
  forget(): void;
}

/** What a row leaves with: its encoded body, and the evidence in its parcel, empty for none. */
interface Opened extends Pick<Parcel, 'evidence'> {
  readonly body: Uint8Array;
}

const NONE = Buffer.alloc(0);
/** No msgid is above it: each begins with a letter. */
const ABOVE_ALL = '~';

/** Bodies of one frame: it and its answer stay below what a gRPC server takes unasked (4 MiB), or it would never arrive. */
const FRAME_BYTES = 1 << 20;

/** Two full frames: more is never waiting for the wire. */
const MAX_FRESH = 1_000;

export function createRows(
  db: Db,
  seal: Seal,
  codec: BodyCodec,
  recent: Recent,
  evidence: Omit<EvidenceNotes, 'keep'>,
  givenBack: (msgid: Msgid) => GivenBack | null,
): Rows {
  /** What the rows just stored or looked at leave with: saves opening them a second time. */
  const fresh = new Map<Msgid, Opened>();
  const keep = (msgid: Msgid, opened: Opened) => {
    if (fresh.size >= MAX_FRESH) fresh.clear();
    fresh.set(msgid, opened);
  };
  /** Keys of the rows at work now, so that a frame's answers need not look each of them up by its id. */
  let places = new Map<Msgid, number>();
  /** Those noted before them: of the frames in flight none may go. */
  let formerPlaces = places;
  const place = (msgid: Msgid, row: number) => {
    if (places.size >= MAX_FRESH) [formerPlaces, places] = [places, new Map()];
    places.set(msgid, row);
  };
  const sql = prepareRows(db);
  const moves = createMoves(db);
  const atCounter = createAtCounter(db);
  const placeOf = (msgid: Msgid): number =>
    places.get(msgid) ?? formerPlaces.get(msgid) ?? sql.place.get(msgid)?.row ?? 0;
  /** Sealed bodies of the rows just claimed: they lie beside what the claim reads, and are opened when they leave. */
  const leaving = new Map<Msgid, Buffer>();
  const parcelOf = (msgid: Msgid) => {
    const sealed = leaving.get(msgid) ?? sql.body.get(placeOf(msgid))?.body;
    // An empty body stands for one that was erased, or lost in damage.
    return sealed === undefined || sealed.length === 0 ? null : unpack(seal.open(sealed));
  };
  /** Evidence in the parcels of the last call of bytesOf, empty where there is none: saves opening them a second time. */
  const sealedEvidence = new Map<Msgid, Buffer>();
  const opened = (msgid: Msgid): TransactionBody | null => {
    const parcel = parcelOf(msgid);
    if (parcel === null) return null;
    keep(msgid, parcel);
    return codec.decode(parcel.body);
  };
  const toRow = (stored: Stored): RowView => {
    const body = opened(stored.msgid)?.body;
    if (body === undefined) return rowOf(stored, '', originalOf(stored.omsgid));
    const { named, mdtrt_id } = namesOf(body);
    const row = rowOf(stored, psnOf(body), originalOf(stored.omsgid));
    return { ...row, mdtrt_id: row.mdtrt_id || mdtrt_id, ...(named === undefined ? {} : { named }) };
  };
  /** A visit's lines are in its settlement when that is the whole visit, else in the fees sent before it. */
  const billOf = (msgid: Msgid, body: TransactionBody['body']): StoredBill | null => {
    if (body.kind === 'sale') return body;
    if (body.kind !== 'visit_settlement') return null;
    const sent = body.whole === null ? sql.feesBefore.get(msgid)?.msgid : undefined;
    const fees = sent === undefined ? body.whole?.fee_upload : opened(sent)?.body;
    return fees?.kind === 'fee_upload' ? { ...body, drugdetail: fees.feedetail } : null;
  };
  /** Whose body was erased still has what lay beside it: nobody is named there. */
  const toldWith = ({ msgid, provisional }: Stored, sealed: Buffer) => {
    if (sealed.length > 0) return sealed;
    return provisional === 1 ? evidence.beside([msgid]).get(msgid) : undefined;
  };
  const shown = (stored: Stored): TransactionView => {
    const parcel = parcelOf(stored.msgid);
    const told = toldWith(stored, parcel?.evidence ?? NONE);
    const body = parcel === null ? null : codec.decode(parcel.body);
    const view = viewOf(stored, body);
    const sold = wasSold(view.provisional, body?.body);
    const kept = view.state === 'rejected' ? givenBack(view.msgid) : null;
    const given = kept && standsGiven(kept, sql.reversalOf.get(view.msgid, ABOVE_ALL)?.state);
    return {
      ...view,
      refundable: mayComeBack(view, sold, given),
      given_back: given,
      at_counter: atCounter.of(stored.msgid),
      evidence: told === undefined ? null : evidence.shown(told),
    };
  };
  const originalOf = (omsgid: Msgid | null): OriginalView | null => {
    const original = omsgid === null ? undefined : sql.one.get(omsgid);
    return original === undefined ? null : originalView(original);
  };
  return {
    placeOf,
    isOf: (kept, fingerprint) => kept === seal.asked(fingerprint) || kept === fingerprint,
    insert(effect) {
      const { body } = effect;
      const bytes = effect.bytes ?? codec.encode(body);
      const told = effect.evidence === undefined ? NONE : evidence.made(body.msgid, effect.evidence, bytes);
      const sealed = seal.seal(pack(effect.replay ?? '', bytes, told));
      // What is told before it is sent waits for the centre, maybe for days, and is opened as it leaves.
      if (effect.evidence === undefined) keep(body.msgid, { body: bytes, evidence: told });
      const row = body.epoch * EPOCH_UNIT + body.number;
      const estimate = estimateOf(body.body);
      // An undoing is in the order of what it undoes, also where nobody knew more of that than the card.
      const undone = effect.omsgid === null ? undefined : sql.psnKey.get(placeOf(effect.omsgid));
      const psnKey = undone?.psn_key ?? seal.lookup('psn', effect.psn_no);
      const { state } = effect;
      // One by one: values handed over as a list take a longer way into SQLite.
      sql.insert.run(
        row,
        body.msgid,
        body.infno,
        state,
        state !== 'queued' ? 0 : effect.waits_for === undefined ? 1 : 3,
        effect.told ? 1 : 0,
        effect.provisional ? 1 : 0,
        effect.grade,
        effect.unavailable,
        effect.snapshot_age_ms,
        state === 'inflight' ? 1 : 0,
        psnKey,
        effect.insutype,
        effect.begndate,
        effect.accepted_ms,
        effect.omsgid,
        estimate?.fund_pay_sumamt ?? 0,
        estimate?.acct_pay ?? 0,
        recent.waiting(psnKey),
        psnKey,
      );
      if (isOpen(state)) sql.opened.run(psnKey, row);
      const { key, accepted_ms } = effect;
      const fingerprint = key === null ? null : seal.asked(effect.fingerprint);
      sql.insertBody.run(row, JSON.stringify(effect.deltas), textOf(estimate), key, fingerprint, sealed);
      recent.add({ row, msgid: body.msgid, psn_key: psnKey, key, fingerprint: fingerprint ?? '', accepted_ms });
      place(body.msgid, row);
      atCounter.keep(body.msgid, effect.at_counter ?? null);
      return sealed;
    },
    move(effect) {
      const [from, to] = [effect.path[0], effect.path.at(-1)];
      const row = placeOf(effect.msgid);
      const { before = null, note = '', answer } = effect;
      if (from === undefined || to === undefined || row === 0) throw new Error(`${effect.msgid} can not move`);
      moves.move({ row, from, to, before, note, err_msg: answer?.result.err_msg ?? '' });
      if (answer === undefined) return '';
      const values = answerValues(answer);
      if (saysMore(answer)) sql.answer.run(row, ...values);
      return answerHash(answer, values);
    },
    written: moves.write,
    tell: ({ msgid, provisional, grade, unavailable }) =>
      void sql.tell.run(provisional ? 1 : 0, grade, unavailable, placeOf(msgid)),
    recognise(card_sn, psn_no) {
      const keys = [seal.lookup('psn', psn_no), seal.lookup('psn', ofCard(card_sn))] as const;
      if (sql.recognised.run(...keys).changes > 0) sql.recognisedOpen.run(...keys);
    },
    explain: (msgid, cause) => void sql.explain.run(cause, placeOf(msgid)),
    isHeld: (msgid) => sql.isHeld.get(placeOf(msgid)) !== undefined,
    release: (msgid) => void sql.release.run(placeOf(msgid)),
    voidNoted: (msgid) => void sql.voidSend.run(0, placeOf(msgid)),
    voidAgain: (msgid) => void sql.voidSend.run(1, placeOf(msgid)),
    voidsAgain: () => void sql.voidsAgain.run(),
    claim(limit, except) {
      leaving.clear();
      const next = except.length === 0 ? sql.claim.all(limit) : sql.claimBut.all(JSON.stringify(except), limit);
      const stored = withinFrame(next);
      sql.claimed.run(JSON.stringify(stored.map(([row]) => row)));
      // Bodies stay sealed until they leave: the dispatcher needs neither person nor lines.
      return stored.map((one) => {
        const [row, msgid, , , , , , , , , , omsgid, , , body] = one;
        place(msgid, row);
        leaving.set(msgid, body);
        return claimedRow(one, originalOf(omsgid));
      });
    },
    unknown: (limit, except) => sql.unknown.all(JSON.stringify(except), limit).map(toRow),
    underway: () => sql.underway.all(),
    row(msgid) {
      const stored = sql.one.get(msgid);
      return stored === undefined ? null : toRow(stored);
    },
    body: opened,
    reversalOf(msgid, before) {
      const stored = sql.reversalOf.get(msgid, before ?? ABOVE_ALL);
      return stored === undefined ? null : toRow(stored);
    },
    settledAs: (psn_no, setl_id) =>
      sql.settledAs.get({ newest: recent.newest(seal.lookup('psn', psn_no)), setl_id }) ?? null,
    original(msgid) {
      const stored = sql.one.get(msgid);
      return stored === undefined ? null : originalView(stored);
    },
    settlement(msgid) {
      const [stored, parcel] = [sql.one.get(msgid), parcelOf(msgid)];
      if (stored === undefined || parcel === null) return null;
      const { facts, body } = parcel;
      const sale = billOf(msgid, codec.decode(body).body);
      return sale === null || facts === null ? null : { sale, facts, final: amountsOf(stored.final) };
    },
    exposure(psn_no, card_sn, begndate) {
      const sums = sql.exposure.get(begndate, seal.lookup('psn', psn_no), seal.lookup('psn', ofCard(card_sn)));
      return { person_open: sums?.open ?? 0, person_day_fund: fen(sums?.fund ?? 0) };
    },
    encoded: (msgid) => (fresh.get(msgid) ?? parcelOf(msgid))?.body ?? null,
    evidenceOf(bodies) {
      const sealed = (msgid: Msgid) => sealedEvidence.get(msgid) ?? parcelOf(msgid)?.evidence ?? NONE;
      const kept = [...bodies.keys()].map((msgid) => [msgid, sealed(msgid)] as const);
      const beside = evidence.beside(kept.flatMap(([msgid, one]) => (one.length === 0 ? [msgid] : [])));
      const leaving = new Map<Msgid, KeptEvidence>();
      for (const [msgid, one] of kept) {
        const told = one.length > 0 ? one : beside.get(msgid);
        const body = bodies.get(msgid);
        if (told !== undefined && body !== undefined) leaving.set(msgid, evidence.leaving(msgid, told, body));
      }
      return leaving;
    },
    bytesOf(msgids) {
      const found = new Map<Msgid, Uint8Array>();
      sealedEvidence.clear();
      for (const msgid of msgids) {
        const opened = fresh.get(msgid) ?? parcelOf(msgid);
        if (opened === null) continue;
        found.set(msgid, opened.body);
        sealedEvidence.set(msgid, opened.evidence);
        // Handed over once; the other frame of this turn still needs its own.
        fresh.delete(msgid);
      }
      return found;
    },
    last(epoch) {
      const row = sql.last.get(epoch * EPOCH_UNIT, (epoch + 1) * EPOCH_UNIT)?.row ?? null;
      return row === null ? null : { number: row % EPOCH_UNIT };
    },
    newestMsgid: () => sql.newest.get()?.msgid ?? null,
    openCounts() {
      const provisional = sql.provisional.get();
      return {
        queued: (sql.toSend.get()?.n ?? 0) + (sql.held.get()?.n ?? 0),
        unknown: sql.unknownCount.get()?.n ?? 0,
        reversing: sql.reversingCount.get()?.n ?? 0,
        provisional_count: provisional?.n ?? 0,
        provisional_sum: fen(provisional?.fund ?? 0),
      };
    },
    counts: () => Object.fromEntries(sql.counts.all().map(({ state, n }) => [state, n])),
    view(msgid) {
      const stored = sql.one.get(msgid);
      return stored === undefined ? null : shown(stored);
    },
    views({ openOnly, limit, before }) {
      const place = before === undefined ? Number.MAX_SAFE_INTEGER : placeOf(before);
      if (!openOnly) return sql.viewsBelow.all(place, limit).map(shown);
      // However many wait for the centre, what waits for a person is among those that are asked for.
      const parked = sql.parkedViews.all(limit);
      return [...parked, ...sql.movingViews.all(limit - parked.length)].map(shown);
    },
    forget() {
      fresh.clear();
      places.clear();
      formerPlaces.clear();
      leaving.clear();
      moves.forget();
    },
  };
}

/** Whether there is anything in it besides its result. */
function saysMore({ setl_id, mdtrt_id, setl_time, clr_type, clr_optins, setlinfo }: Answer): boolean {
  return setlinfo !== null || `${setl_id}${mdtrt_id}${setl_time}${clr_type}${clr_optins}` !== '';
}

/** Of all an answer says, what is stored of it as it is stored: its long form would take longer to write than to hash. */
function answerHash(answer: Answer, stored: readonly unknown[]): string {
  const { outcome, result, setldetail, feedetail_result = [], goods_result = [] } = answer;
  return hashOf(JSON.stringify([outcome, result, stored, setldetail, feedetail_result, goods_result]));
}

/** Only an answer with amounts makes a row count in the day's totals. */
function answerValues({ setl_id, mdtrt_id, setl_time, clr_type, clr_optins, setlinfo }: Answer): readonly unknown[] {
  const said = [setl_id, mdtrt_id, setl_time];
  if (setlinfo === null) return [...said, null, clr_type, clr_optins, null, null, null, null];
  const { medfee_sumamt, fund_pay_sumamt, acct_pay } = setlinfo;
  const amounts = [textOf(setlinfo), medfee_sumamt, fund_pay_sumamt, acct_pay];
  return [...said, setl_time.slice(0, 10), clr_type, clr_optins, ...amounts];
}

/** As many as fit into a frame, and the first whatever its size. */
function withinFrame(rows: readonly Claimed[]): readonly Claimed[] {
  let bytes = 0;
  const end = rows.findIndex(([, , , , , , , , , , , , , , body]) => {
    bytes += body.length;
    return bytes > FRAME_BYTES;
  });
  return end < 0 ? rows : rows.slice(0, Math.max(1, end));
}
