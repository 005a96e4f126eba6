/**
 * A scanner left in keyboard mode: boot keyboard reports to text in the US layout, as a pure machine. Chinese cannot come
 * this way; a key that types nothing known spoils its code, which is better than another code.
 */

export interface KeyState {
  /** Keys held in the last report, so that only new ones count. */
  readonly held: readonly number[];
  readonly text: string;
  readonly spoiled: boolean;
}

export type KeyNext =
  | { readonly kind: 'more'; readonly state: KeyState }
  | { readonly kind: 'scan'; readonly state: KeyState; readonly text: string }
  | { readonly kind: 'garbled'; readonly state: KeyState; readonly detail: string };

export const NO_KEYS: KeyState = { held: [], text: '', spoiled: false };

const MAX_TEXT = 8192;
const ENTER = 0x28;
const TAB = 0x2b;
const KEYPAD_ENTER = 0x58;
const SHIFT = 0x22;
/** Control, alt and meta: a shortcut, or a code typed by number. */
const OTHER_MODIFIERS = 0xdd;

const PLAIN = 'abcdefghijklmnopqrstuvwxyz1234567890';
const SHIFTED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!@#$%^&*()';
/** Keys 0x2C to 0x38. */
const SIGNS = " -=[]\\\u0000;'`,./";
const SHIFTED_SIGNS = ' _+{}|\u0000:"~<>?';
/** Keys 0x54 to 0x63 of the number pad. */
const PAD = '/*-+\u00001234567890.';

/** A report of 8 bytes, or 9 with a report id before it: modifiers, reserved, six keys. Any other is passed over. */
export function advanceKeys(state: KeyState, report: Uint8Array): KeyNext {
  const from = report.length === 9 ? 1 : 0;
  if (report.length !== 8 && report.length !== 9) return { kind: 'more', state };
  const modifiers = report[from] ?? 0;
  const keys = [...report.subarray(from + 2, from + 8)].filter((key) => key > 3);
  const pressed = keys.filter((key) => !state.held.includes(key));
  let { text, spoiled } = state;
  for (const key of pressed) {
    if (key === ENTER || key === TAB || key === KEYPAD_ENTER) {
      const next = { held: keys, text: '', spoiled: false };
      if (spoiled) return { kind: 'garbled', state: next, detail: 'keys that are no text of the US layout' };
      return text === '' ? { kind: 'more', state: next } : { kind: 'scan', state: next, text };
    }
    const sign = (modifiers & OTHER_MODIFIERS) === 0 ? signOf(key, (modifiers & SHIFT) !== 0) : '';
    if (sign === '' || text.length >= MAX_TEXT) spoiled = true;
    else text += sign;
  }
  return { kind: 'more', state: { held: keys, text: spoiled ? '' : text, spoiled } };
}

function signOf(key: number, shift: boolean): string {
  const known = (signs: string, at: number): string => {
    const sign = signs[at] ?? '';
    return sign === '\u0000' ? '' : sign;
  };
  if (key <= 0x27) return known(shift ? SHIFTED : PLAIN, key - 4);
  if (key >= 0x2c && key <= 0x38) return known(shift ? SHIFTED_SIGNS : SIGNS, key - 0x2c);
  return key >= 0x54 && key <= 0x63 ? known(PAD, key - 0x54) : '';
}
