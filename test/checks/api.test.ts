/** The counter checks over the local API: trace codes in, findings out, overrides with the acceptance. */
import { afterEach, describe, expect, it } from 'vitest';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { plainGoods } from '../../agent/core/checks/goods.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, demoCatalogue, START } from '../agent/counter.ts';
import { Local } from '../api/local.ts';
import { checkOf, TRAC } from './basket.ts';

let local: Local;
afterEach(() => local.stop());

async function priced(): Promise<{ path: string; body: Record<string, unknown> }> {
  const say = { zh: '处方药没有处方号：{name}', en: '{name} needs a prescription' };
  const checks = [checkOf({ kind: 'prescription' }, { severity: 'reason', say })];
  const packs = installedPacks('agent/packs').map((one) => ({ ...one, pack: { ...one.pack, checks } }));
  const goods = { ...plainGoods('样品甲'), rx_flag: '1' } as const;
  const catalogue = { ...demoCatalogue(), goodsOf: () => goods };
  const counter = new Counter({}, new VirtualClock(START), openDatabase(':memory:'), { catalogue, packs });
  local = await Local.start({}, counter);
  await local.cutOff();
  const opened = await local.ask('POST', '/v1/sessions', { body: {} });
  const path = `/v1/sessions/${opened.body['id']}`;
  const line = { feedetl_sn: '1', med_list_codg: 'A', pric: '12.50', cnt: '1', drug_trac_codg: [TRAC], trdn_flag: '0' };
  const basket = { med_type: '41', acct_used_flag: '0', lines: [line] };
  const { body } = await local.ask('PUT', `${path}/basket`, { body: basket });
  return { path, body };
}

const FINDING = {
  code: 'prescription',
  severity: 'reason',
  feedetl_sn: '1',
  zh: '处方药没有处方号：样品甲',
  en: '样品甲 needs a prescription',
  source: 'S',
};
const headers = { 'idempotency-key': 'sale-1' };

describe('a basket over the API', () => {
  it('comes back with its trace codes and what the checks found', async () => {
    const { path, body } = await priced();
    expect(body['findings']).toEqual([FINDING]);
    expect(body['basket']).toMatchObject({ lines: [{ drug_trac_codg: [TRAC], trdn_flag: '0' }] });
    expect((await local.ask('GET', path)).body['findings']).toEqual([FINDING]);
  });

  it('is accepted with a reason and refused without, in words', async () => {
    const { path } = await priced();
    const bare = await local.ask('POST', `${path}/accept`, { headers });
    expect([bare.status, bare.body['code'], bare.body['title']]).toEqual([
      422,
      'check_needs_reason',
      '事前提醒需要填写理由：prescription',
    ]);
    const body = { overrides: [{ code: 'prescription', feedetl_sn: '1', reason: '处方后补' }] };
    const accepted = await local.ask('POST', `${path}/accept`, { headers, body });
    expect([accepted.status, accepted.body['state']]).toEqual([200, 'queued']);
  });

  it('refuses overrides that are not well formed', async () => {
    const { path } = await priced();
    const ask = async (body: unknown) => (await local.ask('POST', `${path}/accept`, { headers, body })).body['code'];
    expect(await ask({ overrides: [{ code: 'prescription', reason: '' }] })).toBe('request_bad_value');
    expect(await ask({ overrides: [{ code: 'prescription' }] })).toBe('request_missing_field');
    expect(await ask({ override: [] })).toBe('request_unknown_field');
    // A reason for the visit is none for the line.
    expect(await ask({ overrides: [{ code: 'prescription', reason: '处方后补' }] })).toBe('check_needs_reason');
  });
});

it('a line whose total does not fit is refused with both amounts, in both languages', async () => {
  const { path } = await priced();
  const line = { feedetl_sn: '1', med_list_codg: 'A', pric: '12.50', cnt: '2', det_item_fee_sumamt: '30.00' };
  const basket = { med_type: '41', acct_used_flag: '0', lines: [line] };
  const refused = await local.ask('PUT', `${path}/basket`, { body: basket });
  expect(refused.body).toMatchObject({
    code: 'basket_invalid',
    facts: { code: 'line_total_mismatch', given: '30.00', computed: '25.00' },
    hint: '改正该项后重新提交：填写 30.00 元，单价乘数量为 25.00 元',
    hint_en: expect.stringContaining('30.00 was given, and price times count is 25.00'),
  });
});
