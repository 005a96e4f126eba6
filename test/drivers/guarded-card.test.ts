/** A card that wants a PSAM behind the terminal and its holder's PIN: each way it goes, over two readers in memory. */
import { describe, expect, it } from 'vitest';
import type { Tapped } from '../../drivers/contract.ts';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { tapPcsc } from '../../drivers/pcsc/tap.ts';
import { plainTapped } from '../../drivers/registry.ts';
import { type ImageName, imageOf } from '../../simulator/card/catalogue.ts';
import { memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { eventLog } from './event-log.ts';
import { quiet, virtualClock } from './virtual-clock.ts';

const [READER, SLOT] = ['Memory 00', 'Memory 01'];
const DEVICE = `pcsc:${READER}`;
const PIN = '246810';

/** A counter whose second slot holds `psam`, with `card` just put into the first. */
async function counter({ psam = 'psam', card = 'pin-card' }: { psam?: ImageName | null; card?: ImageName } = {}) {
  const clock = virtualClock();
  const pcsc = memoryPcsc([READER, SLOT]);
  const log = eventLog();
  const passed: Tapped[] = [];
  const tapped = tapPcsc(pcsc.port, (one) => passed.push(plainTapped(one)));
  const driver = startPcscDriver(tapped, { acceptVirtual: false }, clock, log.listener);
  if (psam !== null) pcsc.insert(SLOT, imageOf(psam));
  pcsc.insert(READER, imageOf(card));
  await quiet();
  const type = async (pin: string | null, presence = 1) => {
    driver.pin(DEVICE, presence, pin);
    await quiet();
  };
  const verdict = () =>
    log
      .story()
      .filter((line) => line.startsWith('card_read') || line.startsWith('card_failed'))
      .at(-1);
  const asked = () => log.of('pin_wanted').map(({ tries_left }) => tries_left);
  return { clock, pcsc, log, driver, type, verdict, asked, passed };
}

describe('a card that wants PSAM and PIN', () => {
  it('is read once its holder has typed the PIN, and the PSAM is no card', async () => {
    const { log, type, verdict, asked, clock } = await counter();
    expect(log.of('psam_found')).toEqual([{ kind: 'psam_found', device: `pcsc:${SLOT}`, presence: 1 }]);
    expect(asked()).toEqual([null]);
    expect(verdict()).toBeUndefined();
    await type(PIN);
    expect(verdict()).toBe('card_read 测试密');
    expect(log.of('card_read')[0]?.card).toMatchObject({ cardno: 'T0000098P', card_version: '3.00' });
    expect(log.of('card_failed')).toEqual([]);
    expect(clock.waiting()).toBe(0);
  });

  it('is read the same when the PSAM is recognised after it', async () => {
    const { clock, pcsc, type, verdict, asked } = await counter({ psam: null, card: 'ceshi-jia' });
    pcsc.insert(READER, imageOf('pin-card'));
    pcsc.insert(SLOT, imageOf('psam'));
    await quiet();
    expect(asked()).toEqual([null]);
    await type(PIN, 2);
    expect(verdict()).toBe('card_read 测试密');
    expect(clock.waiting()).toBe(0);
  });

  it('asks again after a wrong PIN with the tries left, and takes the right one', async () => {
    const { type, verdict, asked } = await counter();
    await type('111111');
    expect(asked()).toEqual([null, 2]);
    await type('222222');
    expect(asked()).toEqual([null, 2, 1]);
    await type(PIN);
    expect(verdict()).toBe('card_read 测试密');
  });

  it('is blocked after the last wrong one', async () => {
    const { type, verdict } = await counter();
    for (const pin of ['111111', '222222', '333333']) await type(pin);
    expect(verdict()).toBe('card_failed card_pin_blocked');
  });

  it('whose PIN is blocked already says so at the first try', async () => {
    const { type, verdict } = await counter({ card: 'pin-locked' });
    await type(PIN);
    expect(verdict()).toBe('card_failed card_pin_blocked');
  });

  it('costs no try for what cannot be a PIN of it', async () => {
    const { type, asked, verdict } = await counter();
    for (const pin of ['12345', '1234567', '12345a', '']) await type(pin);
    expect(asked()).toEqual([null, null, null, null, null]);
    for (const pin of ['111111', '222222']) await type(pin);
    await type(PIN);
    expect(verdict()).toBe('card_read 测试密');
  });

  it.each([
    ['without a PSAM', null, 'card_psam_missing'],
    ['with a card of a person in the second slot', 'ceshi-yi', 'card_psam_missing'],
    ['with the PSAM of elsewhere', 'psam-foreign', 'card_psam_refused'],
  ] as const)('%s is refused before anybody is asked for a PIN', async (_how, psam, code) => {
    const { clock, log, asked } = await counter({ psam });
    await clock.advance(3_000);
    const failed = log.of('card_failed').filter(({ device }) => device === DEVICE);
    expect(failed).toMatchObject([{ code }]);
    expect(asked()).toEqual([]);
  });

  it('whose holder will not give the PIN, or takes too long, is told so; typing meanwhile does not race the read', async () => {
    const refused = await counter();
    await refused.type(null);
    expect(refused.verdict()).toBe('card_failed card_pin_not_entered');
    const slow = await counter();
    await slow.clock.advance(59_000);
    expect(slow.verdict()).toBeUndefined();
    await slow.clock.advance(1_000);
    expect(slow.verdict()).toBe('card_failed card_pin_not_entered');
    expect(slow.clock.waiting()).toBe(0);
  });

  it('taken out while the PIN is asked for is gone, and what is typed then never reaches the next card', async () => {
    const { pcsc, log, type, verdict, asked } = await counter();
    pcsc.pull(READER);
    await quiet();
    expect(verdict()).toBe('card_failed card_removed_early');
    pcsc.insert(READER, imageOf('pin-card'));
    await quiet();
    await type('111111', 1);
    expect(asked()).toEqual([null, null]);
    await type(PIN, 2);
    expect(log.of('card_read')).toMatchObject([{ presence: 2 }]);
  });

  it('is asked at one reader while another card is read at the next, with the one PSAM for both', async () => {
    const { pcsc, log, type } = await counter();
    pcsc.addReader('Memory 02');
    pcsc.insert('Memory 02', imageOf('pin-card'));
    await quiet();
    expect(log.of('pin_wanted').map(({ device }) => device)).toEqual([DEVICE, 'pcsc:Memory 02']);
    await type(PIN);
    expect(log.of('card_read')).toMatchObject([{ device: DEVICE }]);
  });

  it('leaves no PIN in what is recorded of it', async () => {
    const { type, passed } = await counter();
    await type('111111');
    await type(PIN);
    const text = JSON.stringify(passed);
    expect(text).toContain('0020000003ffffff');
    expect(text).not.toMatch(/111111|246810/);
  });
});
