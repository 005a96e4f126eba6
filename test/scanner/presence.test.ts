/** A kind of device nobody has plugged in costs no process. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { whenThere } from '../../agent/adapters/devices-together.ts';
import { hidScannerThere } from '../../agent/adapters/hid-presence.ts';
import { BLOCK_DESCRIPTOR, KEYBOARD_DESCRIPTOR } from '../../simulator/scanner/reports.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const root = mkdtempSync(join(tmpdir(), 'tongxing-hid-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A hidraw node as Linux shows it. */
function node(name: string, vendor: string, descriptor: Uint8Array): void {
  const device = join(root, 'devices', `0003:${vendor}:0001.${name}`);
  mkdirSync(join(device, 'hidraw', name), { recursive: true });
  mkdirSync(join(root, 'class'), { recursive: true });
  writeFileSync(join(device, 'uevent'), `HID_ID=0003:0000${vendor}:00000001\n`);
  writeFileSync(join(device, 'report_descriptor'), descriptor);
  symlinkSync('../..', join(device, 'hidraw', name, 'device'));
  symlinkSync(`../devices/0003:${vendor}:0001.${name}/hidraw/${name}`, join(root, 'class', name));
}

it.skipIf(process.platform !== 'linux')(
  'a scanner is noticed by its page or its maker, another keyboard is not',
  async () => {
    const there = hidScannerThere([0x0c2e], join(root, 'class'));
    expect(await there()).toBe(false);
    node('hidraw0', '046D', KEYBOARD_DESCRIPTOR);
    expect(await there()).toBe(false);
    node('hidraw1', '9999', BLOCK_DESCRIPTOR);
    expect(await there()).toBe(true);
    renameSync(join(root, 'class', 'hidraw1'), join(root, 'gone'));
    expect(await there()).toBe(false);
    node('hidraw2', '0C2E', KEYBOARD_DESCRIPTOR);
    expect(await there()).toBe(true);
  },
);

it('devices are started when something is there, and not after they were stopped', async () => {
  const clock = virtualClock();
  const calls: string[] = [];
  let there = false;
  const inner = { start: () => calls.push('start'), stop: async () => void calls.push('stop') };
  const first = whenThere(async () => there, clock, inner);
  first.start(() => {});
  await clock.advance(10_000);
  expect(calls).toEqual([]);
  there = true;
  await clock.advance(2_000);
  await first.stop();
  expect(calls).toEqual(['start', 'stop']);
  const second = whenThere(async () => there, clock, inner);
  second.start(() => {});
  await second.stop();
  await clock.advance(10_000);
  expect([calls.length, clock.waiting()]).toEqual([2, 0]);
});
