/** Random cases for the differential and property tests: small domains, so that rules and limits really meet. */
import fc from 'fast-check';
import type { Json } from './reference.ts';

const pick = <T>(...items: T[]) => fc.constantFrom(...items);
const digits = (max: number, decimals: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** decimals - 1 }), fc.nat(decimals))
    .map(([whole, fraction, shown]) => {
      const text = String(fraction).padStart(decimals, '0').slice(0, shown);
      return text === '' ? String(whole) : `${whole}.${text}`;
    });
const DISEASES = ['M03900', 'M01600', 'M00500', 'M07801'];
const FLAGS = ['htn', 'dm', 'tcm', 'dual_channel', 'rare'];

export interface World {
  readonly year: string;
  readonly admdvs: readonly string[];
  /** Accumulators with amounts near which something happens. */
  readonly accumulators: Readonly<Record<string, readonly string[]>>;
}

export const SAMPLE_WORLD: World = {
  year: '2022',
  admdvs: ['370100', '370202', '371602', '320100'],
  accumulators: {
    'chronic.ceiling': ['99990', '100000', '50'],
    'chronic-resident.deductible': ['299.99', '300'],
    'chronic-employee.deductible': ['100', '500'],
    'dual-channel.ceiling': ['79999', '80000.00'],
    'two-disease.ceiling': ['290', '300', '299.99'],
    'outpatient-employee.deductible': ['50', '100', '150', '200'],
    'outpatient-employee.ceiling': ['1490', '1500', '1600'],
    'resident-outpatient.ceiling': ['190', '200'],
    'critical-resident.burden': ['6990', '13990', '99990', '199999.99', '310000'],
    'critical-resident.ceiling': ['399999', '400000'],
    'critical-employee.burden': ['17990', '99990'],
    'critical-employee.ceiling': ['499999'],
    'civil-servant.ceiling': ['4999'],
    'aid.ceiling': ['29990'],
    'aid-edge.burden': ['2990', '3000'],
    're-aid.burden': ['9990', '10000'],
    're-aid.ceiling': ['19990'],
    'commercial.burden': ['14990', '15000'],
    'commercial.ceiling': ['999999'],
    'somebody.else': ['12.34'],
  },
};

export const CITY_WORLD: World = {
  year: '2026',
  admdvs: ['370200', '370211', '370100'],
  accumulators: {
    'special.deductible': ['590', '600'],
    'special.ceiling': ['149990', '150000'],
    'special-disease.banded': ['4990', '19990', '25000'],
    'rare.deductible': ['1990', '2000'],
    'rare.ceiling': ['399990'],
    'primary-employee.banded': ['1990', '2000.01'],
    'outpatient.deductible': ['300', '790', '800'],
    'outpatient.ceiling': ['3990', '4000'],
    'primary-resident.banded': ['290', '300'],
    'resident.ceiling': ['790', '800', '1190', '1200'],
    'maternity.ceiling': ['2990'],
    'large-employee.burden': ['9990', '49990', '149990'],
    'large-resident.burden': ['1990', '3990', '7990', '59990'],
    'large-resident.ceiling': ['299990'],
    'enterprise.burden': ['990', '1000'],
    'enterprise.ceiling': ['1999'],
    'aid.ceiling': ['34990'],
    'city-cover.burden': ['19990'],
  },
};

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
const rarely = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

/** Sound cases as raw JSON, mostly small amounts, sometimes very large ones. */
export function anyCase({ year, admdvs, accumulators }: World): fc.Arbitrary<Json> {
  // The visit is on 10-08: most spans hold it, some by a day, some miss it by a day.
  const before = [`${year}-01-01`, `${year}-06-30`, `${year}-10-07`];
  const first = pick(...before, ...before, `${year}-10-08`, `${year}-10-09`);
  const last = pick(`${year}-10-07`, `${year}-10-08`, `${year}-12-31`);
  const money = fc.oneof(
    { weight: 6, arbitrary: digits(60, 2) },
    { weight: 3, arbitrary: digits(9_000, 2) },
    { weight: 1, arbitrary: digits(90_000_000, 2) },
  );
  const entry = (code: string) =>
    fc.record({
      med_list_codg: fc.constant(code),
      chrgitm_lv: pick('01', '01', '01', '02', '02', '02', '03'),
      selfpay_prop: pick('0', '0', '0.1', '0.05', '0.3333', '1'),
      pric_uplmt_amt: maybe(fc.oneof(digits(60, 6), pick('999999', '999999.00'))),
      flags: fc.oneof(fc.constant([]), fc.subarray(FLAGS, { maxLength: 2 })),
      opsp_scope: fc.oneof(fc.constant([]), fc.constant([]), fc.subarray(DISEASES)),
      acct_payable: fc.boolean(),
      begndate: maybe(first),
      enddate: rarely(last),
    });
  const codes = ['XA', 'XB', 'XC', 'XD', 'XE'];
  const line = fc.record({
    med_list_codg: pick(...codes),
    pric: fc.oneof({ weight: 5, arbitrary: digits(60, 6) }, { weight: 2, arbitrary: digits(9_000, 6) }),
    cnt: fc.oneof(pick('1', '2', '3', '0.5', '10'), digits(30, 4)),
    off: pick(null, null, null, -1, 0, 1),
    rxno: pick(null, '', 'RX1', 'RX2'),
  });
  const person = fc.record({
    insutype: pick('310', '310', '310', '310', '390', '390', '390', '390', '390', '510'),
    psn_type: pick('11', '1201', '15', '1403', '16', '13'),
    insuplc_admdvs: fc.oneof(
      { weight: 6, arbitrary: fc.constant(admdvs[0] ?? '') },
      { weight: 1, arbitrary: pick(...admdvs) },
    ),
    cvlserv_flag: pick('0', '1', null),
    balc: money,
    aid_category: pick(null, '', 'tekun', 'dibao', 'fanpin', 'dibao_edge', 'monitored'),
    entitlements: fc.array(
      fc.record({
        opsp_dise_code: pick(...DISEASES),
        begndate: maybe(first),
        enddate: rarely(last),
      }),
      { minLength: 2, maxLength: 6 },
    ),
    commercial: fc.boolean(),
    mulaid: fc.array(fc.record({ psn_no: fc.constant('F'), balc: money }), { maxLength: 2 }),
    accumulators: fc.record(
      Object.fromEntries(Object.entries(accumulators).map(([name, near]) => [name, fc.oneof(pick(...near), money)])),
      { requiredKeys: [] },
    ),
  });
  const visit = fc.record({
    med_type: pick('11', '11', '11', '13', '14', '14', '14', '15', '16', '41', '41', '51'),
    begntime: fc.constant(`${year}-10-08 09:30:00`),
    dise_codg: fc.oneof(
      { weight: 5, arbitrary: pick('M00500', 'M07801') },
      { weight: 2, arbitrary: pick(...DISEASES, null) },
    ),
    acct_used_flag: pick('0', '1', '1'),
    institution: fc.record({
      kind: pick('hospital', 'clinic', 'pharmacy'),
      level: pick('1', '2', '3', null),
      dual_channel: pick(true, true, false, null),
    }),
  });
  return fc
    .record({
      person,
      visit,
      lines: fc.array(line, { minLength: 1, maxLength: 8 }),
      catalogue: fc.tuple(...codes.map(entry), entry('XA'), entry('XB')),
    })
    .map(({ lines, ...rest }) => ({ ...rest, lines: lines.flatMap(toLine) }))
    .filter(({ lines }) => lines.length > 0);
}

/** Numbers the lines, leaves out counts of nothing, and puts some given totals a fen beside the product. */
function toLine({ off, ...line }: Json, index: number): Json[] {
  if (/^[0.]+$/.test(line.cnt)) return [];
  const scaled = (text: string, decimals: number) => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(decimals, '0'));
  };
  const gross = (scaled(line.pric, 6) * scaled(line.cnt, 4) + 50_000_000n) / 100_000_000n;
  const given = off === null || gross + BigInt(off) < 0n ? null : String(gross + BigInt(off)).padStart(3, '0');
  const total = given === null ? null : `${given.slice(0, -2)}.${given.slice(-2)}`;
  return [{ feedetl_sn: String(index + 1), ...line, det_item_fee_sumamt: total }];
}
