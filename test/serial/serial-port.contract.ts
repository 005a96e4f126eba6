/** What every serial seam must do: in memory, over ptys on this machine, and in the lab. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SerialEvent, SerialHandle, SerialSeam } from '../../drivers/serial/port.ts';

export interface SerialUnderTest {
  readonly seam: SerialSeam;
  /** Plugs the device in and returns its path. It answers every byte with itself plus one. */
  plug(): Promise<string>;
  unplug(): Promise<void>;
  send(bytes: Uint8Array): void;
  /** The device takes no bytes. */
  jam(jammed: boolean): void;
}

/**
 * `tellsAlways`: not so the real binding, which reads the end of a terminal that was hung up again and again instead when that
 * came before it began to wait for bytes. The driver goes by the list then.
 */
export function serialPortContract(name: string, tellsAlways: boolean, subject: () => SerialUnderTest): void {
  describe(`a serial port: ${name}`, () => {
    const handles: SerialHandle[] = [];
    let heard: SerialEvent[] = [];
    let wake: () => void = () => {};

    async function opened(path: string): Promise<SerialHandle> {
      const result = await subject().seam.open(path, 115200, (event) => {
        heard.push(event);
        wake();
      });
      if (!result.ok) throw new Error(result.detail);
      handles.push(result.value);
      return result.value;
    }

    const bytesHeard = () => Buffer.concat(heard.flatMap((event) => (event.kind === 'bytes' ? [event.bytes] : [])));

    async function until(met: () => boolean): Promise<void> {
      while (!met())
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }

    afterEach(async () => {
      await Promise.all(handles.splice(0).map((handle) => handle.close()));
      await subject().unplug();
      heard = [];
    });

    it('lists a port that was asked for while it is there', async () => {
      const path = await subject().plug();
      const listed = await subject().seam.list([path]);
      expect(listed.ok && listed.value.map((info) => info.path)).toContain(path);
      await subject().unplug();
      const after = await subject().seam.list([path]);
      expect(after.ok && after.value.map((info) => info.path)).not.toContain(path);
    });

    it('carries every byte there is, both ways', async () => {
      const every = Uint8Array.from({ length: 256 }, (_, at) => at);
      const handle = await opened(await subject().plug());
      subject().send(every);
      await until(() => bytesHeard().length >= 256);
      expect([...bytesHeard()]).toEqual([...every]);
      heard = [];
      expect(await handle.write(every)).toMatchObject({ ok: true });
      await until(() => bytesHeard().length >= 256);
      expect([...bytesHeard()]).toEqual([...every].map((byte) => (byte + 1) & 0xff));
    });

    it('tells at most once that it is gone, is listed no more, and fails every write after that', async () => {
      const path = await subject().plug();
      const handle = await opened(path);
      await subject().unplug();
      if (tellsAlways) await until(() => heard.some(({ kind }) => kind === 'gone'));
      const listed = await subject().seam.list([path]);
      expect(listed.ok && listed.value.map((info) => info.path)).not.toContain(path);
      expect((await handle.write(Uint8Array.of(1))).ok).toBe(false);
      await handle.close();
      expect(heard.filter(({ kind }) => kind === 'gone').length).toBeLessThanOrEqual(1);
    });

    it.each(['taken', 'closed'] as const)('keeps a write that the device does not take until it is %s', async (how) => {
      const path = await subject().plug();
      const handle = await opened(path);
      subject().jam(true);
      let ended: boolean | null = null;
      const writing = handle.write(new Uint8Array(1_000_000)).then(({ ok }) => {
        ended = ok;
      });
      await subject().seam.list([path]);
      expect(ended).toBeNull();
      if (how === 'taken') subject().jam(false);
      else await handle.close();
      await writing;
      expect(ended).toBe(how === 'taken');
    });

    it('opens nothing where nothing is', async () => {
      expect(await subject().seam.open('/dev/no-such-port', 9600, () => {})).toMatchObject({ ok: false });
    });
  });
}
