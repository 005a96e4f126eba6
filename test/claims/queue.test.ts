/** `tongxing queue` does what it shows: over a running agent's API, and over its ledger alone it only reads. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { openDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { COMMANDS } from '../../agent/cli/commands.ts';
import { runProgram } from '../../agent/cli/program.ts';
import { createHttpApi, type HttpApi } from '../../agent/local-api.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, START, v1 } from '../agent/counter.ts';
import { typedWorld } from '../cli/typed-world.ts';
import { layKeys } from '../store/laid-keys.ts';

let folder: string;
let counter: Counter;
let api: HttpApi | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-queue-'));
  counter = new Counter({}, new VirtualClock(START), openDatabase(join(folder, 'tongxing.db')));
  layKeys(folder, counter.key);
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  counter.cut();
  await counter.run();
  const { agent, clock } = counter;
  const pins = scryptPins(4);
  api = await createHttpApi({ agent, clock, tokenPath: join(folder, 'api.token'), port: 0, version: '0.1.0', pins });
  writeFileSync(join(folder, 'api.port'), String(api.port));
});

afterEach(async () => {
  await api?.close();
  await counter.agent.stop();
  rmSync(folder, { recursive: true });
});

/** Runs one command line against the folder, while time passes for the agent. */
async function tongxing(line: string, secrets: readonly string[] = []) {
  const { world, heard } = typedWorld(() => counter.clock.wallMs(), secrets);
  const running = runProgram([...line.split(' '), '--data', folder], COMMANDS, world);
  let ended = false;
  void running.finally(() => {
    ended = true;
  });
  while (!ended) {
    await counter.run();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { code: await running, ...heard() };
}

const CONFLICT = {
  ...{ outcome: v1.Outcome.OUTCOME_REJECTED, setlinfo: null, setl_id: '' },
  result: { code: v1.ResultCode.RESULT_CODE_CONFLICT, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT },
};

describe('tongxing queue', () => {
  it('lists what is open with what is left of the offline limits, shows one of it, and voids it', async () => {
    const msgid = await counter.sell('k1');
    const { said } = await tongxing('queue');
    expect(said).toContain(msgid);
    expect(said).toMatch(/离线额度 offline limits[\s\S]*待上传笔数 provisional transactions: 余 left 199 \/ 200/);
    expect(said).toMatch(/待上传基金 their funds: 余 left 19950\.00 \/ 20000\.00/);
    const one = await tongxing(`queue show ${msgid}`);
    expect(one.said).toMatch(/临时受理 told as provisional[\s\S]*本机 here {2}100\.00 {2}基金 funds 50\.00/);
    expect(one.said).toMatch(/依据 evidence {2}等级 grade 1 {2}.*操作员 operator 001 {2}未签名 unsigned/);
    expect(one.said).toMatch(/r1 {2}插 in 2022-10-08 09:30:\d\d {2}读 read 2022-10-08 09:30:\d\d {2}拔 out —/);
    expect(one.said).not.toMatch(/测试甲|9900001990|PSN-/);
    const cash = counter.agent.transaction(msgid as never)?.estimate?.psn_cash_pay;
    expect(cash).toBe(5_000);
    expect(await tongxing(`queue cancel ${msgid}`)).toMatchObject({
      code: 0,
      said: `${msgid}  已作废 voided  应退现金 cash to pay back 50.00\n`,
    });
    expect(counter.state(msgid)).toBe('voided');
    expect(await tongxing('queue show nothing')).toMatchObject({ code: 3, said: '' });
  });

  it('warns of a limit that is nearly used up', async () => {
    await counter.run(60 * 3_600_000);
    expect((await tongxing('queue')).said).toMatch(
      /离线小时 hours without the centre: 余 left 12 \/ 72 {2}⚠ 接近上限 nearly used up/,
    );
  });

  it('decides on what was parked and closes the claim that comes of it, each with its reason', async () => {
    const msgid = await counter.sell('k1');
    await counter.connect();
    await counter.exchange((one) => counter.settled(one, CONFLICT));
    expect((await tongxing('queue')).said).toContain('待人工处理 parked (conflict)');
    expect(await tongxing(`queue unpark ${msgid}`)).toMatchObject({ code: 2 });
    const decided = await tongxing(`queue unpark ${msgid} --reason 已核对`);
    expect(decided).toMatchObject({ code: 0, said: `${msgid}  中心拒绝 rejected\n` });
    expect((await tongxing('queue --claims')).said).toContain(msgid);
    const wrong = await tongxing(`queue close ${msgid} paid_back --reason 现金`);
    expect(wrong).toMatchObject({ code: 3, complained: expect.stringContaining('该差额不能这样处理') });
    expect(await tongxing(`queue close ${msgid} somehow --reason 现金`)).toMatchObject({ code: 2 });
    expect((await tongxing(`queue close ${msgid} collected --reason 现金补收`)).said).toBe(`${msgid}  collected\n`);
    expect((await tongxing('queue --claims')).said).toContain('没有待收退差额');
  });

  it('asks for the right: an operator without it needs another’s PIN', async () => {
    const enrol = (opter: string, role: 'chief' | 'cashier', pin: string) =>
      tongxing(`shift enrol --opter ${opter} --role ${role}${opter === '001' ? '' : ' --by 001'}`, [
        ...(opter === '001' ? [] : ['111111']),
        pin,
      ]);
    await enrol('001', 'chief', '111111');
    await enrol('002', 'cashier', '222222');
    await tongxing('shift hand-over --opter 002', ['222222']);
    const msgid = await counter.sell('k1');
    expect(await tongxing(`queue cancel ${msgid}`)).toMatchObject({
      code: 3,
      complained: expect.stringContaining('002'),
    });
    expect(counter.state(msgid)).toBe('queued');
    expect(await tongxing(`queue cancel ${msgid} --by 001`, ['111111'])).toMatchObject({ code: 0 });
    expect(counter.state(msgid)).toBe('voided');
  });

  it('without an agent shows and changes nothing', async () => {
    const msgid = await counter.sell('k1');
    await api?.close();
    api = null;
    expect((await tongxing('queue')).said).toContain(msgid);
    expect((await tongxing(`queue show ${msgid}`)).said).toContain(msgid);
    expect(await tongxing(`queue cancel ${msgid}`)).toMatchObject({
      code: 3,
      complained: expect.stringContaining('tongxing start'),
    });
    expect(counter.state(msgid)).toBe('queued');
  });
});
