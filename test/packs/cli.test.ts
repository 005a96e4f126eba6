/** tongxing pack: what it prints, what it refuses, what it leaves behind. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PackShelf, packShelf } from '../../agent/adapters/packs/shelf.ts';
import { packCommands } from '../../agent/cli/pack.ts';
import { pem } from '../../agent/wire/der.ts';
import { UpdateKey } from '../../simulator/centre/adapters/update-key.ts';
import {
  arrived,
  benefit,
  child,
  children,
  newFolder,
  PLACE,
  SAMPLE,
  samplePack,
  secondVersion,
  set,
  textOf,
} from './packs.ts';

const key = UpdateKey.make();
let data: string;
let shelf: PackShelf;
let out: string;
let err: string;
let now: number;

const commands = packCommands({
  out: (text) => {
    out += text;
  },
  err: (text) => {
    err += text;
  },
  nowMs: () => now,
  stopped: async () => {},
});

beforeEach(() => {
  [data, out, err, now] = [newFolder(), '', '', Date.UTC(2022, 9, 8, 2)];
  mkdirSync(join(data, 'packs'));
  shelf = packShelf(join(data, 'packs'), '0.1.0');
  shelf.bundle('agent/packs', PLACE);
  shelf.install(arrived(secondVersion(), key), PLACE);
});
afterEach(() => rmSync(data, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(data, name);
  writeFileSync(path, text);
  return path;
}

describe('pack list', () => {
  it('shows every version with its dates, its state and where it came from', async () => {
    expect(await commands.packList({ data })).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^370000-2022-sample@1 .*2022-01-01 – 2022-12-31.*superseded.*bundled$/);
    expect(lines[1]).toMatch(/^370000-2022-sample@2 .*in force.*update$/);
    expect(lines[2]).toMatch(/^370200-2026-sample@1 .*to come.*bundled$/);
  });

  it('says of one whose days are over that they are', async () => {
    now = Date.UTC(2023, 0, 2);
    expect(await commands.packList({ data })).toBe(0);
    expect(out).toMatch(/^370000-2022-sample@2 .*past its validity.*update$/m);
  });

  it('gives the same as JSON', async () => {
    expect(await commands.packList({ data, json: true })).toBe(0);
    expect(JSON.parse(out)).toMatchObject([{ state: 'superseded' }, { state: 'in_force' }, { state: 'coming' }]);
  });

  it('names an index of a newer program instead of guessing', async () => {
    writeFileSync(join(data, 'packs', 'index.json'), '{"format":2}');
    expect(await commands.packList({ data })).toBe(3);
    expect(err).toContain('is of a newer program');
  });
});

describe('pack verify', () => {
  it('says that a sound pack is sound, and that nothing vouches for it', async () => {
    expect(await commands.packVerify(`agent/packs/${SAMPLE}.json`, {})).toBe(0);
    expect(out).toContain('examples come out');
    expect(out).toContain('no signature beside it');
  });

  it('checks the signature beside it against the key of the centre', async () => {
    const path = join(data, 'packs', `${SAMPLE}@2.json`);
    const right = file('right.pem', pem('PUBLIC KEY', key.spki));
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const wrong = file('wrong.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString());
    expect(await commands.packVerify(path, { key: right })).toBe(0);
    expect(out).toContain('the signature is right');
    expect(await commands.packVerify(path, {})).toBe(0);
    expect(out).toContain('was not checked');
    expect(await commands.packVerify(path, { key: wrong })).toBe(2);
    expect(err).toContain('signature is not that of the centre');
  });

  it('names file, rule and field of every fault', async () => {
    const pack = samplePack((one) => {
      set(child(benefit(one, 'outpatient-employee'), 'ratio'), 'value', '1.5');
      const [layer] = children(one, 'layers');
      if (layer !== undefined) set(layer, 'fund', 'none');
    });
    const path = file('bad.json', textOf(pack));
    expect(await commands.packVerify(path, {})).toBe(2);
    expect(err).toContain(
      `${path} was not taken: it is not sound, rule outpatient-employee, field benefits[7].ratio.value`,
    );
    expect(err).toContain('rule critical-resident, field layers[0].fund');
    expect(err).toContain('内容有误');
  });

  it('says that there is no such file', async () => {
    expect(await commands.packVerify(join(data, 'none.json'), {})).toBe(2);
    expect(err).toContain('none.json');
  });
});

describe('pack activate', () => {
  it('puts an older version in force and says when it counts', async () => {
    expect(await commands.packActivate(`${SAMPLE}@1`, { data })).toBe(0);
    expect(out).toContain(`${SAMPLE}@1`);
    expect(out).toContain('within about 5 seconds');
    expect(shelf.inForce(PLACE.today).packs.map(({ pack }) => pack.version)).toEqual(['1']);
  });

  it('rolls back to the version before', async () => {
    expect(await commands.packActivate(SAMPLE, { data, rollback: true })).toBe(0);
    expect(shelf.inForce(PLACE.today).packs.map(({ pack }) => pack.version)).toEqual(['1']);
    expect(await commands.packActivate(SAMPLE, { data, rollback: true })).toBe(2);
    expect(err).toContain('no former version');
  });

  it.each([
    ['370000-2022-sample@9', 'not installed'],
    ['370200-2026-sample@1', 'outside its validity'],
    ['370000-2022-sample', 'which version'],
  ])('refuses %s and changes nothing', async (name, why) => {
    const before = shelf.list();
    expect(await commands.packActivate(name, { data })).toBe(2);
    expect(err).toContain(why);
    expect(shelf.list()).toEqual(before);
  });
});

describe('pack diff', () => {
  it('names what changed by rule and value, in both languages', async () => {
    expect(await commands.packDiff(`${SAMPLE}@1`, `${SAMPLE}@2`, { data })).toBe(0);
    expect(out.split('\n').slice(0, -1)).toEqual([
      '政策包 pack',
      '    版本 version  version: 1 → 2',
      '待遇 benefit outpatient-employee',
      '    支付比例 ratio  ratio.value: 0.50 → 0.55',
    ]);
  });

  it('names rules that came, went or changed places', async () => {
    const other = secondVersion((pack) => {
      set(pack, 'version', '1');
      set(child(benefit(pack, 'outpatient-employee'), 'ratio'), 'value', '0.50');
      const benefits = children(pack, 'benefits');
      const [first, second, ...rest] = benefits;
      if (first === undefined || second === undefined) throw new Error('too few');
      set(pack, 'benefits', [second, first, ...rest.slice(0, -1)]);
    });
    const path = file('other.json', textOf(other));
    expect(await commands.packDiff(`agent/packs/${SAMPLE}.json`, path, { json: true })).toBe(0);
    const changes = JSON.parse(out) as { rule: string; field: string; after: string | null }[];
    expect(changes.map(({ rule, field, after }) => [rule, field, after])).toEqual([
      ['outpatient-resident', '', null],
      ['chronic-employee', 'order', '2'],
      ['chronic-resident', 'order', '1'],
    ]);
  });

  it('says that two equal packs do not differ', async () => {
    expect(await commands.packDiff(`agent/packs/${SAMPLE}.json`, `${SAMPLE}@1`, { data })).toBe(0);
    expect(out).toBe('没有差别 no difference\n');
  });
});
