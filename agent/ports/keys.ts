/**
 * Where the keys of a terminal's personal data lie: outside the data file, so that a copy of that file tells nothing.
 * Types only.
 *
 * - Names are `lookup` for the one of the keyed hashes, a number for each period's data key; `0` is the one key of a
 *   version 1 file. A key is 32 bytes.
 * - When `write` returns, the key survives a power cut. A name is written once and never again.
 * - After `destroy` returns, nobody can get the key from here any more. Destroying one that is gone already does nothing.
 * - `read` gives null for a key that is not here. A place that others could read throws, and is not quietly repaired.
 */
export interface KeyStore {
  names(): readonly string[];
  read(name: string): Uint8Array | null;
  write(name: string, key: Uint8Array): void;
  destroy(name: string): void;
}
