/**
 * One run of an agent's process, from its start to its death. Every write, look-up, commit, reply and send is a labelled
 * step at which it can die; what it wrote and sent is said to the watch, after it happened. Must never outlive its death.
 */
import type { Agent } from '../../agent/agent.ts';
import type { Durable, Lookup } from '../../agent/core/effect.ts';
import type { Limits } from '../../agent/core/limits.ts';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import type { Terminal as Identity } from '../../agent/core/state.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import type { CatalogueLookup } from '../../agent/ports/catalogue.ts';
import type { Devices } from '../../agent/ports/devices.ts';
import type { Link } from '../../agent/ports/link.ts';
import type { Log } from '../../agent/ports/log.ts';
import type { RecordingFile } from '../../agent/ports/recording.ts';
import type { Store } from '../../agent/ports/store.ts';
import { createRecorder, type Recorder } from '../../agent/recording.ts';
import { createAgent } from '../../agent/shell.ts';
import type { Backend } from '../centre/server.ts';
import { CuttableLink, type LinkWeather } from '../link/cuttable-link.ts';
import { type MortalClock, mortalClock } from '../time/mortal-clock.ts';
import type { SeededRandom } from '../time/seeded-random.ts';
import type { TerminalClock } from '../time/terminal-clock.ts';
import type { Disk } from './terminal.ts';
import type { Watch, Written } from './watch.ts';

export interface Crash {
  /** The step it happened at. */
  readonly label: string;
  readonly reboot: boolean;
}

/** A process that dies says nothing more. */
class Died extends Error {}

/** What ends a process while it comes up: its death, or a store it may not have. */
export function isLifeOver(error: unknown): boolean {
  return error instanceof Died || error instanceof StoreError;
}

export interface LifeOptions {
  readonly identity: Identity;
  readonly clock: TerminalClock;
  readonly random: SeededRandom;
  readonly centre: Backend;
  readonly packs: readonly CompiledPack[];
  readonly limits: Limits;
  readonly disk: Disk;
  readonly weather: LinkWeather;
  readonly watch: Watch;
  readonly devices: () => Devices;
  readonly diskFull: () => boolean;
  readonly slow: () => void;
  readonly onDeath: (crash: Crash) => void;
  /** Where this life is recorded to; absent: it is not. */
  readonly recording?: { readonly file: RecordingFile; readonly catalogue: CatalogueLookup };
}

export class Life {
  agent: Agent | null = null;
  /** The devices as its agent has them. */
  readonly devices: Devices;
  readonly #recorder: Recorder | null;
  readonly #options: LifeOptions;
  readonly #clock: MortalClock;
  readonly #link: CuttableLink;
  #alive = true;
  #countdown: number | null = null;
  #fatal: string | null = null;
  #reboot = false;
  #written: Written[] = [];

  constructor(options: LifeOptions) {
    const { identity, clock, random, centre, weather } = options;
    this.#options = options;
    this.#clock = mortalClock(clock);
    this.#link = new CuttableLink({ dev_no: identity.dev_no, clock: this.#clock, random, centre, weather });
    const { recording } = options;
    this.#recorder =
      recording === undefined
        ? null
        : createRecorder({
            file: recording.file,
            clock: this.#clock,
            log: this.#log(),
            persons: 'simulated',
            inMemory: true,
          });
    this.devices = this.#recorder?.devices(options.devices()) ?? options.devices();
  }

  /** Throws what `isLifeOver` knows when it does not come up. */
  start(cut: Parameters<CuttableLink['cut']>[0] | null): void {
    const { disk, watch, identity, limits, packs, random, recording } = this.#options;
    if (cut !== null) this.#link.cut(cut);
    const recorder = this.#recorder;
    const store = disk.open(recording === undefined ? undefined : recorder?.catalogue(recording.catalogue));
    const startsOn = { terminal: identity, formerMsgid: null, limits, version: '0.1.0' };
    recorder?.start({
      ...startsOn,
      packs: packs.map(({ pack }) => pack),
      ...{ drivers: this.devices.drivers ?? {}, catalogueVersion: recording?.catalogue.version ?? '' },
      ledger: disk.snapshot(),
    });
    const [link, watched] = [this.#tapped(this.#link), this.#watched(store)];
    const working = createAgent({
      ...{ ...startsOn, packs, clock: recorder?.clock ?? this.#clock, random: recorder?.random(random) ?? random },
      store: recorder?.store(watched) ?? watched,
      link: recorder?.link(link) ?? link,
      devices: this.devices,
      log: this.#log(),
      onDefect: (error) => {
        if (error instanceof StoreError) return this.die({ label: error.code, reboot: false });
        if (!(error instanceof Died)) watch.defect(error);
        this.die({ label: error instanceof Died ? error.message : 'defect', reboot: this.#reboot });
      },
    });
    this.agent = recorder?.agent(working) ?? working;
    watch.booted(store);
  }

  crashAfter(steps: number | null, reboot: boolean): void {
    this.#countdown = steps;
    this.#reboot = reboot;
  }

  /** Dies the next time it comes to this step. */
  crashAt(label: string, reboot: boolean): void {
    this.#fatal = label;
    this.#reboot = reboot;
  }

  cut(how: NonNullable<Parameters<CuttableLink['cut']>[0]>): void {
    this.#link.cut(how);
  }

  restore(): void {
    this.#link.restore();
  }

  set weather(weather: LinkWeather) {
    this.#link.weather = weather;
  }

  /** The process is gone. */
  die(crash: Crash): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#clock.kill();
    // The kernel closes a dead process's sockets and files.
    void this.#link.close();
    this.#options.recording?.file.close();
    this.#options.onDeath(crash);
  }

  /** Told to stop: finishes its turn and closes. */
  async end(): Promise<void> {
    if (!this.#alive) return;
    try {
      if (this.agent !== null) this.#recorder?.end(this.agent);
      this.#recorder?.close();
      await this.agent?.stop();
    } catch (error) {
      if (!isLifeOver(error)) throw error;
    }
    this.#alive = false;
    this.#clock.kill();
  }

  #step(label: string): void {
    if (label === this.#fatal) {
      this.#fatal = null;
      throw new Died(label);
    }
    if (this.#countdown === null) return;
    this.#countdown -= 1;
    if (this.#countdown >= 0) return;
    this.#countdown = null;
    throw new Died(label);
  }

  #watched(store: Store): Store {
    const { watch, diskFull, slow } = this.#options;
    const full = () => {
      if (diskFull()) throw new StoreError('store_full', 'simulated');
    };
    return {
      ...store,
      begin: (atMs) => {
        this.#step('begin');
        store.begin(atMs);
        this.#written = [];
      },
      commit: () => {
        this.#step('before commit');
        full();
        slow();
        store.commit();
        const written = this.#written;
        this.#written = [];
        watch.committed(store, written);
        this.#step('after commit');
      },
      rollback: () => {
        this.#written = [];
        store.rollback();
      },
      apply: (effect) => {
        this.#step(`before ${effect.kind}`);
        store.apply(effect);
        this.#note(effect);
        this.#step(`after ${effect.kind}`);
      },
      find: (lookup) => this.#find(store, lookup),
      bytesOf: (msgids) => {
        this.#step('before send');
        return store.bytesOf(msgids);
      },
      // The database is the world's, not this process's.
      close: () => {},
    };
  }

  #find(store: Store, lookup: Lookup): ReturnType<Store['find']> {
    this.#step(`before ${lookup.kind}`);
    const found = store.find(lookup);
    if (found.kind === 'claimed')
      for (const { msgid, state } of found.rows)
        if (state === 'inflight') this.#written.push({ msgid, path: ['queued', 'claimed', 'inflight'] });
    this.#step(`after ${lookup.kind}`);
    return found;
  }

  #note(effect: Durable): void {
    if (effect.kind === 'insert') this.#written.push({ msgid: effect.body.msgid, path: [effect.state] });
    else if (effect.kind === 'move') this.#written.push({ msgid: effect.msgid, path: effect.path });
    else if ('msgid' in effect && typeof effect.msgid === 'string')
      this.#written.push({ msgid: effect.msgid as Written['msgid'], path: [] });
  }

  #tapped(link: CuttableLink): Link {
    const { watch } = this.#options;
    return {
      start: (listener) =>
        link.start((event) => {
          if (event.kind === 'reply') watch.heard();
          listener(event);
        }),
      call: (call, method, bytes, deadlineMs) => {
        watch.sent(method, bytes);
        link.call(call, method, bytes, deadlineMs);
        this.#step('after send');
      },
      close: () => link.close(),
    };
  }

  #log(): Log {
    const { watch } = this.#options;
    const say = (name: string, facts?: object) => watch.logged(`${name} ${JSON.stringify(facts ?? {})}`);
    return { info: say, warn: say, error: say };
  }
}
