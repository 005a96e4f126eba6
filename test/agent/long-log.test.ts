/** SQLite's log is brought over between turns, by whoever waits for nobody: a sale waits for a turn or for that, not for both. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../agent/adapters/sqlite/log.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, START } from './counter.ts';

let folder: string;
let path: string;
let db: Database.Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-log-'));
  path = join(folder, 'ledger.db');
  db = openDatabase(path);
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** So many pages and a few more are in the log. */
function write(pages: number): void {
  db.exec('CREATE TABLE IF NOT EXISTS filler (bytes BLOB)');
  const put = db.prepare('INSERT INTO filler VALUES (zeroblob(?))');
  for (let at = 0; at < pages; at += 100) put.run(400_000);
}

function inLog(): number {
  const { log, checkpointed } = db.prepare('PRAGMA wal_checkpoint(NOOP)').get() as Record<string, number>;
  return (log ?? 0) - (checkpointed ?? 0);
}

const enrol = (opter: string) =>
  ({ kind: 'enrol_operator', opter, opter_name: '甲', pin_hash: 'none', proof: 'right', role: 'chief' }) as const;

describe('the log of a ledger', () => {
  it('is left alone while it is short, and is short again once it was brought over', () => {
    const log = createLog(db);
    write(400);
    expect(log.logIsLong()).toBe(false);
    write(200);
    expect(log.logIsLong()).toBe(true);
    log.shortenLog();
    expect(log.logIsLong()).toBe(false);
    expect(inLog()).toBe(0);
  });

  it('stays as long as it is beside somebody who reads, and brings nobody to a halt', () => {
    const log = createLog(db);
    write(100);
    const reader = new Database(path, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM filler').get();
    write(1_500);
    log.shortenLog();
    expect(log.logIsLong()).toBe(true);
    reader.close();
    log.shortenLog();
    expect(log.logIsLong()).toBe(false);
  });

  it('is brought over by the agent after the turn that made it long', async () => {
    const counter = new Counter({}, new VirtualClock(START), db);
    write(600);
    expect(await counter.command(enrol('001'))).toMatchObject({ ok: true });
    expect(inLog()).toBe(0);
  });

  it('is brought over after whoever waits at the counter was served', async () => {
    const counter = new Counter({}, new VirtualClock(START), db);
    write(600);
    const lengths: number[] = [];
    const first = counter.give(enrol('001')).then(() => {
      // Pressed while the first turn was at work.
      return counter.give(enrol('002')).then(() => void lengths.push(inLog()));
    });
    await counter.run();
    await first;
    expect(lengths[0]).toBeGreaterThan(600);
    expect(inLog()).toBe(0);
  });

  it('is no matter any more once the agent has ended', async () => {
    const counter = new Counter({}, new VirtualClock(START), openDatabase(join(folder, 'other.db')));
    counter.db.exec('CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(3000000))');
    const answer = counter.give(enrol('001'));
    const ended = counter.agent.stop();
    await counter.run();
    await ended;
    expect((await answer).ok).toBe(true);
    await counter.run(1_000);
    expect(counter.defect).toBeNull();
  });
});
