/** Packs for the tests: the sample pack, changed, with worked examples that come out again. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArrivedPack } from '../../agent/adapters/packs/shelf.ts';
import { digestOf } from '../../agent/adapters/update-signature.ts';
import { compilePack } from '../../agent/core/packs/compile.ts';
import { parsePack } from '../../agent/core/packs/validate.ts';
import { parseCase } from '../../agent/core/settlement/parse.ts';
import { present } from '../../agent/core/settlement/present.ts';
import { presettle } from '../../agent/core/settlement/presettle.ts';
import { signedText } from '../../agent/core/update.ts';
import type { UpdateKey } from '../../simulator/centre/adapters/update-key.ts';

export const SAMPLE = '370000-2022-sample';
/** 济南市历下区; the sample pack serves its province. */
export const PLACE = { mdtrtarea_admvs: '370102', today: '2022-10-08' };

// Tests take documents apart that have no type.
export type Loose = Record<string, unknown>;

export const child = (object: Loose, name: string) => object[name] as Loose;
export const children = (object: Loose, name: string) => object[name] as Loose[];

export function samplePack(change: (pack: Loose) => void = () => {}): Loose {
  const pack = JSON.parse(readFileSync(`agent/packs/${SAMPLE}.json`, 'utf8')) as Loose;
  change(pack);
  return pack;
}

/** The same pack as version 2 with another ratio of employees' outpatient, and examples that say so. */
export function secondVersion(change: (pack: Loose) => void = () => {}): Loose {
  return reproved(
    samplePack((pack) => {
      set(pack, 'version', '2');
      const rule = benefit(pack, 'outpatient-employee');
      set(child(rule, 'ratio'), 'value', '0.55');
      change(pack);
    }),
  );
}

export function set(object: Loose, name: string, value: unknown): void {
  object[name] = value;
}

export function benefit(pack: Loose, id: string): Loose {
  const found = children(pack, 'benefits').find((one) => one['id'] === id);
  if (found === undefined) throw new Error(id);
  return found;
}

/** Every example's expectation replaced by what the engine makes of it. */
function reproved(pack: Loose): Loose {
  const read = parsePack(pack, 'test');
  if ('errors' in read) throw new Error(JSON.stringify(read.errors[0]));
  for (const example of children(pack, 'examples')) {
    const parsed = parseCase(example['case']);
    if ('error' in parsed) throw new Error(parsed.error.message);
    const outcome = presettle(parsed.value, [compilePack(read.pack)], new Map());
    if ('error' in outcome) throw new Error(outcome.error.message);
    const { setlinfo, setldetail, lines, accumulators, warnings } = present(outcome.result);
    set(example, 'expect', {
      ...{ setlinfo, setldetail, accumulators },
      benefits: lines.map((line) => line.benefit),
      warnings: warnings.map(({ code }) => code),
    });
  }
  return pack;
}

export function textOf(pack: Loose): string {
  return JSON.stringify(pack);
}

/** A pack as it arrives, signed. */
export function arrived(pack: Loose, key: UpdateKey, announced: { readonly begndate?: string } = {}): ArrivedPack {
  const bytes = Buffer.from(textOf(pack));
  const [name, version] = [String(pack['id']), String(pack['version'])];
  const sha256 = digestOf(bytes);
  const signature = key.sign(signedText({ kind: 'pack', name, version, sha256 }));
  return { announced: { name, version, begndate: '', ...announced }, sha256, bytes, signature };
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tongxing-packs-'));
}
