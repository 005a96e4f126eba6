/** Card knowledge and card images as data: every file fits its schema, and the images tell of fictitious persons only. */

import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { imageNames, imageOf } from '../../simulator/card/catalogue.ts';
import { cardPeople } from '../../simulator/card/people.ts';

const ROOT = new URL('../../', import.meta.url);

function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8'));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
}

describe('data files fit their schema', () => {
  const ajv = new Ajv({ allErrors: true, formats: { regex: true } });
  const profile = ajv.compile(json('drivers/pcsc/profiles/card-profile.schema.json') as object);
  const image = ajv.compile(json('simulator/card/image.schema.json') as object);

  it.each(filesIn('drivers/pcsc/profiles'))('profile %s', (name) => {
    expect(profile(json(`drivers/pcsc/profiles/${name}`)), ajv.errorsText(profile.errors)).toBe(true);
  });
  it.each(filesIn('simulator/card/images'))('image %s', (name) => {
    expect(image(json(`simulator/card/images/${name}`)), ajv.errorsText(image.errors)).toBe(true);
  });
  it('and a misspelt word in one is noticed', () => {
    expect(profile({ ...(json('drivers/pcsc/profiles/social-security.json') as object), aids: '' })).toBe(false);
    expect(image({ about: 'x', behavior: {} })).toBe(false);
  });
});

describe('card images', () => {
  it('are all in the catalogue, and all can be built', () => {
    expect(imageNames().toSorted()).toEqual(
      filesIn('simulator/card/images')
        .map((name) => name.replace('.json', ''))
        .toSorted(),
    );
    for (const name of imageNames()) expect(imageOf(name).name).toBe(name);
  });

  it('have an ATR of exactly the length it announces', () => {
    for (const name of imageNames()) {
      const { atr } = imageOf(name);
      expect(Buffer.from(atr.subarray(0, 4)).toString('hex')).toBe('3b6d0000');
      expect(atr.length, name).toBe(17);
    }
  });
});

describe('the people of the cards', () => {
  const people = cardPeople();

  it('cover all card versions and are insured in different places', () => {
    expect(people.length).toBeGreaterThanOrEqual(6);
    expect(new Set(people.map(({ insuplc_admdvs }) => insuplc_admdvs)).size).toBe(people.length);
    expect(new Set(people.flatMap(({ certno, cardno, card_sn }) => [certno, cardno, card_sn])).size).toBe(
      people.length * 3,
    );
  });

  it.each(people.map((person) => [person.psn_name, person] as const))(
    '%s is visibly fictitious and consistent',
    (name, person) => {
      const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
      const total = weights.reduce((sum, weight, at) => sum + weight * Number(person.certno[at]), 0);
      expect(name.startsWith('测试')).toBe(true);
      // 99 is no province.
      expect(person.certno).toMatch(/^990000[0-9]{11}[0-9X]$/);
      expect(person.certno[17]).toBe('10X98765432'[total % 11]);
      expect(person.certno.slice(6, 14)).toBe(person.brdy.replaceAll('-', ''));
      expect(person.gend).toBe(Number(person.certno[16]) % 2 === 1 ? '1' : '2');
      expect(person.card_sn.slice(0, 6)).toBe(person.insuplc_admdvs);
    },
  );
});
