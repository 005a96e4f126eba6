/** `tongxing devices …` in the command line's own words. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';

const BY = ['--by <number>', '由哪位有管理权限的操作员授权，凭其 PIN who approves it, by PIN'] as const;

/** `by`: the operator who approves it, where the one on duty may not. */
export type NamingOptions = PlaceOptions & { readonly by?: string };

export interface DeviceCommands {
  devicesList(options: PlaceOptions & { readonly json?: boolean }): Promise<number>;
  devicesWatch(options: PlaceOptions): Promise<number>;
  devicesName(role: string, device: string, options: NamingOptions): Promise<number>;
  devicesForget(role: string, options: NamingOptions): Promise<number>;
  devicesTest(device: string, options: PlaceOptions & { readonly seconds: string }): Promise<number>;
}

export function addDeviceCommands(
  program: Command,
  /** At the first command that needs them. */
  load: () => Promise<DeviceCommands>,
  { place, example, done }: Wording,
): void {
  const devices = program
    .command('devices')
    .summary('设备：list 列出、name 命名、test 试用、watch 持续查看 readers, scanners, printers')
    .description('运行中的终端所连的设备。不带子命令时列出。\nThe devices of the running agent; alone it lists them.')
    .helpCommand(false);
  place(devices.command('list', { isDefault: true }))
    .summary('列出设备 list them')
    .description(
      '列出设备：状态、编号、USB 厂商与产品、序列号、插口，以及出了什么问题、怎么办。\nLists devices: state, id, USB vendor and product, serial number, port, and what is wrong and what to do.',
    )
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing devices --data ./data', '列出 list']))
    .action(async (options: PlaceOptions & { json?: boolean }) => done(await (await load()).devicesList(options)));
  place(devices.command('name'))
    .summary('给设备命名 name one')
    .description(
      '给设备命名一次，之后不论插在哪里、编号如何变，都按序列号、型号、插口找回；两个无法区分时报错，不猜。名为 reader 的读卡器、名为 printer 的打印机是默认的那一个。\nNames a device once; it is found again by serial number, model and port whatever number it gets. Two that cannot be told apart are an error, never a guess. The reader named "reader" and the printer named "printer" are those meant when none is named.',
    )
    .argument('<role>', '名称 name, e.g. reader, printer, 2号窗口')
    .argument(
      '<device>',
      '设备编号、名称、类型（scanner、reader、printer）或其中一段 id, name or type of the device, or a part of it',
    )
    .option(...BY)
    .addHelpText('after', example(['tongxing devices name reader "ACR39U" --data ./data', '命名 name']))
    .action(async (role: string, device: string, options: NamingOptions) =>
      done(await (await load()).devicesName(role, device, options)),
    );
  place(devices.command('forget'))
    .summary('取消命名 forget a name')
    .description('取消一个名称；设备照常可用。\nForgets a name; the device goes on working.')
    .argument('<role>', '名称 name')
    .option(...BY)
    .addHelpText('after', example(['tongxing devices forget reader --data ./data', '取消 forget']))
    .action(async (role: string, options: NamingOptions) => done(await (await load()).devicesForget(role, options)));
  place(devices.command('test'))
    .summary('试用一个设备 try one out')
    .description(
      '读卡器：等待插卡并读出；扫码枪：等待一次扫码；打印机：显示最近一次的状态，不打印。不显示卡和码的内容。\nA reader: waits for a card to be read; a scanner: for one scan; a printer: tells its last known state, prints nothing. What is on the card or in the code is never shown.',
    )
    .argument(
      '<device>',
      '设备编号、名称、类型（scanner、reader、printer）或其中一段 id, name or type of the device, or a part of it',
    )
    .option('--seconds <count>', '最多等待几秒 how long to wait', '60')
    .addHelpText('after', example(['tongxing devices test scanner --data ./data', '试扫 try a scan']))
    .action(async (device: string, options: PlaceOptions & { seconds: string }) =>
      done(await (await load()).devicesTest(device, options)),
    );
  place(devices.command('watch'))
    .summary('持续显示设备事件 show what happens at them')
    .description(
      '持续显示插拔、读卡、扫码和故障，Ctrl-C 结束；不显示卡和码的内容。\nShows plugging, cards, scans and faults as they happen until Ctrl-C; never what is on a card or in a code.',
    )
    .addHelpText('after', example(['tongxing devices watch --data ./data', '查看 watch']))
    .action(async (options: PlaceOptions) => done(await (await load()).devicesWatch(options)));
}
