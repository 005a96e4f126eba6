/**
 * One reader: counts insertions, reads each card once and tells how it went. Whatever a card does (silence, removal in
 * mid-read, nonsense), exactly one of card_read and card_failed follows each card_inserted, within the deadline, and
 * the next card is read as if nothing had been. Must never throw on what a card or the service answers.
 */

import type { CardErrorCode, CardSharing, DeviceId, DeviceListener, DriverClock } from '../contract.ts';
import { bytesOf, hexOf } from './apdu.ts';
import type { CardProfile } from './card-profile.ts';
import type { PcscContext, PcscFault, PcscResult } from './port.ts';
import { advanceRead, follow, isPsamTurn, prepare, startCheck, startRead, withPin } from './read-machine.ts';
import type { ReadNext, ReadState } from './read-state.ts';
import { newStay, type Stay, type Verdict } from './stay.ts';

export interface ReaderTimes {
  /** From insertion to a verdict. Real cards take 0.3 to 1.5 s. */
  readonly readDeadlineMs: number;
  /** How long a card may be held by another program before it is `card_busy`. */
  readonly busyMs: number;
  /** How long an unclear failure waits for the removal that would explain it; pcscd polls some readers every 400 ms. */
  readonly settleMs: number;
  /** A shared card is looked at again this often. */
  readonly recheckMs: number;
  /** How long a holder has for the PIN, each time it is asked for. */
  readonly pinMs: number;
}

export const READER_TIMES: ReaderTimes = {
  readDeadlineMs: 5000,
  busyMs: 2000,
  settleMs: 1000,
  recheckMs: 2000,
  pinMs: 60_000,
};

const BUSY_RETRY_MS = 200;
const NOTHING: Uint8Array = new Uint8Array(0);

interface ReaderParts {
  readonly name: string;
  readonly device: DeviceId;
  readonly context: PcscContext;
  readonly profile: CardProfile;
  readonly clock: DriverClock;
  readonly times: ReaderTimes;
  readonly sharing: CardSharing;
  readonly listener: DeviceListener;
  /** Insertions seen at this device so far, over every life of the service. */
  readonly presence: number;
  /** The reader that holds a PSAM, when there is one. */
  psam(): Promise<Reader | null>;
}

/** One command and its answer. */
type Ask = (command: Uint8Array) => Promise<PcscResult<Uint8Array>>;

export interface Reader {
  card(present: boolean, count: number, atr: string): void;
  /** The reader or its service went away: a card in it is gone too. */
  gone(detail: string): void;
  presence(): number;
  /** What was typed for the card of this presence; null: nothing will be. */
  pin(presence: number, pin: string | null): void;
  holdsPsam(): boolean;
  /** Resolves once it is clear what is in. */
  settled(): Promise<void>;
  /** The PSAM in it for one conversation; `none` where it does not answer. */
  lend<T>(work: (ask: Ask) => Promise<T>, none: (detail: string) => T): Promise<T>;
}

export function watchReader(parts: ReaderParts): Reader {
  let presence = parts.presence;
  let stay: Stay | null = null;
  let count = -1;
  // One conversation at a time: a command that hangs holds the reader until it returns.
  let line: Promise<void> = Promise.resolve();
  let cancelRecheck: () => void = () => {};

  function leave(detail: string): void {
    if (stay === null) return;
    const { device, listener } = parts;
    stay.settle({ kind: 'card_failed', device, presence, code: 'card_removed_early', detail });
    stay.left = true;
    cancelRecheck();
    stay = null;
    listener({ kind: 'card_removed', device, presence });
  }

  function enter(atr: string): void {
    presence += 1;
    const current = newStay(parts, presence);
    stay = current;
    parts.listener({ kind: 'card_inserted', device: parts.device, presence, atr });
    line = line.then(() => readCard(parts, current, atr)).then(() => watchShared(current, atr));
  }

  /** What others may talk to is looked at again: by its serial, since the ATR of another card may be the same. */
  function watchShared(current: Stay, atr: string): void {
    if (parts.sharing !== 'shared' || current.card_sn === null || current.left) return;
    cancelRecheck = parts.clock.after(parts.times.recheckMs, () => {
      line = line.then(async () => {
        const same = current.left || (await isSameCard(parts, current.card_sn));
        if (current.left) return;
        if (same) return watchShared(current, atr);
        leave('another card is in');
        enter(atr);
      });
    });
  }

  return {
    card(present, newCount, atr) {
      if (present && stay !== null && newCount === count) return;
      leave('card pulled during reading');
      count = newCount;
      if (!present) return;
      enter(atr);
    },
    gone: leave,
    presence: () => presence,
    pin(asked, pin) {
      if (stay?.presence === asked) stay.given(pin);
    },
    holdsPsam: () => stay?.psam === true,
    settled: () => stay?.over ?? Promise.resolve(),
    lend(work, none) {
      const result = line.then(async () => {
        const { context, name } = parts;
        if (stay?.psam !== true) return none('the PSAM was taken out');
        const connected = await context.connect(name, parts.sharing);
        if (!connected.ok) return none(connected.detail);
        const value = await work((command) => context.transmit(name, command));
        await context.disconnect(name);
        return value;
      });
      line = result.then(() => {});
      return result;
    },
  };
}

async function readCard(parts: ReaderParts, stay: Stay, atr: string): Promise<void> {
  const { name, device, context } = parts;
  let verdict = await attempt(parts, stay, atr);
  if (verdict?.code === 'card_mute' && !stay.settled) {
    // A mute card, or one that lost power, gets one cold start.
    await context.unpower(name);
    if (!stay.settled) verdict = await attempt(parts, stay, atr);
  }
  if (verdict === null || stay.settled) return;
  if (verdict.unclear) await Promise.race([stay.over, elapsed(parts.clock, parts.times.settleMs)]);
  const { code, detail } = verdict;
  stay.settle({ kind: 'card_failed', device, presence: stay.presence, code, detail });
}

/** One connection from connect to disconnect. Null when a verdict is out already. */
async function attempt(parts: ReaderParts, stay: Stay, atr: string): Promise<Verdict | null> {
  const { name, context, profile } = parts;
  const connecting = connect(parts, stay);
  const first = startRead(profile, bytesOf(atr));
  const connected = await connecting;
  if (stay.settled && !connected.ok) return null;
  if (!connected.ok) return verdictOf('connect', connected.fault, connected.detail);
  const verdict = await converse(parts, stay, first);
  await context.disconnect(name);
  return verdict;
}

/** True also when it cannot be said: a removal is told by the service, and a busy card is asked again. */
async function isSameCard({ name, context, profile }: ReaderParts, card_sn: string | null): Promise<boolean> {
  const connected = await context.connect(name, 'shared');
  if (!connected.ok) return connected.fault !== 'mute';
  let state = startCheck(profile);
  let same: boolean | null = null;
  while (same === null) {
    const answer = await context.transmit(name, state.command);
    if (!answer.ok) same = true;
    else {
      const next = advanceRead(state, answer.value);
      if (next.kind === 'send') state = next.state;
      else same = next.kind === 'serial' && next.card_sn === card_sn;
    }
  }
  await context.disconnect(name);
  return same;
}

async function connect(parts: ReaderParts, stay: Stay): Promise<PcscResult<void>> {
  const { name, context, clock, times } = parts;
  const giveUp = clock.monotonicMs() + times.busyMs;
  for (;;) {
    const connected = await context.connect(name, parts.sharing);
    if (connected.ok || connected.fault !== 'busy' || stay.settled) return connected;
    if (clock.monotonicMs() >= giveUp) return connected;
    await Promise.race([stay.over, elapsed(clock, BUSY_RETRY_MS)]);
    if (stay.settled) return connected;
  }
}

async function converse(parts: ReaderParts, stay: Stay, first: ReadState): Promise<Verdict | null> {
  const { name, device, context, clock } = parts;
  let [state, record] = [first, NOTHING];
  while (!stay.settled) {
    const asked = isPsamTurn(state) ? askPsam(parts, state) : context.transmit(name, state.command);
    // The card's time, not the clerk's.
    const prepared = prepare(state, record);
    const answer = await asked;
    if (stay.settled || prepared.kind === 'serial') return null;
    if (prepared.kind === 'failed') return { ...prepared, unclear: false };
    if (!answer.ok) return verdictOf(`command ${hexOf(state.command.subarray(0, 4))}`, answer.fault, answer.detail);
    const followed = 'kind' in answer ? { next: answer.next, record: NOTHING } : follow(prepared, answer.value);
    const next = followed.next.kind === 'pin' ? await pinned(stay, followed.next) : followed.next;
    if (stay.settled || next.kind === 'serial') return null;
    if (next.kind === 'failed') {
      // A card pulled at the right moment gives an empty answer before the reader says it is gone.
      return { code: next.code, detail: next.detail, unclear: !('kind' in answer) && answer.value.length < 2 };
    }
    if (next.kind === 'psam') {
      stay.psam = true;
      stay.settle({ kind: 'psam_found', device, presence: stay.presence });
      return null;
    }
    if (next.kind === 'done') {
      const { presence } = stay;
      if (next.card.expiry_date < clock.today()) {
        return { code: 'card_expired', detail: 'expiry_date is before today', unclear: false };
      }
      stay.card_sn = next.card.card_sn;
      stay.settle({ kind: 'card_read', device, presence, card: next.card });
      return null;
    }
    [state, record] = [next.state, followed.record];
  }
  return null;
}

/** The part of the conversation that the PSAM has, from one command of it to the next of the card. */
async function askPsam(
  parts: ReaderParts,
  first: ReadState,
): Promise<{ readonly ok: true; readonly kind: 'psam'; readonly next: ReadNext }> {
  const none = (detail: string): ReadNext => ({ kind: 'failed', code: 'card_psam_missing', detail });
  const psam = await parts.psam();
  const talk = async (ask: Ask): Promise<ReadNext> => {
    for (let state = first; ; ) {
      const answer = await ask(state.command);
      if (!answer.ok) return none(`PSAM: ${answer.detail}`);
      const next = advanceRead(state, answer.value);
      if (next.kind !== 'send' || !isPsamTurn(next.state)) return next;
      state = next.state;
    }
  };
  const next = psam === null ? none('no reader holds a PSAM') : await psam.lend(talk, none);
  return { ok: true, kind: 'psam', next };
}

type Unasked = Exclude<ReadNext, { readonly kind: 'pin' }>;

/** What is next once the holder has typed the PIN that the card wants, and only then. */
async function pinned(stay: Stay, next: ReadNext): Promise<Unasked> {
  if (next.kind !== 'pin') return next;
  for (;;) {
    const pin = await stay.pin(next.triesLeft);
    if (pin === null) return { kind: 'failed', code: 'card_pin_not_entered', detail: 'no PIN was given' };
    const state = withPin(next.state, pin);
    // What cannot be a PIN of this card costs no try.
    if (state !== null) return { kind: 'send', state };
  }
}

function verdictOf(step: string, fault: PcscFault, detail: string): Verdict {
  const code = FAULT_CODES[fault];
  return { code, detail: `${step}: ${detail}`, unclear: code === 'card_unreadable' };
}

const FAULT_CODES: Readonly<Record<PcscFault, CardErrorCode>> = {
  binding: 'card_removed_early',
  service: 'card_removed_early',
  reader: 'card_removed_early',
  removed: 'card_removed_early',
  mute: 'card_mute',
  reset: 'card_mute',
  busy: 'card_busy',
  timeout: 'card_timeout',
  transport: 'card_unreadable',
};

function elapsed(clock: DriverClock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}
