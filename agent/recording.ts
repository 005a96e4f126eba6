/**
 * The recorder of an agent at work: taps at every seam, entries in order, into a file. Off unless a configuration or a
 * command switches it on. Of simulated persons alone unless it is told otherwise: what a card tells is held back until it is
 * clear whose it is, and a real person's ends the recording with nothing of it kept. Changes nothing that passes.
 */
import type { Agent } from './agent.ts';
import { StoreError } from './core/store-error.ts';
import type { CatalogueLookup } from './ports/catalogue.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { DeviceEvent, Devices } from './ports/devices.ts';
import type { Link } from './ports/link.ts';
import type { Log } from './ports/log.ts';
import type { DiskOp, Recorded, RecordingFile, Seen } from './ports/recording.ts';
import type { Store } from './ports/store.ts';
import type { WorkingAgent } from './shell.ts';

export interface Recorder {
  /** The clock it was given, watched. */
  readonly clock: Clock;
  random(random: Random): Random;
  catalogue(catalogue: CatalogueLookup): CatalogueLookup;
  link(link: Link): Link;
  store<S extends Store>(store: S): S;
  devices(devices: Devices): Devices;
  agent(agent: WorkingAgent): WorkingAgent;
  /** First of all. */
  start(facts: Omit<Seen & { readonly seam: 'start' }, 'seam' | 'wallMs' | 'bootId'>): void;
  /** The last entry: how the transactions stand. */
  end(agent: Agent): void;
  close(): void;
}

export interface RecorderOptions {
  readonly file: RecordingFile;
  readonly clock: Clock;
  readonly log: Log;
  readonly persons: 'simulated' | 'any';
  /** Its devices are in memory, where no real card can be put in. */
  readonly inMemory?: boolean;
}

/** What was noted is written this often. */
const FLUSH_MS = 250;
/** The wall clock may wander so far from the one that only goes on before it is noted. */
const DRIFT_MS = 20;
const MOST_ROWS = 10_000;

export function createRecorder({ file, clock, log, persons, inMemory = false }: RecorderOptions): Recorder {
  const began = clock.monotonicMs();
  let lead = clock.wallMs() - began;
  let waiting: Recorded[] = [];
  let held: { readonly reader: string; readonly from: number } | null = null;
  let cancel: (() => void) | null = null;
  let open = true;

  function note(seen: Seen): void {
    if (!open) return;
    waiting.push({ ...seen, atMs: clock.monotonicMs() - began });
    cancel ??= clock.after(FLUSH_MS, flush);
  }

  function flush(): void {
    cancel = null;
    if (!open || held !== null) return;
    const entries = waiting;
    waiting = [];
    try {
      file.append(entries);
    } catch (error) {
      log.error('recording_failed', { reason: error instanceof Error ? error.message : String(error) });
      stop();
    }
  }

  function stop(): void {
    open = false;
    cancel?.();
    waiting = [];
    file.close();
  }

  /** A card in a reader: nothing is written until it is clear that it is nobody's. */
  function whose(event: DeviceEvent): void {
    if (persons === 'any') return;
    if (event.kind === 'card_inserted') held ??= { reader: event.device, from: waiting.length };
    if (event.kind === 'card_read' && !/^99/.test(event.card.certno)) return real();
    const over = ['card_read', 'card_failed', 'psam_found', 'card_removed'].includes(event.kind);
    if (over && held !== null && 'device' in event && event.device === held.reader) {
      if (event.kind === 'card_failed') blank(held.from);
      held = null;
      cancel ??= clock.after(FLUSH_MS, flush);
    }
  }

  /** A card that could not be read may still be somebody's: what it answered is not kept. */
  function blank(from: number): void {
    waiting = waiting.map((entry, at) => {
      const answered = entry.seam === 'device' && entry.passed.port === 'pcsc' && entry.passed.what === 'answer';
      if (at < from || !answered || entry.passed.op !== 'transmit') return entry;
      return virtual ? entry : { ...entry, passed: { ...entry.passed, value: { withheld: true } } };
    });
  }

  function real(): void {
    log.warn('recording_stopped', { why: 'real_person' });
    const kept = waiting.slice(0, held?.from ?? 0);
    try {
      file.append([...kept, { seam: 'stopped', why: 'real_person', atMs: clock.monotonicMs() - began }]);
    } finally {
      stop();
    }
  }

  let virtual = true;
  return {
    start: (facts) => note({ seam: 'start', wallMs: clock.wallMs(), bootId: clock.bootId, ...facts }),
    clock: {
      bootId: clock.bootId,
      monotonicMs: () => clock.monotonicMs(),
      after: (delayMs, callback) => clock.after(delayMs, callback),
      wallMs() {
        const wallMs = clock.wallMs();
        const now = wallMs - clock.monotonicMs();
        if (Math.abs(now - lead) > DRIFT_MS) {
          lead = now;
          note({ seam: 'clock', wallMs });
        }
        return wallMs;
      },
    },
    random: (random) => ({
      next() {
        const value = random.next();
        note({ seam: 'dice', value });
        return value;
      },
    }),
    catalogue: (catalogue) => tappedCatalogue(catalogue, note),
    store: (store) => tappedStore(store, note),
    link: (link) => ({
      start: (listener) =>
        link.start((event) => {
          note({ seam: 'link', event });
          listener(event);
        }),
      call(call, method, bytes, deadlineMs) {
        note({ seam: 'call', call, method, bytes: Uint8Array.from(bytes) });
        link.call(call, method, bytes, deadlineMs);
      },
      close: () => link.close(),
    }),
    devices: (devices) => ({
      ...devices,
      start(listener) {
        devices.tap?.((passed) => note({ seam: 'device', passed }));
        devices.start((event) => {
          if (event.kind === 'device_added' && event.type === undefined && !event.virtual) virtual = inMemory;
          note({ seam: 'device_event', event });
          whose(event);
          listener(event);
        });
      },
      ...(devices.print === undefined
        ? {}
        : {
            print(device, job) {
              note({ seam: 'print', device, ...job });
              devices.print?.(device, job);
            },
          }),
    }),
    agent: (agent) => tappedAgent(agent, note),
    end(agent) {
      const rows = agent.transactions({ openOnly: false, limit: MOST_ROWS });
      note({ seam: 'end', rows: rows.map(endedRow) });
    },
    close() {
      if (!open) return;
      held = null;
      flush();
      if (open) stop();
    },
  };
}

/** How a transaction stands, without its person. */
export function endedRow({
  msgid,
  infno,
  state,
  provisional,
  final,
  estimate,
}: ReturnType<Agent['transactions']>[number]) {
  return { msgid, infno, state, provisional, amounts: { ...(final ?? estimate) } };
}

/** What the disk refuses comes from outside, too. */
function tappedStore<S extends Store>(store: S, note: (seen: Seen) => void): S {
  const told = <T extends DiskOp>(op: T): Store[T] => {
    const work = store[op] as (...given: readonly unknown[]) => unknown;
    return ((...given: readonly unknown[]) => {
      try {
        return work(...given);
      } catch (error) {
        if (error instanceof StoreError) note({ seam: 'disk', op, code: error.code });
        throw error;
      }
    }) as Store[T];
  };
  return { ...store, begin: told('begin'), commit: told('commit'), apply: told('apply'), find: told('find') };
}

function tappedCatalogue(catalogue: CatalogueLookup, note: (seen: Seen) => void): CatalogueLookup {
  const known = new Set<string>();
  const told = <T>(op: 'entries' | 'goodsOf' | 'lookUp', key: string, value: T): T => {
    if (!known.has(`${op} ${key}`)) note({ seam: 'catalogue', op, key, value });
    known.add(`${op} ${key}`);
    return value;
  };
  return {
    get version() {
      return catalogue.version;
    },
    entries: (code) => told('entries', code, catalogue.entries(code)),
    goodsOf: (code) => told('goodsOf', code, catalogue.goodsOf?.(code) ?? null),
    lookUp: (code, day) => told('lookUp', `${code} ${day}`, catalogue.lookUp(code, day)),
    find: (text, day, limit) => catalogue.find(text, day, limit),
  };
}

function tappedAgent(agent: WorkingAgent, note: (seen: Seen) => void): WorkingAgent {
  let last = 0;
  return {
    ...agent,
    pin(device, pin) {
      note({ seam: 'pin', device, digits: pin === null ? null : pin.length });
      return agent.pin(device, pin);
    },
    async command(command, approval) {
      last += 1;
      const n = last;
      note({ seam: 'command', n, command, approval });
      const outcome = await agent.command(command, approval);
      note({ seam: 'outcome', n, outcome });
      return outcome;
    },
    updated(change) {
      note({ seam: 'updated', packs: change.packs?.map(({ pack }) => pack) ?? null });
      agent.updated(change);
    },
    configured(change) {
      note({ seam: 'configured', change });
      agent.configured(change);
    },
    storage(short) {
      note({ seam: 'storage', short });
      agent.storage(short);
    },
    checked(whole) {
      note({ seam: 'checked', whole });
      agent.checked(whole);
    },
  };
}
