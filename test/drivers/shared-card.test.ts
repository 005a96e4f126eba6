/** A card that others may talk to at the same time: read all the same, and looked at again that it is still the same card. */
import { describe, expect, it } from 'vitest';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { eventLog } from './event-log.ts';
import { virtualClock } from './virtual-clock.ts';

const READER = 'Memory 00';

function counter(sharing: 'exclusive' | 'shared') {
  const clock = virtualClock();
  const pcsc = memoryPcsc([READER]);
  const log = eventLog();
  const driver = startPcscDriver(pcsc.port, { acceptVirtual: false, sharing }, clock, log.listener);
  return { clock, pcsc, log, driver };
}

/** The same ATR on another person's card. */
const twin = () => ({ ...imageOf('ceshi-yi'), atr: imageOf('ceshi-jia').atr });

describe('a shared card', () => {
  it('is read while another program talks to it, which an exclusive one is not', async () => {
    for (const [sharing, last] of [
      ['shared', 'card_read 测试甲'],
      ['exclusive', 'card_failed card_busy'],
    ] as const) {
      const { pcsc, log, clock } = counter(sharing);
      pcsc.hold(READER, 'shared');
      pcsc.insert(READER, imageOf('ceshi-jia'));
      await clock.advance(3000);
      expect(log.story().at(-1), sharing).toBe(last);
    }
  });

  it('that was swapped unseen for one with the same ATR is noticed by its serial within two seconds', async () => {
    const { pcsc, log, clock } = counter('shared');
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(1000);
    pcsc.swapUnseen(READER, twin());
    await clock.advance(2000);
    expect(log.story().slice(2)).toEqual([
      'card_inserted',
      'card_read 测试甲',
      'card_removed',
      'card_inserted',
      'card_read 测试乙',
    ]);
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([1, 2]);
  });

  it('that stays is told once, however often it is looked at', async () => {
    const { pcsc, log, clock } = counter('shared');
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(60_000);
    expect(log.story().slice(2)).toEqual(['card_inserted', 'card_read 测试甲']);
    pcsc.pull(READER);
    await clock.advance(10_000);
    expect(log.story().at(-1)).toBe('card_removed');
    expect(clock.waiting()).toBe(0);
  });

  it('that another program takes for itself meanwhile is not taken for gone', async () => {
    const { pcsc, log, clock } = counter('shared');
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(1000);
    pcsc.hold(READER, true);
    await clock.advance(10_000);
    pcsc.hold(READER, false);
    pcsc.swapUnseen(READER, twin());
    await clock.advance(2000);
    expect(log.story().slice(2)).toEqual([
      'card_inserted',
      'card_read 测试甲',
      'card_removed',
      'card_inserted',
      'card_read 测试乙',
    ]);
  });

  it('that is looked at no more after the driver stopped', async () => {
    const { pcsc, clock, driver } = counter('shared');
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(1000);
    await driver.stop();
    expect(clock.waiting()).toBe(0);
  });
});
