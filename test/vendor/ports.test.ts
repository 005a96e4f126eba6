/** The seam of a maker's reading program: one contract for the one in memory and for a real process. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { nativeVendor } from '../../drivers/vendor/native.ts';
import type { VendorEvent, VendorPort } from '../../drivers/vendor/port.ts';
import { memoryVendor } from '../../simulator/card/memory-vendor.ts';

/** A program that writes these bytes and then ends, or waits until it is ended. */
interface Made {
  readonly port: VendorPort;
  readonly command: readonly string[];
}
type Program = (bytes: Uint8Array, then: 'end' | 'wait') => Made;

const real: Program = (bytes, then) => {
  const stay = then === 'wait' ? 'setInterval(() => {}, 1000);' : '';
  const write = `process.stdout.write(Buffer.from('${Buffer.from(bytes).toString('hex')}', 'hex'));`;
  return { port: nativeVendor(), command: [process.execPath, '-e', write + stay] };
};
const memory: Program = (bytes, then) => {
  const made = memoryVendor();
  const port: VendorPort = {
    run(command, listener) {
      const program = made.port.run(command, listener);
      queueMicrotask(() => {
        made.write(bytes);
        if (then === 'end') made.end('ended (code 0)');
      });
      return program;
    },
  };
  return { port, command: ['read-card'] };
};

const LINE = Uint8Array.of(0xb2, 0xe2, 0x7c, 0x00, 0xff, 0x0a);

describe.each([
  ['in memory', memory],
  ['a real process', real],
] as const)('a reading program, %s', (_, program) => {
  /** What it said, up to its end or up to so many bytes. */
  function run({ port, command }: Made, upTo: number): Promise<{ events: VendorEvent[]; stop: () => Promise<void> }> {
    return new Promise((resolve) => {
      const events: VendorEvent[] = [];
      const written = () => events.reduce((sum, one) => sum + (one.kind === 'bytes' ? one.bytes.length : 0), 0);
      const started = port.run(command, (event) => {
        events.push(event);
        if (event.kind === 'ended' || written() >= upTo) resolve({ events, stop: () => started.stop() });
      });
      onTestFinished(() => started.stop());
    });
  }
  const bytesOf = (events: readonly VendorEvent[]) =>
    Buffer.concat(events.map((one) => (one.kind === 'bytes' ? one.bytes : Buffer.alloc(0))));

  it('passes its bytes as they are, and tells its end once, last', async () => {
    const { events } = await run(program(LINE, 'end'), Number.POSITIVE_INFINITY);
    expect(bytesOf(events)).toEqual(Buffer.from(LINE));
    expect(events.map(({ kind }) => kind).lastIndexOf('ended')).toBe(events.length - 1);
    expect(events.filter(({ kind }) => kind === 'ended')).toEqual([{ kind: 'ended', detail: 'ended (code 0)' }]);
  });

  it('is ended by stop, and says nothing any more', async () => {
    const { events, stop } = await run(program(LINE, 'wait'), LINE.length);
    await stop();
    expect(events.map(({ kind }) => kind)).toEqual(['bytes']);
    await stop();
  });
});

describe('a real process', () => {
  it('that is not there has ended, and says why', async () => {
    const ended = await new Promise<VendorEvent>((resolve) => {
      nativeVendor().run(['/nowhere/read-card'], resolve);
    });
    expect(ended).toEqual({ kind: 'ended', detail: 'spawn /nowhere/read-card ENOENT' });
  });

  it('that will not end when asked to is ended', async () => {
    const deaf = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.stdout.write('\\n');`;
    const stopped = await new Promise<boolean>((resolve) => {
      const program = nativeVendor().run([process.execPath, '-e', deaf], () => {
        void program.stop().then(() => resolve(true));
      });
    });
    expect(stopped).toBe(true);
  });
});
