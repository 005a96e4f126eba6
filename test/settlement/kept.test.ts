/** What is kept of a sale's computation comes back as it was, in the present form and in the one with names. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import type { CatalogueEntry } from '../../agent/core/settlement/case.ts';
import { factsOfText, factsText } from '../../agent/core/settlement/kept.ts';
import type { ReplayFacts } from '../../agent/core/settlement/replay.ts';

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(fen);
const text = fc.string({ maxLength: 12 });
const date = fc.option(fc.constantFrom('2020-01-01', '2030-12-31'));

const entry = fc.record({
  med_list_codg: text,
  chrgitm_lv: fc.constantFrom('01', '02', '03'),
  selfpay_prop: fc.option(fc.integer({ min: 0, max: 10_000 })),
  pric_uplmt_amt: fc.option(fc.nat()),
  flags: fc.array(text, { maxLength: 2 }),
  opsp_scope: fc.array(text, { maxLength: 2 }),
  acct_payable: fc.boolean(),
  begndate: date,
  enddate: date,
}) as unknown as fc.Arbitrary<CatalogueEntry>;

const person = fc.record({
  psn_no: fc.option(text),
  insutype: fc.constantFrom('310', '390'),
  psn_type: text,
  insuplc_admdvs: text,
  cvlserv_flag: fc.constantFrom('0', '1'),
  balc: amount,
  aid_category: fc.option(fc.constantFrom('tekun', 'dibao')),
  entitlements: fc.array(fc.record({ opsp_dise_code: text, begndate: date, enddate: date }), { maxLength: 2 }),
  commercial: fc.boolean(),
  mulaid: fc.array(fc.record({ psn_no: text, balc: amount }), { maxLength: 2 }),
  accumulators: fc.dictionary(fc.constantFrom('a.deductible', 'a.ceiling'), amount),
});

const visit = fc.record({
  med_type: text,
  begntime: text,
  dise_codg: fc.option(text),
  fixmedins_code: fc.option(text),
  mdtrtarea_admvs: fc.option(text),
  acct_used_flag: fc.constantFrom('0', '1'),
  institution: fc.record({
    kind: fc.constantFrom('hospital', 'pharmacy'),
    level: fc.option(fc.constantFrom('1', '2', '3')),
    dual_channel: fc.boolean(),
  }),
});

const benefit = fc.constantFrom('outpatient', 'serious', 'civil');
const line = fc.tuple(amount, amount, amount, amount, amount, fc.option(benefit));

const facts = fc.array(line, { minLength: 1, maxLength: 4 }).chain((lines) =>
  fc.record({
    person,
    visit,
    stated: fc.tuple(...lines.map(() => fc.option(amount))),
    entries: fc.array(entry, { maxLength: 4 }),
    work: fc.record({
      lines: fc.constant(lines),
      benefits: fc.uniqueArray(fc.tuple(benefit, amount, amount, amount, amount, amount), { selector: ([id]) => id }),
      layers: fc.array(fc.tuple(text, amount, amount, amount), { maxLength: 2 }),
    }),
  }),
) as unknown as fc.Arbitrary<ReplayFacts>;

describe('what is kept of a computation', () => {
  it('comes back as it was, whatever it was', () => {
    fc.assert(
      fc.property(facts, (one) => {
        expect(factsOfText(factsText(one))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });

  it('is read with names too, as sales of earlier days have it', () => {
    fc.assert(
      fc.property(facts, (one) => {
        expect(factsOfText(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(one)));
      }),
    );
  });

  it('names a benefit by its place and leaves out what most entries say', () => {
    const [one] = fc.sample(facts, { numRuns: 1, seed: 1 });
    if (one === undefined) throw new Error('no facts');
    const said = factsText({
      ...one,
      stated: [null],
      entries: [
        {
          ...{ med_list_codg: 'X', chrgitm_lv: '01', selfpay_prop: null, pric_uplmt_amt: null },
          ...{ flags: [], opsp_scope: [], acct_payable: true, begndate: null, enddate: null },
        },
      ],
      work: {
        lines: [[fen(5), fen(0), fen(0), fen(0), fen(5), 'outpatient']],
        benefits: [['outpatient', fen(5), fen(0), fen(5), fen(5), fen(5)]],
        layers: [],
      },
    });
    expect(JSON.parse(said).slice(3)).toEqual([
      [],
      [['X', '01']],
      [[5, 0, 0, 0, 5, 0]],
      [['outpatient', 5, 0, 5, 5, 5]],
      [],
    ]);
  });
});
