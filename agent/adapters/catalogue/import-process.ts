/**
 * An import in a process of its own, so that reading, joining and checking 200,000 rows takes nothing from the one that
 * serves the counter. Never reads a catalogue file itself.
 */
import { fork } from 'node:child_process';
import { StoreError } from '../../core/store-error.ts';
import { CatalogueFileError } from '../catalogue-file.ts';
import { giveWay } from '../low-priority.ts';
import type { ImportProgress, ImportReport, ImportRequest } from './import.ts';
import type { FromImport, ToImport } from './message.ts';

/**
 * `program` is dist/catalogue-import.js. Rejects with CatalogueFileError where a file is refused, and where the process
 * ended before it was done: asked again, the import goes on where it was; with what the disk or the system said otherwise.
 */
export function importApart(
  program: string,
  request: ImportRequest,
  tell: (progress: ImportProgress) => void,
  onStart: (pid: number) => void = () => {},
): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    // Before it has threads of its own, which would keep the priority they were born with.
    if (child.pid !== undefined) void giveWay(child.pid);
    let outcome: FromImport | null = null;
    child.on('message', (message) => {
      const said = message as FromImport;
      if (said.kind === 'progress') tell(said.progress);
      else outcome = said;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (outcome?.kind === 'done') resolve(outcome.report);
      else if (outcome?.kind === 'refused') reject(new CatalogueFileError(outcome.path, outcome.reason));
      else if (outcome?.kind === 'failed') reject(new StoreError(outcome.code, outcome.path));
      else if (outcome?.kind === 'denied') reject(Object.assign(new Error(outcome.said.code), outcome.said));
      else reject(new CatalogueFileError(request.folder, `the import ended before it was done (${signal ?? code})`));
    });
    child.send(request satisfies ToImport);
    if (child.pid !== undefined) onStart(child.pid);
  });
}
