/**
 * Goods given back, all or in part. What the funds paid is undone as a whole and the rest settled anew, as one pair stored
 * in one turn: the rest is held until the centre has undone the sale, and falls when the centre refuses to. What a person
 * paid alone comes back line by line (3506). Must never send the rest while the sale may still stand.
 */
import { dropRefused, nothing, openClaim, paidOf } from './claim.ts';
import { ofCard } from './contents.ts';
import { type Draft, durable, lookUp, notify, offDuty, patch, refuse, reply } from './draft.ts';
import { envelope, takeIdentity } from './envelope.ts';
import { evidenceOf, NO_CIRCUMSTANCES } from './evidence.ts';
import { owedWhenItStands } from './given-back.ts';
import { insertGoods, leftOf, nextGoods } from './goods.ts';
import type { GoodsBody, GoodsLine } from './goods-body.ts';
import type { Found, GoodsView, RowView, StoredSettlement } from './input.ts';
import { type Fen, fen } from './money.ts';
import { servedPack } from './packs/compile.ts';
import { problem } from './problem.ts';
import { cancel, storeReversal, toldWhenUndone, undoQueued, wasPaid } from './reversal.ts';
import { count, expose, moveRow } from './row.ts';
import { NO_CATALOGUE } from './settlement/case.ts';
import { type Count, formatCount, parseCount, parsePrice, timesCount } from './settlement/decimal.ts';
import { factsText } from './settlement/kept.ts';
import { movesOf, partialRefund } from './settlement/refund.ts';
import { replay, replayFacts, storedCase } from './settlement/replay.ts';
import type { Presettlement, Setlinfo } from './settlement/result.ts';
import { civilTime, dateOf } from './time.ts';
import { isSettled, type Msgid, type SaleBody } from './transaction.ts';

/** What is given back of one line. `drug_trac_codg` names the packs where only some of a line's come back. */
export interface ReturnLine {
  readonly feedetl_sn: string;
  readonly cnt: string;
  readonly drug_trac_codg?: readonly string[];
}

type Facts = Found & { kind: 'refund_facts' };
type Listed = Facts & { readonly lines: readonly ReturnLine[] };
type Faulty = { readonly field: string; readonly code: 'bad_value' | 'missing_field' | 'empty_basket' };

export function refundPart(draft: Draft, call: number, msgid: Msgid, key: string, lines: readonly ReturnLine[]): void {
  const said = lines.map(({ feedetl_sn, cnt, drug_trac_codg = [] }) => [feedetl_sn, cnt, ...drug_trac_codg].join(':'));
  lookUp(draft, {
    kind: 'find_refund_facts',
    call,
    msgid,
    key,
    lines,
    fingerprint: ['refund', msgid, ...said].join(' '),
  });
}

export function onRefundFacts(draft: Draft, facts: Facts): void {
  const { call, row, former, reversal } = facts;
  if (former !== null && (!former.same || row === null))
    return refuse(draft, call, problem('key_reused', { msgid: former.row.msgid }));
  if (row === null) return refuse(draft, call, problem('transaction_unknown'));
  if (former !== null) return answer(draft, facts, row, reversal?.msgid ?? null, former.row);
  const off = offDuty(draft);
  if (off !== null) return refuse(draft, call, off);
  if (draft.state.waiting[row.msgid] !== undefined) return refuse(draft, call, problem('busy', { msgid: row.msgid }));
  const alone = facts.goods.find((one) => one.msgid === row.msgid);
  if (alone !== undefined) return giveBackAlone(draft, facts, row, alone);
  const { stored, sale } = facts;
  // What was sold is not here any more: it was erased when its time was over, or lost.
  if (sale === null && row.infno === '2102') return refuse(draft, call, problem('refund_not_computable'));
  if (row.infno === '2207') return refuse(draft, call, problem('refund_visit_whole'));
  if (sale === null || stored === null || facts.lines === 'all')
    return refuse(draft, call, problem('not_cancellable', { state: row.state }));
  giveBackInsured(draft, { ...facts, lines: facts.lines }, row, sale, stored);
}

function giveBackInsured(draft: Draft, facts: Listed, row: RowView, sale: SaleBody, stored: StoredSettlement): void {
  const { call } = facts;
  const [kept, rest] = [codesKept(sale, facts.lines), restOf(draft, stored, facts.lines)];
  // Nothing remains: the whole is undone, as by a cancellation, which finds the undoing it made before.
  if (rest === null && !('field' in kept)) return cancel(draft, call, row.msgid, facts.key);
  const settled = isSettled(row.state);
  if (!settled && row.state !== 'queued' && row.state !== 'unknown')
    return refuse(draft, call, problem('not_cancellable', { state: row.state }));
  // No part of what nobody has can come back, and what remained would be sold to nobody.
  if (!wasPaid(row, facts.reversal)) return refuse(draft, call, problem('refund_not_sold'));
  if (settled && draft.state.link.phase !== 'ready') return refuse(draft, call, problem('offline_refund'));
  if ('field' in kept) return refuse(draft, call, problem('refund_invalid', { ...kept }));
  if (rest === null || rest === 'lost') return refuse(draft, call, problem('refund_not_computable'));
  if ('field' in rest) return refuse(draft, call, problem('refund_invalid', { ...rest }));
  dropRefused(draft, row, facts.claims);
  const undone = row.state === 'queued' ? undoQueued(draft, row, 'clerk') : storeReversal(draft, row, 'clerk');
  toldWhenUndone(draft, row, facts.reversal);
  // In place of a rest that is held, it is held until the same sale is undone: that one may still stand.
  const of = facts.waits_for ?? row.msgid;
  const made = storeRest(draft, facts, row, { sale: bodyOf(sale, rest, kept, of), rest, stored, undone });
  answer(draft, facts, row, undone, made);
}

/** The settlement of what remains, on the state before the original; null when nothing does. */
function restOf(
  draft: Draft,
  { sale, facts, pack: archived }: StoredSettlement,
  lines: readonly ReturnLine[],
): Presettlement | Faulty | 'lost' | null {
  const pack = servedPack(draft.state.packs, sale) ?? archived;
  const [again, input] = [replay(sale, facts, pack), storedCase(sale, facts)];
  if ((pack === null && sale.pack !== '') || 'error' in again || 'error' in input) return 'lost';
  const returned = lines.map(({ feedetl_sn, cnt }) => ({ feedetl_sn, cnt: parseCount(cnt) ?? (0 as Count) }));
  const now = { balc: facts.person.balc, accumulators: facts.person.accumulators };
  const parts = partialRefund(input.value, again.result, returned, now, pack === null ? [] : [pack], NO_CATALOGUE);
  if ('error' in parts) return { field: parts.error.field, code: 'bad_value' };
  return parts.settlement;
}

/** Which codes stay sold, by line. A part of a line of several packs has to say which packs came back. */
function codesKept(sale: SaleBody, lines: readonly ReturnLine[]): ReadonlyMap<string, ReadonlySet<string>> | Faulty {
  const kept = new Map<string, ReadonlySet<string>>();
  const back = new Map(lines.map((one) => [one.feedetl_sn, one]));
  if (lines.length === 0) return { field: 'lines', code: 'empty_basket' };
  for (const { feedetl_sn, cnt, drug_trac_info = [] } of sale.drugdetail) {
    const codes = new Set(drug_trac_info.map((one) => one.drug_trac_codg));
    const given = back.get(feedetl_sn);
    if (given !== undefined) {
      const fault = takeBack(codes, given, lines.indexOf(given), parseCount(cnt) ?? 0, drug_trac_info[0]?.trdn_flag);
      if (fault !== null) return fault;
    }
    kept.set(feedetl_sn, codes);
  }
  return kept;
}

/** Takes the codes that came back out of `codes`: all of a whole line's, the named ones of a part of it. */
function takeBack(
  codes: Set<string>,
  { cnt, drug_trac_codg = [] }: ReturnLine,
  at: number,
  sold: number,
  inParts: string | undefined,
): Faulty | null {
  const field = `lines[${at}].drug_trac_codg`;
  if (drug_trac_codg.some((code) => !codes.has(code))) return { field, code: 'bad_value' };
  if ((parseCount(cnt) ?? 0) >= sold) codes.clear();
  else if (codes.size > 0 && drug_trac_codg.length === 0 && inParts !== '1') return { field, code: 'missing_field' };
  for (const code of drug_trac_codg) codes.delete(code);
  return null;
}

function bodyOf(
  sale: SaleBody,
  { lines, setlinfo }: Presettlement,
  kept: ReadonlyMap<string, ReadonlySet<string>>,
  remainder_of: Msgid,
): SaleBody {
  const sold = new Map(sale.drugdetail.map((line) => [line.feedetl_sn, line]));
  const drugdetail = lines.flatMap(({ line, det_item_fee_sumamt }) => {
    const former = sold.get(line.feedetl_sn);
    if (former === undefined) return [];
    const { drug_trac_info = [], ...rest } = former;
    const codes = drug_trac_info.filter((one) => kept.get(line.feedetl_sn)?.has(one.drug_trac_codg));
    const left = { ...rest, cnt: formatCount(line.cnt), det_item_fee_sumamt };
    return [codes.length === 0 ? left : { ...left, drug_trac_info: codes }];
  });
  const druginfo = { ...sale.druginfo, medfee_sumamt: setlinfo.medfee_sumamt };
  return { ...sale, druginfo, drugdetail, estimate: setlinfo, remainder_of };
}

interface Rest {
  readonly sale: SaleBody;
  readonly rest: Presettlement;
  readonly stored: StoredSettlement;
  /** The reversal it waits for; null when the original never left and is void. */
  readonly undone: Msgid | null;
}

function storeRest(draft: Draft, facts: Listed, row: RowView, { sale, rest, stored, undone }: Rest): RowView {
  const waits_for = undone === null ? facts.waits_for : row.msgid;
  const { person, visit } = stored.facts;
  // It is as provisional as what it comes from; after a settlement it is told, and judged like any told sale.
  const { provisional, grade, unavailable, snapshot_age_ms } = row;
  const common = {
    ...{ told: true, provisional, grade, unavailable, snapshot_age_ms, insutype: row.insutype },
    ...{ psn_no: row.psn_no || ofCard(sale.druginfo.card_sn), deltas: movesOf(rest) },
  };
  const said = { infno: '2102', body: sale, insuplc_admdvs: person.insuplc_admdvs } as const;
  const body = envelope(draft, takeIdentity(draft), said);
  const { msgid, number, epoch } = body;
  durable(draft, {
    kind: 'insert',
    body,
    state: 'queued',
    ...common,
    begndate: dateOf(sale.druginfo.begntime),
    accepted_ms: draft.at.wallMs,
    ...{ key: facts.key, fingerprint: facts.fingerprint, omsgid: null },
    replay: factsText(replayFacts(person, visit, rest)),
    link: { of: row.msgid, role: 'remainder' },
    ...(waits_for === null ? {} : { waits_for }),
    ...(provisional ? { evidence: evidenceOf(draft, NO_CIRCUMSTANCES, row) } : {}),
  });
  count(draft, 'queued', 1);
  notify(draft, { kind: 'transaction', msgid, state: 'queued', told: true });
  const made: RowView = {
    ...row,
    ...common,
    ...{ msgid, number, epoch, state: 'queued', attempts: 0, original: null },
    ...{ estimate: rest.setlinfo, final: null, setl_id: '', mdtrt_id: '' },
  };
  if (provisional) expose(draft, made, 1);
  return made;
}

/** The sale a reversal was for is undone, or stands: what waited for it goes, or falls and is owed instead. */
export function onRemainder(draft: Draft, found: Found & { kind: 'remainder' }): void {
  const { row, reversal, reversed, original } = found;
  if (row !== null) {
    durable(draft, { kind: 'release', msgid: row.msgid });
    patch(draft, { dispatch: { ...draft.state.dispatch, blocked: false } });
  }
  if (reversed) return;
  if (row !== null) moveRow(draft, row, ['voided'], { note: 'original_stands' });
  // Nobody has what was void before it was sent, as nobody has what is not here.
  if (original === null || original.state === 'voided') return owedWhenItStands(draft, found, null);
  if (original.state === 'rejected') return owedWhenItStands(draft, found, original);
  // The person was told that it is undone: what stands all the same is theirs to be asked for.
  const stands = original.final;
  if (stands === null || !original.told) return;
  openClaim(draft, row?.msgid ?? reversal, 'rejected', row?.estimate ?? nothing(stands), stands);
}

/** Self-paid goods: the lines that come back, and the money for them. Also without the centre. */
function giveBackAlone(draft: Draft, facts: Facts, row: RowView, { body }: GoodsView): void {
  const { call, goods } = facts;
  const former = goods.filter(({ infno }) => infno === '3506').flatMap((one) => one.body.selinfo);
  // Unsent, it is simply void; not one of which a part came back already.
  if (facts.lines === 'all' && former.length === 0 && row.state === 'queued' && row.attempts === 0) {
    const paid_back = body.estimate?.psn_cash_pay ?? fen(0);
    return reply(draft, call, {
      kind: 'cancelled',
      msgid: row.msgid,
      reversal: undoQueued(draft, row, 'clerk'),
      paid_back,
    });
  }
  const lines = facts.lines === 'all' ? whatIsLeft(body, former) : facts.lines;
  if (facts.lines === 'all' && lines.length === 0)
    return refuse(draft, call, problem('not_cancellable', { state: row.state }));
  const back = returnedLines(body, former, lines);
  if ('field' in back) return refuse(draft, call, problem('refund_invalid', { ...back }));
  // Only now: a number that is taken is a row that is stored.
  const next = nextGoods(draft);
  const paid = fen(back.reduce((sum, line) => sum + line.det_item_fee_sumamt, 0));
  const { opter, opter_name } = draft.state.shift;
  const returned: GoodsBody = {
    ...body,
    sel_retn_time: civilTime(draft.at.wallMs),
    sel_retn_opter_name: opter_name,
    selinfo: back.map((line, at) => ({ ...line, fixmedins_bchno: `${next.bchno}${at + 1}` })),
    estimate: body.estimate === null ? null : backBill(body.estimate, paid),
  };
  const { key, fingerprint } = facts;
  const goodsRow = { body: returned, infno: '3506', role: 'return', opter, opter_name, root: row.msgid } as const;
  insertGoods(draft, next, goodsRow, { key, fingerprint });
  answer(draft, facts, row, null, { ...row, ...next, infno: '3506', estimate: returned.estimate });
}

function backBill(bill: Setlinfo, paid: Fen): Setlinfo {
  const minus = fen(0 - paid);
  const all = { medfee_sumamt: minus, fulamt_ownpay_amt: minus, psn_part_amt: minus, psn_cash_pay: minus };
  return { ...nothing(bill), ...all };
}

/** What is left of a line is priced anew each time, so that the parts add up to what was paid, to the fen. */
function returnedLines(
  { selinfo }: GoodsBody,
  former: readonly GoodsLine[],
  lines: readonly ReturnLine[],
): readonly GoodsLine[] | Faulty {
  if (lines.length === 0) return { field: 'lines', code: 'empty_basket' };
  const made: GoodsLine[] = [];
  for (const [at, given] of lines.entries()) {
    const sold = selinfo.find(({ feedetl_sn }) => feedetl_sn === given.feedetl_sn);
    if (sold === undefined || lines.findIndex(({ feedetl_sn }) => feedetl_sn === given.feedetl_sn) !== at)
      return { field: `lines[${at}].feedetl_sn`, code: 'bad_value' };
    const mine = former.filter((one) => one.medins_prod_sel_no === sold.fixmedins_bchno);
    const left = leftOf(sold, former);
    const cnt = parseCount(given.cnt) ?? 0;
    if (cnt <= 0 || cnt > left) return { field: `lines[${at}].cnt`, code: 'bad_value' };
    const gone = new Set(mine.flatMap((one) => one.drug_trac_codg));
    const codes = new Set(sold.drug_trac_codg.filter((code) => !gone.has(code)));
    const out = [...codes];
    const fault = takeBack(codes, given, at, left, sold.trdn_flag);
    if (fault !== null) return fault;
    made.push({
      ...sold,
      medins_prod_sel_no: sold.fixmedins_bchno,
      sel_retn_cnt: formatCount(cnt as Count),
      det_item_fee_sumamt: fen(worth(sold, left) - worth(sold, (left - cnt) as Count)),
      drug_trac_codg: out.filter((code) => !codes.has(code)),
    });
  }
  return made;
}

function worth(sold: GoodsLine, cnt: Count): Fen {
  if (formatCount(cnt) === sold.sel_retn_cnt) return sold.det_item_fee_sumamt;
  const pric = parsePrice(sold.finl_trns_pric);
  return pric === null ? fen(0) : timesCount(pric, cnt);
}

function whatIsLeft({ selinfo }: GoodsBody, former: readonly GoodsLine[]): readonly ReturnLine[] {
  return selinfo.flatMap((sold) => {
    const left = leftOf(sold, former);
    return left <= 0 ? [] : [{ feedetl_sn: sold.feedetl_sn, cnt: formatCount(left) }];
  });
}

/** What the person gets back in cash: of a return itself, or the difference between the bill and that of the rest. */
function answer(
  draft: Draft,
  { call, lines, claims }: Facts,
  row: RowView,
  reversal: Msgid | null,
  made: RowView,
): void {
  const cash = made.estimate?.psn_cash_pay ?? fen(0);
  const paid_back = made.infno === '3506' ? fen(0 - cash) : fen(paidOf(row, claims, reversal ?? made.msgid) - cash);
  if (lines === 'all')
    return reply(draft, call, { kind: 'cancelled', msgid: row.msgid, reversal: made.msgid, paid_back });
  reply(draft, call, { kind: 'refunded', msgid: row.msgid, reversal, made: made.msgid, paid_back });
}
