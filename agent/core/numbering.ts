/**
 * Where msgids and numbers come from (offline.md, Identity). The time in an id never goes back, whatever the wall clock
 * does, and a second whose hundred ids are used borrows the next one instead of waiting.
 */
import { compactTime } from './time.ts';
import type { Msgid } from './transaction.ts';

export interface Numbering {
  readonly epoch: number;
  /** Last number given in this epoch; 0 for none. */
  readonly number: number;
  /** The instant in the last id, whole seconds since 1970 UTC; 0 for none. */
  readonly second: number;
  /** Counter of the last id within that second, 0 to 99. */
  readonly counter: number;
}

export interface Identity {
  readonly msgid: Msgid;
  readonly number: number;
  readonly numbering: Numbering;
}

const PER_SECOND = 100;
/** More than a lost file can have borrowed between its backup and its end: sixty thousand ids. */
const LOST_SECONDS = 600;

/** Takes the next id and number. fixmedins_code is 12 characters, slot 0 to 99. */
export function nextIdentity(
  numbering: Numbering,
  terminal: { readonly fixmedins_code: string; readonly slot: number },
  wallMs: number,
): Identity {
  const wallSecond = Math.floor(wallMs / 1000);
  let { second, counter } = numbering;
  if (wallSecond > second) {
    second = wallSecond;
    counter = 0;
  } else if (counter + 1 < PER_SECOND) counter += 1;
  else {
    second += 1;
    counter = 0;
  }
  const number = numbering.number + 1;
  const tail = String(terminal.slot).padStart(2, '0') + String(counter).padStart(2, '0');
  const msgid = `${terminal.fixmedins_code}${compactTime(second * 1000)}${tail}` as Msgid;
  return { msgid, number, numbering: { epoch: numbering.epoch, number, second, counter } };
}

/**
 * A new epoch goes on well above the last id that is known: the file that is lost may have given some more, which nobody
 * has seen yet and which a wire may still carry. `epochs` ended since: the same backup may be put back more than once.
 */
export function aboveLost(
  last: Pick<Numbering, 'second' | 'counter'>,
  epochs: number,
): Pick<Numbering, 'second' | 'counter'> {
  return last.second === 0 ? last : { second: last.second + epochs * LOST_SECONDS, counter: 0 };
}

/** Epochs and numbers stay below these (transaction.proto): both go into one key of the ledger. */
export const EPOCHS = 2 ** 12;
export const NUMBERS = 2 ** 40;

/** Whether this terminal may have given an id: what the centre says is one need not be. */
export function isIdentity(
  msgid: string,
  { fixmedins_code, slot }: { readonly fixmedins_code: string; readonly slot: number },
): boolean {
  const digits = msgid.slice(fixmedins_code.length);
  return msgid.startsWith(fixmedins_code) && /^\d{18}$/.test(digits) && Number(digits.slice(14, 16)) === slot;
}

/** Reads the instant and the counter back from a stored id, so that the next one lies above it. */
export function readIdentity(msgid: string): { readonly second: number; readonly counter: number } {
  const [, y, mo, d, h, mi, s, counter] = /^.{12}(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\d\d(\d\d)$/.exec(msgid) ?? [];
  if (counter === undefined) throw new RangeError(`not a msgid of this terminal's form: ${msgid}`);
  const utcMs = Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s));
  return { second: utcMs / 1000 - 8 * 3600, counter: Number(counter) };
}
