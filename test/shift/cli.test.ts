/** `tongxing shift` and `tongxing reconcile`, over a running agent's API and over its ledger when it does not run. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { COMMANDS } from '../../agent/cli/commands.ts';
import { runProgram } from '../../agent/cli/program.ts';
import { createHttpApi, type HttpApi } from '../../agent/local-api.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, START } from '../agent/counter.ts';
import { typedWorld } from '../cli/typed-world.ts';
import { layKeys } from '../store/laid-keys.ts';
import { DAY, Shop } from './shop.ts';

let folder: string;
let shop: Shop;
let api: HttpApi | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-shift-'));
  const counter = new Counter({}, new VirtualClock(START), openDatabase(join(folder, 'tongxing.db')));
  layKeys(folder, counter.key);
  shop = await Shop.open(counter);
  const { agent, clock } = counter;
  const pins = scryptPins(4);
  api = await createHttpApi({ agent, clock, tokenPath: join(folder, 'api.token'), port: 0, version: '0.1.0', pins });
  writeFileSync(join(folder, 'api.port'), String(api.port));
});

afterEach(async () => {
  await api?.close();
  await shop.counter.agent.stop();
  rmSync(folder, { recursive: true });
});

/** Runs one command line against the folder; `secrets` are what is typed. */
async function tongxing(line: string, secrets: readonly string[] = []) {
  const { world, heard } = typedWorld(() => shop.counter.clock.wallMs(), secrets);
  const help = line.endsWith('--help');
  const args = [...line.split(' '), ...(help ? [] : ['--data', folder])];
  const code = await shop.during(runProgram(args, COMMANDS, world));
  return { code, ...heard() };
}

async function stopAgent(): Promise<void> {
  await api?.close();
  api = null;
}

describe.skipIf(process.getuid?.() !== 0)(
  'a chief who lost the PIN (recovered by root alone: skipped for others)',
  () => {
    it('gets another from root while no agent runs, unlocked and chief again, and the journal keeps it', async () => {
      await tongxing('shift enrol --opter 002 --name 测试乙', ['123456']);
      for (let at = 0; at < 5; at += 1) await tongxing('shift hand-over --opter 002', ['000000']);
      expect((await tongxing('shift recover --opter 002', ['654321'])).complained).toContain('另一个进程');
      await stopAgent();
      await shop.counter.agent.stop();
      expect(await tongxing('shift recover --opter 009', ['654321'])).toMatchObject({ code: 3 });
      expect(await tongxing('shift recover --opter 002', ['65'])).toMatchObject({ code: 3 });
      expect((await tongxing('shift recover --opter 002', ['654321'])).said).toContain('002 已设新 PIN');
      const db = openDatabase(join(folder, 'tongxing.db'));
      const [kept] = db.prepare<[], { pin_hash: string }>('SELECT * FROM operators').all();
      expect(kept).toMatchObject({ opter: '002', role: 'chief', failures: 0, locked_until_ms: 0 });
      expect(await scryptPins().matches('654321', kept?.pin_hash ?? '')).toBe(true);
      const facts = db.prepare<[], string>("SELECT group_concat(fact, ' ') FROM journal").pluck().get();
      expect(facts).toMatch(/"operator",\d+,"002","recovered",0,"chief"/);
      db.close();
    });
  },
);

it('tongxing open asks the agent of this folder, whichever port it got', async () => {
  expect((await tongxing('open --print')).said).toContain(`http://127.0.0.1:${api?.port}/open/`);
});

describe('tongxing shift', () => {
  it('shows the shift, enrols, hands over by PIN and closes the day', async () => {
    await shop.sell();
    expect(await tongxing('shift')).toMatchObject({ code: 0, said: expect.stringContaining('已签到 signed in') });
    expect((await tongxing('shift enrol --opter 002 --name 测试乙', ['123456'])).said).toContain(
      '已登记 enrolled: 002',
    );
    const wrong = await tongxing('shift hand-over --opter 002', ['000000']);
    expect(wrong).toMatchObject({
      code: 3,
      complained: expect.stringContaining('操作员 002 的 PIN 不对，还可试 4 次'),
    });
    expect((await tongxing('shift hand-over --opter 002', ['123456'])).said).toContain('操作员 operator: 002 测**');
    const { shift, operators } = JSON.parse((await tongxing('shift --json')).said);
    expect(shift).toMatchObject({ phase: 'signed_in', opter: '002' });
    expect(operators).toMatchObject([{ opter: '002', locked_until: null }]);
    const closed = await tongxing('shift close');
    expect(closed.said).toMatch(/本机 here +310 .* 1 +100\.00/);
    expect(closed.said).toContain('两边一致，已签退 equal; signed out');
    // Nobody is on duty any more, and 002 is the only chief there is.
    expect((await tongxing('shift remove --opter 002')).complained).toContain('没有权限：管理操作员');
    expect((await tongxing('shift remove --opter 002 --by 002', ['123456'])).complained).toContain(
      '至少要有一名负责人',
    );
    const line = 'shift enrol --opter 003 --name 测试丙 --role chief --by 002';
    expect((await tongxing(line, ['123456', '654321'])).said).toContain('已登记 enrolled: 003 负责人 chief');
    expect((await tongxing('shift role --opter 002 --role cashier --by 003', ['654321'])).said).toContain(
      '收银员 cashier',
    );
    expect((await tongxing('shift remove --opter 002 --by 003', ['654321'])).said).toContain('removed: 002');
  });

  it('without an agent shows what the ledger says, and says how to start one for the rest', async () => {
    await stopAgent();
    expect((await tongxing('shift')).said).toContain('终端未运行，来自账本');
    const refused = await tongxing('shift close');
    expect(refused).toMatchObject({ code: 3, said: '' });
    expect(refused.complained).toContain('终端程序没有在运行');
    expect(refused.complained).toContain('tongxing start --config');
  });
});

describe('tongxing reconcile', () => {
  it('compares the day, lists what differs with its legal actions, does one, and refuses an illegal one', async () => {
    const msgid = await shop.sell();
    shop.spoil(msgid, 'lack');
    shop.spoil(await shop.sell('7.00'), 'twice');
    const day = await tongxing('reconcile');
    expect(day.said).not.toContain('still on their way');
    expect(day).toMatchObject({ code: 0, said: expect.stringContaining('不平 they differ') });
    expect(day.said).toContain('仅本机有 only here · 未处理 open');
    expect(day.said).toContain('可以 possible: inquire 查询 · resend 同号重发 · reverse 冲正');
    const items = JSON.parse((await tongxing('reconcile list --json')).said) as { item: string; class: string }[];
    expect(items.map((one) => one.class).sort()).toEqual(['duplicate', 'only_here']);
    const of = (kind: string) => items.find((one) => one.class === kind)?.item ?? '';
    expect((await tongxing(`reconcile act ${of('only_here')} resend`)).said).toContain('已解决 resolved');
    const illegal = await tongxing(`reconcile act ${of('duplicate')} reverse`);
    expect(illegal).toMatchObject({ code: 3 });
    expect(illegal.complained).toContain('可以：inquire, accept_centre, sign_off');
    expect((await tongxing(`reconcile act ${of('duplicate')} burn`)).code).toBe(2);
    expect((await tongxing('shift close')).complained).toContain('清单上还有 1 项未处理');
    const signed = await tongxing(`reconcile act ${of('duplicate')} sign_off --reason 已核实`);
    expect(signed.said).toContain('已签字 signed off');
    expect((await tongxing('shift close')).said).toContain('已签字并签退');
    expect((await tongxing('reconcile list --all')).said).toContain('：已核实');
  });

  it('says of a sale it undoes what cash goes back, and of a list made while something is on its way that it will change', async () => {
    shop.spoil(await shop.sell(), 'lack');
    await tongxing('reconcile');
    const [item] = JSON.parse((await tongxing('reconcile list --json')).said) as { item: string }[];
    expect((await tongxing(`reconcile act ${item?.item} reverse`)).said).toContain('应退现金 cash to pay back 50.00');
    await shop.run();
    shop.faults.refuse = { code: 'busy', count: 99 };
    await shop.sell('7.00');
    expect((await tongxing('reconcile')).said).toContain('1 transactions are still on their way');
  });

  it('without an agent shows what was found last, and changes nothing', async () => {
    shop.spoil(await shop.sell(), 'lack');
    await tongxing('reconcile');
    await stopAgent();
    const shown = await tongxing(`reconcile --date ${DAY}`);
    expect(shown).toMatchObject({ code: 0, complained: expect.stringContaining('终端未运行') });
    expect(shown.said).toContain(`${DAY}.only_here.`);
    expect((await tongxing('reconcile --date 2022-10-01')).said).toContain('没有对过账');
    for (const date of ['today', '2022-13-01', '2022-10-32', '2022-02-29'])
      expect((await tongxing(`reconcile --date ${date}`)).code).toBe(2);
    expect((await tongxing(`reconcile act x inquire`)).code).toBe(3);
  });

  it('exports a day for the auditor, readable by its owner alone, and shows no person on the screen', async () => {
    await shop.sell();
    shop.spoil(await shop.sell('7.00'), 'copy');
    await shop.reconcile();
    await shop.act(shop.counter.agent.books.work({ openOnly: true })[0], 'accept_centre');
    const out = join(folder, 'audit');
    const done = await tongxing(`reconcile export --date ${DAY} --out ${out}`);
    expect(done.code).toBe(0);
    expect(done.said).not.toMatch(/PSN-|测试甲/);
    expect(readdirSync(out)).toEqual([
      '3202_370102_41_20221008.json',
      '3202_370102_41_20221008.zip',
      `statement_${DAY}.csv`,
      `work_${DAY}.csv`,
    ]);
    for (const name of readdirSync(out)) expect(statSync(join(out, name)).mode & 0o077, name).toBe(0);
    const rows = readFileSync(join(out, `statement_${DAY}.csv`), 'utf8')
      .trim()
      .split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows.filter((one) => one.includes('PSN-990001'))).toHaveLength(2);
    expect(readFileSync(join(out, `work_${DAY}.csv`), 'utf8')).toContain('only_centre');
    const request = JSON.parse(readFileSync(join(out, '3202_370102_41_20221008.json'), 'utf8'));
    // What the request says is what our totals of the day say, adopted row and all.
    expect(request).toMatchObject({ medfee_sumamt: '114.00', fixmedins_setl_cnt: '3' });
  });

  it('teaches: every command has an example and says what it does in both languages', async () => {
    for (const line of ['shift', 'shift open', 'shift close', 'reconcile', 'reconcile act', 'reconcile export']) {
      const { said, code } = await tongxing(`${line} --help`);
      expect(code, line).toBe(0);
      expect(said, line).toMatch(/[\u4e00-\u9fff][\s\S]*[a-z]{4}/);
    }
    expect((await tongxing('reconcile act --help')).said).toContain('accept_centre');
  });
});
