/** Verbs of the counter: shift, session, basket, settlement, what comes back, visits, day end. All through the local API. */
import type { Verb } from './hands.ts';
import { HANDS } from './hands.ts';
import { ask, msgidOf, nextKey, type Play, remember, StepRefused, until } from './play.ts';
import type { Args } from './scenario.ts';

const REGISTRATION = {
  ...{ ipt_otp_no: 'OTP-001', atddr_no: 'D370000001', dr_name: '测试医生' },
  ...{ dept_code: '0300', dept_name: '内科', caty: 'A03', med_type: '11' },
};
const DIAGNOSIS = {
  ...{ diag_type: '1', diag_srt_no: '1', diag_code: 'J06.900', diag_name: '急性上呼吸道感染', diag_dept: '内科' },
  ...{ dise_dor_no: 'D370000001', dise_dor_name: '测试医生', diag_time: '2022-11-08 10:05:00', vali_flag: '1' },
};
const ORDERED = {
  ...{ bilg_dept_codg: '0300', bilg_dept_name: '内科', bilg_dr_codg: 'D370000001', bilg_dr_name: '测试医生' },
  hosp_appr_flag: '1',
};
const OPERATOR = { opter: '001', opter_name: '测试员' };
const SHIFT_SECONDS = 60;

const fields = (args: unknown): Args => (typeof args === 'object' && args !== null ? (args as Args) : {});

/** Goods by name with their count, at the catalogue's price. */
function linesOf(play: Play, goods: unknown, more: object): readonly object[] {
  return Object.entries(fields(goods)).map(([name, count], at) => {
    const good = play.cast.good(name);
    if (good === null) throw new StepRefused('unknown_good', `目录里没有 there is no such good: ${name}`);
    const { med_list_codg, pric } = good;
    return { feedetl_sn: String(at + 1), med_list_codg, pric, cnt: String(count), ...more };
  });
}

async function openShift(play: Play, args: unknown): Promise<void> {
  await ask(play, 'POST', '/v1/shift/open', { ...OPERATOR, ...fields(args) });
}

/** Signed in at the centre, whatever was open before. */
async function begin(play: Play): Promise<void> {
  await linked(play);
  await openShift(play, null);
  await until(play, SHIFT_SECONDS, async () => {
    const { body } = await play.stage.api('GET', '/v1/shift');
    return (body as { phase: string }).phase === 'signed_in' ? null : 'not signed in';
  });
}

async function openSession(play: Play, args: unknown): Promise<unknown> {
  const { voucher, ...rest } = fields(args);
  const shown = voucher === undefined ? {} : { voucher: voucher === '$voucher' ? play.voucher : voucher };
  const session = await ask(play, 'POST', '/v1/sessions', { ...rest, ...shown });
  play.session = String(session['id']);
  return session;
}

async function basket(play: Play, args: unknown): Promise<unknown> {
  const { med_type = '41', account = false, goods = {}, rxno, lines, dise_codg, payment } = fields(args);
  const named = rxno === undefined ? {} : { rxno: rxno === '$prescription' ? play.prescription : rxno };
  const given = (lines ?? linesOf(play, goods, named)) as readonly object[];
  const priced = await ask(play, 'PUT', `/v1/sessions/${play.session}/basket`, {
    ...{ med_type, acct_used_flag: account === true ? '1' : '0', lines: given },
    ...(dise_codg === undefined ? {} : { dise_codg }),
    ...(payment === undefined ? {} : { payment }),
  });
  play.basket = args;
  play.bill = priced['bill'];
  return priced;
}

const TRIES = 5;

/** `until_told`: a clerk whose screen went away asks again with the same key, and begins anew where nothing is kept. */
async function accept(play: Play, args: unknown): Promise<unknown> {
  const { as, key = nextKey(play), overrides, until_told = false, windows = 1 } = fields(args);
  const body = overrides === undefined ? undefined : { overrides };
  if (Number(windows) > 1) return acceptFrom(Number(windows), play, body, as);
  for (let tries = 0; ; tries += 1) {
    try {
      const sold = await ask(play, 'POST', `/v1/sessions/${play.session}/accept`, body, String(key));
      remember(play, sold['msgid'], as);
      return sold;
    } catch (error) {
      if (!(error instanceof StepRefused) || until_told !== true || tries >= TRIES) throw error;
      if (error.code === 'session_unknown') {
        await openSession(play, null);
        await basket(play, play.basket);
      } else if (error.code === 'agent_gone') await linked(play);
      else throw error;
    }
  }
}

/** Several windows press at the same moment, each with a key of its own; whatever sold has to be one transaction. */
async function acceptFrom(windows: number, play: Play, body: unknown, as: unknown): Promise<unknown> {
  const path = `/v1/sessions/${play.session}/accept`;
  const calls = Array.from({ length: windows }, () => ({ method: 'POST', path, body, key: nextKey(play) }) as const);
  const said = await play.stage.together(calls);
  const sold = said.filter(({ status }) => status >= 200 && status < 300).map(({ body: one }) => one as Args);
  const [first] = sold;
  if (first === undefined) throw new StepRefused('not_so', `没有成交 nothing was sold: ${JSON.stringify(said)}`);
  play.reply = { windows: said.map(({ body: one }) => one) };
  if (sold.some(({ msgid }) => msgid !== first['msgid']))
    throw new StepRefused('not_so', `卖了不止一笔 more than one was sold: ${JSON.stringify(sold)}`);
  remember(play, first['msgid'], as);
  return first;
}

async function linked(play: Play): Promise<void> {
  await until(play, SHIFT_SECONDS, async () => {
    const { status, body } = await play.stage.api('GET', '/v1/status');
    return status === 200 && (body as { link: { phase: string } }).link.phase === 'ready' ? null : 'no link';
  });
}

/** A whole purchase: card, session, basket, accept. */
async function sell(play: Play, args: unknown): Promise<unknown> {
  const { card, as, key, overrides, until_told, ...rest } = fields(args);
  if (card !== undefined) await HANDS['insert']?.(play, card);
  await openSession(play, card === undefined ? { without_card: true } : null);
  await basket(play, rest);
  return accept(play, { as, overrides, until_told, ...(key === undefined ? {} : { key }) });
}

async function cancel(play: Play, args: unknown): Promise<unknown> {
  const { of, as } = fields(args);
  const body = await ask(play, 'POST', `/v1/transactions/${msgidOf(play, of)}/cancel`, undefined, nextKey(play));
  const { reversal } = body;
  if (typeof as === 'string' && typeof reversal === 'string') play.names.set(as, reversal);
  return body;
}

async function refund(play: Play, args: unknown): Promise<unknown> {
  const { of, lines, as } = fields(args);
  const body = await ask(play, 'POST', `/v1/transactions/${msgidOf(play, of)}/refund`, { lines }, nextKey(play));
  if (typeof as === 'string' && typeof body['msgid'] === 'string') play.names.set(as, body['msgid']);
  return body;
}

async function act(play: Play, args: unknown): Promise<unknown> {
  const { action, reason, class: wanted } = fields(args);
  const { items } = (await ask(play, 'GET', '/v1/work-list')) as unknown as { items: readonly Args[] };
  const item = items.find((one) => wanted === undefined || one['class'] === wanted);
  if (item === undefined) throw new StepRefused('not_so', '对账清单里没有这一项 there is no such item');
  const body = reason === undefined ? undefined : { reason };
  return ask(play, 'POST', `/v1/work-list/${encodeURIComponent(String(item['item']))}/${action}`, body);
}

async function register(play: Play, args: unknown): Promise<unknown> {
  const visit = await ask(
    play,
    'POST',
    '/v1/visits',
    { session: play.session, ...REGISTRATION, ...fields(args) },
    nextKey(play),
  );
  play.visit = encodeURIComponent(String(visit['mdtrt_id']));
  return visit;
}

export const COUNTER: Readonly<Record<string, Verb>> = {
  'open shift': openShift,
  'begin the day': begin,
  'enrol operator': (play, args) => {
    const { opter, ...rest } = { ...OPERATOR, ...fields(args) } as Args;
    return ask(play, 'PUT', `/v1/operators/${opter}`, rest);
  },
  'hand over': (play, args) => ask(play, 'POST', '/v1/shift/hand-over', fields(args)),
  'close shift': (play, args) => ask(play, 'POST', '/v1/shift/close', fields(args)),
  reconcile: (play, args) => ask(play, 'POST', '/v1/reconciliation', fields(args)),
  act,
  'open session': openSession,
  'close session': (play) => ask(play, 'DELETE', `/v1/sessions/${play.session}`),
  basket,
  accept,
  sell,
  cancel,
  refund,
  print: (play, args) => ask(play, 'POST', `/v1/transactions/${msgidOf(play, fields(args)['of'])}/print`),
  'close claim': (play, args) => {
    const { of, ...rest } = fields(args);
    return ask(play, 'POST', `/v1/claims/${msgidOf(play, of)}/close`, rest);
  },
  'wait for scan': (play, want) => {
    const wanted = want === 'goods' ? { want, session: play.session } : { want };
    return ask(play, 'PUT', '/v1/scans/awaited', wanted);
  },
  register,
  diagnose: (play, args) =>
    ask(play, 'PUT', `/v1/visits/${play.visit}/diagnoses`, { diseinfo: [DIAGNOSIS], ...fields(args) }, nextKey(play)),
  fees: (play, args) => {
    const { goods, chrg_bchno = 'B1', rxno } = fields(args);
    const lines = linesOf(play, goods, { ...ORDERED, ...(rxno === undefined ? {} : { rxno }) });
    return ask(play, 'PUT', `/v1/visits/${play.visit}/fees`, { chrg_bchno, lines }, nextKey(play));
  },
  'take fees back': (play) => ask(play, 'DELETE', `/v1/visits/${play.visit}/fees`, undefined, nextKey(play)),
  'presettle visit': async (play, args) => {
    const acct_used_flag = fields(args)['account'] === true ? '1' : '0';
    const body = { session: play.session, acct_used_flag };
    const priced = await ask(play, 'POST', `/v1/visits/${play.visit}/presettle`, body);
    play.bill = priced['bill'];
    return priced;
  },
  'undo settlement': (play) => ask(play, 'POST', `/v1/visits/${play.visit}/undo-settlement`, undefined, nextKey(play)),
  'cancel visit': (play) => ask(play, 'POST', `/v1/visits/${play.visit}/cancel`, undefined, nextKey(play)),
};
