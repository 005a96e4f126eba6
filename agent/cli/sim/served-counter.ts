/**
 * A whole counter for somebody else's tests: a centre with its own file, a line that can be cut, devices in memory, and the
 * agent as it is, in training mode. Everything is on loopback, ends with this process, and can reach no real centre.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageNames, imageOf, isImageName } from '../../../simulator/card/catalogue.ts';
import type { CardImage } from '../../../simulator/card/image.ts';
import { type MemoryCounter, memoryCounter } from '../../../simulator/counter/memory-counter.ts';
import { CuttableRelay } from '../../../simulator/link/cut.ts';
import { type Person, peopleFrom, shippedPeople } from '../../../simulator/people/people.ts';
import { createPinoLog, type PinoLogOptions } from '../../adapters/pino-log.ts';
import type { Agent } from '../../agent.ts';
import { DEFAULT_LIMITS, type Limits } from '../../core/limits.ts';
import { type Daemon, startDaemon } from '../../main.ts';
import type { Clock } from '../../ports/clock.ts';
import { type Days, openDays } from '../demo/days.ts';
import { memoryReader } from '../demo/reader.ts';
import { CATALOGUE, lastingPacks, placeIn, startCentre } from '../demo/stage.ts';
import { stageRoutes } from '../demo/stage-routes.ts';

export interface CounterOptions {
  /** Kept where it is named; otherwise a fresh one that goes with the counter. */
  readonly data: string | null;
  /** 0: any free port. */
  readonly apiPort: number;
  /** Texts of people files besides the shipped one, with the paths the centre reads them from. */
  readonly people: readonly { readonly path: string; readonly text: string }[];
  /** Whose counter it is; a pharmacy's when left out. */
  readonly institution?: 'pharmacy' | 'clinic';
  /** Limits other than a served counter's own. */
  readonly limits?: Partial<Limits>;
  /** Where the agent is recorded to; absent: it is not. */
  readonly record?: { readonly path: string; readonly keyPath: string };
  /** When its log is put aside; as in any terminal where nothing is said. */
  readonly log?: Pick<PinoLogOptions, 'largest' | 'lookLines'>;
}

export interface ServedCounter {
  readonly daemon: Daemon;
  readonly hands: MemoryCounter;
  readonly relay: CuttableRelay;
  readonly days: Days;
  readonly centrePort: number;
  readonly people: readonly Person[];
  /** Names of all cards there are. */
  cards(): readonly string[];
  card(name: string): CardImage | null;
  stop(): Promise<void>;
}

/** A counter is served after this without the centre, too, and says so itself. */
const LINK_MS = 15_000;

/** Throws PeopleError for a people file, and whatever keeps an agent from starting. */
export async function openCounter(options: CounterOptions): Promise<ServedCounter> {
  const people = [...shippedPeople(), ...options.people.flatMap(({ text }) => peopleFrom(text))];
  const undo: (() => unknown)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = options.data ?? mkdtempSync(join(tmpdir(), 'tongxing-sim-'));
    if (options.data === null) undo.push(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const days = openDays(folder);
    const packs = lastingPacks(join(folder, 'packs'));
    const files = options.people.map(({ path }) => path);
    const centre = await startCentre(join(folder, 'centre'), packs, {
      people: files,
      aheadMs: days.clock.aheadMs,
    });
    undo.push(centre.stop);
    const relay = await CuttableRelay.start(0, centre.ready.port);
    undo.push(() => relay.close());
    const log = createPinoLog({ level: 'info', file: join(folder, 'agent.log'), ...options.log });
    undo.push(() => log.close());
    const hands = memoryCounter(days.deviceClock);
    const own = new Map(people.map(({ name, card }) => [name, card]));
    const cards = () => [...imageNames(), ...own.keys()];
    const card = (name: string) => (isImageName(name) ? imageOf(name) : (own.get(name) ?? null));
    const reader = memoryReader(hands, 'training');
    const place = placeIn(centre.ready, options.institution ?? 'pharmacy');
    const daemon = await startDaemon({
      dataDir: join(folder, 'agent'),
      apiPort: options.apiPort,
      centre: {
        address: `127.0.0.1:${relay.port}`,
        enrolAddress: `127.0.0.1:${centre.ready.enrolPort}`,
        caFile: centre.ready.caFile,
        serverName: 'localhost',
        fixmedins_code: place.fixmedins_code,
        enrolmentCode: place.enrolment_code,
      },
      packsDir: packs,
      catalogueFile: CATALOGUE,
      limits: { ...DEFAULT_LIMITS, settleDeadlineMs: 8_000, ...options.limits },
      ...(options.record === undefined
        ? {}
        : { recording: { ...options.record, kind: 'file', persons: 'simulated', inMemory: true } as const }),
      acceptVirtual: true,
      mode: 'training',
      clock: days.clock,
      devices: hands.devices,
      stage: stageRoutes({ reader, relay, days, controlPort: centre.ready.controlPort, cards, card }),
      log,
    });
    undo.push(() => daemon.stop());
    await linked(daemon.agent, days.clock);
    return { daemon, hands, relay, days, people, stop, cards, card, centrePort: centre.ready.controlPort };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The centre is up already: whoever is told that the counter is ready may open its shift at once. */
function linked(agent: Agent, clock: Clock): Promise<void> {
  if (agent.status().link.phase === 'ready') return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      stop?.();
      cancel();
      resolve();
    };
    const stop = agent.subscribe(null, ({ notice }) => {
      if (notice.kind === 'link' && notice.phase === 'ready') done();
    });
    const cancel = clock.after(LINK_MS, done);
  });
}
