/** `tongxing devices` over a running agent's API: what it lists, what a trial finds, and that no code or card is shown. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { COMMANDS } from '../../agent/cli/commands.ts';
import { runProgram } from '../../agent/cli/program.ts';
import { createHttpApi, type HttpApi } from '../../agent/local-api.ts';
import { Counter } from '../agent/counter.ts';

const SCANNER = 'hid:0C2E:0B61:S1@1-2';
/** A command that has not ended by then never will. */
const PATIENCE_MS = 20_000;
const CODE = '6901234567892';

let folder: string;
let counter: Counter;
let api: HttpApi;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-devices-'));
  counter = new Counter();
  const { agent, clock } = counter;
  const pins = scryptPins(4);
  api = await createHttpApi({ agent, clock, tokenPath: join(folder, 'api.token'), port: 0, version: '0.1.0', pins });
  writeFileSync(join(folder, 'api.port'), String(api.port));
  const identity = { vid: '0C2E', pid: '0B61', serial: 'S1', port: '1-2' };
  counter.device({ kind: 'device_added', device: SCANNER, name: 'Xenon', virtual: false, type: 'scanner', identity });
  counter.device({ kind: 'device_added', device: 'pcsc:R', name: 'Reader', virtual: false });
  await counter.run();
});

afterEach(async () => {
  const closed = api.close();
  // Connections a command left open are ended after a while of the counter's own time.
  await counter.run(5_000);
  await closed;
  await counter.agent.stop();
  rmSync(folder, { recursive: true });
});

/** Runs one command line; `next` is called each time it has said something new, until it ends. */
async function tongxing(args: readonly string[], next: (said: string, stop: () => void) => void = () => {}) {
  return run(['devices', ...args], next);
}

/** `secrets`: what is typed where a PIN is asked for. */
async function run(
  words: readonly string[],
  next: (said: string, stop: () => void) => void = () => {},
  secrets: readonly string[] = [],
) {
  const typed = [...secrets];
  let [said, complained, heard] = ['', '', ''];
  const ending = new AbortController();
  const world = {
    out: (text: string) => {
      said += text;
    },
    err: (text: string) => {
      complained += text;
    },
    secret: async () => typed.shift() ?? '',
    nowMs: () => counter.clock.wallMs(),
    stopped: () => new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve())),
  };
  let over = false;
  const late = AbortSignal.timeout(PATIENCE_MS);
  const work = runProgram([...words, '--data', folder], COMMANDS, world).finally(() => {
    over = true;
  });
  while (!over) {
    if (late.aborted) throw new Error(`still running; said so far: ${said}${complained}`);
    await counter.run();
    await new Promise(setImmediate);
    if (said !== heard) {
      heard = said;
      next(said, () => ending.abort());
    }
  }
  return { code: await work, said, complained };
}

describe('tongxing devices', () => {
  it('lists each with its state, and by what it is told from others', async () => {
    const { code, said } = await tongxing([]);
    expect(code).toBe(0);
    expect(said).toMatch(/扫码枪 scanner +就绪 ready +hid:\S+ +Xenon +USB 0C2E:0B61 序列号 serial S1 插口 port 1-2/);
    expect(said).toMatch(/读卡器 reader +无卡 no card +pcsc:R +Reader/);
    const { devices } = JSON.parse((await tongxing(['--json'])).said);
    expect(devices).toContainEqual(expect.objectContaining({ device: SCANNER, identity: expect.anything() }));
  });

  it('says what is wrong with one and what to do about it', async () => {
    counter.device({ kind: 'device_problem', device: SCANNER, code: 'scanner_keyboard_mode', detail: '' });
    await counter.run();
    const { said } = await tongxing([]);
    expect(said).toContain('有问题 trouble');
    expect(said).toContain('扫码枪处于键盘模式：');
    expect(said).toContain('The scanner is in keyboard mode. ');
  });

  it('says which service the devices depend on is away, how often it went, and no more once it is back', async () => {
    const service = { kind: 'service', service: 'device-host', subject: 'device-host', detail: '' } as const;
    counter.device({ ...service, up: false, problem: 'device_host_ended' });
    await counter.run();
    expect((await tongxing([])).said).toContain('device-host\n  设备进程意外退出，正在重启');
    counter.device({ ...service, up: true, problem: null });
    await counter.run();
    expect((await tongxing([])).said).not.toContain('device-host');
    const { services } = JSON.parse((await tongxing(['--json'])).said);
    expect(services).toEqual([{ service: 'device-host', up: true, problem: null, ended: 1 }]);
  });

  it('without a running agent says how to start one', async () => {
    rmSync(join(folder, 'api.port'));
    expect(await tongxing([])).toMatchObject({ code: 3, complained: expect.stringContaining('tongxing start') });
  });
});

describe('tongxing devices watch', () => {
  it('shows what happens until it is told to stop, and never what was scanned', async () => {
    const { code, said } = await tongxing(['watch'], (heard, stop) => {
      if (heard.includes('拔出 unplugged')) return stop();
      if (heard.includes('扫码 scan')) return counter.device({ kind: 'device_removed', device: SCANNER });
      counter.device({ kind: 'scan', device: SCANNER, text: CODE, aim: null });
    });
    expect(code).toBe(0);
    expect(said).toContain(`${SCANNER} 扫码 scan: ean13`);
    expect(said).toContain(`${SCANNER} 拔出 unplugged`);
    expect(said).not.toContain(CODE);
  });
});

describe('tongxing devices test', () => {
  it('of a scanner succeeds with the next whole code and fails with a garbled one', async () => {
    const whole = await tongxing(['test', 'Xenon'], (heard) => {
      if (heard.endsWith('…\n')) counter.device({ kind: 'scan', device: SCANNER, text: CODE, aim: null });
    });
    expect(whole).toMatchObject({ code: 0, said: expect.stringContaining('扫码 scan: ean13') });
    expect(whole.said).not.toContain(CODE);
    const garbled = await tongxing(['test', 'xenon'], (heard) => {
      if (heard.endsWith('…\n')) counter.device({ kind: 'scan_failed', device: SCANNER, detail: '' });
    });
    expect(garbled).toMatchObject({ code: 3, said: expect.stringContaining('scan') });
  });

  it('of a reader takes the card that is in, and names a card that cannot be read', async () => {
    counter.insertCard('pcsc:R');
    await counter.run();
    expect(await tongxing(['test', 'pcsc:R'])).toMatchObject({ code: 0, said: expect.stringContaining('就绪 ready') });
    counter.device({ kind: 'card_removed', device: 'pcsc:R', presence: 1 });
    await counter.run();
    const expired = await tongxing(['test', 'pcsc:R'], (heard) => {
      if (!heard.endsWith('…\n')) return;
      counter.device({ kind: 'card_inserted', device: 'pcsc:R', presence: 2, atr: '3B00' });
      counter.device({ kind: 'card_failed', device: 'pcsc:R', presence: 2, code: 'card_expired', detail: '' });
    });
    expect(expired.code).toBe(3);
    expect(expired.said).toContain('pcsc:R');
  });

  it('finds a device by its type, where there is one of that type alone', async () => {
    const whole = await tongxing(['test', 'scanner'], (heard) => {
      if (heard.endsWith('…\n')) counter.device({ kind: 'scan', device: SCANNER, text: CODE, aim: null });
    });
    expect(whole.code).toBe(0);
    counter.device({ kind: 'device_added', device: 'hid:2', name: 'Second', virtual: false, type: 'scanner' });
    await counter.run();
    const both = await tongxing(['test', 'scanner']);
    expect(both).toMatchObject({ code: 2, complained: expect.stringContaining('hid:2') });
  });

  it('says that nothing came, that there is no such device, and which two a part of a name fits', async () => {
    expect(await tongxing(['test', 'Xenon', '--seconds', '1'])).toMatchObject({
      code: 3,
      complained: expect.stringContaining('nothing came within 1 s'),
    });
    expect(await tongxing(['test', 'nowhere'])).toMatchObject({
      code: 3,
      complained: expect.stringContaining('nowhere'),
    });
    const both = await tongxing(['test', ':']);
    expect(both.code).toBe(2);
    expect(both.complained).toContain(SCANNER);
    expect(both.complained).toContain('pcsc:R');
  });
});

describe('tongxing devices name', () => {
  it('names a device once, shows the name, finds the device by it, and forgets it again', async () => {
    expect(await tongxing(['name', '收银台', 'Xenon'])).toMatchObject({
      code: 0,
      said: expect.stringContaining('收银台'),
    });
    expect((await tongxing([])).said).toMatch(/扫码枪 scanner +就绪 ready +收银台 +hid:/);
    counter.device({ kind: 'device_removed', device: SCANNER });
    await counter.run();
    const { said } = await tongxing([]);
    expect(said).toContain('名为 收银台 的设备没有接上');
    const identity = { vid: '0C2E', pid: '0B61', serial: 'S1', port: '2-4' };
    const device = 'hid:0C2E:0B61:S1@2-4';
    counter.device({ kind: 'device_added', device, name: 'Xenon', virtual: false, type: 'scanner', identity });
    await counter.run();
    expect((await tongxing([])).said).toMatch(/收银台 +hid:0C2E:0B61:S1@2-4/);
    expect(await tongxing(['forget', '收银台'])).toMatchObject({ code: 0 });
    expect(await tongxing(['forget', '收银台'])).toMatchObject({
      code: 3,
      complained: expect.stringContaining('收银台'),
    });
  });

  it('where the one on duty may not, names and forgets only with the PIN of one who may', async () => {
    const enrol = 'shift enrol --opter 001 --role chief'.split(' ');
    expect(await run(enrol, () => {}, ['111111'])).toMatchObject({ code: 0 });
    const name = ['devices', 'name', '收银台', 'Xenon'];
    const forget = ['devices', 'forget', '收银台'];
    const by = ['--by', '001'];
    const named = async () => (await tongxing([])).said.includes('收银台');
    expect((await run(name)).complained).toContain('没有权限');
    expect(await run([...name, ...by], () => {}, ['000000'])).toMatchObject({
      code: 3,
      complained: expect.stringContaining('001 的 PIN 不对'),
    });
    expect(await named()).toBe(false);
    expect(await run([...name, ...by], () => {}, ['111111'])).toMatchObject({ code: 0 });
    expect(await named()).toBe(true);
    expect((await run(forget)).complained).toContain('没有权限');
    expect(await run([...forget, ...by], () => {}, ['111111'])).toMatchObject({ code: 0 });
    expect(await named()).toBe(false);
  });

  it('refuses what is not a name, and a device that is not there', async () => {
    expect((await tongxing(['name', 'pcsc:R', 'pcsc:R'])).complained).toContain('role');
    expect(await tongxing(['name', 'x', 'nowhere'])).toMatchObject({ code: 3 });
  });
});
