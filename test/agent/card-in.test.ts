/** The card of a sale from reading to "take your card": it has to be the same card, by its serial, all the way. */
import { describe, expect, it } from 'vitest';
import { Counter } from './counter.ts';

async function priced(): Promise<{ readonly counter: Counter; readonly session: string; readonly told: unknown[] }> {
  const counter = new Counter();
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  const session = await counter.prepare();
  const told: unknown[] = [];
  counter.agent.subscribe(null, ({ notice }) => told.push(notice));
  return { counter, session, told };
}

const take = { kind: 'device', device: 'r1', what: 'take_card', code: null };
const taking = (counter: Counter) => counter.agent.status().devices[0]?.take_card;

describe('between reading and acceptance', () => {
  it('another serial in the same stay, whatever the ATR, ends the session: nothing is sold on it', async () => {
    const { counter, session, told } = await priced();
    const [inserted] = counter.cards.slice(-1);
    if (inserted === undefined) throw new Error('no card');
    counter.device({ ...inserted, card: { ...inserted.card, card_sn: 'F'.repeat(32) } });
    const outcome = await counter.command({ kind: 'accept', session, key: 'k1' });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'session_unknown' } });
    expect(told).toContainEqual({ kind: 'session', session, phase: 'ended', reason: 'card_swapped' });
    expect(counter.agent.transactions({ openOnly: false, limit: 10 })).toEqual([]);
    await counter.agent.stop();
  });

  it('another card put in before anybody told that the first was taken ends its session', async () => {
    const { counter, session, told } = await priced();
    counter.insertCard();
    await counter.run();
    expect(told).toContainEqual({ kind: 'session', session, phase: 'ended', reason: 'card_removed' });
    const outcome = await counter.command({ kind: 'accept', session, key: 'k1' });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'session_unknown' } });
    await counter.agent.stop();
  });

  it('another card put in while the first is still being read ends the waiting for that: it is never read any more', async () => {
    const counter = new Counter();
    await counter.connect();
    await counter.signIn();
    const inserted = { kind: 'card_inserted', device: 'r1', atr: '3b00' } as const;
    counter.device({ kind: 'device_added', device: 'r1', name: 'Reader', virtual: false } as never);
    counter.device({ ...inserted, presence: 1 } as never);
    await counter.run();
    let said: unknown = null;
    void counter.give({ kind: 'open_session' }).then((outcome) => {
      said = outcome;
    });
    await counter.run();
    expect(said).toBeNull();
    counter.device({ ...inserted, presence: 2 } as never);
    await counter.run();
    expect(said).toMatchObject({ ok: false, problem: { code: 'card_removed' } });
    await counter.agent.stop();
  });

  it('the same card told again changes nothing', async () => {
    const { counter, session } = await priced();
    const [inserted] = counter.cards.slice(-1);
    if (inserted === undefined) throw new Error('no card');
    counter.device(inserted);
    await counter.run();
    expect(counter.agent.session(session)?.phase).toBe('priced');
    await counter.agent.stop();
  });
});

describe('when the purchase is done', () => {
  it('the person is asked to take the card, until it is taken', async () => {
    const { counter, session, told } = await priced();
    expect(taking(counter)).toBe(false);
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    expect(told).toContainEqual(take);
    expect(taking(counter)).toBe(true);
    counter.removeCard();
    await counter.run();
    expect(taking(counter)).toBe(false);
    await counter.agent.stop();
  });

  it('or until another purchase is begun with it, and also when a session is given up', async () => {
    const { counter, session, told } = await priced();
    await counter.command({ kind: 'close_session', session });
    expect(told).toContainEqual(take);
    expect(taking(counter)).toBe(true);
    void counter.give({ kind: 'open_session' });
    await counter.run();
    expect(taking(counter)).toBe(false);
    await counter.agent.stop();
  });

  it('and not when the card is out already', async () => {
    const { counter, told } = await priced();
    counter.removeCard();
    await counter.run();
    expect(told).not.toContainEqual(take);
    await counter.agent.stop();
  });
});
