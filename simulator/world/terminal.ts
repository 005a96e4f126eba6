/**
 * One terminal of the simulated world: a whole agent over a disk that outlives it, a reader, a link, a clock of its own. It
 * can be killed at every labelled step, is started again on what the disk holds, and can be followed by a second agent
 * while the first still works. Says what its agent does to whoever watches; must never help it.
 */
import type { Agent, CommandOutcome } from '../../agent/agent.ts';
import type { Command } from '../../agent/core/input.ts';
import { DEFAULT_LIMITS, type Limits } from '../../agent/core/limits.ts';
import { fen } from '../../agent/core/money.ts';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import type { Terminal as Identity } from '../../agent/core/state.ts';
import type { CatalogueSource } from '../../agent/ports/catalogue.ts';
import type { LedgerSnapshot } from '../../agent/ports/recording.ts';
import type { Store } from '../../agent/ports/store.ts';
import type { Backend } from '../centre/server.ts';
import type { LinkWeather } from '../link/cuttable-link.ts';
import type { SeededRandom } from '../time/seeded-random.ts';
import { TerminalClock } from '../time/terminal-clock.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { type Crash, isLifeOver, Life } from './life.ts';
import { Reader } from './reader.ts';
import type { Watch } from './watch.ts';

/** What outlives the agent. */
export interface Disk {
  /** Opens the store on what is there; `catalogue`: another to be asked than its own. */
  open(catalogue?: CatalogueSource): Store;
  /** What is committed now with the keys it needs. */
  snapshot(): LedgerSnapshot;
  /** What was not committed is forgotten, as when the process that wrote it died. */
  drop(): void;
  /** A copy of what is committed now. */
  backup(): Uint8Array;
  /** Puts an older copy back, in a new epoch above all before. */
  restore(copy: Uint8Array, atMs: number): void;
}

export interface TerminalOptions {
  readonly identity: Identity;
  readonly time: VirtualClock;
  readonly random: SeededRandom;
  readonly centre: Backend;
  readonly weather: LinkWeather;
  readonly driftPpm: number;
  readonly slowDiskMs: number;
  readonly packs: readonly CompiledPack[];
  readonly disk: Disk;
  readonly watch: Watch;
  /** How long a dead agent stays down, ms. */
  readonly restartMs: number;
}

/** Small enough that a day's outages meet them. */
export const WORLD_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  offlineAccount: fen(5_000),
  offlinePersonDayFund: fen(40_000),
  offlineCount: 12,
  offlineSum: fen(50_000),
  offlineHours: 2,
  settleDeadlineMs: 10_000,
};

const LONGEST_RESTART_MS = 60_000;

export class SimulatedTerminal {
  readonly clock: TerminalClock;
  readonly reader = new Reader();
  readonly #options: TerminalOptions;
  #life: Life | null = null;
  #cut: Parameters<Life['cut']>[0] | null = null;
  #weather: LinkWeather;
  #diskFull = false;
  #backup: Uint8Array | null = null;
  #down = false;
  #failedBoots = 0;
  readonly #pendingCommands = new Set<(outcome: 'killed') => void>();
  /** How often an agent died, by the step it died at. */
  readonly deaths = new Map<string, number>();

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#weather = options.weather;
    this.clock = new TerminalClock(options.time, options.driftPpm);
    this.#boot();
  }

  /** The agent at work; null while it is down. */
  get agent(): Agent | null {
    return this.#life?.agent ?? null;
  }

  /** Gives a command; 'killed' when the agent died before it answered. */
  command(command: Command): Promise<CommandOutcome | 'killed'> {
    const { agent } = this;
    if (agent === null) return Promise.resolve('killed');
    return new Promise((resolve) => {
      this.#pendingCommands.add(resolve);
      void agent.command(command).then((outcome) => {
        this.#pendingCommands.delete(resolve);
        resolve(outcome);
      });
    });
  }

  cut(how: 'reset' | 'silent' | 'half_open'): void {
    this.#cut = { silent: how === 'silent', deaf: how === 'half_open' };
    this.#life?.cut(this.#cut);
  }

  restore(): void {
    this.#cut = null;
    this.#life?.restore();
  }

  /** The centre's sockets closed. */
  reset(): void {
    if (this.#cut !== null) return;
    this.#life?.cut({});
    this.#life?.restore();
  }

  set weather(weather: LinkWeather) {
    this.#weather = weather;
    if (this.#life !== null) this.#life.weather = weather;
  }

  set diskFull(full: boolean) {
    this.#diskFull = full;
  }

  /** Dies at the `steps`-th labelled step from now on and comes back by itself. */
  crashAfter(steps: number, reboot: boolean): void {
    this.#life?.crashAfter(steps, reboot);
  }

  heal(): void {
    this.#life?.crashAfter(null, false);
    this.#diskFull = false;
    this.restore();
    this.clock.right();
    this.reader.plug();
  }

  /** A second agent on the same ledger; the first is asked to stop only after `forMs`. */
  takeOver(forMs: number): void {
    const first = this.#life;
    if (first === null || this.#down) return;
    this.#abandonCommands();
    this.#life = null;
    this.#boot();
    this.#options.time.after(forMs, () => void first.end());
  }

  /** Stopped in order, started again after `forMs`. */
  async upgrade(forMs: number): Promise<void> {
    const life = this.#life;
    if (life === null || this.#down) return;
    this.#down = true;
    await life.end();
    if (this.#life !== life) return;
    this.#life = null;
    this.#abandonCommands();
    this.#options.time.after(forMs, () => {
      this.#down = false;
      this.#boot();
    });
  }

  backUp(): void {
    this.#backup = this.#options.disk.backup();
  }

  /** The machine is lost; another one is set up from the last backup. Does nothing without one. */
  restoreBackup(): boolean {
    const { disk, watch } = this.#options;
    if (this.#backup === null || this.#life === null || this.#down) return false;
    this.#life.die({ label: 'restore', reboot: true });
    disk.restore(this.#backup, this.clock.wallMs());
    watch.restored();
    return true;
  }

  #abandonCommands(): void {
    const waiting = [...this.#pendingCommands];
    this.#pendingCommands.clear();
    for (const tell of waiting) tell('killed');
  }

  #died(life: Life, { label, reboot }: Crash): void {
    const { disk, time, restartMs } = this.#options;
    this.deaths.set(label, (this.deaths.get(label) ?? 0) + 1);
    disk.drop();
    // One that was followed by another is not missed.
    if (this.#life !== life) return;
    this.#life = null;
    this.#abandonCommands();
    if (reboot) this.clock.reboot();
    time.after(restartMs, () => {
      if (this.#life === null && !this.#down) this.#boot();
    });
  }

  #boot(): void {
    const { identity, random, centre, packs, disk, watch, time, slowDiskMs, restartMs } = this.#options;
    const life: Life = new Life({
      ...{ identity, random, centre, packs, watch, disk, clock: this.clock },
      limits: WORLD_LIMITS,
      weather: this.#weather,
      devices: () => this.reader.devices(),
      diskFull: () => this.#diskFull,
      slow: () => {
        if (slowDiskMs > 0) time.block(random.below(slowDiskMs));
      },
      onDeath: (crash) => this.#died(life, crash),
    });
    try {
      life.start(this.#cut);
      this.#life = life;
      this.#failedBoots = 0;
    } catch (error) {
      if (!isLifeOver(error)) throw error;
      disk.drop();
      // What starts it again waits longer each time, as service managers do: on a full disk it may not come up for hours.
      const waitMs = Math.min(LONGEST_RESTART_MS, restartMs * 2 ** this.#failedBoots);
      this.#failedBoots += 1;
      time.after(waitMs, () => {
        if (this.#life === null && !this.#down) this.#boot();
      });
    }
  }
}
