/**
 * The agent at work: takes inputs in small bounded turns, lets the pure core decide, writes what it decided in one
 * database transaction, and only then lets anything leave. Decides nothing itself. A StoreError undoes the turn and is
 * said to whoever asked; any other error is a defect and ends the process, because the boot path recovers.
 */
import type { Agent, CommandOutcome } from './agent.ts';
import { incoming, outgoing } from './centre-messages.ts';
import type { Durable, Effect, Lookup, Outward } from './core/effect.ts';
import type { Event } from './core/input.ts';
import type { Limits } from './core/limits.ts';
import type { CompiledPack } from './core/packs/compile.ts';
import { problem } from './core/problem.ts';
import { type AgentState, initialState, type Terminal } from './core/state.ts';
import { nextWake, step } from './core/step.ts';
import { StoreError } from './core/store-error.ts';
import { compactTime, type Stamp } from './core/time.ts';
import { createNotices } from './notices.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { Devices } from './ports/devices.ts';
import type { Link } from './ports/link.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/store.ts';
import { soldLines } from './sold-lines.ts';
import { statusOf } from './status.ts';
import { createTurns, isFromCounter } from './turns.ts';
import { headerOf } from './wire/header.ts';

export interface AgentParts {
  readonly terminal: Terminal;
  /** Last id given under this terminal's slot before it had a ledger of its own; null for none. */
  readonly formerMsgid?: string | null;
  readonly limits: Limits;
  readonly packs: readonly CompiledPack[];
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly link: Link;
  readonly devices: Devices;
  readonly log: Log;
  /** A defect was found; the process should end. Default: throw. */
  readonly onDefect?: (error: unknown) => void;
}

const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 8_000;

/** What was due longer ago than this is not late but stuck; and a ledger that takes as long to be asked a word. */
const STUCK_MS = 20_000;
const LEDGER_MS = 5_000;

/** An agent with the door for what comes neither from counter nor device: packs that came into force, updates refused. */
export interface WorkingAgent extends Agent {
  updated(change: Omit<Event & { readonly kind: 'updated' }, 'kind'>): void;
  configured(change: Omit<Event & { readonly kind: 'configured' }, 'kind'>): void;
  storage(short: (Event & { readonly kind: 'storage' })['short']): void;
  /** Whether the ledger answers within a bound, and whatever was due to be done has been done lately. */
  alive(): boolean;
  /** A copy of the ledger was checked in the background. */
  checked(whole: boolean): void;
}

export function createAgent(parts: AgentParts): WorkingAgent {
  const { clock, link, devices, store, log } = parts;
  const stamp = (): Stamp => ({
    wallMs: clock.wallMs(),
    monotonicMs: clock.monotonicMs(),
    bootId: clock.bootId,
    dice: parts.random.next(),
  });
  let state = initialState(parts.terminal, parts.limits, parts.packs, stamp());
  const callers = new Map<number, (outcome: CommandOutcome) => void>();
  const notices = createNotices(`${compactTime(clock.wallMs())}${Math.floor(parts.random.next() * 1e6)}`, clock);
  const turns = createTurns();
  let inbox: Event[] = [];
  let stalled: Event[] = [];
  let nextCommand = 1;
  let scheduled = false;
  /** Something was written since the store's log was last shortened. */
  let written = false;
  let stopping = false;
  /** The lease was lost, or the agent has ended: nothing is heard and nothing said any more. */
  let lost = false;
  /** Monotonic ms before which a tick that the store refused is not tried again: a full disk must not spin. */
  let restUntil = 0;
  /** How long the next rest is: each is longer than the one before, until something was written. */
  let restMs = RETRY_MS;
  /** Monotonic ms when the store last refused a turn: who waits for a full disk is not stuck. */
  let refusedMs = Number.NEGATIVE_INFINITY;
  let wake: { readonly at: number; readonly cancel: () => void } | null = null;

  function push(event: Event): void {
    if (lost) return;
    inbox.push(event);
    if (scheduled) return;
    scheduled = true;
    clock.after(0, turn);
  }

  /** From beside the counter: nothing of it is heard any more at the end. */
  function hear(event: Event): void {
    if (!stopping) push(event);
  }

  function turn(): void {
    scheduled = false;
    try {
      if (logWaits() && !inbox.some(isFromCounter)) shortenLog();
      else run(turns.next(inbox));
    } catch (error) {
      log.error('defect', { message: error instanceof Error ? error.message : String(error) });
      if (parts.onDefect === undefined) throw error;
      parts.onDefect(error);
      return;
    }
    if ((inbox.length > 0 || logWaits()) && !scheduled) {
      scheduled = true;
      clock.after(0, turn);
    }
    armWake();
  }

  function logWaits(): boolean {
    return written && !lost && store.logIsLong();
  }

  /** In place of a turn, and not on top of one: a sale waits for the longer of the two. */
  function shortenLog(): void {
    written = false;
    store.shortenLog();
  }

  /**
   * One turn: all or nothing. When the store refuses it, each input is tried by itself, so that one can not spoil the
   * rest.
   */
  function run(events: readonly Event[]): void {
    const before = state;
    const outward: Outward[] = [];
    try {
      decide(events, outward);
    } catch (error) {
      store.rollback();
      state = before;
      if (!(error instanceof StoreError)) throw error;
      if (error.code === 'store_lease_lost') giveWay(error);
      // On a full disk only a counter is worth another try each; what else came would be refused one by one, every second.
      const alone = (event: Event) => events.length > 1 && (error.code !== 'store_full' || event.kind === 'command');
      for (const event of events)
        if (alone(event)) run([event]);
        else refuseEvent(event, error);
      return;
    }
    // Another may have taken over since the commit: then what it allowed to be sent is no longer ours to send.
    const held = outward.every((effect) => effect.kind !== 'send') || store.held();
    for (const effect of outward) if (held || effect.kind !== 'send') leave(effect);
    if (!held) giveWay(new StoreError('store_lease_lost', ''));
  }

  /** Another process owns the ledger: whoever waits here hears so, and this one ends as after a defect. */
  function giveWay(error: StoreError): never {
    lost = true;
    inbox = [];
    for (const call of [...callers.keys()]) answer(call, { ok: false, problem: problem('taken_over') });
    throw error;
  }

  function decide(events: readonly Event[], outward: Outward[]): void {
    let open = false;
    const begin = () => {
      if (!open) store.begin(clock.wallMs());
      open = true;
    };
    // A look-up waits for its turn: what an earlier one led to is written before the next one looks.
    const queue: (Event | Lookup)[] = [];
    const found = (asked: Lookup): Event => {
      if (asked.kind === 'claim') begin();
      return { kind: 'found', found: store.find(asked) };
    };
    const take = (effect: Effect): void => {
      if (isOutward(effect)) return void outward.push(effect);
      if (isLookup(effect)) return void queue.push(effect);
      begin();
      store.apply(effect);
    };
    for (const event of events) {
      // What is found for an input belongs to its instant.
      const at = stamp();
      queue.push(event);
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const input = isLookup(next) ? found(next) : next;
        // What is added stands before what is spread: after it, Node 20 gives each object a hidden class of its own (1 to
        // 3 µs), and whatever is read of it later is looked up in full.
        const result = step(state, { at, ...input });
        state = result.state;
        for (const effect of result.effects) take(effect);
      }
    }
    if (!open) return;
    store.commit();
    written = true;
    restMs = RETRY_MS;
  }

  /** How long what the store refused waits before it is tried again. */
  function rest(): number {
    const now = restMs;
    restMs = Math.min(LONGEST_RETRY_MS, 2 * restMs);
    return now;
  }

  /**
   * Nothing of this input was kept. Commands hear so; what came from outside is tried again, because it will not come
   * again.
   */
  function refuseEvent(event: Event, error: StoreError): void {
    log.error('store', { code: error.code, event: event.kind });
    refusedMs = clock.monotonicMs();
    if (event.kind === 'command') {
      const { code } = error;
      const found = code === 'store_full' ? problem(code) : problem('store_failed', { reason: code });
      return answer(event.call, { ok: false, problem: found });
    }
    if (event.kind === 'start') throw error;
    if (event.kind === 'stop') return;
    if (event.kind === 'tick') {
      restUntil = clock.monotonicMs() + rest();
      return;
    }
    stalled.push(event);
    // One timer brings back all that wait: one each would be as many refused turns a second while the disk stays full.
    if (stalled.length > 1) return;
    clock.after(rest(), () => {
      inbox = [...stalled, ...inbox];
      stalled = [];
      push({ kind: 'tick' });
    });
  }

  function leave(effect: Outward): void {
    switch (effect.kind) {
      case 'reply':
        return answer(effect.call, { ok: true, reply: effect.reply });
      case 'refuse':
        return answer(effect.call, { ok: false, problem: effect.problem });
      case 'notice':
        return notices.add(effect.notice);
      case 'send':
        return sendOut(effect);
      default:
        effect satisfies never;
    }
  }

  function alive(): boolean {
    const began = clock.monotonicMs();
    try {
      if (lost || !store.held()) return false;
    } catch {
      return false;
    }
    const now = clock.monotonicMs();
    if (now - began > LEDGER_MS) return false;
    const due = stopping ? null : nextWake(state);
    return due === null || now - due < STUCK_MS || now - refusedMs < STUCK_MS;
  }

  function sendOut(effect: Outward & { kind: 'send' }): void {
    const { method, bytes } = outgoing(effect, store, headerOf(state, parts.version, stamp()));
    link.call(effect.call, method, bytes, effect.deadlineMs);
  }

  function answer(call: number, outcome: CommandOutcome): void {
    const caller = callers.get(call);
    callers.delete(call);
    caller?.(outcome);
  }

  function armWake(): void {
    const now = clock.monotonicMs();
    const due = stopping ? null : nextWake(state);
    const at = due === null ? null : Math.max(due, restUntil);
    if (wake?.at === at) return;
    wake?.cancel();
    wake = null;
    if (at === null) return;
    const cancel = clock.after(Math.max(0, at - now), () => {
      wake = null;
      push({ kind: 'tick' });
    });
    wake = { at, cancel };
  }

  store.begin(clock.wallMs());
  const facts = store.start();
  store.commit();
  if (facts.recovered > 0) log.warn('recovered', { rows: facts.recovered });
  // A restored ledger may be older than what the centre told at enrolment of the slot's former holder.
  const last_msgid = [facts.last_msgid ?? '', parts.formerMsgid ?? ''].sort().at(-1) || null;
  run([{ kind: 'start', facts: { ...facts, last_msgid } }]);
  devices.start((event) => push({ kind: 'device', event }));
  link.start((event) => {
    if (event.kind === 'up') log.info('link_up');
    if (event.kind === 'down' && state.link.phase !== 'down') log.warn('link_down', { detail: event.detail });
    if (event.kind === 'up' || event.kind === 'down') push({ kind: 'link', up: event.kind === 'up' });
    else if (event.kind === 'no_reply') push({ kind: 'no_reply', call: event.call, reason: event.reason });
    else push(incoming(event, log));
  });

  return {
    command: (command, approval) => {
      if (lost && !stopping) return Promise.resolve({ ok: false, problem: problem('taken_over') });
      if (stopping || inbox.length >= state.limits.inbox)
        return Promise.resolve({ ok: false, problem: problem('busy', { operation: command.kind }) });
      return new Promise((resolve) => {
        const call = nextCommand;
        nextCommand += 1;
        callers.set(call, resolve);
        push({ kind: 'command', call, command, approval });
      });
    },
    alive,
    updated: (change) => hear({ kind: 'updated', ...change }),
    configured: (change) => hear({ kind: 'configured', ...change }),
    storage: (short) => hear({ kind: 'storage', short }),
    checked: (whole) => hear({ kind: 'checked', whole }),
    status: () => statusOf(state, parts.version, stamp()),
    pin(wanted, pin) {
      const asking = readerThatAsks(state.readers, wanted);
      if (asking === null) return problem('pin_not_awaited');
      devices.pin?.(asking.device, asking.presence, pin);
      return null;
    },
    session: (id) => state.sessions[id] ?? null,
    sessions: () => Object.values(state.sessions),
    transaction: (msgid) => store.transaction(msgid),
    storedUnder: (key) => store.storedUnder(key),
    settledAs: (psn_no, setl_id) => store.settledAs(psn_no, setl_id),
    lines: (msgid) => soldLines(store, msgid),
    settlement: (msgid) => store.settlement(msgid),
    visit: (id) => store.visit(id),
    visits: (what) => store.visits(what),
    transactions: (what) => store.transactions(what),
    claims: (what) => store.claims(what),
    claim: (msgid) => store.claim(msgid),
    operator: (opter) => store.operator(opter),
    operators: () => store.operators(),
    books: store.books,
    subscribe: notices.subscribe,
    async stop() {
      if (stopping) return;
      stopping = true;
      await Promise.all([devices.stop(), link.close()]);
      // What the closing said (requests without an answer) is still written down.
      while (inbox.length > 0) run(turns.next(inbox));
      run([{ kind: 'link', up: false }, { kind: 'stop' }]);
      wake?.cancel();
      for (const call of [...callers.keys()]) answer(call, { ok: false, problem: problem('stopped') });
      // A timer may still be under way; there is nothing left that could hear it.
      lost = true;
      store.close();
    },
  };
}

const OUTWARD = new Set<Effect['kind']>(['reply', 'refuse', 'send', 'notice']);

function isOutward(effect: Effect): effect is Outward {
  return OUTWARD.has(effect.kind);
}

function isLookup(effect: Durable | Lookup | Event): effect is Lookup {
  return effect.kind === 'claim' || effect.kind.startsWith('find_');
}

/** The reader whose card waits for its holder's PIN: the one that is named, else the only one there is. */
function readerThatAsks(readers: AgentState['readers'], wanted: string | null) {
  const waiting = Object.keys(readers).filter((device) => readers[device]?.pin != null);
  const device = wanted ?? (waiting.length === 1 ? waiting[0] : undefined);
  const reader = device === undefined ? undefined : readers[device];
  return device === undefined || reader?.pin == null ? null : { device, presence: reader.presence };
}
