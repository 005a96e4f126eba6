/** Record and replay: a session of the real agent into a sealed file, and back as steps that have to come again. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingFileError, readRecording } from '../../agent/adapters/recording-file.ts';
import { ledgerIn } from '../../agent/cli/sim/recordings.ts';
import { readFile, reading, scenarioFiles } from '../../agent/cli/sim/scenarios.ts';
import { ServedStage } from '../../agent/cli/sim/served-stage.ts';
import { parseConfig } from '../../agent/config.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { startDaemon } from '../../agent/main.ts';
import type { CardData } from '../../agent/ports/devices.ts';
import type { Recorded } from '../../agent/ports/recording.ts';
import { createRecorder } from '../../agent/recording.ts';
import { RecordingPersonsError } from '../../agent/recording-start.ts';
import { plainForm } from '../../drivers/registry.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { personOnCard } from '../../simulator/card/people.ts';
import { replay } from '../../simulator/replay/replay.ts';
import { castOf } from '../../simulator/scenario/play.ts';
import { play } from '../../simulator/scenario/run.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const ground = { open: ledgerIn };
const folder = mkdtempSync(join(tmpdir(), 'tongxing-record-'));
const [path, keyPath] = [join(folder, 'day.rec'), join(folder, 'day.key')];
let entries: readonly Recorded[] = [];

beforeAll(async () => {
  const [file = ''] = scenarioFiles(['provisional-sale']);
  const read = readFile(file, reading());
  const [scenario] = read.ok ? read.scenarios : [];
  if (scenario === undefined) throw new Error('no scenario');
  const stage = await ServedStage.open(scenario, { record: { path, keyPath } });
  try {
    expect((await play(scenario, stage, castOf())).failed).toBeNull();
  } finally {
    await stage.stop();
  }
  entries = readRecording(path, { keyPath }, plainForm.unplain);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const placeOf = (is: (entry: Recorded) => boolean): number => entries.findIndex(is) + 1;

describe('a recorded day at a counter', () => {
  it('comes again step by step, with the same money and states', async () => {
    const told: string[] = [];
    const outcome = await replay(entries, ground, ({ what }) => told.push(what));
    expect(outcome).toEqual({ steps: entries.length, lives: 1, failure: null });
    expect(told).toContain('command accept');
    expect(entries.at(-1)).toMatchObject({
      seam: 'end',
      rows: [{ state: 'settled', provisional: true, amounts: { medfee_sumamt: 1520 } }],
    });
  });

  it('has every seam in it: commands and answers of the card, listings and bytes of devices, messages, dice and clock', () => {
    const seams = new Set(
      entries.map((one) => (one.seam === 'device' ? `${one.passed.port} ${one.passed.what}` : one.seam)),
    );
    for (const seam of ['pcsc call', 'pcsc answer', 'pcsc event', 'hid answer', 'serial call', 'serial answer'])
      expect(seams).toContain(seam);
    for (const seam of ['start', 'call', 'link', 'command', 'outcome', 'catalogue', 'dice', 'end'])
      expect(seams).toContain(seam);
  });

  it('holds nothing of a person in clear', () => {
    const bytes = readFileSync(path);
    const { psn_name, certno, cardno, card_sn } = personOnCard(imageOf('ceshi-jia'));
    const clear = [certno, cardno, card_sn, Buffer.from(certno).toString('hex'), 'ceshi', 'accept', '奥美拉唑'];
    for (const text of clear) expect(bytes.includes(text)).toBe(false);
    for (const name of [Buffer.from(psn_name), iconv.encode(psn_name, 'gbk')]) expect(bytes.includes(name)).toBe(false);
    expect(JSON.stringify(plainForm.plain(entries))).toContain(certno);
  });

  it('opens for its own key alone, up to a last frame that was not written whole', () => {
    const other = join(folder, 'other.key');
    writeFileSync(other, Buffer.alloc(32, 7), { mode: 0o600 });
    expect(() => readRecording(path, { keyPath: other }, plainForm.unplain)).toThrow(RecordingFileError);
    const [cut, changed] = [join(folder, 'cut.rec'), join(folder, 'changed.rec')];
    const bytes = readFileSync(path);
    writeFileSync(cut, bytes.subarray(0, bytes.length - 5));
    expect(readRecording(cut, { keyPath }, plainForm.unplain).length).toBeLessThan(entries.length);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 5) ^ 1, bytes.length - 5);
    writeFileSync(changed, bytes);
    const torn = join(folder, 'torn.rec');
    writeFileSync(torn, Buffer.concat([readFileSync(path), Buffer.alloc(900)]));
    expect(readRecording(torn, { keyPath }, plainForm.unplain)).toEqual(entries);
    expect(() => readRecording(changed, { keyPath }, plainForm.unplain)).toThrow(/was changed/);
  });
});

describe('an agent that is another one', () => {
  const changed = (is: (entry: Recorded) => boolean, change: (entry: never) => object | null): readonly Recorded[] => {
    const at = placeOf(is) - 1;
    return entries.flatMap((entry, index) => {
      if (index !== at) return [entry];
      const other = change(entry as never);
      return other === null ? [] : [{ ...entry, ...other } as Recorded];
    });
  };

  it('and prices by another rule diverges at the bill, with both amounts', async () => {
    const other = changed(
      ({ seam }) => seam === 'start',
      ({ packs }: { packs: readonly { benefits: readonly object[] }[] }) => ({
        packs: packs.map((pack) => ({
          ...pack,
          benefits: pack.benefits.map((one) => ({ ...one, ratio: '0.10', deductible: null })),
        })),
      }),
    );
    const { failure } = await replay(other, ground);
    expect(failure?.what).toBe('outcome');
    expect(entries[(failure?.step ?? 0) - 1]).toMatchObject({
      seam: 'outcome',
      outcome: { reply: { kind: 'session' } },
    });
    expect(failure?.why).toMatch(/recorded/);
  });

  it('and sends the card another command diverges at that command', async () => {
    const is = (entry: Recorded) =>
      entry.seam === 'device' && entry.passed.what === 'call' && entry.passed.op === 'transmit';
    const other = changed(is, ({ passed }: { passed: { value: readonly unknown[] } }) => ({
      passed: { ...passed, value: [passed.value[0], Uint8Array.of(0, 0xb0, 0, 0, 0)] },
    }));
    const { failure } = await replay(other, ground);
    expect(failure).toMatchObject({ step: placeOf(is), what: 'pcsc call transmit' });
    expect(failure?.why).toMatch(/00a404[\s\S]*00b0000000/);
  });

  it('and tells the centre what was never told diverges; so does one that does not tell it', async () => {
    const is = (entry: Recorded) => entry.seam === 'call' && entry.method === 'Exchange';
    const never = await replay(
      changed(is, () => null),
      ground,
    );
    expect(never.failure?.why).toContain('was never recorded: Exchange');
    const other = changed(is, () => ({ method: 'ReconcileTotals' }));
    const missing = await replay(other, ground);
    expect(missing.failure?.why).toMatch(/never recorded: Exchange|did not come/);
  });

  it('and ends with other amounts diverges at the end', async () => {
    const other = changed(
      ({ seam }) => seam === 'end',
      ({ rows }: { rows: readonly object[] }) => ({ rows: rows.map((row) => ({ ...row, state: 'rejected' })) }),
    );
    expect((await replay(other, ground)).failure).toMatchObject({
      step: entries.length,
      why: '[0].state: "settled", recorded "rejected"',
    });
  });
});

describe('the switch', () => {
  const written: Recorded[] = [];
  const file = { append: (more: readonly Recorded[]) => void written.push(...more), close: () => {} };
  const log = { info: () => {}, warn: () => {}, error: () => {} };

  it('ends a recording of simulated persons at the first real card, and keeps nothing of it', async () => {
    const clock = virtualClock();
    const recorder = createRecorder({
      ...{ file, log, persons: 'simulated' },
      clock: { ...clock, wallMs: () => 1_700_000_000_000 + clock.monotonicMs(), bootId: 'b' },
    });
    let tell: (event: never) => void = () => {};
    let tap: (passed: never) => void = () => {};
    const devices = recorder.devices({
      start: (listener) => {
        tell = listener as typeof tell;
      },
      tap: (wanted) => {
        tap = wanted as typeof tap;
      },
      stop: async () => {},
    });
    devices.start(() => {});
    tell({ kind: 'card_inserted', device: 'pcsc:A', presence: 1, atr: '3B' } as never);
    tap({
      port: 'pcsc',
      handle: 1,
      what: 'answer',
      n: 2,
      op: 'transmit',
      value: Buffer.from('370102198001011234'),
    } as never);
    await clock.advance(5_000);
    expect(written.map(({ seam }) => seam)).not.toContain('device');
    const card = { certno: '370102198001011234', psn_name: '某人' } as CardData;
    tell({ kind: 'card_read', device: 'pcsc:A', presence: 1, card } as never);
    tell({ kind: 'card_removed', device: 'pcsc:A', presence: 1 } as never);
    await clock.advance(5_000);
    expect(written.at(-1)).toMatchObject({ seam: 'stopped', why: 'real_person' });
    expect(JSON.stringify(written)).not.toMatch(/370102|某人/);
  });

  it('changes nothing that passes: an approval goes on with its command, and is in the recording', async () => {
    const clock = virtualClock();
    const noted: Recorded[] = [];
    const recorder = createRecorder({
      ...{ log, persons: 'simulated' as const },
      file: { append: (more) => void noted.push(...more), close: () => {} },
      clock: { ...clock, wallMs: () => clock.monotonicMs(), bootId: 'b' },
    });
    const asked: unknown[] = [];
    const working = {
      command: async (...all: readonly unknown[]) => {
        asked.push(all);
        return { ok: true, reply: { kind: 'closed', session: 's' } };
      },
      checked: (whole: boolean) => void asked.push(whole),
    };
    const agent = recorder.agent(working as never);
    const command = { kind: 'close_session', session: 's' } as const;
    const approval = { opter: '001', right: 'refund' } as const;
    await agent.command(command, approval);
    agent.checked(false);
    await clock.advance(5_000);
    expect(asked).toEqual([[command, approval], false]);
    expect(noted).toMatchObject([
      { seam: 'command', n: 1, command, approval },
      { seam: 'outcome', n: 1 },
      { seam: 'checked', whole: false },
    ]);
  });

  const config = (mode: string, recording: string) =>
    parseConfig(
      `mode: ${mode}\ndata_dir: ./d\ncatalogue_file: ./c.json\ncentre: { host: 127.0.0.1, port: 1, ca_file: ./ca.pem, fixmedins_code: P37010200001 }\n${recording}`,
      '/etc/tongxing/config.yaml',
    );

  it('is off unless it is written, and of simulated persons unless more is written', () => {
    const off = config('training', '');
    expect(off.ok && off.config.recording).toBe(undefined);
    const on = config('training', 'recording: { folder: ./r }');
    expect(on.ok && on.config.recording).toEqual({ kind: 'folder', path: '/etc/tongxing/r', persons: 'simulated' });
    const real = config('production', 'recording: { folder: ./r, persons: real_agreed }');
    expect(real.ok && real.config.recording?.persons).toBe('any');
  });

  it('is refused at a terminal at work that does not say so, in the file and at the start', async () => {
    const refused = config('production', 'recording: { folder: ./r }');
    expect(refused.ok ? [] : refused.errors).toMatchObject([{ code: 'config_recording_persons' }]);
    const started = startDaemon({
      ...{ dataDir: join(folder, 'never'), apiPort: 0, packsDir: folder, catalogueFile: folder, log },
      ...{ limits: DEFAULT_LIMITS, acceptVirtual: false, mode: 'production' },
      centre: {
        address: '127.0.0.1:1',
        enrolAddress: '127.0.0.1:1',
        caFile: '',
        fixmedins_code: '',
        enrolmentCode: '',
      },
      recording: { kind: 'folder', path: folder, persons: 'simulated' },
    });
    await expect(started).rejects.toBeInstanceOf(RecordingPersonsError);
  });
});
