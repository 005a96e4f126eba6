/** The command line: help that teaches, refusals that name the next step, exit codes that mean what they say. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSecret } from '../../agent/adapters/secret-file.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { verifyAt } from '../../agent/cli/ledger.ts';
import { queueAt } from '../../agent/cli/ledger-place.ts';
import { type Commands, runProgram } from '../../agent/cli/program.ts';
import { spellAge } from '../../agent/cli/queue.ts';
import { runStart } from '../../agent/cli/start.ts';
import type { World } from '../../agent/cli/world.ts';
import { packageRoot } from '../../agent/root.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, START } from '../agent/counter.ts';
import { layKeys } from '../store/laid-keys.ts';

interface TestWorld extends World {
  said: string;
  complained: string;
}

function world(): TestWorld {
  const made: TestWorld = {
    said: '',
    complained: '',
    out: (text) => {
      made.said += text;
    },
    err: (text) => {
      made.complained += text;
    },
    nowMs: () => START + 95_000,
    stopped: () => Promise.resolve(),
  };
  return made;
}

/** Commands that only note what they were asked. */
function noting(): { readonly commands: Commands; readonly asked: [string, object][] } {
  const asked: [string, object][] = [];
  const note = (name: string, code: number) => async (options: object) => {
    asked.push([name, options]);
    return code;
  };
  return {
    asked,
    commands: {
      start: note('start', 0),
      explain: async () => null,
      keepOwners: async () => () => {},
      demo: note('demo', 0),
      open: note('open', 0),
      presettle: note('presettle', 2),
      queue: async () => ({
        queueList: note('queue', 0),
        queueShow: async (msgid, options) => note('queueShow', 0)({ msgid, ...options }),
        queueCancel: async (msgid, options) => note('queueCancel', 0)({ msgid, ...options }),
        queueUnpark: async (msgid, options) => note('queueUnpark', 0)({ msgid, ...options }),
        queueClose: async (msgid, as, options) => note('queueClose', 0)({ msgid, as, ...options }),
      }),
      care: async () => ({
        ledgerVerify: note('ledgerVerify', 4),
        ledgerExport: note('ledgerExport', 0),
        backup: note('backup', 0),
        restore: async (file, options) => note('restore', 0)({ file, ...options }),
        salvage: note('salvage', 0),
        keysList: note('keysList', 0),
        keysRequest: note('keysRequest', 0),
        keysRestore: async (file, options) => note('keysRestore', 0)({ file, ...options }),
      }),
      doctor: note('doctor', 0),
      front: async () => ({
        frontPair: async (name, options) => note('frontPair', 0)({ name, ...options }),
        frontList: note('frontList', 0),
        frontRevoke: async (name, options) => note('frontRevoke', 0)({ name, ...options }),
      }),
      clients: async () => ({
        clientsList: note('clientsList', 0),
        clientsConfirm: async (code, options) => note('clientsConfirm', 0)({ code, ...options }),
        clientsRefuse: async (code, options) => note('clientsRefuse', 0)({ code, ...options }),
        clientsRevoke: async (client, options) => note('clientsRevoke', 0)({ client, ...options }),
      }),
      devices: async () => ({
        devicesList: note('devicesList', 0),
        devicesWatch: note('devicesWatch', 0),
        devicesName: async (role, device, options) => note('devicesName', 0)({ role, device, ...options }),
        devicesForget: async (role, options) => note('devicesForget', 0)({ role, ...options }),
        devicesTest: async (device, options) => note('devicesTest', 0)({ device, ...options }),
      }),
      sim: async () => ({
        serve: note('serve', 0),
        people: note('people', 0),
        draw: note('draw', 0),
        run: async (names, flags) => note('simRun', 4)({ names, ...flags }),
        check: async (names) => note('simCheck', 2)({ names }),
        list: async (names) => note('simList', 0)({ names }),
        record: async (name, flags) => note('simRecord', 4)({ name, ...flags }),
        replay: async (file, flags) => note('simReplay', 4)({ file, ...flags }),
        centre: {
          serve: note('centreServe', 0),
          show: async (what, flags) => note('centreShow', 0)({ what, ...flags }),
          person: async (psn_no, flags) => note('centrePerson', 0)({ psn_no, ...flags }),
          card: async (cardno, flags) => note('centreCard', 0)({ cardno, ...flags }),
          prescribe: async (psn_no, lines, flags) => note('centrePrescribe', 0)({ psn_no, lines, ...flags }),
          withdraw: async (hi_rxno, flags) => note('centreWithdraw', 0)({ hi_rxno, ...flags }),
          voucher: async (psn_no, flags) => note('centreVoucher', 0)({ psn_no, ...flags }),
          faults: async (settings, flags) => note('centreFaults', 0)({ settings, ...flags }),
          drop: note('centreDrop', 0),
          terminal: async (dev_no, flags) => note('centreTerminal', 0)({ dev_no, ...flags }),
          code: async (code, flags) => note('centreCode', 0)({ code, ...flags }),
          pack: async (file, flags) => note('centrePack', 0)({ file, ...flags }),
        },
      }),
      pack: async () => ({
        packList: note('packList', 0),
        packVerify: async (file, options) => note('packVerify', 2)({ file, ...options }),
        packActivate: async (name, options) => note('packActivate', 0)({ name, ...options }),
        packDiff: async (before, after, options) => note('packDiff', 0)({ before, after, ...options }),
      }),
      shift: async () => ({
        shiftShow: note('shiftShow', 0),
        shiftOpen: note('shiftOpen', 0),
        shiftHandOver: note('shiftHandOver', 0),
        shiftClose: note('shiftClose', 0),
        shiftEnrol: note('shiftEnrol', 0),
        shiftRole: note('shiftRole', 0),
        shiftRemove: note('shiftRemove', 0),
        shiftRecover: note('shiftRecover', 0),
        reconcileDay: note('reconcileDay', 0),
        reconcileList: note('reconcileList', 0),
        reconcileAct: async (item, action, options) => note('reconcileAct', 0)({ item, action, ...options }),
        reconcileExport: note('reconcileExport', 0),
      }),
      revocation: async () => ({
        revocationImport: async (file, options) => note('revocationImport', 0)({ file, ...options }),
        revocationStatus: note('revocationStatus', 0),
        revocationCheck: async (cards, options) => note('revocationCheck', 4)({ cards, ...options }),
      }),
      catalogueImport: async (files, options) => note('catalogueImport', 0)({ files, ...options }),
      catalogueList: note('catalogueList', 0),
      catalogueFind: async (text, options) => note('catalogueFind', 0)({ text, ...options }),
    },
  };
}

describe('tongxing --help', () => {
  it('says in both languages what it is, and shows a first example of every command', async () => {
    const { commands } = noting();
    const help = world();
    expect(await runProgram(['--help'], commands, help)).toBe(0);
    for (const command of ['demo', 'start', 'presettle', 'queue', 'ledger verify', 'catalogue import', 'pack list'])
      expect(help.said).toMatch(new RegExp(`^  tongxing ${command}`, 'm'));
    expect(help.said).toContain('医保');
    expect(help.said).toContain('explains every fen');
    expect(help.said).toContain('退出码 Exit codes');
  });

  it('is what an empty command line gets', async () => {
    const { commands, asked } = noting();
    const [empty, help] = [world(), world()];
    expect(await runProgram([], commands, empty)).toBe(0);
    await runProgram(['--help'], commands, help);
    expect(empty.said).toBe(help.said);
    expect(asked).toEqual([]);
  });

  it.each([
    ['start', '--help'],
    ['demo', '--help'],
    ['presettle', '--help'],
    ['queue', 'list', '--help'],
    ['queue', 'unpark', '--help'],
    ['ledger', 'verify', '--help'],
    ['catalogue', 'import', '--help'],
    ['catalogue', 'find', '--help'],
    ['help', 'start'],
  ])('teaches with an example: %s %s %s', async (...args) => {
    const help = world();
    expect(await runProgram(args.filter(Boolean), noting().commands, help)).toBe(0);
    expect(help.said).toContain('例 Examples:');
    expect(help.said).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('a command line', () => {
  it('says the same of the daemon, whose line does not wait for all other commands', async () => {
    const [alone, among] = [world(), world()];
    await runProgram(['start', '--help'], noting().commands, alone);
    await runProgram(['help', 'start'], noting().commands, among);
    expect(alone).toMatchObject({ said: among.said, complained: '' });
    const refused = world();
    expect(await runProgram(['start', '--config', 'c.yaml', '--confg'], noting().commands, refused)).toBe(2);
    expect(refused.complained).toContain("'--confg'");
    expect(refused.complained).toContain('--config');
  });

  it('hands each command its options and ends with its exit code', async () => {
    const { commands, asked } = noting();
    const given = world();
    expect(await runProgram(['start', '--config', 'c.yaml'], commands, given)).toBe(0);
    expect(await runProgram(['presettle', 'case.json', '--pack', 'p.json'], commands, given)).toBe(2);
    expect(await runProgram(['presettle', '--jsonl'], commands, given)).toBe(2);
    expect(await runProgram(['queue', '--data', 'd', '--json'], commands, given)).toBe(0);
    expect(await runProgram(['ledger', 'verify', '-c', 'c.yaml'], commands, given)).toBe(4);
    expect(await runProgram(['catalogue', 'import', '1301.zip', '1312.txt', '--data', 'd'], commands, given)).toBe(0);
    expect(await runProgram(['catalogue', 'find', 'AMXL', '--data', 'd'], commands, given)).toBe(0);
    expect(await runProgram(['presettle', '--replay', 'M1', '--data', 'd'], commands, given)).toBe(2);
    expect(await runProgram(['pack', 'list', '--data', 'd'], commands, given)).toBe(0);
    expect(await runProgram(['pack', 'verify', 'p.json', '--key', 'k.pem'], commands, given)).toBe(2);
    expect(await runProgram(['pack', 'activate', 'p', '--rollback', '--data', 'd'], commands, given)).toBe(0);
    expect(await runProgram(['pack', 'diff', 'a.json', 'b.json'], commands, given)).toBe(0);
    expect(asked).toEqual([
      ['start', { config: 'c.yaml' }],
      ['presettle', { file: 'case.json', pack: 'p.json' }],
      ['presettle', { jsonl: true }],
      ['queue', { data: 'd', json: true, limit: '50' }],
      ['ledgerVerify', { config: 'c.yaml' }],
      ['catalogueImport', { files: ['1301.zip', '1312.txt'], data: 'd' }],
      ['catalogueFind', { text: 'AMXL', data: 'd', limit: '20' }],
      ['presettle', { replay: 'M1', data: 'd' }],
      ['packList', { data: 'd' }],
      ['packVerify', { file: 'p.json', key: 'k.pem' }],
      ['packActivate', { name: 'p', rollback: true, data: 'd' }],
      ['packDiff', { before: 'a.json', after: 'b.json' }],
    ]);
  });

  it('a check of the ledger gives way before it loads what it needs', async () => {
    const { commands } = noting();
    const order: string[] = [];
    const care: Commands['care'] = async (given) => {
      order.push('loads');
      return commands.care(given);
    };
    const given = { ...world(), giveWay: async () => void order.push('gives way') };
    await runProgram(['ledger', 'verify', '--data', 'd'], { ...commands, care }, given);
    expect(order).toEqual(['gives way', 'loads']);
  });

  it.each([
    [['strat'], 'start'],
    [['queue', '--jsn'], '--json'],
    [['start'], '--config'],
    [['start', '--config'], '--config'],
    [['ledger', 'verfy'], 'verify'],
    [['queue', 'extra'], 'tongxing --help'],
  ])('that is wrong ends with 2 and names what to do: %j', async (args, named) => {
    const { commands, asked } = noting();
    const refused = world();
    expect(await runProgram(args, commands, refused)).toBe(2);
    expect(refused.complained).toContain(named);
    expect(refused.complained).toContain('tongxing --help');
    expect(asked).toEqual([]);
  });

  it('lets a defect of a command through', async () => {
    const broken = { ...noting().commands, demo: () => Promise.reject(new Error('a defect')) };
    await expect(runProgram(['demo'], broken, world())).rejects.toThrow('a defect');
  });
});

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-cli-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A data folder with two provisional sales in it, left as a process leaves it that is still at work. */
async function dataFolder(): Promise<Counter> {
  const counter = new Counter({}, new VirtualClock(START), openDatabase(join(folder, 'tongxing.db')));
  layKeys(folder, counter.key);
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  counter.cut();
  await counter.run();
  await counter.sell('k1', '12.34');
  await counter.sell('k2', '100.00');
  return counter;
}

describe('tongxing queue', () => {
  it('shows what is open, oldest first, with amount, age and next step, and no person, while the agent is at work', async () => {
    const counter = await dataFolder();
    const shown = world();
    expect(await queueAt({ data: folder, limit: '50' }, shown)).toBe(0);
    const [, first = '', second = ''] = shown.said.split('\n');
    expect(first).toMatch(/^P37010200001\d{18} {2}2022-10-08 09:30:00 {2}1m3[45]s +12\.34 +待上传 queued/);
    expect(second).toContain('100.00');
    expect(first).toContain('连网后自动上传');
    expect(shown.said).toContain('2 笔未完成 open\n');
    expect(shown.said).not.toMatch(/PSN-|9900001990|测试甲/);
    await counter.agent.stop();
  });

  it('says when there is more than it shows', async () => {
    const counter = await dataFolder();
    const shown = world();
    await queueAt({ data: folder, limit: '1' }, shown);
    expect(shown.said).toContain('1 笔未完成 open（还有更多');
    await counter.agent.stop();
  });

  it('answers programs in JSON', async () => {
    const counter = await dataFolder();
    const shown = world();
    expect(await queueAt({ data: folder, limit: '50', json: true }, shown)).toBe(0);
    expect(JSON.parse(shown.said)).toMatchObject([
      { state: 'queued', provisional: true, medfee_sumamt: '12.34', number: 1 },
      { state: 'queued', provisional: true, medfee_sumamt: '100.00', number: 2 },
    ]);
    await counter.agent.stop();
  });

  it.each([
    [{ limit: '50' }, 2, '--data FOLDER'],
    [{ limit: 'all', data: '.' }, 2, '--limit'],
    [{ limit: '50', data: '/nowhere' }, 3, '找不到文件或目录 /nowhere。'],
    [{ limit: '50', config: '/nowhere.yaml' }, 2, '/nowhere.yaml'],
  ])('says what it lacks: %j', async (options, code, named) => {
    const refused = world();
    expect(await queueAt(options, refused)).toBe(code);
    expect(refused.complained).toContain(named);
  });

  it('does not show a ledger under a key that is not its own', async () => {
    const counter = await dataFolder();
    await counter.agent.stop();
    writeSecret(join(folder, 'keys', '1.key'), Buffer.alloc(32, 8));
    const refused = world();
    expect(await queueAt({ data: folder, limit: '50' }, refused)).toBe(3);
    expect(refused.complained).toContain('数据密钥与数据文件不符');
  });

  it.each([
    [0, '0s'],
    [95_000, '1m35s'],
    [3_600_000, '1h'],
    [93_784_000, '1d2h'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(spellAge(ms)).toBe(text);
  });
});

describe('tongxing ledger verify', () => {
  it('finds a whole ledger whole', async () => {
    const counter = await dataFolder();
    const shown = world();
    expect(await verifyAt({ data: folder }, shown)).toBe(0);
    expect(shown.said).toMatch(/完整无误.*\d+ 条账目 entries, 2 笔交易 transactions, [0-9a-f]{64}/);
    await counter.agent.stop();
  });

  it('ends with 4 when somebody changed an entry', async () => {
    const counter = await dataFolder();
    await counter.agent.stop();
    const db = new Database(join(folder, 'tongxing.db'));
    db.exec("UPDATE journal SET fact = fact || ' ' WHERE seq = 2");
    db.close();
    const shown = world();
    expect(await verifyAt({ data: folder }, shown)).toBe(4);
    expect(shown.said).toContain('被改动');
  });
});

describe('tongxing start', () => {
  it('ends with 2 and the place of every mistake of its configuration', async () => {
    const path = join(folder, 'config.yaml');
    writeFileSync(path, 'data_dir: ./data\nlimit: {}\n');
    const refused = world();
    expect(await runStart(path, refused)).toBe(2);
    expect(refused.complained).toContain(`${path}:2:1\n  没有配置项 limit，是否想写 limits`);
    expect(refused.complained).toContain('缺少配置项 centre');
  });

  it('ends with 3 and the next step when something it needs is not there', async () => {
    const path = join(folder, 'config.yaml');
    mkdirSync(join(folder, 'data'));
    const example = readFileSync(join(packageRoot(), 'agent/config.example.yaml'), 'utf8');
    writeFileSync(path, `${example}\nlog: { file: ./log/tongxing.log }\n`);
    const refused = world();
    expect(await runStart(path, refused)).toBe(3);
    expect(refused.complained).toContain(`药品目录不能使用：${join(folder, 'data/catalogue')}`);
    const [line = ''] = readFileSync(join(folder, 'log/tongxing.log'), 'utf8').split('\n');
    expect(JSON.parse(line)).toMatchObject({ level: 'error', msg: 'not_started', code: 'catalogue_invalid' });
  });
});
