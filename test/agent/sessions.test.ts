/** How many may be served at once: the limit holds for each way to begin, and one that ended makes room. */
import { describe, expect, it } from 'vitest';
import { Counter, codeOf, replyOf } from './counter.ts';

const ALONE = { kind: 'open_session', without_card: true } as const;

async function counterOf(sessions: number): Promise<Counter> {
  const counter = new Counter({ sessions });
  await counter.connect();
  await counter.signIn();
  return counter;
}

describe('as many sessions as the limit allows', () => {
  it('are open at once; one more is refused with the limit, and opens when one has ended', async () => {
    const counter = await counterOf(2);
    const first = replyOf(await counter.command(ALONE), 'session').session.id;
    replyOf(await counter.command(ALONE), 'session');
    expect(await counter.command(ALONE)).toMatchObject({
      ok: false,
      problem: { code: 'too_many_sessions', facts: { limit: 2 } },
    });
    await counter.command({ kind: 'close_session', session: first });
    replyOf(await counter.command(ALONE), 'session');
  });

  it('leave a card in its reader and a voucher unasked for: both are taken once there is room', async () => {
    const counter = await counterOf(1);
    const alone = replyOf(await counter.command(ALONE), 'session').session.id;
    counter.insertCard();
    await counter.run();
    expect(codeOf(await counter.command({ kind: 'open_session' }))).toBe('too_many_sessions');
    const voucher = { kind: 'open_session', voucher: '2022100809300000000001370102' } as const;
    expect(codeOf(await counter.command(voucher))).toBe('too_many_sessions');
    expect(counter.link.calls.map(({ method }) => method)).not.toContain('QueryPerson');
    await counter.command({ kind: 'close_session', session: alone });
    expect(await counter.openSession()).not.toBe('');
  });

  it('make room when one without a card was left for ten minutes: that one, and none that somebody is served in', async () => {
    const counter = await counterOf(2);
    const [left, served] = [await counter.command(ALONE), await counter.command(ALONE)].map(
      (outcome) => replyOf(outcome, 'session').session.id,
    );
    await counter.run(9 * 60_000);
    await counter.command({ kind: 'set_basket', session: served ?? '', basket: null });
    expect(codeOf(await counter.command(ALONE))).toBe('too_many_sessions');
    await counter.run(60_000);
    const next = replyOf(await counter.command(ALONE), 'session').session.id;
    expect(counter.agent.sessions().map(({ id }) => id)).toEqual([served, next]);
    expect(counter.agent.session(left ?? '')).toBe(null);
    expect(codeOf(await counter.command(ALONE))).toBe('too_many_sessions');
  });

  it('keep one whose card is in a reader, however long it lies there', async () => {
    const counter = await counterOf(1);
    counter.insertCard();
    const card = await counter.openSession();
    await counter.run(60 * 60_000);
    expect(codeOf(await counter.command(ALONE))).toBe('too_many_sessions');
    expect(counter.agent.session(card)?.id).toBe(card);
  });

  it('lose none to a voucher that is refused for another reason: only who is let in takes a place', async () => {
    const counter = await counterOf(1);
    const left = replyOf(await counter.command(ALONE), 'session').session.id;
    await counter.run(10 * 60_000);
    const shown = async (voucher: object) => codeOf(await counter.command({ kind: 'open_session', ...voucher }));
    expect(await shown({ voucher: '1234' })).toBe('voucher_invalid');
    expect(await shown({ scan: 7 })).toBe('scan_gone');
    counter.cut();
    await counter.run();
    expect(await shown({ voucher: '2022100809300000000001370102' })).toBe('offline_credential');
    expect(counter.agent.session(left)?.id).toBe(left);
  });

  it('end with the reader that is gone, card and all, as with the card', async () => {
    const counter = await counterOf(1);
    counter.insertCard();
    await counter.run();
    const session = await counter.openSession();
    counter.device({ kind: 'device_removed', device: 'r1' });
    await counter.run();
    expect(counter.agent.session(session)).toBeNull();
    expect(codeOf(await counter.command(ALONE))).toBe('ok session');
  });
});
