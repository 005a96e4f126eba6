/**
 * The stage of the demonstration: a centre in a process of its own with its own SQLite file, a line to it that can be cut,
 * a reader, and the agent as it is. Everything listens on loopback and is ended with the demonstration.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { imageNames, imageOf, isImageName } from '../../../simulator/card/catalogue.ts';
import { CuttableRelay } from '../../../simulator/link/cut.ts';
import { createPinoLog } from '../../adapters/pino-log.ts';
import { DEFAULT_LIMITS } from '../../core/limits.ts';
import { type Daemon, startDaemon } from '../../main.ts';
import { packageRoot } from '../../root.ts';
import { type Api, localApi } from './api.ts';
import { type Days, openDays } from './days.ts';
import { type DemoReader, openReader } from './reader.ts';
import { stageRoutes } from './stage-routes.ts';

export const CATALOGUE = join(packageRoot(), 'simulator/catalogue/demo.json');
const READY_MS = 20_000;

export interface Stage {
  readonly daemon: Daemon;
  readonly api: Api;
  readonly reader: DemoReader;
  readonly relay: CuttableRelay;
  readonly days: Days;
  readonly centre: { readonly port: number; readonly controlPort: number; readonly data: string };
  stop(): Promise<void>;
}

/** Where the demonstration keeps its files unless told otherwise. */
export function defaultFolder(): string {
  return join(process.env['XDG_DATA_HOME'] || join(homedir(), '.local/share'), 'tongxing-demo');
}

export async function setStage(folder: string, apiPort: number): Promise<Stage> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const packs = lastingPacks(join(folder, 'packs'));
    const days = openDays(folder);
    const centre = await startCentre(join(folder, 'centre'), packs, { aheadMs: days.clock.aheadMs });
    undo.push(centre.stop);
    const relay = await CuttableRelay.start(0, centre.ready.port);
    undo.push(() => relay.close());
    const reader = await openReader(process.env['TONGXING_DEMO_READER'] ?? '', days);
    undo.push(() => reader.stop());
    const log = createPinoLog({ level: 'info', file: join(folder, 'agent.log') });
    undo.push(() => log.close());
    const daemon = await startDaemon({
      dataDir: join(folder, 'agent'),
      apiPort,
      centre: {
        address: `127.0.0.1:${relay.port}`,
        enrolAddress: `127.0.0.1:${centre.ready.enrolPort}`,
        caFile: centre.ready.caFile,
        serverName: 'localhost',
        fixmedins_code: centre.ready.institution.fixmedins_code,
        enrolmentCode: centre.ready.enrolment_code,
      },
      packsDir: packs,
      catalogueFile: CATALOGUE,
      // A demonstration shows the waiting, it need not last thirty seconds.
      limits: { ...DEFAULT_LIMITS, settleDeadlineMs: 8_000 },
      acceptVirtual: true,
      log,
      clock: days.clock,
      devices: reader.devices,
      stage: stageRoutes({
        ...{ reader, relay, days, controlPort: centre.ready.controlPort, cards: imageNames },
        card: (name) => (isImageName(name) ? imageOf(name) : null),
      }),
    });
    undo.push(() => daemon.stop());
    const { port, controlPort } = centre.ready;
    const api = localApi(daemon.port, daemon.tokenPath);
    return { daemon, api, reader, relay, days, centre: { port, controlPort, data: join(folder, 'centre') }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The sample packs are dated; the demonstration's copies last, so that it can be shown in any year. With `version` they are
 * another version, which a terminal that has the dated one takes as an update.
 */
export function lastingPacks(folder: string, version?: string): string {
  mkdirSync(folder, { recursive: true });
  const source = join(packageRoot(), 'agent/packs');
  for (const name of readdirSync(source)) {
    if (name !== '370000-2022-sample.json') continue;
    const pack = JSON.parse(readFileSync(join(source, name), 'utf8')) as Record<string, unknown>;
    delete pack['enddate'];
    writeFileSync(join(folder, name), JSON.stringify(version === undefined ? pack : { ...pack, version }));
  }
  return folder;
}

export interface Ready {
  readonly port: number;
  readonly enrolPort: number;
  readonly controlPort: number;
  readonly caFile: string;
  readonly enrolment_code: string;
  readonly institution: { readonly fixmedins_code: string };
  /** A clinic with a code of its own, beside the pharmacy. */
  readonly clinic: Place;
}

export interface Place {
  readonly fixmedins_code: string;
  readonly enrolment_code: string;
}

export function placeIn(ready: Ready, institution: 'pharmacy' | 'clinic'): Place {
  if (institution === 'clinic') return ready.clinic;
  return { fixmedins_code: ready.institution.fixmedins_code, enrolment_code: ready.enrolment_code };
}

export interface CentreProcess {
  readonly ready: Ready;
  /** Resolves when the process has ended. */
  stop(): Promise<void>;
}

/** The simulated centre as a process of its own; resolves when it is ready, rejects with the reason when it is not. */
export async function startCentre(
  data: string,
  packs: string,
  { people = [], aheadMs = 0 }: { readonly people?: readonly string[]; readonly aheadMs?: number } = {},
): Promise<CentreProcess> {
  const entry = join(packageRoot(), 'dist/centre.js');
  // Its standard input is our hand on it: when this process is gone, however it went, so is the centre.
  const files = people.flatMap((file) => ['--people', file]);
  const asked = ['--data', data, '--packs', packs, '--ahead-ms', String(aheadMs)];
  const child = spawn(process.execPath, [entry, ...asked, ...files, '--until-stdin-ends'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C is for the demonstration, which then ends the centre after the agent.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await readyLine(child);
  return {
    ready,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readyLine(child: ChildProcess): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`the simulated centre did not start: ${why}`));
    };
    const timer = setTimeout(() => fail(`no answer in ${READY_MS / 1000} s`), READY_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with code ${code}`));
    if (child.stdout === null) return fail('it has no output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer);
      resolve(JSON.parse(line) as Ready);
    });
  });
}
