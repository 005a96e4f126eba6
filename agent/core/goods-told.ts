/**
 * Goods of a settled sale that somebody else's system tells by itself (3505), line by line and with its own codes: what the
 * terminal has told already is not told twice, and what is told here comes back (3506) when the sale is undone. Must never
 * tell of a sale that the centre has not settled.
 */
import type { Known } from './checks/look.ts';
import { type Draft, lookUp, offDuty, refuse, reply } from './draft.ts';
import { insertGoods, isRefused, nextGoods } from './goods.ts';
import type { GoodsBody, GoodsLine } from './goods-body.ts';
import type { GoodsView, RowView } from './input.ts';
import { fen } from './money.ts';
import { problem } from './problem.ts';
import { parseCount, parsePrice, timesCount } from './settlement/decimal.ts';
import { civilTime } from './time.ts';
import { isSettled, type Msgid } from './transaction.ts';

/** One row of 3505 as it came, by its national names. */
export type ToldLine = Pick<
  GoodsLine,
  | 'med_list_codg'
  | 'fixmedins_hilist_id'
  | 'rxno'
  | 'rx_circ_flag'
  | 'trdn_flag'
  | 'finl_trns_pric'
  | 'sel_retn_cnt'
  | 'drug_trac_codg'
>;

export interface TellGoods {
  readonly kind: 'tell_goods';
  /** The sale. */
  readonly msgid: Msgid;
  readonly key: string;
  readonly rtal_docno: string;
  readonly line: ToldLine;
  /** How many like it were asked for before it in the same message: two packs without codes may stand on two lines. */
  readonly alike: number;
}

/** What is known of a sale whose goods are told by somebody else; `known`: of the codes of this line. */
export interface GoodsFacts {
  readonly kind: 'goods_facts';
  readonly call: number;
  readonly key: string;
  readonly fingerprint: string;
  readonly rtal_docno: string;
  readonly line: ToldLine;
  readonly alike: number;
  readonly former: { readonly msgid: Msgid; readonly same: boolean } | null;
  readonly row: RowView | null;
  readonly goods: readonly GoodsView[];
  readonly known: Known;
}

export function tellGoods(draft: Draft, call: number, { msgid, key, rtal_docno, line, alike }: TellGoods): void {
  // Without numbers of receipts and prescriptions: this is kept in clear.
  const fingerprint = ['goods', msgid, line.med_list_codg, line.sel_retn_cnt, ...line.drug_trac_codg].join(' ');
  lookUp(draft, { kind: 'find_goods_facts', call, msgid, key, fingerprint, rtal_docno, line, alike });
}

export function onGoodsFacts(draft: Draft, facts: GoodsFacts): void {
  const { call, key, fingerprint, former, row, line, known } = facts;
  if (former !== null)
    return former.same
      ? reply(draft, call, { kind: 'goods_told', msgid: former.msgid })
      : refuse(draft, call, problem('key_reused', { msgid: former.msgid }));
  const off = offDuty(draft);
  if (off !== null) return refuse(draft, call, off);
  if (row === null || row.infno !== '2102') return refuse(draft, call, problem('transaction_unknown'));
  const cnt = parseCount(line.sel_retn_cnt);
  const pric = parsePrice(line.finl_trns_pric === '' ? '0' : line.finl_trns_pric);
  if (cnt === null || cnt === 0 || pric === null) {
    const field = pric === null ? 'selinfo.finl_trns_pric' : 'selinfo.sel_retn_cnt';
    return refuse(draft, call, problem('basket_invalid', { field, code: 'bad_value' }));
  }
  const told = toldBefore(facts);
  if (told !== undefined) return reply(draft, call, { kind: 'goods_told', msgid: told.msgid });
  if (!isSettled(row.state)) return refuse(draft, call, problem('goods_before_settlement', { state: row.state }));
  // Those of a refused row of this sale have left with it, and with no other.
  const own = linesOf(facts, true).flatMap(({ each }) => each.drug_trac_codg);
  const sold = known.uses.filter(
    ({ drug_trac_codg, inParts }) => !(inParts && line.trdn_flag === '1') && !own.includes(drug_trac_codg),
  );
  if (sold.length > 0)
    return refuse(draft, call, problem('trace_code_sold', { codes: sold.map((one) => one.drug_trac_codg).join(', ') }));
  const next = nextGoods(draft);
  const { opter, opter_name } = draft.state.shift;
  const body: GoodsBody = {
    kind: 'goods',
    mdtrt_setl_type: '1',
    setl_id: row.setl_id,
    psn_no: row.psn_no,
    mdtrt_sn: row.msgid,
    rtal_docno: facts.rtal_docno,
    sel_retn_time: civilTime(draft.at.wallMs),
    sel_retn_opter_name: opter_name,
    selinfo: [
      {
        ...line,
        fixmedins_bchno: `${next.bchno}1`,
        medins_prod_sel_no: '',
        feedetl_sn: '1',
        det_item_fee_sumamt: pric === 0 ? fen(0) : timesCount(pric, cnt),
      },
    ],
    estimate: null,
  };
  insertGoods(
    draft,
    next,
    { body, infno: '3505', role: 'goods', opter, opter_name, root: row.msgid },
    { key, fingerprint },
  );
  reply(draft, call, { kind: 'goods_told', msgid: next.msgid });
}

/** What was told of this sale; `refused`: of that what the centre did not take, which may be right by now. */
function linesOf({ goods }: GoodsFacts, refused: boolean) {
  const sold = goods.filter(({ infno }) => infno === '3505');
  const told = sold.flatMap((one) => one.body.selinfo.map((each) => ({ one, each })));
  return told.filter(({ one, each }) => isRefused(one, each) === refused);
}

/** Where it was told: with its codes, or, without any, as often as it is asked for in one message. */
function toldBefore(facts: GoodsFacts): GoodsView | undefined {
  const told = linesOf(facts, false).filter(({ each }) => covers(each, facts.line));
  return (told.find(({ each }) => each.drug_trac_codg.length > 0) ?? told[facts.alike])?.one;
}

/** The same good, and every pack of it. */
function covers(told: GoodsLine, line: ToldLine): boolean {
  return (
    told.med_list_codg === line.med_list_codg &&
    (told.drug_trac_codg.length > 0 || told.sel_retn_cnt === line.sel_retn_cnt) &&
    line.drug_trac_codg.every((code) => told.drug_trac_codg.includes(code))
  );
}
