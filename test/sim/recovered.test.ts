/** A recording opens for the centre whose recovery key it was wrapped for, when the terminal's own key is gone. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeRecording } from '../../agent/adapters/recording-file.ts';
import { wrapperFor } from '../../agent/adapters/recovery-key.ts';
import { plainForm } from '../../drivers/registry.ts';
import { RecoveryKey } from '../../simulator/centre/adapters/recovery-key.ts';
import { commandLine } from './command-line.ts';
import { recordedLives, virtualStories } from './recorded-lives.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongxing-recovered-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const [[, scenario] = []] = virtualStories(['employee-purchase']);
  if (scenario === undefined) throw new Error('no story');
  const entries = (await recordedLives(scenario)).flat();
  const wrap = wrapperFor(RecoveryKey.open(at('centre')).spki);
  const file = writeRecording({ path: at('day.rec'), keyPath: at('day.rec.key'), wrap, plain: plainForm.plain });
  file.append(entries);
  file.close();
  const bare = writeRecording({
    path: at('bare.rec'),
    keyPath: at('bare.rec.key'),
    wrap: null,
    plain: plainForm.plain,
  });
  bare.append(entries);
  bare.close();
  for (const name of ['day.rec.key', 'bare.rec.key']) rmSync(at(name));
});

const replayed = (...args: string[]) => commandLine(['sim', 'replay', '--quiet', ...args]);

it('plays for the centre without the terminal’s key, and for nobody else', async () => {
  expect(await replayed(at('day.rec'), '--centre', at('centre'))).toMatchObject({
    ...{ code: 0, err: '', out: expect.stringContaining('steps are as recorded') },
  });
  RecoveryKey.open(at('other'));
  const other = await replayed(at('day.rec'), '--centre', at('other'));
  expect(other.code).not.toBe(0);
  expect(other.err).toContain('was made under another key');
  const without = await replayed(at('day.rec'));
  expect([without.code === 0, without.err]).toEqual([false, expect.stringContaining('day.rec.key')]);
});

it('says of one that was wrapped for nobody that the centre’s key does not open it', async () => {
  const bare = await replayed(at('bare.rec'), '--centre', at('centre'));
  expect([bare.code === 0, bare.err]).toEqual([false, expect.stringContaining('was wrapped for no centre')]);
});

it('makes no key in a folder that is no centre’s, and says what is missing', async () => {
  const none = await replayed(at('day.rec'), '--centre', at('nowhere'));
  expect([none.code === 0, none.err]).toEqual([false, expect.stringContaining('recovery.key.pem')]);
  expect(existsSync(at('nowhere'))).toBe(false);
});
