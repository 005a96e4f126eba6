/** Evidence at the centre: whose it is and what it is about is tried, and what does not fit is seen; nothing is refused. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import type { Evidence } from '../../agent/core/evidence.ts';
import { encodeEvidence } from '../../agent/wire/evidence.ts';
import { decodeReply, encodeRequest } from '../../agent/wire.ts';
import { ledgerOf } from '../../simulator/centre/ledger.ts';
import { header } from '../protocol/samples.ts';
import { Counter, DEVICE, SHOP, type Slip, TestCentre } from './counter.ts';

const KEY = makeTerminalKey();
const TOLD: Evidence = {
  ...{ grade: 1, unavailable: 'centre since 0', unavailable_since_ms: 1, told_ms: 2, snapshot_as_of_ms: null },
  ...{ pack: '370100-2022', pack_version: '1', packs_as_of_ms: 3, catalogue_version: 'c1', catalogue_as_of_ms: 4 },
  ...{ revocation_version: '', revocation_as_of_ms: null, device: 'r1', card_inserted_ms: 5, card_read_ms: 6 },
  ...{ card_removed_ms: null, opter: '001' },
};
const previous_hash = 'ab'.repeat(32);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

interface Beside {
  /** What it is bound to; null: nothing is sent. */
  readonly over: Uint8Array | null;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

/** Sends a sale as provisional; gives its outcome and how its evidence stands in the books. */
function sent(beside: (slip: Slip) => Beside, key: Uint8Array | null = KEY.spki) {
  const centre = new TestCentre();
  if (key !== null) centre.store.evidence.noteKey(DEVICE, key);
  const counter = new Counter(centre).signIn();
  const slip = counter.sale('10.00');
  const { msgid } = slip.value;
  const { over, sign } = beside(slip);
  const bound = { evidence: TOLD, previous_hash, transaction_sha256: sha256(over ?? Buffer.of()) };
  const told = encodeEvidence(bound, { msgid, ...bound });
  const attempt = { attempt: 1, provisional: true, grade: 1, unavailable: '', snapshot_age_ms: 0 } as const;
  const { method, bytes } = encodeRequest(
    { kind: 'exchange', items: [{ msgid, attempt, disposition: 'perform' }] },
    header({ dev_no: DEVICE, sign_no: counter.sign_no, fixmedins_code: SHOP }),
    new Map([[msgid, slip.bytes]]),
    over === null ? {} : { evidence: new Map([[msgid, { bytes: told, signature: sign(told) }]]) },
  );
  const reply = decodeReply(method, centre.centre.handle(DEVICE, method, bytes));
  const outcome = reply.kind === 'exchange' ? reply.answers[0]?.outcome : null;
  const standing = ledgerOf(centre.store).transactions.find((one) => one.msgid === msgid)?.evidence;
  return { outcome, standing, told: centre.store.evidence.of(msgid) };
}

const other = makeTerminalKey();

it.each([
  ['signed by the terminal over this body is signed', (slip: Slip) => ({ over: slip.bytes, sign: KEY.sign }), 'signed'],
  ['over another body is broken', () => ({ over: Buffer.from('another'), sign: KEY.sign }), 'broken'],
  ['signed by another key is broken', (slip: Slip) => ({ over: slip.bytes, sign: other.sign }), 'broken'],
  ['without a signature is unsigned', (slip: Slip) => ({ over: slip.bytes, sign: () => Buffer.of() }), 'unsigned'],
  ['that did not come is missing', () => ({ over: null, sign: KEY.sign }), 'missing'],
] as const)('evidence %s, and the sale is judged all the same', (_name, beside, standing) => {
  const seen = sent(beside);
  expect(seen).toMatchObject({ outcome: 'settled', standing });
  expect(seen.told?.told_ms ?? null).toBe(standing === 'missing' ? null : 2);
});

it('of a terminal whose key the centre does not know is unsigned, not trusted', () => {
  const seen = sent(({ bytes }) => ({ over: bytes, sign: KEY.sign }), null);
  expect(seen.standing).toBe('unsigned');
});
