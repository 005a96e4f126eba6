/**
 * `tongxing sim record|replay`: a session of the real agent into a sealed file, and back as steps. Records simulated persons
 * alone; plays without a centre, a device or a network.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainForm } from '../../../drivers/registry.ts';
import { RecoveryKey } from '../../../simulator/centre/adapters/recovery-key.ts';
import { type Replayed, replay, UnplayableError } from '../../../simulator/replay/replay.ts';
import { junit, sayStep } from '../../../simulator/scenario/report.ts';
import { play } from '../../../simulator/scenario/run.ts';
import type { Scenario } from '../../../simulator/scenario/scenario.ts';
import {
  nextRecording,
  type Opener,
  RecordingFileError,
  readRecording,
  recordingsAt,
  writeRecording,
} from '../../adapters/recording-file.ts';
import { SecretFileError } from '../../adapters/secret-file.ts';
import { openSnapshot } from '../../adapters/sqlite/snapshot.ts';
import { attachStore } from '../../adapters/sqlite/store.ts';
import type { CatalogueLookup } from '../../ports/catalogue.ts';
import type { LedgerSnapshot, Recorded } from '../../ports/recording.ts';
import { WIRE_CODEC } from '../../wire.ts';
import type { RecordFlags, ReplayFlags } from '../sim-program.ts';
import { EXIT, type World } from '../world.ts';
import { playVirtual, readFile, reading, scenarioFiles, virtualGround } from './scenarios.ts';
import { ServedStage } from './served-stage.ts';

/** Beside the recording, unless another is named. */
export const keyOf = (out: string, key: string | undefined): string => key ?? `${out.replace(/\/+$/, '')}.key`;

/** Plays one scenario and records it: on a served counter, or in virtual time, where it may be killed and replaced, too. */
export async function recordScenario(name: string, flags: RecordFlags, world: World): Promise<number> {
  const read = scenarioFiles([name]).map((file) => readFile(file, reading()));
  const faults = read.flatMap((one) => (one.ok ? [] : one.faults));
  for (const { file, line, what } of faults) world.err(`${file}:${line}: ${what}\n`);
  const [scenario] = read.flatMap((one) => (one.ok ? one.scenarios : []));
  if (faults.length > 0 || scenario === undefined) return EXIT.badInput;
  if (existsSync(flags.out)) {
    world.err(`文件已存在 the file is there already: ${flags.out}\n`);
    return EXIT.badInput;
  }
  if (flags.virtual === true) return recordVirtual(scenario, flags, world);
  const stopped = world.stopped().then(() => null);
  const stage = await ServedStage.open(scenario, { record: { path: flags.out, keyPath: keyOf(flags.out, flags.key) } });
  try {
    world.out(`${scenario.name}  ${scenario.zh}\n  ${scenario.en}\n`);
    const told = play(scenario, stage, virtualGround().cast, (report) => world.out(sayStep(report)));
    const outcome = await Promise.race([told, stopped]);
    if (outcome === null) return EXIT.cannot;
    sayRecorded(flags, world);
    return outcome.failed === null ? EXIT.done : EXIT.found;
  } finally {
    await stage.stop();
  }
}

/** A folder with a file for each life of the agent. */
async function recordVirtual(scenario: Scenario, flags: RecordFlags, world: World): Promise<number> {
  const seed = Number(flags.seed);
  if (!Number.isInteger(seed) || seed < 0) {
    world.err('--seed: 0 …\n');
    return EXIT.badInput;
  }
  const label = scenario.name.replace(/[^\w-]+/g, '-');
  const keyPath = keyOf(flags.out, flags.key);
  const recording = () =>
    writeRecording({ path: nextRecording(flags.out, label), keyPath, wrap: null, plain: plainForm.plain });
  const { cast, ground } = virtualGround();
  world.out(`${scenario.name}  ${scenario.zh}\n  ${scenario.en}\n`);
  const recorded = { cast, ground: { ...ground, recording } };
  const { failed } = await playVirtual(scenario, seed, recorded, (report) => world.out(sayStep(report)));
  sayRecorded(flags, world);
  return failed === null ? EXIT.done : EXIT.found;
}

function sayRecorded({ out, key }: RecordFlags, world: World): void {
  world.out(`已录制 recorded: ${out}（密钥 key: ${keyOf(out, key)}）\n`);
}

export async function replayRecording(paths: readonly string[], flags: ReplayFlags, world: World): Promise<number> {
  let entries: readonly Recorded[];
  try {
    entries = paths.flatMap((path) => {
      const opener = openerOf(path, flags);
      return recordingsAt(path).flatMap((file) => readRecording(file, opener, plainForm.unplain));
    });
  } catch (error) {
    const foreseen = error instanceof RecordingFileError || error instanceof SecretFileError || isMissing(error);
    if (!foreseen) throw error;
    world.err(`录制文件打不开 the recording cannot be opened: ${error.message}\n`);
    return EXIT.cannot;
  }
  const began = world.nowMs();
  try {
    const told = await replay(entries, { open: ledgerIn }, ({ step, atMs, what }) => {
      if (flags.quiet !== true) world.out(`  ${String(step).padStart(6)} ${seconds(atMs)}  ${what}\n`);
    });
    if (flags.junit !== undefined) writeFileSync(flags.junit, junitOf(paths.join(' '), told, world.nowMs() - began));
    return verdict(told, world);
  } catch (error) {
    if (!(error instanceof UnplayableError)) throw error;
    world.err(`这份录制不能重放 this recording cannot be played: ${error.message}\n`);
    return EXIT.cannot;
  }
}

const isMissing = (error: unknown): error is Error => (error as { readonly code?: unknown }).code === 'ENOENT';
const seconds = (atMs: number): string => `${(atMs / 1_000).toFixed(1)}s`.padStart(9);

function verdict({ steps, lives, failure }: Replayed, world: World): number {
  if (failure === null) {
    const started = lives === 1 ? '' : `（程序起动 ${lives} 次 starts of the agent）`;
    world.out(
      `${steps} 步与录制一致，金额和状态相同 steps are as recorded, with the same money and states${started}\n`,
    );
    return EXIT.done;
  }
  const { step, atMs, what, why } = failure;
  world.out(`✗ 第 ${step} 步 step ${step} ${seconds(atMs)}  ${what}\n       ${why}\n`);
  return EXIT.found;
}

function openerOf(path: string, { key, data, centre }: ReplayFlags): Opener {
  if (centre !== undefined) {
    const recovery = RecoveryKey.of(centre);
    if (recovery === null)
      throw new RecordingFileError(centre, '没有 recovery.key.pem no folder of a simulated centre');
    return { unwrap: (wrapped) => recovery.unwrap(wrapped) };
  }
  return { keyPath: data === undefined ? keyOf(path, key) : join(data, 'recording.key') };
}

/** The ledger of a recording in memory, under the keys that came with it. */
export function ledgerIn(ledger: LedgerSnapshot, catalogue: CatalogueLookup) {
  const { db, keys } = openSnapshot(ledger);
  return attachStore(db, { path: ':memory:', key: keys, codec: WIRE_CODEC, catalogue });
}

function junitOf(path: string, { steps, failure }: Replayed, tookMs: number): string {
  const step = { verb: failure?.what ?? 'replay', args: null, fails: null, note: '', line: failure?.step ?? steps };
  const report = { step, number: failure?.step ?? steps, failure: failure?.why ?? null, atMs: failure?.atMs ?? 0 };
  const scenario = {
    name: path,
    file: path,
    zh: '',
    en: '',
    runs: [],
    institution: 'pharmacy',
    limits: {},
    steps: [],
  } as const;
  const outcome = { scenario, steps: [report], failed: failure === null ? null : report };
  return junit('tongxing.replay', [{ outcome, tookMs }]);
}
