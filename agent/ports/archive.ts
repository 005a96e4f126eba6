/**
 * A ZIP with one text in it, as files of the national interface travel. Types only.
 *
 * - `textIn` takes the first file of the archive, whatever its name; null: it is no archive, or it holds more than there is
 *   room for. Never writes to disk.
 */
export interface Archive {
  pack(name: string, text: string, at: Date): Promise<Uint8Array>;
  textIn(bytes: Uint8Array): Promise<string | null>;
}
