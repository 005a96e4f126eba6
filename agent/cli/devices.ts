/**
 * `tongxing devices`: what the running agent says of its readers, scanners and printers, now or as it happens. It opens no
 * device itself, since the agent holds them; it must never show what is on a card or in a code.
 */
import type { deviceView, roleView, serviceView } from '../api/view.ts';
import { describe, fault, isCode } from '../errors/catalogue.ts';
import type { Api, ApiEvent } from './demo/api.ts';
import type { DeviceCommands } from './devices-program.ts';
import { withAgent } from './running.ts';
import { approvedBy } from './shift.ts';
import { textTable } from './text-table.ts';
import { EXIT, type World } from './world.ts';

type Device = ReturnType<typeof deviceView>;

interface There {
  readonly devices: readonly Device[];
  readonly roles: readonly ReturnType<typeof roleView>[];
  readonly services: readonly ReturnType<typeof serviceView>[];
}

const TYPES = { reader: '读卡器 reader', scanner: '扫码枪 scanner', printer: '打印机 printer' } as const;
const PHASES = {
  empty: '无卡 no card',
  reading: '读卡中 reading',
  ready: '就绪 ready',
  failed: '有问题 trouble',
} as const;
const HAPPENINGS: Readonly<Record<string, string>> = {
  device_added: '接入 plugged in',
  device_removed: '拔出 unplugged',
  device_named: '已命名 named',
  device_problem: '状态 state',
  card_inserted: '插卡 card inserted',
  card_read: '卡已读出 card read',
  card_failed: '读卡失败 card not read',
  pin_wanted: '请持卡人输入卡密码 its holder enters the PIN',
  psam_found: '安全模块 PSAM',
  card_removed: '卡已取走 card taken',
  take_card: '请取卡 take your card',
};
const MOST_SECONDS = 3_600;

export function deviceCommands(world: World): DeviceCommands {
  return {
    devicesList: (options) =>
      withAgent(options, world, async (api) => {
        const there = await thereAt(api);
        world.out(options.json === true ? `${JSON.stringify(there, null, 2)}\n` : listText(there));
        return EXIT.done;
      }),
    devicesWatch: (options) =>
      withAgent(options, world, async (api) => {
        const ending = new AbortController();
        void world.stopped().then(() => ending.abort());
        await api.events(
          (event) => {
            world.out(eventText(event));
            return false;
          },
          ending.signal,
          async () => {
            world.out(listText(await thereAt(api)));
            return false;
          },
        );
        return EXIT.done;
      }),
    devicesName: (role, wanted, options) =>
      withAgent(options, world, async (api) => {
        const device = await chosen(api, wanted, world);
        if (typeof device === 'number') return device;
        const extra = await approvedBy(options.by, 'administer', api, world);
        const there = await api.send<There>('PUT', rolePath(role), { device: device.device }, extra);
        world.out(listText(there));
        return EXIT.done;
      }),
    devicesForget: (role, options) =>
      withAgent(options, world, async (api) => {
        const extra = await approvedBy(options.by, 'administer', api, world);
        world.out(listText(await api.send<There>('DELETE', rolePath(role), undefined, extra)));
        return EXIT.done;
      }),
    devicesTest: (wanted, options) => {
      const seconds = Number(options.seconds);
      if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_SECONDS)
        return withAgent(options, world, (api) => testDevice(api, wanted, seconds, world));
      world.err(`--seconds 1 … ${MOST_SECONDS}\n`);
      return Promise.resolve(EXIT.badInput);
    },
  };
}

const rolePath = (role: string) => `/v1/devices/roles/${encodeURIComponent(role)}`;

async function testDevice(api: Api, wanted: string, seconds: number, world: World): Promise<number> {
  const device = await chosen(api, wanted, world);
  if (typeof device === 'number') return device;
  if (device.type === 'printer') return verdict(device, world);
  world.out(device.type === 'reader' ? '请插卡 insert a card…\n' : '请扫一个码 scan any code…\n');
  return awaitSign(api, device.device, seconds, world);
}

/** The one device that is meant, or the exit code after saying why none is. */
async function chosen(api: Api, wanted: string, world: World): Promise<Device | number> {
  const part = wanted.toLowerCase();
  const found = (await listOf(api)).filter(
    ({ device, name, role, type }) => role === wanted || `${device} ${name} ${type}`.toLowerCase().includes(part),
  );
  const exact = found.find(({ device, role }) => device === wanted || role === wanted);
  const device = exact ?? found[0];
  if (device === undefined) {
    world.err(`没有设备 ${wanted}；先 tongxing devices\nno device ${wanted}: see tongxing devices\n`);
    return EXIT.cannot;
  }
  if (found.length > 1 && exact === undefined) {
    const all = found.map((one) => `  ${one.device}\n`).join('');
    world.err(`${wanted} 指的是哪一个？请写全编号\nwhich one is ${wanted}? give the whole id\n${all}`);
    return EXIT.badInput;
  }
  return device;
}

/** The first card or code at the device decides. */
async function awaitSign(api: Api, device: string, seconds: number, world: World): Promise<number> {
  let code: number | null = null;
  const ending = AbortSignal.timeout(seconds * 1_000);
  const take = (event: ApiEvent): boolean => {
    const { data } = event;
    if (data['device'] !== device) return false;
    world.out(eventText(event));
    // A code that nobody waits for is a code that was read.
    const garbled = data['code'] === 'scan_garbled';
    if (event.event === 'scan') code = garbled ? EXIT.cannot : EXIT.done;
    if (data['what'] === 'card_read') code = EXIT.done;
    if (data['what'] === 'card_failed' || data['what'] === 'device_removed') code = EXIT.cannot;
    return code !== null;
  };
  await api.events(take, ending, async () => {
    // A card that is in already was read before anybody listened.
    const now = (await listOf(api)).find((one) => one.device === device);
    if (now?.type === 'reader' && (now.phase === 'ready' || now.phase === 'failed')) code = verdict(now, world);
    return code !== null;
  });
  if (code !== null) return code;
  world.err(`${seconds} 秒内没有动静\nnothing came within ${seconds} s\n`);
  return EXIT.cannot;
}

function verdict(device: Device, world: World): number {
  world.out(listText({ devices: [device], roles: [], services: [] }));
  return device.problem === null ? EXIT.done : EXIT.cannot;
}

async function listOf(api: Api): Promise<readonly Device[]> {
  return (await thereAt(api)).devices;
}

function thereAt(api: Api): Promise<There> {
  return api.get<There>('/v1/devices');
}

function listText({ devices, roles, services }: There): string {
  const wrong = [
    ...services.map(({ service, problem }) => [service, problem] as const),
    ...roles.map(({ role, problem }) => [role, problem] as const),
  ];
  const missing = wrong.flatMap(([name, problem]) => (problem === null ? [] : [saying(name, problem)])).join('');
  if (devices.length === 0) return `没有设备 no devices\n${missing}`;
  const rows = devices.map((one) => [
    TYPES[one.type],
    PHASES[one.phase],
    one.role ?? '',
    one.device,
    one.name,
    identityText(one),
  ]);
  const troubles = devices.flatMap(({ device, problem }) => (problem === null ? [] : [saying(device, problem)]));
  return `${textTable(rows)}${troubles.join('')}${missing}`;
}

function identityText({ identity, virtual, contactless, psam }: Device): string {
  const module = psam ? '安全模块 PSAM' : '';
  if (identity === null || virtual)
    return [virtual ? '虚拟 virtual' : '', module].filter((part) => part !== '').join(' ');
  const { vid, pid, serial, port } = identity;
  const usb = vid === '' ? '' : `USB ${vid}:${pid}`;
  const face = contactless ? '非接触 contactless' : '';
  return [module, face, usb, serial === '' ? '' : `序列号 serial ${serial}`, port === '' ? '' : `插口 port ${port}`]
    .filter((part) => part !== '')
    .join(' ');
}

function saying(device: string, { zh, en, hint_zh, hint_en }: NonNullable<Device['problem']>): string {
  return `${device}\n  ${zh}：${hint_zh}\n  ${en}. ${hint_en}.\n`;
}

/** One line of what happened; nothing for what is no matter of a device. */
function eventText({ event, data }: ApiEvent): string {
  const { at = '', device = '', code = null } = data;
  const said = typeof code === 'string' && isCode(code) ? describe(fault(code)) : null;
  const why = said === null ? (data['what'] === 'device_problem' ? ' 正常 well' : '') : ` ${said.zh} ${said.en}`;
  if (event === 'device') return `${at} ${device} ${HAPPENINGS[String(data['what'])] ?? data['what']}${why}\n`;
  if (event === 'scan') return `${at} ${device} 扫码 scan: ${data['what']}${why}\n`;
  return event === 'printed' ? `${at} ${device} 打印 print${why}\n` : '';
}
