/** The card driver over the reader in memory, in virtual time: what a counter sees, card by card. */

import { describe, expect, it } from 'vitest';
import type { CardErrorCode } from '../../drivers/contract.ts';
import { type PcscOptions, startPcscDriver } from '../../drivers/pcsc/driver.ts';
import type { PcscContext, PcscEvent, PcscPort } from '../../drivers/pcsc/port.ts';
import { type ImageName, imageOf } from '../../simulator/card/catalogue.ts';
import { memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { cardPeople } from '../../simulator/card/people.ts';
import { eventLog } from './event-log.ts';
import { quiet, virtualClock } from './virtual-clock.ts';

const READER = 'Memory 00';

function counter(readers: readonly string[] = [READER], options: PcscOptions = { acceptVirtual: false }) {
  const clock = virtualClock();
  const pcsc = memoryPcsc(readers);
  const log = eventLog();
  const driver = startPcscDriver(pcsc.port, options, clock, log.listener);
  return { clock, pcsc, log, driver };
}

describe('a card that works', () => {
  const freely = cardPeople().filter(({ image }) => imageOf(image).security === null);
  it.each(freely.map((person) => [person.image, person] as const))(
    '%s is read as its person',
    async (image, person) => {
      const { pcsc, log } = counter();
      pcsc.insert(READER, imageOf(image));
      await quiet();
      expect(log.story()).toEqual([
        'service pcscd up',
        'device_added',
        'card_inserted',
        `card_read ${person.psn_name}`,
      ]);
      expect(log.of('card_read')[0]?.card).toMatchObject({
        psn_name: person.psn_name,
        certno: person.certno,
        cardno: person.cardno,
        card_sn: person.card_sn,
        brdy: person.brdy,
        gend: person.gend,
        naty: person.naty,
        issuing_admdvs: person.card_sn.slice(0, 6),
      });
    },
  );

  it('is read once for each insertion, and presence counts the insertions', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await quiet();
    expect(clock.waiting()).toBe(0);
    await clock.advance(60_000);
    pcsc.pull(READER);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(60_000);
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([1, 2]);
    expect(log.of('card_removed').map(({ presence }) => presence)).toEqual([1]);
    expect(clock.waiting()).toBe(0);
  });
});

describe('a card that does not work leaves no session, and the next card is read', () => {
  const cases: readonly (readonly [ImageName, CardErrorCode, string])[] = [
    ['bank-card', 'card_is_bank_card', 'bank card'],
    ['residence-card', 'card_is_residence_card', 'residence card'],
    ['mute', 'card_mute', 'connect'],
    ['truncated-record', 'card_unreadable', 'psn_name'],
    ['oversized-answer', 'card_unreadable', '602 bytes'],
    ['invalid-gbk', 'card_unreadable', 'gbk'],
    ['expired', 'card_expired', 'expiry_date'],
    ['blocked', 'card_blocked', '6283'],
    ['blocked-pin', 'card_blocked', '6983'],
    ['wrong-tag', 'card_unreadable', 'certno'],
    ['bad-date', 'card_unreadable', 'issued_date'],
    ['stops-answering', 'card_timeout', '5000 ms'],
    ['unknown-version', 'card_version_unknown', 'version'],
  ];
  it.each(cases)('%s: %s', async (image, code, detail) => {
    const { pcsc, log, clock } = counter();
    pcsc.insert(READER, imageOf(image));
    await clock.advance(10_000);
    expect(log.of('card_failed')).toMatchObject([{ code, presence: 1 }]);
    expect(log.of('card_failed')[0]?.detail).toContain(detail);
    pcsc.pull(READER);
    pcsc.insert(READER, imageOf('ceshi-yi'));
    await clock.advance(10_000);
    expect(log.story().slice(-4)).toEqual([`card_failed ${code}`, 'card_removed', 'card_inserted', 'card_read 测试乙']);
  });
});

it('a card is waited for as long as it is said', async () => {
  const { pcsc, log, clock } = counter([READER], { acceptVirtual: false, readDeadlineMs: 20_000 });
  pcsc.insert(READER, imageOf('stops-answering'));
  await clock.advance(19_000);
  expect(log.of('card_failed')).toEqual([]);
  await clock.advance(2_000);
  expect(log.of('card_failed')[0]?.detail).toContain('20000 ms');
});

it('a virtual reader that is refused is told as long as it is there, whoever takes it away', async () => {
  const name = 'Virtual PCD 00 00';
  const { pcsc, log, clock } = counter([READER]);
  await quiet();
  const said = () => log.of('service').flatMap(({ subject, problem }) => (subject === name ? [problem] : []));
  for (const away of [() => pcsc.removeReader(name), () => pcsc.service(false)]) {
    pcsc.addReader(name);
    await quiet();
    expect(said().at(-1)).toBe('device_virtual_refused');
    away();
    await clock.advance(100);
    expect(said().at(-1)).toBe(null);
  }
  expect(said()).toHaveLength(4);
  expect(log.of('device_added').map(({ device }) => device)).not.toContain(`pcsc:${name}`);
});

it('a card that is mute at first is read after its power was cut once', async () => {
  const { pcsc, log } = counter();
  pcsc.insert(READER, imageOf('ceshi-jia'), { asleep: true });
  await quiet();
  expect(log.story().slice(2)).toEqual(['card_inserted', 'card_read 测试甲']);
});

describe('a card pulled during reading leaves no session', () => {
  // Every place where the card can go: before SELECT, between any two commands, after the last.
  it.each(Array.from({ length: 16 }, (_, commands) => commands))('after %i commands', async (pullAfter) => {
    const { pcsc, log, clock } = counter();
    pcsc.insert(READER, imageOf('ceshi-jia'), { pullAfter });
    await clock.advance(10_000);
    expect(log.story().slice(2)).toEqual(['card_inserted', 'card_failed card_removed_early', 'card_removed']);
    pcsc.insert(READER, imageOf('ceshi-yi'));
    await quiet();
    expect(log.story().at(-1)).toBe('card_read 测试乙');
  });

  it('and a card swapped within one look of the reader is another card', async () => {
    const { pcsc, log } = counter();
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await quiet();
    pcsc.insert(READER, imageOf('ceshi-yi'));
    await quiet();
    expect(log.story().slice(3)).toEqual(['card_read 测试甲', 'card_removed', 'card_inserted', 'card_read 测试乙']);
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([1, 2]);
  });

  it('and a silent card that is pulled frees the reader for the next one', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.insert(READER, imageOf('stops-answering'));
    await clock.advance(1000);
    pcsc.pull(READER);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(1000);
    expect(log.story().slice(-4)).toEqual([
      'card_failed card_removed_early',
      'card_removed',
      'card_inserted',
      'card_read 测试甲',
    ]);
  });
});

describe('readers', () => {
  it('two readers each report their own card', async () => {
    const { pcsc, log } = counter(['Memory 00', 'Memory 01']);
    pcsc.insert('Memory 01', imageOf('ceshi-yi'));
    pcsc.insert('Memory 00', imageOf('ceshi-jia'));
    await quiet();
    expect(
      log
        .of('card_read')
        .map(({ device, card }) => `${device} ${card.psn_name}`)
        .toSorted(),
    ).toEqual(['pcsc:Memory 00 测试甲', 'pcsc:Memory 01 测试乙']);
  });

  it('a silent card in one does not keep the other waiting', async () => {
    const { pcsc, log, clock } = counter(['Memory 00', 'Memory 01']);
    pcsc.insert('Memory 00', imageOf('stops-answering'));
    await clock.advance(100);
    pcsc.insert('Memory 01', imageOf('ceshi-jia'));
    await quiet();
    expect(log.story().at(-1)).toBe('card_read 测试甲');
  });

  it('one that is unplugged takes its card along, and plugged in again it counts on', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await quiet();
    pcsc.removeReader(READER);
    await clock.advance(1000);
    pcsc.addReader(READER);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(1000);
    expect(log.story().slice(-5)).toEqual([
      'card_removed',
      'device_removed',
      'device_added',
      'card_inserted',
      'card_read 测试甲',
    ]);
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([1, 2]);
  });

  it('a virtual one is refused outside demo and training, and the refusal names it', async () => {
    const { pcsc, log } = counter(['Virtual PCD 00 00']);
    pcsc.insert('Virtual PCD 00 00', imageOf('ceshi-jia'));
    await quiet();
    expect(log.story()).toEqual(['service pcscd up', 'service pcscd up']);
    expect(log.of('service')[1]?.detail).toBe('virtual reader refused: Virtual PCD 00 00');
  });

  it('a virtual one is marked as such where it is accepted', async () => {
    const { log } = counter(['Virtual PCD 00 00'], { acceptVirtual: true });
    await quiet();
    expect(log.of('device_added')).toMatchObject([{ virtual: true }]);
  });

  it('one held by another program is waited for, then the card is read', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.hold(READER, true);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(1500);
    pcsc.hold(READER, false);
    await clock.advance(500);
    expect(log.story().at(-1)).toBe('card_read 测试甲');
  });

  it('one held for longer is busy', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.hold(READER, true);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(3000);
    expect(log.story().at(-1)).toBe('card_failed card_busy');
  });

  it('one that is busy is told so once, and its card is read as another presence when it is let go, touched by nobody', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.hold(READER, true);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(600_000);
    expect(log.story().slice(2)).toEqual(['card_inserted', 'card_failed card_busy']);
    pcsc.hold(READER, false);
    await clock.advance(2000);
    expect(log.story().slice(4)).toEqual(['card_removed', 'card_inserted', 'card_read 测试甲']);
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([2]);
    expect(clock.waiting()).toBe(0);
  });

  it('one that is busy is looked at no more once its card is out, or the driver stopped', async () => {
    const { pcsc, log, clock, driver } = counter();
    pcsc.hold(READER, true);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(3000);
    pcsc.pull(READER);
    await quiet();
    expect([log.story().at(-1), clock.waiting()]).toEqual(['card_removed', 0]);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(3000);
    await driver.stop();
    expect(clock.waiting()).toBe(0);
  });
});

describe('the service', () => {
  it('lost in mid-read leaves no card and no reader, and is tried for ever with pauses up to 2 s', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.insert(READER, imageOf('stops-answering'));
    await clock.advance(10);
    pcsc.service(false);
    await clock.advance(10);
    expect(log.story().slice(-4)).toEqual([
      'card_failed card_removed_early',
      'card_removed',
      'device_removed',
      'service pcscd down',
    ]);
    await clock.advance(24 * 3_600_000);
    expect(log.story().at(-1)).toBe('service pcscd down');
    pcsc.service(true);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(2000);
    expect(log.story().slice(-4)).toEqual(['service pcscd up', 'device_added', 'card_inserted', 'card_read 测试甲']);
  });

  it('is looked for after 0.25, 0.5, 1 and then every 2 s, and not after stop', async () => {
    const clock = virtualClock();
    const tried: number[] = [];
    const port: PcscPort = {
      open() {
        tried.push(clock.monotonicMs());
        return { ok: false, fault: 'service', detail: 'none' };
      },
    };
    const driver = startPcscDriver(port, { acceptVirtual: false }, clock, () => {});
    await clock.advance(8000);
    expect(tried).toEqual([0, 250, 750, 1750, 3750, 5750, 7750]);
    await driver.stop();
    expect(clock.waiting()).toBe(0);
  });

  it.each([
    ['without a word', []],
    ['once it has told its readers', [{ kind: 'reader_added', reader: READER }]],
  ] as const)('that ends again and again %s is looked for later and later, and soon after it held', async (_, said) => {
    const clock = virtualClock();
    const lives: ((event: PcscEvent) => void)[] = [];
    const tried: number[] = [];
    let lasts = false;
    const port: PcscPort = {
      open(listener) {
        tried.push(clock.monotonicMs());
        lives.push(listener);
        for (const event of [...said, ...(lasts ? [] : [{ kind: 'ended', detail: '' } as const])])
          queueMicrotask(() => listener(event));
        return { ok: true, value: { close: async () => {} } as PcscContext };
      },
    };
    const driver = startPcscDriver(port, { acceptVirtual: false }, clock, () => {});
    await clock.advance(8_000);
    expect(tried).toEqual([0, 250, 750, 1750, 3750, 5750, 7750]);
    lasts = true;
    await clock.advance(40_000);
    lives.at(-1)?.({ kind: 'ended', detail: '' });
    await clock.advance(1_000);
    expect(tried.slice(7)).toEqual([9750, 48_250]);
    await driver.stop();
  });

  it('back at once is found within a quarter of a second', async () => {
    const { pcsc, log, clock } = counter();
    await quiet();
    pcsc.service(false);
    pcsc.service(true);
    await clock.advance(250);
    expect(log.story().slice(-2)).toEqual(['service pcscd up', 'device_added']);
  });

  it('a card that stays in over a restart of it is read again as another presence', async () => {
    const { pcsc, log, clock } = counter();
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await quiet();
    pcsc.service(false);
    await quiet();
    pcsc.service(true);
    await clock.advance(250);
    expect(log.of('card_read').map(({ presence }) => presence)).toEqual([1, 2]);
  });

  it('after stop nothing is told and nothing waits', async () => {
    const { pcsc, log, clock, driver } = counter();
    pcsc.insert(READER, imageOf('stops-answering'));
    await clock.advance(10);
    const told = log.events.length;
    await driver.stop();
    pcsc.pull(READER);
    await clock.advance(10_000);
    expect(log.events.length).toBe(told);
    expect(clock.waiting()).toBe(0);
  });
});
