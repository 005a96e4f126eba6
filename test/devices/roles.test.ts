/** Which device plays which role: as a table, as laws over any set of devices, and at a counter that is started again. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LearnedRole, type Placement, type PresentDevice, placeRoles } from '../../agent/core/roles.ts';
import { Counter } from '../agent/counter.ts';

const XENON = { type: 'scanner', model: 'Xenon', vid: '0C2E', pid: '0B61' } as const;
const ACS = { type: 'reader', model: 'ACS ACR39U', vid: '', pid: '' } as const;

const scanner = (device: string, serial: string, port: string): PresentDevice => ({ ...XENON, device, serial, port });
const role = (name: string, serial: string, port: string): LearnedRole => ({ ...XENON, role: name, serial, port });

/** "counter=d1", "store absent", "both d1|d2". */
function line(placement: Placement): string {
  if (placement.state === 'here') return `${placement.role}=${placement.device}`;
  return placement.state === 'absent' ? `${placement.role} absent` : `${placement.role} ${placement.devices.join('|')}`;
}

const TABLE: readonly (readonly [string, readonly LearnedRole[], readonly PresentDevice[], string])[] = [
  ['where it was learned', [role('a', 'S1', '1-1')], [scanner('d1', 'S1', '1-1')], 'a=d1'],
  ['by its serial number at another port', [role('a', 'S1', '1-1')], [scanner('d9', 'S1', '2-4')], 'a=d9'],
  ['not another serial number at its port', [role('a', 'S1', '1-1')], [scanner('d1', 'S2', '1-1')], 'a absent'],
  ['without a serial number, the only one there', [role('a', '', '1-1')], [scanner('d1', '', '2-4')], 'a=d1'],
  [
    'without a serial number, the one at its port',
    [role('a', '', '1-1')],
    [scanner('d1', '', '2-4'), scanner('d2', '', '1-1')],
    'a=d2',
  ],
  [
    'two without a serial number, neither at its port: not told apart',
    [role('a', '', '1-1')],
    [scanner('d2', '', '2-5'), scanner('d1', '', '2-4')],
    'a d1|d2',
  ],
  [
    'two that bear the same serial number, by their ports',
    [role('a', '000000', '1-1'), role('b', '000000', '1-2')],
    [scanner('d1', '000000', '1-2'), scanner('d2', '000000', '1-1')],
    'a=d2 b=d1',
  ],
  [
    'one of two alike left, at its own port: the other is absent',
    [role('a', '', '1-1'), role('b', '', '1-2')],
    [scanner('d7', '', '1-2')],
    'a absent b=d7',
  ],
  [
    'one of two alike left, elsewhere: it may be either',
    [role('a', '', '1-1'), role('b', '', '1-2')],
    [scanner('d7', '', '3-1')],
    'a d7 b d7',
  ],
  [
    'one of two alike moved: what is left over is it',
    [role('a', '', '1-1'), role('b', '', '1-2')],
    [scanner('d1', '', '1-1'), scanner('d7', '', '3-1')],
    'a=d1 b=d7',
  ],
  [
    'a reader by its model, whatever number PC/SC gives it',
    [{ ...ACS, role: 'reader', serial: '', port: '1-1' }],
    [{ ...ACS, device: 'pcsc:ACS ACR39U 03 00', serial: '', port: '1-4' }],
    'reader=pcsc:ACS ACR39U 03 00',
  ],
  [
    'not the antenna for the contacts of one reader',
    [{ ...ACS, model: 'Dual [ICC]', role: 'reader', serial: 'S1', port: '1-1' }],
    [{ ...ACS, model: 'Dual [PICC]', device: 'p', serial: 'S1', port: '1-1' }],
    'reader absent',
  ],
  [
    'learned at no port, beside one that is at none and one like it: it may be either',
    [role('a', '', '')],
    [scanner('d1', '', ''), scanner('d2', '', '1-2')],
    'a d1|d2',
  ],
  [
    'two at one port under one serial number: not told apart',
    [role('a', 'S1', '1-1')],
    [scanner('d1', 'S1', '1-1'), scanner('d2', 'S1', '1-1')],
    'a d1|d2',
  ],
  [
    'two roles learned at one port: what is there may be either',
    [role('a', '', '1-1'), role('b', '', '1-1')],
    [scanner('d1', '', '1-1')],
    'a d1 b d1',
  ],
  [
    'three alike, each at its own port',
    [role('a', '', '1-1'), role('b', '', '1-2'), role('c', '', '1-3')],
    [scanner('d3', '', '1-3'), scanner('d1', '', '1-1'), scanner('d2', '', '1-2')],
    'a=d1 b=d2 c=d3',
  ],
  [
    'at its port, whatever else was learned there',
    [role('a', '', '1-1'), { ...ACS, role: 'reader', serial: '', port: '1-1' }],
    [scanner('d1', '', '1-1'), scanner('d2', '', '1-2')],
    'a=d1 reader absent',
  ],
  [
    'by what USB calls it, whatever its name is now',
    [role('a', '', '1-1')],
    [{ ...scanner('d1', '', '1-1'), model: 'Xenon 1900' }],
    'a=d1',
  ],
  [
    'by its name where USB calls it nothing',
    [{ ...role('a', '', '1-1'), vid: '', pid: '' }],
    [{ ...scanner('d1', '', '1-1'), vid: '', pid: '', model: 'Voyager' }],
    'a absent',
  ],
];

describe('a role finds its device', () => {
  it.each(TABLE)('%s', (_, roles, present, expected) => {
    expect(placeRoles(roles, present).map(line).join(' ')).toBe(expected);
  });
});

const features = fc.record({
  type: fc.constantFrom('reader', 'scanner', 'printer'),
  model: fc.constantFrom('M1', 'M2'),
  vid: fc.constantFrom('', '0C2E'),
  pid: fc.constantFrom('0B61', '0B62'),
  serial: fc.constantFrom('', 'S1', 'S2'),
  port: fc.constantFrom('', '1-1', '1-2', '1-3'),
});
const devices = fc
  .array(features, { maxLength: 6 })
  .map((all) => all.map((one, at): PresentDevice => ({ ...one, device: `d${at}` })));
const roles = fc
  .array(features, { maxLength: 6 })
  .map((all) => all.map((one, at): LearnedRole => ({ ...one, role: `r${at}` })));
const sorted = (placements: readonly Placement[]) => placements.map(line).toSorted();

describe('whatever is learned and whatever is plugged in', () => {
  it('no device has two roles, and every role is placed once', () => {
    fc.assert(
      fc.property(roles, devices, (learned, present) => {
        const placed = placeRoles(learned, present);
        const taken = placed.flatMap((one) => (one.state === 'here' ? [one.device] : []));
        expect(new Set(taken).size).toBe(taken.length);
        expect(placed.map((one) => one.role)).toEqual(learned.map((one) => one.role));
      }),
    );
  });

  it('neither the order of devices nor that of roles decides anything', () => {
    fc.assert(
      fc.property(roles, devices, (learned, present) => {
        const placed = sorted(placeRoles(learned, present));
        expect(sorted(placeRoles(learned.toReversed(), present.toReversed()))).toEqual(placed);
      }),
    );
  });

  it('a serial number never stands for another, nor a scanner for a printer', () => {
    fc.assert(
      fc.property(roles, devices, (learned, present) => {
        for (const [at, one] of placeRoles(learned, present).entries()) {
          if (one.state !== 'here') continue;
          const device = present.find((each) => each.device === one.device);
          expect([device?.serial, device?.type]).toEqual([learned[at]?.serial, learned[at]?.type]);
        }
      }),
    );
  });

  it('devices of one kind with serial numbers of their own are found at any port under any number', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[A-Z0-9]{4}$/), { maxLength: 6 }), fc.nat(), (serials, shift) => {
        const learned = serials.map((serial, at) => role(`r-${serial}`, serial, `1-${at}`));
        const moved = serials.map((serial, at) => scanner(`d-${serial}`, serial, `1-${(at + shift) % 7}`));
        expect(placeRoles(learned, moved).map(line)).toEqual(serials.map((serial) => `r-${serial}=d-${serial}`));
      }),
    );
  });
});

/** A reader as the driver tells it, under the number PC/SC gives it now. */
function plug(counter: Counter, index: string, serial: string, port = ''): string {
  const model = 'ACS ACR39U';
  const name = `${model}${serial === '' ? '' : ` (${serial})`} ${index} 00`;
  const device = `pcsc:${name}`;
  const identity = { vid: '', pid: '', serial, port, model };
  counter.device({ kind: 'device_added', device, name, virtual: false, identity });
  return device;
}

describe('the reader named "reader" at a counter', () => {
  async function named(serial: string): Promise<Counter> {
    const counter = new Counter();
    await counter.connect();
    await counter.signIn();
    const device = plug(counter, '00', serial);
    expect(await counter.command({ kind: 'name_device', role: 'reader', device })).toMatchObject({ ok: true });
    return counter;
  }

  it('is found again under another number after the agent was started anew', async () => {
    const counter = await named('S7');
    counter.crash();
    await counter.connect();
    expect(counter.agent.status().roles).toMatchObject([{ role: 'reader', state: 'absent', device: null }]);
    const other = plug(counter, '00', 'S8');
    const device = plug(counter, '01', 'S7');
    await counter.run();
    expect(counter.agent.status().roles).toMatchObject([{ role: 'reader', state: 'here', device }]);
    expect(counter.agent.status().devices.map((one) => [one.device, one.role])).toEqual([
      [other, null],
      [device, 'reader'],
    ]);
    await counter.agent.stop();
  });

  it('is the one a sale reads, also when another reader holds a card, and by its name too', async () => {
    const counter = await named('S7');
    const other = plug(counter, '01', 'S8');
    counter.insertCard(other);
    await counter.run();
    expect(await counter.command({ kind: 'open_session' })).toMatchObject({ ok: false, problem: { code: 'no_card' } });
    await counter.command({ kind: 'name_device', role: '2号窗口', device: other });
    const opened = counter.give({ kind: 'open_session', device: '2号窗口' });
    await counter.run();
    expect(Object.values(counter.agent.sessions())).toMatchObject([{ device: other }]);
    counter.removeCard(other);
    await counter.run();
    expect(await opened).toMatchObject({ ok: false });
    await counter.agent.stop();
  });

  it('that is unplugged is absent, and another of its kind does not take its place', async () => {
    const counter = await named('S7');
    counter.device({ kind: 'device_removed', device: 'pcsc:ACS ACR39U (S7) 00 00' });
    plug(counter, '01', 'S8');
    await counter.run();
    const refused = { ok: false, problem: { code: 'role_absent', facts: { role: 'reader' } } };
    expect(await counter.command({ kind: 'open_session' })).toMatchObject(refused);
    await counter.agent.stop();
  });

  it('that cannot be told from another is an error that names both, told when the second is plugged in', async () => {
    const counter = await named('');
    const told: unknown[] = [];
    counter.agent.subscribe(null, ({ notice }) => told.push(notice));
    const second = plug(counter, '01', '');
    await counter.run();
    expect(told).toContainEqual({ kind: 'device', device: second, what: 'device_problem', code: 'role_ambiguous' });
    const outcome = await counter.command({ kind: 'open_session' });
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'role_ambiguous', facts: { devices: `pcsc:ACS ACR39U 00 00, ${second}` } },
    });
    expect(await counter.command({ kind: 'name_device', role: 'x', device: second })).toMatchObject({
      ok: false,
      problem: { code: 'role_ambiguous' },
    });
    await counter.agent.stop();
  });

  it('is named beside one like it that is at another port, and each is found at its own', async () => {
    const counter = new Counter();
    const [one, other] = [plug(counter, '00', '', '1-1'), plug(counter, '01', '', '1-2')];
    await counter.run();
    expect(await counter.command({ kind: 'name_device', role: 'reader', device: one })).toMatchObject({ ok: true });
    expect(await counter.command({ kind: 'name_device', role: 'other', device: other })).toMatchObject({ ok: true });
    expect(counter.agent.status().roles).toMatchObject([
      { role: 'other', state: 'here', device: other },
      { role: 'reader', state: 'here', device: one },
    ]);
    await counter.agent.stop();
  });

  it('is another device once that is named so, and nothing by the name of one that is not there', async () => {
    const counter = await named('S7');
    const told: unknown[] = [];
    counter.agent.subscribe(null, ({ notice }) => told.push(notice));
    const other = plug(counter, '01', 'S8');
    await counter.run();
    expect(await counter.command({ kind: 'name_device', role: 'reader', device: other })).toMatchObject({ ok: true });
    expect(told).toContainEqual({ kind: 'device', device: other, what: 'device_named', code: null });
    const unknown = { ok: false, problem: { code: 'device_unknown', facts: { device: 'nothing' } } };
    expect(await counter.command({ kind: 'name_device', role: 'reader', device: 'nothing' })).toMatchObject(unknown);
    expect(counter.agent.status().roles.map(({ role: name, device }) => [name, device])).toEqual([['reader', other]]);
    await counter.agent.stop();
  });

  it('can be forgotten, and a device has the name it was given last', async () => {
    const counter = await named('S7');
    const device = 'pcsc:ACS ACR39U (S7) 00 00';
    await counter.command({ kind: 'name_device', role: 'other', device });
    expect(counter.agent.status().roles).toMatchObject([{ role: 'other', device }]);
    expect(await counter.command({ kind: 'forget_role', role: 'other' })).toMatchObject({ ok: true });
    expect(await counter.command({ kind: 'forget_role', role: 'other' })).toMatchObject({
      ok: false,
      problem: { code: 'role_unknown' },
    });
    expect(counter.agent.status().roles).toEqual([]);
    await counter.agent.stop();
  });
});
