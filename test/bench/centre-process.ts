/**
 * The other end in a process of its own: the simulated centre as it is, over a durable file and real sockets, or a sink
 * that only gives recorded answers (what the wire alone can do). Tells its parent where it listens and who may connect.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../agent/root.ts';
import { Authority, type Identity } from '../../simulator/centre/adapters/authority.ts';
import { Centre } from '../../simulator/centre/centre.ts';
import { delivered, noFaults } from '../../simulator/centre/delivery.ts';
import type { Institution } from '../../simulator/centre/institution.ts';
import { type Backend, CentreServer } from '../../simulator/centre/server.ts';
import { engineSettler, readCatalogue, readPacks } from '../../simulator/centre/settler.ts';
import { CentreStore } from '../../simulator/centre/store.ts';
import { identityOf } from '../protocol/terminal.ts';
import { echo } from './echo.ts';
import { readFrames } from './frames.ts';
import { CATALOGUE, shopClock, somebody, TERMINAL } from './shop.ts';

export interface CentreAsked {
  /** Where centre.db is to be, where a sink finds `replies` (or `replies-one`), and an echo its `answer`. */
  readonly folder: string;
  /** The simulated centre, recorded answers in frames or one by one, or all settled at once. */
  readonly as: 'centre' | 'sink' | 'sink-one' | 'echo';
  /** Persons 0 to people − 1 are known. */
  readonly people: number;
  /** A sign-in that is to be valid from the start; '' for none. */
  readonly sign_no: string;
}

export interface CentreReady {
  readonly address: string;
  readonly ca: string;
  readonly identity: Identity;
}

/** Runs until its parent goes away. */
export async function runCentre(asked: CentreAsked): Promise<void> {
  const authority = Authority.make(Date.now());
  const backend = backendOf(asked);
  const server = await CentreServer.terminals(0, authority.certificate, authority.server(Date.now()), backend);
  const ready: CentreReady = {
    address: `127.0.0.1:${server.port}`,
    ca: authority.certificate,
    identity: identityOf(authority, TERMINAL.dev_no),
  };
  process.once('disconnect', () => process.exit());
  process.send?.(ready);
}

function backendOf(asked: CentreAsked): Backend {
  switch (asked.as) {
    case 'centre':
      return centre(asked);
    case 'echo': {
      const [sample = new Uint8Array(0)] = readFrames(join(asked.folder, 'answer'));
      const respond = echo(sample, ECHO_ROWS);
      return (_dev_no, method, bytes, answer) => answer(respond(method, bytes));
    }
    case 'sink':
      return sink(asked.folder, 'replies');
    case 'sink-one':
      return sink(asked.folder, 'replies-one');
  }
}

/** More than the agent sends in a frame by itself: its own limit holds. */
const ECHO_ROWS = 500;

function sink(folder: string, name: string): Backend {
  const replies = readFrames(join(folder, name));
  let next = 0;
  return (_dev_no, _method, _bytes, answer) => {
    answer(replies[next % replies.length] ?? null);
    next += 1;
  };
}

function centre({ folder, people, sign_no }: CentreAsked): Backend {
  const store = new CentreStore(join(folder, 'centre.db'));
  const clock = shopClock();
  store.atomically(() => {
    const { fixmedins_code, fixmedins_name, mdtrtarea_admvs, institution: kind } = TERMINAL;
    const shop: Institution = {
      ...{ fixmedins_code, fixmedins_name, mdtrtarea_admvs, institution_kind: kind.kind, institution_level: '' },
      dual_channel: kind.dual_channel,
    };
    store.putInstitution(fixmedins_code, shop);
    store.putTerminal(TERMINAL.dev_no, fixmedins_code, TERMINAL.slot);
    if (sign_no !== '') store.signIn(sign_no, TERMINAL.dev_no, '001');
    for (let at = 0; at < people; at += 1) insure(store, at);
  });
  const packs = join(packageRoot(), 'agent/packs');
  const files = readdirSync(packs).filter((name) => /-sample\.json$/.test(name));
  const texts = files.map((name) => ({ name, text: readFileSync(join(packs, name), 'utf8') }));
  const settle = engineSettler(readPacks(texts), readCatalogue({ entries: CATALOGUE }));
  const faults = noFaults();
  return delivered(new Centre({ store, wallMs: () => clock.wallMs(), settle, temper: faults }), faults, clock);
}

function insure(store: CentreStore, at: number): void {
  const { credential, person } = somebody(at);
  const {
    balc,
    accumulators,
    as_of_ms: _1,
    included_epoch: _2,
    included_number: _3,
    outstanding: _4,
    accumulator_year,
    ...rest
  } = person;
  store.putPerson(person.psn_no, { ...rest, aid_category: null }, balc);
  store.putCredential(credential.mdtrt_cert_type, credential.mdtrt_cert_no, person.psn_no, credential.card_sn);
  for (const [name, amount] of Object.entries(accumulators))
    store.moveAccumulator(person.psn_no, accumulator_year, name, amount);
}
