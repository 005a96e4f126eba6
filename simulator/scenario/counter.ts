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
  const shift = async () => {
    const { status, body } = await play.stage.api('GET', '/v1/status');
    return status === 200 ? (body as { link: { phase: string }; shift: { phase: string } }) : null;
  };
  await until(play, SHIFT_SECONDS, async () => ((await shift())?.link.phase === 'ready' ? null : 'the link is down'));
  await openShift(play, null);
  await until(play, SHIFT_SECONDS, async () => ((await shift())?.shift.phase === 'signed_in' ? null : 'not signed in'));
}

async function openSession(play: Play, args: unknown): Promise<unknown> {
  const session = await ask(play, 'POST', '/v1/sessions', fields(args));
  play.session = String(session['id']);
  return session;
}

async function basket(play: Play, args: unknown): Promise<unknown> {
  const { med_type = '41', account = false, goods = {}, rxno, lines, dise_codg, payment } = fields(args);
  const given = (lines ?? linesOf(play, goods, rxno === undefined ? {} : { rxno })) as readonly object[];
  return ask(play, 'PUT', `/v1/sessions/${play.session}/basket`, {
    ...{ med_type, acct_used_flag: account === true ? '1' : '0', lines: given },
    ...(dise_codg === undefined ? {} : { dise_codg }),
    ...(payment === undefined ? {} : { payment }),
  });
}

async function accept(play: Play, args: unknown): Promise<unknown> {
  const { as, key = nextKey(play), overrides } = fields(args);
  const body = overrides === undefined ? undefined : { overrides };
  const sold = await ask(play, 'POST', `/v1/sessions/${play.session}/accept`, body, String(key));
  remember(play, sold['msgid'], as);
  return sold;
}

/** A whole purchase: card, session, basket, accept. */
async function sell(play: Play, args: unknown): Promise<unknown> {
  const { card, as, key = nextKey(play), overrides, until_told = false, ...rest } = fields(args);
  const tell = { as, key, ...(overrides === undefined ? {} : { overrides }) };
  for (let tries = 0; ; tries += 1) {
    try {
      if (card === undefined) await openSession(play, { without_card: true });
      else {
        await HANDS['insert']?.(play, card);
        await openSession(play, null);
      }
      await basket(play, rest);
      return await accept(play, tell);
    } catch (error) {
      if (!(error instanceof StepRefused) || error.code !== 'agent_gone' || until_told !== true || tries > 5)
        throw error;
      const told = await again(play, tell);
      if (told !== null) return told;
    }
  }
}

/** A clerk whose screen went away asks once more with the same key, before beginning anew. */
async function again(play: Play, tell: Args): Promise<unknown> {
  await until(play, SHIFT_SECONDS, async () =>
    (await play.stage.api('GET', '/v1/status')).status === 200 ? null : 'the agent is down',
  );
  try {
    return await accept(play, tell);
  } catch (error) {
    if (error instanceof StepRefused && error.code === 'session_unknown') return null;
    throw error;
  }
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
  const visit = await ask(play, 'POST', '/v1/visits', { session: play.session, ...REGISTRATION, ...fields(args) });
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
    ask(play, 'PUT', `/v1/visits/${play.visit}/diagnoses`, { diseinfo: [DIAGNOSIS], ...fields(args) }),
  fees: (play, args) => {
    const { goods, chrg_bchno = 'B1', rxno } = fields(args);
    const lines = linesOf(play, goods, { ...ORDERED, ...(rxno === undefined ? {} : { rxno }) });
    return ask(play, 'PUT', `/v1/visits/${play.visit}/fees`, { chrg_bchno, lines });
  },
  'take fees back': (play) => ask(play, 'DELETE', `/v1/visits/${play.visit}/fees`),
  'presettle visit': (play, args) =>
    ask(play, 'POST', `/v1/visits/${play.visit}/presettle`, {
      ...{ session: play.session, acct_used_flag: fields(args)['account'] === true ? '1' : '0' },
    }),
  'undo settlement': (play) => ask(play, 'POST', `/v1/visits/${play.visit}/undo-settlement`, undefined, nextKey(play)),
  'cancel visit': (play) => ask(play, 'POST', `/v1/visits/${play.visit}/cancel`, undefined, nextKey(play)),
};
