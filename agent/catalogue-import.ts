/** The import process (dist/catalogue-import.js): builds a catalogue beside the one that serves. Decides nothing. */
import { runImportProcess } from './adapters/catalogue/import-worker.ts';

runImportProcess();
