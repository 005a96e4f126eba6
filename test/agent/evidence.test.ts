/** What stands beside a provisional sale: versions, ages, the card's stay, the operator — signed once, sent every time. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import type { Evidence } from '../../agent/core/evidence.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { decodeEvidence, encodeEvidence, readEvidence } from '../../agent/wire/evidence.ts';
import { isSignedBy } from '../../simulator/centre/adapters/peer.ts';
import { atTheCounter, Counter, replyOf, START, v1 } from './counter.ts';

const KEY = makeTerminalKey();

const ready = () => atTheCounter(new Counter({}, undefined, undefined, { witness: KEY.sign }));

/** Knows the person, and has lost its centre. */
async function cutOff(): Promise<Counter> {
  const counter = await ready();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  counter.cut();
  await counter.run(60_000);
  return counter;
}

/** The items of the frame under way, as they left; the frame is answered. */
async function sent(counter: Counter) {
  const frame = counter.link.calls.find(({ method }) => method === 'Exchange');
  const { items = [] } = v1.ExchangeRequest.decode(frame?.bytes ?? new Uint8Array());
  await counter.exchange();
  return (items ?? []).map(({ transaction, attempt }) => ({
    transaction: Buffer.from(transaction ?? []),
    bytes: Buffer.from(attempt?.evidence ?? []),
    signature: Buffer.from(attempt?.evidence_signature ?? []),
  }));
}

it('says why it was allowed, by what, with which stay of the card, and by whom', async () => {
  const counter = await cutOff();
  const msgid = (await counter.sell('k1')) as Msgid;
  const kept = counter.agent.transaction(msgid)?.evidence;
  const told_ms = counter.clock.wallMs() - 1;
  expect(kept?.evidence).toMatchObject({
    ...{ grade: 1, opter: '001', device: 'r1', told_ms, catalogue_version: expect.stringMatching(/./) },
    pack: expect.stringMatching(/^37/),
    pack_version: expect.stringMatching(/^\d/),
    ...{ card_inserted_ms: expect.any(Number), card_read_ms: expect.any(Number), card_removed_ms: null },
  });
  const { unavailable_since_ms, snapshot_as_of_ms, card_inserted_ms } = kept?.evidence ?? {};
  expect(Number(unavailable_since_ms)).toBeGreaterThanOrEqual(START);
  expect(told_ms - Number(unavailable_since_ms)).toBeGreaterThanOrEqual(60_000);
  expect(Number(snapshot_as_of_ms)).toBeLessThan(told_ms);
  expect(Number(card_inserted_ms)).toBeLessThan(told_ms);
});

it('is signed by the terminal over the body and the journal before it, and leaves with the sale as it was signed', async () => {
  const counter = await cutOff();
  const before = counter.store.head();
  const msgid = (await counter.sell('k1')) as Msgid;
  counter.crash();
  await counter.run();
  await counter.connect();
  const [item] = await sent(counter);
  expect(isSignedBy(KEY.spki, item?.bytes ?? Buffer.of(), item?.signature ?? Buffer.of())).toBe(true);
  const told = decodeEvidence(item?.bytes ?? Buffer.of());
  expect(told).toMatchObject({ msgid, grade: 1, device: 'r1', card_removed_ms: 0 });
  expect(Buffer.from(told.previous_hash).toString('hex')).toBe(before);
  const sha256 = createHash('sha256').update(item?.transaction ?? '');
  expect(Buffer.from(told.transaction_sha256)).toEqual(sha256.digest());
});

it('says that the card was taken, when the counter is told after an answer did not come', async () => {
  const counter = await ready();
  const session = await counter.prepare();
  const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
  await counter.run();
  counter.removeCard();
  await counter.run(2_000);
  counter.cut();
  await counter.run();
  const { msgid } = replyOf(await accepted, 'accepted');
  const { evidence } = counter.agent.transaction(msgid)?.evidence ?? {};
  expect(evidence?.told_ms).toBe(Number(evidence?.card_removed_ms) + 2_000);
  expect(evidence?.card_inserted_ms).not.toBe(null);
  // Its body was sealed before: what is told of it lies beside, and the journal says so.
  const journal = counter.db.prepare<[], string>('SELECT fact FROM journal').pluck().all().join('\n');
  expect(journal).toContain(`["evidence_kept",${evidence?.told_ms},"${msgid}"`);
  await counter.connect();
  await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
  const [item] = await sent(counter);
  expect(isSignedBy(KEY.spki, item?.bytes ?? Buffer.of(), item?.signature ?? Buffer.of())).toBe(true);
});

it('says when its own card was taken, whatever other card was in that reader since', async () => {
  const counter = await ready();
  const session = await counter.prepare();
  const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
  await counter.run();
  counter.removeCard();
  const taken = counter.clock.wallMs();
  await counter.run(1_000);
  counter.insertCard();
  await counter.run(500);
  counter.removeCard();
  await counter.run(500);
  counter.cut();
  await counter.run();
  const { msgid } = replyOf(await accepted, 'accepted');
  expect(counter.agent.transaction(msgid)?.evidence?.evidence.card_removed_ms).toBe(taken);
});

it('told of a sale that was stored before stays when its body is erased', async () => {
  const counter = await ready();
  const session = await counter.prepare();
  const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
  await counter.run();
  counter.cut();
  await counter.run();
  const { msgid } = replyOf(await accepted, 'accepted');
  const told = counter.agent.transaction(msgid)?.evidence;
  expect(told?.evidence.grade).toBe(1);
  counter.db.exec("UPDATE bodies SET body = x''");
  expect(counter.agent.transaction(msgid)).toMatchObject({ erased: true, evidence: told });
});

it('is not there beside a sale that the centre judged before it was told', async () => {
  const counter = await ready();
  const session = await counter.prepare();
  const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
  await counter.run();
  await counter.settle();
  const { msgid } = replyOf(await accepted, 'accepted');
  expect(counter.agent.transaction(msgid)?.evidence).toBe(null);
});

it('is the same bytes whatever becomes of the sale: a second attempt carries what the first did', async () => {
  const counter = await cutOff();
  await counter.sell('k1');
  await counter.connect();
  const first = counter.link.calls.find(({ method }) => method === 'Exchange');
  const bytesOf = (frame: typeof first) =>
    Buffer.from(v1.ExchangeRequest.decode(frame?.bytes ?? Buffer.of()).items?.[0]?.attempt?.evidence ?? []);
  expect(bytesOf(first).length).toBeGreaterThan(100);
  counter.cut();
  await counter.run();
  await counter.connect();
  await counter.inquire(() => ({ outcome: v1.Outcome.OUTCOME_NOT_FOUND }));
  const again = counter.link.calls.find(({ method }) => method === 'Exchange');
  expect(bytesOf(again)).toEqual(bytesOf(first));
});

it('keeps the bytes it was signed as when a later release knows more of it', () => {
  const known = { grade: 1, unavailable: 'centre since 1', told_ms: 2, opter: '001', device: '' };
  const bound = { msgid: 'P37010200001202210080930000001' as Msgid, transaction_sha256: Uint8Array.of(1) };
  const bytes = (more: object) =>
    Buffer.from(encodeEvidence({ evidence: { ...known, ...more } as Evidence, previous_hash: '' }, bound));
  expect(bytes({ pack: '', card_removed_ms: null, revocation_as_of_ms: 0 })).toEqual(bytes({}));
  expect(bytes({ card_removed_ms: 3 })).not.toEqual(bytes({}));
});

it('is read as it was made: an instant that there was none of is none, and not the year 1970', () => {
  const none = {
    ...{ unavailable_since_ms: null, snapshot_as_of_ms: null, packs_as_of_ms: null, catalogue_as_of_ms: null },
    ...{ revocation_as_of_ms: null, card_inserted_ms: null, card_read_ms: null, card_removed_ms: null },
  };
  const evidence: Evidence = {
    ...{ grade: 1, unavailable: 'centre', told_ms: 2, opter: '001', device: 'r1', ...none },
    ...{ pack: 'p', pack_version: '1', catalogue_version: 'c', revocation_version: 'v' },
  };
  const all = Object.fromEntries(Object.keys(none).map((name, at) => [name, at + 1]));
  const bound = { msgid: 'P37010200001202210080930000001' as Msgid, transaction_sha256: Uint8Array.of(1) };
  for (const said of [evidence, { ...evidence, ...all }])
    expect(readEvidence(encodeEvidence({ evidence: said, previous_hash: 'ab' }, bound))).toEqual({
      evidence: said,
      previous_hash: 'ab',
    });
});
