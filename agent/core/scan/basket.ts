/**
 * A scanned good put into a basket: the same good again is one pack more, a trace code goes to the line of its good. Pure;
 * prices nothing and changes no line of another good.
 */
import type { Basket, BasketLine } from '../input.ts';
import { type Count, formatCount, parseCount } from '../settlement/decimal.ts';

export interface ScannedGood {
  readonly med_list_codg: string;
  readonly medins_list_codg: string | null;
  /** Yuan, decimal text. */
  readonly pric: string;
}

const ONE = 10_000;

/**
 * The basket with the good in it. `trace`: the code scanned, or null where a barcode was. A trace code fills a pack that
 * was counted already before it counts one more. Null: this trace code is in the basket already.
 */
export function withGood(basket: Basket, good: ScannedGood, trace: string | null): Basket | null {
  if (trace !== null && basket.lines.some((line) => line.drug_trac_codg?.includes(trace))) return null;
  const at = basket.lines.findIndex((line) => isOf(line, good));
  const former = basket.lines[at];
  if (former === undefined) return { ...basket, lines: [...basket.lines, newLine(basket.lines, good, trace)] };
  const lines = basket.lines.with(at, grown(former, trace));
  return { ...basket, lines };
}

/** The code on the line it was scanned for. Null: it is in the basket already, or there is no such line. */
export function withTrace(basket: Basket, feedetl_sn: string, trace: string): Basket | null {
  if (basket.lines.some((line) => line.drug_trac_codg?.includes(trace))) return null;
  const at = basket.lines.findIndex((line) => line.feedetl_sn === feedetl_sn);
  const line = basket.lines[at];
  if (line === undefined) return null;
  return {
    ...basket,
    lines: basket.lines.with(at, { ...line, drug_trac_codg: [...(line.drug_trac_codg ?? []), trace] }),
  };
}

/** Opened packs are counted by hand. */
function isOf(line: BasketLine, good: ScannedGood): boolean {
  if (line.trdn_flag === '1' || line.med_list_codg !== good.med_list_codg) return false;
  return good.medins_list_codg === null || (line.medins_list_codg ?? good.medins_list_codg) === good.medins_list_codg;
}

function grown(line: BasketLine, trace: string | null): BasketLine {
  const codes = line.drug_trac_codg ?? [];
  const count = parseCount(line.cnt) ?? 0;
  if (trace !== null && codes.length * ONE < count) return { ...line, drug_trac_codg: [...codes, trace] };
  // The stated total was for the former count.
  const { det_item_fee_sumamt: _former, ...rest } = line;
  const more = { ...rest, cnt: formatCount((count + ONE) as Count) };
  return trace === null ? more : { ...more, drug_trac_codg: [...codes, trace] };
}

function newLine(lines: readonly BasketLine[], good: ScannedGood, trace: string | null): BasketLine {
  const numbers = lines.map(({ feedetl_sn }) => (/^[0-9]{1,9}$/.test(feedetl_sn) ? Number(feedetl_sn) : 0));
  return {
    feedetl_sn: String(Math.max(0, ...numbers) + 1),
    med_list_codg: good.med_list_codg,
    ...(good.medins_list_codg === null ? {} : { medins_list_codg: good.medins_list_codg }),
    pric: good.pric,
    cnt: '1',
    ...(trace === null ? {} : { drug_trac_codg: [trace] }),
  };
}
