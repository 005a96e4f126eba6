/** The card driver over the real pcscd and the real binding, cards behind vsmartcard's virtual reader. */

import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deviceClock } from '../../agent/adapters/device-clock.ts';
import { deviceHost, forkDeviceHost, type HostProcess } from '../../agent/adapters/device-host.ts';
import { type PcscDriver, startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { loadNativePcsc } from '../../drivers/pcsc/native.ts';
import type { PcscContext } from '../../drivers/pcsc/port.ts';
import { type ImageName, imageOf } from '../../simulator/card/catalogue.ts';
import { startPcscd } from '../../simulator/card/pcscd.ts';
import { cardPeople } from '../../simulator/card/people.ts';
import { until } from '../e2e/program.ts';
import { type EventLog, eventLog } from './event-log.ts';
import { pcscPortContract } from './pcsc-port.contract.ts';
import { realPcscd } from './real-pcscd.ts';

/** Empty for one that was closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

const { pcscd, missing } = await realPcscd();
const native = await loadNativePcsc();

describe.skipIf(pcscd === null)(`over the real pcscd${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  if (pcscd === null) return;
  if (!native.ok) throw new Error(native.detail);
  const port = native.value;
  const [left, right] = pcscd.readers;

  afterAll(() => pcscd.stop());

  pcscPortContract('pcscd', () => ({
    port,
    reader: left.name,
    insert: (image, pullAfter) => left.insert(image, pullAfter === undefined ? {} : { pullAfter }),
    pull: () => left.pull(),
    service: (up) => (up ? pcscd.restart() : pcscd.kill()),
  }));

  it('gives back what it held of a context that was closed', async () => {
    // As the device process is started.
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    vi.stubGlobal('gc', gc);
    gc();
    // Of this process to local services: those of the virtual readers are to a port.
    const sockets = () => {
      const local = readFileSync('/proc/net/unix', 'utf8').match(/\b\d+(?=( \S+)?$)/gm) ?? [];
      const known = new Set(local.map((inode) => `socket:[${inode}]`));
      return readdirSync('/proc/self/fd').filter((fd) => known.has(linkOf(`/proc/self/fd/${fd}`))).length;
    };
    const openAndClose = async () => {
      let seen = () => {};
      const card = new Promise<void>((resolve) => {
        seen = resolve;
      });
      const opened = port.open(({ kind }) => kind === 'card' && seen());
      if (!opened.ok) throw new Error(opened.detail);
      await card;
      await opened.value.close();
    };
    const before = sockets();
    for (let at = 0; at < 5; at += 1) await openAndClose();
    await until('its sockets given back', () => sockets() <= before);
    vi.unstubAllGlobals();
  });

  describe('the driver', () => {
    let log: EventLog;
    let driver: PcscDriver;
    let holder: PcscContext | null = null;

    beforeAll(async () => {
      log = eventLog();
      driver = startPcscDriver(port, { acceptVirtual: true }, deviceClock(), log.listener);
      await log.next('device_added', ({ name }) => name === left.name);
      await log.next('device_added', ({ name }) => name === right.name);
    });
    afterAll(() => driver.stop());

    const people = cardPeople().filter(({ image }) => ['ceshi-jia', 'ceshi-ding', 'ceshi-bing'].includes(image));
    it.each(people.map((person) => [person.image, person] as const))('reads %s', async (image, person) => {
      await left.insert(imageOf(image));
      expect((await log.next('card_read')).card).toMatchObject({ psn_name: person.psn_name, card_sn: person.card_sn });
      await left.pull();
      await log.next('card_removed');
    });

    it.each([
      ['bank-card', 'card_is_bank_card'],
      ['mute', 'card_mute'],
      ['oversized-answer', 'card_unreadable'],
    ] as const satisfies readonly (readonly [ImageName, string])[])(
      '%s fails with %s, and the next card is read',
      async (image, code) => {
        await left.insert(imageOf(image));
        expect(await log.next('card_failed')).toMatchObject({ code });
        await left.insert(imageOf('ceshi-yi'));
        await log.next('card_removed');
        await log.next('card_read');
        await left.pull();
        await log.next('card_removed');
      },
    );

    it('a card pulled during reading leaves no session, and the next card is read', async () => {
      await left.insert(imageOf('ceshi-jia'), { pullAfter: 7 });
      expect(await log.next('card_failed')).toMatchObject({ code: 'card_removed_early' });
      await log.next('card_removed');
      await left.insert(imageOf('ceshi-bing'));
      expect((await log.next('card_read')).card.psn_name).toBe('测试丙');
      await left.pull();
      await log.next('card_removed');
    });

    it('two readers each report their own card', async () => {
      await Promise.all([left.insert(imageOf('ceshi-ding')), right.insert(imageOf('ceshi-wu'))]);
      const fromLeft = await log.next('card_read', ({ device }) => device === `pcsc:${left.name}`);
      const fromRight = await log.next('card_read', ({ device }) => device === `pcsc:${right.name}`);
      expect([fromLeft.card.cardno, fromRight.card.cardno]).toEqual(['T0000004D', 'T0000005E']);
      await Promise.all([left.pull(), right.pull()]);
      await log.next('card_removed');
      await log.next('card_removed');
    });

    it('a card that wants PSAM and PIN is read with the PSAM in the second slot, after one wrong PIN', async () => {
      await right.insert(imageOf('psam'));
      await log.next('psam_found', ({ device }) => device === `pcsc:${right.name}`);
      await left.insert(imageOf('pin-card'));
      const { device, presence } = await log.next('pin_wanted', ({ tries_left }) => tries_left === null);
      driver.pin(device, presence, '111111');
      await log.next('pin_wanted', ({ tries_left }) => tries_left === 2);
      driver.pin(device, presence, '246810');
      expect((await log.next('card_read')).card.psn_name).toBe('测试密');
      await Promise.all([left.pull(), right.pull()]);
      await log.next('card_removed');
      await log.next('card_removed');
      await left.insert(imageOf('pin-card'));
      expect(await log.next('card_failed')).toMatchObject({ code: 'card_psam_missing' });
      await right.insert(imageOf('psam'));
      await log.next('psam_found', ({ device }) => device === `pcsc:${right.name}`);
      await left.insert(imageOf('pin-locked'));
      const locked = await log.next('pin_wanted');
      driver.pin(locked.device, locked.presence, '246810');
      expect(await log.next('card_failed')).toMatchObject({ code: 'card_pin_blocked' });
      await Promise.all([left.pull(), right.pull()]);
      for (let taken = 0; taken < 3; taken += 1) await log.next('card_removed');
    });

    it('a card that another program holds is told as busy, and read by itself once that lets go', async () => {
      await left.insert(imageOf('ceshi-jia'));
      await log.next('card_read');
      const seen = new Promise<void>((resolve) => {
        const opened = port.open((event) => event.kind === 'card' && event.present && resolve());
        if (!opened.ok) throw new Error(opened.detail);
        holder = opened.value;
      });
      await seen;
      expect(await holder?.connect(left.name)).toMatchObject({ ok: true });
      const late = eventLog();
      const other = startPcscDriver(port, { acceptVirtual: true }, deviceClock(), late.listener);
      expect(await late.next('card_failed')).toMatchObject({ code: 'card_busy', presence: 1 });
      await holder?.disconnect(left.name);
      expect(await late.next('card_read')).toMatchObject({ presence: 2, card: { psn_name: '测试甲' } });
      await Promise.all([other.stop(), holder?.close()]);
      await left.pull();
      await log.next('card_removed');
    });

    it('after pcscd is killed and restarted the next card is read, again and again', async () => {
      for (const [image, name] of [
        ['ceshi-jia', '测试甲'],
        ['ceshi-yi', '测试乙'],
        ['ceshi-bing', '测试丙'],
      ] as const) {
        await pcscd.kill();
        await log.next('service', ({ up }) => !up);
        await log.next('device_removed');
        await log.next('device_removed');
        await pcscd.restart();
        await log.next('service', ({ up }) => up);
        await left.insert(imageOf(image));
        expect((await log.next('card_read')).card.psn_name).toBe(name);
      }
      await left.pull();
      await log.next('card_removed', ({ presence }) => presence === log.of('card_read').at(-1)?.presence);
    });
  });

  describe('the driver in the device process', () => {
    const lives: HostProcess[] = [];
    const log = eventLog();
    const fork = forkDeviceHost(new URL('../../dist/device-host.js', import.meta.url).pathname);
    const devices = deviceHost({
      drivers: { pcsc: { acceptVirtual: true } },
      clock: deviceClock(),
      spawn(listener) {
        const life = fork(listener);
        lives.push(life);
        return life;
      },
    });

    beforeAll(() => devices.start(log.listener));
    afterAll(() => devices.stop());

    it('reads a card', async () => {
      await log.next('device_added');
      await log.next('device_added');
      await left.insert(imageOf('ceshi-jia'));
      expect((await log.next('card_read')).card.psn_name).toBe('测试甲');
    });

    it('reads the card that is still in again, as another presence, after the process was killed', async () => {
      lives.at(-1)?.kill();
      await log.next('card_removed');
      await log.next('service', ({ service, up }) => service === 'device-host' && !up);
      expect(await log.next('card_read')).toMatchObject({ presence: 2 });
      await left.pull();
      await log.next('card_removed');
    });

    it('a card that leaves a command hanging for good costs its process, not the other reader', async () => {
      await left.insert(imageOf('stops-answering'));
      await log.next('card_failed', ({ code }) => code === 'card_timeout');
      expect((await log.next('service', ({ up }) => !up)).detail).toContain('native call');
      await log.next('service', ({ service, up }) => service === 'device-host' && up);
      await right.insert(imageOf('ceshi-bing'));
      expect((await log.next('card_read')).card.psn_name).toBe('测试丙');
      // pcscd itself still waits for that card, and says so at once instead of hanging the new process.
      expect(await log.next('card_failed')).toMatchObject({ device: `pcsc:${left.name}`, code: 'card_busy' });
      await left.insert(imageOf('ceshi-ding'));
      expect((await log.next('card_read', ({ device }) => device === `pcsc:${left.name}`)).card.cardno).toBe(
        'T0000004D',
      );
      await Promise.all([left.pull(), right.pull()]);
    }, 60_000);
  });

  it('a second simulator on this machine is refused, or waits until the first one ends', async () => {
    const options = { clock: deviceClock(), allowOpenPort: true };
    expect(await startPcscd(options)).toMatchObject({ ok: false, problem: 'simulator_running' });
    // A test that should have had it fails, and is not passed over.
    await expect(realPcscd(0)).rejects.toThrow('another simulator');
    // Not the only one that waits: another test file's may come before it.
    const waiting = startPcscd({ ...options, waitMs: 120_000 });
    await pcscd.stop();
    const second = await waiting;
    expect(second.ok).toBe(true);
    if (second.ok) await second.pcscd.stop();
  }, 150_000);
});
