/**
 * 3201 and 3202: a vendor's books beside the centre's, in totals and row by row. The agent lays its own ledger beside the
 * centre's first, so that what is compared here is the centre's side. Computes no amount.
 */

import { type Fen, formatYuan } from '../core/money.ts';
import type { Detail } from '../core/reconcile/detail.ts';
import type { WorkItem } from '../core/reconcile/work.ts';
import { dayAfter } from '../core/time.ts';
import type { Msgid } from '../core/transaction.ts';
import { done, type Json, textOf } from './envelope.ts';
import { fileNumber } from './files.ts';
import { ask, FrontFault, type FrontParts, type Handler, headOf } from './parts.ts';
import { rowBySetlId, SETTLES, UNDOES } from './settled.ts';
import { compareRows, type Row, readRows, resultText, signedYuan } from './statement-file.ts';

const MOST_DAYS = 31;

/** What totals are asked for by. */
const GROUP = ['insutype', 'clr_type', 'setl_optins'] as const;

export const totals: Handler = async ({ agent }, call) => {
  const data = headOf(call, 'data');
  const word = (name: string) => textOf(data[name]);
  const [from, to] = spanOf(data);
  const sum = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 };
  for (let day = from; day <= to; day = dayAfter(day, 1)) {
    const { days } = await ask(agent, { kind: 'reconcile', date: day }, 'reconciled');
    for (const { centre, stmt_date } of days) {
      if (stmt_date !== day) continue;
      for (const one of centre) {
        if (GROUP.some((name) => one[name] !== word(name))) continue;
        for (const name of ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'fixmedins_setl_cnt'] as const)
          sum[name] += one[name];
      }
    }
  }
  const theirs = { ...amountsFrom(data), fixmedins_setl_cnt: Number(word('fixmedins_setl_cnt')) };
  const differing = Object.entries(sum).filter(([name, value]) => theirs[name as keyof typeof theirs] !== value);
  const more = sum.fixmedins_setl_cnt > theirs.fixmedins_setl_cnt;
  const fewer = sum.fixmedins_setl_cnt < theirs.fixmedins_setl_cnt;
  return done({
    stmtinfo: {
      setl_optins: word('setl_optins'),
      stmt_rslt: differing.length === 0 ? '0' : more ? '1' : fewer ? '2' : '3',
      stmt_rslt_dscr: differing
        .map(([name, value]) => `${name} 中心 ${name === 'fixmedins_setl_cnt' ? value : formatYuan(value as Fen)}`)
        .join('；'),
    },
  });
};

function amountsFrom(data: Json) {
  const fen = (name: string) => {
    const amount = signedYuan(textOf(data[name]));
    if (amount === null) throw new FrontFault(`${name}：应为金额 an amount in yuan`);
    return amount as number;
  };
  return { medfee_sumamt: fen('medfee_sumamt'), fund_pay_sumamt: fen('fund_pay_sumamt'), acct_pay: fen('acct_pay') };
}

function spanOf(data: Json): readonly [from: string, to: string] {
  const [from, to] = [textOf(data['stmt_begndate']), textOf(data['stmt_enddate'])];
  if (to < from || dayAfter(from, MOST_DAYS) <= to)
    throw new FrontFault(`stmt_enddate：应在 ${from} 之后 ${MOST_DAYS} 天内 within ${MOST_DAYS} days`);
  return [from, to];
}

export const details: Handler = async (parts, call) => {
  const data = headOf(call, 'data');
  const [from, to] = spanOf(data);
  const number = textOf(data['file_qury_no']);
  const file = parts.files.find(call.system, number);
  if (file === null)
    throw new FrontFault(`file_qury_no：没有 ${number}，请先用 9101 上传 there is no such file: upload it with 9101`);
  const text = await parts.archive.textIn(file.bytes);
  if (text === null) throw new FrontFault('file_qury_no：不是可读的 ZIP not a ZIP that can be read');
  const theirs = readRows(text);
  if (typeof theirs === 'string') throw new FrontFault(theirs);
  sameSums(data, theirs);
  const ours = await centreRows(parts, call.system, from, to, {
    clr_type: textOf(data['clr_type']),
    setl_optins: textOf(data['setl_optins']),
  });
  const compared = compareRows(
    theirs.map((row) => ({ ...row, setl_id: centreId(parts, row.setl_id) })),
    ours,
  );
  const name = `stmt_${from}_${to}`;
  const bytes = await parts.archive.pack(`${name}.txt`, resultText(compared), new Date(parts.clock.wallMs()));
  const file_qury_no = fileNumber(parts, call, '3202');
  const filename = `${name}.zip`;
  const dld_endtime = parts.files.keep({ system: call.system, file_qury_no, filename, bytes });
  const differing = compared.filter(({ stmt_rslt }) => stmt_rslt !== '0').length;
  return done(
    { fileinfo: { file_qury_no, filename, dld_endtime } },
    differing === 0 ? '' : `${differing} 笔不一致，见结果文件 rows differ; the file names them`,
  );
};

/** The file has to be what the message says of it. */
function sameSums(data: Json, rows: readonly Row[]): void {
  const sums = {
    medfee_sumamt: rows.reduce((sum, row) => sum + row.medfee_sumamt, 0),
    fund_pay_sumamt: rows.reduce((sum, row) => sum + row.fund_pay_sumamt, 0),
  };
  for (const [name, own] of Object.entries(sums)) {
    const given = textOf(data[name]);
    if (signedYuan(given) !== own)
      throw new FrontFault(`data.${name}：${given}，文件合计 ${formatYuan(own as Fen)} is the sum of the file`);
  }
  const count = Number(textOf(data['fixmedins_setl_cnt']));
  if (count !== rows.length)
    throw new FrontFault(`data.fixmedins_setl_cnt：${count}，文件共 ${rows.length} 笔 rows in the file`);
}

/** A provisional id stands for the centre's for ever. */
function centreId(parts: FrontParts, setl_id: string): string {
  return setl_id.startsWith('~') ? rowBySetlId(parts, setl_id, '')?.setl_id || setl_id : setl_id;
}

/** The centre's side of some days: our own books, corrected by what the comparison with the centre has found. */
async function centreRows(
  { agent, refs }: FrontParts,
  system: string,
  from: string,
  to: string,
  { clr_type, setl_optins }: Pick<Detail, 'clr_type' | 'setl_optins'>,
): Promise<readonly (Row & { readonly msgid: string })[]> {
  const rows: (Row & { readonly msgid: string })[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) {
    await ask(agent, { kind: 'reconcile', date: day }, 'reconciled');
    const found = agent.books.work({ stmt_date: day, openOnly: true });
    for (const one of corrected(agent.books.details(day), found)) {
      if (one.setl_optins !== setl_optins || (clr_type !== '' && one.clr_type !== clr_type)) continue;
      const known = agent.transaction(one.msgid as Msgid);
      const original = known?.omsgid ? agent.transaction(known.omsgid) : null;
      rows.push({
        ...{
          msgid: refs.standsFor(system, known?.omsgid ?? one.msgid, known?.omsgid ? UNDOES : SETTLES) ?? one.msgid,
          psn_no: known?.psn_no ?? '',
          refd_setl_flag: one.refd_setl_flag,
          clr_type: one.clr_type,
        },
        // A refund is told under the id of what it undid.
        ...{ setl_id: original?.setl_id || one.setl_id, mdtrt_id: original?.mdtrt_id || one.mdtrt_id },
        ...{ medfee_sumamt: one.medfee_sumamt, fund_pay_sumamt: one.fund_pay_sumamt, acct_pay: one.acct_pay },
      });
    }
  }
  return rows;
}

function corrected(ours: readonly Detail[], found: readonly WorkItem[]): readonly Detail[] {
  const named = found.filter(({ msgid }) => msgid !== '');
  const here = new Set(named.flatMap((one) => (one.here === null ? [] : [rowName(one.here)])));
  return [
    ...ours.filter((one) => !here.has(rowName(one))),
    ...named.flatMap(({ centre }) => (centre === null ? [] : [centre])),
  ];
}

const rowName = ({ msgid, setl_id }: Detail): string => `${msgid} ${setl_id}`;
