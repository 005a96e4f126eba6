/** What a scanned code stands for in the catalogue of the day: one row for each of the shop's own codes. Reads only. */
import type { Goods } from '../../core/checks/goods.ts';
import type { Lookup } from '../../core/effect.ts';
import type { Found } from '../../core/input.ts';
import type { CatalogueSource } from '../../ports/catalogue.ts';

type Scanned = Found & { readonly kind: 'scanned' };

export function scannedGoods(catalogue: CatalogueSource, lookup: Lookup & { readonly kind: 'find_scanned' }): Scanned {
  const { kind: _kind, day, codes, ...scan } = lookup;
  const found = catalogue.lookUp?.(scan.code, day) ?? null;
  const goods = (found?.goods ?? []).flatMap(({ med_list_codg, shelf }): Scanned['goods'] => {
    const own = shelf.filter(
      ({ medins_list_codg, ean13 }) =>
        (found?.by !== 'shop' || medins_list_codg === scan.code) && (found?.by !== 'ean13' || ean13 === scan.code),
    );
    const priced = own.map(({ medins_list_codg, pric }) => ({ med_list_codg, medins_list_codg, pric }));
    return priced.length > 0 ? priced : [{ med_list_codg, medins_list_codg: null, pric: null }];
  });
  const wanted = new Set([...codes, ...goods.map(({ med_list_codg }) => med_list_codg)]);
  const entries = new Map([...wanted].map((code) => [code, catalogue.entries(code)]));
  return { kind: 'scanned', ...scan, goods, entries };
}

/** What the catalogue knows of these codes; what it does not know is left out. */
export function goodsIn(catalogue: CatalogueSource, codes: readonly string[]): ReadonlyMap<string, Goods> {
  const found = new Map<string, Goods>();
  for (const code of codes) {
    const goods = catalogue.goodsOf?.(code) ?? null;
    if (goods !== null) found.set(code, goods);
  }
  return found;
}
