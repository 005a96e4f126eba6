/** A prescription as it is asked for at the centre's control: what is in it, for whom and how long. Changes the books alone. */
import { parseCount } from '../../agent/core/settlement/decimal.ts';
import { civilTime, compactTime } from '../../agent/core/time.ts';
import { type Prescribed, RX_ATTRIBUTES } from './prescriptions.ts';
import type { CentreStore } from './store.ts';

export class PrescribeError extends Error {}

const DAY_MS = 86_400_000;
const MOST_DAYS = 90;

/**
 * 医保处方编号 of the new one, which is also what its QR code says (27 characters); null: there is no such person. Throws
 * PrescribeError naming the field.
 */
export function prescribe(
  store: CentreStore,
  nowMs: number,
  { psn_no, lines, valid_days = 3, rx_exra_attr_code = '02' }: Readonly<Record<string, unknown>>,
): { readonly hi_rxno: string; readonly valid_end_time: string } | null {
  if (store.person(String(psn_no)) === null) return null;
  if (!Number.isInteger(valid_days) || Number(valid_days) < 1 || Number(valid_days) > MOST_DAYS)
    throw new PrescribeError(`valid_days: a whole number of days, 1 to ${MOST_DAYS}`);
  const attribute = RX_ATTRIBUTES.find((known) => known === rx_exra_attr_code);
  if (attribute === undefined) throw new PrescribeError(`rx_exra_attr_code: one of ${RX_ATTRIBUTES.join(', ')}`);
  const hi_rxno = `RX${compactTime(nowMs)}${String(store.prescriptions.count() + 1).padStart(11, '0')}`;
  const valid_end_time = civilTime(nowMs + Number(valid_days) * DAY_MS);
  const prescription = { hi_rxno, psn_no: String(psn_no), rx_exra_attr_code: attribute, valid_end_time };
  const wanted = linesOf(lines);
  store.atomically(() => store.prescriptions.issue(prescription, wanted));
  return { hi_rxno, valid_end_time };
}

function linesOf(lines: unknown): readonly Prescribed[] {
  const given = Array.isArray(lines) ? (lines as readonly { readonly [name in keyof Prescribed]?: unknown }[]) : [];
  const named = new Set(given.map(({ med_list_codg }) => med_list_codg));
  if (given.length === 0 || named.size !== given.length)
    throw new PrescribeError('lines: a list of {med_list_codg, cnt}, each medicine once');
  return given.map(({ med_list_codg, cnt }, at) => {
    const count = parseCount(String(cnt));
    if (typeof med_list_codg !== 'string' || med_list_codg === '')
      throw new PrescribeError(`lines[${at}].med_list_codg: a code of the catalogue`);
    if (count === null || count <= 0) throw new PrescribeError(`lines[${at}].cnt: a count like 2 or 0.5`);
    return { med_list_codg, cnt: count };
  });
}
