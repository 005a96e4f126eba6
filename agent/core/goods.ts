/**
 * Goods that left the shop, told to the centre beside the money (3505), and taken back (3506): rows of their own in the
 * same queue, stored in the turn in which what they tell of became true. They never hold a sale back, and no answer to
 * them moves money.
 */
import type { Answer } from './centre.ts';
import { type Draft, durable, lookUp, notify } from './draft.ts';
import type { Durable } from './effect.ts';
import { envelope, takeIdentity } from './envelope.ts';
import type { GoodsBody, GoodsLine } from './goods-body.ts';
import type { Found, GoodsSale, GoodsView, RowView } from './input.ts';
import type { Infno } from './message.ts';
import { count, moveRow } from './row.ts';
import { type Count, parseCount } from './settlement/decimal.ts';
import { civilTime, dateOf } from './time.ts';
import type { Msgid, SaleBody } from './transaction.ts';

/** Why the goods of a sale are looked up: it was settled, or refused after it was told, or undone. */
export type GoodsCause = 'settled' | 'rejected' | 'reversed';

export interface GoodsRow {
  readonly body: GoodsBody;
  readonly infno: '3505' | '3506';
  readonly role: 'goods' | 'return';
  readonly opter: string;
  readonly opter_name: string;
  /** The first sale of the chain: its goods go one after the other. */
  readonly root: Msgid | null;
}

/**
 * More that an insert of goods may carry: a key for a command, a grade for a sale made without the centre, how it was
 * paid.
 */
type More = Partial<Pick<Durable & { kind: 'insert' }, 'key' | 'fingerprint' | 'grade' | 'unavailable' | 'at_counter'>>;

/** The identity of the next row, and the numbers of its lines. */
export function nextGoods(draft: Draft): { readonly msgid: Msgid; readonly number: number; readonly bchno: string } {
  const taken = takeIdentity(draft);
  return { ...taken, bchno: bchnoOf(taken.msgid) };
}

/** Unique in the institution, as the id is: numbers begin anew with whoever gets the slot of a terminal that is gone. */
export function bchnoOf(msgid: Msgid): string {
  return `${msgid.slice(-18)}L`;
}

export function insertGoods(
  draft: Draft,
  taken: ReturnType<typeof takeIdentity>,
  { body, infno, role, opter, opter_name, root }: GoodsRow,
  more: More = {},
): void {
  durable(draft, {
    kind: 'insert',
    body: envelope(draft, taken, { infno, body, opter, opter_name }),
    state: 'queued',
    told: true,
    provisional: false,
    grade: 0,
    unavailable: '',
    snapshot_age_ms: 0,
    // Not the person's: goods wait for goods of the same chain and for nothing else.
    psn_no: `goods ${root ?? body.mdtrt_sn}`,
    insutype: '',
    begndate: dateOf(body.sel_retn_time),
    accepted_ms: draft.at.wallMs,
    deltas: {},
    key: null,
    fingerprint: '',
    omsgid: null,
    link: { of: body.mdtrt_sn, role },
    ...more,
  });
  count(draft, 'queued', 1);
  notify(draft, { kind: 'transaction', msgid: taken.msgid, state: 'queued', told: true });
}

/**
 * Looks for the goods of a sale that was judged. Sales of a frame that settle one after the other are asked about together;
 * each settles once, so none is asked about twice in one look-up.
 */
export function lookUpGoods(draft: Draft, msgid: Msgid, cause: GoodsCause): void {
  const last = cause === 'settled' ? draft.looked : null;
  // In place: a list that is copied for each row of a frame is quadratic, and nobody has seen this one yet.
  if (last?.kind === 'find_goods' && last.cause === cause) (last.msgids as Msgid[]).push(msgid);
  else lookUp(draft, { kind: 'find_goods', msgids: [msgid], cause });
}

export function onGoods(draft: Draft, { cause, sales }: Found & { kind: 'goods' }): void {
  for (const one of sales) tellOrTakeBack(draft, cause, one);
}

/** The goods of a sale are told, or taken back, now that the centre has judged it. */
function tellOrTakeBack(draft: Draft, cause: GoodsCause, found: GoodsSale): void {
  const sold = found.rows.filter(({ infno }) => infno === '3505').at(-1);
  if (cause === 'reversed') takeBack(draft, found, sold);
  else if (sold === undefined && found.sale !== null) tell(draft, cause, found, found.sale);
}

function tell(draft: Draft, cause: GoodsCause, { msgid, root, opter, opter_name, setl_id }: GoodsSale, sale: SaleBody) {
  const next = nextGoods(draft);
  const body: GoodsBody = {
    kind: 'goods',
    // What was told and then refused has left the shop all the same: no fund pays it any more.
    mdtrt_setl_type: cause === 'settled' ? '1' : '2',
    setl_id: cause === 'settled' ? setl_id : '',
    psn_no: sale.druginfo.psn_no,
    ...{ mdtrt_sn: msgid, rtal_docno: msgid, sel_retn_time: sale.druginfo.begntime, sel_retn_opter_name: opter_name },
    selinfo: soldLines(sale, next.bchno),
    estimate: null,
  };
  insertGoods(draft, next, { body, infno: '3505', role: 'goods', opter, opter_name, root });
}

/** Needs what was told, and not the sale: that may be lost. */
function takeBack(draft: Draft, { msgid, root, opter, rows, ...found }: GoodsSale, sold: GoodsView | undefined): void {
  const standing = standingLines(rows);
  if (sold === undefined || standing.length === 0) return;
  const opter_name = found.opter_name || sold.body.sel_retn_opter_name;
  const next = nextGoods(draft);
  const body: GoodsBody = {
    ...sold.body,
    ...{
      mdtrt_sn: msgid,
      rtal_docno: msgid,
      sel_retn_time: civilTime(draft.at.wallMs),
      sel_retn_opter_name: opter_name,
    },
    selinfo: backLines(standing, next.bchno),
    estimate: null,
  };
  insertGoods(draft, next, { body, infno: '3506', role: 'return', opter, opter_name, root });
}

export function soldLines(sale: Pick<SaleBody, 'drugdetail'>, bchno: string): readonly GoodsLine[] {
  return sale.drugdetail.map((line, at) => ({
    fixmedins_bchno: `${bchno}${at + 1}`,
    medins_prod_sel_no: '',
    feedetl_sn: line.feedetl_sn,
    med_list_codg: line.med_list_codg,
    fixmedins_hilist_id: line.medins_list_codg,
    rxno: line.rxno,
    rx_circ_flag: line.rx_circ_flag,
    trdn_flag: line.drug_trac_info?.[0]?.trdn_flag ?? '0',
    finl_trns_pric: line.pric,
    sel_retn_cnt: line.cnt,
    det_item_fee_sumamt: line.det_item_fee_sumamt,
    drug_trac_codg: (line.drug_trac_info ?? []).map((one) => one.drug_trac_codg),
  }));
}

/** Whether the centre did not take this row of it: of one that it took in part the note says which. */
export function isRefused({ state, note }: Pick<GoodsView, 'state' | 'note'>, row: GoodsLine): boolean {
  if (state === 'settled_with_difference') return refusalIn(note, row.fixmedins_bchno) !== null;
  return state === 'rejected' || state === 'parked';
}

/** Why a row was not taken, as applyGoods wrote it down; null: it was. */
export function refusalIn(note: string, bchno: string): string | null {
  const said = note.split('; ').find((one) => one.startsWith(`${bchno} `));
  return said === undefined ? null : said.slice(bchno.length + 1);
}

/** What was told and has not come back, whatever told it; nothing of what the centre did not take. */
function standingLines(rows: readonly GoodsView[]): readonly GoodsLine[] {
  const linesOf = (infno: Infno) =>
    rows.flatMap((one) => (one.infno === infno ? one.body.selinfo.filter((line) => !isRefused(one, line)) : []));
  const back = linesOf('3506');
  return linesOf('3505').filter((line) => leftOf(line, back) > 0);
}

/** How much of a line has not come back. */
export function leftOf(sold: GoodsLine, former: readonly GoodsLine[]): Count {
  const mine = former.filter((one) => one.medins_prod_sel_no === sold.fixmedins_bchno);
  const back = mine.reduce((sum, one) => sum + (parseCount(one.sel_retn_cnt) ?? 0), 0);
  return ((parseCount(sold.sel_retn_cnt) ?? 0) - back) as Count;
}

/** All of what was sold comes back. */
function backLines(lines: readonly GoodsLine[], bchno: string): readonly GoodsLine[] {
  return lines.map((line, at) => ({
    ...line,
    fixmedins_bchno: `${bchno}${at + 1}`,
    medins_prod_sel_no: line.fixmedins_bchno,
  }));
}

/** retRslt per row: a row that was not taken is named, and a person looks at it. */
export function applyGoods(draft: Draft, row: RowView, answer: Answer): void {
  const refused = (answer.goods_result ?? []).filter(({ ret_rslt }) => ret_rslt !== '1');
  const note = refused.map(({ fixmedins_bchno, msg_rslt }) => `${fixmedins_bchno} ${msg_rslt}`).join('; ');
  if (answer.outcome === 'settled') {
    moveRow(draft, row, [refused.length === 0 ? 'settled' : 'settled_with_difference'], { answer, note });
    return;
  }
  moveRow(draft, row, ['rejected', 'parked'], {
    answer,
    note: note === '' ? answer.result.code : note,
    before: 'rejected',
  });
}
