/**
 * One reader: counts insertions, reads each card once and tells how it went. Whatever a card does (silence, removal in
 * mid-read, nonsense), exactly one of card_read and card_failed follows each card_inserted, within the deadline, and
 * the next card is read as if nothing had been. Must never throw on what a card or the service answers.
 */

import type { CardErrorCode, CardSharing, DeviceId, DeviceListener, DriverClock } from '../contract.ts';
import { bytesOf, hexOf } from './apdu.ts';
import { answerTo, type PcscContext, type PcscFault, type PcscResult } from './port.ts';
import { advanceRead, follow, isPsamTurn, prepare, startCheck, withAtr, withPin } from './read-machine.ts';
import type { ReadNext, ReadState, Send } from './read-state.ts';
import { newStay, type Stay, type Verdict } from './stay.ts';

export interface ReaderTimes {
  /** From insertion to a verdict. Real cards take 0.3 to 1.5 s. */
  readonly readDeadlineMs: number;
  /** How long a card may be held by another program before it is `card_busy`. */
  readonly busyMs: number;
  /** How long an unclear failure waits for the removal that would explain it; pcscd polls some readers every 400 ms. */
  readonly settleMs: number;
  /** A shared card is looked at again this often, and one that another program held. */
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
  /** How every card's reading starts, made once: the clerk waits for all that is made while a card is in. */
  readonly start: ReadState;
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
    line = line
      .then(() => readCard(parts, current, atr))
      .then((code) => (code === 'card_busy' ? watchBusy(current, atr) : watchShared(current, atr)));
  }

  /**
   * What kept the card from being read is no fault of the card's: it is read as soon as it may be, and nobody has to
   * come.
   */
  function watchBusy(current: Stay, atr: string): void {
    if (current.left) return;
    cancelRecheck = parts.clock.after(parts.times.recheckMs, () => {
      line = line.then(async () => {
        const free = !current.left && (await isFree(parts));
        if (current.left) return;
        if (!free) return watchBusy(current, atr);
        leave('held by another program until now');
        enter(atr);
      });
    });
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
        const value = await work((command) => answerTo(context, name, command));
        await context.disconnect(name);
        return value;
      });
      line = result.then(() => {});
      return result;
    },
  };
}

/** Resolves to what the card was refused for; null when it was not, or is gone. */
async function readCard(parts: ReaderParts, stay: Stay, atr: string): Promise<CardErrorCode | null> {
  const { name, device, context } = parts;
  let verdict = await attempt(parts, stay, atr);
  if (verdict?.code === 'card_mute' && !stay.settled) {
    // A mute card, or one that lost power, gets one cold start.
    await context.unpower(name);
    if (!stay.settled) verdict = await attempt(parts, stay, atr);
  }
  if (verdict === null || stay.settled) return null;
  if (verdict.unclear) await Promise.race([stay.over, elapsed(parts.clock, parts.times.settleMs)]);
  const { code, detail } = verdict;
  stay.settle({ kind: 'card_failed', device, presence: stay.presence, code, detail });
  return code;
}

/** One connection from connect to disconnect. Null when a verdict is out already. */
async function attempt(parts: ReaderParts, stay: Stay, atr: string): Promise<Verdict | null> {
  const { name, context, start } = parts;
  const connecting = connect(parts, stay);
  const first = withAtr(start, bytesOf(atr));
  const connected = await connecting;
  if (stay.settled && !connected.ok) return null;
  if (!connected.ok) return verdictOf('connect', connected);
  const verdict = await converse(parts, stay, first);
  await context.disconnect(name);
  return verdict;
}

/** True also when it cannot be said: a removal is told by the service, and a busy card is asked again. */
async function isSameCard({ name, context, start }: ReaderParts, card_sn: string | null): Promise<boolean> {
  const connected = await context.connect(name, 'shared');
  if (!connected.ok) return connected.fault !== 'mute';
  let state = startCheck(start);
  let same: boolean | null = null;
  while (same === null) {
    const answer = await answerTo(context, name, state.command);
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

/** Whether the card can be asked now. What is no answer to that is told by the service: a removal, a reader unplugged. */
async function isFree({ name, context, sharing }: ReaderParts): Promise<boolean> {
  const connected = await context.connect(name, sharing);
  if (connected.ok) await context.disconnect(name);
  return connected.ok || connected.fault === 'mute' || connected.fault === 'reset';
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

/** From the first command to the verdict; null when it is out already. Each command is sent inside the answer before it. */
function converse(parts: ReaderParts, stay: Stay, first: ReadState): Promise<Verdict | null> {
  const { name, context, clock } = parts;
  return new Promise((resolve) => {
    // A card is judged by the day on which it was first asked.
    let today = '';
    const send = (state: ReadState, record: Uint8Array): void => {
      if (stay.settled) return resolve(null);
      if (isPsamTurn(state)) return void askPsam(parts, state).then((next) => goOn(next, NOTHING));
      context.transmit(name, state.command, (answer) => {
        if (stay.settled || prepared.kind === 'serial') return resolve(null);
        if (prepared.kind === 'failed') return resolve({ ...prepared, unclear: false });
        if (!answer.ok) return resolve(verdictOf(`command ${hexOf(state.command.subarray(0, 4))}`, answer));
        const { next, record } = follow(prepared, answer.value);
        // A card pulled at the right moment gives an empty answer before the reader says it is gone.
        goOn(next, record, answer.value.length < 2);
      });
      // The card's time, not the clerk's.
      const prepared = prepare(state, record);
    };
    const goOn = (next: ReadNext, record: Uint8Array, unclear = false): void => {
      if (next.kind === 'send') return send(next.state, record);
      if (next.kind === 'pin') return void pinned(stay, next).then((typed) => goOn(typed, NOTHING));
      resolve(stay.settled ? null : conclude(parts, stay, today, next, unclear));
    };
    send(first, NOTHING);
    today = clock.today();
  });
}

/** How the conversation ended: told as it is when that is a card or a PSAM, else the verdict. */
function conclude(
  { device }: ReaderParts,
  stay: Stay,
  today: string,
  end: Exclude<ReadNext, Asking>,
  unclear: boolean,
): Verdict | null {
  const { presence } = stay;
  switch (end.kind) {
    case 'serial':
      return null;
    case 'failed':
      return { code: end.code, detail: end.detail, unclear };
    case 'psam':
      stay.psam = true;
      stay.settle({ kind: 'psam_found', device, presence });
      return null;
    case 'done':
      if (end.card.expiry_date < today) {
        return { code: 'card_expired', detail: 'expiry_date is before today', unclear: false };
      }
      stay.card_sn = end.card.card_sn;
      stay.settle({ kind: 'card_read', device, presence, card: end.card });
      return null;
  }
}

/** The part of the conversation that the PSAM has, from one command of it to the next of the card. */
async function askPsam(parts: ReaderParts, first: ReadState): Promise<ReadNext> {
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
  return psam === null ? none('no reader holds a PSAM') : psam.lend(talk, none);
}

type PinAsked = ReadNext & { readonly kind: 'pin' };
/** What the conversation goes on by. */
type Asking = PinAsked | Send;

/** What is next once the holder has typed the PIN that the card wants. */
async function pinned(stay: Stay, next: PinAsked): Promise<ReadNext> {
  for (;;) {
    const pin = await stay.pin(next.triesLeft);
    if (pin === null) return { kind: 'failed', code: 'card_pin_not_entered', detail: 'no PIN was given' };
    const state = withPin(next.state, pin);
    // What cannot be a PIN of this card costs no try.
    if (state !== null) return { kind: 'send', state };
  }
}

function verdictOf(step: string, { fault, detail }: PcscResult<never> & { readonly ok: false }): Verdict {
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
