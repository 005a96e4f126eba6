/** The whole daemon and the whole centre on real sockets: a pack published there serves at the counter without a restart. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { type Daemon, startDaemon } from '../../agent/main.ts';
import { systemClock } from '../../simulator/centre/adapters/system-clock.ts';
import { type House, openHouse } from '../../simulator/centre/house.ts';
import { packPublication } from '../../simulator/centre/updates.ts';
import { until } from '../e2e/program.ts';
import { newFolder, SAMPLE, secondVersion, set, textOf } from './packs.ts';

let folder: string;
let house: House;
let daemon: Daemon | null = null;
/** What waits for a line of the log. */
let expected: { readonly line: string; readonly come: () => void }[];
let lines: string[];

beforeEach(async () => {
  folder = newFolder();
  [expected, lines] = [[], []];
  const newCode = () => 'C9';
  const data = join(folder, 'centre');
  house = await openHouse({ data, port: 0, enrolPort: 0, controlPort: 0, clock: systemClock(), newCode });
  house.store.putEnrolmentCode('C1', house.institution.fixmedins_code);
});
afterEach(async () => {
  await daemon?.stop();
  await house.close();
  rmSync(folder, { recursive: true });
});

function start(apiPort = 0): Promise<Daemon> {
  const note = (event: string, facts: object = {}) => {
    const line = `${event} ${Object.values(facts).join(' ')}`;
    lines.push(line);
    for (const one of expected) if (line.startsWith(one.line)) one.come();
  };
  return startDaemon({
    ...{ dataDir: join(folder, 'agent'), apiPort, packsDir: 'agent/packs', limits: DEFAULT_LIMITS },
    ...{ catalogueFile: 'simulator/catalogue/demo.json', acceptVirtual: true },
    centre: {
      ...{ address: `127.0.0.1:${house.port}`, enrolAddress: `127.0.0.1:${house.enrolPort}`, caFile: house.caFile },
      ...{ serverName: 'localhost', fixmedins_code: house.institution.fixmedins_code, enrolmentCode: 'C1' },
    },
    log: { info: note, warn: note, error: note },
    devices: { start: () => {}, stop: async () => {} },
  });
}

function logged(line: string): Promise<void> {
  return new Promise((come) => {
    if (lines.some((one) => one.startsWith(line))) come();
    else expected.push({ line, come });
  });
}

it('enrols under the same code again when it ended before the identity was on disk', async () => {
  // Where it would be drafted lies something else: the centre has answered, and nothing of it is kept.
  const inTheWay = join(folder, 'agent', 'identity.json.new');
  mkdirSync(inTheWay, { recursive: true, mode: 0o700 });
  await expect(start()).rejects.toMatchObject({ code: expect.stringContaining('EISDIR') });
  rmSync(inTheWay, { recursive: true });
  daemon = await start();
  expect(house.store.terminals().map(({ dev_no }) => dev_no)).toEqual([daemon.terminal.dev_no]);
});

it('answers nobody any more where a start failed after its API was opened', async () => {
  daemon = await start();
  const { port } = daemon;
  await daemon.stop();
  daemon = null;
  const inTheWay = join(folder, 'agent', 'api.json.new');
  mkdirSync(inTheWay);
  await expect(start(port)).rejects.toMatchObject({ code: expect.stringContaining('EISDIR') });
  rmSync(inTheWay, { recursive: true });
  daemon = await start(port);
  expect(daemon.port).toBe(port);
});

it('takes a published pack over and keeps it over a restart', async () => {
  const pack = textOf(secondVersion((one) => set(one, 'enddate', '9999-12-31')));
  house.updates.publish(packPublication(pack), Buffer.from(pack));
  daemon = await start();
  await logged(`update_in_force ${SAMPLE} 2`);
  expect(readFileSync(join(folder, 'agent', 'packs', `${SAMPLE}@2.json`), 'utf8')).toBe(pack);
  await daemon.stop();
  lines = [];
  daemon = await start();
  expect(lines.join('\n')).not.toContain('no_update_key');
  const index = JSON.parse(readFileSync(join(folder, 'agent', 'packs', 'index.json'), 'utf8'));
  expect(index.installed.map((one: { id: string; version: string }) => `${one.id}@${one.version}`)).toContain(
    `${SAMPLE}@2`,
  );
});

it('refuses a published pack that is unsound, and goes on', async () => {
  const pack = secondVersion((one) => set(one, 'enddate', '9999-12-31'));
  set(pack, 'layers', 'none');
  house.updates.publish(packPublication(textOf(pack)), Buffer.from(textOf(pack)));
  daemon = await start();
  await logged(`update_refused pack_unsound ${SAMPLE}@2.json  layers`);
  expect(daemon.agent.status().link.phase).toBe('ready');
});

it('goes by the limits of a signed profile at once and after a restart, and not by one that was changed on disk', async () => {
  const profile = (limits: object, more: object = {}) => Buffer.from(JSON.stringify({ profile: 1, limits, ...more }));
  const named = { kind: 'profile', name: 'counter', begndate: '', offered_from: '', offered_until: '' } as const;
  house.updates.publish({ ...named, version: '9' }, profile({ offlineAmount: '300.00', offlineHours: 24 }));
  house.updates.publish({ ...named, version: '10' }, profile({ offlineAmount: '250.00', offlineHours: 24 }));
  house.updates.publish(
    { ...named, name: 'elsewhere', version: '11' },
    profile({ offlineAmount: '1.00' }, { dev_no: 'X' }),
  );
  house.updates.publish(
    { ...named, name: 'later', version: '12', begndate: '9999-01-01' },
    profile({ offlineAmount: '2.00' }),
  );
  house.updates.publish({ ...named, name: 'wrong', version: '13' }, profile({ offlineAmount: 'plenty' }));
  daemon = await start();
  await logged('update_refused profile_invalid wrong@13  limits.offlineAmount');
  await logged('profile_in_force counter 10');
  const amount = () => daemon?.agent.status().offline_budget.amount;
  await until('the limit', () => amount() === 25_000);
  await daemon.stop();
  daemon = await start();
  expect(amount()).toBe(25_000);
  expect(daemon.agent.status().offline_budget.meters.find(({ unit }) => unit === 'hours')?.limit).toBe(24);
  await daemon.stop();
  const file = join(folder, 'agent', 'profile.json');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('250.00', '990.00'), { mode: 0o600 });
  daemon = await start();
  // The one before it, which nobody changed.
  expect(amount()).toBe(30_000);
});
