/** Signed checkpoints: what a chain alone can not show — a cut tail, a file put back, a journal written anew — they do. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportLedger } from '../../agent/adapters/sqlite/export.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { verifyLedger } from '../../agent/adapters/sqlite/verify.ts';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import { isSignedBy } from '../../agent/adapters/update-signature.ts';
import { type Checkpoint, checkpointText, follows, type SignedCheckpoint } from '../../agent/core/checkpoint.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { demoCatalogue, START } from '../agent/counter.ts';
import { sale } from '../dispatch/sale.ts';

const key = makeTerminalKey();
const sign = (one: Checkpoint) => key.sign(Buffer.from(checkpointText('T0001', one)));
const isSigned = (one: SignedCheckpoint) => isSignedBy(key.spki, checkpointText('T0001', one), one.signature);

let folder: string;
let path: string;
let store: ReturnType<typeof openStore>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-checkpoint-'));
  path = join(folder, 'ledger.db');
  store = open();
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function open() {
  return openStore({ path, key: Buffer.alloc(32, 1), codec: WIRE_CODEC, catalogue: demoCatalogue() });
}

/** So many entries, and a checkpoint behind them. */
function write(entries: number): SignedCheckpoint {
  for (let at = 0; at < entries; at += 1) {
    store.begin(START + at);
    store.apply({ kind: 'evidence', msgid: 'x' as Msgid, text: `entry ${at}` });
    store.commit();
  }
  store.begin(START);
  const taken = store.checkpoint(sign);
  store.commit();
  if (taken === null) throw new Error('nothing to sign');
  return taken;
}

function edit(sql: string): void {
  const db = new Database(path);
  db.exec(sql);
  db.close();
}

/** Makes every hash right again, as somebody could who has the file and no key. */
function rechain(): void {
  const db = new Database(path);
  let hash = Buffer.alloc(32);
  for (const { seq, fact } of db.prepare('SELECT seq, fact FROM journal ORDER BY seq').all() as {
    seq: number;
    fact: string;
  }[]) {
    hash = createHash('sha256').update(hash).update(fact).digest();
    db.prepare('UPDATE journal SET hash = ? WHERE seq = ?').run(hash, seq);
  }
  db.close();
}

const kinds = (against: readonly Checkpoint[] = []) =>
  verifyLedger(path, { against, isSigned }).findings.map(({ kind }) => kind);

describe('a checkpoint', () => {
  it('is made when something was written since the last one, and the centre is told the newest', () => {
    const first = write(3);
    expect([first.entries, isSigned(first)]).toEqual([3, true]);
    store.begin(START);
    expect(store.checkpoint(sign)).toBe(null);
    store.commit();
    const second = write(1);
    expect(store.untold()).toEqual(second);
    store.begin(START);
    store.told(second);
    store.commit();
    expect(store.untold()).toBe(null);
    expect(kinds([first, second])).toEqual([]);
  });

  it('says how far the numbers have come, of its own epoch alone', () => {
    expect(write(1)).toMatchObject({ epoch: 1, number: 0 });
    store.begin(START);
    for (const number of [1, 2, 3]) store.apply(sale({ number, psn_no: 'PSN-1' }));
    store.commit();
    expect(write(1)).toMatchObject({ epoch: 1, number: 3 });
    store.close();
    edit("INSERT OR REPLACE INTO state VALUES ('epoch', '2')");
    store = open();
    expect(write(1)).toMatchObject({ epoch: 2, number: 0 });
  });

  it('is made once for an entry, also when there are others before it', () => {
    write(1);
    write(1);
    write(1);
    store.begin(START);
    expect(store.checkpoint(sign)).toBe(null);
    store.commit();
  });

  it('that the centre confirms late does not stand for a newer one, which is still to be told', () => {
    const first = write(1);
    const second = write(1);
    store.begin(START);
    store.told(first);
    store.commit();
    expect(store.untold()).toEqual(second);
  });

  it('is signed whole, as the contract writes it down', () => {
    const one = { epoch: 2, entries: 10, head: 'ab', number: 4, wall_ms: 1_665_192_600_000 };
    expect(checkpointText('T0001', one)).toBe('tongxing.v1.checkpoint\nT0001\n2\n10\nab\n4\n1665192600000');
  });

  it('follows one it holds all of, and no other', () => {
    const one = { epoch: 1, entries: 10, head: 'a', number: 4, wall_ms: 1 };
    expect(follows(one, { ...one, wall_ms: 2 })).toBe(true);
    expect(follows(one, { ...one, entries: 11, head: 'b' })).toBe(true);
    expect(follows(one, { ...one, entries: 11, head: 'b', number: 5 })).toBe(true);
    expect(follows(one, { ...one, entries: 9, head: 'b' })).toBe(false);
    expect(follows(one, { ...one, head: 'b' })).toBe(false);
    expect(follows(one, { ...one, entries: 11, head: 'b', number: 3 })).toBe(false);
    expect(follows(one, { ...one, epoch: 2, entries: 3, head: 'c', number: 0 })).toBe(true);
    expect(follows({ ...one, epoch: 2 }, one)).toBe(false);
  });
});

describe('ledger verify against what somebody else holds', () => {
  it('finds a tail that was cut off', () => {
    const held = write(5);
    edit('DELETE FROM journal WHERE seq > 3; DELETE FROM checkpoints');
    expect(kinds()).toEqual([]);
    expect(verifyLedger(path, { against: [held] }).findings).toEqual([{ kind: 'cut_tail', at: '3 < 5' }]);
  });

  it('finds a file that was put back', () => {
    write(2);
    store.close();
    copyFileSync(path, `${path}.old`);
    store = open();
    const held = write(4);
    store.close();
    copyFileSync(`${path}.old`, path);
    store = open();
    expect(kinds()).toEqual([]);
    expect(kinds([held])).toEqual(['cut_tail']);
  });

  it('finds a file that was put back and worked on', () => {
    write(2);
    store.close();
    copyFileSync(path, `${path}.old`);
    store = open();
    const held = write(2);
    store.close();
    copyFileSync(`${path}.old`, path);
    store = open();
    store.begin(START);
    store.apply({ kind: 'evidence', msgid: 'y' as Msgid, text: 'another history' });
    store.commit();
    write(3);
    expect(kinds()).toEqual([]);
    expect(kinds([held])).toEqual(['rolled_back']);
  });

  it('finds a journal that was written anew with every hash right, by the signatures it can not make', () => {
    const held = write(5);
    edit(`UPDATE journal SET fact = replace(fact, 'entry 2', 'entry 7') WHERE seq = 3`);
    rechain();
    expect(kinds()).toEqual(['false_checkpoint']);
    edit('DELETE FROM checkpoints');
    expect(kinds()).toEqual([]);
    expect(kinds([held])).toEqual(['rolled_back']);
  });

  it('finds a checkpoint that the device key did not sign', () => {
    write(3);
    edit("UPDATE checkpoints SET signature = x'00'");
    expect(kinds()).toEqual(['false_checkpoint']);
  });

  it('takes a new epoch for what it says it is: begun from fewer entries, and not against an earlier head', () => {
    write(2);
    store.close();
    copyFileSync(path, `${path}.old`);
    store = open();
    const held = write(4);
    store.close();
    copyFileSync(`${path}.old`, path);
    edit("INSERT OR REPLACE INTO state VALUES ('epoch', '2')");
    store = open();
    store.close();
    const db = new Database(path);
    const { hash } = db.prepare('SELECT hash FROM journal ORDER BY seq DESC LIMIT 1').get() as { hash: Buffer };
    const fact = JSON.stringify(['epoch', START, 2, 'restore']);
    db.prepare('INSERT INTO journal VALUES (3, ?, ?)').run(
      fact,
      createHash('sha256').update(hash).update(fact).digest(),
    );
    db.close();
    store = open();
    write(4);
    expect(kinds([held])).toEqual([]);
    expect(kinds([{ ...held, epoch: 3 }])).toEqual(['rolled_back']);
  });
});

describe('ledger export', () => {
  it('writes every entry so that anybody can check the chain, then the signed checkpoints', () => {
    write(1_000);
    const held = write(200);
    const parts: string[] = [];
    expect(exportLedger(path, (part) => void parts.push(part))).toBe(1_200);
    const lines = parts
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { fact: string; hash: string; checkpoint?: Checkpoint; signature?: string });
    let hash = Buffer.alloc(32);
    for (const { fact } of lines.slice(0, 1_200)) hash = createHash('sha256').update(hash).update(fact).digest();
    expect(lines.slice(1_200).map(({ checkpoint }) => checkpoint?.entries)).toEqual([1_000, 1_200]);
    const last = lines.at(-1);
    expect(hash.toString('hex')).toBe(held.head);
    expect(last?.checkpoint).toMatchObject({ entries: 1_200, head: held.head });
    expect(
      isSignedBy(
        key.spki,
        checkpointText('T0001', last?.checkpoint as Checkpoint),
        Buffer.from(last?.signature ?? '', 'base64'),
      ),
    ).toBe(true);
  });
});
