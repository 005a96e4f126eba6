/**
 * One terminal of the simulated world: a whole agent over a database that outlives it, a reader, a link. It can be killed
 * at any moment, also in the middle of a commit, and is started again on what the database holds.
 */
import type { Agent, CommandOutcome } from '../../agent/agent.ts';
import type { Command } from '../../agent/core/input.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { type Fen, fen } from '../../agent/core/money.ts';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import type { Terminal as Identity } from '../../agent/core/state.ts';
import type { Devices } from '../../agent/ports/devices.ts';
import type { Store } from '../../agent/ports/store.ts';
import { createAgent } from '../../agent/shell.ts';
import type { CardData, DeviceEvent } from '../../drivers/contract.ts';
import type { Backend } from '../centre/server.ts';
import { CuttableLink, type LinkWeather } from '../link/cuttable-link.ts';
import { type MortalClock, mortalClock } from '../time/mortal-clock.ts';
import type { SeededRandom } from '../time/seeded-random.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';

/** Where a kill strikes: between two turns, or on one side of a turn's commit. */
export type KillPoint = 'now' | 'before_commit' | 'after_commit';

/** A process that dies says nothing more. */
class Killed extends Error {}

/** What outlives the agent: opens the store anew on what is there, and what was not committed is not. */
export type Disk = () => Store;

export interface TerminalOptions {
  readonly identity: Identity;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly centre: Backend;
  readonly weather: LinkWeather;
  readonly packs: readonly CompiledPack[];
  readonly disk: Disk;
  /** How long a killed agent stays down, ms. */
  readonly restartMs: number;
}

export class SimulatedTerminal {
  readonly #options: TerminalOptions;
  #agent!: Agent;
  #link!: CuttableLink;
  #clock!: MortalClock;
  #kill: KillPoint | null = null;
  #device: (event: DeviceEvent) => void = () => {};
  #presence = 0;
  #card: CardData | null = null;
  #alive = false;
  #cut = false;
  #weather: LinkWeather;
  #pendingCommands = new Set<(outcome: 'killed') => void>();
  kills = 0;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#weather = options.weather;
    this.#boot();
  }

  get agent(): Agent {
    return this.#agent;
  }

  /** Gives a command; 'killed' when the agent died before it answered. */
  command(command: Command): Promise<CommandOutcome | 'killed'> {
    return new Promise((resolve) => {
      this.#pendingCommands.add(resolve);
      void this.#agent.command(command).then((outcome) => {
        this.#pendingCommands.delete(resolve);
        resolve(outcome);
      });
    });
  }

  insert(card: CardData): void {
    this.pull();
    this.#card = card;
    this.#presence += 1;
    this.#device({ kind: 'card_inserted', device: 'reader', presence: this.#presence, atr: '' });
    this.#device({ kind: 'card_read', device: 'reader', presence: this.#presence, card });
  }

  pull(): void {
    if (this.#card === null) return;
    this.#card = null;
    this.#device({ kind: 'card_removed', device: 'reader', presence: this.#presence });
  }

  cut(silent: boolean): void {
    this.#cut = true;
    this.#link.cut({ silent });
  }

  restore(): void {
    this.#cut = false;
    this.#link.restore();
  }

  set weather(weather: LinkWeather) {
    this.#weather = weather;
    this.#link.weather = weather;
  }

  /** Kills the agent at this point; it comes back by itself. */
  kill(point: KillPoint): void {
    if (point === 'now') this.#die();
    else this.#kill = point;
  }

  #die(): void {
    // The dead do not die again: a second start would be a second agent on the same ledger.
    if (!this.#alive) return;
    this.#alive = false;
    this.kills += 1;
    this.#kill = null;
    this.#clock.kill();
    // The kernel closes a dead process's sockets.
    void this.#link.close();
    this.#device = () => {};
    const waiting = [...this.#pendingCommands];
    this.#pendingCommands.clear();
    for (const tell of waiting) tell('killed');
    this.#options.clock.after(this.#options.restartMs, () => this.#boot());
  }

  #boot(): void {
    const { clock, random, identity, centre } = this.#options;
    const mortal = mortalClock(clock);
    this.#clock = mortal;
    this.#alive = true;
    const store = this.#options.disk();
    this.#link = new CuttableLink({ dev_no: identity.dev_no, clock: mortal, random, centre, weather: this.#weather });
    if (this.#cut) this.#link.cut();
    try {
      this.#agent = this.#start(mortal, store);
    } catch (error) {
      // Killed while it was coming up.
      if (!(error instanceof Killed)) throw error;
      this.#die();
    }
  }

  #start(mortal: MortalClock, store: Store): Agent {
    const { random, identity, packs } = this.#options;
    const quiet = () => {};
    return createAgent({
      terminal: identity,
      limits: { ...DEFAULT_LIMITS, offlineAccount: fen(5_000) as Fen, settleDeadlineMs: 10_000 },
      packs,
      version: '0.1.0',
      clock: mortal,
      random,
      store: this.#mortal(store),
      link: this.#link,
      devices: this.#devices(),
      log: { info: quiet, warn: quiet, error: quiet },
      onDefect: (error) => {
        if (!(error instanceof Killed)) throw error;
        this.#die();
      },
    });
  }

  #devices(): Devices {
    return {
      start: (listener) => {
        this.#device = listener;
        listener({ kind: 'device_added', device: 'reader', name: 'Simulated reader', virtual: true });
        if (this.#card === null) return;
        this.#presence += 1;
        listener({ kind: 'card_inserted', device: 'reader', presence: this.#presence, atr: '' });
        listener({ kind: 'card_read', device: 'reader', presence: this.#presence, card: this.#card });
      },
      stop: async () => {},
    };
  }

  /** The store, with a trapdoor on either side of its commit. */
  #mortal(store: Store): Store {
    return {
      ...store,
      commit: () => {
        if (this.#kill === 'before_commit') throw new Killed();
        store.commit();
        if (this.#kill === 'after_commit') throw new Killed();
      },
    };
  }
}
