/**
 * A page that went bad while the agent was at work, all the way: the background copy notices it, the next start sets the
 * file aside and recovers the rest, and the report says what is missing.
 */
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { damageMark } from '../../agent/adapters/sqlite/damage-mark.ts';
import { salvageLedger } from '../../agent/adapters/sqlite/salvage.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import { copyCommands } from '../../agent/cli/copies.ts';
import { openLedger } from '../../agent/ledger.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START } from '../agent/counter.ts';
import { sale } from '../dispatch/sale.ts';

let folder: string;
let path: string;
let said: string;
let logged: [string, object | undefined][];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-damage-'));
  path = join(folder, 'tongxing.db');
  [said, logged] = ['', []];
});

afterEach(() => rmSync(folder, { recursive: true }));

const note = (message: string, facts?: object) => void logged.push([message, facts]);
const commands = copyCommands({
  out: (text) => {
    said += text;
  },
  err: (text) => {
    said += text;
  },
  nowMs: () => START,
  stopped: async () => {},
});

function open() {
  const log = { info: note, warn: note, error: note };
  return openLedger({ dataDir: folder, nowMs: START, log, codec: WIRE_CODEC, catalogue: demoCatalogue() });
}

/** A leaf of the bodies, by the 100 bytes of a sealed one somewhere in the middle. */
function ruinBody(): void {
  const db = new Database(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  const { body } = db.prepare('SELECT body FROM bodies ORDER BY row LIMIT 1 OFFSET 200').get() as { body: Buffer };
  const size = db.pragma('page_size', { simple: true }) as number;
  db.close();
  const page = Math.floor(readFileSync(path).indexOf(body.subarray(0, 100)) / size);
  expect(page).toBeGreaterThan(0);
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size, 0xa5), 0, size, page * size);
  closeSync(file);
}

it('a page that went bad is noticed by the next copy, and the next start recovers the rest and says what is missing', async () => {
  const store = open();
  store.begin(START);
  for (let number = 1; number <= 400; number += 1)
    store.apply(sale({ number, psn_no: `PSN-99${String(number).padStart(6, '0')}` }));
  store.commit();
  store.close();
  expect(await commands.backup({ data: folder, keep: '7' })).toBe(0);
  ruinBody();
  // Nothing is checked whole at a start: it opens as ever.
  open().close();
  expect(logged).toEqual([]);
  said = '';
  expect(await commands.backup({ data: folder, keep: '7' })).toBe(4);
  expect(said).toContain('数据文件已损坏');
  expect(damageMark(path).isSet()).toBe(true);
  // The copy from before is still the newest one: a bad one is never kept.
  expect(readdirSync(join(folder, 'backups'))).toHaveLength(1);
  const after = open();
  expect(logged).toHaveLength(1);
  const [message, facts] = logged[0] as [string, { readonly aside: string; readonly report: string }];
  expect(message).toBe('ledger_salvaged');
  expect(existsSync(facts.aside)).toBe(true);
  const { bodiless } = JSON.parse(readFileSync(facts.report, 'utf8')) as { readonly bodiless: readonly string[] };
  expect(bodiless.length).toBeGreaterThan(0);
  expect(bodiless.length).toBeLessThan(20);
  expect(after.counts()).toEqual({ unknown: 400 - bodiless.length, parked: bodiless.length });
  expect(damageMark(path).isSet()).toBe(false);
  after.close();
  expect(verifyLedger(path).findings).toEqual([]);
  expect(await commands.backup({ data: folder, keep: '7', to: join(folder, 'later.db') })).toBe(0);
});

it('a ledger of version 2 is salvaged with its operators, each with every right; one of version 1 is left as it is', () => {
  const lay = (version: number) => {
    writeFileSync(path, gunzipSync(readFileSync(join(import.meta.dirname, 'released', `v${version}.db.gz`))));
    return readFileSync(path);
  };
  lay(2);
  const { tables, missing, bodiless } = salvageLedger(path, START);
  expect(tables.filter(({ whole }) => !whole)).toEqual([]);
  expect([missing, bodiless]).toEqual([[], []]);
  const store = openStore({ path, key: Buffer.alloc(32, 7), codec: WIRE_CODEC, catalogue: demoCatalogue() });
  expect(store.operators().map(({ opter, role }) => [opter, role])).toEqual([['002', 'chief']]);
  store.close();
  const first = lay(1);
  expect(() => salvageLedger(path, START)).toThrow('store_damaged');
  expect(readFileSync(path).equals(first)).toBe(true);
});
