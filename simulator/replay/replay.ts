/**
 * Plays a recording back: the agent as it is now on the ledger, packs and catalogue answers of the recording, in virtual
 * time, with every byte that came in as it came. What goes out must be what went out then; the first thing that is not is
 * named by its step. In the end every transaction has to stand as it stood. Must never speak to a centre or a device.
 */

import { compilePack } from '../../agent/core/packs/compile.ts';
import { civilTime } from '../../agent/core/time.ts';
import type { CatalogueLookup } from '../../agent/ports/catalogue.ts';
import type { Random } from '../../agent/ports/clock.ts';
import type { Link, LinkEvent } from '../../agent/ports/link.ts';
import type { Log } from '../../agent/ports/log.ts';
import type { LedgerSnapshot, Recorded, RecordedOutcome } from '../../agent/ports/recording.ts';
import type { Store } from '../../agent/ports/store.ts';
import { endedRow } from '../../agent/recording.ts';
import type { WorkingAgent } from '../../agent/shell.ts';
import { createAgent } from '../../agent/shell.ts';
import { TerminalClock } from '../time/terminal-clock.ts';
import { VirtualClock } from '../time/virtual-clock.ts';
import { playedDevices } from './devices.ts';
import { messageOf } from './message.ts';
import { Identities } from './same.ts';
import { Diverged, Script } from './script.ts';

export interface ReplayGround {
  /** The ledger of the recording, in memory. */
  readonly open: (ledger: LedgerSnapshot, catalogue: CatalogueLookup) => Store;
}

export interface ReplayStep {
  /** From 1: the entry of the recording. */
  readonly step: number;
  readonly atMs: number;
  readonly what: string;
}

export interface Replayed {
  readonly steps: number;
  readonly failure: {
    readonly step: number;
    readonly atMs: number;
    readonly what: string;
    readonly why: string;
  } | null;
}

/** The recording is none that can be played: it has no beginning, or ended before its time. */
export class UnplayableError extends Error {}

/** So long something that was recorded may be late, in virtual time. */
const PATIENCE_MS = 30_000;
const STEP_MS = 5;
const NEAR_MS = 2;

type Start = Recorded & { readonly seam: 'start' };

export async function replay(
  entries: readonly Recorded[],
  ground: ReplayGround,
  tell: (step: ReplayStep) => void = () => {},
): Promise<Replayed> {
  const [start] = entries;
  if (start?.seam !== 'start') throw new UnplayableError('no beginning');
  const playing = new Playing(entries, start, ground);
  let at = 0;
  try {
    for (const [index, entry] of entries.entries()) {
      at = index;
      if (worthTelling(entry)) tell({ step: index + 1, atMs: entry.atMs, what: wordsOf(entry) });
      await playing.take(entry, index + 1);
    }
    return { steps: entries.length, failure: null };
  } catch (error) {
    if (!(error instanceof Diverged)) throw error;
    const step = Math.max(1, error.step);
    const entry = entries[step - 1] ?? entries[at];
    const failure = {
      step,
      atMs: entry?.atMs ?? 0,
      what: entry === undefined ? '' : wordsOf(entry),
      why: error.message,
    };
    return { steps: at + 1, failure };
  } finally {
    await playing.stop();
  }
}

class Playing {
  readonly #time: VirtualClock;
  readonly #clock: TerminalClock;
  readonly #script: Script;
  readonly #same = new Identities();
  #dice: readonly { readonly atMs: number; readonly value: number }[];
  readonly #devices: ReturnType<typeof playedDevices>;
  readonly #agent: WorkingAgent;
  readonly #outcomes = new Map<number, RecordedOutcome>();
  /** The replay's call by the recorded one's number. */
  readonly #calls = new Map<number, number>();
  #told: (event: LinkEvent) => void = () => {};
  #defect: unknown = null;

  constructor(entries: readonly Recorded[], start: Start, ground: ReplayGround) {
    this.#time = new VirtualClock(start.wallMs);
    this.#clock = new TerminalClock(this.#time, 0);
    this.#script = new Script(entries, isOutward);
    this.#dice = entries.flatMap((entry) => (entry.seam === 'dice' ? [{ atMs: entry.atMs, value: entry.value }] : []));
    const clock = {
      monotonicMs: () => this.#time.monotonicMs(),
      after: (ms: number, callback: () => void) => this.#time.after(ms, callback),
      today: () => civilTime(this.#clock.wallMs()).slice(0, 10),
    };
    this.#devices = playedDevices(entries, start.drivers, this.#script, clock);
    const catalogue = playedCatalogue(entries, start.catalogueVersion);
    this.#agent = createAgent({
      terminal: start.terminal,
      formerMsgid: start.formerMsgid,
      limits: start.limits,
      packs: start.packs.map(compilePack),
      version: start.version,
      clock: this.#clock,
      random: this.#random(),
      store: ground.open(start.ledger, catalogue),
      link: this.#link(),
      devices: this.#devices.devices,
      log: SILENT,
      onDefect: (error) => {
        this.#defect = error;
      },
    });
  }

  async take(entry: Recorded, step: number): Promise<void> {
    this.#script.step = step;
    await this.#passTo(entry.atMs);
    switch (entry.seam) {
      case 'clock':
        return this.#clock.step(entry.wallMs - this.#clock.wallMs());
      case 'device':
        if (entry.passed.what === 'call') return this.#awaited(step, () => this.#script.isThere(step));
        return this.#devices.give(entry.passed);
      case 'device_event':
        if (isOfTheHost(entry)) this.#devices.say(entry.event);
        return;
      case 'call':
        return this.#awaited(step, () => this.#script.isThere(step));
      case 'link':
        return this.#hear(entry.event, step);
      case 'command':
        return this.#command({ ...entry, command: this.#same.translated(entry.command) });
      case 'outcome':
        await this.#awaited(step, () => this.#outcomes.has(entry.n));
        return this.#alike(step, entry.outcome, this.#outcomes.get(entry.n));
      case 'print':
        return this.#devices.devices.print?.(entry.device, { job: entry.job, bytes: entry.bytes });
      case 'pin':
        // Another one of that length: what it was is not in the recording, and the card's answer is.
        return void this.#agent.pin(entry.device, entry.digits === null ? null : '0'.repeat(entry.digits));
      case 'configured':
        return this.#agent.configured(entry.change);
      case 'checked':
        return this.#agent.checked(entry.whole);
      case 'storage':
        return this.#agent.storage(entry.short);
      case 'updated':
        return this.#agent.updated({ notices: [], packs: entry.packs?.map(compilePack) ?? null });
      case 'end':
        return this.#end(step, entry);
      case 'stopped':
        throw new Diverged(step, '录制在此中止 the recording was stopped here');
      case 'start':
      case 'dice':
      case 'catalogue':
        return;
      default:
        entry satisfies never;
    }
  }

  async stop(): Promise<void> {
    const stopping = this.#agent.stop();
    await this.#time.runFor(100);
    await stopping;
  }

  async #passTo(atMs: number): Promise<void> {
    if (atMs > this.#time.monotonicMs()) await this.#time.runUntil(atMs);
    else await this.#time.runFor(0);
    this.#hold();
  }

  #hold(): void {
    this.#script.hold();
    if (this.#defect !== null) throw this.#defect;
  }

  async #awaited(step: number, there: () => boolean): Promise<void> {
    const until = this.#time.monotonicMs() + PATIENCE_MS;
    while (!there()) {
      if (this.#time.monotonicMs() >= until) throw new Diverged(step, '没有发生 it did not come');
      await this.#time.runFor(STEP_MS);
      this.#hold();
    }
  }

  #alike(step: number, recorded: unknown, replayed: unknown): void {
    const difference = this.#same.difference(recorded, replayed);
    if (difference !== null) throw new Diverged(step, difference);
  }

  #command({ n, command, approval }: Recorded & { readonly seam: 'command' }): void {
    void this.#agent.command(command, approval).then((outcome) => this.#outcomes.set(n, outcome));
  }

  #end(step: number, { rows }: Recorded & { readonly seam: 'end' }): void {
    const now = this.#agent.transactions({ openOnly: false, limit: rows.length + 1 }).map(endedRow);
    this.#alike(step, rows, now);
  }

  #hear(event: LinkEvent, step: number): void {
    if (!('call' in event)) return this.#told(event);
    const call = this.#calls.get(event.call);
    if (call === undefined) throw new Diverged(step, '应答没有对应的请求 an answer to a call that did not come');
    this.#told({ ...this.#same.translated(event), call });
  }

  #link(): Link {
    return {
      start: (listener) => {
        this.#told = listener;
      },
      call: (call, method, bytes) => {
        const found = this.#script.came(
          method,
          (entry): entry is Recorded & { readonly seam: 'call' } => entry.seam === 'call' && entry.method === method,
          (entry) => this.#same.difference(messageOf(method, entry.bytes), messageOf(method, bytes)),
        );
        if (found !== null) this.#calls.set(found.entry.call, call);
      },
      close: async () => {},
    };
  }

  #random(): Random {
    // Whoever looks at the status draws, too, and nobody looks in a replay: the next that was drawn at about this time.
    return {
      next: () => {
        const now = this.#time.monotonicMs() - NEAR_MS;
        const at = this.#dice.findIndex(({ atMs }) => atMs >= now);
        const drawn = this.#dice[at];
        if (drawn === undefined) return 0.5;
        this.#dice = this.#dice.slice(at + 1);
        return drawn.value;
      },
    };
  }
}

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

function isOutward(entry: Recorded): boolean {
  return entry.seam === 'call' || (entry.seam === 'device' && entry.passed.what === 'call');
}

/** Told by the supervisor of the drivers' process, not by a driver. */
function isOfTheHost({ event }: Recorded & { readonly seam: 'device_event' }): boolean {
  return event.kind === 'service' && event.service.endsWith('-host');
}

function playedCatalogue(entries: readonly Recorded[], version: string): CatalogueLookup {
  const known = new Map(
    entries.flatMap((one) => (one.seam === 'catalogue' ? [[`${one.op} ${one.key}`, one.value]] : [])),
  );
  return {
    version,
    entries: (code) => (known.get(`entries ${code}`) ?? []) as ReturnType<CatalogueLookup['entries']>,
    goodsOf: (code) => (known.get(`goodsOf ${code}`) ?? null) as never,
    lookUp: (code, day) => (known.get(`lookUp ${code} ${day}`) ?? null) as never,
    find: () => [],
  };
}

/** What a person following it wants to see. */
function worthTelling({ seam }: Recorded): boolean {
  return seam === 'command' || seam === 'call' || seam === 'device_event' || seam === 'clock' || seam === 'end';
}

function wordsOf(entry: Recorded): string {
  switch (entry.seam) {
    case 'command':
      return `${entry.seam} ${entry.command.kind}`;
    case 'call':
      return `centre ${entry.method}`;
    case 'link':
      return `centre ${entry.event.kind}`;
    case 'device_event':
      return `device ${entry.event.kind}`;
    case 'device':
      return `${entry.passed.port} ${entry.passed.what} ${entry.passed.what === 'event' ? '' : entry.passed.op}`.trim();
    default:
      return entry.seam;
  }
}
