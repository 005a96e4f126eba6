/** `tongxing ledger | keys …` in the command line's own words: what each does, its options, examples. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';

export interface LedgerVerifyOptions extends PlaceOptions {
  /** Ask the centre for the head it holds; needs --config. */
  readonly centre?: boolean;
  /** epoch:entries:hash, as the centre's office told it. */
  readonly against?: string;
}

export interface BackupOptions extends PlaceOptions {
  /** A file, or a folder that gets a file named by the instant. Default: backups in the data folder. */
  readonly to?: string;
  /** How many of a folder to keep. */
  readonly keep: string;
}

export interface CareCommands {
  ledgerVerify(options: LedgerVerifyOptions): Promise<number>;
  ledgerExport(options: PlaceOptions & { readonly out: string }): Promise<number>;
  backup(options: BackupOptions): Promise<number>;
  restore(file: string, options: PlaceOptions): Promise<number>;
  salvage(options: PlaceOptions): Promise<number>;
  keysList(options: PlaceOptions): Promise<number>;
  keysRequest(options: PlaceOptions & { readonly out: string }): Promise<number>;
  keysRestore(file: string, options: PlaceOptions): Promise<number>;
}

export function addCareCommands(program: Command, commands: CareCommands, wording: Wording): void {
  addLedger(program, commands, wording);
  addCopies(program, commands, wording);
  addKeys(program, commands, wording);
}

function addLedger(program: Command, commands: CareCommands, { place, example, done }: Wording): void {
  const ledger = program
    .command('ledger')
    .summary('账本：verify 核对、export 导出 the ledger')
    .description('账本：逐条核对，导出给审计。\nThe ledger: check it entry by entry, export it for an audit.')
    .helpCommand(false);
  place(ledger.command('verify'))
    .summary('核对账本是否完整 check that the ledger is whole')
    .description(
      '逐条核对账本：改动、删除、乱序、缺号都会被发现；与中心最后收到的账目比较，还能发现截尾和换回旧文件（退出码 4）。只读，终端运行时也可用。\nWalks the ledger: a change, deletion, reorder or gap is found; against what the centre last received, a cut tail or a file put back too (exit code 4). Reads only; the daemon may be running.',
    )
    .option(
      '--centre',
      '向中心查询其最后收到的账目（需 --config） ask the centre what it last received; needs --config',
    )
    .option('--against <head>', '与指定账目比较 compare with epoch:entries:hash')
    .addHelpText(
      'after',
      example(
        ['tongxing ledger verify --data ./data', '核对 check'],
        ['tongxing ledger verify --config config.yaml --centre', '并与中心比较 and against the centre'],
      ),
    )
    .action(async (options: LedgerVerifyOptions) => done(await commands.ledgerVerify(options)));
  place(ledger.command('export'))
    .summary('导出账目供审计 export it for an audit')
    .description(
      '逐条导出账目，每行一条 JSON（seq、fact、hash），最后是已签名的检查点；不含任何个人信息。hash = SHA-256(上一条 hash ‖ fact)，第一条之前为 32 个零字节。\nOne JSON line an entry (seq, fact, hash), then the signed checkpoints; nothing personal. hash = SHA-256(previous hash ‖ fact), 32 zero bytes before the first.',
    )
    .option('--out <file>', '输出文件，- 为标准输出 file; - is standard output', '-')
    .addHelpText('after', example(['tongxing ledger export --data ./data --out ledger.jsonl', '导出 export']))
    .action(async (options: PlaceOptions & { out: string }) => done(await commands.ledgerExport(options)));
}

function addCopies(program: Command, commands: CareCommands, { place, example, done }: Wording): void {
  place(program.command('backup'))
    .summary('备份账本，不停机 back the ledger up while it works')
    .description(
      '终端运行时也可备份；副本逐页、逐条核对后才算数。备份里没有密钥：换机恢复还需要 keys 文件夹，或由经办机构找回密钥（tongxing keys request）。终端每天自动备份一次到数据目录的 backups。\nWorks while the daemon runs; the copy counts when every page and every entry was checked. It holds no keys: on another machine the folder keys is needed too, or the office recovers them (tongxing keys request). The daemon makes one a day in the folder backups.',
    )
    .option('--to <path>', '文件或目录（默认 backups） file or folder; default: backups in the data folder')
    .option('--keep <count>', '目录中保留几份 how many to keep in a folder', '7')
    .addHelpText(
      'after',
      example(
        ['tongxing backup --data ./data', '备份 back up'],
        ['tongxing backup --config config.yaml --to /mnt/usb', '备份到 U 盘 onto a stick'],
      ),
    )
    .action(async (options: BackupOptions) => done(await commands.backup(options)));
  place(program.command('restore'))
    .summary('用备份替换账本 put a backup in its place')
    .description(
      '先停止终端。备份核对无误后替换账本，原文件改名保留。之后是新的一期（epoch）：首次与中心核对之前不做离线医保结算；备份之后已送达中心的交易由中心告知，未送达的无法找回，序号会列出。\nStop the daemon first. The backup is checked and takes the place of the ledger, which is kept under another name. A new epoch begins: no insured offline sale before the first contact; what the centre has of the time after the backup it tells then, what never reached it is lost.',
    )
    .argument('<file>', '备份文件 the backup')
    .addHelpText('after', example(['tongxing restore data/backups/20261122T010203Z.db --data ./data', '恢复 restore']))
    .action(async (file: string, options: PlaceOptions) => done(await commands.restore(file, options)));
  place(program.command('salvage'))
    .summary('从损坏的账本中抢救 recover what a damaged ledger still holds')
    .description(
      '先停止终端。损坏的文件原样改名保留，能读出的全部写入新文件，并按序号报告缺失。终端启动时发现损坏会自动执行。之后同 restore，是新的一期。\nStop the daemon first. The damaged file is kept as it is under another name; what can be read goes into a fresh one, and what is missing is reported by number. The daemon does it by itself when it finds damage at its start. A new epoch begins, as after a restore.',
    )
    .addHelpText('after', example(['tongxing salvage --data ./data', '抢救 salvage']))
    .action(async (options: PlaceOptions) => done(await commands.salvage(options)));
}

function addKeys(program: Command, commands: CareCommands, { place, example, done }: Wording): void {
  const keys = program
    .command('keys')
    .summary('数据密钥：list 查看、request 申请找回、restore 放回 data keys')
    .description(
      '数据密钥：每月一把，在数据目录的 keys 文件夹中，不在数据文件里。丢失时，凭数据文件中用中心公钥封存的副本找回。\nData keys: one a month, in the folder keys, never in the data file. A lost one is recovered from the copy in the data file that only the centre can open.',
    )
    .helpCommand(false);
  place(keys.command('list'))
    .summary('密钥及其状态 keys and how they stand')
    .description(
      '列出数据文件需要的密钥：月份、是否在位、是否已封存副本。只读。\nLists the keys the data file needs. Reads only.',
    )
    .addHelpText('after', example(['tongxing keys list --data ./data', '查看 list']))
    .action(async (options: PlaceOptions) => done(await commands.keysList(options)));
  place(keys.command('request'))
    .summary('生成找回申请 write a request to recover them')
    .description(
      '把缺失或不符的密钥的封存副本写成一个文件，交医保经办机构打开。\nWrites the wrapped copies of the missing or wrong keys into a file for the insurance office to open.',
    )
    .option('--out <file>', '输出文件，- 为标准输出 file; - is standard output', '-')
    .addHelpText('after', example(['tongxing keys request --data ./data --out request.json', '申请 request']))
    .action(async (options: PlaceOptions & { out: string }) => done(await commands.keysRequest(options)));
  place(keys.command('restore'))
    .summary('放回找回的密钥 put recovered keys back')
    .description(
      '放回经办机构打开的密钥；逐把核对，不符的不放。原有不符的密钥另存。\nPuts back the keys the office opened; each is checked, a wrong one is not taken; a wrong one in its place is set aside.',
    )
    .argument('<file>', '经办机构给回的文件 the file the office gave back')
    .addHelpText('after', example(['tongxing keys restore recovered.json --data ./data', '放回 put back']))
    .action(async (file: string, options: PlaceOptions) => done(await commands.keysRestore(file, options)));
}
