/** A whole visit over the real HTTP server, before an agent whose centre is the simulated one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Clinic, FINDINGS, fees, REGISTRATION } from '../visit/clinic.ts';
import { type Ask, Local } from './local.ts';

let clinic: Clinic;
let local: Local;

afterEach(() => local.stop());

let keys = 0;

/** One request with a key of its own, while the centre answers whatever it is asked. */
async function ask(method: string, path: string, body?: unknown, more: Ask = {}) {
  keys += 1;
  const headers = { 'idempotency-key': `api-${keys}` };
  let done = false;
  const answer = local.ask(method, path, { ...(body === undefined ? {} : { body }), headers, ...more }).finally(() => {
    done = true;
  });
  while (!done) await clinic.settleDown();
  return answer;
}

const stepsOf = (body: Record<string, unknown>) =>
  Object.values(body['steps'] as Record<string, { state: string }>).map(({ state }) => state);

async function openVisit(): Promise<{ readonly session: string; readonly id: string }> {
  const { body: opened } = await ask('POST', '/v1/sessions');
  const session = String(opened['id']);
  const visit = await ask('POST', '/v1/visits', { session, ...REGISTRATION });
  expect(visit.status).toBe(201);
  return { session, id: String(visit.body['provisional_mdtrt_id']) };
}

async function charge(id: string): Promise<void> {
  await ask('PUT', `/v1/visits/${id}/diagnoses`, FINDINGS);
  const charged = await ask('PUT', `/v1/visits/${id}/fees`, fees());
  expect([charged.status, charged.body['code']]).toEqual([200, undefined]);
}

describe('a visit over the local API', () => {
  beforeEach(async () => {
    clinic = await Clinic.online();
    local = await Local.start({}, clinic.desk);
  });

  it('is opened, informed, charged, priced with explanation on both sides, accepted, and undone step by step', async () => {
    const { session, id } = await openVisit();
    await charge(id);
    const { body } = await ask('GET', `/v1/visits/${id}`);
    expect(stepsOf(body)).toEqual(['done', 'done', 'done', 'none']);
    expect(body['results']).toMatchObject([{ feedetl_sn: '1', inscp_scp_amt: '60.00' }]);
    const priced = await ask('POST', `/v1/visits/${id}/presettle`, { session, acct_used_flag: '0' });
    expect(priced.body).toMatchObject({
      phase: 'priced',
      bill: { setlinfo: { medfee_sumamt: '60.00', hifp_pay: '30.00' } },
      visit: { whole: false, centre: { hifp_pay: '30.00' }, differing: [] },
    });
    const { explanation } = priced.body['bill'] as { explanation: { zh: string[] } };
    expect(explanation.zh.length).toBeGreaterThan(3);
    const paid = await ask('POST', `/v1/sessions/${session}/accept`);
    expect(paid.body).toMatchObject({ infno: '2207', state: 'settled', mdtrt_id: body['mdtrt_id'] });
    const settled = await ask('GET', `/v1/visits/${String(paid.body['setl_id'])}`);
    expect(settled.body).toMatchObject({ phase: 'settled', settlement: { msgid: paid.body['msgid'] } });

    const refused = await ask('POST', `/v1/visits/${id}/cancel`);
    expect([refused.status, refused.body['code']]).toEqual([409, 'visit_settled']);
    const part = { lines: [{ feedetl_sn: '1', cnt: '1' }] };
    const less = await ask('POST', `/v1/transactions/${String(paid.body['msgid'])}/refund`, part);
    expect([less.status, less.body['code']]).toEqual([409, 'refund_visit_whole']);
    for (let again = 0; again < 2; again += 1)
      expect((await ask('POST', `/v1/visits/${id}/undo-settlement`)).body['paid_back']).toBe('30.00');
    expect(stepsOf((await ask('GET', `/v1/visits/${id}`)).body)).toEqual(['done', 'done', 'done', 'undone']);
    await ask('DELETE', `/v1/visits/${id}/fees`);
    expect(stepsOf((await ask('GET', `/v1/visits/${id}`)).body)).toEqual(['done', 'done', 'undone', 'undone']);
    await ask('POST', `/v1/visits/${id}/cancel`);
    expect((await ask('GET', `/v1/visits/${id}`)).body['phase']).toBe('cancelled');
    expect((await ask('GET', '/v1/visits?open=true')).body).toEqual({ visits: [], next: null });
    expect(clinic.used()).toBe(0);
  });

  it('undoes the settlement whose id is given, and none that came after it', async () => {
    const { session, id } = await openVisit();
    await charge(id);
    const settle = async (of: string) => {
      await ask('POST', `/v1/visits/${id}/presettle`, { session: of, acct_used_flag: '0' });
      return String((await ask('POST', `/v1/sessions/${of}/accept`)).body['setl_id']);
    };
    const first = await settle(session);
    await ask('POST', `/v1/visits/${first}/undo-settlement`);
    const second = await settle(String((await ask('POST', '/v1/sessions')).body['id']));
    expect((await ask('POST', `/v1/visits/${first}/undo-settlement`)).body['paid_back']).toBe('30.00');
    expect((await ask('GET', `/v1/transactions/${second}`)).body['state']).toBe('settled');
    const given = { headers: { 'idempotency-key': 'undo' } };
    const undo = async () =>
      (await ask('POST', `/v1/visits/${id}/undo-settlement`, undefined, given)).body['paid_back'];
    expect(await undo()).toBe('30.00');
    expect((await ask('GET', `/v1/transactions/${second}`)).body['state']).toBe('reversed');
    // By the visit and the same key it is the same once more, also when the visit was settled anew since.
    const third = await settle(String((await ask('POST', '/v1/sessions')).body['id']));
    expect(await undo()).toBe('30.00');
    expect((await ask('GET', `/v1/transactions/${third}`)).body['state']).toBe('settled');
  });

  it('answers the same key with the same visit, also on the wire', async () => {
    const { body: opened } = await ask('POST', '/v1/sessions');
    const given = { headers: { 'idempotency-key': 'one' } };
    const visit = { session: String(opened['id']), ...REGISTRATION };
    const first = await ask('POST', '/v1/visits', visit, given);
    const second = await ask('POST', '/v1/visits', visit, given);
    expect(second.body['provisional_mdtrt_id']).toBe(first.body['provisional_mdtrt_id']);
    expect((await ask('GET', '/v1/visits')).body['visits']).toHaveLength(1);
  });

  it('names the field of a request that is not as it has to be', async () => {
    const { id } = await openVisit();
    const [line] = fees().lines;
    const bad = await ask('PUT', `/v1/visits/${id}/fees`, { chrg_bchno: 'B1', lines: [{ ...line, bilg_dr_codg: '' }] });
    expect([bad.status, JSON.stringify(bad.body['facts'])]).toEqual([400, expect.stringContaining('bilg_dr_codg')]);
    const sum = await ask('PUT', `/v1/visits/${id}/fees`, {
      chrg_bchno: 'B1',
      lines: [{ ...line, det_item_fee_sumamt: '70.00' }],
    });
    expect([sum.status, JSON.stringify(sum.body['facts'])]).toEqual([422, expect.stringContaining('lines[0]')]);
    const { body: opened } = await ask('POST', '/v1/sessions');
    const odd = await ask('POST', '/v1/visits', { session: String(opened['id']), ...REGISTRATION, med_type: 'zz' });
    expect([odd.status, odd.body['facts']]).toMatchObject([422, { field: 'med_type', value: 'zz' }]);
    const [first] = FINDINGS.diseinfo;
    const never = { ...FINDINGS, diseinfo: [{ ...first, diag_time: '2022-13-45 09:00:00' }] };
    const dated = await ask('PUT', `/v1/visits/${id}/diagnoses`, never);
    expect([dated.status, dated.body['facts']]).toMatchObject([400, { field: 'diseinfo[0].diag_time' }]);
    expect((await ask('GET', '/v1/visits/~Mnone')).body['code']).toBe('visit_unknown');
    expect((await ask('POST', `/v1/visits/${id}/undo-settlement`)).body['code']).toBe('not_cancellable');
  });

  it('shows no whole number of a person', async () => {
    const { id } = await openVisit();
    await charge(id);
    const { text } = await ask('GET', `/v1/visits/${id}`);
    expect(text).not.toMatch(/PSN-990001|测试甲|990000199001010011/);
  });
});

describe('a visit over the local API without the centre', () => {
  it('is accepted as provisional under provisional ids, which lead to the centre’s when it is settled', async () => {
    clinic = await Clinic.offline();
    local = await Local.start({}, clinic.desk);
    const { session, id } = await openVisit();
    await charge(id);
    const priced = await ask('POST', `/v1/visits/${id}/presettle`, { session, acct_used_flag: '0' });
    expect(priced.body['visit']).toEqual({ mdtrt_id: id, whole: true, centre: null, differing: [] });
    const paid = await ask('POST', `/v1/sessions/${session}/accept`);
    expect(paid.body).toMatchObject({ infno: '2207', state: 'queued', provisional: true, mdtrt_id: id });
    const provisional = String(paid.body['setl_id']);
    expect((await ask('GET', `/v1/visits/${provisional}`)).body).toMatchObject({ phase: 'settling' });
    await clinic.connect();
    await clinic.drain();
    const { body } = await ask('GET', `/v1/visits/${provisional}`);
    expect(body).toMatchObject({ phase: 'settled', provisional_mdtrt_id: id, settlement: { state: 'settled' } });
    expect([body['mdtrt_id'], body['setl_id']]).toEqual([expect.stringMatching(/^M/), expect.stringMatching(/^S/)]);
    expect((await ask('GET', `/v1/transactions/${provisional}`)).body).toMatchObject({ setl_id: body['setl_id'] });
    await ask('POST', `/v1/visits/${provisional}/undo-settlement`);
    expect((await ask('GET', `/v1/transactions/${provisional}`)).body['state']).toBe('reversed');
    expect(clinic.used()).toBe(0);
  });
});
