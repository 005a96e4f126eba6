/** A catalogue while it serves: increments, imports that are killed, the swap, the clerk's search. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPointer } from '../../agent/adapters/catalogue/folder.ts';
import { importApart } from '../../agent/adapters/catalogue/import-process.ts';
import { initialsReader } from '../../agent/adapters/catalogue/initials.ts';
import { openOnce } from '../../agent/adapters/catalogue/open.ts';
import { serveCatalogue } from '../../agent/adapters/catalogue/served.ts';
import { lockDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { findAt, importAt, listAt } from '../../agent/cli/catalogue.ts';
import type { World } from '../../agent/cli/world.ts';
import { packageRoot } from '../../agent/root.ts';
import { nationalFiles } from '../../simulator/catalogue/national.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Local } from '../api/local.ts';
import { writeZips } from './pack.ts';
import { DAY, ITEMS, LEVELS, SHELF, Shop } from './shop.ts';

const PROGRAM = join(packageRoot(), 'dist/catalogue-import.js');

let shop: Shop;

beforeEach(() => {
  shop = new Shop();
});

afterEach(() => shop.leave());

/** Everything a finished file says, as text. */
function contentOf(folder: string): string {
  const db = new Database(join(folder, readPointer(folder)?.file ?? ''), { readonly: true });
  const tables = ['item', 'term', 'shelf'].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY key`).all());
  const made = ['entry', 'good'].map((table) => db.prepare(`SELECT * FROM ${table}`).all());
  const sources = db.prepare('SELECT name, rows, good, bad, elsewhere, done FROM source ORDER BY id').all();
  const words = db.prepare("SELECT rowid FROM name_index WHERE name_index MATCH '样例'").all();
  db.close();
  const withoutIds = tables.map((rows) => rows.map((row) => ({ ...(row as object), id: 0 })));
  return JSON.stringify([withoutIds, made, sources, words]);
}

describe('an increment', () => {
  const level = (lv: string, begndate: string, enddate: string, rid: string, valid = '1') => [
    'X',
    lv,
    '370100',
    begndate,
    enddate,
    valid,
    rid,
  ];

  it('closes, adds and takes back records by their rid, and leaves the rest as it was', async () => {
    await shop.import([
      shop.file('1312.txt', LEVELS, level('02', '2021-01-01', '', 'a'), ['Y', '01', '370100', '', '', '1', 'y']),
      shop.file('1319.txt', ['hilist_code', 'selfpay_prop'], ['X', '0.1']),
    ]);
    const before = shop.installed();
    const update = shop.file(
      '1312-update.txt',
      LEVELS,
      level('02', '2021-01-01', '2022-09-30', 'a'),
      level('01', '2022-10-01', '', 'b'),
    );
    const report = await shop.import([update], { increment: true });
    const after = shop.installed();
    expect(after.entries('X')).toMatchObject([
      { begndate: '2021-01-01', enddate: '2022-09-30', chrgitm_lv: '02', selfpay_prop: 1000 },
      { begndate: '2022-10-01', enddate: null, chrgitm_lv: '01' },
    ]);
    expect(after.entries('Y')).toEqual(before.entries('Y'));
    // The old file stays for who still has it open, and for the look back.
    expect(before.entries('X')).toMatchObject([{ enddate: null, chrgitm_lv: '02' }]);
    expect(await shop.import([update], { increment: true })).toMatchObject({
      unchanged: true,
      version: report.version,
    });

    await shop.import([shop.file('1312-undo.txt', LEVELS, level('01', '2022-10-01', '', 'b', '0'))], {
      increment: true,
    });
    expect(shop.installed().entries('X')).toMatchObject([{ enddate: '2022-09-30' }]);
    expect(readdirSync(shop.folder).filter((name) => name.startsWith('catalogue-'))).toHaveLength(2);
  });
});

describe('an import in a process of its own', () => {
  const GOODS = 40_000;
  const request = (files: readonly string[], folder = shop.folder) => ({
    folder,
    files,
    increment: false,
    admdvs: '370102',
    today: DAY,
  });

  it('killed while it reads and while it joins goes on where it was and ends in the same catalogue', async () => {
    const files = writeZips(shop.root, nationalFiles({ seed: 3, goods: GOODS }));
    await shop.import([shop.file('1312-before.txt', LEVELS, ['B', '01', '370100', '', '', '1', 'b'])]);
    const serving = shop.installed();
    for (const step of ['read', 'join'] as const) {
      let pid = 0;
      const killed = importApart(
        PROGRAM,
        request(files),
        (progress) => {
          if (progress.step === step && (step === 'join' || progress.rows === 20_000)) process.kill(pid, 'SIGKILL');
        },
        (started) => {
          pid = started;
        },
      );
      await expect(killed).rejects.toThrow(/ended before it was done \(SIGKILL\)/);
      expect(serving.entries('B')).toHaveLength(1);
      expect(readPointer(shop.folder)?.version).toBe(serving.version);
    }
    const steps = new Set<string>();
    const report = await importApart(PROGRAM, request(files), (progress) =>
      steps.add(`${progress.step}${progress.file}`),
    );
    expect(report).toMatchObject({ resumed: true, unchanged: false });
    // Every text was in when it was killed the second time.
    expect([...steps]).toEqual(['join', 'index', 'check']);

    const clean = join(shop.root, 'clean');
    const whole = await shop.import(files, { folder: clean });
    expect(report).toEqual({ ...whole, resumed: true });
    expect(contentOf(shop.folder)).toBe(contentOf(clean));
  });

  it('starts over where what was begun is of other files or spoiled', async () => {
    const file = shop.file('1304.txt', ITEMS, ['X', '样例', '', '', '1', 'x']);
    await shop.import([file]);
    // The second file stops it when the first is in.
    const begun = shop.file('1304-begun.txt', ITEMS, ['B', '样例', '', '', '1', 'b']);
    await expect(shop.import([begun, shop.file('1312.txt', ['no heading'])])).rejects.toThrow(/field names/);
    expect(await shop.import([shop.file('1304-next.txt', ITEMS, ['N', '样例', '', '', '1', 'n'])])).toMatchObject({
      resumed: false,
      goods: 1,
    });
    writeFileSync(join(shop.folder, 'building.db'), Buffer.alloc(8192, 7));
    const other = shop.file('1304-other.txt', ITEMS, ['Z', '样例', '', '', '1', 'z']);
    expect(await shop.import([other])).toMatchObject({ resumed: false, goods: 1 });
    expect(shop.installed().lookUp('X', DAY)).toBeNull();
  });

  it('is refused while another one works on the same folder', async () => {
    const file = shop.file('1304.txt', ITEMS, ['X', '样例', '', '', '1', 'x']);
    await shop.import([file]);
    const unlock = lockDatabase(join(shop.folder, 'building.db'));
    const other = shop.file('1304-other.txt', ITEMS, ['Z', '样例', '', '', '1', 'z']);
    await expect(importApart(PROGRAM, request([other]), () => {})).rejects.toThrow(/another import is under way/);
    unlock();
    await expect(importApart(PROGRAM, request([other]), () => {})).resolves.toMatchObject({ goods: 1 });
  });
});

describe('the catalogue that serves', () => {
  const put = (name: string, code: string) => shop.import([shop.file(name, ITEMS, [code, '样例', '', '', '1', code])]);
  const quiet = { info: () => {}, error: () => {} };

  it('is swapped whole when the pointer changes, and only then', async () => {
    await put('1304-a.txt', 'X');
    const clock = new VirtualClock(Date.UTC(2022, 9, 8));
    const served = serveCatalogue(shop.folder, clock, quiet);
    const first = served.version;
    const { version } = await put('1304-b.txt', 'Y');
    expect([served.version, served.lookUp('Y', DAY)]).toEqual([first, null]);
    await clock.runFor(2_000);
    expect(served.version).toBe(version);
    expect(served.lookUp('X', DAY)).toBeNull();
    expect(served.lookUp('Y', DAY)).not.toBeNull();
    // What the checks at the counter and the receipt know of goods comes with it.
    expect([served.goodsOf?.('X'), served.goodsOf?.('Y')]).toEqual([null, expect.objectContaining({ name: '样例' })]);
    served.close();
  });

  it('stays when what the pointer names can not be opened, and takes the next good one', async () => {
    await put('1304-a.txt', 'X');
    const complaints: string[] = [];
    const served = serveCatalogue(
      shop.folder,
      { after: () => () => {}, monotonicMs: () => 0 },
      { ...quiet, error: (event) => complaints.push(event) },
    );
    await put('1304-b.txt', 'Y');
    const file = join(shop.folder, readPointer(shop.folder)?.file ?? '');
    const good = readFileSync(file);
    writeFileSync(file, Buffer.alloc(8192, 7));
    expect([served.refresh(), served.refresh(), complaints]).toEqual([false, false, ['catalogue_not_swapped']]);
    expect(served.lookUp('X', DAY)).not.toBeNull();
    writeFileSync(file, good);
    await put('1304-c.txt', 'Z');
    expect(served.refresh()).toBe(true);
    expect(served.lookUp('Z', DAY)).not.toBeNull();
    served.close();
  });
});

describe('the search of the clerk', () => {
  const named = (text: string) =>
    shop
      .installed()
      .find(text, DAY, 20)
      .map(({ name }) => name);

  beforeEach(async () => {
    const goods = ['阿莫西林胶囊', '阿莫西林克拉维酸钾片', '布洛芬缓释胶囊', '复方丹参滴丸', '维生素C片'];
    await shop.import([
      shop.file(
        '1304.txt',
        ITEMS,
        ...goods.map((name, at) => [`X${at}`, name, '', at === 4 ? '2022-10-07' : '', '1', `r${at}`]),
      ),
      shop.file(
        '1317.txt',
        [...SHELF, 'enddate'],
        ['S1', '', 'X2', '2000000000015', '8000001', '9.9', ''],
        ['S2', '店内商品', 'OWN', '', '', '', ''],
        // Number and barcode had another good before.
        ['S1', '', 'X3', '2000000000015', '', '5', '2022-10-07'],
      ),
    ]);
  });

  it('finds by any part of the name, the shop’s own goods first', () => {
    expect(named('莫西')).toEqual(['阿莫西林胶囊', '阿莫西林克拉维酸钾片']);
    expect(named('胶囊')).toEqual(['布洛芬缓释胶囊', '阿莫西林胶囊']);
    expect(named('囊')).toEqual(['布洛芬缓释胶囊', '阿莫西林胶囊']);
    expect(named('阿莫西林 酸钾')).toEqual(['阿莫西林克拉维酸钾片']);
    expect(named('西莫')).toEqual([]);
    expect(named('  ')).toEqual([]);
    expect(named('"OR * NEAR(')).toEqual([]);
  });

  it('finds by pinyin initials, by the beginning of a code, by a whole code of any kind', () => {
    expect(named('amxl')).toEqual(['阿莫西林胶囊', '阿莫西林克拉维酸钾片']);
    expect(named('A')).toEqual(['阿莫西林胶囊', '阿莫西林克拉维酸钾片']);
    expect(named('FFDS')).toEqual(['复方丹参滴丸']);
    expect(named('X')).toHaveLength(4);
    for (const code of ['X2', 'S1', '2000000000015', '80000011234567890123'])
      expect(named(code)).toEqual(['布洛芬缓释胶囊']);
    expect(named('OWN')).toEqual(['店内商品']);
    expect(shop.installed().lookUp('S1', '2022-10-07')?.goods).toHaveLength(2);
  });

  it('leaves out what was not there on the day', () => {
    expect(named('维生素')).toEqual([]);
    expect(shop.installed().find('维生素', '2022-10-07', 20)).toHaveLength(1);
  });

  it('knows the initials of the demonstration’s goods', () => {
    const { entries } = JSON.parse(readFileSync(join(packageRoot(), 'simulator/catalogue/demo.json'), 'utf8')) as {
      readonly entries: readonly { readonly name: string; readonly pinyin: string }[];
    };
    const initials = initialsReader();
    const plain = entries.filter(({ name }) => /^\p{Script=Han}+$/u.test(name));
    const differ = plain.filter(({ name, pinyin }) => !initials(name).startsWith(pinyin));
    expect(plain.length).toBeGreaterThan(30);
    expect(differ).toEqual([]);
  });

  it('answers over the local API, and refuses what nobody knows', async () => {
    const local = await Local.start({ catalogue: shop.installed() });
    const found = await local.ask('GET', '/v1/catalogue?q=blf');
    expect(found.body).toMatchObject({
      goods: [{ med_list_codg: 'X2', shelf: [{ medins_list_codg: 'S1', pric: '9.90' }] }],
    });
    const scanned = await local.ask('GET', '/v1/catalogue/80000011234567890123');
    expect(scanned.body).toMatchObject({ by: 'trace', goods: [{ med_list_codg: 'X2' }] });
    expect(await local.ask('GET', '/v1/catalogue/nobody')).toMatchObject({
      status: 404,
      body: { code: 'good_unknown' },
    });
    expect(await local.ask('GET', '/v1/catalogue')).toMatchObject({
      status: 400,
      body: { code: 'request_missing_field' },
    });
    expect(await local.ask('GET', '/v1/catalogue?q=a&limit=0')).toMatchObject({ status: 400 });
    await local.stop();
  });

  it('is the same over one JSON document', () => {
    const demo = openOnce(join(packageRoot(), 'simulator/catalogue/demo.json'));
    const [good] = demo.find('AMXL', '2022-10-08', 5);
    expect(good).toMatchObject({
      name: '阿莫西林胶囊',
      entry: { chrgitm_lv: '01' },
      shelf: [{ medins_list_codg: '1001' }],
    });
    for (const [code, by] of [
      ['1001', 'shop'],
      ['2000000000015', 'ean13'],
      [good?.med_list_codg ?? '', 'national'],
    ] as const)
      expect(demo.lookUp(code, '2022-10-08')).toEqual({ by, goods: [good] });
    expect(demo.lookUp('80000011234567890123', '2022-10-08')).toBeNull();
  });
});

describe('tongxing catalogue', () => {
  it('imports, tells bad rows, lists and finds', async () => {
    const said: string[] = [];
    const world: World = {
      out: (text) => void said.push(text),
      err: () => {},
      nowMs: () => Date.UTC(2022, 9, 8, 1),
      stopped: () => Promise.resolve(),
    };
    const data = { data: shop.root };
    const file = shop.file(
      '1304.txt',
      ITEMS,
      ['X', '样例片', '', '', '1', 'x'],
      ['Y', '坏行', '2022-13-01', '', '1', 'y'],
    );
    expect(await importAt([file], data, world)).toBe(0);
    expect(said.join('')).toContain('1304.txt:3:3 begndate must be a date yyyy-MM-dd (2022-13-01)');
    said.length = 0;
    expect(await listAt(data, world)).toBe(0);
    expect(said.join('')).toMatch(/^20221008-[0-9a-f]{12} .*使用中/);
    said.length = 0;
    expect(await findAt('YLP', { ...data, limit: '5' }, world)).toBe(0);
    expect(said.join('')).toBe('X  样例片    未列入 not insured\n');
    expect(await findAt('X', { ...data, limit: '0' }, world)).toBe(2);
    expect(await importAt([file], { ...data, admdvs: '37' }, world)).toBe(2);
    expect(await importAt([join(shop.root, 'none.zip')], data, world)).toBe(3);
  });
});
