/** What the checks find never changes what a sale costs. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { type Check, PLACES } from '../../agent/core/checks/check.ts';
import { type Goods, plainGoods } from '../../agent/core/checks/goods.ts';
import type { Basket } from '../../agent/core/input.ts';
import type { Session } from '../../agent/core/state.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, demoCatalogue, replyOf, START } from '../agent/counter.ts';
import { checkOf, TRAC } from './basket.ts';

const ALL = Object.keys(PLACES).map((kind) =>
  checkOf({ kind, early_days: 0, max_days: 1, digits: 7, shapes: [{ begins: '9', least: 1, most: 1 }] } as never, {
    severity: 'block',
  }),
);

async function counterWith(checks: readonly Check[]): Promise<{ counter: Counter; session: string }> {
  const packs = installedPacks('agent/packs').map((one) => ({ ...one, pack: { ...one.pack, checks } }));
  const goods: Goods = {
    ...plainGoods('样品'),
    ...{ ingredient: '甲', pack_days: 9, rx_flag: '1', gend: '2', age_min: 99, dise_codg: ['M00500'] },
    ...{ hosp_lv: ['3'], dual_channel: '1', trac: 'coded', trac_product: ['8200002'] },
  };
  const catalogue = { ...demoCatalogue(), goodsOf: (code: string) => (code === 'X' ? null : goods) };
  const counter = new Counter({}, new VirtualClock(START), openDatabase(':memory:'), { catalogue, packs });
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  return { counter, session: await counter.openSession() };
}

const line = fc.record(
  {
    med_list_codg: fc.constantFrom('A', 'B', 'X'),
    pric: fc.integer({ min: 0, max: 9_999_999 }).map((price) => (price / 10_000).toFixed(4)),
    cnt: fc.integer({ min: 1, max: 40 }).map(String),
    rxno: fc.constantFrom('', 'RX1'),
    drug_trac_codg: fc.array(fc.constantFrom(TRAC, '9', `${TRAC.slice(0, 19)}2`), { maxLength: 3 }),
    trdn_flag: fc.constantFrom('0', '1'),
  },
  { requiredKeys: ['med_list_codg', 'pric', 'cnt'] },
);
const baskets = fc.record({
  med_type: fc.constantFrom('41', '11', '14'),
  acct_used_flag: fc.constantFrom('0', '1'),
  dise_codg: fc.constantFrom('M03900', 'M01600'),
  lines: fc
    .array(line, { minLength: 1, maxLength: 8 })
    .map((lines) => lines.map((one, at) => ({ ...one, feedetl_sn: String(at + 1) }))),
}) as fc.Arbitrary<Basket>;

describe('the bill', () => {
  let found = 0;
  it('is the same with every check speaking and with none', async () => {
    const [checked, bare] = [await counterWith(ALL), await counterWith([])];
    const priced = async ({ counter, session }: typeof bare, basket: Basket): Promise<Session> =>
      replyOf(await counter.command({ kind: 'set_basket', session, basket }), 'session').session;
    await fc.assert(
      fc.asyncProperty(baskets, async (basket) => {
        const [one, other] = [await priced(checked, basket), await priced(bare, basket)];
        found += one.findings.length;
        expect(other.findings).toEqual([]);
        expect(one.priced).toEqual(other.priced);
      }),
      { numRuns: 100 },
    );
  });
  afterAll(() => expect(found).toBeGreaterThan(100));
});
