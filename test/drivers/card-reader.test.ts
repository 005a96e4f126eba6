/** The card driver over the reader in memory, in virtual time: what a counter sees, card by card. */

import { describe, expect, it } from 'vitest';
import type { CardErrorCode } from '../../drivers/contract.ts';
import { type PcscOptions, startPcscDriver } from '../../drivers/pcsc/driver.ts';
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
  it.each(cardPeople().map((person) => [person.image, person] as const))(
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
    ['bank-card', 'card_not_social_security', 'bank card'],
    ['residence-card', 'card_not_social_security', 'no known applet'],
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
