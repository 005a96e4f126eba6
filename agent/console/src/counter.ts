/**
 * The counter as the page knows it: what the agent said last, and the deeds of a clerk. The agent is the one who knows;
 * after a reload or an event everything here is asked anew. Never decides what may be sold and never computes an amount.
 */
import { type InjectionKey, inject, reactive, readonly } from 'vue';
import {
  type Good,
  isReader,
  type Line,
  type Payment,
  type Said,
  type Session,
  type Status,
  type Transaction,
} from './answers.ts';
import { type Api, LOST, Problem, saidProblem } from './api.ts';
import { createBaskets } from './basket.ts';
import { type Happening, listen } from './feed.ts';
import { lineOf, withCount, withLine } from './fees.ts';
import { forget, keep, kept } from './kept.ts';
import { latest } from './latest.ts';
import { learner } from './names.ts';
import { keyOf, type Order, orderKept } from './order.ts';
import { waysOut } from './payment.ts';
import type { Accepting } from './tenders.ts';
import type { Taker, ToldToo } from './twice.ts';
import { WORDS, type Word } from './words.ts';

export interface CounterState {
  /** False: no event stream. */
  connected: boolean;
  status: Status | null;
  /** By this page's own clock, when the status came: to count on from its time. */
  statusAt: number;
  session: Session | null;
  /** Whether this window works the counter; the others only look. */
  works: boolean;
  /** Names of goods seen, by med_list_codg. */
  names: Record<string, Good>;
  /** The sale that was just made; shown until the next card. */
  done: Transaction | null;
  /** The transaction whose paper came out last. */
  printed: string | null;
  /** What is under way, for the eye. */
  busy: 'session' | 'basket' | 'accept' | null;
  problem: Problem | null;
  /** Rises when transactions changed. */
  turn: number;
  /** Rises when somebody asks to be let in, or is. */
  asks: number;
  /** Whether the account is used for this person; null: as the basket says that is there. */
  used: '0' | '1' | null;
  /** Who pays for this basket, where the clerk has said so. */
  pays: Payment | null;
}

export interface Counter {
  readonly state: Readonly<CounterState>;
  readonly api: Api;
  start(): Promise<() => void>;
  /** Goes on with what was under way before a reload; only for the window that works the counter. */
  resume(): Promise<void>;
  /** From now on (or no longer) this window works the counter. */
  work(works: boolean): void;
  refresh(): Promise<void>;
  openShift(operator: Readonly<Record<string, string>>): Promise<boolean>;
  openSession(device?: string): Promise<void>;
  /** A self-paid sale without a card; of the goods of the sale that was just refused, where it may be made so. */
  openAlone(): Promise<void>;
  /** A session as the agent has just answered it. */
  show(session: Session): Promise<void>;
  endSession(): Promise<void>;
  add(good: Good, pric: string): Promise<void>;
  /** Has the goods' names at hand for a list. */
  learn(lines: readonly Line[]): void;
  scan(code: string, toldToo: ToldToo): Promise<void>;
  /** Takes everything out of the basket; the session goes on. */
  empty(): Promise<void>;
  /** Until the function it returns is called, what is scanned goes there and not into the basket. */
  takeScans(taker: Taker): () => void;
  changeCount(index: number, by: number): Promise<void>;
  /** A prescription's number for every line that has none. */
  prescribe(rxno: string): Promise<void>;
  useAccount(use: boolean): Promise<void>;
  payBy(payment: Payment): Promise<void>;
  accept(said: Accepting): Promise<void>;
  /** The paper; any print but the first is marked as a copy. */
  print(msgid: string): Promise<void>;
  next(): void;
  forgive(): void;
  /** Runs a deed and shows its refusal. */
  attempt<T>(deed: () => Promise<T>): Promise<T | null>;
}

export const COUNTER: InjectionKey<Counter> = Symbol('counter');

export function useCounter(): Counter {
  const counter = inject(COUNTER);
  if (counter === undefined) throw new Error('the page has no counter');
  return counter;
}

/** What the lists of the page hold. */
const LISTED = ['transaction', 'claim', 'visit', 'work_list', 'work_item', 'reset'];

/** `onShift`: who is on duty may have changed. */
export function createCounter(api: Api, onShift: () => Promise<void>): Counter {
  const state = reactive<CounterState>({
    connected: true,
    status: null,
    statusAt: 0,
    session: null,
    works: false,
    names: {},
    done: null,
    printed: null,
    busy: null,
    problem: null,
    turn: 0,
    asks: 0,
    used: '1',
    pays: null,
  });
  /** What `busy` names, and the session that ended last: its end may be told before the answer that opened it. */
  let under: Promise<unknown> = Promise.resolve();
  let ended: unknown = null;
  /** A second press is not a second paper. */
  let printing: string | null = null;
  /** How often a session was shown. */
  let shown = 0;
  /** What was in the basket of a sale that was refused and is gone. */
  let left: readonly Line[] = [];
  /** The last of them gets what is scanned. */
  let takers: readonly Taker[] = [];

  const attempt = async <T>(deed: () => Promise<T>): Promise<T | null> => {
    try {
      return await deed();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      state.problem = error;
      return null;
    }
  };
  const during = async <T>(what: CounterState['busy'], deed: () => Promise<T>): Promise<T | null> => {
    state.busy = what;
    state.problem = null;
    const work = attempt(deed);
    under = work;
    try {
      return await work;
    } finally {
      state.busy = null;
    }
  };
  const lines = (): readonly Line[] => state.session?.basket?.lines ?? [];
  const learn = learner(api, state.names);

  const show = (session: Session | null) => {
    shown += 1;
    // Of another person nothing was chosen yet; a basket that is there already says what was.
    if (session?.id !== state.session?.id) [state.pays, state.used] = [null, session?.basket == null ? '1' : null];
    state.session = session;
    for (const line of session?.basket?.lines ?? []) void learn(line);
  };
  const refresh = latest(async () => {
    const status = await api.get<Status>('/v1/status');
    // A PSAM is nobody's card, and stays where it is.
    const devices = status.devices.map((one) => (one.psam ? ({ ...one, phase: 'empty' } as const) : one));
    state.status = { ...status, devices };
    state.statusAt = performance.now();
  });
  /** The session that is open at the agent, after a reload or an event; what is being settled stays to be seen until then. */
  const find = latest(async () => {
    let sessions: readonly Session[] = [];
    // Once more where something newer was shown meanwhile.
    for (let before = -1; before !== shown; ) {
      before = shown;
      sessions = (await api.get<{ sessions: Session[] }>('/v1/sessions')).sessions;
    }
    if (state.busy === 'accept') return;
    const current = sessions.find(({ id }) => id === state.session?.id) ?? sessions[0] ?? null;
    if (current === null || current.phase === 'ready' || current.phase === 'priced') show(current);
  });

  const baskets = createBaskets({ api, state, show, find: () => attempt(find), during });

  const add = async (good: Good, pric: string) => {
    state.names[good.med_list_codg] = good;
    await baskets.change((now) => withLine(now, lineOf(good, pric)));
  };
  /** Routed by the agent as from any scanner; what comes of it is told by its event. */
  const scan: Counter['scan'] = async (code, toldToo) => {
    const taker = takers.at(-1);
    if (taker !== undefined || (await toldToo(code))) return taker?.(code, toldToo);
    await baskets.after(() => attempt(() => api.send('POST', '/v1/scans', { text: code }).then(find)));
  };

  const openSession = (device?: string) => openBy(device === undefined ? {} : { device });
  /** A card's reader, a held scan or a code: whoever it leads to stands here now. */
  const openBy = async (body: object) => {
    finish(null);
    await during('session', async () => {
      const opened = await api.send<Session>('POST', '/v1/sessions', body);
      if (opened.id !== ended) show(opened);
    });
  };

  /** What was just made stays on the screen, over a reload too, until somebody goes on. */
  const finish = (done: Transaction | null) => {
    state.done = done;
    if (done === null) forget('done');
    else keep('done', done.msgid);
  };
  /** As it stands now, unless somebody has gone on meanwhile. */
  const lookAgain = async (msgid: string) => {
    const now = await api.get<Transaction>(`/v1/transactions/${msgid}`);
    if (state.done?.msgid === msgid) state.done = now;
  };
  /** Asked again under the same key when no answer came: it is accepted once, however often it is asked. */
  const hand = async (order: Order) => {
    keep('accepting', order);
    const { session, said } = order;
    const goods = state.session?.visit === null ? lines() : [];
    await during('accept', async () => {
      finish(await api.send<Transaction>('POST', `/v1/sessions/${session}/accept`, said, keyOf(session)));
      state.turn += 1;
      show(null);
    });
    if (state.problem?.code !== LOST) forget('accepting');
    // What became of it since may have been told before the answer that names it.
    const { done } = state;
    if (done !== null) await attempt(() => lookAgain(done.msgid));
    await attempt(refresh);
    if (state.problem !== null) await attempt(find);
    left = state.session === null ? goods : [];
  };
  /** What was under way when the page went away. */
  const resume = async () => {
    const order = orderKept();
    if (order !== null) return hand(order);
    const done = kept<string>('done');
    if (done !== null) state.done = await api.get<Transaction>(`/v1/transactions/${done}`).catch(() => null);
  };
  /** The agent is there again: what was accepted when it went is asked for again. */
  const goOn = async (had: boolean) => {
    if (state.problem?.code === LOST) state.problem = null;
    if (!state.works || state.busy !== null) return;
    if (orderKept() !== null) await resume();
    else if (had && state.session === null) notNow('sale_gone', 'sale_gone_next');
  };
  /** A prescription's code is handed out once, to whoever works the counter. */
  const takeCode = async (scan: unknown) => {
    const { text } = await api.send<{ text: string }>('POST', `/v1/scans/${String(scan)}/take`);
    const taker = takers.at(-1);
    if (taker !== undefined) taker(text, async () => false);
    else await prescribe(text);
  };
  const notNow = (word: Word, next: Word) => {
    state.problem = new Problem(word, ...WORDS[word], WORDS[next], {});
  };
  /** What the agent says of a scan: why it went nowhere, or that a person's code waits for whoever may take it now. */
  const heard = (data: Happening['data']): Promise<void> | void => {
    state.problem = data['said'] === undefined ? null : saidProblem(data['said'] as Said);
    const { session } = state;
    // A basket that a scan began asks nobody for the account, nor who pays.
    const begun = session !== null && data['to'] === session.id && lines().length === 1;
    if (begun) state.used ??= '1';
    if (begun && !baskets.asChosen(session)) return baskets.change((now) => now);
    if (data['to'] !== 'taker' || state.busy !== null || state.status?.shift.phase === 'closed') return;
    const { what, scan } = data;
    if (what === 'voucher')
      return state.session === null ? openBy({ scan }) : notNow('voucher_waits', 'voucher_waits_next');
    if (what === 'prescription') return state.session === null ? notNow('rx_waits', 'rx_waits_next') : takeCode(scan);
  };
  const prescribe = (rxno: string) => baskets.change((now) => now.map((line) => ({ rxno, ...line })));

  const on = async ({ event, data }: Happening) => {
    if (LISTED.includes(event)) state.turn += 1;
    if (event === 'client' || event === 'reset') state.asks += 1;
    if (event === 'shift' || event === 'operator' || event === 'reset') await onShift();
    if (event === 'transaction' && data['msgid'] === state.done?.msgid) await lookAgain(String(data['msgid']));
    if (event === 'session' && data['phase'] === 'ended') ended = data['session'];
    if (event === 'session' && data['phase'] === 'ended' && ended === state.session?.id) {
      show(null);
      if (state.works && data['said'] !== undefined) state.problem = saidProblem(data['said'] as Said);
    } else if (event === 'session' || event === 'scan' || event === 'reset') await find();
    await refresh();
    if (event === 'scan' && state.works) return heard(data);
    // Only a card that was just read: the one still in the reader after a sale waits to be taken.
    if (event !== 'device' || data['what'] !== 'card_read') return;
    await under;
    if (!state.works || state.session !== null || state.busy !== null) return;
    const ready = state.status?.devices.find(
      (one) => one.device === data['device'] && isReader(one) && one.phase === 'ready',
    );
    if (ready !== undefined && state.status?.shift.phase !== 'closed') await openSession(ready.device);
  };

  return {
    state: readonly(state) as Readonly<CounterState>,
    api,
    async start() {
      const stop = listen(
        (one) => void attempt(() => on(one)),
        (open, refused) => {
          if (refused) void attempt(refresh);
          const back = open && !state.connected;
          const had = state.session !== null;
          state.connected = open;
          if (back)
            void attempt(() =>
              refresh()
                .then(onShift)
                .then(find)
                .then(() => goOn(had)),
            );
        },
      );
      await attempt(() => refresh().then(onShift).then(find));
      return stop;
    },
    resume: async () => void (await attempt(resume)),
    work(works) {
      // What the other window chose meanwhile is in the basket alone.
      if (works && !state.works && lines().length > 0) [state.pays, state.used] = [null, null];
      state.works = works;
    },
    refresh,
    async openShift(operator) {
      const opened = await during('session', () => api.send('POST', '/v1/shift/open', operator));
      await attempt(() => refresh().then(onShift));
      const card = state.status?.devices.find((one) => isReader(one) && one.phase === 'ready');
      if (opened !== null && card !== undefined) await openSession(card.device);
      return opened !== null;
    },
    openSession,
    async openAlone() {
      const again = state.problem === null || waysOut(state.problem, null).length === 0 ? [] : left;
      await openBy({ without_card: true });
      if (again.length > 0) await baskets.change(() => again);
    },
    show: async (session) => show(session),
    async endSession() {
      const { session } = state;
      if (session === null) return;
      await during('session', () => api.send('DELETE', `/v1/sessions/${session.id}`));
      show(null);
    },
    add,
    learn: (them) => {
      for (const line of them) void learn(line);
    },
    scan,
    takeScans(taker) {
      takers = [...takers, taker];
      return () => {
        takers = takers.filter((one) => one !== taker);
      };
    },
    empty: () => baskets.change(() => []),
    changeCount: (index, by) => baskets.change((now) => withCount(now, index, by)),
    prescribe,
    async useAccount(use) {
      state.used = use ? '1' : '0';
      const { session } = state;
      const { id = '', visit = null } = session ?? {};
      if (visit === null) return lines().length > 0 ? baskets.change((now) => now) : undefined;
      // What is priced for a visit is no basket.
      const path = `/v1/visits/${visit.mdtrt_id}/presettle`;
      const asked = { session: id, acct_used_flag: state.used };
      await during('basket', async () => show(await api.send<Session>('POST', path, asked)));
    },
    async payBy(payment) {
      state.pays = payment;
      if (lines().length > 0) await baskets.change((now) => now);
    },
    async accept(said) {
      const { session } = state;
      if (session === null) return;
      await baskets.after(async () => {});
      await hand({ session: session.id, said });
    },
    async print(msgid) {
      if (printing === msgid) return;
      [state.problem, state.printed, printing] = [null, null, msgid];
      const out = await attempt(() => api.send('POST', `/v1/transactions/${msgid}/print`));
      if (out !== null) state.printed = msgid;
      printing = null;
    },
    next() {
      finish(null);
      state.problem = null;
    },
    forgive() {
      state.problem = null;
    },
    attempt,
  };
}
