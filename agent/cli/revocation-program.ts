/** `tongxing revocation …` in the command line's own words. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';

export interface RevocationImportFlags extends PlaceOptions {
  readonly older?: boolean;
}

export interface RevocationCommands {
  revocationImport(file: string, options: RevocationImportFlags): Promise<number>;
  revocationStatus(options: PlaceOptions & { readonly json?: boolean }): Promise<number>;
  revocationCheck(cardIds: readonly string[], options: PlaceOptions): Promise<number>;
}

export function addRevocationCommands(
  program: Command,
  /** At the first command that needs them. */
  load: () => Promise<RevocationCommands>,
  { place, example, done }: Wording,
): void {
  const revocation = program
    .command('revocation')
    .summary('黑名单：import 导入、status 状态、check 查卡 the list of revoked cards')
    .description(
      '社会保障卡黑名单：导入全量或增量，查看版本和时间，查一张卡。\nThe list of revoked cards: import a full list or an increment, its version and date, look a card up.',
    )
    .helpCommand(false);
  place(revocation.command('import'))
    .summary('导入全量或增量 import a full list or an increment')
    .description(
      '读入黑名单文件，在旁边建好新的名单后整体替换；运行中的终端程序约 2 秒后使用新名单。增量必须接在现有版本之后。\nBuilds the next list beside the one that serves and swaps it whole; a running daemon uses it within about 2 seconds. An increment has to go on from the version that is installed.',
    )
    .argument(
      '<file>',
      '首行为 JSON，其后每行一个 + 或 - 和卡识别码，升序 a first line of JSON, then + or - and a card identifier a line, ascending',
    )
    .option('--older', '允许换回比现有名单更早的全量 take a full list of an earlier time than the one that serves')
    .addHelpText('after', example(['tongxing revocation import list.txt --data ./data', '导入 import']))
    .action(async (file: string, options: RevocationImportFlags) =>
      done(await (await load()).revocationImport(file, options)),
    );
  place(revocation.command('status'))
    .summary('版本、时间、张数 version, date, cards')
    .description(
      '逐页核对名单文件，显示版本、时间和张数。只读。\nChecks every page of the list and says what it is. Reads only.',
    )
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing revocation status --data ./data', '查看 what is installed']))
    .action(async (options: PlaceOptions & { json?: boolean }) => done(await (await load()).revocationStatus(options)));
  place(revocation.command('check'))
    .summary('查卡 look cards up')
    .description(
      '查卡识别码是否在名单中；在名单中时退出码为 4。\nWhether cards are on the list; exit code 4 when one is.',
    )
    .argument('<card_sn...>', '卡识别码，32 位十六进制 card identifiers, 32 hexadecimal digits')
    .addHelpText('after', example(['tongxing revocation check 00ab… --data ./data', '查一张卡 one card']))
    .action(async (cards: string[], options: PlaceOptions) =>
      done(await (await load()).revocationCheck(cards, options)),
    );
}
