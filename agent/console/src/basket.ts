/**
 * The basket as the clerk changes it: one change after the other, each made of what the agent has in it now, so that what a
 * scanner puts in at the same time stays. Prices nothing.
 */
import type { Basket, Line, Session } from './answers.ts';
import type { Api } from './api.ts';
import type { CounterState } from './counter.ts';
import { paymentOf, usedOf } from './payment.ts';

const PHARMACY_SALE = '41';
/** Nothing scans faster than that for long. */
const MOST_TRIES = 9;

type Change = (lines: readonly Line[]) => readonly Line[];

/** What the counter lends. */
interface Lent {
  readonly api: Api;
  readonly state: CounterState;
  show(session: Session): void;
  /** Asks the agent for the session as it is now. */
  find(): Promise<unknown>;
  during<T>(what: CounterState['busy'], deed: () => Promise<T>): Promise<T | null>;
}

export interface Baskets {
  change(change: Change): Promise<void>;
  /** After every change that was asked for so far. */
  after<T>(deed: () => Promise<T>): Promise<T>;
  /** Whether the agent's basket is paid for as the clerk chose. */
  asChosen(session: Session): boolean;
}

export function createBaskets({ api, state, show, find, during }: Lent): Baskets {
  let chain: Promise<unknown> = Promise.resolve();
  const after: Baskets['after'] = (deed) => {
    const done = chain.then(deed, deed);
    chain = done;
    return done;
  };
  const paid = (session: Session) => {
    const payment = state.pays ?? paymentOf(session);
    // Offline nothing is taken from an account unless the profile says otherwise.
    const used = payment === 'insured' && state.status?.link.phase === 'ready' ? usedOf(session, state.used) : '0';
    return { payment, used } as const;
  };
  const basketOf = (session: Session, lines: readonly Line[]): Basket => {
    const { basket } = session;
    const { payment, used } = paid(session);
    return {
      med_type: basket?.med_type ?? PHARMACY_SALE,
      acct_used_flag: used,
      ...(basket?.dise_codg === undefined ? {} : { dise_codg: basket.dise_codg }),
      ...(payment === 'insured' ? {} : { payment }),
      lines: lines.map((line, index) => ({ ...line, feedetl_sn: String(index + 1) })),
    };
  };
  const put = (session: Session, lines: readonly Line[]): Promise<Session> => {
    const path = `/v1/sessions/${session.id}/basket`;
    const { revision } = session;
    if (lines.length === 0) return api.send('DELETE', `${path}?revision=${revision}`);
    return api.send('PUT', path, { ...basketOf(session, lines), revision });
  };
  /** The agent drops a basket that it can not price: the one before is put back. */
  const putBack = async ({ id, basket }: Session) => {
    const { session } = state;
    if (session === null || session.id !== id || session.basket !== null || basket === null) return;
    await put({ ...session, basket }, basket.lines).then(show, () => {});
  };
  const make = async (change: Change) => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { session } = state;
      if (session === null) return;
      const lines = change(session.basket?.lines ?? []);
      const done = await during('basket', () => put(session, lines));
      if (done !== null) return show(done);
      await find();
      if (state.problem?.code !== 'basket_changed') return putBack(session);
    }
  };
  return {
    change: (change) => after(() => make(change)),
    after,
    asChosen(session) {
      const { payment, used } = paid(session);
      return paymentOf(session) === payment && session.basket?.acct_used_flag === used;
    },
  };
}
