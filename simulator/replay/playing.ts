/**
 * One life of a recorded agent, played back: the agent as it is now on the ledger, packs and catalogue answers of the
 * recording, in virtual time, with every byte that came in as it came. What goes out must be what went out then. Must never
 * speak to a centre or a device.
 */
import { compilePack } from '../../agent/core/packs/compile.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import { civilTime } from '../../agent/core/time.ts';
import { type CentreState, MOVES } from '../../agent/core/transaction.ts';
import type { CatalogueLookup } from '../../agent/ports/catalogue.ts';
import type { Random } from '../../agent/ports/clock.ts';
import type { Link, LinkEvent } from '../../agent/ports/link.ts';
import type { Log } from '../../agent/ports/log.ts';
import type { DiskOp, LedgerSnapshot, Recorded, RecordedOutcome } from '../../agent/ports/recording.ts';
import type { Store, TransactionView } from '../../agent/ports/store.ts';
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

/** So long something that was recorded may be late, in virtual time. */
const PATIENCE_MS = 30_000;
const STEP_MS = 5;
const NEAR_MS = 2;
const MOST_ROWS = 10_000;

export type Start = Recorded & { readonly seam: 'start' };

export class Playing {
  readonly #time: VirtualClock;
  readonly #clock: TerminalClock;
  readonly #script: Script;
  readonly #same = new Identities();
  #dice: readonly { readonly atMs: number; readonly value: number }[];
  #refusals: readonly (Recorded & { readonly seam: 'disk' })[];
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
    this.#script = new Script(entries, isOutward, isCutOff(entries));
    this.#dice = entries.flatMap((entry) => (entry.seam === 'dice' ? [{ atMs: entry.atMs, value: entry.value }] : []));
    this.#refusals = entries.flatMap((entry) => (entry.seam === 'disk' ? [entry] : []));
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
      store: this.#disk(ground.open(start.ledger, catalogue)),
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
      case 'disk':
      case 'catalogue':
        return;
      default:
        entry satisfies never;
    }
  }

  /** How the transactions stand, oldest first. */
  rows(): readonly TransactionView[] {
    return this.#agent.transactions({ openOnly: false, limit: MOST_ROWS }).toReversed();
  }

  /** Whether the ledger of the life after this one is what this one can have left. Throws Diverged. */
  handOver(next: readonly TransactionView[], step: number): void {
    const left = this.rows();
    if (left.length > next.length) throw new Diverged(step, `transactions: ${left.length}, recorded ${next.length}`);
    for (const [at, row] of left.entries()) {
      const kept = next[at];
      if (kept === undefined) continue;
      this.#alike(step, { [at]: leftRow(kept) }, { [at]: leftRow(row) });
      if (!mayCome(row.state, kept.state))
        throw new Diverged(step, `${at}.state: ${JSON.stringify(row.state)}, recorded ${JSON.stringify(kept.state)}`);
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

  /** The disk says no where it said no. */
  #disk(store: Store): Store {
    const refused = <T extends DiskOp>(op: T): Store[T] => {
      const work = store[op] as (...given: readonly unknown[]) => unknown;
      return ((...given: readonly unknown[]) => {
        const now = this.#time.monotonicMs();
        const at = this.#refusals.findIndex((one) => one.op === op && Math.abs(one.atMs - now) <= NEAR_MS);
        const refusal = this.#refusals[at];
        if (refusal === undefined) return work(...given);
        this.#refusals = this.#refusals.toSpliced(at, 1);
        throw new StoreError(refusal.code, 'recorded');
      }) as Store[T];
    };
    return {
      ...store,
      ...{ begin: refused('begin'), commit: refused('commit'), apply: refused('apply'), find: refused('find') },
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

/** What no later moment changes; the last moments before a kill are not in a recording. */
const leftRow = ({ msgid, infno, estimate }: TransactionView) => ({ msgid, infno, amounts: { ...estimate } });

/** Whether a transaction that stood so may stand so later. */
function mayCome(from: string, to: string): boolean {
  const reached = new Set([from]);
  for (const state of reached) for (const next of MOVES[state as CentreState] ?? []) reached.add(next);
  return reached.has(to);
}

/** The process was killed: nobody wrote how it ended. */
export function isCutOff(entries: readonly Recorded[]): boolean {
  const last = entries.at(-1)?.seam;
  return last !== 'end' && last !== 'stopped';
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
