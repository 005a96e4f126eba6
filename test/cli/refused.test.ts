/** What the system refuses a command is said in both languages with the next step; it is no defect of ours. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UPDATE_FORMAT } from '../../agent/adapters/revocation/build.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { COMMANDS } from '../../agent/cli/commands.ts';
import { disk } from '../../agent/cli/doctor/machine.ts';
import { runProgram } from '../../agent/cli/program.ts';
import { explain } from '../../agent/cli/start-fault.ts';
import { packageRoot } from '../../agent/root.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, START } from '../agent/counter.ts';
import { layKeys } from '../store/laid-keys.ts';
import { typedWorld } from './typed-world.ts';

const DEMO_CATALOGUE = join(packageRoot(), 'simulator/catalogue/demo.json');
const PROGRAM = join(packageRoot(), 'dist/tongxing.js');

let folder: string;
let data: string;

/** A stopped terminal's data folder, and beside it a file where folders are looked for. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-refused-'));
  data = join(folder, 'data');
  mkdirSync(data);
  const counter = new Counter({}, new VirtualClock(START), openDatabase(join(data, 'tongxing.db')));
  layKeys(data, counter.key);
  await counter.connect();
  await counter.command({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
  await counter.agent.stop();
  writeFileSync(join(folder, 'file'), '');
});

afterEach(() => rmSync(folder, { recursive: true }));

async function tongxing(...args: string[]) {
  const { world, heard } = typedWorld(() => START);
  return { code: await runProgram([...args, '--data', data], COMMANDS, world), ...heard() };
}

describe('a command whose file or folder the system refuses', () => {
  it.each([
    ['backup', '--to'],
    ['ledger export', '--out'],
    ['reconcile export --date 2022-10-08', '--out'],
    ['doctor', '--bundle'],
  ])('tongxing %s %s ends with 3, the path and the next step', async (line, option) => {
    const path = join(folder, 'file', 'x');
    const { code, complained } = await tongxing(...line.split(' '), option, path);
    expect(complained).toContain(`文件或目录不能读写：${path}（ENOTDIR）。检查路径、权限和磁盘后再执行。`);
    expect(complained).toContain('Check path, permissions and disk');
    expect(code).toBe(3);
  });

  it.each([
    ['backup', '--to', 'tongxing.db'],
    ['ledger export', '--out', 'tongxing.db'],
    ['ledger export', '--out', 'tongxing.db-wal'],
    ['doctor', '--bundle', 'tongxing.db'],
  ])('tongxing %s %s %s of the data folder is refused: the ledger is whole afterwards', async (line, option, name) => {
    const link = join(folder, 'link');
    symlinkSync(data, link);
    for (const place of [data, link]) {
      const { code, complained } = await tongxing(...line.split(' '), option, join(place, name));
      expect([code, complained]).toEqual([2, expect.stringContaining('那是账本本身，不能写')]);
    }
    expect((await tongxing('ledger', 'verify')).code).toBe(0);
  });

  it('says which folder cannot be made, and not that it is missing, as Node does of a read-only disk', () => {
    const said = explain(Object.assign(new Error(), { code: 'ENOENT', syscall: 'mkdir', path: '/mnt/copies' }));
    expect(said).toContain('文件或目录不能读写：/mnt/copies（mkdir）。');
  });

  it('names the place that takes no more, and not what was to be copied there', () => {
    const copy = { syscall: 'copyfile', path: '/mnt/usb/copy.db', dest: '/data/tongxing.db' };
    const said = explain(Object.assign(new Error(), { code: 'EROFS', ...copy }));
    expect(said).toContain('文件或目录不能读写：/data/tongxing.db（EROFS）。');
  });

  it.each([
    ...['pack list', 'catalogue list', 'catalogue import file', 'revocation import file', 'restore file', 'backup'],
    ...['front list', 'front pair 药店系统', 'clients', 'queue', 'ledger verify', 'keys list', 'doctor'],
  ])('tongxing %s of a mistyped data folder says that there is none, and makes none', async (line) => {
    const { world, heard } = typedWorld(() => START);
    const words = line.replace('file', join(folder, 'file')).split(' ');
    expect(await runProgram([...words, '--data', join(folder, 'dta')], COMMANDS, world)).toBe(3);
    expect(heard()).toEqual({
      said: '',
      complained: expect.stringContaining(`找不到文件或目录 ${join(folder, 'dta')}。`),
    });
    expect(existsSync(join(folder, 'dta'))).toBe(false);
  });

  it('restore to a configured data folder that is not there says so', async () => {
    const path = join(folder, 'config.yaml');
    const example = readFileSync('agent/config.example.yaml', 'utf8');
    writeFileSync(path, example.replace('data_dir: ./data', 'data_dir: ./other'));
    const { world, heard } = typedWorld(() => START);
    expect(await runProgram(['restore', join(data, 'tongxing.db'), '-c', path], COMMANDS, world)).toBe(3);
    expect(heard().complained).toContain(`找不到文件或目录 ${join(folder, 'other')}。`);
  });

  it.each(['keys restore', 'revocation import', 'restore'])('tongxing %s of a folder says so', async (line) => {
    const { code, complained } = await tongxing(...line.split(' '), folder);
    expect([code, complained]).toEqual([3, expect.stringMatching(/文件或目录不能读写：.+（EISDIR）/)]);
  });

  it('says that the disk is full where it is', async () => {
    const { code, complained } = await tongxing('ledger', 'export', '--out', '/dev/full');
    expect([code, complained]).toEqual([3, expect.stringContaining('磁盘已满')]);
  });

  it('says of a backup or a ledger that is not there that it is not there, and not that it is damaged', async () => {
    const backup = await tongxing('restore', join(folder, 'none.db'));
    expect([backup.code, backup.complained]).toEqual([3, expect.stringContaining('找不到文件或目录')]);
    rmSync(join(data, 'tongxing.db'));
    const ledger = await tongxing('salvage');
    expect([ledger.code, ledger.complained]).toEqual([3, expect.stringContaining('找不到文件或目录')]);
  });
});

describe.runIf(process.platform === 'linux')('a data folder of another user', () => {
  /** As root once what lets it in everywhere is taken away. */
  const CAPS = '-dac_override,-dac_read_search';
  const anybody = process.getuid?.() === 0 ? ['setpriv', `--bounding-set=${CAPS}`, `--inh-caps=${CAPS}`] : ['env'];
  beforeEach(() => chmodSync(data, 0));
  afterEach(() => chmodSync(data, 0o700));

  it.each([
    ...['queue', 'ledger verify', 'shift', 'reconcile', 'keys list', 'devices', 'doctor'],
    ...['catalogue list', 'pack list', 'clients list', 'front list', 'open --print'],
  ])('tongxing %s says that it may not be looked into, not that it is empty or no agent runs', (line) => {
    const [command = '', ...words] = [...anybody, process.execPath, PROGRAM, ...line.split(' '), '--data', data];
    const { status, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`文件或目录不能读写：${data}（EACCES）。检查路径、权限和磁盘后再执行。`);
  });
});

describe('native modules that were built for another Node', () => {
  const SAID = "The module 'x.node'\\nwas compiled for NODE_MODULE_VERSION 115. Please try re-installing";

  it.each(['queue', 'ledger verify', 'doctor', 'start -c config.yaml'])(
    'tongxing %s says so and what to do',
    (line) => {
      const shim = join(folder, 'other-node.cjs');
      writeFileSync(join(data, 'tongxing.db.lock'), '');
      const refuses = `Object.assign(new Error("${SAID}"), { code: 'ERR_DLOPEN_FAILED' })`;
      writeFileSync(shim, `require('node:module')._extensions['.node'] = () => { throw ${refuses}; };`);
      const example = readFileSync('agent/config.example.yaml', 'utf8');
      writeFileSync(join(folder, 'config.yaml'), example.replace('./data/catalogue', DEMO_CATALOGUE));
      const place = line.startsWith('start') ? [] : ['--data', data];
      const words = ['--require', shim, PROGRAM, ...line.split(' '), ...place];
      const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
      const said = "程序的本机模块不能加载（The module 'x.node' was compiled for NODE_MODULE_VERSION 115）";
      expect([status, stdout + stderr]).toEqual([line === 'doctor' ? 4 : 3, expect.stringContaining(said)]);
      expect(stdout + stderr).toContain('run npm rebuild in its folder');
      expect(stdout + stderr).not.toContain('程序缺陷');
    },
  );
});

describe('a data folder that came to harm', () => {
  it('whose lock cannot be opened is not said to be used by another process', async () => {
    mkdirSync(join(data, 'tongxing.db.lock'));
    const { code, complained } = await tongxing('salvage');
    expect([code, complained]).toEqual([3, expect.stringContaining('数据文件读写失败')]);
  });

  it('whose ledger has pages that cannot be read is found damaged by tongxing ledger verify', async () => {
    const path = join(data, 'tongxing.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 3 * 4_096));
    const { code, complained } = await tongxing('ledger', 'verify');
    expect([code, complained]).toEqual([4, expect.stringContaining(`数据文件已损坏：${path}`)]);
  });

  it.each([
    ['salvage', `${join('data', 'tongxing.db')}（SQLITE_IOERR_WRITE）。检查磁盘`],
    ['catalogue import 1301.txt', `${join('data', 'catalogue')}。检查磁盘`],
  ])('tongxing %s says so where the disk takes no more, and which file it is', (line, place) => {
    writeFileSync(join(folder, '1301.txt'), '');
    // The system then refuses what is longer than this.
    const limited = `ulimit -f 8; exec "${process.execPath}" "${PROGRAM}" ${line} --data data`;
    const { status, stderr } = spawnSync('sh', ['-c', limited], { cwd: folder, encoding: 'utf8' });
    expect([status, stderr]).toEqual([3, expect.stringContaining(place)]);
    expect(stderr).toContain('数据文件读写失败');
  });
});

it('tongxing restore of a copy whose keys are not here says that there is no start without them, and the way to them', async () => {
  const copy = join(folder, 'copy.db');
  expect((await tongxing('backup', '--to', copy)).code).toBe(0);
  expect((await tongxing('restore', copy)).code).toBe(0);
  rmSync(join(data, 'keys', '1.key'));
  const { code, said, complained } = await tongxing('restore', copy);
  expect([code, said]).toEqual([4, expect.stringContaining('已恢复')]);
  expect(complained).toContain('缺少这份备份的数据密钥 1，放回之前终端不能启动：先 tongxing keys request');
  expect((await tongxing('keys', 'list')).said).toMatch(/^1 .*missing/m);
});

describe('tongxing keys restore', () => {
  it.each(['{"keys": [{"name": "1", "wrapped": "AA=="}]}', '{}', 'null', 'no JSON'])(
    'of %s, which is no file of opened keys, says what it waits for',
    async (text) => {
      const file = join(folder, 'keys.json');
      writeFileSync(file, text);
      const { code, complained } = await tongxing('keys', 'restore', file);
      expect([code, complained]).toEqual([2, expect.stringContaining('须先由中心解开')]);
    },
  );
});

describe('tongxing revocation where no list was ever imported', () => {
  it.each(['status', 'check 000000000000'])('%s says so and how to import one', async (line) => {
    const { code, complained } = await tongxing('revocation', ...line.split(' '));
    expect(complained).toContain(`这台终端没有黑名单：${join(data, 'revocation', 'list.bin')}`);
    expect(complained).toContain('Import a full list by tongxing revocation import');
    expect(code).toBe(3);
  });

  it('a file to import that is not there is another matter', async () => {
    const { code, complained } = await tongxing('revocation', 'import', join(folder, 'none.txt'));
    expect([code, complained]).toEqual([3, expect.stringContaining(`找不到文件或目录 ${join(folder, 'none.txt')}`)]);
  });
});

describe('tongxing revocation import of a full list', () => {
  const taken = async (version: string, as_of: string, ...more: string[]) => {
    const list = join(folder, `list-${version}.txt`);
    const head = { format: UPDATE_FORMAT, version, as_of, base: '', count: 0 };
    writeFileSync(list, `${JSON.stringify(head)}\n`);
    const { code, complained } = await tongxing('revocation', 'import', list, ...more);
    return code === 0 ? 'taken' : complained;
  };

  it('of an earlier time than the one that serves is refused, unless that is what is wanted', async () => {
    expect(await taken('2', '2022-10-08')).toBe('taken');
    expect(await taken('1', '2022-10-07')).toContain('of an earlier time than the list that serves; --older takes it');
    expect((await tongxing('revocation', 'status')).said).toContain('2  ');
    expect(await taken('1', '2022-10-07', '--older')).toBe('taken');
    expect(await taken('2', '2022-10-08')).toBe('taken');
    expect(await taken('2b', '2022-10-08')).toBe('taken');
  });
});

describe('tongxing doctor on a full disk', () => {
  it('finds that nothing can be written and goes on', () => {
    symlinkSync('/dev/full', join(data, `.doctor-${process.pid}`));
    expect(disk(data)).toMatchObject([
      { check: 'disk_room' },
      { check: 'disk_sync', health: 'bad', zh: '写盘失败 ENOSPC write' },
    ]);
  });
});
