/** `tongxing front …` in the command line's own words. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';

export interface FrontCommands {
  frontPair(name: string, options: PlaceOptions & { readonly port?: string; readonly json?: boolean }): Promise<number>;
  frontList(options: PlaceOptions): Promise<number>;
  frontRevoke(name: string, options: PlaceOptions): Promise<number>;
}

export function addFrontCommands(
  program: Command,
  /** At the first command that needs them. */
  load: () => Promise<FrontCommands>,
  { place, example, done }: Wording,
): void {
  const front = program
    .command('front')
    .summary('国家接口接入：pair 配对、list 列出、revoke 取消 the national interface for your own system')
    .description(
      '现有的药店、诊所系统只改一个地址，即可用国家医保接口的报文调用本终端。每个系统单独配对。\nAn existing system calls this terminal with the messages of the national interface by changing a URL. Each system is paired by itself.',
    )
    .helpCommand(false);
  place(front.command('pair'))
    .summary('配对一个系统 pair a system')
    .description(
      '配对一个系统，显示它的地址和签名密钥，只显示这一次。\nPairs a system and shows its address and its signing key, this once.',
    )
    .argument('<name>', '系统名称 name of the system')
    .option('--port <port>', '本地接口端口 port of the local API')
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing front pair 药店系统 --data ./data', '配对 pair']))
    .action(async (name: string, options: PlaceOptions & { port?: string; json?: boolean }) =>
      done(await (await load()).frontPair(name, options)),
    );
  place(front.command('list'))
    .summary('已配对的系统 paired systems')
    .description('列出已配对的系统。\nLists paired systems.')
    .addHelpText('after', example(['tongxing front list --data ./data', '列出 list']))
    .action(async (options: PlaceOptions) => done(await (await load()).frontList(options)));
  place(front.command('revoke'))
    .summary('取消配对 end a pairing')
    .description('取消配对，立即生效。\nEnds a pairing, at once.')
    .argument('<name>', '系统名称 name of the system')
    .addHelpText('after', example(['tongxing front revoke 药店系统 --data ./data', '取消 end it']))
    .action(async (name: string, options: PlaceOptions) => done(await (await load()).frontRevoke(name, options)));
}
