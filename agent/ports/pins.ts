/**
 * How PINs are kept: salted, and hashed by a function that costs memory and time, so that a stolen file does not give them
 * away. Types only.
 *
 * - `hash` gives another text for the same PIN every time; the text holds all that `matches` needs but the PIN.
 * - `matches` takes as long for a wrong PIN as for a right one, and is false for a text it did not make.
 */
export interface Pins {
  hash(pin: string): Promise<string>;
  matches(pin: string, hash: string): Promise<boolean>;
}
