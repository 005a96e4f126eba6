/**
 * A day with outages in which the daemon is killed again and again: while sales are made without the centre, and while
 * they are sent. The clerk repeats, with its key, every acceptance that a kill may have cut off. Must never decide whether
 * the books are right: it returns what was told, for a test to lay beside them.
 */
import { ApiProblem } from '../../agent/cli/demo/api.ts';
import type { ImageName } from '../../simulator/card/catalogue.ts';
import type { SeededRandom } from '../../simulator/time/seeded-random.ts';
import type { SessionAnswer, Shop, TransactionAnswer } from './shop.ts';

export const PERSONS: readonly ImageName[] = ['ceshi-jia', 'ceshi-yi', 'ceshi-bing'];
const BASKETS = [['1003'], ['1032'], ['1003', '1032'], ['1005', '1006', '1003']];
/** Longer than a step takes, so that a kill also falls between the steps. */
const STEP_MS = 25;
const DRAIN_MS = 250;
export const KILLS_A_ROUND = 5;

export interface Told {
  readonly msgid: string;
  /** How often its acceptance was answered, always with this msgid. */
  readonly answers: number;
}

/** What the kills hit, so that a run shows that its moments were spread. */
export type Tally = Record<'sold' | 'told' | 'durable' | 'lost' | 'queued' | 'unknown' | 'settled', number>;

export const noTally = (): Tally => ({ sold: 0, told: 0, durable: 0, lost: 0, queued: 0, unknown: 0, settled: 0 });

/** Everybody is known here before the line goes down. */
export async function meetPersons(shop: Shop): Promise<void> {
  for (const image of PERSONS) {
    await shop.insert(image);
    await shop.closeSession(await shop.openSession());
  }
}

/** One outage: three sales with a kill in each, the line comes back, two kills while the queue drains. */
export async function outage(shop: Shop, random: SeededRandom, newKey: () => string, tally: Tally): Promise<Told[]> {
  await shop.cut();
  const told: Told[] = [];
  for (const image of PERSONS) {
    await shop.insert(image);
    told.push(await sell(shop, random, newKey, tally));
  }
  await shop.faults(random.chance(0.5) ? { delay_ms: 60 } : { answer_delay_ms: 60 });
  await shop.relay.restore();
  for (let kill = 0; kill < 2; kill += 1) {
    await after(random.below(DRAIN_MS), () => shop.kill());
    await shop.restart();
    for (const { msgid } of told) count(tally, (await shop.transaction(msgid)).state);
    // The first requests of the next life are underway when the next kill is thrown.
    await shop.linked();
  }
  await shop.faults({ delay_ms: 0, answer_delay_ms: 0 });
  await shop.drained();
  return told;
}

/** A sale with one kill somewhere in it. */
async function sell(shop: Shop, random: SeededRandom, newKey: () => string, tally: Tally): Promise<Told> {
  const basket = random.pick(BASKETS);
  const key = newKey();
  const at = random.pick(['open', 'fill', 'accept', 'accept', 'accept']);
  const delayMs = random.below(STEP_MS);
  const kills: Promise<void>[] = [];
  const killAt = (step: string): void => {
    if (step === at) kills.push(after(delayMs, () => shop.kill()));
  };
  let session: SessionAnswer | null = null;
  let first: TransactionAnswer | null = null;
  try {
    killAt('open');
    session = await shop.openSession();
    killAt('fill');
    await shop.fill(session, basket);
    killAt('accept');
    first = await shop.accept(session, key);
  } catch (error) {
    // The kill cut the connection; a refusal would be an answer and is not expected here.
    if (error instanceof ApiProblem || kills.length === 0) throw error;
  }
  await Promise.all(kills);
  await shop.restart();
  tally.sold += 1;
  const again = session === null ? null : await repeated(shop, session, key);
  if (first !== null && again !== first.msgid) throw new Error(`told ${first.msgid}, after the kill ${again}`);
  if (again !== null) {
    tally[first === null ? 'durable' : 'told'] += 1;
    return { msgid: again, answers: first === null ? 1 : 2 };
  }
  tally.lost += 1;
  // The card is still in: it is read again, and the sale is made anew under a new key.
  await shop.look(0, ({ phase }) => phase === 'ready');
  const anew = await shop.openSession();
  await shop.fill(anew, basket);
  return { msgid: (await shop.accept(anew, newKey())).msgid, answers: 1 };
}

/** The transaction of this key, or null when the kill came before it was on disk. */
async function repeated(shop: Shop, session: SessionAnswer, key: string): Promise<string | null> {
  try {
    return (await shop.accept(session, key)).msgid;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'session_unknown') return null;
    throw error;
  }
}

function count(tally: Tally, state: string): void {
  if (state === 'queued' || state === 'settled') tally[state] += 1;
  else tally.unknown += 1;
}

function after(delayMs: number, deed: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(() => deed().then(resolve, reject), delayMs);
  });
}
