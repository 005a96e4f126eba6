/** What the import process and whoever started it say to each other. Types only. */
import type { StoreErrorCode } from '../../core/store-error.ts';
import type { ImportProgress, ImportReport, ImportRequest } from './import.ts';

export type ToImport = ImportRequest;

export type FromImport =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'done'; readonly report: ImportReport }
  /** A file that can not be used. */
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string }
  /** What the catalogue's own file could not take: a full disk. */
  | { readonly kind: 'failed'; readonly code: StoreErrorCode; readonly path: string }
  /** What the system said of a file or folder. Anything else that goes wrong ends the process. */
  | { readonly kind: 'denied'; readonly said: Pick<NodeJS.ErrnoException, 'code' | 'path' | 'syscall'> };
