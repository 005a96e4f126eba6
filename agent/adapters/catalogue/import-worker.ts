/** The import process from inside: one request, progress, one outcome. Ends with whoever started it. */
import { StoreError } from '../../core/store-error.ts';
import { CatalogueFileError } from '../catalogue-file.ts';
import { importCatalogue } from './import.ts';
import type { FromImport, ToImport } from './message.ts';

/** Progress is told at most this often, or the telling would cost more than the work. */
const TELL_EVERY_ROWS = 10_000;

export function runImportProcess(): void {
  process.once('message', (message) => {
    void run(message as ToImport).then((outcome) => tell(outcome, () => process.disconnect()));
  });
  // Half done is no harm, and an import nobody waits for is none that was asked for.
  process.once('disconnect', () => process.exit());
}

async function run(request: ToImport): Promise<FromImport> {
  try {
    const report = await importCatalogue(request, (progress) => {
      if (progress.step !== 'read' || progress.rows % TELL_EVERY_ROWS === 0 || progress.part === 1)
        tell({ kind: 'progress', progress });
    });
    return { kind: 'done', report };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Throws what nobody foresaw. */
function outcomeOf(error: unknown): FromImport {
  if (error instanceof StoreError) return { kind: 'failed', code: error.code, path: error.path };
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return { kind: 'denied', said: { code, path, syscall } };
  if (!(error instanceof CatalogueFileError)) throw error;
  const start = `${error.path}: `;
  const reason = error.message.startsWith(start) ? error.message.slice(start.length) : error.message;
  return { kind: 'refused', path: error.path, reason };
}

function tell(message: FromImport, sent: () => void = () => {}): void {
  if (process.connected) process.send?.(message, undefined, {}, sent);
}
