/**
 * Whatever `catalogue_file` names: the folder of imported catalogues, or one JSON document as the demonstration has. The
 * rest of the agent does not know which. Never imports anything.
 */
import { statSync } from 'node:fs';
import { isEan13 } from '../../core/scan/reading.ts';
import { validOn } from '../../core/settlement/case.ts';
import type { CatalogueGood, CatalogueLookup } from '../../ports/catalogue.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { type JsonGood, openCatalogue } from '../catalogue-file.ts';
import { openInstalled, type ServedCatalogue, serveCatalogue } from './served.ts';
import type { OpenCatalogue } from './source.ts';

/** For a daemon: a folder is served on and swapped. Throws CatalogueFileError. */
export function openAnyCatalogue(
  path: string,
  clock: Pick<Clock, 'after' | 'monotonicMs'>,
  log: Pick<Log, 'info' | 'error'>,
): ServedCatalogue {
  if (isFolder(path)) return serveCatalogue(path, clock, log);
  return { ...openOnce(path), refresh: () => false };
}

/** For a command: what is installed now. Throws CatalogueFileError. */
export function openOnce(path: string): OpenCatalogue {
  return isFolder(path) ? openInstalled(path) : { ...jsonCatalogue(path), close: () => {} };
}

/** What is not there yet is the folder that an import will fill. */
const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? !path.endsWith('.json');

/** A document of some dozens of goods: looked through from front to back. */
function jsonCatalogue(path: string): CatalogueLookup {
  const { version, entries, goods, goodsOf } = openCatalogue(path);
  const on = (wanted: (good: JsonGood) => boolean, day: string): readonly CatalogueGood[] => {
    const codes = [...new Set(goods.filter(wanted).map((good) => good.med_list_codg))];
    return codes.map((code) => {
      const records = goods.filter((good) => good.med_list_codg === code);
      const entry = entries(code).find(({ begndate, enddate }) => validOn(day, begndate, enddate)) ?? null;
      return goodOf(code, records, entry);
    });
  };
  const lookUp: CatalogueLookup['lookUp'] = (code, day) => {
    const ways = [
      ['national', (good: JsonGood) => good.med_list_codg === code],
      ['shop', (good: JsonGood) => good.medins_list_codg === code],
      ['ean13', (good: JsonGood) => isEan13(code) && good.ean13 === code],
      ['trace', (good: JsonGood) => /^8[0-9]{19}$/.test(code) && good.drug_trac_prod === code.slice(0, 7)],
    ] as const;
    for (const [by, wanted] of ways) {
      const found = on(wanted, day);
      if (found.length > 0) return { by, goods: found };
    }
    return null;
  };
  return {
    version,
    entries,
    goodsOf,
    lookUp,
    find(text, day, limit) {
      const asked = text.trim().toUpperCase();
      if (asked === '') return [];
      const fits = ({ name = '', pinyin = '', med_list_codg }: JsonGood) =>
        name.toUpperCase().includes(asked) || pinyin.startsWith(asked) || med_list_codg.startsWith(asked);
      return (lookUp(text.trim(), day)?.goods ?? on(fits, day)).slice(0, limit);
    },
  };
}

function goodOf(code: string, records: readonly JsonGood[], entry: CatalogueGood['entry']): CatalogueGood {
  const [first] = records;
  return {
    med_list_codg: code,
    kind: null,
    name: first?.name ?? '',
    genname: null,
    spec: first?.spec ?? null,
    unit: null,
    maker: null,
    entry,
    shelf: records.flatMap(({ medins_list_codg, ean13 = null, pric = null }) =>
      medins_list_codg === undefined ? [] : [{ medins_list_codg, ean13, pric }],
    ),
  };
}
