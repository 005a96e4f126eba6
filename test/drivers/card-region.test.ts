/** What cards of one area do otherwise, as data: read by number where records shift with the version, and nothing else changes. */
import { describe, expect, it } from 'vitest';
import { hexOf } from '../../drivers/pcsc/apdu.ts';
import { type CardProfile, inRegion, socialSecurityProfile } from '../../drivers/pcsc/card-profile.ts';
import { advanceRead, startRead } from '../../drivers/pcsc/read-machine.ts';
import type { ReadNext } from '../../drivers/pcsc/read-state.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import type { CardImage } from '../../simulator/card/image.ts';
import { answerOf, coldChip } from '../../simulator/card/virtual-card.ts';

/** The card as if issued in another area. */
function issuedIn(name: 'ceshi-jia' | 'ceshi-bing', admdvs: string): CardImage {
  const image = imageOf(name);
  const bytes = (record: Uint8Array) => Uint8Array.of(1, 16, ...Buffer.from(admdvs, 'hex'), ...record.subarray(5));
  const files = image.files.map((file) => ({
    ...file,
    records: file.records.map((one) => (one.tag === 1 ? { ...one, bytes: bytes(one.bytes) } : one)),
  }));
  return { ...image, files };
}

/** Reads a whole card whose chip knows records of EF06 by number alone, and files by P1 02 alone. */
function read(image: CardImage, profile: CardProfile, byNumberAlone: boolean) {
  const commands: string[] = [];
  let chip = coldChip(null);
  let next: ReadNext = { kind: 'send', state: startRead(profile) };
  while (next.kind === 'send') {
    const { command } = next.state;
    commands.push(hexOf(command));
    const byTag = command[1] === 0xb2 && ((command[3] ?? 0) & 7) === 0 && (command[3] ?? 0) >> 3 === 6;
    if (byTag && byNumberAlone) next = advanceRead(next.state, Uint8Array.of(0x6a, 0x86));
    else {
      const answer = answerOf(image, chip, command);
      chip = answer.state;
      next = advanceRead(next.state, answer.response ?? new Uint8Array());
    }
  }
  return { end: next, commands };
}

describe('a card that knows its records by number alone', () => {
  const profile = socialSecurityProfile();

  it.each([
    ['ceshi-jia', '1.00', '00B2033403'],
    ['ceshi-bing', imageVersion('ceshi-bing'), '00B2043403'],
  ] as const)('%s of version %s is read where its area is in the profile: the sex is record %s', (name, _, sex) => {
    const { end, commands } = read(issuedIn(name, '990101'), profile, true);
    expect(end).toMatchObject({ kind: 'done', card: { issuing_admdvs: '990101' } });
    expect(commands).toContain(sex);
    expect(end.kind === 'done' && end.card.psn_name).toBe(personOf(name));
  });

  it('is unreadable elsewhere, and cards from elsewhere are asked as before', () => {
    expect(read(issuedIn('ceshi-jia', '370102'), profile, true).end).toMatchObject({ code: 'card_unreadable' });
    expect(read(imageOf('ceshi-jia'), profile, false).commands).toContain('00B20A3003');
  });

  it('the longest prefix of the area counts, and one that fits none changes nothing', () => {
    const region = profile.regions.find(({ admdvs }) => admdvs === '99');
    if (region === undefined) throw new Error('no region');
    const near = { ...region, admdvs: '9901', selectFileP1: [7] };
    expect(inRegion({ ...profile, regions: [region, near] }, '990101').selectFileP1).toEqual([7]);
    expect(inRegion({ ...profile, regions: [near, region] }, '990201').selectFileP1).toEqual([2, 0]);
    expect(inRegion(profile, '370102')).toBe(profile);
  });
});

function imageVersion(name: 'ceshi-bing'): string {
  const record = imageOf(name).files[0]?.records.find(({ tag }) => tag === 3);
  return Buffer.from(record?.bytes.subarray(2) ?? []).toString('latin1');
}

function personOf(name: 'ceshi-jia' | 'ceshi-bing'): string {
  const whole = read(imageOf(name), socialSecurityProfile(), false).end;
  return whole.kind === 'done' ? whole.card.psn_name : '';
}
