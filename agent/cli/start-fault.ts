/** What kept something from starting, as a catalogue entry. Errors that nobody foresaw are defects and stay errors. */

import { tongxing } from '../../protocol/generated/tongxing.js';
import { CatalogueFileError } from '../adapters/catalogue-file.ts';
import { PortError } from '../adapters/http/server.ts';
import { PackFolderError } from '../adapters/pack-folder.ts';
import { SecretFileError } from '../adapters/secret-file.ts';
import { StoreError } from '../core/store-error.ts';
import { EnrolmentError } from '../enrolment.ts';
import { type Fault, fault } from '../errors/catalogue.ts';
import { RecordingPersonsError } from '../recording-start.ts';
import { TrainingPlaceError } from '../training.ts';
import { sentences } from './refusal.ts';

/** Null: a defect. */
export function startFault(error: unknown): Fault | null {
  if (error instanceof PortError) {
    const { port, reason, holder } = error;
    return holder === null ? fault('port_refused', { port, reason }) : fault('port_busy', { port, holder });
  }
  if (error instanceof TrainingPlaceError) return fault('training_place', { address: error.address });
  if (error instanceof RecordingPersonsError) return fault('recording_persons');
  if (error instanceof StoreError) return storeFault(error);
  if (error instanceof SecretFileError) return fault('secret_refused', named(error));
  if (error instanceof PackFolderError) return fault('pack_invalid', named(error));
  if (error instanceof CatalogueFileError) return fault('catalogue_invalid', named(error));
  if (error instanceof EnrolmentError) return fault(enrolmentFault(error.code), { reason: error.message });
  return fileFault(error);
}

function enrolmentFault(code: number) {
  if (code === 0) return 'enrolment_unreachable';
  return code === tongxing.v1.ResultCode.RESULT_CODE_OK ? 'enrolment_incomplete' : 'enrolment_refused';
}

/** What the system said of a file or folder: the place, the room and the rights are the operator's, no defect of ours. */
const REFUSALS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG', 'ELOOP', 'EIO']);

/** With what the system or the database said, where nothing more is known than that it failed. */
function storeFault({ code, path, cause }: StoreError): Fault {
  const { code: reason } = (cause ?? {}) as { readonly code?: string };
  return fault(code, code === 'store_failed' && reason !== undefined ? { path, reason } : { path });
}

function fileFault(error: unknown): Fault | null {
  if (isNotLoaded(error)) return fault('native_not_loaded', { reason: loadingSaid(error) });
  const { code, syscall, path: named, dest } = error as NodeJS.ErrnoException & { readonly dest?: string };
  if (code === undefined || syscall === undefined) return null;
  const takesNoMore = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS';
  const path = takesNoMore ? (dest ?? named) : named;
  // Node says so of a disk that is read-only, too, where it would have made all of the path.
  if (code === 'ENOENT' && syscall === 'mkdir' && path !== undefined)
    return fault('file_refused', { path, reason: syscall });
  if (code === 'ENOENT' && path !== undefined) return fault('file_missing', { path });
  if (code === 'ENOSPC' || code === 'EDQUOT') return fault('store_full', { path: path ?? '' });
  // Node names none where a folder was opened as a file and then could not be read.
  const place = path ?? (code === 'EISDIR' ? '是文件夹，不是文件 a folder, no file' : undefined);
  return REFUSALS.has(code) && place !== undefined ? fault('file_refused', { path: place, reason: code }) : null;
}

/** The system put another Node in place of the one that the native modules were built for, or they were copied here. */
function isNotLoaded(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_DLOPEN_FAILED';
}

/** Without Node's own advice, which is for whoever has the sources of one module. */
function loadingSaid({ message }: Error): string {
  return message.replaceAll('\n', ' ').replace(/\. Please try .*$/, '');
}

/** For whoever typed the command. Null: a defect. */
export function explain(error: unknown): string | null {
  const found = startFault(error);
  return found === null ? null : sentences(found);
}

/** Their messages begin with the path, which the sentence names already. */
function named(error: Error & { readonly path: string }) {
  const { path, message } = error;
  return { path, reason: message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message };
}
