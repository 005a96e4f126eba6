/** 2101, 2102, 2103, 2601, 3201: a pharmacy's sale, its undoing, and the day's totals. Translates; the agent decides. */

import type { Basket, BasketLine } from '../core/input.ts';
import { formatYuan, parseYuan } from '../core/money.ts';
import { dayAfter } from '../core/time.ts';
import type { Msgid } from '../core/transaction.ts';
import { msgidIn } from '../core/visit/identity.ts';
import type { TransactionView } from '../ports/store.ts';
import { amountsOf, personOf, settlementOf, undoneOf } from './bill.ts';
import { done, type FrontOutcome, isJson, type Json, textOf } from './envelope.ts';
import { ask, type Call, FrontFault, type FrontParts, type Known, keyOf, sessionOf } from './parts.ts';
import type { Handler } from './person.ts';
import { settleOnce } from './settle.ts';

export const listOf = ({ input }: Call, name: string): readonly Json[] => {
  const value = input[name];
  return (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).filter(isJson);
};
export const headOf = ({ input }: Call, name: string): Json => (isJson(input[name]) ? (input[name] as Json) : {});

export const presettle: Handler = async ({ agent }, call) => {
  const session = await priced(agent, call);
  const { now } = agent.status().clock;
  const bill = session.priced;
  if (bill === null) throw new Error('a priced session without a bill');
  const druginfo = headOf(call, 'druginfo');
  return done(
    {
      setlinfo: {
        ...personOf(session.person, now.slice(0, 10)),
        ...amountsOf(bill.setlinfo),
        ...{ mdtrt_id: '', setl_time: now, clr_type: '41', clr_way: '', clr_optins: '', medins_setl_id: call.msgid },
        mdtrt_cert_type: textOf(druginfo['mdtrt_cert_type']),
        med_type: textOf(druginfo['med_type']),
      },
      setldetail: bill.setldetail.map(({ fund_pay_type, fund_payamt }) => ({
        fund_pay_type,
        inscp_scp_amt: formatYuan(bill.setlinfo.inscp_scp_amt),
        crt_payb_lmt_amt: '',
        fund_payamt: formatYuan(fund_payamt),
      })),
      detlcutinfo: bill.lines.map(({ line, entry, ...split }) => ({
        feedetl_sn: line.feedetl_sn,
        det_item_fee_sumamt: formatYuan(split.det_item_fee_sumamt),
        fulamt_ownpay_amt: formatYuan(split.fulamt_ownpay_amt),
        overlmt_amt: formatYuan(split.overlmt_amt),
        preselfpay_amt: formatYuan(split.preselfpay_amt),
        inscp_scp_amt: formatYuan(split.inscp_scp_amt),
        chrgitm_lv: entry?.chrgitm_lv ?? '03',
      })),
    },
    warningsOf(session),
  );
};

/** What the counter checks found, in one line: codes, and what has to be done about them. */
export function warningsOf({ findings }: Known): string {
  return findings
    .map(({ code, severity, feedetl_sn }) => `${code}(${severity}${feedetl_sn === '' ? '' : ` ${feedetl_sn}`})`)
    .join(' ');
}

export const settle: Handler = async (parts, call) => {
  const druginfo = headOf(call, 'druginfo');
  const { row, session } = await settleOnce(parts, call, {
    psn_no: textOf(druginfo['psn_no']),
    lines: JSON.stringify([
      basketOf(call).lines.map(({ feedetl_sn: _any, ...line }) => line),
      textOf(druginfo['med_type']),
    ]),
    head: druginfo,
    price: () => priced(parts.agent, call),
  });
  const told = {
    row,
    person: session?.person ?? null,
    mdtrt_cert_type: textOf(druginfo['mdtrt_cert_type']),
    med_type: textOf(druginfo['med_type']),
    ...{ clr_type: '41' as const, medins_setl_id: call.msgid, mdtrt_id: null },
  };
  return toldOf(told, parts);
};

export function toldOf(told: Parameters<typeof settlementOf>[0], { agent }: FrontParts): FrontOutcome {
  const { row } = told;
  if (row.state === 'rejected' || row.state === 'parked')
    throw new FrontFault(`中心拒绝：${row.note} ${row.err_msg} refused by the centre`);
  if (row.state === 'reversing' || row.state === 'reversed' || row.state === 'voided')
    throw new FrontFault(`该交易已撤销（${row.state}） this transaction was undone`);
  const { output, warn } = settlementOf(told, agent.status().clock.now);
  return done(output, warn);
}

async function priced(agent: FrontParts['agent'], call: Call): Promise<Known> {
  const druginfo = headOf(call, 'druginfo');
  const session = await sessionOf(agent, textOf(druginfo['psn_no']));
  const insutype = textOf(druginfo['insutype']);
  if (insutype !== session.person.insutype)
    throw new FrontFault(`insutype：该人员参保险种为 ${session.person.insutype} is what the person has`);
  const reply = await ask(agent, { kind: 'set_basket', session: session.id, basket: basketOf(call) }, 'session');
  const total = reply.session.priced?.setlinfo.medfee_sumamt;
  sameAmount('druginfo.medfee_sumamt', druginfo['medfee_sumamt'], total ?? 0);
  return { ...reply.session, person: session.person };
}

/** A caller's amount against ours, both in fen. */
export function sameAmount(field: string, given: unknown, own: number): void {
  const theirs = parseYuan(textOf(given));
  if (theirs === own) return;
  throw new FrontFault(`${field}：${textOf(given)}，应为 ${formatYuan(own as never)} was expected`);
}

function basketOf(call: Call): Basket {
  const druginfo = headOf(call, 'druginfo');
  const dise_codg = textOf(druginfo['dise_codg']);
  const traces = listOf(call, 'drug_trac_info');
  return {
    med_type: textOf(druginfo['med_type']),
    acct_used_flag: textOf(druginfo['acct_used_flag']) === '1' ? '1' : '0',
    ...(dise_codg === '' ? {} : { dise_codg }),
    lines: listOf(call, 'drugdetail').map((line) => lineOf(line, traces)),
  };
}

/** A line of 2102 or 2204 with its trace codes. */
export function lineOf(line: Json, traces: readonly Json[]): BasketLine {
  const word = (name: string) => textOf(line[name]);
  const feedetl_sn = word('feedetl_sn');
  const own = traces.filter((one) => textOf(one['feedetl_sn']) === feedetl_sn);
  const codes = own.map((one) => textOf(one['drug_trac_codg'])).filter((code) => code !== '');
  const opened = own.some((one) => textOf(one['trdn_flag']) === '1');
  const maybe = (name: 'medins_list_codg' | 'rxno' | 'det_item_fee_sumamt') =>
    word(name) === '' ? {} : { [name]: word(name) };
  return {
    ...{ feedetl_sn, med_list_codg: word('med_list_codg'), pric: word('pric'), cnt: word('cnt') },
    ...maybe('medins_list_codg'),
    ...maybe('rxno'),
    ...maybe('det_item_fee_sumamt'),
    ...(codes.length === 0 ? {} : { drug_trac_codg: codes }),
    ...(opened ? { trdn_flag: '1' as const } : {}),
  };
}

export const undo: Handler = async (parts, call) => {
  const { row, warn } = await undoBySetlId(parts, call);
  return done(undoneOf(row, 'pharmacy', call.msgid, parts.agent.status().clock.now), warn);
};

/** The settlement named by setl_id, ours or the centre's, is taken back. */
export async function undoBySetlId(
  parts: FrontParts,
  call: Call,
): Promise<{ readonly row: TransactionView; readonly warn: string }> {
  const data = headOf(call, 'data');
  const [setl_id, psn_no] = [textOf(data['setl_id']), textOf(data['psn_no'])];
  const row = rowBySetlId(parts, setl_id, psn_no);
  if (row === null)
    throw new FrontFault(`setl_id：本终端没有 ${setl_id} 这笔结算 this terminal has no such settlement`);
  if (row.psn_no !== psn_no) throw new FrontFault('psn_no：不是该结算的人员 not the person of this settlement');
  await ask(parts.agent, { kind: 'cancel', msgid: row.msgid, key: keyOf(call) }, 'cancelled');
  const after = parts.agent.transaction(row.msgid) ?? row;
  const final = after.state === 'reversed' || after.state === 'voided';
  return {
    row: after,
    warn: final
      ? ''
      : '撤销已受理，待中心确认；以同一 msgid 再问 the undoing is stored and waits for the centre; ask again',
  };
}

function rowBySetlId({ agent, refs, systems }: FrontParts, setl_id: string, psn_no: string): TransactionView | null {
  if (setl_id.startsWith('~')) {
    const known = agent.transaction(setl_id as Msgid);
    if (known !== null) return known;
    try {
      return agent.transaction(msgidIn(setl_id) as Msgid);
    } catch {
      return null;
    }
  }
  const visit = agent.transaction(setl_id as Msgid);
  if (visit !== null) return visit;
  for (const infno of ['2102', '2207'])
    for (const { msgid } of refs.ofPerson(systems.blind(`${infno} ${psn_no}`))) {
      const row = msgid === '' ? null : agent.transaction(msgid as Msgid);
      if (row !== null && row.setl_id === setl_id) return row;
    }
  return null;
}

/** The caller's own msgid leads to ours; one that never came is kept, so that it is refused when it comes. */
export const reverse: Handler = async ({ agent, refs }, call) => {
  const data = headOf(call, 'data');
  const [omsgid, oinfno] = [textOf(data['omsgid']), textOf(data['oinfno'])];
  const known = refs.find(call.system, omsgid);
  if (known === null) {
    const none = { body: '', person: '', lines: '', session: '', key: '', msgid: '' };
    refs.remember({ ...none, system: call.system, ref: omsgid, infno: oinfno, reversed: true });
    return done(null, '没有收到过原交易；若其后到达将被拒绝 the original never came; it will be refused if it does');
  }
  if (known.infno !== oinfno) throw new FrontFault(`oinfno：原交易是 ${known.infno} is what the original was`);
  refs.remember({ ...known, reversed: true });
  const msgid = known.msgid || (await storedUnder(agent, known));
  if (msgid === '') return done(null, '原交易未受理 the original was never accepted');
  const row = agent.transaction(msgid as Msgid);
  if (row !== null && ['reversing', 'reversed', 'voided', 'rejected'].includes(row.state)) return done(null);
  await ask(agent, { kind: 'cancel', msgid: msgid as Msgid, key: keyOf(call) }, 'cancelled');
  return done(null);
};

/** The process may have died between the agent's answer and our note of it. */
async function storedUnder(
  agent: FrontParts['agent'],
  { session, key }: { session: string; key: string },
): Promise<string> {
  const outcome = await agent.command({ kind: 'accept', session, key, overrides: [] });
  return outcome.ok && outcome.reply.kind === 'accepted' ? outcome.reply.msgid : '';
}

const MOST_DAYS = 31;

export const totals: Handler = async ({ agent }, call) => {
  const data = headOf(call, 'data');
  const word = (name: string) => textOf(data[name]);
  const [from, to] = [word('stmt_begndate'), word('stmt_enddate')];
  if (to < from || dayAfter(from, MOST_DAYS) <= to)
    throw new FrontFault(`stmt_enddate：应在 ${from} 之后 ${MOST_DAYS} 天内 within ${MOST_DAYS} days`);
  const sum = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 };
  for (let day = from; day <= to; day = dayAfter(day, 1)) {
    const { days } = await ask(agent, { kind: 'reconcile', date: day }, 'reconciled');
    for (const { centre, stmt_date } of days) {
      if (stmt_date !== day) continue;
      for (const one of centre) {
        if (one.insutype !== word('insutype') || one.clr_type !== word('clr_type')) continue;
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
        .map(([name, value]) => `${name} 中心 ${name === 'fixmedins_setl_cnt' ? value : formatYuan(value as never)}`)
        .join('；'),
    },
  });
};

function amountsFrom(data: Json) {
  const fen = (name: string) => {
    const amount = parseYuan(textOf(data[name]));
    if (amount === null) throw new FrontFault(`${name}：应为金额 an amount in yuan`);
    return amount as number;
  };
  return { medfee_sumamt: fen('medfee_sumamt'), fund_pay_sumamt: fen('fund_pay_sumamt'), acct_pay: fen('acct_pay') };
}
