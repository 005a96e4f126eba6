/**
 * What is known of a good beside its catalogue entry, for the counter checks: what is in it, whom it is for, how long a
 * pack lasts, how its trace codes begin. Absent knowledge limits nothing. The settlement engine must never see it.
 */
import { INSTITUTION_LEVELS, type InstitutionLevel } from '../settlement/case.ts';
import { arrayOf, matching, oneOf, type Read, readObject, text } from '../settlement/document.ts';

export interface Goods {
  readonly name: string;
  /** Goods of one ingredient carry the same text. */
  readonly ingredient: string | null;
  /** Days one pack lasts at the usual dose. */
  readonly pack_days: number | null;
  /** Prescription medicine. */
  readonly rx_flag: '0' | '1';
  /** 1 for men, 2 for women. */
  readonly gend: '1' | '2' | null;
  /** Whole years, inclusive. */
  readonly age_min: number | null;
  readonly age_max: number | null;
  /** For these diseases only; empty: any. */
  readonly dise_codg: readonly string[];
  /** At institutions of these levels only; empty: any. */
  readonly hosp_lv: readonly InstitutionLevel[];
  /** 双通道: sold by double-channel pharmacies alone. */
  readonly dual_channel: '0' | '1';
  /** coded: each pack has a trace code · no_code: on the list of medicines without (无码库) · none: no medicine. */
  readonly trac: 'coded' | 'no_code' | 'none';
  /** First digits of its trace codes; empty: not known. */
  readonly trac_product: readonly string[];
}

/** Nothing is known but the name. */
export function plainGoods(name: string): Goods {
  return {
    name,
    ingredient: null,
    pack_days: null,
    rx_flag: '0',
    gend: null,
    age_min: null,
    age_max: null,
    dise_codg: [],
    hosp_lv: [],
    dual_channel: '0',
    trac: 'none',
    trac_product: [],
  };
}

export const whole =
  (least: number, most: number): Read<number> =>
  (reading, field, value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : reading.bad(field, `must be a whole number from ${least} to ${most}`);

const bit = oneOf(['0', '1']);

/** Reads the facts as JSON says them; `name` serves where they give none. */
export function readGoods(name: string): Read<Goods> {
  return (reading, field, value) => {
    const shape = {
      name: text,
      ingredient: text,
      pack_days: whole(1, 1_000),
      rx_flag: bit,
      gend: oneOf(['1', '2']),
      age_min: whole(0, 150),
      age_max: whole(0, 150),
      dise_codg: arrayOf(text),
      hosp_lv: arrayOf(oneOf(INSTITUTION_LEVELS)),
      dual_channel: bit,
      trac: oneOf(['coded', 'no_code', 'none']),
      trac_product: arrayOf(matching(/^[0-9]{1,20}$/, '1 to 20 digits')),
    };
    return { ...plainGoods(name), ...readObject(reading, field, value, shape, []) };
  };
}
