/**
 * The settlement receipt: what was sold, who paid what, and how sure it is. Chinese with a little English beside it,
 * persons masked. Says what is stored and computes nothing; a provisional one, a copy and a training one say so in large.
 */
import { INSUTYPE, MED_TYPE, nameOf } from '../../protocol/codes.ts';
import { maskNumber } from '../api/view.ts';
import { type Fen, fen, formatYuan, ZERO } from '../core/money.ts';
import { civilTime } from '../core/time.ts';
import type { Setlinfo } from '../core/transaction.ts';
import { CONSENT_WORDS, STATES, TENDER_WORDS } from '../errors/words.ts';
import type { TransactionView } from '../ports/store.ts';
import { COLUMNS, line, type PaperWidth, pair, type Row, RULE, title } from './paper.ts';

export interface ReceiptFacts {
  readonly fixmedins_name: string;
  readonly fixmedins_code: string;
  readonly view: TransactionView;
  readonly sale: {
    readonly drugdetail: readonly { readonly med_list_codg: string; readonly cnt: string; readonly pric: string }[];
    readonly estimate: Setlinfo;
  };
  /** Empty for what a person paid alone. */
  readonly med_type: string;
  /** 明细项目费用总额 of each line, in the order of the lines. */
  readonly amounts: readonly Fen[];
  /** Name of a good by its national code; the code itself where nobody knows it. */
  readonly goodName: (med_list_codg: string) => string;
  /** 0: the first print; else how many went before. */
  readonly printedBefore: number;
  readonly training: boolean;
  /** What the QR code holds. */
  readonly code: string;
  readonly printed_ms: number;
}

/** 基金与账户, in the order they are computed; those of zero are left out. */
const FUNDS = [
  ['hifp_pay', '统筹基金支付'],
  ['cvlserv_pay', '公务员医疗补助'],
  ['hifes_pay', '企业补充医疗保险'],
  ['hifmi_pay', '居民大病保险'],
  ['hifob_pay', '职工大额补助'],
  ['hifdm_pay', '伤残人员保障'],
  ['maf_pay', '医疗救助'],
  ['oth_pay', '其他支付'],
  ['hosp_part_amt', '医院负担'],
] as const satisfies readonly (readonly [keyof Setlinfo, string])[];

export function settlementReceipt(facts: ReceiptFacts, width: PaperWidth): readonly Row[] {
  const columns = COLUMNS[width];
  const { view, sale } = facts;
  const setlinfo = view.final ?? view.estimate ?? sale.estimate;
  const row = (left: string, right: string) => pair(left, right, columns);
  const alone = facts.med_type === '';
  const unshared = alone || isFullCash(view);
  return [
    ...marks(facts, columns),
    ...title(facts.fixmedins_name, columns, true),
    ...title(headOf(view.infno), columns),
    RULE,
    ...row('机构编号', facts.fixmedins_code),
    ...row('时间 Time', civilTime(view.accepted_ms)),
    ...(view.psn_no === '' ? [] : row('人员编号', maskNumber(view.psn_no))),
    ...(view.insutype === '' ? [] : row('险种', nameOf(INSUTYPE, view.insutype))),
    ...(facts.med_type === '' ? [] : row('类别', nameOf(MED_TYPE, facts.med_type))),
    ...row('报文', view.msgid),
    ...(view.setl_id === '' ? [] : row('结算ID', view.setl_id)),
    RULE,
    ...sale.drugdetail.flatMap(({ med_list_codg, cnt, pric }, at) => [
      ...line(facts.goodName(med_list_codg), columns),
      ...row(`  ${pric} x ${cnt}`, formatYuan(facts.amounts[at] ?? ZERO)),
    ]),
    RULE,
    ...(unshared ? row('合计 Total', formatYuan(setlinfo.medfee_sumamt)) : shared(setlinfo, row)),
    ...row('个人现金支付 Cash', formatYuan(setlinfo.psn_cash_pay)),
    ...tendered(view, columns),
    ...(view.final === null ? [] : row('账户余额 Balance', formatYuan(setlinfo.balc))),
    RULE,
    ...agreed(view, columns),
    { kind: 'qr', text: facts.code },
    ...(alone ? ALONE : standing(view)).flatMap((said) => title(said, columns)),
    ...title(`打印 ${civilTime(facts.printed_ms)}`, columns),
  ];
}

function headOf(infno: TransactionView['infno']): string {
  if (infno === '3505') return '自费销售单 Sale';
  return infno === '3506' ? '自费退货单 Returned' : '医保结算单 Settlement';
}

const ALONE = ['自费，不经医保结算，未计算基金', 'Self-paid, no fund was computed'];

/** Nothing is to be confirmed any more of what ended before the centre had confirmed it. */
const ENDED: ReadonlySet<TransactionView['state']> = new Set(['voided', 'reversed', 'rejected']);
const endedUnseen = ({ state, final }: TransactionView): boolean => final === null && ENDED.has(state);

function standing(view: TransactionView): readonly string[] {
  if (endedUnseen(view)) return [view.state === 'rejected' ? '医保中心未予结算' : '本单已撤销，不作结算凭证'];
  if (view.final !== null) return ['医保中心已确认'];
  if (!isFullCash(view)) return ['金额为本机预结算，以医保中心答复为准'];
  return ['基金应付的，待医保中心核定后退还', 'No fund computed; claimed later'];
}

/** Paid in full now, the funds' part later (grade 3, or 4 without a clock): until the centre has judged it. */
function isFullCash({ infno, provisional, final, grade }: TransactionView): boolean {
  return infno === '2102' && provisional && final === null && grade >= 3;
}

/** Who pays beside the person's cash. */
function shared(setlinfo: Setlinfo, row: (left: string, right: string) => Row[]): Row[] {
  const said = (name: string, amount: Fen) => row(name, formatYuan(amount));
  return [
    ...said('医疗费总额 Total', setlinfo.medfee_sumamt),
    ...FUNDS.filter(([name]) => setlinfo[name] !== 0).flatMap(([name, zh]) => said(`  ${zh}`, setlinfo[name])),
    ...said('基金支付 Funds', setlinfo.fund_pay_sumamt),
    ...said('个人账户支付 Account', setlinfo.acct_pay),
    ...(setlinfo.acct_mulaid_pay === 0 ? [] : said('个人账户共济支付 Family', setlinfo.acct_mulaid_pay)),
  ];
}

/** How the person's own part was paid, and the change. */
function tendered({ at_counter }: TransactionView, columns: number): Row[] {
  return (at_counter?.tenders ?? []).flatMap(({ tender, amount, received }) => [
    ...pair(`  ${TENDER_WORDS[tender].join(' ')}`, formatYuan(amount), columns),
    ...(received === undefined || received === amount
      ? []
      : [
          ...pair('    实收 Received', formatYuan(received), columns),
          ...pair('    找零 Change', formatYuan(fen(received - amount)), columns),
        ]),
  ]);
}

function agreed({ at_counter }: TransactionView, columns: number): Row[] {
  const { consent = null } = at_counter ?? {};
  if (consent === null) return [];
  return [...line(CONSENT_WORDS[consent.by][0], columns), ...pair('同意时间', civilTime(consent.at_ms), columns), RULE];
}

/** What must be seen before anything else. */
function marks({ view, printedBefore, training }: ReceiptFacts, columns: number): Row[] {
  const [state] = STATES[view.state];
  const undone = ['voided', 'reversing', 'reversed', 'rejected', 'parked'].includes(view.state);
  return [
    ...(training ? title('培训 无效 TRAINING', columns, true) : []),
    ...(printedBefore === 0 ? [] : title(`补打 COPY ${printedBefore}`, columns, true)),
    ...(view.provisional && view.final === null && !endedUnseen(view)
      ? [...title('临时受理 待中心确认', columns, true), ...title('PROVISIONAL', columns, true)]
      : []),
    ...(isFullCash(view) && !endedUnseen(view) ? title('全额现金 未计算基金', columns, true) : []),
    ...(undone ? title(state, columns, true) : []),
  ];
}
