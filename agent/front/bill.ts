/**
 * A settlement as the national interface writes it: setlinfo, setldetail and the marks of what is provisional. Amounts are
 * yuan with two decimals. Computes nothing: every amount is the engine's or the centre's.
 */

import type { PersonSnapshot } from '../core/centre.ts';
import type { StoredSettlement } from '../core/input.ts';
import { type Fen, fen, formatYuan } from '../core/money.ts';
import { type CatalogueEntry, NO_LIMIT } from '../core/settlement/case.ts';
import { formatPrice, formatRatio } from '../core/settlement/decimal.ts';
import { civilTime, dateOf } from '../core/time.ts';
import type { Setlinfo } from '../core/transaction.ts';
import { provisionalSetlId } from '../core/visit/identity.ts';
import type { TransactionView } from '../ports/store.ts';
import type { Json } from './envelope.ts';

const POOL: Readonly<Record<string, string>> = { '310': '310100', '390': '390100' };

/** Whole years on the day. */
export function ageOn(brdy: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(brdy.slice(0, 4));
  return Math.max(0, day.slice(5) < brdy.slice(5) ? years - 1 : years);
}

export function amountsOf(setlinfo: Setlinfo): Json {
  return Object.fromEntries(
    Object.entries(setlinfo).map(([name, value]) => [name, typeof value === 'string' ? value : formatYuan(value)]),
  );
}

/** Rows by fund; those of aid and re-aid are one here, as the sum is. */
export function detailOf(setlinfo: Setlinfo, insutype: string): readonly Json[] {
  const rows: readonly (readonly [code: string, amount: Fen])[] = [
    [POOL[insutype] ?? '999997', setlinfo.hifp_pay],
    ['390200', setlinfo.hifmi_pay],
    ['330100', setlinfo.hifob_pay],
    ['320100', setlinfo.cvlserv_pay],
    ['610100', setlinfo.maf_pay],
    ['620100', setlinfo.oth_pay],
    ['310201', setlinfo.acct_pay],
  ];
  const inscp_scp_amt = formatYuan(setlinfo.inscp_scp_amt);
  return rows
    .filter(([, amount]) => amount !== 0)
    .map(([fund_pay_type, amount]) => ({
      fund_pay_type,
      inscp_scp_amt,
      crt_payb_lmt_amt: '',
      fund_payamt: formatYuan(amount),
    }));
}

/** What of a line is whose. */
export interface Split {
  readonly det_item_fee_sumamt: Fen;
  readonly fulamt_ownpay_amt: Fen;
  readonly overlmt_amt: Fen;
  readonly preselfpay_amt: Fen;
  readonly inscp_scp_amt: Fen;
}

/** A row of detlcutinfo. */
export function cutOf(
  line: { readonly feedetl_sn: string; readonly cnt: string; readonly pric: string },
  split: Split,
  entry: CatalogueEntry | null,
): Json {
  const { feedetl_sn, cnt, pric } = line;
  return {
    ...{ feedetl_sn, det_item_fee_sumamt: formatYuan(split.det_item_fee_sumamt), cnt, pric },
    pric_uplmt_amt: formatPrice(entry?.pric_uplmt_amt ?? NO_LIMIT),
    selfpay_prop: entry?.selfpay_prop == null ? '' : formatRatio(entry.selfpay_prop),
    fulamt_ownpay_amt: formatYuan(split.fulamt_ownpay_amt),
    overlmt_amt: formatYuan(split.overlmt_amt),
    preselfpay_amt: formatYuan(split.preselfpay_amt),
    inscp_scp_amt: formatYuan(split.inscp_scp_amt),
    ...{ chrgitm_lv: entry?.chrgitm_lv ?? '03', med_chrgitm_type: '' },
  };
}

const PARTS = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'] as const;

/** Line by line as it was accepted; none where the centre split it otherwise, because the rows would not add up to that. */
function cutsOf({ sale, facts, final }: StoredSettlement): readonly Json[] {
  if (final !== null && PARTS.some((part) => final[part] !== sale.estimate[part])) return [];
  const entries = new Map(facts.entries.map((entry) => [entry.med_list_codg, entry]));
  return sale.drugdetail.flatMap((line, at) => {
    const work = facts.work.lines[at];
    if (work === undefined) return [];
    const [det_item_fee_sumamt, fulamt_ownpay_amt, overlmt_amt, preselfpay_amt, inscp_scp_amt] = work;
    const split = { det_item_fee_sumamt, fulamt_ownpay_amt, overlmt_amt, preselfpay_amt, inscp_scp_amt };
    return [cutOf(line, split, entries.get(line.med_list_codg) ?? null)];
  });
}

export function personOf(person: PersonSnapshot, day: string): Json {
  const { psn_no, psn_name, psn_cert_type, certno, gend, naty, brdy, insutype, psn_type, cvlserv_flag } = person;
  return {
    ...{ psn_no, psn_name, psn_cert_type, certno, gend, naty, brdy, age: ageOn(brdy, day) },
    ...{ insutype, psn_type, cvlserv_flag },
  };
}

export interface Told {
  readonly row: TransactionView;
  /** Null after the session has ended: the person's name is then not told again. */
  readonly person: PersonSnapshot | null;
  readonly mdtrt_cert_type: string;
  readonly med_type: string;
  readonly clr_type: '11' | '41';
  /** The caller's own msgid. */
  readonly medins_setl_id: string;
  /** The provisional mdtrt_id of a visit; null for a sale, whose ids are made from its msgid. */
  readonly mdtrt_id: string | null;
  /** What it was computed from; null for what was erased. */
  readonly stored: StoredSettlement | null;
}

/** Provisional ids of a sale, in the reserved form; the centre's once it has given them. */
export function idsOf(
  row: TransactionView,
  mdtrt_id: string | null,
): { readonly setl_id: string; readonly mdtrt_id: string } {
  const own = provisionalSetlId(row.msgid);
  return { setl_id: row.setl_id || own, mdtrt_id: row.mdtrt_id || (mdtrt_id ?? `~M${own.slice(2)}`) };
}

/** Output of 2102 and 2207. */
export function settlementOf(told: Told, now: string): { readonly output: Json; readonly warn: string } {
  const { row, person, mdtrt_cert_type, med_type, clr_type, medins_setl_id, stored } = told;
  const setlinfo = row.final ?? row.estimate;
  if (setlinfo === null) throw new Error(`a settlement without amounts: ${row.msgid}`);
  const who = person === null ? { psn_no: row.psn_no, insutype: row.insutype } : personOf(person, dateOf(now));
  const provisional = row.final === null;
  return {
    output: {
      setlinfo: {
        ...who,
        ...idsOf(row, told.mdtrt_id),
        ...amountsOf(setlinfo),
        setl_time: row.setl_time || civilTime(row.accepted_ms),
        ...{ mdtrt_cert_type, med_type, clr_type, medins_setl_id, clr_way: '', clr_optins: '' },
        exp_content: {
          provisional: provisional ? '1' : '0',
          state: row.state,
          grade: String(row.grade),
          tongxing_msgid: row.msgid,
        },
      },
      setldetail: detailOf(setlinfo, row.insutype),
      detlcutinfo: stored === null ? [] : cutsOf(stored),
    },
    warn: warningOf(row),
  };
}

function warningOf(row: TransactionView): string {
  if (row.final === null)
    return '离线受理，金额为本机计算，以中心结算为准；再次以同一 msgid 查询可得最终结果 provisional: the centre decides; ask again with the same msgid';
  return row.state === 'settled_with_difference'
    ? '中心结算金额与受理时不同 the centre settled other amounts than were told'
    : '';
}

/** Output of 2103 and 2208: every amount the negative of what it undoes, and what the account holds after it. */
export function undoneOf(
  row: TransactionView,
  undoing: TransactionView | null,
  names: 'pharmacy' | 'clinic',
  medins_setl_id: string,
  now: string,
): Json {
  const setlinfo = row.final ?? row.estimate;
  if (setlinfo === null) throw new Error(`a settlement without amounts: ${row.msgid}`);
  const { psn_part_amt, psn_cash_pay, hosp_part_amt, balc, ...amounts } = Object.fromEntries(
    Object.entries(setlinfo).map(([name, value]) => [
      name,
      typeof value === 'string' || name === 'balc' ? value : ((value === 0 ? 0 : -value) as Fen),
    ]),
  ) as unknown as Setlinfo;
  const yuan = (value: Fen) => formatYuan(value);
  const shares =
    names === 'pharmacy'
      ? { psn_pay: yuan(psn_part_amt), cash_payamt: yuan(psn_cash_pay) }
      : { psn_part_amt: yuan(psn_part_amt), pdn_cash_pay: yuan(psn_cash_pay), hosp_part_amt: yuan(hosp_part_amt) };
  return {
    setlinfo: {
      ...idsOf(row, null),
      ...{
        setl_time: undoing === null ? now : undoing.setl_time || civilTime(undoing.accepted_ms),
        clr_optins: '',
        medins_setl_id,
      },
      ...Object.fromEntries(
        Object.entries(amounts).map(([name, value]) => [name, typeof value === 'string' ? value : yuan(value)]),
      ),
      ...shares,
      balc: yuan(undoing?.final?.balc ?? fen(balc + setlinfo.acct_pay)),
    },
    setldetail: detailOf(setlinfo, row.insutype).map((one) => ({
      ...one,
      fund_payamt: negative(String(one['fund_payamt'])),
    })),
  };
}

const negative = (yuan: string): string => (yuan.startsWith('-') ? yuan.slice(1) : `-${yuan}`);
