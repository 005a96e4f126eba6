/** What the local API shows of a good: national names, money and ratios as decimal text, the insured side as of today. */
import { formatPrice, formatRatio } from '../core/settlement/decimal.ts';
import type { CatalogueGood, CatalogueLookup } from '../ports/catalogue.ts';

export const NO_CATALOGUE: CatalogueLookup = { version: '', entries: () => [], lookUp: () => null, find: () => [] };

export function goodView({ entry, shelf, ...good }: CatalogueGood) {
  return {
    ...good,
    insured:
      entry === null
        ? null
        : {
            chrgitm_lv: entry.chrgitm_lv,
            selfpay_prop: entry.selfpay_prop === null ? null : formatRatio(entry.selfpay_prop),
            pric_uplmt_amt: entry.pric_uplmt_amt === null ? null : formatPrice(entry.pric_uplmt_amt),
            flags: entry.flags,
            begndate: entry.begndate,
            enddate: entry.enddate,
          },
    shelf,
  };
}
