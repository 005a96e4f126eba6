/** The PIN of a card over the local API: asked for by an event, given by whoever stands there, kept nowhere. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Local } from '../api/local.ts';

const DEVICE = 'pcsc:R';
let local: Local;

beforeEach(async () => {
  local = await Local.start();
  await local.counter.connect();
  await local.counter.signIn();
  local.counter.device({ kind: 'device_added', device: DEVICE, name: 'R', virtual: false });
  local.counter.device({ kind: 'card_inserted', device: DEVICE, presence: 4, atr: '3B' });
});
afterEach(() => local.stop());

const wants = async (tries_left: number | null) => {
  local.counter.device({ kind: 'pin_wanted', device: DEVICE, presence: 4, tries_left });
  await local.counter.run();
};
const type = (body: object) => local.ask('PUT', '/v1/devices/pin', { body });
const reader = async () => {
  const { body } = await local.ask('GET', '/v1/devices');
  return (body['devices'] as { device: string }[]).find(({ device }) => device === DEVICE);
};

describe('a card that wants its PIN', () => {
  it('is told, and gets what is typed for the insertion that asked', async () => {
    await wants(null);
    expect(await reader()).toMatchObject({ pin_wanted: true, problem: null, phase: 'reading' });
    expect(await type({ pin: '246810' })).toMatchObject({ status: 200 });
    expect(await type({ device: DEVICE, pin: null })).toMatchObject({ status: 200 });
    expect(local.counter.pins).toEqual([
      [DEVICE, 4, '246810'],
      [DEVICE, 4, null],
    ]);
  });

  it('after a wrong one says how many tries are left, in words', async () => {
    await wants(2);
    expect(await reader()).toMatchObject({
      pin_wanted: true,
      problem: { code: 'card_pin_wrong', zh: '卡密码不对，还可以试 2 次', en: expect.stringContaining('2 tries') },
    });
  });

  it('that does not ask is refused, as is what is no PIN; and a card that is taken asks no more', async () => {
    expect(await type({ pin: '246810' })).toMatchObject({ status: 409, body: { code: 'pin_not_awaited' } });
    await wants(null);
    for (const pin of ['123', '1234567890123', '12345a', 246810])
      expect((await type({ pin })).body).toMatchObject({ code: 'request_bad_value' });
    local.counter.device({ kind: 'card_removed', device: DEVICE, presence: 4 });
    await local.counter.run();
    expect((await type({ pin: '246810' })).body).toMatchObject({ code: 'pin_not_awaited' });
    expect(await reader()).toMatchObject({ pin_wanted: false });
    expect(local.counter.pins).toEqual([]);
  });

  it('asks through a session that waits for the card, and ends it where the PIN is blocked', async () => {
    await wants(null);
    const opened = local.counter.give({ kind: 'open_session', device: DEVICE });
    await local.counter.run();
    const code = 'card_pin_blocked';
    local.counter.device({ kind: 'card_failed', device: DEVICE, presence: 4, code, detail: 'holder: 6983' });
    await local.counter.run();
    expect(await opened).toMatchObject({ ok: false, problem: { code } });
    expect(await reader()).toMatchObject({ pin_wanted: false, phase: 'failed', problem: { code } });
  });
});

describe('a PSAM in a slot', () => {
  it('is shown as such and is no card: it does not stand in the way of the one that is meant', async () => {
    const slot = 'pcsc:SAM';
    local.counter.device({ kind: 'device_added', device: slot, name: 'SAM', virtual: false });
    local.counter.device({ kind: 'card_inserted', device: slot, presence: 1, atr: '3B' });
    local.counter.device({ kind: 'psam_found', device: slot, presence: 1 });
    await local.counter.run();
    const { body } = await local.ask('GET', '/v1/devices');
    expect(body['devices']).toContainEqual(expect.objectContaining({ device: slot, psam: true, phase: 'ready' }));
    expect(await local.counter.command({ kind: 'open_session', device: slot })).toMatchObject({
      problem: { code: 'no_card' },
    });
  });
});
