/** 2101, 2102, 2103, 2601: a pharmacy's sale and its undoing. Translates; the agent decides. */

import type { Basket, BasketLine } from '../core/input.ts';
import { formatYuan, parseYuan } from '../core/money.ts';
import { formatCount, formatPrice } from '../core/settlement/decimal.ts';
import type { Msgid } from '../core/transaction.ts';
import { msgidIn, provisionalSetlId } from '../core/visit/identity.ts';
import type { TransactionView } from '../ports/store.ts';
import { amountsOf, cutOf, idsOf, personOf, settlementOf, type Told, undoneOf } from './bill.ts';
import { done, type FrontOutcome, type Json, textOf } from './envelope.ts';
import {
  ask,
  bodyOf,
  type Call,
  FrontFault,
  type FrontParts,
  type Handler,
  headOf,
  type Known,
  keyOf,
  listOf,
  notHere,
  sameInsurance,
  sameMessage,
  sessionBy,
} from './parts.ts';
import { settleOnce, transactionOf, UNDONE } from './settle.ts';
import { UNDOING, undoingAnswered } from './word.ts';

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

export function toldOf(told: Omit<Told, 'stored'>, { agent }: FrontParts): FrontOutcome {
  const { row } = told;
  const refused = refusalOf(row);
  if (refused !== null) throw new FrontFault(refused);
  if (row.state === 'reversing' || row.state === 'reversed' || row.state === 'voided')
    throw new FrontFault(`该交易已撤销（${row.state}） this transaction was undone`);
  const { output, warn } = settlementOf({ ...told, stored: agent.settlement(row.msgid) }, agent.status().clock.now);
  return done(output, warn);
}

/** Null: it stands, or may. */
function refusalOf({ state, note, err_msg }: TransactionView): string | null {
  if (state === 'rejected') return `中心拒绝：${note} ${err_msg} refused by the centre`;
  return state === 'parked' ? `待人工处理：${note} ${err_msg} it waits for a person at the terminal’s work list` : null;
}

async function priced(agent: FrontParts['agent'], call: Call): Promise<Known> {
  const druginfo = headOf(call, 'druginfo');
  const session = await sessionBy(agent, druginfo);
  sameInsurance(session, druginfo);
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

/** The settlement named by setl_id, ours or the centre's, is taken back. */
export async function undoBySetlId(
  parts: FrontParts,
  call: Call,
): Promise<{ readonly row: TransactionView; readonly undoing: TransactionView | null; readonly warn: string }> {
  const data = headOf(call, 'data');
  const [setl_id, psn_no] = [textOf(data['setl_id']), textOf(data['psn_no'])];
  const row = rowBySetlId(parts, setl_id, psn_no);
  if (row === null) throw notHere('setl_id', setl_id);
  if (row.psn_no !== psn_no) throw new FrontFault('psn_no：不是该结算的人员 not the person of this settlement');
  const mdtrt_id = textOf(data['mdtrt_id']);
  if (mdtrt_id !== '' && !isOfVisit(parts, row, mdtrt_id))
    throw new FrontFault('mdtrt_id：不是该结算的就诊ID not that of this settlement');
  noteUndoing(parts, call, row.msgid);
  const reversal = await undoneBy(parts.agent, row.msgid, keyOf(call));
  const undoing = await undoingAnswered(parts, reversal);
  const after = parts.agent.transaction(row.msgid) ?? row;
  // Without an undoing the centre has nothing of it to undo.
  const final = reversal === null || after.state === 'reversed';
  return {
    row: after,
    undoing,
    warn: final ? '' : UNDOING,
  };
}

/** What undoes it at the centre; null where that has nothing of it, as when it was given back before. */
async function undoneBy(agent: FrontParts['agent'], msgid: Msgid, key: string): Promise<Msgid | null> {
  try {
    return (await ask(agent, { kind: 'cancel', msgid, key }, 'cancelled')).reversal;
  } catch (error) {
    if (error instanceof FrontFault && error.problem?.code === 'given_back') return null;
    throw error;
  }
}

/** Under any id it was told by: a sale has its own, provisional and the centre's. */
function isOfVisit({ agent }: FrontParts, row: TransactionView, mdtrt_id: string): boolean {
  if (row.infno === '2207')
    return agent.visit(mdtrt_id)?.visit.id === agent.visit(provisionalSetlId(row.msgid))?.visit.id;
  return [row, { ...row, mdtrt_id: '' }].some((one) => idsOf(one, null).mdtrt_id === mdtrt_id);
}

/** A 2601 may ask for it, and may have come before it. */
export function noteUndoing(parts: FrontParts, call: Call, msgid: Msgid): void {
  const { refs } = parts;
  const known = refs.find(call.system, call.msgid);
  if (known?.reversed === true)
    throw new FrontFault('该 msgid 已冲正，不再撤销 this msgid was reversed; nothing is undone');
  if (known !== null) return sameMessage(parts, call, known);
  const body = bodyOf(parts, call);
  const of = { system: call.system, ref: call.msgid, infno: call.infno, body, key: keyOf(call), msgid };
  refs.remember({ ...of, person: '', lines: '', session: '', reversed: false });
}

/** 5203: what became of a settlement, by any id it was told under. */
export const settlementQuery: Handler = async (parts, call) => {
  const data = headOf(call, 'data');
  const [setl_id, psn_no] = [textOf(data['setl_id']), textOf(data['psn_no'])];
  const row = rowBySetlId(parts, setl_id, psn_no);
  if (row === null || row.psn_no !== psn_no) throw notHere('setl_id', setl_id);
  const stored = parts.agent.settlement(row.msgid);
  const clr_type = row.infno === '2207' ? '11' : '41';
  const told = {
    ...{ row, stored, person: null, mdtrt_cert_type: '', med_type: stored?.facts.visit.med_type ?? '' },
    ...({ mdtrt_id: null, clr_type } as const),
    medins_setl_id: parts.refs.standsFor(call.system, row.msgid, SETTLES) ?? row.msgid,
  };
  const { clock, terminal } = parts.agent.status();
  const { output, warn } = settlementOf(told, clock.now);
  const { psn_part_amt, psn_cash_pay, ...setlinfo } = output['setlinfo'] as Json;
  const { fixmedins_code, fixmedins_name } = terminal;
  const undone = UNDONE.includes(row.state);
  return done(
    {
      setlinfo: {
        ...setlinfo,
        ...{ psn_pay: psn_part_amt, cash_payamt: psn_cash_pay, refd_setl_flag: undone ? '1' : '0' },
        ...{ fixmedins_code, fixmedins_name, begndate: row.begndate, enddate: row.begndate },
        year: row.begndate.slice(0, 4),
      },
    },
    undone ? undoneWord(row) : (refusalOf(row) ?? warn),
  );
};

const undoneWord = ({ state }: TransactionView): string =>
  state === 'reversing' ? '撤销已受理，待中心确认 the undoing is stored and waits for the centre' : '已撤销 undone';

const NEWEST = 500;

/** The settlement of this id, ours or the centre's. Without the person among the newest alone. */
export function rowBySetlId({ agent }: FrontParts, setl_id: string, psn_no: string): TransactionView | null {
  const row = anyBySetlId(agent, setl_id, psn_no);
  return row !== null && SETTLES.includes(row.infno) ? row : null;
}

function anyBySetlId(agent: FrontParts['agent'], setl_id: string, psn_no: string): TransactionView | null {
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
  if (psn_no !== '') {
    const msgid = agent.settledAs(psn_no, setl_id);
    return msgid === null ? null : agent.transaction(msgid);
  }
  const newest = agent.transactions({ openOnly: false, limit: NEWEST });
  return newest.find((row) => row.setl_id === setl_id && row.infno === '2102') ?? null;
}

/** What is not reversed, and what takes it back or asks for it again instead (offline.md, Identity and states). */
const INSTEAD: Readonly<Record<string, string>> = {
  '2201': '以同一 msgid 重发，或用 2202 撤销 send it again under its msgid, or undo it with 2202',
  '2203': '以同一 msgid 重发 send it again under its msgid',
  '2204': '请用 2205 undo it with 2205',
  '3505': '请用 3507 undo it with 3507',
  '3506': '请重新传 3505 sell it again with 3505',
};
export const SETTLES = ['2102', '2207'];
export const UNDOES = ['2103', '2208'];

/** The caller's own msgid leads to ours; one that never came is kept, so that it is refused when it comes. */
export const reverse: Handler = async (parts, call) => {
  const { agent, refs } = parts;
  const data = headOf(call, 'data');
  const [omsgid, oinfno] = [textOf(data['omsgid']), textOf(data['oinfno'])];
  if (!SETTLES.includes(oinfno) && !UNDOES.includes(oinfno))
    throw new FrontFault(
      `oinfno：${oinfno} 不能冲正 is not reversed，${INSTEAD[oinfno] ?? '可冲正的是 2102 2103 2207 2208 those are'}`,
    );
  const known = refs.find(call.system, omsgid);
  if (known === null) {
    const none = { body: '', person: '', lines: '', session: '', key: '', msgid: '' };
    refs.remember({ ...none, system: call.system, ref: omsgid, infno: oinfno, reversed: true });
    return done(
      null,
      '本终端没有收到过原交易；若其后到达将被拒绝；发给别的终端的，到那台终端冲正 the original never came to this terminal; it will be refused if it does; what was sent to another terminal is reversed there',
    );
  }
  if (known.infno !== oinfno) throw new FrontFault(`oinfno：原交易是 ${known.infno} is what the original was`);
  const row = transactionOf({ agent }, known);
  const undone = row !== null && UNDONE.includes(row.state);
  if (undone && UNDOES.includes(oinfno) && !known.reversed)
    throw new FrontFault(
      '撤销已受理，不能冲正；需要时重新结算 what was undone stays undone: settle it anew if need be',
    );
  const none = row === null || UNDOES.includes(oinfno);
  // Refused at the counter there is nothing of it; told before that, its goods and its cash come back.
  const stored =
    !none && !undone && (row.state !== 'rejected' || row.provisional)
      ? await undoneBy(agent, row.msgid, keyOf(call))
      : null;
  // Not before: what may not be undone now stands, and must not be said to have been reversed.
  refs.remember({ ...known, reversed: true });
  await undoingAnswered(parts, stored);
  return none ? done(null, '原交易未受理 the original was never accepted') : undoing(agent.transaction(row.msgid));
};

/** Without a word it is done; until then asked again it says so. */
const undoing = (row: TransactionView | null): FrontOutcome =>
  done(
    null,
    row?.state === 'reversing'
      ? '冲正已受理，待中心确认；以同一 msgid 再问 stored and waits for the centre; ask again'
      : '',
  );
