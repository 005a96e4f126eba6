/**
 * Reconciliation at the centre: totals (3201) and the rows behind them (3202), and what an operator may spoil in its books
 * so that the two sides differ. Spoiling changes the centre's books alone; what is spoilt here is what a terminal meets.
 */
import type { StatementTotals } from '../../agent/core/centre.ts';
import { fen } from '../../agent/core/money.ts';
import { type Detail, groupOf } from '../../agent/core/reconcile/detail.ts';
import { dateOf } from '../../agent/core/time.ts';
import { DETAIL, TOTALS } from '../../agent/wire/request.ts';
import { read } from '../../agent/wire/shape.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { OK, refusal } from './answers.ts';
import { write } from './message.ts';
import type { CentreStore, Terminal, Txn } from './store.ts';

const v1 = tongxing.v1;
const PAGE_ROWS = 1_000;

/**
 * lack: as if it had never come (it may come again) · alter: settled by `by` fen less from the funds · copy: another
 * settlement nobody here knows · twice: told twice on every statement.
 */
export const SPOILS = ['lack', 'alter', 'copy', 'twice'] as const;
export type Spoil = (typeof SPOILS)[number];

export class StatementDesk {
  readonly #store: CentreStore;
  readonly #twice = new Set<string>();

  constructor(store: CentreStore) {
    this.#store = store;
  }

  totals(terminal: Terminal | null, bytes: Uint8Array): tongxing.v1.ReconcileTotalsResponse.$Properties {
    const request = v1.ReconcileTotalsRequest.decode(bytes);
    if (terminal === null) return { result: refusal('terminal_refused') };
    const [begndate, enddate] = [dateOf(request.stmt_begndate ?? ''), dateOf(request.stmt_enddate ?? '')];
    const ours = this.#withTwice(terminal.dev_no, begndate, enddate);
    const theirs = (request.totals ?? []).map((group, at) => read(TOTALS, group, `totals[${at}]`));
    const keys = [...new Set([...ours, ...theirs].map(groupOf))].sort();
    const results = keys.map((key) => {
      const mine = ours.find((group) => groupOf(group) === key);
      const yours = theirs.find((group) => groupOf(group) === key);
      const stmt_rslt = compare(mine, yours);
      const centre = mine ?? { ...nothing, ...pick(yours) };
      return { centre: write(TOTALS, centre, 'centre'), stmt_rslt, stmt_rslt_dscr: STMT_RSLT[stmt_rslt] ?? '' };
    });
    return { result: OK, results };
  }

  details(terminal: Terminal | null, bytes: Uint8Array): tongxing.v1.ReconcileDetailsResponse.$Properties {
    const request = v1.ReconcileDetailsRequest.decode(bytes);
    if (terminal === null) return { result: refusal('terminal_refused') };
    const { insutype = '', clr_type = '', setl_optins = '', stmt_date, after } = request;
    const group = groupOf({ insutype: insutype ?? '', clr_type: clr_type ?? '', setl_optins: setl_optins ?? '' });
    const rows = this.#rows(terminal.dev_no, dateOf(stmt_date ?? '')).filter((row) => groupOf(row) === group);
    const from = Number(after || '0');
    const page = rows.slice(from, from + PAGE_ROWS);
    const next = from + PAGE_ROWS < rows.length ? String(from + PAGE_ROWS) : '';
    return { result: OK, details: page.map((row, at) => write(DETAIL, row, `details[${at}]`)), next };
  }

  /** False when there is no such settlement, or it was undone. */
  spoil(msgid: string, deed: Spoil, by: number): boolean {
    const txn = this.#store.txn(msgid);
    if (txn === null || txn.counted === null) return false;
    switch (deed) {
      case 'lack':
        this.#forget(txn);
        return true;
      case 'alter':
        this.#store.putTxn(altered(txn, by));
        return true;
      case 'copy':
        this.#store.insertTxn(copied(txn, this.#store.nextSequence()));
        return true;
      case 'twice':
        this.#twice.add(msgid);
        return true;
    }
  }

  #withTwice(dev_no: string, begndate: string, enddate: string): readonly StatementTotals[] {
    const ours = this.#store.totals(dev_no, begndate, enddate);
    const again = [...this.#twice].flatMap((msgid) => this.#store.txn(msgid) ?? []);
    const fits = ({ counted, dev_no: own }: Txn) =>
      own === dev_no && counted !== null && counted.setl_date >= begndate && counted.setl_date <= enddate;
    return again.filter(fits).reduce((sums, { counted }) => (counted === null ? sums : plus(sums, counted)), ours);
  }

  #rows(dev_no: string, date: string): readonly Detail[] {
    return this.#store.countedTxns(dev_no, date).flatMap((txn) => {
      const row = detailOf(txn);
      return this.#twice.has(txn.msgid) ? [row, { ...row, setl_id: `${row.setl_id}-2` }] : [row];
    });
  }

  #forget({ msgid, psn_no, moves }: Txn): void {
    if (moves !== null) {
      this.#store.moveBalance(psn_no, moves.acct_pay);
      for (const { psn_no: relative, paid } of moves.family) this.#store.moveBalance(relative, paid);
      for (const [name, by] of Object.entries(moves.accumulators))
        this.#store.moveAccumulator(psn_no, moves.year, name, -by);
    }
    this.#store.forgetTxn(msgid);
  }
}

function detailOf({ msgid, counted, answer, omsgid }: Txn): Detail {
  const { setl_id, mdtrt_id, setl_time } = v1.Answer.decode(answer);
  if (counted === null) throw new Error(`${msgid} moved no money`);
  const { insutype, clr_type, setl_optins, medfee_sumamt, fund_pay_sumamt, acct_pay } = counted;
  return {
    ...{ msgid, setl_id: setl_id ?? '', mdtrt_id: mdtrt_id ?? '', setl_time: setl_time ?? '' },
    ...{ insutype, clr_type, setl_optins, medfee_sumamt, fund_pay_sumamt, acct_pay },
    refd_setl_flag: omsgid === null ? '0' : '1',
  };
}

/** The funds pay less, the person more: what it adds up to stays. */
function altered(txn: Txn, by: number): Txn {
  const answer = v1.Answer.decode(txn.answer);
  const { setlinfo } = answer;
  const move = (amount: tongxing.v1.Fen.$Properties | null | undefined, sign: number) => ({
    fen: Number(amount?.fen ?? 0) + sign * by,
  });
  if (setlinfo) {
    setlinfo.fund_pay_sumamt = move(setlinfo.fund_pay_sumamt, -1);
    setlinfo.hifp_pay = move(setlinfo.hifp_pay, -1);
    setlinfo.psn_part_amt = move(setlinfo.psn_part_amt, 1);
    setlinfo.psn_cash_pay = move(setlinfo.psn_cash_pay, 1);
  }
  const { counted } = txn;
  const less = counted === null ? null : { ...counted, fund_pay_sumamt: fen(counted.fund_pay_sumamt - by) };
  return { ...txn, answer: v1.Answer.encode(answer).finish(), counted: less };
}

/** Stands in epoch 0, where no terminal's numbers are; moves nobody's money. */
function copied(txn: Txn, sequence: number): Txn {
  const msgid = `${txn.msgid.slice(0, 26)}${String(9900 + (sequence % 100))}`;
  const answer = v1.Answer.decode(txn.answer);
  const [setl_id, mdtrt_id] = [`S9${String(sequence).padStart(12, '0')}`, `M9${String(sequence).padStart(12, '0')}`];
  const moves = { year: 2000, acct_pay: fen(0), family: [], accumulators: {} };
  const told = v1.Answer.encode({ ...answer, msgid, setl_id, mdtrt_id }).finish();
  return { ...txn, msgid, epoch: 0, number: sequence, state: 'settled', answer: told, moves };
}

function plus(
  sums: readonly StatementTotals[],
  one: Omit<StatementTotals, 'fixmedins_setl_cnt'>,
): readonly StatementTotals[] {
  const former = sums.find((sum) => groupOf(sum) === groupOf(one)) ?? { ...nothing, ...one, ...ZEROS };
  const added = {
    ...former,
    medfee_sumamt: fen(former.medfee_sumamt + one.medfee_sumamt),
    fund_pay_sumamt: fen(former.fund_pay_sumamt + one.fund_pay_sumamt),
    acct_pay: fen(former.acct_pay + one.acct_pay),
    fixmedins_setl_cnt: former.fixmedins_setl_cnt + 1,
  };
  return [...sums.filter((sum) => groupOf(sum) !== groupOf(one)), added];
}

const STMT_RSLT: Readonly<Record<string, string>> = {
  '0': '对平',
  '1': '中心多',
  '2': '医药机构多',
  '3': '数据不一致',
};

function compare(mine: StatementTotals | undefined, yours: StatementTotals | undefined): string {
  const [ours, theirs] = [mine?.fixmedins_setl_cnt ?? 0, yours?.fixmedins_setl_cnt ?? 0];
  if (ours !== theirs) return ours > theirs ? '1' : '2';
  const equal = (['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'] as const).every(
    (name) => (mine?.[name] ?? 0) === (yours?.[name] ?? 0),
  );
  return equal ? '0' : '3';
}

const ZEROS = { medfee_sumamt: fen(0), fund_pay_sumamt: fen(0), acct_pay: fen(0), fixmedins_setl_cnt: 0 };
const nothing: StatementTotals = { insutype: '', clr_type: '', setl_optins: '', ...ZEROS };

function pick(group: StatementTotals | undefined): Partial<StatementTotals> {
  if (group === undefined) return {};
  const { insutype, clr_type, setl_optins } = group;
  return { insutype, clr_type, setl_optins };
}
