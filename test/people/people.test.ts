/** Fictitious persons: drawn from a seed, read from files, known to card reader and centre alike. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { drawPeople, type PeopleJson } from '../../simulator/people/draw.ts';
import { PeopleError, peopleFrom, shippedPeople } from '../../simulator/people/people.ts';
import { eventLog } from '../drivers/event-log.ts';
import { quiet, virtualClock } from '../drivers/virtual-clock.ts';

const ROOT = new URL('../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const SHIPPED_SEED = 370;
const SHIPPED_COUNT = 48;

describe('drawn persons', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(drawPeople(7, 20)).toEqual(drawPeople(7, 20));
    expect(drawPeople(7, 20)).not.toEqual(drawPeople(8, 20));
  });

  it('are as the shipped file has them: it is drawn, not written', () => {
    expect(JSON.parse(text('simulator/people/shandong.json'))).toEqual(drawPeople(SHIPPED_SEED, SHIPPED_COUNT));
  });

  it('fit the schema, can be read whole, and are nobody, whatever the seed', () => {
    const fits = new Ajv({ allErrors: true }).compile(
      JSON.parse(text('simulator/people/people.schema.json')) as object,
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 1, max: 130 }), (seed, count) => {
        const drawn = drawPeople(seed, count);
        expect(fits(drawn)).toBe(true);
        const people = peopleFrom(JSON.stringify(drawn));
        expect(people).toHaveLength(count);
        for (const { centre, card } of people) {
          expect(centre.profile.psn_name).toMatch(/^测试/);
          expect(centre.profile.certno).toMatch(/^990000/);
          expect(card.atr).toHaveLength(17);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('cover insurance types, categories, ages, regions and all card versions', () => {
    const people = shippedPeople();
    const kinds = (of: (person: (typeof people)[number]) => string) => new Set(people.map(of));
    expect(kinds(({ centre }) => centre.profile.insutype)).toEqual(new Set(['310', '390']));
    expect(kinds(({ centre }) => centre.profile.psn_type).size).toBeGreaterThanOrEqual(7);
    expect(kinds(({ centre }) => centre.profile.insuplc_admdvs.slice(0, 4)).size).toBeGreaterThanOrEqual(12);
    expect(kinds(({ card }) => card.about.split(', ')[1] ?? '')).toEqual(
      new Set(['version 1.00', 'version 2.00', 'version 3.00']),
    );
    expect(people.some(({ centre }) => centre.profile.mulaid.length > 0)).toBe(true);
    expect(people.some(({ centre }) => centre.profile.aid_category !== null)).toBe(true);
  });
});

describe('a people file', () => {
  const good = drawPeople(1, 3);
  const changed = (change: (people: PeopleJson) => object) => JSON.stringify(change(structuredClone(good)));

  it.each([
    ['no JSON', '{', '$'],
    ['no list', '{}', 'people'],
    [
      'a card without ATR',
      changed(({ people: [one] }) => ({ people: [{ ...one, card: { about: 'x' } }] })),
      'people[0]',
    ],
    ['the same person twice', changed(({ people: [one] }) => ({ people: [one, one] })), 'people[1].name'],
    [
      'a number that could be somebody’s',
      JSON.stringify(good).replace(/"990000(\d{11})/, '"370102$1'),
      'people[0].card',
    ],
  ])('with %s is refused, and the place is named', (_what, file, path) => {
    expect(() => peopleFrom(file)).toThrow(PeopleError);
    try {
      peopleFrom(file);
    } catch (error) {
      expect(error).toMatchObject({ path });
    }
  });
});

it('every shipped card is read by the agent’s own driver as the person the centre knows', async () => {
  for (const { card, centre } of shippedPeople()) {
    const memory = memoryPcsc(['Memory 00']);
    const log = eventLog();
    const driver = startPcscDriver(memory.port, { acceptVirtual: false }, virtualClock('2026-11-29'), log.listener);
    memory.insert('Memory 00', card);
    await quiet();
    const { psn_name, certno, brdy } = centre.profile;
    const { cardno, card_sn } = centre;
    expect(log.of('card_read')[0]?.card).toMatchObject({ psn_name, certno, brdy, cardno, card_sn });
    driver.stop();
  }
});
