/** `tongxing clients …` in the command line's own words. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';

export interface ClientOptions extends PlaceOptions {
  readonly by?: string;
}

export interface ClientCommands {
  clientsList(options: PlaceOptions & { readonly json?: boolean }): Promise<number>;
  clientsConfirm(code: string, options: ClientOptions): Promise<number>;
  clientsRefuse(code: string, options: PlaceOptions): Promise<number>;
  clientsRevoke(client: string, options: ClientOptions): Promise<number>;
}

const BY = ['--by <opter>', '由谁授权（须有管理权限），按提示输入 PIN who approves; the PIN is asked for'] as const;

export function addClientCommands(
  program: Command,
  /** At the first command that needs them. */
  load: () => Promise<ClientCommands>,
  { place, example, done }: Wording,
): void {
  const clients = program
    .command('clients')
    .summary('本地接口接入方：list 列出、confirm 确认、refuse 拒绝、revoke 取消 who may use the local API')
    .description(
      '其他程序和网页接入本地接口：由它们申请，六位配对码两边显示，在这里核对后确认；各有各的权限，随时可取消。\nOther programs and pages at the local API: they ask, a code shows on both sides, it is compared and confirmed here; each has its own grants and can be put out at any time.',
    )
    .helpCommand(false);
  place(clients.command('list', { isDefault: true }))
    .summary('已接入的和正在申请的（默认） who is in, and who asks (default)')
    .description(
      '列出已接入的程序和网页，以及等待确认的申请和配对码。\nLists who was let in, and who asks, with the code.',
    )
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing clients --data ./data', '列出 list']))
    .action(async (options: PlaceOptions & { json?: boolean }) => done(await (await load()).clientsList(options)));
  place(clients.command('confirm'))
    .summary('核对配对码后确认 let in, the code compared')
    .description('配对码以对方屏幕上显示的为准。\nThe code is the one that the other program shows.')
    .argument('<code>', '对方显示的六位配对码 the six digits it shows')
    .option(...BY)
    .addHelpText('after', example(['tongxing clients confirm 042317 --by 001 --data ./data', '确认 let in']))
    .action(async (code: string, options: ClientOptions) => done(await (await load()).clientsConfirm(code, options)));
  place(clients.command('refuse'))
    .summary('拒绝一个申请 refuse one that asks')
    .description('拒绝一个申请。\nRefuses one that asks.')
    .argument('<code>', '申请的配对码 its code')
    .addHelpText('after', example(['tongxing clients refuse 042317 --data ./data', '拒绝 refuse']))
    .action(async (code: string, options: PlaceOptions) => done(await (await load()).clientsRefuse(code, options)));
  place(clients.command('revoke'))
    .summary('取消接入 put one out')
    .description('取消接入，立即生效；终端未运行时也可以。\nPuts one out, at once; works without a running agent, too.')
    .argument('<client>', '接入方编号，见 list its id, see list')
    .option(...BY)
    .addHelpText('after', example(['tongxing clients revoke c-Ab12Cd34 --by 001 --data ./data', '取消 put out']))
    .action(async (client: string, options: ClientOptions) =>
      done(await (await load()).clientsRevoke(client, options)),
    );
}
