/**
 * A ledger of a million entries, as years of work leave one: verified in no more memory than half of it, with progress,
 * and one entry changed in its midst is found. Built with SQL and the journal's own hash, because a million turns would
 * take minutes to no purpose.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chain } from '../../agent/adapters/sqlite/journal.ts';
import { EPOCH_UNIT, openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { packageRoot } from '../../agent/root.ts';

const MILLION = 1_000_000;
const HALF = 500_000;
/** Of a run's peak: what differs between two runs of the same length anyway; the other half of the file is ten times that. */
const SLACK_MB = 20;
/** More than the program itself takes, less than a tenth of the ledger. */
const HEAP_MB = 48;
/** Says how much memory the process held at most, KB, as its last line of stderr. */
const TELL_PEAK = 'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS+"\\n"))';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-million-'));
  for (const entries of [HALF, MILLION]) build(data(entries), entries);
});

afterAll(() => rmSync(folder, { recursive: true }));

const data = (entries: number) => join(folder, String(entries));

/** Four entries a sale: accepted, claimed, settled, and one of evidence. */
function build(dataDir: string, entries: number): void {
  mkdirSync(dataDir);
  const db = openDatabase(join(dataDir, 'tongxing.db'));
  db.pragma('synchronous = OFF');
  const row =
    db.prepare(`INSERT INTO transactions (row, msgid, infno, state, send, told, provisional, grade, unavailable,
    snapshot_age_ms, attempts, psn_key, insutype, begndate, accepted_ms, est_fund, est_acct, previous)
    VALUES (?, ?, '2102', 'settled', 0, 1, 0, 1, '', 0, 1, ?, '310', '2022-10-08', 0, 6000, 5000, 0)`);
  const bodies = db.prepare(`INSERT INTO bodies (row, deltas, body) VALUES (?, '{}', ?)`);
  const journal = db.prepare('INSERT INTO journal (seq, fact, hash) VALUES (?, ?, ?)');
  let hash: Buffer = Buffer.alloc(32);
  let seq = 0;
  const enter = (fact: readonly unknown[]) => {
    const text = JSON.stringify(fact);
    hash = chain(hash, text);
    seq += 1;
    journal.run(seq, text, hash);
  };
  db.transaction(() => {
    for (let number = 1; number <= entries / 4; number += 1) {
      const msgid = `P37010200001${String(number).padStart(18, '0')}`;
      const sealed = createHash('sha512').update(msgid).digest();
      row.run(EPOCH_UNIT + number, msgid, sealed.subarray(0, 16));
      bodies.run(EPOCH_UNIT + number, sealed);
      const told = createHash('sha256').update(sealed).digest('hex');
      enter(['accept', number, msgid, 1, number, '2102', told, 'queued', true, true]);
      enter(['claim', number, [msgid]]);
      enter(['move', number, msgid, ['inflight', 'settled'], '', '']);
      enter(['evidence', number, msgid, 'the same answer once more']);
    }
  })();
  db.close();
}

/** `tongxing ledger verify` as an operator runs it, in a process of its own. */
function verify(entries: number) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[`--max-old-space-size=${HEAP_MB}`, '--import', `data:text/javascript,${encodeURIComponent(TELL_PEAK)}`],
      ...[join(packageRoot(), 'dist/tongxing.js'), 'ledger', 'verify', '--data', data(entries)],
    ],
    { encoding: 'utf8' },
  );
  const peakMb = Number(/peak (\d+)/.exec(stderr)?.[1]) / 1_024;
  return { status, stdout, tenths: [...stderr.matchAll(/^(\d+) %/gm)].map(([, tenth]) => Number(tenth)), peakMb };
}

describe('a ledger of a million entries', () => {
  it('is verified in the memory of half of it, with progress', () => {
    const [half, whole] = [verify(HALF), verify(MILLION)];
    expect([half.status, whole.status]).toEqual([0, 0]);
    expect(whole.stdout).toContain(`${MILLION} 条账目`);
    expect(whole.tenths).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
    console.log(`peak of ${HALF} entries ${half.peakMb.toFixed(1)} MB, of ${MILLION} ${whole.peakMb.toFixed(1)} MB`);
    expect(half.peakMb).toBeGreaterThan(30);
    expect(whole.peakMb - half.peakMb).toBeLessThan(SLACK_MB);
  });

  it('with one entry changed in its midst is not whole, and says which', () => {
    const db = new Database(join(data(MILLION), 'tongxing.db'));
    db.exec("UPDATE journal SET fact = replace(fact, 'once more', 'no more') WHERE seq = 700000");
    db.close();
    const { status, stdout } = verify(MILLION);
    expect(status).toBe(4);
    expect(stdout).toContain('700000  账目被改动');
  });
});
