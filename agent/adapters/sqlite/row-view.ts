/**
 * Stored rows as the core and the local interface see them. Reads only what the row itself says; a person's number comes
 * from the opened body.
 */
import { namesOf, psnOf } from '../../core/contents.ts';
import type { OriginalView, RowView } from '../../core/input.ts';
import { type Fen, fen } from '../../core/money.ts';
import { parkedFrom } from '../../core/parked.ts';
import type { Setlinfo, TransactionBody } from '../../core/transaction.ts';
import type { TransactionView } from '../../ports/store.ts';
import type { Claimed, Stored, StoredRow } from './row-sql.ts';
import { EPOCH_UNIT } from './schema.ts';

export function rowOf(stored: StoredRow, psn_no: string, original: OriginalView | null): RowView {
  return {
    msgid: stored.msgid,
    ...placeOf(stored),
    infno: stored.infno,
    state: stored.state,
    told: stored.told === 1,
    provisional: stored.provisional === 1,
    grade: stored.grade,
    unavailable: stored.unavailable,
    snapshot_age_ms: stored.snapshot_age_ms,
    attempts: stored.attempts,
    psn_no,
    insutype: stored.insutype,
    original,
    estimate: amountsOf(stored.estimate),
    final: amountsOf(stored.final),
    setl_id: stored.setl_id,
    mdtrt_id: stored.mdtrt_id,
    deltas: deltasOf(stored),
  };
}

/** As it is on the wire: inflight, if it was queued; nothing has been answered to it. */
export function claimedRow(claimed: Claimed, original: OriginalView | null): RowView {
  const [row, msgid, infno, state, told, provisional, grade, unavailable, snapshot_age_ms, attempts] = claimed;
  const sent = state === 'queued';
  return {
    msgid,
    epoch: Math.floor(row / EPOCH_UNIT),
    number: row % EPOCH_UNIT,
    infno,
    state: sent ? 'inflight' : state,
    told: told === 1,
    provisional: provisional === 1,
    grade,
    unavailable,
    snapshot_age_ms,
    attempts: sent ? attempts + 1 : attempts,
    psn_no: '',
    insutype: claimed[10],
    original,
    estimate: amountsOf(claimed[13]),
    final: null,
    setl_id: '',
    mdtrt_id: '',
    deltas: JSON.parse(claimed[12]) as Record<string, Fen>,
  };
}

export function originalView(stored: Stored): OriginalView {
  const [final, estimate] = [amountsOf(stored.final), amountsOf(stored.estimate)];
  return {
    msgid: stored.msgid,
    ...placeOf(stored),
    state: stored.state,
    before: stored.before,
    deltas: deltasOf(stored),
    acct_pay: (final ?? estimate)?.acct_pay ?? fen(0),
    final,
    insutype: stored.insutype,
    provisional: stored.provisional === 1,
    estimate,
  };
}

/** Without a body: its personal part was erased. */
export function viewOf(stored: Stored, body: TransactionBody | null): TransactionView {
  const { epoch, number } = placeOf(stored);
  const named = body === null ? null : namesOf(body.body);
  // Field by field: leaving some out of a copy costs more than all that is put in.
  return {
    msgid: stored.msgid,
    infno: stored.infno,
    epoch,
    number,
    state: stored.state,
    told: stored.told === 1,
    provisional: stored.provisional === 1,
    grade: stored.grade,
    attempts: stored.attempts,
    ...(body === null ? { erased: true as const } : {}),
    parked_from: stored.state === 'parked' ? parkedFrom(stored.before) : null,
    psn_no: body === null ? '' : psnOf(body.body),
    insutype: stored.insutype,
    begndate: stored.begndate,
    accepted_ms: stored.accepted_ms,
    omsgid: stored.omsgid,
    // Before the centre has given its own, the provisional ones.
    setl_id: stored.setl_id || (named?.setl_id ?? ''),
    mdtrt_id: stored.mdtrt_id || (named?.mdtrt_id ?? ''),
    setl_time: stored.setl_time,
    note: stored.note,
    err_msg: stored.err_msg,
    cause: stored.cause,
    estimate: amountsOf(stored.estimate),
    final: amountsOf(stored.final),
  };
}

function placeOf({ row }: StoredRow): { readonly epoch: number; readonly number: number } {
  return { epoch: Math.floor(row / EPOCH_UNIT), number: row % EPOCH_UNIT };
}

/** A place may be added at the end; none may be moved. */
const PLACES = `medfee_sumamt fulamt_ownpay_amt overlmt_selfpay preselfpay_amt inscp_scp_amt act_pay_dedc hifp_pay
  pool_prop_selfpay cvlserv_pay hifes_pay hifmi_pay hifob_pay hifdm_pay maf_pay oth_pay fund_pay_sumamt psn_part_amt acct_pay
  psn_cash_pay hosp_part_amt balc acct_mulaid_pay`.split(/\s+/) as readonly (keyof Setlinfo)[];
const NOTHING = Object.fromEntries(PLACES.map((name) => [name, fen(0)])) as unknown as Setlinfo;

/** By place, or with names as rows of earlier days have them; what is left out is 0. */
export function amountsOf(text: string | null): Setlinfo | null {
  if (text === null) return null;
  const said = JSON.parse(text) as Partial<Setlinfo> | readonly (number | string)[];
  if (!Array.isArray(said)) return { ...NOTHING, ...said };
  const made: Record<string, unknown> = { ...NOTHING };
  const places = Math.min(said.length, PLACES.length);
  // By index: what entries() hands over at each place would be more garbage than the amounts themselves.
  for (let at = 0; at < places; at += 1) made[PLACES[at] ?? ''] = said[at];
  return made as unknown as Setlinfo;
}

/** Amounts as they are stored: by place and without the zeros at the end, because every sale writes them. */
export function textOf(amounts: Setlinfo | null): string | null {
  if (amounts === null) return null;
  const said = PLACES.map((name) => amounts[name] ?? 0);
  while (said.at(-1) === 0) said.pop();
  return JSON.stringify(said);
}

function deltasOf(stored: StoredRow): Readonly<Record<string, Fen>> {
  return JSON.parse(stored.deltas) as Record<string, Fen>;
}
