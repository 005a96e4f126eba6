/** The part of yauzl that archives are read with; the package brings no types. */
declare module 'yauzl' {
  import type { Readable } from 'node:stream';
  export interface Entry {
    readonly fileName: string;
    readonly uncompressedSize: number;
    readonly crc32: number;
  }
  export interface ZipFile {
    eachEntry(): AsyncIterable<Entry>;
    openReadStreamPromise(entry: Entry): Promise<Readable>;
    close(): void;
  }
  export function fromBufferPromise(
    bytes: Uint8Array,
    options: { autoClose: boolean; lazyEntries: true },
  ): Promise<ZipFile>;
  export function openPromise(path: string, options: { autoClose: boolean; lazyEntries: true }): Promise<ZipFile>;
}
