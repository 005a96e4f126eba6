/** The log: one JSON object a line, flat facts, nobody's data, and never the reason that something else fails. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPinoLog, loggable } from '../../agent/adapters/pino-log.ts';
import { packageRoot } from '../../agent/root.ts';

describe('the log', () => {
  it('writes one JSON object a line, from its level on, to a file of its owner alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-log-'));
    const file = join(folder, 'deep', 'tongxing.log');
    const log = createPinoLog({ level: 'warn', file });
    log.info('not_shown');
    log.warn('recovered', { rows: 3 });
    log.error('store', { code: 'store_full', error: new RangeError('too far') });
    await log.close();
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), msg: 'recovered', rows: 3 },
      expect.objectContaining({
        level: 'error',
        msg: 'store',
        code: 'store_full',
        error: { name: 'RangeError', stack: expect.stringContaining('too far') },
      }),
    ]);
    expect(statSync(file).mode & 0o077).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('begins its file anew where another program moved it away, once it is told to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-log-'));
    const file = join(folder, 'tongxing.log');
    const log = createPinoLog({ level: 'info', file });
    log.info('before');
    log.reopen();
    log.info('still_there');
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('still_there');
    renameSync(file, `${file}-20221008`);
    log.reopen();
    log.info('after');
    await log.close();
    expect(readFileSync(file, 'utf8')).toMatch(/^\{.*"after"\}\n$/);
    expect(readFileSync(`${file}-20221008`, 'utf8')).not.toContain('after');
    expect(statSync(file).mode & 0o077).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('holds up no stop where nobody reads it any more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-log-'));
    const pipe = join(folder, 'pipe');
    spawnSync('mkfifo', [pipe]);
    const reader = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    const much = Buffer.alloc(65_536);
    expect(() => {
      for (;;) writeSync(reader, much);
    }).toThrow('EAGAIN');
    const log = createPinoLog({ level: 'info', file: pipe, lastWordsMs: 20 });
    log.info('unread');
    await log.close();
    // Read at last: the thread that writes would outlive the test.
    while (readSync(reader, much) < much.length);
    await expect.poll(() => readSync(reader, much)).toBeGreaterThan(0);
    closeSync(reader);
    rmSync(folder, { recursive: true });
  });

  it('on a disk that takes no more holds up no end of the process', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-log-'));
    const centre = { host: '127.0.0.1', port: 1, ca_file: 'ca.pem', fixmedins_code: 'P37010200001' };
    const config = { data_dir: 'data', catalogue_file: 'none.json', centre, log: { file: '/dev/full' } };
    writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config));
    const words = [join(packageRoot(), 'dist/tongxing.js'), 'start', '-c', 'config.yaml'];
    // One that waits for its log hears no other signal.
    const within = { timeout: 20_000, killSignal: 'SIGKILL' } as const;
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', ...within });
    expect([status, stderr]).toEqual([3, expect.stringContaining('药品目录不能使用')]);
    rmSync(folder, { recursive: true });
  });

  it('never throws when its file can not be opened: it goes to standard error', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-log-'));
    writeFileSync(join(folder, 'a-file'), '');
    const log = createPinoLog({ level: 'info', file: join(folder, 'a-file', 'tongxing.log') });
    log.info('heard_on_standard_error');
    await new Promise((resolve) => setImmediate(resolve));
    log.info('and_still');
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    [
      { psn_name: '测试甲', certno: '1', opter_name: '测试员' },
      { psn_name: '[personal]', certno: '[personal]', opter_name: '[personal]' },
    ],
    [{ detail: 'person 990000199001010011 unknown' }, { detail: 'person [number] unknown' }],
    [{ msgid: 'P37010200001202210080930000100' }, { msgid: 'P37010200001202210080930000100' }],
    [
      { person: { name: '测试甲' }, list: ['测试甲'] },
      { person: '[object]', list: '[object]' },
    ],
    [
      { a: 1, b: true, c: null, d: undefined },
      { a: 1, b: true, c: null },
    ],
  ])('keeps %j as %j', (facts, kept) => {
    expect(loggable(facts)).toEqual(kept);
  });
});
