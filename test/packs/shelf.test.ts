/** The shelf of installed packs: whole or not at all, in force at their day, older versions kept. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PackShelf, packShelf } from '../../agent/adapters/packs/shelf.ts';
import { writeSecret } from '../../agent/adapters/secret-file.ts';
import { UpdateKey } from '../../simulator/centre/adapters/update-key.ts';
import {
  arrived,
  benefit,
  child,
  children,
  type Loose,
  newFolder,
  PLACE,
  SAMPLE,
  samplePack,
  secondVersion,
  set,
  textOf,
} from './packs.ts';

const key = UpdateKey.make();
let folder: string;
let shelf: PackShelf;

beforeEach(() => {
  folder = newFolder();
  shelf = packShelf(folder, '0.1.0');
  shelf.bundle('agent/packs', PLACE);
});
afterEach(() => rmSync(folder, { recursive: true }));

function versions(day = PLACE.today): string[] {
  return shelf.inForce(day).packs.map(({ pack }) => `${pack.id}@${pack.version}`);
}

/** What of a refusal names the place. */
function refusal(pack: Loose, announced: { readonly begndate?: string } = {}) {
  const done = shelf.install(arrived(pack, key, announced), PLACE);
  if (!('faults' in done)) throw new Error(`${done.id} was taken`);
  return done.faults.map(({ code, file, rule, field }) => ({ code, file, rule, field }));
}

const FILE = `${SAMPLE}@2.json`;

describe('a pack that came with the program', () => {
  it('is installed once and is in force', () => {
    expect(shelf.list().map(({ id }) => id)).toEqual(['370000-2022-sample', '370200-2026-sample']);
    expect(versions()).toEqual(['370000-2022-sample@1']);
    const before = shelf.stamp();
    expect(shelf.bundle('agent/packs', PLACE)).toEqual([]);
    expect(shelf.stamp()).toBe(before);
    expect(versions('2026-02-01')).toContain('370200-2026-sample@1');
  });

  it('is watched also while nobody may look at it, and read again when that is over', () => {
    const index = join(folder, 'index.json');
    renameSync(index, `${index}.kept`);
    // It leads to itself: nobody can look at it.
    symlinkSync('index.json', index);
    expect(shelf.stamp()).toBe('ELOOP');
    renameSync(`${index}.kept`, index);
    expect(shelf.stamp()).not.toBe('ELOOP');
  });

  it('of another province is left where it is', () => {
    const elsewhere = packShelf(join(folder, 'elsewhere'), '0.1.0');
    expect(elsewhere.bundle('agent/packs', { ...PLACE, mdtrtarea_admvs: '110101' })).toEqual([]);
    expect(elsewhere.list()).toEqual([]);
  });

  it('with another content under an installed version is refused, and what is installed stays', () => {
    const source = newFolder();
    writeFileSync(join(source, 'sample.json'), textOf(samplePack((pack) => set(child(pack, 'name'), 'en', 'Other'))));
    expect(shelf.bundle(source, PLACE)).toMatchObject([{ code: 'pack_version_taken', field: 'version' }]);
    expect(shelf.get(SAMPLE, '1')?.pack.name.en).not.toBe('Other');
    rmSync(source, { recursive: true });
  });
});

describe('an update', () => {
  it('that is admitted replaces the version before it and leaves it for old results', () => {
    expect(shelf.install(arrived(secondVersion(), key), PLACE)).toMatchObject({ version: '2', source: 'update' });
    expect(versions()).toEqual([`${SAMPLE}@2`]);
    expect(shelf.get(SAMPLE, '1')?.pack.version).toBe('1');
    expect(readFileSync(join(folder, `${FILE}.sig`), 'utf8')).toMatch(/^[A-Za-z0-9+/=]+\n$/);
  });

  it('comes into force at its day, not before', () => {
    const first = shelf.install(arrived(secondVersion(), key, { begndate: '2022-11-01' }), PLACE);
    expect(first).toMatchObject({ activation: '2022-11-01' });
    expect(versions('2022-10-31')).toEqual([`${SAMPLE}@1`]);
    expect(versions('2022-11-01')).toEqual([`${SAMPLE}@2`]);
  });

  /** Changes made after the examples were proved, and changes they were proved with. */
  const broken = (change: (pack: Loose) => void) => () => {
    const pack = secondVersion();
    change(pack);
    return pack;
  };
  const sound = (change: (pack: Loose) => void) => () => secondVersion(change);

  it.each<[string, () => Loose, object]>([
    [
      'overlapping bands',
      broken((pack) => {
        const [layer] = children(pack, 'layers');
        const [, second] = layer === undefined ? [] : children(layer, 'tiers');
        if (second !== undefined) set(second, 'upto', '90000.00');
      }),
      { code: 'pack_unsound', rule: 'critical-resident', field: 'layers[0].tiers[1].upto' },
    ],
    [
      'an unknown field',
      broken((pack) => set(benefit(pack, 'outpatient-employee'), 'ratoi', '0.5')),
      { code: 'pack_unsound', rule: 'outpatient-employee', field: 'benefits[7].ratoi' },
    ],
    [
      'too few examples',
      broken((pack) => set(pack, 'examples', children(pack, 'examples').slice(0, 24))),
      { code: 'pack_example_fails', rule: '', field: 'examples' },
    ],
    [
      'a region of another province',
      sound((pack) => {
        set(pack, 'admdvs', '11');
        for (const example of children(pack, 'examples'))
          set(child(child(example, 'case'), 'person'), 'insuplc_admdvs', '110100');
      }),
      { code: 'pack_wrong_region', rule: '', field: 'admdvs' },
    ],
    [
      'an end that has passed',
      sound((pack) => set(pack, 'enddate', '2022-10-07')),
      { code: 'pack_outside_validity', rule: '', field: 'enddate' },
    ],
    [
      'a version that can not be a file name',
      broken((pack) => set(pack, 'version', '../2')),
      { code: 'pack_unsound', rule: '', field: 'version' },
    ],
  ])('with %s is refused, naming file, rule and field, and changes nothing', (_what, make, fault) => {
    const before = { list: shelf.list(), files: readdirSync(folder).sort(), versions: versions() };
    const pack = make();
    const file = `${SAMPLE}@${String(pack['version'])}.json`;
    expect(refusal(pack)).toEqual([{ file, ...fault }]);
    expect({ list: shelf.list(), files: readdirSync(folder).sort(), versions: versions() }).toEqual(before);
  });

  it('with an example that does not come out is refused by the example’s name', () => {
    const pack = secondVersion();
    set(child(benefit(pack, 'outpatient-resident'), 'ratio'), 'value', '0.51');
    const [first] = refusal(pack);
    expect(first).toMatchObject({ code: 'pack_example_fails', file: FILE });
    expect(first?.rule).not.toBe('');
    expect(first?.field).toMatch(/^examples\[\d+\]\.expect\./);
  });

  it.each(['2021-12-31', '2023-01-01', 'tomorrow'])(
    'to be in force from %s, outside its validity, is refused',
    (day) => {
      expect(refusal(secondVersion(), { begndate: day })[0]).toMatchObject({ code: 'pack_outside_validity' });
      expect(versions()).toEqual([`${SAMPLE}@1`]);
    },
  );

  it('that is not what it was announced as is refused', () => {
    const pack = arrived(secondVersion(), key);
    const done = shelf.install({ ...pack, announced: { ...pack.announced, name: '370200-2026-sample' } }, PLACE);
    expect(done).toMatchObject({ faults: [{ code: 'pack_name_differs', field: 'id' }] });
  });

  it('with another content under an installed version is refused', () => {
    shelf.install(arrived(secondVersion(), key), PLACE);
    const other = secondVersion((pack) => set(child(pack, 'name'), 'en', 'Other'));
    expect(refusal(other)).toEqual([{ code: 'pack_version_taken', file: FILE, rule: '', field: 'version' }]);
    expect(shelf.get(SAMPLE, '2')?.pack.name.en).not.toBe('Other');
  });

  it('that was refused is not asked for again by this program, but by a newer one that may understand it', () => {
    const pack = secondVersion();
    set(pack, 'news', true);
    const { sha256 } = arrived(pack, key);
    refusal(pack);
    expect(shelf.held().map((one) => one.sha256)).toContain(sha256);
    expect(
      packShelf(folder, '0.2.0')
        .held()
        .map((one) => one.sha256),
    ).not.toContain(sha256);
  });
});

describe('a kill', () => {
  class Killed extends Error {}
  /** Dies instead of the `at`th write, after half of its bytes have gone to a draft. */
  const dyingAt = (at: number) => {
    let writes = 0;
    return (path: string, bytes: Uint8Array | string) => {
      writes += 1;
      if (writes < at) return writeSecret(path, bytes);
      writeFileSync(`${path}.new`, bytes.slice(0, bytes.length / 2));
      throw new Killed();
    };
  };

  it.each([
    [1, 'while the pack is written'],
    [2, 'between pack and signature'],
    [3, 'between signature and index'],
  ])('at write %i, %s, leaves nothing half activated', (at) => {
    const before = { list: shelf.list(), versions: versions() };
    const dying = packShelf(folder, '0.1.0', dyingAt(at));
    expect(() => dying.install(arrived(secondVersion(), key), PLACE)).toThrow(Killed);
    shelf = packShelf(folder, '0.1.0');
    expect({ list: shelf.list(), versions: versions() }).toEqual(before);
    expect(shelf.held().map((one) => one.version)).not.toContain('2');
    // And the next try is not in its way.
    shelf.install(arrived(secondVersion(), key), PLACE);
    expect(versions()).toEqual([`${SAMPLE}@2`]);
  });
});

describe('an installed file that was changed', () => {
  it('is not used: the version before it serves, and it is asked for again', () => {
    shelf.install(arrived(secondVersion(), key), PLACE);
    const path = join(folder, FILE);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    shelf = packShelf(folder, '0.1.0');
    expect(shelf.inForce(PLACE.today).damaged.map(({ version }) => version)).toEqual(['2']);
    expect(versions()).toEqual([`${SAMPLE}@1`]);
    expect(shelf.held().map(({ version }) => version)).not.toContain('2');
    shelf.install(arrived(secondVersion(), key), PLACE);
    expect(versions()).toEqual([`${SAMPLE}@2`]);
  });
});

describe('by hand', () => {
  beforeEach(() => void shelf.install(arrived(secondVersion(), key), PLACE));

  it('the version before is put back in force, and the newer one again', () => {
    expect(shelf.rollBack(SAMPLE, PLACE.today)).toHaveProperty('installed');
    expect(versions()).toEqual([`${SAMPLE}@1`]);
    expect(existsSync(join(folder, FILE))).toBe(true);
    shelf = packShelf(folder, '0.1.0');
    expect(versions()).toEqual([`${SAMPLE}@1`]);
    expect(shelf.activate(SAMPLE, '2', PLACE.today)).toHaveProperty('installed');
    expect(versions()).toEqual([`${SAMPLE}@2`]);
  });

  it('activating an older version withdraws the newer one, and a later update still comes into force', () => {
    shelf.activate(SAMPLE, '1', PLACE.today);
    expect(versions()).toEqual([`${SAMPLE}@1`]);
    shelf.install(
      arrived(
        secondVersion((pack) => set(pack, 'version', '3')),
        key,
        { begndate: '2022-12-01' },
      ),
      PLACE,
    );
    expect(versions()).toEqual([`${SAMPLE}@1`]);
    expect(versions('2022-12-01')).toEqual([`${SAMPLE}@3`]);
  });

  it('nothing is rolled back to where there is no former version, or none valid today', () => {
    shelf.rollBack(SAMPLE, PLACE.today);
    expect(shelf.rollBack(SAMPLE, PLACE.today)).toEqual({ code: 'pack_no_former' });
    shelf.activate(SAMPLE, '2', PLACE.today);
    expect(shelf.rollBack(SAMPLE, '2023-02-01')).toEqual({ code: 'pack_no_former' });
    expect(versions()).toEqual([`${SAMPLE}@2`]);
  });

  it('nothing is activated that is not installed or not valid today', () => {
    expect(shelf.activate(SAMPLE, '9', PLACE.today)).toEqual({ code: 'pack_not_installed' });
    expect(shelf.activate('370200-2026-sample', '1', PLACE.today)).toEqual({ code: 'pack_outside_validity' });
  });

  it('nothing is changed while another program changes the index', () => {
    const before = shelf.list();
    const lock = new Database(join(folder, 'index.json.lock'));
    lock.exec('BEGIN EXCLUSIVE');
    expect(() => shelf.rollBack(SAMPLE, PLACE.today)).toThrow(expect.objectContaining({ code: 'store_locked' }));
    lock.close();
    expect(shelf.list()).toEqual(before);
    expect(shelf.rollBack(SAMPLE, PLACE.today)).toHaveProperty('installed');
  });

  it('two programs changing the index lose nothing of each other', () => {
    const other = packShelf(folder, '0.1.0');
    other.list();
    shelf.install(
      arrived(
        secondVersion((pack) => set(pack, 'version', '3')),
        key,
      ),
      PLACE,
    );
    other.rollBack(SAMPLE, PLACE.today);
    expect(shelf.list().map(({ version, rolled_back }) => [version, rolled_back])).toContainEqual(['3', true]);
    expect(versions()).toEqual([`${SAMPLE}@2`]);
  });
});
