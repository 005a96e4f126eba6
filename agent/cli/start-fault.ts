/** What kept something from starting, as a catalogue entry. Errors that nobody foresaw are defects and stay errors. */
import { CatalogueFileError } from '../adapters/catalogue-file.ts';
import { PortError } from '../adapters/http/server.ts';
import { PackFolderError } from '../adapters/pack-folder.ts';
import { SecretFileError } from '../adapters/secret-file.ts';
import { StoreError } from '../core/store-error.ts';
import { EnrolmentError } from '../enrolment.ts';
import { type Fault, fault } from '../errors/catalogue.ts';
import { RecordingPersonsError } from '../recording-start.ts';
import { TrainingPlaceError } from '../training.ts';

/** Null: a defect. */
export function startFault(error: unknown): Fault | null {
  if (error instanceof PortError) {
    const { port, reason, holder } = error;
    return holder === null ? fault('port_refused', { port, reason }) : fault('port_busy', { port, holder });
  }
  if (error instanceof TrainingPlaceError) return fault('training_place', { address: error.address });
  if (error instanceof RecordingPersonsError) return fault('recording_persons');
  if (error instanceof StoreError) return fault(error.code, { path: error.path });
  if (error instanceof SecretFileError) return fault('secret_refused', named(error));
  if (error instanceof PackFolderError) return fault('pack_invalid', named(error));
  if (error instanceof CatalogueFileError) return fault('catalogue_invalid', named(error));
  if (error instanceof EnrolmentError)
    return fault(error.code === 0 ? 'enrolment_unreachable' : 'enrolment_refused', { reason: error.message });
  const { code, path } = error as { readonly code?: unknown; readonly path?: unknown };
  return code === 'ENOENT' && typeof path === 'string' ? fault('file_missing', { path }) : null;
}

/** Their messages begin with the path, which the sentence names already. */
function named(error: Error & { readonly path: string }) {
  const { path, message } = error;
  return { path, reason: message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message };
}
