/**
 * `tongxing presettle`: computes case files without a daemon (settlement.md 6). Answers go to standard output as JSON
 * and nothing else does; bad input is one JSON error and exit status 2. Must never touch a file, a clock or a process
 * itself: all it reads and writes comes through `PresettleWorld`.
 */
import { type CompiledPack, compilePack } from '../core/packs/compile.ts';
import { parsePackText } from '../core/packs/validate.ts';
import type { Case, Catalogue } from '../core/settlement/case.ts';
import { parseCaseText } from '../core/settlement/parse.ts';
import { present } from '../core/settlement/present.ts';
import { presettle } from '../core/settlement/presettle.ts';

export interface PresettleOptions {
  /** Path of the case file; "-" is standard input. Not used with jsonl. */
  readonly file?: string | undefined;
  /** A pack named by hand: a pack file, or the id of an installed pack. */
  readonly pack?: string | undefined;
  readonly jsonl?: boolean | undefined;
}

export interface PresettleWorld {
  /** Text of a file; null when it cannot be read. */
  readonly readFile: (path: string) => Promise<string | null>;
  /** Standard input by lines, without their ends. */
  readonly readLines: () => AsyncIterable<string> | Iterable<string>;
  readonly write: (text: string) => void;
  /** The installed packs, asked for only when none is named by a file. */
  readonly installedPacks: () => Promise<readonly CompiledPack[]>;
  /** For cases that bring no catalogue of their own. */
  readonly catalogue: Catalogue;
}

/** Codes of the case file, and bad_pack for a pack file that is found and not sound. */
interface CommandError {
  readonly code: string;
  readonly field: string;
  readonly message: string;
}

const BAD_INPUT = 2;

/** Runs the command; the answer is the exit status. */
export async function runPresettle(options: PresettleOptions, world: PresettleWorld): Promise<number> {
  const packs = await choosePacks(options.pack, world);
  if ('error' in packs) return fail(world, packs.error);
  if (options.jsonl === true) {
    for await (const line of world.readLines()) {
      world.write(`${JSON.stringify(answer(line, packs.chosen, world.catalogue))}\n`);
    }
    return 0;
  }
  const source = await readCase(options.file, world);
  if (source === null) {
    return fail(world, { code: 'bad_json', field: '', message: `cannot read ${options.file ?? 'a case file'}` });
  }
  const result = answer(source, packs.chosen, world.catalogue);
  world.write(`${JSON.stringify(result, null, 2)}\n`);
  return 'error' in result ? BAD_INPUT : 0;
}

function fail(world: PresettleWorld, error: CommandError): number {
  world.write(`${JSON.stringify({ error })}\n`);
  return BAD_INPUT;
}

async function readCase(file: string | undefined, world: PresettleWorld): Promise<string | null> {
  if (file === undefined) return null;
  if (file !== '-') return world.readFile(file);
  const lines: string[] = [];
  for await (const line of world.readLines()) lines.push(line);
  return lines.join('\n');
}

function answer(source: string, packs: readonly CompiledPack[], catalogue: Catalogue) {
  const parsed: { readonly value: Case } | { readonly error: CommandError } = parseCaseText(source);
  if ('error' in parsed) return parsed;
  const outcome = presettle(parsed.value, packs, catalogue);
  return 'error' in outcome ? outcome : present(outcome.result);
}

type Chosen = { readonly chosen: readonly CompiledPack[] } | { readonly error: CommandError };

/** A pack named by hand is offered alone, so that one of another region or date leaves the case unserved. */
async function choosePacks(named: string | undefined, world: PresettleWorld): Promise<Chosen> {
  if (named === undefined) return { chosen: await world.installedPacks() };
  const source = await world.readFile(named);
  if (source === null) {
    const installed = (await world.installedPacks()).filter(({ pack }) => pack.id === named);
    if (installed.length > 0) return { chosen: installed };
    return { error: { code: 'no_pack', field: 'pack', message: `there is no pack ${named}` } };
  }
  const read = parsePackText(source, named);
  if ('pack' in read) return { chosen: [compilePack(read.pack)] };
  const [first] = read.errors;
  const where = [first?.file, first?.rule].filter((part) => part !== undefined && part !== '').join(', rule ');
  return { error: { code: 'bad_pack', field: first?.field ?? '', message: `${where}: ${first?.message}` } };
}
