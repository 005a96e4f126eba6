/** Whose card it is that is recorded: of simulated persons alone, nothing of anybody else is ever in the file. */
import { describe, expect, it } from 'vitest';
import type { CardData, DeviceEvent, Tapped } from '../../agent/ports/devices.ts';
import type { Recorded } from '../../agent/ports/recording.ts';
import { createRecorder } from '../../agent/recording.ts';
import { plainForm } from '../../drivers/registry.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const REAL = '370102198001011234';
const DRAWN = '990000199001010016';

/** Devices under a recorder of simulated persons, and what it wrote of them. */
function recorded() {
  const clock = virtualClock();
  const noted: Recorded[] = [];
  const recorder = createRecorder({
    ...{ log, persons: 'simulated' as const },
    file: { append: (more) => void noted.push(...more), close: () => {} },
    clock: { ...clock, wallMs: () => clock.monotonicMs(), bootId: 'b' },
  });
  let tell: (event: DeviceEvent) => void = () => {};
  let tap: (passed: Tapped) => void = () => {};
  const devices = recorder.devices({
    start: (listener) => {
      tell = listener;
    },
    tap: (wanted) => {
      tap = wanted ?? tap;
    },
    stop: async () => {},
  });
  devices.start(() => {});
  const reader = (device: string) => ({
    added: () => tell({ kind: 'device_added', device, name: device, virtual: false }),
    inserted: () => tell({ kind: 'card_inserted', device, presence: 1, atr: '3B' }),
    read: (certno: string) => tell({ kind: 'card_read', device, presence: 1, card: { certno } as CardData }),
    failed: () => tell({ kind: 'card_failed', device, presence: 1, code: 'card_unreadable', detail: '' }),
    removed: () => tell({ kind: 'card_removed', device, presence: 1 }),
  });
  const answered = (text: string) =>
    tap({ port: 'pcsc', handle: 1, what: 'answer', n: 2, op: 'transmit', value: Buffer.from(text) });
  // As it comes out of the device process.
  const wrote = (text: string) => {
    const value = plainForm.plain({ kind: 'bytes', bytes: Buffer.from(text) });
    tap({ port: 'vendor', handle: 1, what: 'event', value });
  };
  const runs = () => tap({ port: 'vendor', handle: 0, what: 'call', n: 1, op: 'run', value: [['read-card']] });
  const kept = () =>
    noted.map((entry) => {
      const value = entry.seam === 'device' && entry.passed.what !== 'call' ? entry.passed.value : null;
      const { bytes = value } = (plainForm.unplain(plainForm.plain(value)) ?? {}) as { bytes?: Uint8Array };
      return bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : JSON.stringify(entry);
    });
  return { clock, reader, answered, wrote, runs, kept, close: () => recorder.close() };
}

it('keeps nothing of a real card while the card of another reader turns out to be nobody’s', async () => {
  const { clock, reader, answered, kept } = recorded();
  reader('pcsc:A').inserted();
  reader('pcsc:B').inserted();
  answered(REAL);
  reader('pcsc:A').read(DRAWN);
  await clock.advance(5_000);
  reader('pcsc:B').read(REAL);
  await clock.advance(5_000);
  expect(kept().join()).toContain('real_person');
  expect(kept().join()).not.toContain(REAL);
});

it('withholds what a card answered whose reading the end of the recording cut off', () => {
  const { reader, answered, kept, close } = recorded();
  reader('pcsc:A').added();
  reader('pcsc:A').inserted();
  answered(REAL);
  close();
  expect(kept().join()).toContain('card_inserted');
  expect(kept().join()).not.toContain(REAL);
});

it('withholds what a card answered that could not be read, whichever reader it was in', async () => {
  const { clock, reader, answered, kept } = recorded();
  reader('pcsc:B').added();
  reader('pcsc:A').inserted();
  reader('pcsc:B').inserted();
  answered(REAL);
  reader('pcsc:A').read(DRAWN);
  reader('pcsc:B').failed();
  await clock.advance(5_000);
  expect(kept().join()).toContain('card_failed');
  expect(kept().join()).not.toContain(REAL);
});

describe('what a maker’s program writes of a card', () => {
  const device = 'vendor:read-card';

  it('is held back from its first sign on, also in pieces, until it is clear whose it is', async () => {
    const { clock, reader, wrote, kept } = recorded();
    wrote(`370102|${REAL.slice(0, 9)}`);
    await clock.advance(5_000);
    wrote(`${REAL.slice(9)}|…\n`);
    await clock.advance(5_000);
    reader(device).added();
    reader(device).inserted();
    reader(device).read(REAL);
    await clock.advance(5_000);
    expect(kept()).toHaveLength(1);
    expect(kept()[0]).toContain('real_person');
  });

  it('is kept of a fictitious person, once and with every look, and so are empty looks', async () => {
    const { clock, reader, wrote, kept } = recorded();
    reader(device).added();
    wrote(`370102|${DRAWN}|…\n`);
    reader(device).inserted();
    reader(device).read(DRAWN);
    wrote(`370102|${DRAWN}|…\n`);
    await clock.advance(5_000);
    expect(kept().filter((one) => one === `370102|${DRAWN}|…\n`)).toHaveLength(2);
    wrote('\n');
    reader(device).removed();
    wrote('\n');
    await clock.advance(5_000);
    expect(kept().filter((one) => one === '\n')).toHaveLength(2);
  });

  it('is not kept of a real one that comes right after it', async () => {
    const { clock, reader, wrote, kept } = recorded();
    reader(device).added();
    wrote(`370102|${DRAWN}|…\n`);
    reader(device).inserted();
    reader(device).read(DRAWN);
    await clock.advance(5_000);
    wrote(`370102|${REAL}|…\n`);
    reader(device).removed();
    reader(device).inserted();
    await clock.advance(5_000);
    reader(device).read(REAL);
    await clock.advance(5_000);
    expect(kept().join()).toContain('real_person');
    expect(kept().join()).not.toContain(REAL);
  });

  it('is withheld where it could not be read, with every look', async () => {
    const { clock, reader, wrote, kept } = recorded();
    reader(device).added();
    wrote(`370102|${REAL}|9.99\n`);
    reader(device).inserted();
    reader(device).failed();
    wrote(`370102|${REAL}|9.99\n`);
    await clock.advance(5_000);
    expect(kept().join()).toContain('card_failed');
    expect(kept().join()).not.toContain(REAL);
  });

  it('is withheld where the program ended before it was whole', async () => {
    const { clock, reader, wrote, runs, kept } = recorded();
    reader(device).added();
    wrote(`370102|${REAL}`);
    runs();
    wrote('\n');
    await clock.advance(5_000);
    expect(kept().join()).toContain('"op":"run"');
    expect(kept().join()).not.toContain(REAL);
  });
});
