/** What every HID port must do, run against the devices in memory and, in the lab, against the kernel's own. */
import { afterEach, describe, expect, it } from 'vitest';
import type { HidEvent, HidHandle, HidInfo, HidPort } from '../../drivers/hid/port.ts';

export interface HidUnderTest {
  readonly port: HidPort;
  /** Plugs the scanner in; it is gone when the test begins. */
  plug(): Promise<void>;
  unplug(): Promise<void>;
  send(report: Uint8Array): Promise<void>;
}

/** Long enough for a guest that is many times slower. */
const DEADLINE_MS = 60_000;
const REPORT = Uint8Array.from({ length: 64 }, (_, at) => (at === 0 ? 2 : at));

export function hidPortContract(name: string, subject: () => HidUnderTest): void {
  describe(`a HID port: ${name}`, () => {
    const handles: HidHandle[] = [];
    const events: HidEvent[] = [];
    let wake: () => void = () => {};

    async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
      const end = performance.now() + DEADLINE_MS;
      for (;;) {
        const found = await look();
        if (found !== undefined) return found;
        if (performance.now() > end) throw new Error(`not seen: ${what}; ${JSON.stringify(events)}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, 50);
        });
      }
    }

    const scanner = (): Promise<HidInfo> =>
      until('the scanner', async () => {
        const listed = await subject().port.list();
        if (!listed.ok) throw new Error(listed.detail);
        return listed.value.find(({ usagePage }) => usagePage === 0x8c);
      });

    async function opened(path: string): Promise<HidHandle> {
      const result = await subject().port.open(path, (event) => {
        events.push(event);
        wake();
      });
      if (!result.ok) throw new Error(result.detail);
      handles.push(result.value);
      return result.value;
    }

    afterEach(async () => {
      await Promise.all(handles.splice(0).map((handle) => handle.close()));
      await subject().unplug();
      events.length = 0;
    });

    it('lists a scanner by what it says of itself, and no longer when it is out', async () => {
      await subject().plug();
      expect(await scanner()).toMatchObject({ vendorId: 0x0c2e, usagePage: 0x8c, usage: 2, serial: 'SN1' });
      await subject().unplug();
      await until('an empty list', async () => {
        const listed = await subject().port.list();
        return listed.ok && !listed.value.some(({ usagePage }) => usagePage === 0x8c) ? true : undefined;
      });
    });

    it('hands over a report as it is, with its id', async () => {
      await subject().plug();
      await opened((await scanner()).path);
      await subject().send(REPORT);
      const event = await until('the report', () => events[0]);
      expect(event.kind === 'report' && Buffer.from(event.bytes).toString('hex')).toBe(
        Buffer.from(REPORT).toString('hex'),
      );
    });

    it('tells once that the device is gone', async () => {
      await subject().plug();
      await opened((await scanner()).path);
      await subject().unplug();
      await until('gone', () => events.find(({ kind }) => kind === 'gone'));
      expect(events.filter(({ kind }) => kind === 'gone')).toHaveLength(1);
    });

    it('opens and silences nothing where nothing is', async () => {
      expect(await subject().port.open('/dev/hidraw99', () => {})).toMatchObject({ ok: false, fault: 'access' });
      expect(await subject().port.silence('/dev/hidraw99')).toBe(false);
    });

    it('says nothing more once a handle is closed', async () => {
      await subject().plug();
      const { path } = await scanner();
      const first = await opened(path);
      await first.close();
      await opened(path);
      await subject().send(REPORT);
      await until('the report', () => events[0]);
      expect(events).toHaveLength(1);
      expect(await first.feature(Uint8Array.of(0xfe, 1))).toMatchObject({ ok: false, fault: 'gone' });
    });
  });
}
