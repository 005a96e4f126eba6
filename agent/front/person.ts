/** 9001, 9002, 1101, 1161, 2001, 5301: who works here, and who stands there. Translates; the agent decides. */

import { formatYuan } from '../core/money.ts';
import { dateOf } from '../core/time.ts';
import { ageOn } from './bill.ts';
import { done, extensionOf, type FrontOutcome, type Json, textOf } from './envelope.ts';
import {
  ask,
  FrontFault,
  type FrontParts,
  type Handler,
  headOf,
  inWords,
  type Known,
  notBy,
  sameCard,
  sameInsurance,
  sessionAtReader,
  sessionOf,
} from './parts.ts';

export const signIn: Handler = async ({ agent, staff }, call) => {
  const opter = textOf(headOf(call, 'signIn')['opter_no']);
  const { shift, clock } = agent.status();
  if (shift.phase === 'closed' || shift.opter !== opter) {
    const pin = textOf(extensionOf(headOf(call, 'signIn'))['pin']);
    const who = { opter, opter_name: call.opter_name || opter, ...(pin === '' ? {} : { pin }) };
    const outcome = await (shift.phase === 'closed' ? staff.openShift(who) : staff.handOver(who));
    if (!outcome.ok) throw new FrontFault(inWords(outcome.problem));
  }
  const { sign_no, phase } = agent.status().shift;
  const local =
    phase === 'local' ? '离线开班，联网后自动签到 a local shift; it is signed in when the centre can be reached' : '';
  return done({ signinoutb: { sign_time: clock.now, sign_no: sign_no || '~L' } }, local);
};

export const signOut: Handler = async ({ agent }, call) => {
  const { opter_no, ...signOut } = headOf(call, 'signOut');
  const sign_no = textOf(signOut['sign_no']);
  const { shift, clock } = agent.status();
  if (textOf(opter_no) !== shift.opter && shift.phase !== 'closed')
    throw new FrontFault(`opter_no：当班的是 ${shift.opter} that operator has the shift`);
  // A shift that was opened without the centre was told under this, and is signed in by itself.
  if (sign_no !== '~L' && sign_no !== shift.sign_no && shift.phase !== 'closed')
    throw new FrontFault('sign_no：不是当前的签到编号 not the number of this sign-in');
  const reason = textOf(extensionOf(headOf(call, 'signOut'))['reason']);
  await ask(agent, { kind: 'close_shift', ...(reason === '' ? {} : { reason }) }, 'shift_closed');
  return done({ signinoutb: { sign_time: clock.now } });
};

export const queryPerson: Handler = async ({ agent }, call) => {
  const data = headOf(call, 'data');
  const type = textOf(data['mdtrt_cert_type']);
  if (type === '01') return byToken(agent, textOf(data['mdtrt_cert_no']));
  if (type !== '03') throw new FrontFault(notBy(type));
  const session = await sessionAtReader(agent);
  sameCard(session, data, ['mdtrt_cert_no', 'card_sn', 'certno']);
  return done(personNodes(session, agent.status().clock.now), stale(session));
};

/** A token is known as long as the session it opened: a code is decoded once (1162). */
function byToken(agent: FrontParts['agent'], token: string): FrontOutcome {
  const session = agent
    .sessions()
    .find(({ credential, person }) => person !== null && credential?.mdtrt_cert_no === token);
  if (session === undefined || session.person === null || token === '')
    throw new FrontFault('mdtrt_cert_no：不认识该令牌，请重新扫码（1162） an unknown token: scan again (1162)');
  return done(personNodes({ ...session, person: session.person }, agent.status().clock.now));
}

export const decodeVoucher: Handler = async ({ agent }, call) => {
  const code = textOf(headOf(call, 'data')['ecQrCode']);
  const { session } = await ask(agent, { kind: 'open_session', voucher: code }, 'session');
  const { person, credential } = session;
  if (person === null) throw new FrontFault('人员未核对 the person is not known');
  const { psn_cert_type, certno, psn_name } = person;
  const cardecinfo = { psn_cert_type, certno, psn_name, ecToken: credential?.mdtrt_cert_no ?? '' };
  return done({ ...personNodes({ ...session, person }, agent.status().clock.now), cardecinfo });
};

export const readCard: Handler = async ({ agent }) => {
  const session = await sessionAtReader(agent);
  const { psn_cert_type, certno, psn_name } = session.person;
  const { mdtrt_cert_no: cardno = '', card_sn = '' } = session.credential ?? {};
  const cardecinfo = { psn_cert_type, certno, psn_name, cardno, card_sn };
  return done({ ...personNodes(session, agent.status().clock.now), cardecinfo }, stale(session));
};

function personNodes({ person, balc }: Known, now: string): Json {
  const { psn_no, psn_cert_type, certno, psn_name, gend, naty, brdy } = person;
  const { insutype, psn_type, psn_insu_stas, cvlserv_flag, insuplc_admdvs } = person;
  return {
    baseinfo: { psn_no, psn_cert_type, certno, psn_name, gend, naty, brdy, age: ageOn(brdy, dateOf(now)) },
    insuinfo: [
      {
        ...{ balc: formatYuan(balc), insutype, psn_type, psn_insu_stas, psn_insu_date: '', paus_insu_date: '' },
        ...{ cvlserv_flag, insuplc_admdvs, emp_name: '' },
      },
    ],
    idetinfo: [],
  };
}

const stale = ({ source }: Known): string =>
  source === 'snapshot' ? '离线：人员信息取自本机存档 offline: what this terminal has on file' : '';

const POOL: Readonly<Record<string, string>> = { '310': '310100', '390': '390100' };

/** By what the centre last said of the person; whether a purchase is paid is the pre-settlement's word. */
export const checkEntitlement: Handler = async ({ agent }, call) => {
  const data = headOf(call, 'data');
  const session = await sessionOf(agent, textOf(data['psn_no']));
  sameInsurance(session, data);
  const { person, source } = session;
  const insured = person.psn_insu_stas === '1';
  const disease = textOf(data['dise_codg']);
  const day = dateOf(agent.status().clock.now);
  const entitlement = person.entitlements.find(
    ({ opsp_dise_code, begndate, enddate }) =>
      opsp_dise_code === disease && begndate <= day && (enddate === '' || day <= enddate),
  );
  const enjoys = insured && (disease === '' || entitlement !== undefined);
  const trt_chk_rslt = !insured ? '参保状态不正常' : enjoys ? '' : '没有该病种的待遇';
  return done(
    {
      trtinfo: [
        {
          psn_no: person.psn_no,
          trt_chk_type: '',
          fund_pay_type: POOL[person.insutype] ?? '',
          trt_enjymnt_flag: enjoys ? '1' : '0',
          begndate: entitlement?.begndate ?? day,
          enddate: entitlement?.enddate ?? '',
          trt_chk_rslt,
        },
      ],
    },
    source === 'snapshot' ? '离线：按本机存档检查 offline: by what this terminal has on file' : '',
  );
};

export const chronicDiseases: Handler = async ({ agent }, call) => {
  const session = await sessionOf(agent, textOf(headOf(call, 'data')['psn_no']));
  const feedetail = session.person.entitlements.map(({ opsp_dise_code, begndate, enddate }) => ({
    ...{ opsp_dise_code, opsp_dise_name: '', begndate, enddate },
  }));
  return done({ feedetail }, stale(session));
};
