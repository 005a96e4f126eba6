/**
 * Who pays what, from a bill: the parts of the bar in their order, each with the sentences that explain it. Only sorts
 * what the agent computed; the parts add up because the bill does.
 */
import type { Bill, Setlinfo } from './answers.ts';
import { WORDS } from './words.ts';
import { amountOf } from './yuan.ts';

export interface Share {
  /** Also the class of its colour. */
  readonly kind: 'fund' | 'account' | 'family' | 'cash' | 'hospital';
  readonly name: readonly [zh: string, en: string];
  /** Fen. */
  readonly fen: number;
  /** National name, to find its explanation. */
  readonly amounts: readonly string[];
}

const FUND_NAMES: Readonly<Record<string, readonly [string, string]>> = {
  hifp_pay: ['统筹基金', 'Pool fund'],
  cvlserv_pay: ['公务员补助', 'Civil-servant supplement'],
  hifes_pay: ['企业补充', 'Employer supplement'],
  hifmi_pay: ['居民大病', 'Residents’ serious illness'],
  hifob_pay: ['职工大额', 'Employees’ large amounts'],
  hifdm_pay: ['伤残人员', 'Disabled servicemen'],
  maf_pay: ['医疗救助', 'Medical aid'],
  oth_pay: ['商业保险、其他', 'Commercial and other'],
};
/** fund_pay_type 62…: commercial cover, which the national amounts hold among the others. */
const COMMERCIAL = /^62/;

export function sharesOf(setlinfo: Setlinfo, detail: Bill['setldetail'] = []): readonly Share[] {
  const part = (kind: Share['kind'], name: Share['name'], field: string): Share => ({
    kind,
    name,
    fen: amountOf(setlinfo[field]),
    amounts: [field],
  });
  const commercial = detail
    .filter(({ fund_pay_type }) => COMMERCIAL.test(fund_pay_type))
    .reduce((sum, { fund_payamt }) => sum + amountOf(fund_payamt), 0);
  const named = (field: string, name: Share['name']): Share['name'] =>
    field === 'oth_pay' && commercial === amountOf(setlinfo[field]) ? ['商业保险', 'Commercial cover'] : name;
  const family = amountOf(setlinfo['acct_mulaid_pay']);
  const shares: Share[] = [
    ...Object.entries(FUND_NAMES).map(([field, name]) => part('fund', named(field, name), field)),
    part('hospital', WORDS.hospital, 'hosp_part_amt'),
    part('account', WORDS.account, 'acct_pay'),
    part('family', WORDS.family, 'acct_mulaid_pay'),
    part('cash', WORDS.cash, 'psn_cash_pay'),
  ];
  // Where the family's part is inside acct_pay, the whole would be shown twice; the sum tells.
  const whole = amountOf(setlinfo['medfee_sumamt']);
  const sum = shares.reduce((total, { fen }) => total + fen, 0);
  const inside = family > 0 && sum - family === whole;
  return shares
    .map((share) => (inside && share.kind === 'account' ? { ...share, fen: share.fen - family } : share))
    .filter(({ fen }) => fen > 0);
}

/** Sentences whose amount is one of these; those of lines are the lines' own. */
export function sentencesOf(bill: Bill, amounts: readonly string[]): readonly (readonly [zh: string, en: string])[] {
  return bill.trace.flatMap((step, index) => {
    const [zh, en] = [bill.explanation.zh[index], bill.explanation.en[index]];
    const told = step.line === null && step.amount !== undefined && amounts.includes(step.amount);
    return told && zh !== undefined && en !== undefined ? [[zh, en] as const] : [];
  });
}

export function sentencesOfLine(bill: Bill, feedetl_sn: string): readonly (readonly [zh: string, en: string])[] {
  return bill.trace.flatMap((step, index) => {
    const [zh, en] = [bill.explanation.zh[index], bill.explanation.en[index]];
    return step.line === feedetl_sn && zh !== undefined && en !== undefined ? [[zh, en] as const] : [];
  });
}
