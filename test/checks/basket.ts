/** Baskets for the checks: one line of one good for a healthy fictitious person, changed one thing at a time. */
import type { Check, CheckRule, Finding } from '../../agent/core/checks/check.ts';
import { type Goods, plainGoods } from '../../agent/core/checks/goods.ts';
import { type Known, type Looked, type LookedLine, lookOver } from '../../agent/core/checks/look.ts';
import type { Fen } from '../../agent/core/money.ts';
import type { CatalogueEntry, Person, Visit } from '../../agent/core/settlement/case.ts';
import { type Count, type Price, parseCount, parsePrice } from '../../agent/core/settlement/decimal.ts';

export const DAY = '2026-03-10';
export const TRAC = '81000010000000000001';

const PERSON: Looked['person'] = {
  psn_no: 'PSN-990001',
  insutype: '310',
  psn_type: '11',
  insuplc_admdvs: '370200',
  cvlserv_flag: '0',
  balc: 0 as Fen,
  aid_category: null,
  entitlements: [],
  commercial: false,
  mulaid: [],
  accumulators: {},
  gend: '1',
  brdy: '1990-03-10',
};

const VISIT: Visit = {
  med_type: '41',
  begntime: `${DAY} 09:30:00`,
  dise_codg: null,
  fixmedins_code: 'P37020200001',
  mdtrtarea_admvs: '370202',
  acct_used_flag: '0',
  institution: { kind: 'pharmacy', level: null, dual_channel: false },
};

export const ENTRY: CatalogueEntry = {
  med_list_codg: 'A',
  chrgitm_lv: '01',
  selfpay_prop: null,
  pric_uplmt_amt: null,
  flags: [],
  opsp_scope: [],
  acct_payable: true,
  begndate: null,
  enddate: null,
};

export interface Change {
  readonly person?: Partial<Looked['person']>;
  readonly visit?: Partial<Visit>;
  readonly known?: Partial<Known>;
}

export interface LineChange {
  readonly feedetl_sn?: string;
  readonly goods?: Partial<Goods> | null;
  readonly entry?: Partial<CatalogueEntry> | null;
  readonly pric?: string;
  readonly cnt?: string;
  readonly rxno?: string | null;
  readonly trac?: readonly string[];
  readonly inParts?: boolean;
}

export function lineOf(change: LineChange = {}): LookedLine {
  const { feedetl_sn = '1', goods = {}, entry = {}, pric = '10', cnt = '1', rxno = null, trac = [] } = change;
  return {
    line: {
      feedetl_sn,
      med_list_codg: 'A',
      pric: parsePrice(pric) as Price,
      cnt: parseCount(cnt) as Count,
      det_item_fee_sumamt: null,
      rxno,
    },
    entry: entry === null ? null : { ...ENTRY, ...entry },
    goods: goods === null ? null : { ...plainGoods('样品'), ...goods },
    drug_trac_codg: trac,
    inParts: change.inParts ?? false,
  };
}

export function checkOf(rule: CheckRule, more: Partial<Omit<Check, 'kind'>> = {}): Check {
  const say = { zh: `${rule.kind}`, en: `${rule.kind}` };
  return { code: rule.kind, severity: 'warn', say, source: 'S', when: {}, ...rule, ...more } as Check;
}

export function look(rule: CheckRule, lines: readonly LineChange[], change: Change = {}): readonly Finding[] {
  return lookOver([checkOf(rule)], lookedAt(lines, change));
}

export function lookedAt(lines: readonly LineChange[], { person, visit, known }: Change = {}): Looked {
  return {
    person: { ...PERSON, ...person } satisfies Person,
    visit: { ...VISIT, ...visit },
    lines: lines.map(lineOf),
    known: { uses: [], purchases: [], ...known },
  };
}

/** The serials of the lines a check speaks about; '' for the visit. */
export function spoken(rule: CheckRule, lines: readonly LineChange[], change: Change = {}): readonly string[] {
  return look(rule, lines, change).map(({ feedetl_sn }) => feedetl_sn);
}
