/**
 * A whole centre on real sockets: store, authority, gRPC servers, control port. What a process or a test starts; it must
 * never read the machine's clock or dice itself.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../../agent/ports/clock.ts';
import { packageRoot } from '../../agent/root.ts';
import { Authority } from './adapters/authority.ts';
import { Centre } from './centre.ts';
import { control } from './control.ts';
import { delivered, type Faults, noFaults } from './delivery.ts';
import { DEMO_PHARMACY, type Institution } from './institution.ts';
import { demoPeople, seedPeople } from './people.ts';
import { enrol } from './registry.ts';
import { CentreServer } from './server.ts';
import { engineSettler, readCatalogue, readPacks, type Settler } from './settler.ts';
import { CentreStore } from './store.ts';

export interface HouseOptions {
  /** Holds centre.db and the authority; made when it is not there. */
  readonly data: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly enrolPort: number;
  readonly controlPort: number;
  /** Folder of policy packs; those of the project when left out. */
  readonly packs?: string;
  readonly clock: Clock;
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
  /** Breaks every connection. */
  drop(): void;
  close(): Promise<void>;
}

/** The settler over a folder of packs and the catalogue that comes with the project. */
export function installedSettler(packs = join(packageRoot(), 'agent/packs')): Settler {
  const files = readdirSync(packs).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  const texts = files.map((name) => ({ name, text: readFileSync(join(packs, name), 'utf8') }));
  const catalogue = JSON.parse(readFileSync(join(packageRoot(), 'simulator/catalogue/demo.json'), 'utf8'));
  return engineSettler(readPacks(texts), readCatalogue(catalogue));
}

/** Puts the demonstration's shop and persons into a store; what is there stays. */
export function seedDemo(store: CentreStore, wallMs: number): void {
  store.putInstitution(DEMO_PHARMACY.fixmedins_code, DEMO_PHARMACY);
  seedPeople(store, demoPeople(), new Date(wallMs).getUTCFullYear());
}

export async function openHouse(options: HouseOptions): Promise<House> {
  const { data, clock, newCode } = options;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const store = new CentreStore(join(data, 'centre.db'));
  seedDemo(store, clock.wallMs());
  const authority = Authority.open(data, clock.wallMs());
  const identity = authority.server(clock.wallMs());
  const faults = noFaults();
  const centre = new Centre({
    store,
    wallMs: () => clock.wallMs(),
    settle: installedSettler(options.packs),
    temper: faults,
  });
  const backend = delivered(centre, faults, clock);
  const terminals = await CentreServer.terminals(options.port, authority.certificate, identity, backend);
  const enrolment = await CentreServer.enrolment(options.enrolPort, identity, async (bytes) =>
    enrol(store, (request, dev_no) => authority.sign(request, dev_no, clock.wallMs()), bytes),
  );
  const drop = () => terminals.drop();
  const door = control({ store, faults, drop, newCode });
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(options.controlPort, '127.0.0.1', resolve);
  });
  return {
    ...{ store, faults, drop, institution: DEMO_PHARMACY, caFile: join(data, 'ca.pem') },
    ...{ port: terminals.port, enrolPort: enrolment.port, controlPort: (door.address() as AddressInfo).port },
    close: async () => {
      door.closeAllConnections();
      await Promise.all([terminals.close(), enrolment.close(), new Promise((closed) => door.close(closed))]);
      store.close();
    },
  };
}
