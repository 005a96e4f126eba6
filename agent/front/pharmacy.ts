/** 2101, 2102, 2103: a pharmacy's sale and its undoing. Translates; the agent decides. */

import type { Basket, BasketLine } from '../core/input.ts';
import { type Fen, formatYuan, parseYuan, ZERO } from '../core/money.ts';
import { formatCount, formatPrice } from '../core/settlement/decimal.ts';
import { amountsOf, cutOf, personOf, undoneOf } from './bill.ts';
import { done, type Json, textOf } from './envelope.ts';
import {
  ask,
  type Call,
  FrontFault,
  type FrontParts,
  type Handler,
  headOf,
  type Known,
  listOf,
  sameInsurance,
  sessionBy,
} from './parts.ts';
import { settleOnce } from './settle.ts';
import { toldOf } from './settled.ts';
import { undoBySetlId } from './undoing.ts';

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
      detlcutinfo: bill.lines.map(({ line, entry, ...split }) =>
        cutOf({ ...line, cnt: formatCount(line.cnt), pric: formatPrice(line.pric) }, split, entry),
      ),
    },
    warningsOf(session),
  );
};

/**
 * What the counter checks found, in one line: codes, and what has to be done about them, then the same for the operator
 * to read.
 */
function warningsOf({ findings }: Known): string {
  const codes = findings.map(
    ({ code, severity, feedetl_sn }) => `${code}(${severity}${feedetl_sn === '' ? '' : ` ${feedetl_sn}`})`,
  );
  return [codes.join(' '), findings.map(({ zh }) => zh).join('；')].join(' ').trim();
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

async function priced(agent: FrontParts['agent'], call: Call): Promise<Known> {
  const druginfo = headOf(call, 'druginfo');
  const session = await sessionBy(agent, druginfo);
  sameInsurance(session, druginfo);
  const reply = await ask(agent, { kind: 'set_basket', session: session.id, basket: basketOf(call) }, 'session');
  const total = reply.session.priced?.setlinfo.medfee_sumamt;
  sameAmount('druginfo.medfee_sumamt', druginfo['medfee_sumamt'], total ?? ZERO);
  return { ...reply.session, person: session.person };
}

/** A caller's amount against ours, both in fen. */
export function sameAmount(field: string, given: unknown, own: Fen): void {
  const theirs = parseYuan(textOf(given));
  if (theirs === own) return;
  throw new FrontFault(`${field}：${textOf(given)}，应为 ${formatYuan(own)} was expected`);
}

function basketOf(call: Call): Basket {
  const druginfo = headOf(call, 'druginfo');
  const dise_codg = textOf(druginfo['dise_codg']);
  const [lines, traces] = [listOf(call, 'drugdetail'), listOf(call, 'drug_trac_info')];
  const sold = lines.map((line) => textOf(line['feedetl_sn']));
  if (traces.some((one) => !sold.includes(textOf(one['feedetl_sn']))))
    throw new FrontFault('drug_trac_info.feedetl_sn：drugdetail 没有这一行 drugdetail has no such line');
  return {
    med_type: textOf(druginfo['med_type']),
    acct_used_flag: textOf(druginfo['acct_used_flag']) === '1' ? '1' : '0',
    ...(dise_codg === '' ? {} : { dise_codg }),
    lines: lines.map((line) => lineOf(line, traces)),
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
  const { row, undoing, warn } = await undoBySetlId(parts, call);
  return done(undoneOf(row, undoing, 'pharmacy', call.msgid, parts.agent.status().clock.now), warn);
};
