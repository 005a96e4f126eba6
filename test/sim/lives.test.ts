/**
 * A session in which the agent is killed, replaced, followed by another or refused by its disk is recorded life by life, and
 * comes again; what a killed one left has to be what the next one found, and a recording that was cut off is played as far
 * as it goes.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextRecording, readRecording } from '../../agent/adapters/recording-file.ts';
import { ledgerIn } from '../../agent/cli/sim/recordings.ts';
import type { Recorded } from '../../agent/ports/recording.ts';
import { plainForm } from '../../drivers/registry.ts';
import { replay } from '../../simulator/replay/replay.ts';
import { Identities } from '../../simulator/replay/same.ts';
import { commandLine } from './command-line.ts';
import { type Lives, recordedLives, storyOf, virtualStories } from './recorded-lives.ts';

const ground = { open: ledgerIn };
const folder = mkdtempSync(join(tmpdir(), 'tongxing-lives-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const STORIES = [
  ...['killed-offline', 'failure-reopened-as-draft', 'failure-lost-on-power-loss', 'failure-upgrade-dropped-payments'],
  ...[
    'failure-two-dispatchers',
    'disk-full',
    'failure-card-service-restarted',
    'scanner-keyboard-mode',
    'expired-card',
  ],
];

describe('a session that was not left in peace', () => {
  it.each(virtualStories(STORIES))('%s comes again with the same money and states', async (_name, scenario) => {
    const lives = await recordedLives(scenario);
    const entries = lives.flat();
    const expected = { steps: entries.length, lives: lives.length, failure: null };
    expect(await replay(entries, ground)).toEqual(expected);
  });
});

const KILLED = `
  - begin the day
  - insert: ceshi-jia
  - open session
  - close session
  - cut
  - wait for: { link: down }
  - sell: { card: ceshi-jia, goods: { 奥美拉唑肠溶胶囊: 1 }, rxno: RX1, as: sale }
  - pass: 1s
  - kill
  - pass: 5s
  - restore link
  - wait for: { transaction: { of: sale, state: settled } }
`;

describe('an agent that was killed in the middle', () => {
  let lives: Lives = [];
  beforeAll(async () => {
    lives = await recordedLives(storyOf(KILLED));
  });

  it('leaves a recording without an end, and the next one has one', () => {
    const [killed = [], next = []] = lives;
    expect(lives).toHaveLength(2);
    expect(killed.at(-1)?.seam).not.toBe('end');
    expect(next.at(-1)).toMatchObject({ seam: 'end', rows: [{ state: 'settled' }] });
  });

  it('is played as far as its recording goes, wherever it was cut off', async () => {
    const [killed = []] = lives;
    for (const length of [1, 2, 40, 80, killed.length - 3]) {
      const cut = killed.slice(0, length);
      expect(await replay(cut, ground)).toEqual({ steps: length, lives: 1, failure: null });
    }
  });

  it('that leaves another ledger than the next one found diverges where that one starts', async () => {
    const [killed = [], next = []] = lives;
    const [start, ...rest] = next as [Recorded & { seam: 'start' }, ...Recorded[]];
    const [first] = killed as [Recorded & { seam: 'start' }];
    // As if the sale had never been on the disk.
    const { failure } = await replay([...killed, { ...start, ledger: first.ledger }, ...rest], ground);
    expect(failure).toMatchObject({ step: killed.length + 1, what: 'start' });
    expect(failure?.why).toContain('transactions: 1, recorded 0');
  });

  it('and then sends what its next life never sent diverges there, counted through both', async () => {
    const [killed = [], next = []] = lives;
    const without = next.filter((entry) => !(entry.seam === 'call' && entry.method === 'Exchange'));
    const { failure } = await replay([...killed, ...without], ground);
    expect(failure?.step).toBeGreaterThan(killed.length);
    expect(failure?.why).toContain('was never recorded: Exchange');
  });
});

describe('the command line', () => {
  const [out, key] = [join(folder, 'killed'), join(folder, 'killed.key')];

  it('records a story that kills, a file a life, and plays the folder back', async () => {
    const recorded = await commandLine(['sim', 'record', 'killed-offline', '--virtual', '--out', out]);
    expect(recorded.code).toBe(0);
    const files = readdirSync(out).toSorted();
    expect(files).toEqual(['000001-killed-offline.rec', '000002-killed-offline.rec']);
    expect(existsSync(key)).toBe(true);
    const replayed = await commandLine(['sim', 'replay', out, '--quiet']);
    expect(replayed.code).toBe(0);
    expect(replayed.out).toMatch(/steps are as recorded[\s\S]*程序起动 2 次/);
    const one = files.map((file) => join(out, file));
    expect((await commandLine(['sim', 'replay', ...one, '--key', key, '--quiet'])).code).toBe(0);
  });

  it('plays a recording cut off in the middle of a write up to its last whole record', async () => {
    const [first = ''] = readdirSync(out).toSorted();
    const bytes = readFileSync(join(out, first));
    const whole = readRecording(join(out, first), { keyPath: key }, plainForm.unplain);
    const cut = join(folder, 'cut.rec');
    writeFileSync(cut, bytes.subarray(0, bytes.length - 7));
    const read = readRecording(cut, { keyPath: key }, plainForm.unplain);
    expect(read.length).toBeLessThan(whole.length);
    expect(read).toEqual(whole.slice(0, read.length));
    const replayed = await commandLine(['sim', 'replay', cut, '--key', key]);
    expect([replayed.code, replayed.out]).toEqual([0, expect.stringContaining(`${read.length} 步与录制一致`)]);
  });

  it('never writes over another life of the same second', () => {
    expect(nextRecording(out, '20221108100000')).toMatch(/000003-20221108100000\.rec$/);
    expect(nextRecording(join(folder, 'none'), '20221108100000')).toMatch(/000001-20221108100000\.rec$/);
  });
});

describe('what an agent says again', () => {
  it('may name another second of the same minute inside a text, and nothing else', () => {
    const said = (text: string) =>
      new Identities().difference({ text: '["41","2026-11-29 20:44:25",15.20]' }, { text });
    expect(said('["41","2026-11-29 20:44:26",15.20]')).toBeNull();
    expect(said('["41","2026-11-29 20:46:26",15.20]')).not.toBeNull();
    expect(said('["41","2026-11-29 20:44:25",15.21]')).not.toBeNull();
  });
});
