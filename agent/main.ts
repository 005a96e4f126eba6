/**
 * The composition root: from a configuration to a running daemon. The only place where adapters meet the shell; starts no
 * simulator and accepts virtual devices only when its caller says that this is a demonstration, a training or a test.
 */
import { join } from 'node:path';
import type { CardSharing, SerialDevice, VendorReader } from '../drivers/contract.ts';
import { installedAt } from './adapters/catalogue/folder.ts';
import { openAnyCatalogue } from './adapters/catalogue/open.ts';
import { zipOf } from './adapters/detail-zip.ts';
import { openFrontRefs } from './adapters/front-refs.ts';
import { servePairedSystems } from './adapters/front-systems.ts';
import { GrpcLink } from './adapters/grpc-link.ts';
import { type IdentityFile, type IdentityFolder, identityFolder } from './adapters/identity-folder.ts';
import { lastAsked } from './adapters/last-asked.ts';
import { profileShelf } from './adapters/profile-shelf.ts';
import { serveRevocation } from './adapters/revocation/served.ts';
import { removeRunning, writeRunning } from './adapters/running-file.ts';
import { writeSecret } from './adapters/secret-file.ts';
import { textInZip } from './adapters/small-zip.ts';
import type { Witness } from './adapters/sqlite/evidence.ts';
import { systemClock, systemRandom } from './adapters/system-clock.ts';
import { type TerminalKey, terminalKey } from './adapters/terminal-key.ts';
import { isSignedBy } from './adapters/update-signature.ts';
import type { Agent } from './agent.ts';
import type { Limits } from './core/limits.ts';
import { isIdentity } from './core/numbering.ts';
import type { Trouble } from './core/problem.ts';
import type { Terminal } from './core/state.ts';
import { nativeDevices } from './devices.ts';
import { enrol } from './enrolment.ts';
import { frontRoutes } from './front/front.ts';
import { openLedger } from './ledger.ts';
import { createHttpApi, type HttpApi } from './local-api.ts';
import type { CatalogueLookup } from './ports/catalogue.ts';
import type { Clock } from './ports/clock.ts';
import type { Devices } from './ports/devices.ts';
import type { CallerRefs } from './ports/front.ts';
import type { HttpRoute } from './ports/http.ts';
import type { Log } from './ports/log.ts';
import { createPrinting } from './printing.ts';
import { profileInForce, profileTaker } from './profile.ts';
import type { Recorder } from './recording.ts';
import {
  catalogueNow,
  holdToSimulatedPersons,
  noteStart,
  type RecordingSwitch,
  recorderFor,
} from './recording-start.ts';
import { createAgent } from './shell.ts';
import { holdToThisMachine } from './training.ts';
import { createTuning, type Settings, type Tuning } from './tuning.ts';
import { packsToStartWith, revocationFolder, shelfOf, startKeeping, startUpkeep } from './upkeep.ts';
import { VERSION } from './version.ts';
import { WIRE_CODEC } from './wire.ts';

/** In the data folder: where the agent that runs on it answers. */
export const RUNNING_FILE = 'api.json';

export interface DaemonOptions {
  /** Holds ledger, keys and identity; made when it is not there. */
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly apiPort: number;
  /** Ports above it that may be taken instead when something else has it; default: none, and the start is refused. */
  readonly spareApiPorts?: number;
  /** Pages of other origins that may ask to be paired; default: none. */
  readonly allowedOrigins?: readonly string[];
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
  /** Folder of imported catalogues, or one JSON document. */
  readonly catalogueFile: string;
  readonly limits: Limits;
  /** Those the configuration states itself: they hold against a looser profile. */
  readonly limitsGiven?: readonly (keyof Limits)[];
  readonly acceptVirtual: boolean;
  /** Whether other programs may talk to a card at the same time; default: exclusive. */
  readonly cardSharing?: CardSharing;
  /** From a card's insertion to a verdict; default: the driver's. */
  readonly cardDeadlineMs?: number;
  /** Whether USB scanners are looked for; default: no. */
  readonly vendorReader?: VendorReader;
  readonly hidScanners?: boolean;
  readonly serialDevices?: readonly SerialDevice[];
  /** Paper width by printer; 80 where nothing is said. */
  readonly paper?: Readonly<Record<string, 58 | 80>>;
  readonly mode?: 'production' | 'training';
  readonly log: Log;
  /** Absent: nothing is recorded. */
  readonly recording?: RecordingSwitch;
  /** Devices other than the machine's own: for demonstration, training and tests. */
  readonly devices?: Devices;
  /** Another time than the machine's: for demonstration and training. */
  readonly clock?: Clock;
  /** What the counter page may do to a simulated world, under /demo/; for demonstration and training. */
  readonly stage?: readonly HttpRoute[];
}

/** What may change while the agent is at work. */
export interface LiveSettings extends Settings {
  readonly paper: Readonly<Record<string, 58 | 80>>;
  readonly allowedOrigins: readonly string[];
}

export interface Daemon {
  readonly agent: Agent;
  readonly terminal: Terminal;
  readonly port: number;
  readonly tokenPath: string;
  /** All of it at once, between two turns. */
  reload(settings: LiveSettings): void;
  /** What is wrong with the configuration as it stands now; null when nothing is. */
  configTrouble(trouble: Trouble | null): void;
  /** Whether the ledger answers and the agent has turned lately. */
  alive(): boolean;
  /** Stops taking commands, finishes the turn, closes everything. */
  stop(): Promise<void>;
}

export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  if (options.mode === 'training') holdToThisMachine([options.centre.address, options.centre.enrolAddress]);
  holdToSimulatedPersons(options.recording, options.mode);
  const { dataDir, log } = options;
  const identities = identityFolder(dataDir);
  const machine = systemClock();
  const given = options.clock ?? machine;
  const at = (name: string) => join(dataDir, name);
  const shelf = shelfOf(dataDir);
  const opened = openAnyCatalogue(options.catalogueFile, machine, log);
  let catalogue: CatalogueLookup = opened;
  const revocation = serveRevocation(revocationFolder(dataDir), machine, log);
  // The lock comes first: a second agent must change nothing, not even ask for another identity.
  let store: ReturnType<typeof openLedger> | null = null;
  let atWork: Agent | null = null;
  let tuned: Tuning | null = null;
  let callers: CallerRefs | null = null;
  let served: HttpApi | null = null;
  let recorder: Recorder | null = null;
  let key: TerminalKey | null = null;
  const witness: Witness = (evidence) => key?.sign(evidence) ?? new Uint8Array(0);
  try {
    const asked = catalogueNow(() => catalogue);
    const files = { codec: WIRE_CODEC, catalogue: asked, packs: shelf, revocation, witness };
    store = openLedger({ ...files, dataDir, nowMs: given.wallMs(), log });
    const ca = identities.trusted(options.centre.caFile);
    const identity = identities.read() ?? (await enrolTerminal(options, ca, identities));
    key = terminalKey(identities.key());
    const { mdtrtarea_admvs } = identity.terminal;
    const switched = options.recording;
    if (switched !== undefined)
      recorder = recorderFor(switched, { dataDir, recoveryKey: identity.recovery_key ?? '', clock: given, log });
    const clock = recorder?.clock ?? given;
    catalogue = recorder?.catalogue(opened) ?? opened;
    const packs = packsToStartWith(shelf, options.packsDir, mdtrtarea_admvs, clock.wallMs(), log);
    let certificate: Buffer = Buffer.from(identity.certificate);
    const toCentre = {
      address: options.centre.address,
      ca,
      certificate: () => certificate,
      key: identities.key(),
      clock,
      ...(options.centre.serverName === undefined ? {} : { serverName: options.centre.serverName }),
    };
    const profiles = profileShelf(at('profile.json'));
    const pinned = Buffer.from(identity.update_key ?? '', 'base64');
    const lastTold = lastAsked(at('updates.asked'));
    const tuning = createTuning({
      ...{ clock, log, settings: { limits: options.limits, limitsGiven: options.limitsGiven ?? [] } },
      profile: (day) =>
        profileInForce(profiles, identity.terminal, (text, signature) => isSignedBy(pinned, text, signature), day),
      ages: () => ({ catalogueMs: installedAt(options.catalogueFile), packsMs: lastTold.at() }),
    });
    // Whoever stands at the counter comes first: the centre is called once the API answers and who started us has heard so.
    let nowAnswering: () => void = () => {};
    const answering = new Promise<void>((resolve) => {
      nowAnswering = () => void machine.after(0, resolve);
    });
    const wire = new GrpcLink({ ...toCentre, certificate, after: answering });
    const counter = options.devices ?? nativeDevices(options, clock);
    const devices = recorder?.devices(counter) ?? counter;
    const startsOn = {
      terminal: identity.terminal,
      formerMsgid: isIdentity(identity.last_msgid, identity.terminal) ? identity.last_msgid : null,
      limits: tuning.limits(),
      packs,
    };
    if (recorder !== null) noteStart(recorder, dataDir, { ...startsOn, drivers: counter.drivers ?? {} }, opened);
    const working = createAgent({
      ...startsOn,
      version: VERSION,
      clock,
      random: recorder?.random(systemRandom()) ?? systemRandom(),
      store: recorder?.store(store) ?? store,
      link: recorder?.link(wire) ?? wire,
      devices,
      log,
    });
    const agent = recorder?.agent(working) ?? working;
    [atWork, tuned] = [agent, tuning];
    tuning.start(agent);
    let { paper = {}, allowedOrigins = [] } = options;
    const refs = openFrontRefs(at('front.db'), {
      nowMs: clock.wallMs(),
      onSetAside: (aside) => log.warn('front_notes_set_aside', { aside }),
    });
    callers = refs;
    const printing = createPrinting({
      agent,
      store,
      devices,
      catalogue,
      clock,
      terminal: identity.terminal,
      training: options.mode === 'training',
      widthOf: (device) => paper[device] ?? 80,
    });
    const tokenPath = at('api.token');
    const api = await createHttpApi({
      agent,
      catalogue,
      printing,
      // What a browser holds lasts by the machine's own time.
      clock: machine,
      tokenPath,
      port: options.apiPort,
      sparePorts: options.spareApiPorts,
      allowedOrigins: () => allowedOrigins,
      version: VERSION,
      log,
      training: options.mode === 'training',
      front: (staff) =>
        frontRoutes({
          ...{ agent, staff, refs, catalogue, clock, log },
          systems: servePairedSystems(at('front.json')),
          archive: { pack: zipOf, textIn: textInZip },
        }),
      ...(options.stage === undefined ? {} : { stage: options.stage }),
    });
    served = api;
    // For commands on this machine: where to ask, with the token beside it.
    writeSecret(at('api.port'), String(api.port));
    const address = `http://127.0.0.1:${api.port}`;
    writeRunning(at(RUNNING_FILE), { address, port: api.port, version: VERSION, wanted_port: options.apiPort });
    if (options.apiPort !== 0 && api.port !== options.apiPort)
      log.warn('port_taken', { wanted: options.apiPort, port: api.port });
    const profileOf = profileTaker(profiles, identity.terminal, tuning.look);
    const onAsked = (atMs: number) => {
      lastTold.note(atMs);
      tuning.look();
    };
    const updates = startUpkeep({ dataDir, fetch: toCentre, agent, shelf, identity, packs, log, profileOf, onAsked });
    const onRenewed = (renewed: Buffer) => {
      certificate = renewed;
      wire.renew(renewed);
    };
    const keeping = startKeeping({ dataDir, toCentre, agent, store, identities, identity, log, onRenewed });
    nowAnswering();
    log.info('started', { port: api.port, dev_no: identity.terminal.dev_no });
    return {
      agent,
      terminal: identity.terminal,
      port: api.port,
      tokenPath,
      reload(settings) {
        ({ paper, allowedOrigins } = settings);
        tuning.reload(settings);
      },
      configTrouble: (trouble) => agent.configured({ trouble }),
      alive: agent.alive,
      async stop() {
        removeRunning(at(RUNNING_FILE));
        tuning.stop();
        await api.close();
        await updates.stop();
        await keeping.stop();
        recorder?.end(agent);
        recorder?.close();
        await agent.stop();
        refs.close();
        opened.close();
        revocation.close();
        log.info('stopped');
      },
    };
  } catch (error) {
    // Its API, its devices and its link would go on for ever with nobody to stop them.
    await served?.close();
    tuned?.stop();
    await atWork?.stop();
    recorder?.close();
    callers?.close();
    store?.close();
    opened.close();
    revocation.close();
    throw error;
  }
}

/** A new identity from the centre, on disk before it is used; its key is there before it is asked for. */
async function enrolTerminal(options: DaemonOptions, ca: Buffer, identities: IdentityFolder): Promise<IdentityFile> {
  const { centre } = options;
  const enrolled = await enrol({
    address: centre.enrolAddress,
    ca,
    ...(centre.serverName === undefined ? {} : { serverName: centre.serverName }),
    key: identities.keyToEnrol(),
    enrolment_code: centre.enrolmentCode,
    fixmedins_code: centre.fixmedins_code,
    agent_version: VERSION,
    deadlineMs: 10_000,
  });
  const { dev_no, slot, institution_kind: kind, institution_level: level } = enrolled;
  const identity: IdentityFile = {
    terminal: {
      dev_no,
      slot,
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
    update_key: Buffer.from(enrolled.update_key).toString('base64'),
    recovery_key: Buffer.from(enrolled.recovery_key).toString('base64'),
  };
  identities.write(identity);
  options.log.info('enrolled', { dev_no, slot });
  return identity;
}
