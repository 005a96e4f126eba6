/** What the checks know of goods, from where the catalogue comes from. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCatalogue } from '../../agent/adapters/catalogue-file.ts';
import { plainGoods } from '../../agent/core/checks/goods.ts';
import { SHELF, Shop } from '../catalogue/shop.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongxing-goods-'));
afterAll(() => rmSync(folder, { recursive: true }));

function opened(goods: unknown) {
  const path = join(folder, 'catalogue.json');
  const entries = [{ med_list_codg: 'A', chrgitm_lv: '01', name: '样品甲', goods }];
  writeFileSync(path, JSON.stringify({ version: 'c1', entries }));
  return openCatalogue(path);
}

describe('the goods of a catalogue file', () => {
  it('say what they say, and nothing else is held against them', () => {
    const { goodsOf } = opened({ ingredient: '甲', age_min: 18, trac: 'no_code' });
    expect(goodsOf('A')).toEqual({ ...plainGoods('样品甲'), ingredient: '甲', age_min: 18, trac: 'no_code' });
    expect(goodsOf('B')).toBeNull();
    expect(opened(undefined).goodsOf('A')).toBeNull();
  });

  it('are refused by entry and field', () => {
    const cases: readonly (readonly [unknown, string])[] = [
      [{ gender: '1' }, 'entries[0].goods.gender'],
      [{ gend: '3' }, 'entries[0].goods.gend'],
      [{ pack_days: 0 }, 'entries[0].goods.pack_days'],
      [{ pack_days: '7' }, 'entries[0].goods.pack_days'],
      [{ hosp_lv: ['4'] }, 'entries[0].goods.hosp_lv[0]'],
      [{ trac: 'yes' }, 'entries[0].goods.trac'],
      [{ trac_product: ['81X'] }, 'entries[0].goods.trac_product[0]'],
      ['gend', 'entries[0].goods'],
    ];
    for (const [goods, field] of cases) expect(() => opened(goods)).toThrow(field);
  });

  it('of the demonstration know ingredient, prescription and trace codes', () => {
    const { goodsOf } = openCatalogue('simulator/catalogue/demo.json');
    expect(goodsOf('XJ01MAA904A001010100001')).toMatchObject({
      ...{ name: '左氧氟沙星片', ingredient: '左氧氟沙星片', rx_flag: '1', age_min: 18, trac: 'coded' },
      trac_product: [expect.stringMatching(/^8[0-9]{6}$/)],
    });
    expect(goodsOf('C9901410000000041000001')).toBeNull();
  });
});

describe('the goods of the national files', () => {
  it('know ingredient, prescription and product of the trace code, and leave the rest open', async () => {
    const shop = new Shop();
    try {
      const head = ['med_list_codg', 'drug_prodname', 'drug_genname', 'otc_flag'];
      await shop.import([
        shop.file('1301.txt', head, ['X1', '样品甲', '甲', '0'], ['X2', '样品乙', '乙', '1']),
        shop.file('1317.txt', SHELF, ['1001', '样品甲', 'X1', '', '8100001', '10.00']),
      ]);
      const { goodsOf } = shop.installed();
      expect(goodsOf?.('X1')).toEqual({
        ...plainGoods('样品甲'),
        ...{ ingredient: '甲', rx_flag: '1', trac: 'coded', trac_product: ['8100001'] },
      });
      expect(goodsOf?.('X2')).toEqual({ ...plainGoods('样品乙'), ingredient: '乙', trac: 'coded' });
      expect(goodsOf?.('X3')).toBeNull();
    } finally {
      shop.leave();
    }
  });
});
