/** Retries of what is long past, and a disk that fills up: what is told then, and what goes on. */
import { describe, expect, it } from 'vitest';
import { transactionView } from '../../agent/api/view.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { StoreCare } from '../../agent/ports/care.ts';
import { atTheCounter, codeOf, replyOf, START } from './counter.ts';

describe('a result that was erased when its time was over', () => {
  it('is told as erased to who asks again under its key, with its state and amounts, and is not done again', async () => {
    const counter = await atTheCounter();
    const session = await counter.prepare('100.00');
    const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle();
    const { msgid } = replyOf(await accepted, 'accepted');
    const before = counter.agent.transaction(msgid as Msgid);
    const store = counter.store as typeof counter.store & StoreCare;
    store.begin(START + 500 * 86_400_000);
    expect(store.erase(10).erased).toBe(1);
    store.commit();

    const again = replyOf(await counter.command({ kind: 'accept', session, key: 'k1' }), 'accepted');
    expect(again.msgid).toBe(msgid);
    const row = counter.agent.transaction(msgid as Msgid);
    expect(row).toMatchObject({ erased: true, psn_no: '', state: 'settled', final: before?.final });
    expect(row === null ? null : transactionView(row)).toMatchObject({ msgid, erased: true, psn_no: '' });
    expect(counter.agent.transactions({ openOnly: false, limit: 10 })).toHaveLength(1);
  });
});

describe('a disk that is nearly full', () => {
  it('stops new sales with what is left, while what was accepted is still sent and written down; then sells again', async () => {
    const counter = await atTheCounter();
    const first = await counter.openSession();
    await counter.command({ kind: 'close_session', session: first });
    counter.cut();
    await counter.run();
    const stored = await counter.sell('k1');
    const session = await counter.prepare('1.00');
    counter.agent.storage({ free_mb: 90, needed_mb: 128 });
    const refused = await counter.command({ kind: 'accept', session, key: 'k2' });
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'disk_nearly_full', facts: { free_mb: 90, needed_mb: 128 } },
    });
    expect(counter.agent.status().troubles.map(({ code }) => code)).toContain('disk_nearly_full');

    await counter.connect();
    await counter.exchange();
    expect(counter.state(stored)).toBe('settled');
    expect(codeOf(await counter.command({ kind: 'accept', session, key: 'k2' }))).toBe('disk_nearly_full');

    counter.agent.storage(null);
    const sold = counter.give({ kind: 'accept', session, key: 'k2' });
    await counter.run();
    await counter.settle();
    expect(replyOf(await sold, 'accepted').msgid).not.toBe(stored);
    expect(counter.agent.status().troubles.map(({ code }) => code)).not.toContain('disk_nearly_full');
  });
});

describe('a background check that found the ledger not whole', () => {
  it('is shown until one finds it whole, and holds up no sale', async () => {
    const counter = await atTheCounter();
    counter.agent.checked(false);
    await counter.run();
    expect(counter.agent.status().troubles.map(({ code }) => code)).toContain('ledger_check_failed');
    const session = await counter.prepare('1.00');
    const sold = counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle();
    expect(codeOf(await sold)).toBe('ok accepted');
    counter.agent.checked(true);
    await counter.run();
    expect(counter.agent.status().troubles.map(({ code }) => code)).not.toContain('ledger_check_failed');
  });
});
