/** What root does in the data folder of a service's user leaves it that user's: the service must still be able to read it. */
import {
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPinoLog } from '../../agent/adapters/pino-log.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { COMMANDS } from '../../agent/cli/commands.ts';
import { runProgram } from '../../agent/cli/program.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, START } from '../agent/counter.ts';
import { layKeys } from '../store/laid-keys.ts';
import { typedWorld } from './typed-world.ts';

const SERVICE = 12_345;

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-owner-'));
  data = join(folder, 'data');
  mkdirSync(data);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function tongxing(...args: string[]): Promise<number> {
  return await runProgram([...args], COMMANDS, typedWorld(() => START).world);
}

const owners = (of: string): string[] =>
  readdirSync(of, { recursive: true, encoding: 'utf8' }).map((name) => `${name} ${statSync(join(of, name)).uid}`);
const notTheirs = () => owners(data).filter((line) => !line.endsWith(` ${SERVICE}`));

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'commands of root in the folder of another user',
  () => {
    beforeEach(async () => {
      const counter = new Counter({}, new VirtualClock(START), openDatabase(join(data, 'tongxing.db')));
      layKeys(data, counter.key);
      await counter.connect();
      await counter.agent.stop();
      for (const name of ['', ...readdirSync(data, { recursive: true, encoding: 'utf8' })])
        chownSync(join(data, name), SERVICE, SERVICE);
    });

    it('leave to that user what they write: lists, copies, pairings, and the folders made for them', async () => {
      const list = join(folder, 'list.txt');
      writeFileSync(
        list,
        '{"format":"tongxing.revocation.1","version":"1","as_of":"2022-10-08","base":"","count":0}\n',
      );
      expect(await tongxing('revocation', 'import', list, '--data', data)).toBe(0);
      expect(await tongxing('backup', '--data', data)).toBe(0);
      expect(await tongxing('front', 'pair', '药店系统', '--data', data)).toBe(0);
      const [copy = ''] = readdirSync(join(data, 'backups'));
      expect(await tongxing('restore', join(data, 'backups', copy), '--data', data)).toBe(0);
      expect(owners(data)).toContain(`front.json ${SERVICE}`);
      expect(notTheirs()).toEqual([]);
    });

    it('change the owner of nothing else: not through a link, nor of a file with another name', async () => {
      const [outside, elsewhere] = [join(folder, 'outside'), join(folder, 'elsewhere')];
      mkdirSync(outside);
      for (const path of [join(outside, 'file'), elsewhere]) writeFileSync(path, '');
      symlinkSync(outside, join(data, 'link'));
      linkSync(elsewhere, join(data, 'second-name'));
      expect(await tongxing('front', 'list', '--data', data)).toBe(0);
      expect([outside, join(outside, 'file'), elsewhere].map((path) => statSync(path).uid)).toEqual([0, 0, 0]);
    });
  },
);

it('a data folder that the log is the first to write to is its owner’s alone', async () => {
  await createPinoLog({ level: 'info', file: join(data, 'new', 'tongxing.log') }).close();
  expect(statSync(join(data, 'new')).mode & 0o777).toBe(0o700);
});
