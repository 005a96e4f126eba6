/**
 * Scenario files on this machine: found, read, and put on a stage. What the commands and the tests share; decides nothing
 * about a story.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Cast, castOf } from '../../../simulator/scenario/play.ts';
import { type Outcome, play, type StepReport } from '../../../simulator/scenario/run.ts';
import {
  type Reading,
  type ReadScenarios,
  readScenarios,
  type Scenario,
} from '../../../simulator/scenario/scenario.ts';
import { type VirtualGround, VirtualStage } from '../../../simulator/scenario/virtual-stage.ts';
import { openOnce } from '../../adapters/catalogue/open.ts';
import { installedPacks } from '../../adapters/pack-folder.ts';
import { createChecks } from '../../adapters/schema-check.ts';
import { parseYaml } from '../../adapters/yaml-file.ts';
import { packageRoot } from '../../root.ts';
import type { OpenMachine } from './machine.ts';
import { memoryDisk } from './memory-disk.ts';
import { RealStage } from './real-stage.ts';

const LIBRARY = join(packageRoot(), 'simulator/scenario/library');

/** What a name, a file or a folder stands for; nothing: the library. */
export function scenarioFiles(names: readonly string[]): readonly string[] {
  return (names.length === 0 ? [LIBRARY] : names).flatMap((name) => {
    const known = statSync(name, { throwIfNoEntry: false });
    const path = known === undefined ? join(LIBRARY, `${name}.yaml`) : name;
    if (known?.isDirectory() !== true) return [path];
    return readdirSync(path)
      .filter((file) => /\.ya?ml$/.test(file))
      .sort()
      .map((file) => join(path, file));
  });
}

export function reading(): Reading {
  const schema = JSON.parse(
    readFileSync(join(packageRoot(), 'simulator/scenario/scenario.schema.json'), 'utf8'),
  ) as Record<string, unknown>;
  delete schema['$schema'];
  const check = createChecks(schema)('#');
  return {
    yaml: (text) => {
      const read = parseYaml(text);
      return read.ok ? read : { ok: false, message: read.message, line: read.line };
    },
    check,
  };
}

export function readFile(path: string, with_: Reading): ReadScenarios {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const missing = (error as { readonly code?: unknown }).code === 'ENOENT';
    const what = error instanceof Error ? error.message : String(error);
    const said = missing ? '没有这个情景，见 tongxing sim list no such scenario: see tongxing sim list' : what;
    return { ok: false, faults: [{ file: path, line: 1, field: '', what: said }] };
  }
  return readScenarios(path, text, with_);
}

export interface Virtual {
  readonly cast: Cast;
  readonly ground: VirtualGround;
}

export function virtualGround(): Virtual {
  return {
    cast: castOf(),
    ground: {
      packs: installedPacks(join(packageRoot(), 'agent/packs')),
      catalogue: openOnce(join(packageRoot(), 'simulator/catalogue/demo.json')),
      disk: memoryDisk,
    },
  };
}

export async function playVirtual(
  scenario: Scenario,
  seed: number,
  { cast, ground }: Virtual,
  tell?: (report: StepReport) => void,
): Promise<Outcome> {
  const stage = new VirtualStage(scenario, seed, ground);
  try {
    return await play(scenario, stage, cast, tell);
  } finally {
    await stage.stop();
  }
}

export async function playReal(
  scenario: Scenario,
  machine: OpenMachine,
  cast: Cast,
  tell?: (report: StepReport) => void,
  /** Settles when it is to end before its time. */
  stopped: Promise<never> = new Promise(() => {}),
): Promise<Outcome> {
  const stage = await RealStage.open(scenario, machine);
  try {
    let over = false;
    stopped.catch(() => {
      over = true;
    });
    const told = play(scenario, stage, cast, (report) => (over ? undefined : tell?.(report)));
    return await Promise.race([told, stopped]);
  } finally {
    await stage.stop();
  }
}
