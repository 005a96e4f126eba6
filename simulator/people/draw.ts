/**
 * Draws fictitious persons from a seed: a social-security card each, and how the centre has them insured. The same seed
 * gives the same persons on any machine. Must never draw what could be somebody: names are 测试 and a sign of the
 * sexagenary cycle, numbers begin with 99, which is no province.
 */
import type { AidCategory } from '../../agent/core/settlement/case.ts';
import type { ImageFileJson, ImageJson, ImageRecordJson } from '../card/image.ts';
import type { Insurance } from '../centre/people.ts';
import { type SeededRandom, seededRandom } from '../time/seeded-random.ts';

/** A person as a people file holds them. */
export interface PersonJson {
  /** By this name the card is put into a reader. */
  readonly name: string;
  readonly card: ImageJson;
  readonly insurance: Insurance;
}

export interface PeopleJson {
  readonly $schema?: string;
  readonly about: string;
  readonly people: readonly PersonJson[];
}

/** Most persons one file may hold: their numbers have five digits. */
export const MOST_PEOPLE = 10_000;

const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
/** One district of each city of Shandong (GB/T 2260). */
const PLACES = [
  ...['370102', '370202', '370302', '370402', '370502', '370602', '370702', '370811', '370902', '371002', '371102'],
  ...['371302', '371402', '371502', '371602', '371702'],
] as const;
const VERSIONS = ['1.00', '2.00', '3.00'] as const;
const READS = ['direct', '61', '6C'] as const;
/** Insurance and category (national-interface.md 4) with the ages they go with. */
const KINDS = [
  { insutype: '310', psn_type: '1101', ages: [22, 59], weight: 5 },
  { insutype: '310', psn_type: '1102', ages: [24, 59], weight: 2 },
  { insutype: '310', psn_type: '1103', ages: [20, 54], weight: 2 },
  { insutype: '310', psn_type: '1201', ages: [60, 88], weight: 4 },
  { insutype: '390', psn_type: '1402', ages: [2, 5], weight: 1 },
  { insutype: '390', psn_type: '1403', ages: [7, 17], weight: 2 },
  { insutype: '390', psn_type: '1404', ages: [18, 23], weight: 1 },
  { insutype: '390', psn_type: '1501', ages: [24, 59], weight: 4 },
  { insutype: '390', psn_type: '1502', ages: [60, 90], weight: 3 },
] as const;
const AID: readonly AidCategory[] = ['tekun', 'dibao', 'fanpin', 'dibao_edge', 'monitored'];

/** `year` is the one the ages are counted from; it never comes from a clock, or the same seed would draw others next year. */
export function drawPeople(seed: number, count: number, year = 2026): PeopleJson {
  if (!Number.isInteger(count) || count < 1 || count > MOST_PEOPLE)
    throw new RangeError(`count: a whole number from 1 to ${MOST_PEOPLE}`);
  const random = seededRandom(seed);
  const people: PersonJson[] = [];
  for (let at = 0; at < count; at += 1) people.push(draw(random, seed, at, year, people));
  return {
    $schema: './people.schema.json',
    about: `Drawn from seed ${seed}: ${count} fictitious persons of Shandong`,
    people,
  };
}

function draw(random: SeededRandom, seed: number, at: number, year: number, before: readonly PersonJson[]): PersonJson {
  const kind = weighted(random);
  const place = random.pick(PLACES);
  const male = random.chance(0.5);
  const age = kind.ages[0] + random.below(kind.ages[1] - kind.ages[0] + 1);
  const brdy = `${year - age}${two(1 + random.below(12))}${two(1 + random.below(28))}`;
  // Seeds differ in the middle digits, so that two files can be in one centre.
  const serial = `${String(seed % 1_000).padStart(3, '0')}${String(at + 1).padStart(5, '0')}`;
  const person = { serial, brdy, male, name: nameOf(at), place };
  return {
    name: `person-${seed}-${String(at + 1).padStart(3, '0')}`,
    card: cardOf(random, person, year),
    insurance: insuranceOf(random, kind, serial, before),
  };
}

function weighted(random: SeededRandom): (typeof KINDS)[number] {
  return random.pick(KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind)));
}

/** 60 signs, then the round is told besides. */
function nameOf(at: number): string {
  const sign = `${STEMS[at % STEMS.length]}${BRANCHES[at % BRANCHES.length]}`;
  const round = Math.floor(at / 60);
  return round === 0 ? `测试${sign}` : `测试${sign}${round + 1}`;
}

interface Drawn {
  readonly serial: string;
  readonly brdy: string;
  readonly male: boolean;
  readonly name: string;
  readonly place: string;
}

function cardOf(random: SeededRandom, { serial, brdy, male, name, place }: Drawn, year: number): ImageJson {
  const version = random.pick(VERSIONS);
  const issued = year - 1 - random.below(8);
  const day = `${two(1 + random.below(12))}${two(1 + random.below(28))}`;
  const files: readonly ImageFileJson[] = [
    {
      id: 'EF05',
      sfi: 5,
      records: [
        { tag: '01', hex: `${place}D156000005${serial}${serial}${serial}`.padEnd(32, '0').slice(0, 32) },
        { tag: '02', ascii: version === '3.00' ? '3' : '1' },
        { tag: '03', ascii: version },
        { tag: '04', hex: `${place}990000000000000000` },
        { tag: '05', hex: `${issued}${day}` },
        { tag: '06', hex: `${issued + 20}${day}` },
        { tag: '07', ascii: `T${serial}` },
      ],
    },
    { id: 'EF06', sfi: 6, records: holder(brdy, male, name, serial, version) },
  ];
  return {
    about: `${name}, version ${version}, insured in ${place}`,
    atr: `3B6D0000008199990000${serial}`.padEnd(34, '0'),
    aid: '7378312E73682EC9E7BBE1B1A3D5CF',
    fci: '6F11840F7378312E73682EC9E7BBE1B1A3D5CF',
    insuplc_admdvs: place,
    behaviour: { select: random.chance(0.3) ? '61' : 'direct', read: random.pick(READS) },
    files,
  };
}

function holder(
  brdy: string,
  male: boolean,
  name: string,
  serial: string,
  version: string,
): readonly ImageRecordJson[] {
  // The sequence tells the sex by its last digit.
  const sequence = (Number(serial.slice(-3)) * 2 + (male ? 1 : 0)) % 1_000;
  const certno = withCheckDigit(`990000${brdy}${String(sequence).padStart(3, '0')}`);
  return [
    { tag: '08', ascii: certno },
    { tag: '09', gbk: name, length: 30, pad: '00' },
    ...(version === '1.00' ? [] : [{ tag: '4E', gbk: '', length: 20, pad: '00' } as const]),
    { tag: '0A', ascii: male ? '1' : '2' },
    { tag: '0B', hex: '01' },
    { tag: '0C', hex: '990000' },
    { tag: '0D', hex: brdy },
  ];
}

function insuranceOf(
  random: SeededRandom,
  { insutype, psn_type }: (typeof KINDS)[number],
  serial: string,
  before: readonly PersonJson[],
): Insurance {
  const employee = insutype === '310';
  const relative = before.length === 0 ? undefined : random.pick(before).insurance;
  const chronic = random.chance(0.3) ? [random.pick(['M03900', 'M01600'])] : [];
  return {
    psn_no: `990000000000${serial}`,
    insutype,
    psn_type,
    psn_insu_stas: '1',
    cvlserv_flag: psn_type === '1102' ? '1' : '0',
    balc: employee ? yuan(random.below(600_000)) : '0.00',
    aid_category: !employee && random.chance(0.35) ? random.pick(AID) : null,
    commercial: random.chance(0.25),
    entitlements: chronic.map((opsp_dise_code) => ({ opsp_dise_code, begndate: '2022-01-01', enddate: '' })),
    mulaid: relative !== undefined && relative.insutype === '310' && random.chance(0.4) ? [relative.psn_no] : [],
    accumulators: usedUp(random, employee),
  };
}

/** Some have used part of their year already, so that ceilings and deductibles are met. */
function usedUp(random: SeededRandom, employee: boolean): Readonly<Record<string, string>> {
  if (random.chance(0.5)) return {};
  return employee
    ? { 'outpatient-employee.deductible': '200.00', 'outpatient-employee.ceiling': yuan(random.below(150_001)) }
    : { 'resident-outpatient.ceiling': yuan(random.below(20_001)) };
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** GB 11643: readers of the number check it; its 990000 is what makes it nobody's. */
function withCheckDigit(first17: string): string {
  const total = WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(first17[at]), 0);
  return `${first17}${'10X98765432'[total % 11]}`;
}

const two = (value: number): string => String(value).padStart(2, '0');
const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${two(fen % 100)}`;
