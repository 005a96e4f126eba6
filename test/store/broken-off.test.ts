/**
 * A restore or a salvage whose process is killed at any of the renames that put the new file in the ledger's place: the next
 * start has all of the former ledger, or the new one in its new epoch with all of the former one beside it, and says which.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../agent/adapters/sqlite/backup.ts';
import { damageMark } from '../../agent/adapters/sqlite/damage-mark.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import { openLedger } from '../../agent/ledger.ts';
import { packageRoot } from '../../agent/root.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START } from '../agent/counter.ts';
import { sale } from '../dispatch/sale.ts';
import { layKeys } from './laid-keys.ts';

const KEY = Buffer.alloc(32, 1);
const PROGRAM = join(packageRoot(), 'dist/tongxing.js');
/** Ends the process without a word before its rename number KILL_AT. */
const KILLER = `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
const rename = fs.renameSync;
let left = Number(process.env.KILL_AT);
fs.renameSync = (...names) => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  return rename(...names);
};
syncBuiltinESMExports();
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-broken-off-'));
  writeFileSync(join(folder, 'killer.mjs'), KILLER);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A ledger as the power left it: three sales in its file and a backup of them, three more in its log alone. */
async function laidDown(): Promise<string> {
  const path = join(folder, 'live.db');
  const store = openStore({ path, key: KEY, codec: WIRE_CODEC, catalogue: demoCatalogue() });
  const sell = (from: number) => {
    store.begin(START);
    for (const number of [from, from + 1, from + 2]) store.apply(sale({ number, psn_no: `PSN-99${number}` }));
    store.commit();
  };
  sell(1);
  await backUp(path, join(folder, 'backup.db'));
  sell(4);
  for (const part of ['', '-wal']) copyFileSync(path + part, join(folder, `cut.db${part}`));
  store.close();
  return join(folder, 'cut.db');
}

function look(path: string): void {
  const db = new Database(path, { readonly: true });
  db.prepare('SELECT count(*) FROM sqlite_master').get();
  db.close();
}

/** What the next start found: epoch, its transactions, those of the file set aside, and what it said. */
function nextStart(data: string): string {
  const logged: string[] = [];
  const note = (message: string) => void logged.push(message);
  const log = { info: note, warn: note, error: note };
  const store = openLedger({ dataDir: data, nowMs: START, log, codec: WIRE_CODEC, catalogue: demoCatalogue() });
  store.begin(START);
  const { epoch } = store.start();
  store.commit();
  const rows = store.transactions({ openOnly: false, limit: 9 }).length;
  store.close();
  const aside = readdirSync(data).find((file) => /aside-[0-9TZ]+$/.test(file));
  const former = aside === undefined ? 0 : verifyLedger(join(data, aside)).transactions;
  return `epoch ${epoch}: ${rows}, aside ${former} ${logged.join()}`;
}

it.each([
  ['restore', ['epoch 1: 6, aside 0 ', 'epoch 2: 3, aside 6 ledger_replaced', 'epoch 2: 3, aside 6 ']],
  ['salvage', ['epoch 2: 6, aside 6 ledger_salvaged', 'epoch 2: 6, aside 6 ledger_replaced', 'epoch 2: 6, aside 6 ']],
])('a %s that is killed never began, or is ended by the next start', async (command, [before, within, done]) => {
  const cut = await laidDown();
  const found: string[] = [];
  for (let killAt = 1, killed = true; killed; killAt += 1) {
    const data = join(folder, `data-${killAt}`);
    const path = join(data, 'tongxing.db');
    mkdirSync(data);
    layKeys(data, KEY);
    for (const part of ['', '-wal']) copyFileSync(cut + part, path + part);
    // As a copy that found a bad page leaves it: what was put right is not salvaged once more.
    if (command === 'salvage') damageMark(path).set();
    const from = command === 'restore' ? [join(folder, 'backup.db')] : [];
    const ran = ['--import', join(folder, 'killer.mjs'), PROGRAM, command, ...from, '--data', data];
    const { signal } = spawnSync(process.execPath, ran, { env: { ...process.env, KILL_AT: String(killAt) } });
    killed = signal === 'SIGKILL';
    // Somebody looks meanwhile: SQLite makes a log where there is none.
    if (existsSync(path)) look(path);
    found.push(nextStart(data));
    expect(readdirSync(data).filter((file) => /draft|standby/.test(file))).toEqual([]);
  }
  expect(found.length).toBeGreaterThan(4);
  expect(found).toEqual([before, ...Array.from({ length: found.length - 2 }, () => within), done]);
});
