/**
 * Every device at once on real device paths: the whole agent in a guest under QEMU, with a USB CCID reader, HID-POS and
 * keyboard-mode scanners, a serial scanner and a printer, through the guest's kernel, pcscd and the real bindings. Things
 * are plugged, pulled, killed and hung under load, and everything comes back by itself.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StatusView } from '../../agent/agent.ts';
import { type Guest, openLab, USB_MODULES } from '../../agent/cli/sim/lab/guest.ts';
import { kernel } from '../../agent/cli/sim/lab/kernel.ts';
import { packageRoot } from '../../agent/root.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { type VsCard, vsCard } from '../../simulator/card/vscard.ts';
import { keyReports, MAKES, posReports } from '../../simulator/scanner/reports.ts';
import { programFor } from './program.ts';
import { type Qmp, qmp } from './qmp.ts';

const { lab, missing } = openLab();
if (missing !== null && process.env['CI'] === 'true') throw new Error(missing);

const VOUCHER = (n: number) => `20261122093012345678${String(n).padStart(2, '0')}370102`;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const pos = (text: string) => posReports(MAKES.honeywell, Buffer.from(text)).map(hex);
const keys = (text: string) => keyReports(text).map(hex);
const CCID = ['device_add', { driver: 'usb-ccid', id: 'ccid' }] as const;
/** As QEMU's reader says it is. */
const CCID_USB = '08e6:4433';
const SLOT = ['device_add', { driver: 'ccid-card-passthru', id: 'slot', chardev: 'card' }] as const;

interface Told {
  readonly id?: number;
  readonly answer?: unknown;
  readonly failed?: string;
  readonly notice?: { readonly kind: string; readonly [field: string]: unknown };
}

describe('the lab', () => {
  if (lab === null) return it.skip(missing);
  let guest: Guest;
  let card: VsCard;
  let monitor: Qmp;
  let next = 0;
  let from = 0;

  const told = () => guest.said.map((line): Told => JSON.parse(line));

  async function ask<T = null>(order: string, what?: string, bytes?: readonly string[]): Promise<T> {
    next += 1;
    const id = next;
    guest.say(JSON.stringify({ id, do: order, what, bytes }));
    const line: Told = JSON.parse(await guest.hears((one) => JSON.parse(one).id === id, 10_000));
    if (line.failed !== undefined) throw new Error(`${order} ${what}: ${line.failed}`);
    return line.answer as T;
  }

  /** Waits for a notice that was not waited for before in this test. */
  async function notice(kind: string, fields: object = {}, withinMs = 8_000): Promise<Record<string, unknown>> {
    const fits = (line: string, at: number): boolean => {
      const { notice: heard } = JSON.parse(line) as Told;
      return (
        at >= from && heard?.kind === kind && Object.entries(fields).every(([name, value]) => heard[name] === value)
      );
    };
    await guest
      .hears((line) => guest.said.some(fits) && line !== '', withinMs)
      .catch((error: unknown) => {
        const heard = guest.said.slice(from).join('\n');
        throw new Error(`no ${kind} ${JSON.stringify(fields)} after:\n${heard.slice(-2_000)}`, { cause: error });
      });
    return told()[guest.said.findIndex(fits)]?.notice ?? {};
  }

  const begin = () => {
    from = guest.said.length;
  };
  const status = () => ask<StatusView>('status');

  /** Scans until it is read: what is sent before the driver has opened a device is lost, as it is at a counter. */
  async function scan(what: string, reports: readonly string[], fields: object): Promise<Record<string, unknown>> {
    for (let tries = 0; ; tries += 1) {
      try {
        await ask('send', what, reports);
        return await notice('scan', fields, 1_500);
      } catch (error) {
        if (tries === 10) throw error;
      }
    }
  }

  /** From here on: a scan that was taken before is not this one. */
  async function reads(what: string, reports: readonly string[], text: string): Promise<void> {
    begin();
    const { scan: id } = await scan(what, reports, { what: 'voucher', to: 'taker' });
    expect(await ask('take', String(id))).toMatchObject({ reply: { scan: { text } } });
  }

  /** Prints until it comes out, as a clerk does with a printer that was just plugged in and does not answer yet. */
  async function prints(job: string): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      begin();
      await ask('print', job);
      const { code } = await notice('printed', { job });
      if (code === null) return;
      if (tries === 5) throw new Error(`${job} was not printed: ${code}`);
    }
  }

  /** Until the guest's kernel has it, or has it no more: pcscd looks once. */
  async function onBus(id: string, there: boolean): Promise<void> {
    const end = performance.now() + 30_000 * guest.slower;
    while ((await ask('usb', id)) !== there)
      if (performance.now() > end) throw new Error(`${id} is ${there ? 'not' : 'still'} on the guest's bus`);
  }

  beforeAll(async () => {
    card = await vsCard();
    const root = packageRoot();
    const program = await programFor('counter-program.ts');
    const base = kernel();
    if ('missing' in base) throw new Error(base.missing);
    const socket = `/tmp/tongxing-qmp-${process.pid}`;
    guest = await lab.boot({
      modules: USB_MODULES,
      qemu: [
        ...['-usb', '-chardev', `socket,id=card,host=127.0.0.1,port=${card.port}`],
        ...['-device', 'usb-ccid,id=ccid', '-device', 'ccid-card-passthru,id=slot,chardev=card'],
        ...['-qmp', `unix:${socket},server=on,wait=off`],
      ],
      script: `cd ${root} && bash agent/cli/sim/lab/gadgets.sh ${base.modules.get('dummy_hcd')} && mkdir -p /run/pcscd /run/readers && node ${program}`,
    });
    monitor = await qmp(socket);
    await guest.hears((line) => line.includes('"ready"'), 30_000);
    await ask('pcscd', 'start');
    await notice('device', { what: 'device_added' }, 15_000);
    await ask('shift');
  });
  afterAll(async () => {
    await guest?.cut();
    monitor?.close();
    await card?.close();
  });

  it('a HID-POS scanner is found when it is plugged in and read, pulled out in mid-message, and read at another path', async () => {
    begin();
    await ask('plug', 'pos');
    const { device } = await notice('device', { what: 'device_added' });
    await reads('pos', pos(VOUCHER(1)), VOUCHER(1));
    begin();
    await ask('send', 'pos', pos('1'.repeat(100)).slice(0, 1));
    await ask('unplug', 'pos');
    await notice('device', { what: 'device_removed', device });
    begin();
    await ask('plug', 'pos');
    await notice('device', { what: 'device_added', device });
    await reads('pos', pos(VOUCHER(2)), VOUCHER(2));
  });

  it('a scanner in keyboard mode is told, kept from typing and read', async () => {
    begin();
    await ask('plug', 'key');
    const { device } = await notice('device', { what: 'device_problem', code: 'scanner_keyboard_mode' });
    expect(await ask<boolean>('inhibited')).toBe(true);
    begin();
    // Keys before its device was opened are lost, and what is left of a code is none.
    expect(await scan('key', keys(VOUCHER(3)), { device, what: 'voucher' })).toMatchObject({ code: null });
  });

  it('a serial scanner and a printer are found by what USB tells, and come back after they were pulled out', async () => {
    for (const round of [4, 5]) {
      begin();
      await ask('plug', 'ser');
      await notice('device', { what: 'device_added', device: 'serial:scanner' });
      await reads('ser', [hex(Buffer.from(`${VOUCHER(round)}\r\n`))], VOUCHER(round));
      await ask('unplug', 'ser');
      await notice('device', { what: 'device_removed', device: 'serial:scanner' });
    }
    await ask('plug', 'ser');
    begin();
    await ask('plug', 'prn');
    await notice('device', { what: 'device_added', device: 'serial:printer' });
    await prints('RECEIPT');
    expect(await ask('paper')).toContain('RECEIPT');
  });

  it('a CCID reader reads a card, is unplugged and plugged in again, and survives the death of pcscd', async () => {
    begin();
    card.insert(imageOf('ceshi-jia'));
    await notice('device', { what: 'card_read' });
    begin();
    card.pull();
    await notice('device', { what: 'card_removed' });
    begin();
    // The guest has no udevd, and without it pcscd looks for readers when it starts: so it dies with each change.
    for (const change of ['unplug', 'plug'] as const) {
      begin();
      if (change === 'unplug') await monitor.command('device_del', { id: 'ccid' });
      else {
        await monitor.command(...CCID);
        await monitor.command(...SLOT);
      }
      await onBus(CCID_USB, change === 'plug');
      await ask('pcscd', 'kill');
      await notice('service', { service: 'pcscd', up: false });
      await ask('pcscd', 'start');
      await notice('service', { service: 'pcscd', up: true });
      if (change === 'plug') await notice('device', { what: 'device_added' });
      else expect((await status()).devices.some(({ type }) => type === 'reader')).toBe(false);
    }
    begin();
    card.insert(imageOf('ceshi-yi'));
    await notice('device', { what: 'card_read' });
  });

  it('a device process that is killed or hangs is replaced, while the others and the agent go on', async () => {
    const hosts = await ask<readonly number[]>('hosts');
    expect(hosts).toHaveLength(3);
    const former = async () => (await ask<readonly number[]>('hosts')).filter((pid) => hosts.includes(pid));
    // One after the other, of those that are still the first ones: a slow guest may have lost one by itself.
    for (let left = await former(), turn = 0; left.length > 0; left = await former(), turn += 1) {
      begin();
      await ask('signal', `${left[0]} ${turn === 1 ? 'SIGSTOP' : 'SIGABRT'}`);
      await notice('service', { up: false });
      await ask('print', `AFTER-${turn}`);
      await notice('printed', { job: `AFTER-${turn}` });
      await notice('service', { up: true });
    }
    expect(await ask<readonly number[]>('hosts')).toHaveLength(3);
  });

  it('everything at once under load comes back by itself', async () => {
    await Promise.all([ask('load'), ask('load')]);
    begin();
    card.pull();
    await Promise.all([
      ask('pcscd', 'kill'),
      ask('unplug', 'pos'),
      ask('unplug', 'key'),
      ask('unplug', 'ser'),
      ask('unplug', 'prn'),
    ]);
    const [, second] = await ask<readonly number[]>('hosts');
    await ask('signal', `${second} SIGABRT`);
    await notice('service', { service: 'pcscd', up: false });
    await Promise.all([
      ask('pcscd', 'start'),
      ask('plug', 'pos'),
      ask('plug', 'key'),
      ask('plug', 'ser'),
      ask('plug', 'prn'),
    ]);
    card.insert(imageOf('ceshi-bing'));
    let seen: StatusView;
    // Told, not asked again and again: the guest has enough to do.
    for (;;) {
      begin();
      seen = await status();
      if (seen.devices.length >= 5) break;
      await notice('device', { what: 'device_added' }, 30_000);
    }
    expect(seen.devices.map(({ type }) => type).toSorted()).toEqual([
      'printer',
      'reader',
      'scanner',
      'scanner',
      'scanner',
    ]);
    await ask('rest');
    begin();
    await reads('pos', pos(VOUCHER(8)), VOUCHER(8));
    await reads('ser', [hex(Buffer.from(`${VOUCHER(9)}\r\n`))], VOUCHER(9));
    await prints('LAST');
    await ask('end');
    await guest.ended();
  });
});
