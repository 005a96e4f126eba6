/** `tongxing pack …` in the command line's own words: what each command does, its options, its examples. Runs nothing. */
import type { Command } from 'commander';
import type { PlaceOptions } from './program.ts';

export interface PackVerifyOptions extends PlaceOptions {
  readonly key?: string;
}

export interface PackActivateOptions extends PlaceOptions {
  readonly rollback?: boolean;
}

export interface PackCommands {
  packList(options: PlaceOptions & { readonly json?: boolean }): Promise<number>;
  packVerify(file: string, options: PackVerifyOptions): Promise<number>;
  packActivate(name: string, options: PackActivateOptions): Promise<number>;
  packDiff(before: string, after: string, options: PlaceOptions & { readonly json?: boolean }): Promise<number>;
}

export interface Wording {
  /** Adds --data and --config. */
  readonly place: (command: Command) => Command;
  readonly example: (...lines: readonly (readonly [command: string, what: string])[]) => string;
  /** Takes a command's exit code. */
  readonly done: (code: number) => void;
}

export function addPackCommands(program: Command, commands: PackCommands, { place, example, done }: Wording): void {
  const pack = program
    .command('pack')
    .summary('政策包：list、verify、activate、diff policy packs')
    .description(
      '政策包：查看、核对、启用或退回、比较。\nPolicy packs: what is installed, whether a file is sound, put in force or roll back, compare.',
    )
    .helpCommand(false);
  place(pack.command('list'))
    .summary('已安装的政策包 what is installed')
    .description(
      '列出已安装的政策包：编号、版本、有效期、启用日、状态、来源。只读。\nLists installed packs: id, version, validity, first day in force, state, source. Reads only.',
    )
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing pack list --data ./data', '查看 what is installed']))
    .action(async (options: PlaceOptions & { json?: boolean }) => done(await commands.packList(options)));
  place(pack.command('verify'))
    .summary('核对一个政策包文件 check a pack file')
    .description(
      '核对格式、规则、自带算例；旁边有 .sig 签名时一并核对（公钥取自 --key 或数据目录）。不安装。\nChecks form, rules and worked examples, and the signature where FILE.sig lies beside it (key: --key, or the data folder’s). Installs nothing.',
    )
    .argument('<file>', '政策包文件 pack file')
    .option('--key <file>', '中心更新公钥（PEM） the public key of the centre for updates, PEM')
    .addHelpText('after', example(['tongxing pack verify pack.json', '核对 check it']))
    .action(async (file: string, options: PackVerifyOptions) => done(await commands.packVerify(file, options)));
  place(pack.command('activate'))
    .summary('启用某一版本，或退回上一版 put a version in force, or roll back')
    .description(
      '立即启用已安装的某一版本；--rollback 退回上一版。旧版本保留，用于重算旧结果。写入数据目录：终端程序运行时约 5 秒后生效，未运行时下次启动生效。\nPuts an installed version in force now; --rollback goes back to the one before. Older versions stay for old results. Writes to the data folder: a running daemon takes it over within about 5 seconds, otherwise it counts from the next start.',
    )
    .argument('<pack>', '编号@版本；退回时只写编号 ID@VERSION; with --rollback the id alone')
    .option('--rollback', '退回上一版 back to the version before')
    .addHelpText(
      'after',
      example(
        ['tongxing pack activate 370000-2022-sample@2 --data ./data', '启用第 2 版 version 2 from now on'],
        ['tongxing pack activate 370000-2022-sample --rollback --data ./data', '退回 back to the one before'],
      ),
    )
    .action(async (name: string, options: PackActivateOptions) => done(await commands.packActivate(name, options)));
  place(pack.command('diff'))
    .summary('两个政策包的差别 what differs between two packs')
    .description(
      '逐条规则、逐个数值列出差别。每个可以是文件，或数据目录中的 编号@版本。\nLists differences by rule and value. Each is a file, or ID@VERSION of the data folder.',
    )
    .argument('<before>', '旧 before')
    .argument('<after>', '新 after')
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing pack diff old.json new.json', '比较 compare']))
    .action(async (before: string, after: string, options: PlaceOptions & { json?: boolean }) =>
      done(await commands.packDiff(before, after, options)),
    );
}
