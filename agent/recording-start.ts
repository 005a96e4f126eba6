/**
 * Whether and where an agent is recorded: from the switch to a recorder with its file. Must never record a terminal in
 * production unless the switch says in so many words that real persons are in it.
 */
import { join } from 'node:path';
import type { DriverOptions } from '../drivers/contract.ts';
import { plainForm } from '../drivers/registry.ts';
import { keyFolder } from './adapters/key-folder.ts';
import { nextRecording, writeRecording } from './adapters/recording-file.ts';
import { wrapperFor } from './adapters/recovery-key.ts';
import { ledgerSnapshot } from './adapters/sqlite/snapshot.ts';
import type { Limits } from './core/limits.ts';
import type { CompiledPack } from './core/packs/compile.ts';
import type { Terminal } from './core/state.ts';
import { compactTime } from './core/time.ts';
import type { CatalogueLookup } from './ports/catalogue.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import { createRecorder, type Recorder } from './recording.ts';
import { VERSION } from './version.ts';

export interface RecordingSwitch {
  /** A file of its own, or a folder that gets one a start. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly persons: 'simulated' | 'any';
  /** Its devices are in memory, where no real card can be put in. */
  readonly inMemory?: boolean;
  /** Where the key lies; default: recording.key in the data folder. */
  readonly keyPath?: string;
}

/** Real persons would be recorded and nobody said so. */
export class RecordingPersonsError extends Error {}

/** Throws RecordingPersonsError. */
export function holdToSimulatedPersons(wanted: RecordingSwitch | undefined, mode: string | undefined): void {
  if (wanted !== undefined && mode !== 'training' && wanted.persons !== 'any') throw new RecordingPersonsError();
}

export interface RecorderParts {
  readonly dataDir: string;
  /** SPKI DER in base64; empty for none. */
  readonly recoveryKey: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function recorderFor(wanted: RecordingSwitch, { dataDir, recoveryKey, clock, log }: RecorderParts): Recorder {
  const file = writeRecording({
    path: wanted.kind === 'file' ? wanted.path : nextRecording(wanted.path, compactTime(clock.wallMs())),
    keyPath: wanted.keyPath ?? join(dataDir, 'recording.key'),
    wrap: recoveryKey === '' ? null : wrapperFor(Buffer.from(recoveryKey, 'base64')),
    plain: plainForm.plain,
  });
  log.warn('recording', { persons: wanted.persons });
  const { persons, inMemory = false } = wanted;
  return createRecorder({ file, clock, log, persons, inMemory });
}

/** What the agent is about to be started on. */
export function noteStart(
  recorder: Recorder,
  dataDir: string,
  facts: {
    readonly terminal: Terminal;
    readonly formerMsgid: string | null;
    readonly limits: Limits;
    readonly packs: readonly CompiledPack[];
    readonly drivers: DriverOptions;
  },
  catalogue: CatalogueLookup,
): void {
  recorder.start({
    ...facts,
    version: VERSION,
    packs: facts.packs.map(({ pack }) => pack),
    catalogueVersion: catalogue.version,
    ledger: ledgerSnapshot(join(dataDir, 'tongxing.db'), keyFolder(dataDir)),
  });
}

/** Asked for what it is now: which of the two it is is known later than who asks needs it. */
export function catalogueNow(now: () => CatalogueLookup): CatalogueLookup {
  return {
    get version() {
      return now().version;
    },
    entries: (code) => now().entries(code),
    goodsOf: (code) => now().goodsOf?.(code) ?? null,
    lookUp: (code, day) => now().lookUp(code, day),
    find: (text, day, limit) => now().find(text, day, limit),
  };
}
