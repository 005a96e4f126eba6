/** What each role may do over the local API, what another operator approves, and that nobody gives themselves a right. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { type Answer, BASKET, Local } from './local.ts';

const CHIEF = { opter: '001', opter_name: '测试员', pin: '111111' };
const CASHIER = { opter: '002', opter_name: '测试乙', pin: '222222' };
const SUPERVISOR = { opter: '003', opter_name: '测试丙', pin: '333333' };

let local: Local;

beforeEach(async () => {
  local = await Local.start({ pins: scryptPins(4) });
  await local.cutOff();
});

afterEach(() => local.stop());

type Who = typeof CHIEF;

const enrol = ({ opter, ...rest }: Who, more: object = {}, headers: Record<string, string> = {}) =>
  local.ask('PUT', `/v1/operators/${opter}`, { body: { ...rest, ...more }, headers });

const onDuty = (who: Who) => local.ask('POST', '/v1/shift/hand-over', { body: who });

const approve = async (right: string, { opter, pin }: Who = CHIEF): Promise<Record<string, string>> => {
  const { body } = await local.ask('POST', '/v1/approvals', { body: { opter, pin, right } });
  return { approval: String(body['approval']) };
};

/** A chief, a supervisor and a cashier, who is on duty. */
async function staffed(): Promise<void> {
  await enrol(CHIEF);
  await onDuty(CHIEF);
  await enrol(SUPERVISOR, { role: 'supervisor' });
  expect((await enrol(CASHIER)).body).toMatchObject({ role: 'cashier' });
  expect((await onDuty(CASHIER)).body).toMatchObject({ opter: '002', role: 'cashier' });
}

let keys = 0;

async function sell(): Promise<string> {
  const { body } = await local.ask('POST', '/v1/sessions');
  await local.ask('PUT', `/v1/sessions/${body['id']}/basket`, { body: BASKET });
  keys += 1;
  const headers = { 'idempotency-key': `sale-${keys}` };
  const sold = await local.ask('POST', `/v1/sessions/${body['id']}/accept`, { headers });
  return String(sold.body['msgid']);
}

const cancel = (msgid: string, headers: Record<string, string> = {}): Promise<Answer> =>
  local.ask('POST', `/v1/transactions/${msgid}/cancel`, {
    headers: { 'idempotency-key': `undo-${msgid}`, ...headers },
  });

const NOT = { status: 403, body: { code: 'not_permitted', class: 'permanent' } };

describe('a cashier on duty', () => {
  beforeEach(staffed);

  it('sells, and is refused everything that undoes, signs off or administers, in words with a next step', async () => {
    const msgid = await sell();
    const refused = await cancel(msgid);
    expect(refused).toMatchObject({
      status: 403,
      body: {
        title: '操作员 002 没有权限：退费、撤销',
        title_en: 'Not permitted to operator 002: refund',
        hint: '请有权限的操作员开班或交班后再办，或请其输入 PIN 授权这一次',
        facts: { opter: '002', right: 'refund' },
      },
    });
    const headers = { 'idempotency-key': 'r1' };
    const lines = [{ feedetl_sn: '1', cnt: '1' }];
    const refund = await local.ask('POST', `/v1/transactions/${msgid}/refund`, { headers, body: { lines } });
    expect(refund).toMatchObject(NOT);
    const closing = { body: { as: 'collected', reason: '无' } };
    expect(await local.ask('POST', `/v1/claims/${msgid}/close`, closing)).toMatchObject(NOT);
    expect(await local.ask('POST', '/v1/work-list/x/sign_off', { body: { reason: '无' } })).toMatchObject(NOT);
    expect(await local.ask('POST', '/v1/work-list/x/reverse')).toMatchObject({ body: { facts: { right: 'refund' } } });
    expect(await local.ask('POST', '/v1/shift/close', { body: { reason: '无' } })).toMatchObject(NOT);
    expect(await enrol({ ...CASHIER, opter: '009' })).toMatchObject(NOT);
    expect(await local.ask('PUT', '/v1/operators/002/role', { body: { role: 'chief' } })).toMatchObject(NOT);
    expect(await local.ask('DELETE', '/v1/operators/003')).toMatchObject(NOT);
    expect((await local.ask('GET', `/v1/transactions/${msgid}`)).body).toMatchObject({ state: 'queued' });
  });

  it('still does what is everybody’s: inquires, sends again, closes a day that is equal', async () => {
    expect((await local.ask('POST', '/v1/work-list/x/inquire')).body).toMatchObject({ code: 'work_item_unknown' });
    expect((await local.ask('POST', '/v1/shift/close')).body).not.toMatchObject({ code: 'not_permitted' });
  });

  it('names no device and forgets no name without the approval of one who administers', async () => {
    const { devices } = local.counter.agent.status();
    const body = { device: devices[0]?.device };
    expect(await local.ask('PUT', '/v1/devices/roles/reader', { body })).toMatchObject(NOT);
    const by = await approve('administer');
    expect(await local.ask('PUT', '/v1/devices/roles/reader', { body, headers: by })).toMatchObject({ status: 200 });
    expect(await local.ask('DELETE', '/v1/devices/roles/reader')).toMatchObject(NOT);
    expect((await local.ask('GET', '/v1/devices')).body).toMatchObject({ roles: [{ role: 'reader' }] });
    const again = await approve('administer');
    expect(await local.ask('DELETE', '/v1/devices/roles/reader', { headers: again })).toMatchObject({ status: 200 });
  });

  it('gives back with the approval of one who may, once', async () => {
    const [first, second] = [await sell(), await sell()];
    const approval = await approve('refund', SUPERVISOR);
    expect(await cancel(first, approval)).toMatchObject({ status: 200, body: { transaction: { state: 'voided' } } });
    expect((await cancel(second, approval)).body).toMatchObject({ code: 'approval_spent' });
    expect((await cancel(second)).body).toMatchObject({ code: 'not_permitted' });
  });

  it('does not get far with an approval of something else, a late one, or an invented one', async () => {
    const msgid = await sell();
    expect(await cancel(msgid, await approve('sign_off'))).toMatchObject(NOT);
    const late = await approve('refund');
    await local.counter.run(120_000);
    expect((await cancel(msgid, late)).body).toMatchObject({ code: 'approval_spent' });
    expect((await cancel(msgid, { approval: 'x' })).body).toMatchObject({ code: 'approval_spent' });
  });

  it('can not approve for themselves, and guesses at a chief’s PIN lock the chief', async () => {
    const ask = (who: Who) =>
      local.ask('POST', '/v1/approvals', { body: { ...who, opter_name: undefined, right: 'refund' } });
    expect(await ask(CASHIER)).toMatchObject({ status: 403, body: { code: 'not_permitted' } });
    expect((await ask({ ...CHIEF, opter: '999' })).body).toMatchObject({ code: 'operator_unknown' });
    for (const code of ['pin_wrong', 'pin_wrong', 'pin_wrong', 'pin_wrong', 'operator_locked'])
      expect((await ask({ ...CHIEF, pin: '000000' })).body).toMatchObject({ code });
    expect((await ask(CHIEF)).body).toMatchObject({ code: 'operator_locked' });
  });

  it('can not remove an operator and enrol them anew under a PIN of their own', async () => {
    expect(await local.ask('DELETE', '/v1/operators/001')).toMatchObject(NOT);
    expect((await enrol({ ...CHIEF, pin: '999999' })).body).toMatchObject({ code: 'pin_wrong' });
    // Removed by whoever may: the number is free, and still not the cashier's to take.
    expect((await local.ask('DELETE', '/v1/operators/003', { headers: await approve('administer') })).status).toBe(200);
    expect(await enrol({ ...SUPERVISOR, pin: '999999' })).toMatchObject(NOT);
    expect((await onDuty({ ...SUPERVISOR, pin: '999999' })).body).toMatchObject({ code: 'operator_unknown' });
    expect((await local.ask('GET', '/v1/shift')).body).toMatchObject({ opter: '002', role: 'cashier' });
  });

  it('changes their own PIN by showing it, and no role with it', async () => {
    const changed = { ...CASHIER, pin: '444444' };
    expect((await enrol(changed, { current_pin: '222222', role: 'chief' })).body).toMatchObject({
      code: 'not_permitted',
    });
    expect((await enrol(changed, { current_pin: '222222' })).body).toMatchObject({ opter: '002', role: 'cashier' });
    expect((await enrol(CASHIER, { current_pin: '444444' })).status).toBe(200);
  });
});

describe('a chief', () => {
  beforeEach(staffed);

  it('sets another PIN for who forgot theirs, by approval or on duty, and shows the present one for the own', async () => {
    expect((await enrol({ ...CASHIER, pin: '555555' }, {}, await approve('administer'))).status).toBe(200);
    await onDuty(CHIEF);
    expect((await enrol({ ...SUPERVISOR, pin: '666666' })).status).toBe(200);
    expect((await onDuty({ ...SUPERVISOR, pin: '666666' })).body).toMatchObject({ opter: '003' });
    await onDuty(CHIEF);
    expect((await enrol({ ...CHIEF, pin: '777777' })).body).toMatchObject({ code: 'pin_wrong' });
  });

  it('promotes, and it counts at once for who is on duty', async () => {
    const msgid = await sell();
    const headers = await approve('administer');
    await local.ask('PUT', '/v1/operators/002/role', { headers, body: { role: 'supervisor' } });
    expect((await local.ask('GET', '/v1/access')).body).toMatchObject({
      role: 'supervisor',
      may: ['refund', 'sign_off'],
    });
    expect((await cancel(msgid)).status).toBe(200);
  });

  it('is never the last one to go, neither removed nor made less', async () => {
    const headers = await approve('administer');
    expect((await local.ask('DELETE', '/v1/operators/001', { headers })).body).toMatchObject({ code: 'last_chief' });
    const less = { headers: await approve('administer'), body: { role: 'cashier' } };
    expect((await local.ask('PUT', '/v1/operators/001/role', less)).body).toMatchObject({ code: 'last_chief' });
    await onDuty(CHIEF);
    const same = { role: 'cashier', current_pin: CHIEF.pin };
    expect((await enrol(CHIEF, same)).body).toMatchObject({ code: 'last_chief' });
  });

  it('is written down with what was approved', async () => {
    await cancel(await sell(), await approve('refund'));
    const facts = local.counter.db.prepare('SELECT fact FROM journal').pluck().all().join('\n');
    expect(facts).toMatch(/\["approval",\d+,"001","refund"\]/);
  });
});

describe('what may be done now', () => {
  const access = async () => (await local.ask('GET', '/v1/access')).body;

  it('is everything where nobody is enrolled, so that a terminal without roles goes on as before', async () => {
    expect(await access()).toMatchObject({
      opter: '001',
      role: null,
      may: ['refund', 'sign_off', 'administer'],
    });
    expect((await cancel(await sell())).status).toBe(200);
  });

  it('is what the role of the operator on duty says, in words, and nothing while nobody is', async () => {
    await staffed();
    expect(await access()).toMatchObject({
      ...{ opter: '002', role: 'cashier', role_text: { zh: '收银员', en: 'cashier' }, may: [] },
      roles: expect.arrayContaining([expect.objectContaining({ role: 'supervisor', may: ['refund', 'sign_off'] })]),
    });
    await onDuty(SUPERVISOR);
    expect(await access()).toMatchObject({ role: 'supervisor', may: ['refund', 'sign_off'] });
  });

  it('is less for who has the shift without being enrolled, from the moment somebody is', async () => {
    await enrol({ ...CHIEF, opter: '007' });
    expect(await access()).toMatchObject({ opter: '001', role: 'cashier', may: [] });
    expect(await enrol({ ...CASHIER, pin: '888888' })).toMatchObject(NOT);
  });

  it('asks the first operator of a terminal to be its chief', async () => {
    expect((await enrol(CHIEF, { role: 'cashier' })).body).toMatchObject({ code: 'last_chief' });
    expect((await enrol(CHIEF)).body).toMatchObject({ role: 'chief' });
    expect(await access()).toMatchObject({ opter: '001', role: 'chief' });
  });

  it('is remembered over a restart', async () => {
    await staffed();
    const msgid = await sell();
    local.counter.crash();
    const refused = await local.counter.command({ kind: 'cancel', msgid: msgid as never, key: 'k' });
    expect(refused).toMatchObject({ problem: { code: 'not_permitted' } });
  });
});
