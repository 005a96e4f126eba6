/**
 * A whole centre on real sockets: store, authority, gRPC servers, control port. What a process or a test starts; it must
 * never read the machine's clock or dice itself.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { civilTime, dateOf } from '../../agent/core/time.ts';
import type { Clock } from '../../agent/ports/clock.ts';
import { packageRoot } from '../../agent/root.ts';
import { Authority } from './adapters/authority.ts';
import { RecoveryKey } from './adapters/recovery-key.ts';
import { UpdateKey } from './adapters/update-key.ts';
import { CareDesk } from './care.ts';
import { Centre } from './centre.ts';
import { control } from './control.ts';
import { delivered, type Faults, noFaults } from './delivery.ts';
import { DEMO_CLINIC, DEMO_PHARMACY, type Institution } from './institution.ts';
import { type CentrePerson, demoPeople, seedPeople } from './people.ts';
import { enrol, type Signer } from './registry.ts';
import { CentreServer } from './server.ts';
import { engineSettler, readCatalogue, readPacks, type Settler } from './settler.ts';
import { CentreStore } from './store.ts';
import { packPublication, UpdateShelf } from './updates.ts';

export interface HouseOptions {
  /** Holds centre.db and the authority; made when it is not there. */
  readonly data: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly enrolPort: number;
  readonly controlPort: number;
  /** Folder of policy packs; those of the project when left out. */
  readonly packs?: string;
  /** Persons besides those of the demonstration's cards; a person who is there keeps balance and accumulators. */
  readonly people?: readonly CentrePerson[];
  readonly clock: Clock;
  /** Lets its clock leap ahead, for a demonstration that goes on to tomorrow. */
  readonly leapTo?: (aheadMs: number) => void;
  /** A fresh enrolment code each time. */
  readonly newCode: () => string;
}

export interface House {
  readonly port: number;
  readonly enrolPort: number;
  readonly controlPort: number;
  /** File with the certificate terminals are to trust. */
  readonly caFile: string;
  readonly institution: Institution;
  readonly store: CentreStore;
  readonly faults: Faults;
  readonly updates: UpdateShelf;
  readonly care: CareDesk;
  readonly recovery: RecoveryKey;
  /** Breaks every connection. */
  drop(): void;
  close(): Promise<void>;
}

/** The settler over a folder of packs and the catalogue that comes with the project. */
export function installedSettler(packs?: string): Settler {
  return engineSettler(readPacks(packTexts(packs)), demoCatalogue());
}

function packTexts(packs = join(packageRoot(), 'agent/packs')) {
  const files = readdirSync(packs).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  return files.sort().map((name) => ({ name, text: readFileSync(join(packs, name), 'utf8') }));
}

function demoCatalogue() {
  return readCatalogue(JSON.parse(readFileSync(join(packageRoot(), 'simulator/catalogue/demo.json'), 'utf8')));
}

/** The settler over what is published: a pack put in later is used from its first day on. */
function publishedSettler(updates: UpdateShelf): Settler {
  const catalogue = demoCatalogue();
  let known = -1;
  let settle: Settler = () => ({ fault: 'no pack' });
  return (person, sale, institution) => {
    if (updates.revision !== known) {
      // The last published comes first: of two that begin alike the engine takes the first.
      const texts = updates.published('pack').toReversed();
      settle = engineSettler(
        texts.flatMap(({ name, bytes }) => soundPack(name, bytes.toString())),
        catalogue,
      );
      known = updates.revision;
    }
    return settle(person, sale, institution);
  };
}

/** A centre may publish what is no pack, to see terminals refuse it; it does not settle by it. */
function soundPack(name: string, text: string) {
  try {
    return readPacks([{ name, text }]);
  } catch {
    return [];
  }
}

function openUpdates(data: string, packs: string | undefined): UpdateShelf {
  const updates = new UpdateShelf({ folder: join(data, 'updates'), key: UpdateKey.open(data) });
  for (const { text } of packTexts(packs)) updates.offer(packPublication(text), Buffer.from(text));
  updates.load();
  return updates;
}

/** Puts the demonstration's shop, clinic and persons into a store; what is there stays. */
export function seedDemo(store: CentreStore, wallMs: number): void {
  for (const place of [DEMO_PHARMACY, DEMO_CLINIC]) store.putInstitution(place.fixmedins_code, place);
  seedPeople(store, demoPeople(), new Date(wallMs).getUTCFullYear());
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const { data, clock, newCode } = options;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = new CentreStore(join(data, 'centre.db'));
  seedDemo(store, clock.wallMs());
  seedPeople(store, options.people ?? [], new Date(clock.wallMs()).getUTCFullYear());
  const authority = Authority.open(data, clock.wallMs());
  const identity = authority.server(clock.wallMs());
  const faults = noFaults();
  const updates = openUpdates(data, options.packs);
  const centre = new Centre({
    store,
    wallMs: () => clock.wallMs(),
    settle: publishedSettler(updates),
    temper: faults,
  });
  const recovery = RecoveryKey.open(data);
  const sign: Signer = (request, dev_no, spki) => authority.sign(request, dev_no, clock.wallMs(), spki);
  const care = new CareDesk({ path: join(data, 'care.db'), sign, recoveryKey: recovery.spki });
  const backend = delivered(centre, faults, clock);
  const terminals = await CentreServer.terminals(
    options.port,
    authority.certificate,
    identity,
    backend,
    (dev_no, bytes) =>
      store.terminal(dev_no)?.revoked === 0 ? updates.serve(bytes, dateOf(civilTime(clock.wallMs()))) : null,
    { desk: care, wallMs: () => clock.wallMs() },
  );
  const enrolment = await CentreServer.enrolment(options.enrolPort, identity, async (bytes) =>
    enrol(store, sign, bytes, updates.publicKey, recovery.spki),
  );
  const drop = () => terminals.drop();
  const wallMs = () => clock.wallMs();
  const { statements, vouchers } = centre;
  const leap = options.leapTo === undefined ? {} : { leapTo: options.leapTo };
  const door = control({
    store,
    faults,
    drop,
    newCode,
    updates,
    care,
    recovery,
    statements,
    vouchers,
    wallMs,
    ...leap,
  });
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(options.controlPort, '127.0.0.1', resolve);
  });
  return {
    ...{ store, faults, updates, care, recovery, drop, institution: DEMO_PHARMACY, caFile: join(data, 'ca.pem') },
    ...{ port: terminals.port, enrolPort: enrolment.port, controlPort: (door.address() as AddressInfo).port },
    close: async () => {
      door.closeAllConnections();
      await Promise.all([terminals.close(), enrolment.close(), new Promise((closed) => door.close(closed))]);
      store.close();
      care.close();
    },
  };
}
