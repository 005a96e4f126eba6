/** The wall between native modules and the agent: what the agent hears when the device process crashes or hangs. */

import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { deviceClock } from '../../agent/adapters/device-clock.ts';
import { deviceHost, forkDeviceHost, type HostListener } from '../../agent/adapters/device-host.ts';
import type { ToDeviceHost } from '../../agent/adapters/device-message.ts';
import type { DeviceEvent, DriverOptions } from '../../drivers/contract.ts';
import { eventLog } from './event-log.ts';
import { quiet, virtualClock } from './virtual-clock.ts';

const DRIVERS = { pcsc: { acceptVirtual: true } };
const X = 'pcsc:X';

/** Device processes that do what the test says. `held`: by the kernel, so that no kill ends them. */
function supervised(held = false, drivers: DriverOptions = DRIVERS) {
  const clock = virtualClock();
  const log = eventLog();
  const lives: { readonly listener: HostListener; sent: ToDeviceHost[]; killed: boolean; disconnected: boolean }[] = [];
  const devices = deviceHost({
    drivers,
    clock,
    spawn(listener) {
      const life = { listener, sent: [] as ToDeviceHost[], killed: false, disconnected: false };
      lives.push(life);
      const exit = (detail: string): void => queueMicrotask(() => listener.exit(detail));
      return {
        send: (message) => void life.sent.push(message),
        disconnect() {
          life.disconnected = true;
          if (!held) exit('ended');
        },
        kill() {
          life.killed = true;
          if (!held) exit('SIGKILL');
        },
      };
    },
  });
  devices.start(log.listener);
  const last = () => {
    const life = lives.at(-1);
    if (life === undefined) throw new Error('no process');
    return life;
  };
  return {
    clock,
    log,
    lives,
    devices,
    last,
    beat: (operationMs = 0) => last().listener.message({ kind: 'beat', operationMs }),
    say: (event: DeviceEvent) => last().listener.message({ kind: 'event', event }),
    reader: () =>
      last().listener.message({ kind: 'event', event: { kind: 'device_added', device: X, name: 'X', virtual: false } }),
    card: (presence: number) =>
      last().listener.message({ kind: 'event', event: { kind: 'card_inserted', device: X, presence, atr: '' } }),
  };
}

describe('the supervisor of the device process', () => {
  it('tells of a card being read that its reading failed, of every card and device that it is gone', () => {
    const host = supervised();
    host.beat();
    host.reader();
    host.card(1);
    host.last().listener.exit('SIGSEGV');
    expect(host.log.story()).toEqual([
      'service device-host up',
      'device_added',
      'card_inserted',
      'card_failed card_timeout',
      'card_removed',
      'device_removed',
      'service device-host down',
    ]);
  });

  it('tells of each device once that it is gone, of an empty one no card, and of none that was gone before', async () => {
    const host = supervised();
    host.beat();
    for (const device of ['pcsc:Y', 'pcsc:Z']) host.say({ kind: 'device_added', device, name: '', virtual: false });
    host.say({ kind: 'device_removed', device: 'pcsc:Z' });
    host.last().listener.exit('SIGSEGV');
    await host.clock.advance(250);
    host.last().listener.exit('SIGSEGV');
    expect(host.log.story().slice(3)).toEqual([
      'device_removed',
      'device_removed',
      'service device-host down',
      'service device-host down',
    ]);
    expect(host.log.of('device_removed').map(({ device }) => device)).toEqual(['pcsc:Z', 'pcsc:Y']);
  });

  it('hands a PIN to the process by the presence that it counts itself', async () => {
    const host = supervised();
    host.beat();
    host.reader();
    host.card(7);
    host.last().listener.exit('SIGSEGV');
    await host.clock.advance(250);
    host.reader();
    host.card(2);
    expect(host.log.of('card_inserted').at(-1)?.presence).toBe(9);
    host.devices.pin?.(X, 9, '123456');
    expect(host.last().sent.at(-1)).toEqual({ kind: 'pin', device: X, presence: 2, pin: '123456' });
  });

  it('tells of a card that was read only that it is gone', () => {
    const host = supervised();
    host.beat();
    host.reader();
    host.card(1);
    host.say({ kind: 'card_failed', device: X, presence: 1, code: 'card_expired', detail: '' });
    host.last().listener.exit('SIGSEGV');
    expect(host.log.story().slice(3)).toEqual([
      'card_failed card_expired',
      'card_removed',
      'device_removed',
      'service device-host down',
    ]);
  });

  it('counts presence on from where the lost process was, also for a reader that was unplugged before', async () => {
    const host = supervised();
    host.beat();
    host.reader();
    host.card(7);
    host.say({ kind: 'card_removed', device: X, presence: 7 });
    host.say({ kind: 'device_removed', device: X });
    host.last().listener.exit('SIGSEGV');
    await host.clock.advance(250);
    host.reader();
    host.card(1);
    expect(host.log.of('card_inserted').map(({ presence }) => presence)).toEqual([7, 8]);
  });

  it('kills a process that does not beat for 5 s, and hears nothing more from it', async () => {
    const host = supervised();
    host.beat();
    host.reader();
    await host.clock.advance(4999);
    expect(host.last().killed).toBe(false);
    const first = host.last();
    await host.clock.advance(1);
    expect(first.killed).toBe(true);
    first.listener.message({ kind: 'event', event: { kind: 'card_inserted', device: X, presence: 1, atr: '' } });
    expect(host.log.of('card_inserted')).toEqual([]);
    expect(host.log.of('service').at(-1)?.detail).toContain('no heartbeat');
  });

  it('kills a process that beats while a native call does not return', async () => {
    const host = supervised();
    host.beat(7900);
    expect(host.last().killed).toBe(false);
    host.beat(8900);
    await quiet();
    expect(host.lives[0]?.killed).toBe(true);
    expect(host.log.of('service').at(-1)?.detail).toContain('native call');
  });

  it('leaves a native call as much time as a card may take, where that was made longer', async () => {
    const host = supervised(false, { pcsc: { acceptVirtual: true, readDeadlineMs: 20_000 } });
    host.beat(19_900);
    expect(host.last().killed).toBe(false);
    host.beat(23_100);
    await quiet();
    expect(host.lives[0]?.killed).toBe(true);
  });

  it('tells of a process that no kill ends that its devices are gone, once, and starts another when it has ended', async () => {
    const host = supervised(true);
    host.beat();
    host.reader();
    host.card(1);
    host.devices.print?.('serial:p', { job: 'lost', bytes: Uint8Array.of(1) });
    const first = host.last();
    await host.clock.advance(5_000);
    host.say({ kind: 'card_removed', device: X, presence: 1 });
    await host.clock.advance(2_000);
    host.devices.print?.('serial:p', { job: 'late', bytes: Uint8Array.of(1) });
    const told = [
      'service device-host up',
      'device_added',
      'card_inserted',
      'printed',
      'card_failed card_timeout',
      'card_removed',
      'device_removed',
      'service device-host down',
      'printed',
    ];
    expect(host.log.story()).toEqual(told);
    expect(host.log.of('service').at(-1)?.detail).toBe('no heartbeat for 5000 ms; killed, and does not end');
    await host.clock.advance(60_000);
    expect(host.lives).toHaveLength(1);
    first.listener.exit('SIGKILL');
    await host.clock.advance(250);
    expect(host.lives).toHaveLength(2);
    expect(host.log.story()).toEqual(told);
  });

  it('is stopped itself though a process does not end', async () => {
    const host = supervised(true);
    host.beat();
    let stopped = false;
    void host.devices.stop().then(() => {
      stopped = true;
    });
    await host.clock.advance(1_000);
    expect([host.last().killed, stopped]).toEqual([true, false]);
    await host.clock.advance(2_000);
    expect([stopped, host.clock.waiting()]).toEqual([true, 0]);
  });

  it('kills a process that never begins to beat', async () => {
    const host = supervised();
    await host.clock.advance(15_000);
    expect(host.lives[0]?.killed).toBe(true);
  });

  it('gives a process that was too slow to begin twice the time at its next start, up to two minutes', async () => {
    const host = supervised();
    const another = async () => {
      for (const lives = host.lives.length; host.lives.length === lives; ) await host.clock.advance(50);
    };
    const killedAfter = async (limitMs: number) => {
      await host.clock.advance(limitMs - 1);
      expect(host.last().killed).toBe(false);
      await host.clock.advance(1);
      expect(host.lives.at(-1)?.killed).toBe(true);
      await another();
    };
    for (const limitMs of [15_000, 30_000, 60_000, 120_000, 120_000]) await killedAfter(limitMs);
    // The usual again once one came up.
    host.beat();
    host.last().listener.exit('SIGSEGV');
    await another();
    await killedAfter(15_000);
  });

  it('starts it again for ever, with longer pauses up to 5 s', async () => {
    const host = supervised();
    const pauses: number[] = [];
    for (let death = 0; death < 200; death += 1) {
      const lives = host.lives.length;
      const since = host.clock.monotonicMs();
      host.last().listener.exit('SIGABRT');
      while (host.lives.length === lives) await host.clock.advance(50);
      pauses.push(host.clock.monotonicMs() - since);
    }
    expect(pauses.slice(0, 6)).toEqual([250, 500, 1000, 2000, 5000, 5000]);
    expect(pauses.at(-1)).toBe(5000);
  });

  it('pauses briefly again after a process that lived half a minute', async () => {
    const host = supervised();
    host.last().listener.exit('SIGABRT');
    await host.clock.advance(250);
    for (let second = 0; second < 30; second += 1) {
      host.beat();
      await host.clock.advance(1000);
    }
    host.last().listener.exit('SIGABRT');
    await host.clock.advance(250);
    expect(host.lives.length).toBe(3);
  });

  it('ends every print job that a lost process had, and those nobody can take', async () => {
    const host = supervised();
    host.beat();
    host.devices.print?.('serial:p', { job: 'done', bytes: Uint8Array.of(1) });
    host.devices.print?.('serial:p', { job: 'lost', bytes: Uint8Array.of(1) });
    host.say({ kind: 'printed', device: 'serial:p', job: 'done', code: null });
    host.last().listener.exit('SIGABRT');
    host.devices.print?.('serial:p', { job: 'late', bytes: Uint8Array.of(1) });
    // What had gone to the process may have left paper behind; what never went has not.
    expect(host.log.of('printed').map(({ job, code, untouched = false }) => [job, code, untouched])).toEqual([
      ['done', null, false],
      ['lost', 'printer_offline', false],
      ['late', 'printer_offline', true],
    ]);
  });

  it('stops a healthy process by closing the channel, and no event follows', async () => {
    const host = supervised();
    host.beat();
    host.reader();
    await host.devices.stop();
    expect(host.last()).toMatchObject({ disconnected: true, killed: false });
    host.card(1);
    expect(host.log.story()).toEqual(['service device-host up', 'device_added']);
    expect(host.clock.waiting()).toBe(0);
  });
});

describe('a real process', () => {
  it.each([
    ['that aborts inside the binding', 'aborting-host.mjs', 'SIGABRT'],
    ['that blocks its event loop for ever', 'blocking-host.mjs', 'no heartbeat'],
  ])('%s is replaced, its card is told gone, and the parent lives', async (_, fixture, reason) => {
    const log = eventLog();
    const entry = new URL(`./fixture/${fixture}`, import.meta.url).pathname;
    const spawn = forkDeviceHost(entry, 'ignore');
    const devices = deviceHost({ drivers: DRIVERS, clock: deviceClock(), spawn, beatLimitMs: 1000 });
    devices.start(log.listener);
    try {
      await log.next('card_inserted');
      expect(await log.next('card_failed')).toMatchObject({ code: 'card_timeout', presence: 1 });
      await log.next('card_removed');
      await log.next('device_removed');
      expect((await log.next('service', ({ up }) => !up)).detail).toContain(reason);
      await log.next('device_added');
      expect(await log.next('card_inserted', ({ presence }) => presence > 1)).toMatchObject({ presence: 2 });
    } finally {
      await devices.stop();
    }
  });
});

/** All that this process may still open. */
function everyHandle(): readonly number[] {
  const handles: number[] = [];
  for (;;)
    try {
      handles.push(openSync('/dev/null', 'r'));
    } catch {
      return handles;
    }
}

describe('the device process', () => {
  const built = new URL('../../dist/device-host.js', import.meta.url).pathname;

  it('without the native module says so and lives', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-device-host-'));
    const entry = join(folder, 'device-host.cjs');
    copyFileSync(built, entry);
    const log = eventLog();
    const devices = deviceHost({ drivers: DRIVERS, clock: deviceClock(), spawn: forkDeviceHost(entry, 'ignore') });
    devices.start(log.listener);
    try {
      expect((await log.next('service')).detail).toContain('pcsclite does not load');
      await log.next('service', ({ service, up }) => service === 'device-host' && up);
    } finally {
      await devices.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it('that is not there is told, and looked for again', async () => {
    const log = eventLog();
    const spawn = forkDeviceHost('/nowhere/device-host.js', 'ignore');
    const devices = deviceHost({ drivers: DRIVERS, clock: deviceClock(), spawn });
    devices.start(log.listener);
    try {
      await log.next('service', ({ up }) => !up);
      await log.next('service', ({ up }) => !up);
    } finally {
      await devices.stop();
    }
  });

  it('for which no file handle is left is told and tried again, and the agent lives', async () => {
    const log = eventLog();
    const devices = deviceHost({ drivers: DRIVERS, clock: deviceClock(), spawn: forkDeviceHost(built, 'ignore') });
    const taken = everyHandle();
    try {
      devices.start(log.listener);
    } finally {
      for (const handle of taken) closeSync(handle);
    }
    try {
      expect((await log.next('service', ({ up }) => !up)).detail).toContain('did not start');
      await log.next('service', ({ service, up }) => service === 'device-host' && up);
    } finally {
      await devices.stop();
    }
  });

  it('ends when its parent is killed', async () => {
    const parent = `
      const host = require('node:child_process').fork(process.argv[1], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      host.send({ kind: 'start', drivers: { pcsc: { acceptVirtual: false } } });
      host.once('message', () => console.log(host.pid));
    `;
    const child = spawn(process.execPath, ['-e', parent, built], { stdio: ['ignore', 'pipe', 'ignore'] });
    const pid = await new Promise<number>((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
    child.kill('SIGKILL');
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5000, interval: 20 });
  });
});
