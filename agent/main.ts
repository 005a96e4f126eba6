/**
 * The composition root: from a configuration to a running daemon. The only place where adapters meet the shell; starts no
 * simulator and accepts virtual devices only when its caller says that this is a demonstration, a training or a test.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalogue } from './adapters/catalogue-file.ts';
import { deviceHost, forkDeviceHost } from './adapters/device-host.ts';
import { enrol } from './adapters/enrolment.ts';
import { GrpcLink } from './adapters/grpc-link.ts';
import { createHttpApi } from './adapters/http-api.ts';
import { installedPacks } from './adapters/pack-folder.ts';
import { dataKey, readSecret, writeSecret } from './adapters/secret-file.ts';
import { openStore } from './adapters/sqlite/store.ts';
import { systemClock, systemRandom } from './adapters/system-clock.ts';
import type { Agent } from './agent.ts';
import type { Limits } from './core/limits.ts';
import type { Terminal } from './core/state.ts';
import type { Devices } from './ports/devices.ts';
import type { Log } from './ports/log.ts';
import { packageRoot } from './root.ts';
import { createAgent } from './shell.ts';
import { VERSION } from './version.ts';
import { decodeTransaction, encodeTransaction } from './wire.ts';

export interface DaemonOptions {
  /** Holds ledger, keys and identity; made when it is not there. */
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly apiPort: number;
  readonly centre: {
    /** host:port of TerminalService and of EnrolmentService. */
    readonly address: string;
    readonly enrolAddress: string;
    /** PEM file of the centre's CA: the only one believed. */
    readonly caFile: string;
    readonly serverName?: string;
    readonly fixmedins_code: string;
    /** One-time code; needed once. */
    readonly enrolmentCode: string;
  };
  readonly packsDir: string;
  readonly catalogueFile: string;
  readonly limits: Limits;
  readonly acceptVirtual: boolean;
  readonly log: Log;
  /** Devices other than the machine's own: for demonstration, training and tests. */
  readonly devices?: Devices;
}

export interface Daemon {
  readonly agent: Agent;
  readonly terminal: Terminal;
  readonly port: number;
  readonly tokenPath: string;
  /** Stops taking commands, finishes the turn, closes everything. */
  stop(): Promise<void>;
}

export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { dataDir, log } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const clock = systemClock();
  const at = (name: string) => join(dataDir, name);
  const packs = installedPacks(options.packsDir);
  const catalogue = openCatalogue(options.catalogueFile);
  // The lock comes first: a second agent must change nothing, not even ask for another identity.
  const codec = { encode: encodeTransaction, decode: decodeTransaction };
  const store = openStore({ path: at('tongxing.db'), key: dataKey(at('data.key')), codec, catalogue });
  try {
    const identity = await identify(options, at('identity.json'), at('terminal.key'));
    const link = new GrpcLink({
      address: options.centre.address,
      ca: readFileSync(options.centre.caFile),
      certificate: Buffer.from(identity.certificate),
      key: readSecret(at('terminal.key')),
      clock,
      ...(options.centre.serverName === undefined ? {} : { serverName: options.centre.serverName }),
    });
    const devices = options.devices ?? nativeDevices(options, clock);
    const agent = createAgent({
      terminal: identity.terminal,
      formerMsgid: identity.last_msgid || null,
      limits: options.limits,
      packs,
      version: VERSION,
      clock,
      random: systemRandom(),
      store,
      link,
      devices,
      log,
    });
    const tokenPath = at('api.token');
    const api = await createHttpApi({ agent, clock, tokenPath, port: options.apiPort, version: VERSION });
    log.info('started', { port: api.port, dev_no: identity.terminal.dev_no });
    return {
      agent,
      terminal: identity.terminal,
      port: api.port,
      tokenPath,
      async stop() {
        await api.close();
        await agent.stop();
        log.info('stopped');
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

function nativeDevices(options: DaemonOptions, clock: ReturnType<typeof systemClock>): Devices {
  return deviceHost({
    drivers: { pcsc: { acceptVirtual: options.acceptVirtual } },
    clock,
    spawn: forkDeviceHost(join(packageRoot(), 'dist', 'device-host.js')),
  });
}

interface IdentityFile {
  readonly terminal: Terminal;
  /** PEM, leaf first. */
  readonly certificate: string;
  /** Last id of the slot's former holder; '' for none. */
  readonly last_msgid: string;
}

/** The identity on disk, or a new one from the centre. The key is written before the identity that names it. */
async function identify(options: DaemonOptions, identityPath: string, keyPath: string): Promise<IdentityFile> {
  if (existsSync(identityPath)) return JSON.parse(readFileSync(identityPath, 'utf8')) as IdentityFile;
  const { centre } = options;
  const enrolled = await enrol({
    address: centre.enrolAddress,
    ca: readFileSync(centre.caFile),
    ...(centre.serverName === undefined ? {} : { serverName: centre.serverName }),
    enrolment_code: centre.enrolmentCode,
    fixmedins_code: centre.fixmedins_code,
    agent_version: VERSION,
    deadlineMs: 10_000,
  });
  const { institution_kind: kind, institution_level: level } = enrolled;
  const identity: IdentityFile = {
    terminal: {
      dev_no: enrolled.dev_no,
      slot: enrolled.slot,
      fixmedins_code: centre.fixmedins_code,
      fixmedins_name: enrolled.fixmedins_name,
      mdtrtarea_admvs: enrolled.mdtrtarea_admvs,
      institution: {
        kind: kind === 'hospital' || kind === 'clinic' ? kind : 'pharmacy',
        level: level === '1' || level === '2' || level === '3' ? level : null,
        dual_channel: enrolled.dual_channel,
      },
    },
    certificate: enrolled.certificate,
    last_msgid: enrolled.last_msgid,
  };
  writeSecret(keyPath, enrolled.key);
  writeSecret(identityPath, JSON.stringify(identity, null, 2));
  options.log.info('enrolled', { dev_no: enrolled.dev_no, slot: enrolled.slot });
  return identity;
}
