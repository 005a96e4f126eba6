/** Evidence as it is kept: the signed bytes come back as they were, also from what the first release kept as text. */
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createEvidence } from '../../agent/adapters/sqlite/evidence.ts';
import { hashOf } from '../../agent/adapters/sqlite/journal.ts';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import type { Evidence } from '../../agent/core/evidence.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { isSignedBy } from '../../simulator/centre/adapters/peer.ts';

const KEY = makeTerminalKey();
const MSGID = 'P37010200001202210080930000001' as Msgid;
const BODY = Buffer.from('the stored bytes');
const HEAD = hashOf('what came before');
const TOLD: Evidence = {
  ...{ grade: 1, unavailable: '中心自 09:30 起失联', unavailable_since_ms: 1, told_ms: 2, snapshot_as_of_ms: 3 },
  ...{ pack: '370100', pack_version: '2022.1', packs_as_of_ms: null, catalogue_version: 'c1', catalogue_as_of_ms: 4 },
  ...{ revocation_version: '', revocation_as_of_ms: null, device: 'r1', card_inserted_ms: 5, card_read_ms: 6 },
  ...{ card_removed_ms: null, opter: '001' },
};

function notes() {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
  const written: string[] = [];
  const journal = { head: () => HEAD, note: (fact: readonly unknown[]) => void written.push(JSON.stringify(fact)) };
  return { db, written, evidence: createEvidence(db, journal, WIRE_CODEC.evidence, KEY.sign) };
}

/** The same as the first release kept it. */
function textOf(): { readonly text: string; readonly bytes: Uint8Array; readonly signature: Uint8Array } {
  const bound = { msgid: MSGID, transaction_sha256: Buffer.from(hashOf(BODY), 'hex') };
  const bytes = WIRE_CODEC.evidence.encode({ evidence: TOLD, previous_hash: HEAD }, bound);
  const signature = KEY.sign(bytes);
  const text = JSON.stringify([HEAD, Buffer.from(signature).toString('base64'), ...Object.values(TOLD)]);
  return { text, bytes, signature };
}

it('leaves as the bytes that were signed, and is shown as it was told', () => {
  const { evidence } = notes();
  const kept = evidence.made(MSGID, TOLD, BODY);
  const { bytes, signature } = evidence.leaving(MSGID, kept, BODY);
  expect(isSignedBy(KEY.spki, bytes, signature)).toBe(true);
  expect(evidence.shown(kept)).toMatchObject({ evidence: TOLD, previous_hash: HEAD });
});

it('told later lies beside the row, with its hash in the journal', () => {
  const { db, evidence, written } = notes();
  evidence.keep(MSGID, TOLD, BODY, 7);
  const value = db.prepare<[], string>('SELECT value FROM state').pluck().get() ?? '';
  expect(written).toEqual([JSON.stringify(['evidence_kept', 7, MSGID, hashOf(value)])]);
  const kept = evidence.beside([MSGID]).get(MSGID) ?? Buffer.of();
  expect(evidence.shown(kept).evidence).toEqual(TOLD);
});

it('kept as text by the first release leaves as what that release signed', () => {
  const { db, evidence } = notes();
  const { text, bytes, signature } = textOf();
  db.prepare('INSERT INTO state VALUES (?, ?)').run(`evidence ${MSGID}`, text);
  for (const kept of [Buffer.from(text), evidence.beside([MSGID]).get(MSGID) ?? Buffer.of()]) {
    const left = evidence.leaving(MSGID, kept, BODY);
    expect(Buffer.from(left.bytes)).toEqual(Buffer.from(bytes));
    expect(Buffer.from(left.signature)).toEqual(Buffer.from(signature));
    expect(evidence.shown(kept)).toMatchObject({ evidence: TOLD, previous_hash: HEAD });
  }
});
