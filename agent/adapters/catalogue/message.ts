/** What the import process and whoever started it say to each other. Types only. */
import type { ImportProgress, ImportReport, ImportRequest } from './import.ts';

export type ToImport = ImportRequest;

export type FromImport =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'done'; readonly report: ImportReport }
  /** A file that can not be used. Anything else that goes wrong ends the process. */
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string };
