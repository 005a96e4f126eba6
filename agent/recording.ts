/**
 * The recorder of an agent at work: taps at every seam, entries in order, into a file. Off unless a configuration or a
 * command switches it on. Of simulated persons alone unless it is told otherwise: what a card tells is held back until it is
 * clear whose it is, and a real person's ends the recording with nothing of it kept. Changes nothing that passes.
 */
import { plainForm } from '../drivers/registry.ts';
import type { Agent } from './agent.ts';
import { StoreError } from './core/store-error.ts';
import type { CatalogueLookup } from './ports/catalogue.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { DeviceEvent, Devices, Tapped } from './ports/devices.ts';
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
/** A maker's reading program, of which there is one: as a reader, and as a seam. */
const PROGRAM = 'vendor';
const NO_BYTES = { kind: 'bytes', bytes: new Uint8Array() } as const;
/** What says whose the card is, or that it is no longer in. */
const OVER: readonly DeviceEvent['kind'][] = ['card_read', 'card_failed', 'psam_found', 'card_removed'];

export function createRecorder({ file, clock, log, persons, inMemory = false }: RecorderOptions): Recorder {
  const began = clock.monotonicMs();
  let lead = clock.wallMs() - began;
  let waiting: Recorded[] = [];
  /** By reader: the first entry that is not written before it is clear whose card is in it. */
  const held = new Map<string, number>();
  /** What a maker's program wrote since it was last clear, and what was clear then. */
  let written = '';
  let judged: { readonly line: string; readonly nobodys: boolean } | null = null;
  let cancel: (() => void) | null = null;
  let open = true;

  function note(seen: Seen): void {
    if (!open) return;
    waiting.push({ ...seen, atMs: clock.monotonicMs() - began });
    cancel ??= clock.after(FLUSH_MS, flush);
  }

  function flush(): void {
    cancel = null;
    if (!open || held.size > 0) return;
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

  function hold(reader: string): void {
    if (!held.has(reader)) held.set(reader, waiting.length);
  }

  /** `unclear`: it may be somebody's all the same. */
  function release(reader: string, unclear: boolean): void {
    const from = held.get(reader);
    if (from === undefined) return;
    if (unclear) blank(from);
    held.delete(reader);
    cancel ??= clock.after(FLUSH_MS, flush);
  }

  /** A card in a reader: nothing is written until it is clear that it is nobody's. */
  function whose(event: DeviceEvent): void {
    if (persons === 'any' || !('device' in event)) return;
    const { kind, device } = event;
    const reader = device.startsWith('vendor:') ? PROGRAM : device;
    if (kind === 'card_inserted') hold(reader);
    if (kind === 'card_read' && !/^99/.test(event.card.certno)) return real();
    if (!OVER.includes(kind)) return;
    if (reader === PROGRAM) return judge(kind);
    release(reader, kind === 'card_failed');
  }

  /** Of what the program wrote: whoever is read is nobody only where it wrote of nobody else meanwhile. */
  function judge(kind: DeviceEvent['kind']): void {
    const lines = linesIn(written);
    if (kind === 'card_removed') {
      judged = null;
      // What it wrote since is the next card.
      if (lines.size === 0) release(PROGRAM, true);
      return;
    }
    const [line = ''] = lines;
    judged = { line, nobodys: kind === 'card_read' && lines.size === 1 };
    written = '';
    release(PROGRAM, !judged.nobodys);
  }

  /** A maker's program writes the card before anybody hears that one is in, cut anywhere, and again with each look. */
  function passing(passed: Tapped): void {
    const ofProgram = persons !== 'any' && passed.port === PROGRAM;
    const runs = passed.what === 'call' && passed.op === 'run';
    if (ofProgram && runs) [written, judged] = ['', null];
    if (ofProgram && runs) release(PROGRAM, true);
    const bytes = ofProgram ? bytesIn(passed) : null;
    if (bytes !== null) hold(PROGRAM);
    note({ seam: 'device', passed });
    if (bytes === null) return;
    written += bytes.toString('latin1');
    const known = [...linesIn(written)].every((line) => line === judged?.line);
    if (!written.endsWith('\n') || !known) return;
    release(PROGRAM, linesIn(written).size > 0 && judged?.nobodys !== true);
    written = '';
  }

  /** A card that could not be read may still be somebody's: what it answered is not kept. */
  function blank(from: number): void {
    if (virtual) return;
    waiting = waiting.map((entry, at) => {
      if (at < from || entry.seam !== 'device') return entry;
      const { passed } = entry;
      if (passed.what === 'event' && bytesIn(passed) !== null)
        return { ...entry, passed: { ...passed, value: NO_BYTES } };
      const answered = passed.port === 'pcsc' && passed.what === 'answer' && passed.op === 'transmit';
      return answered ? { ...entry, passed: { ...passed, value: { withheld: true } } } : entry;
    });
  }

  function real(): void {
    log.warn('recording_stopped', { why: 'real_person' });
    const kept = waiting.slice(0, held.size === 0 ? 0 : Math.min(...held.values()));
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
        devices.tap?.(passing);
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
      for (const reader of [...held.keys()]) release(reader, true);
      flush();
      if (open) stop();
    },
  };
}

/** What a maker's program wrote; null: it is something else. */
function bytesIn(passed: Tapped): Buffer | null {
  if (passed.port !== PROGRAM || passed.what !== 'event') return null;
  // Plain where it comes out of the device process.
  const { bytes } = plainForm.unplain(plainForm.plain(passed.value)) as { readonly bytes?: Uint8Array };
  return bytes === undefined ? null : Buffer.from(bytes);
}

/** Those that are not empty, each once. */
function linesIn(text: string): ReadonlySet<string> {
  const lines = text.split('\n').map((line) => line.trim());
  return new Set(lines.filter((line) => line !== ''));
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
