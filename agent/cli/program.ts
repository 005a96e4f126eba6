/**
 * The command line: what there is, how to use it, and which code to run. Everything heavy is loaded by the command that
 * needs it, so that help is there at once. Ends no process itself: the answer of a command is its exit code.
 */
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { addCareCommands, type CareCommands } from './care-program.ts';
import { addClientCommands, type ClientCommands } from './clients-program.ts';
import { addDeviceCommands, type DeviceCommands } from './devices-program.ts';
import { addDoctorCommand, type DoctorFlags } from './doctor-program.ts';
import { addFrontCommands, type FrontCommands } from './front-program.ts';
import { inBoth, refuseUnknown } from './mistyped.ts';
import { addPackCommands, type PackCommands } from './pack-program.ts';
import { addQueueCommands, type QueueCommands } from './queue-program.ts';
import { addRevocationCommands, type RevocationCommands } from './revocation-program.ts';
import { addShiftCommands, type ShiftCommands } from './shift-program.ts';
import { addSimCommands, type SimCommands } from './sim-program.ts';
import { EXIT, type World } from './world.ts';

/** Loaded when the command is run. */
export interface Commands {
  pack(world: World): Promise<PackCommands>;
  shift(world: World): Promise<ShiftCommands>;
  revocation(world: World): Promise<RevocationCommands>;
  sim(world: World): Promise<SimCommands>;
  front(world: World): Promise<FrontCommands>;
  clients(world: World): Promise<ClientCommands>;
  doctor(options: DoctorFlags, world: World): Promise<number>;
  devices(world: World): Promise<DeviceCommands>;
  start(options: { readonly config: string }, world: World): Promise<number>;
  demo(options: DemoOptions, world: World): Promise<number>;
  open(options: OpenFlags, world: World): Promise<number>;
  presettle(options: PresettleFlags, world: World): Promise<number>;
  queue(world: World): Promise<QueueCommands>;
  care(world: World): Promise<CareCommands>;
  /** What kept a command from its work, for whoever typed it; null: a defect. */
  explain(error: unknown): Promise<string | null>;
  catalogueImport(files: readonly string[], options: CatalogueImportOptions, world: World): Promise<number>;
  catalogueList(options: PlaceOptions, world: World): Promise<number>;
  catalogueFind(text: string, options: CatalogueFindOptions, world: World): Promise<number>;
  /** Before a command; what it resolves with, after it. */
  keepOwners(place: PlaceOptions): Promise<() => void>;
}

export interface DemoOptions {
  readonly data?: string;
}

export interface PresettleFlags {
  readonly file?: string;
  readonly pack?: string;
  readonly packs?: string;
  readonly catalogue?: string;
  readonly jsonl?: boolean;
  /** msgid of a stored sale. */
  readonly replay?: string;
  readonly data?: string;
  readonly config?: string;
}

/** Where the ledger is: the data folder itself, or the configuration that names it. */
export interface PlaceOptions {
  readonly data?: string;
  readonly config?: string;
}

export interface OpenFlags extends PlaceOptions {
  readonly port?: string;
  readonly print?: boolean;
}

export interface CatalogueImportOptions extends PlaceOptions {
  readonly increment?: boolean;
  readonly admdvs?: string;
  readonly json?: boolean;
}

export interface CatalogueFindOptions extends PlaceOptions {
  readonly limit: string;
  readonly json?: boolean;
}

const ABOUT = `通行：医保定点药店、诊所的结算终端程序。读社会保障卡，逐分说明每一笔报销，断网可离线受理，不丢单、不重复扣款。
Tongxing: the settlement agent of a medical-insurance counter. It reads cards, explains every fen, works through outages, and never loses or doubles a transaction.`;

const AFTER = `
先试一试 First steps:
  tongxing demo                               模拟世界里走完一整天 a whole day in a simulated world
  tongxing sim serve                          培训、联调用的模拟柜台 a counter for training and tests
  tongxing start --config config.yaml         正式运行 the daemon
  tongxing doctor --config config.yaml        体检 examine the terminal
  tongxing open --config config.yaml          打开收银页面 the counter page
  tongxing presettle case.json                算一笔 price one case
  tongxing queue --config config.yaml         看未完成的交易 what is open
  tongxing ledger verify --config config.yaml 核对账本 check the ledger
  tongxing catalogue import 1301.zip 1312.txt --config config.yaml
                                              导入医保目录 import the national catalogue
  tongxing revocation import list.txt --data ./data
                                              导入社保卡黑名单 import the list of revoked cards
  tongxing front pair 药店系统 --config config.yaml
                                              国家接口接入 the national interface for your own system
  tongxing devices --config config.yaml       读卡器、扫码枪、打印机 readers, scanners, printers
  tongxing shift --config config.yaml         班次与操作员 the shift and the operators
  tongxing reconcile --config config.yaml     与中心对账 compare with the centre
  tongxing pack list --config config.yaml     已安装的政策包 installed policy packs

退出码 Exit codes:
  0 成功 done · 1 程序缺陷 a defect · 2 命令、配置或输入有误 command, configuration or input is not right
  3 当前条件下无法执行 not possible as things are · 4 检查发现问题 a check found something

每个命令的说明 Help of one command: tongxing help start`;

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法 Usage:',
  'Arguments:': '参数 Arguments:',
  'Options:': '选项 Options:',
  'Commands:': '命令 Commands:',
};

/** `first`: the first word of the line. A daemon that starts does not wait for the description of all the others. */
export function createProgram(
  commands: Commands,
  world: World,
  done: (code: number) => void,
  first: string | undefined,
): Command {
  const program = new Command('tongxing');
  program
    .description(ABOUT)
    .version(VERSION, '-V, --version', '版本 print the version')
    .helpOption('-h, --help', '帮助 show help')
    .helpCommand('help [command]', '某个命令的帮助 help of one command')
    .addHelpText('after', AFTER)
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
    .configureOutput({ writeOut: world.out, writeErr: world.err, outputError: (said, write) => write(inBoth(said)) })
    .showSuggestionAfterError(true)
    .showHelpAfterError('输入 tongxing --help 查看用法。 Try tongxing --help.')
    .exitOverride();
  const run =
    <A extends readonly unknown[]>(command: (...given: A) => Promise<number>) =>
    async (...given: A) =>
      done(await command(...given));

  addStart(program, commands, world, run);
  if (first === 'start') return program;

  program
    .command('demo')
    .summary('在模拟世界里演示 the main job in a simulated world')
    .description(
      '启动模拟的中心、读卡器和卡片，演示一次完整的购药结算：联网、断网、恢复、日终对账。\nStarts a simulated centre, reader and cards and shows the main job: online, cut off, back again, end of day.',
    )
    .option('--data <folder>', '演示数据目录 folder of the demonstration')
    .addHelpText('after', example(['tongxing demo', '按提示插卡、断网 insert cards and cut the link as it says']))
    .action(run((options: DemoOptions) => commands.demo(options, world)));

  place(program.command('open'))
    .summary('打开收银页面 open the counter page')
    .description(
      '向运行中的终端程序要一个一次性链接，并在浏览器里打开收银页面。\nAsks the running agent for a link that works once and opens the counter page with it.',
    )
    .option('--port <port>', '本地接口端口 port of the local API（默认取正在运行的）')
    .option('--print', '只显示链接 only print the link')
    .addHelpText('after', example(['tongxing open --config config.yaml', '打开 open the page']))
    .action(run((options: OpenFlags) => commands.open(options, world)));

  program
    .command('presettle')
    .summary('不启动终端，计算一笔预结算 price a case file')
    .description(
      '读入一个 JSON 算例，输出预结算结果和逐步说明；不联网，不记账。\nReads a case as JSON and prints the bill with every step; no network, no ledger.',
    )
    .argument('[file]', '算例文件，- 为标准输入 case file; - is standard input')
    .option('--pack <file>', '政策包文件或编号 a pack: file, or id of an installed one')
    .option('--packs <folder>', '政策包目录 folder of installed packs')
    .option('--catalogue <file>', '药品目录 catalogue for cases without their own')
    .option('--jsonl', '标准输入每行一个算例 one case a line from standard input')
    .option('--replay <msgid>', '重算一笔已存的交易并与中心结果比较 compute a stored sale again')
    .option('--data <folder>', '数据目录（用于 --replay） data folder, for --replay')
    .option('-c, --config <file>', '配置文件（用于 --replay） configuration file, for --replay')
    .addHelpText(
      'after',
      example(
        ['tongxing presettle case.json', '结果输出为 JSON the bill as JSON'],
        ['tongxing presettle --jsonl < cases.jsonl', '批量 many at once'],
        ['tongxing presettle --replay MSGID --data ./data', '重算；不同则退出码 4 again; exit code 4 when it differs'],
      ),
    )
    .action(
      run((file: string | undefined, options: PresettleFlags) =>
        commands.presettle(file === undefined ? options : { ...options, file }, world),
      ),
    );

  addCatalogue(program, commands, world, run);
  const wording = { place, example, done };
  addQueueCommands(program, () => commands.queue(world), wording);
  addPackCommands(
    program,
    lazily(() => commands.pack(world)),
    wording,
  );
  addCareCommands(
    program,
    caring(() => commands.care(world), world),
    wording,
  );
  addShiftCommands(program, () => commands.shift(world), wording);
  addRevocationCommands(program, () => commands.revocation(world), wording);
  addDoctorCommand(program, (options) => commands.doctor(options, world), wording);
  addFrontCommands(program, () => commands.front(world), wording);
  addClientCommands(program, () => commands.clients(world), wording);
  addDeviceCommands(program, () => commands.devices(world), wording);
  addSimCommands(program, () => commands.sim(world), wording);
  for (const group of program.commands) if (group.commands.length > 0) group.hook('preSubcommand', refuseUnknown);
  return program;
}

/** Loaded at the first command that needs it. */
function lazily(load: () => Promise<PackCommands>): PackCommands {
  return {
    packList: async (...given) => (await load()).packList(...given),
    packVerify: async (...given) => (await load()).packVerify(...given),
    packActivate: async (...given) => (await load()).packActivate(...given),
    packDiff: async (...given) => (await load()).packDiff(...given),
  };
}

function caring(load: () => Promise<CareCommands>, world: World): CareCommands {
  return {
    ledgerVerify: async (...given) => {
      // Before what it needs is loaded, which is the longer half of its start.
      await world.giveWay?.();
      return (await load()).ledgerVerify(...given);
    },
    ledgerExport: async (...given) => (await load()).ledgerExport(...given),
    backup: async (...given) => (await load()).backup(...given),
    restore: async (...given) => (await load()).restore(...given),
    salvage: async (...given) => (await load()).salvage(...given),
    keysList: async (...given) => (await load()).keysList(...given),
    keysRequest: async (...given) => (await load()).keysRequest(...given),
    keysRestore: async (...given) => (await load()).keysRestore(...given),
  };
}

type Run = <A extends readonly unknown[]>(command: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;

function addStart(program: Command, commands: Commands, world: World, run: Run): void {
  program
    .command('start')
    .summary('按配置文件启动终端程序 run the daemon')
    .description(
      '按配置文件启动终端程序，直到收到停止信号。只用真实设备和真实中心，从不启动模拟器。\nRuns the daemon until it is told to stop: real devices and a real centre, never a simulator.',
    )
    .requiredOption('-c, --config <file>', '配置文件 configuration file (agent/config.example.yaml)')
    .addHelpText(
      'after',
      example(
        ['cp agent/config.example.yaml config.yaml', '复制示例并填写 copy the example and fill it in'],
        ['tongxing start --config config.yaml', '启动；Ctrl-C 停止 start; Ctrl-C stops'],
        [
          'curl -H "Authorization: Bearer $(cat data/api.token)" http://127.0.0.1:8460/v1/status',
          '查看状态 how it stands',
        ],
      ),
    )
    .action(run((options: { config: string }) => commands.start(options, world)));
}

function addCatalogue(program: Command, commands: Commands, world: World, run: Run): void {
  const catalogue = program
    .command('catalogue')
    .summary('医保目录：import 导入、list 列出、find 查找 the catalogue of medicines')
    .description('医保目录：导入国家目录文件，查看已装版本，查商品。\nThe national catalogue: import, list, find.')
    .helpCommand(false);
  place(catalogue.command('import'))
    .summary('导入国家目录文件 import national files')
    .description(
      '导入 1301–1306 等交易下载的目录文件（ZIP 或 TAB 分隔文本），以及 1312、1317、1318、1319 的查询结果（首行为字段名）。在另一进程中进行，不影响收银；完成后整体替换。有误的行逐一列出，其余入库。中断后重新执行即可继续。\nImports downloads of 1301–1306 (ZIP or TAB-separated text) and answers of 1312, 1317, 1318, 1319 (first row: field names). Runs beside the counter and is swapped in whole. Bad rows are listed, the rest goes in; run it again to go on after a break.',
    )
    .argument('<files...>', '目录文件，文件名含交易编号 files; the name tells the transaction: 1301_20221001.zip')
    .option('--increment', '在现有目录上增补 on top of the installed one')
    .option('--admdvs <code>', '参保地医保区划，6 位 region whose terms apply')
    .option('--json', '输出 JSON 报告 report as JSON')
    .addHelpText(
      'after',
      example(
        [
          'tongxing catalogue import 1301.zip 1306.zip 1312.txt 1319.txt --admdvs 370100 --data ./data',
          '全量 everything',
        ],
        ['tongxing catalogue import 1312_update.txt --increment --config config.yaml', '增量 an increment'],
      ),
    )
    .action(run((files: string[], options: CatalogueImportOptions) => commands.catalogueImport(files, options, world)));
  place(catalogue.command('list'))
    .summary('已装的目录版本 installed versions')
    .description('列出已装的目录版本、条目数和来源文件。\nLists installed versions with their counts and files.')
    .addHelpText('after', example(['tongxing catalogue list --data ./data', '列出 list']))
    .action(run((options: PlaceOptions) => commands.catalogueList(options, world)));
  place(catalogue.command('find'))
    .summary('查商品 find goods')
    .description(
      '按名称、拼音首字母、国家编码、本店编码、商品条码或追溯码查找。\nFinds goods by name, pinyin initials, national or own code, EAN-13 or trace code.',
    )
    .argument('<text>', '要查的内容 what to look for')
    .option('--limit <goods>', '最多显示几种 most goods shown', '20')
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing catalogue find AMXL --data ./data', '阿莫西林… amoxicillin']))
    .action(run((text: string, options: CatalogueFindOptions) => commands.catalogueFind(text, options, world)));
}

function place(command: Command): Command {
  return command
    .option('--data <folder>', '数据目录 data folder')
    .option('-c, --config <file>', '配置文件 configuration file that names it');
}

function example(...lines: readonly (readonly [command: string, what: string])[]): string {
  return `\n例 Examples:\n${lines.map(([command, what]) => `  ${command}\n      ${what}`).join('\n')}`;
}

/** Runs one command line (without node and script); the answer is the exit code. */
export async function runProgram(args: readonly string[], commands: Commands, world: World): Promise<number> {
  let code: number = EXIT.done;
  const done = (given: number) => {
    code = given;
  };
  const program = createProgram(commands, world, done, args[0]);
  if (args.length === 0) {
    program.outputHelp();
    return EXIT.done;
  }
  let handOver = () => {};
  // The daemon keeps the owner itself, as it reads its configuration.
  if (args[0] !== 'start')
    program.hook('preAction', async (_program, command) => {
      handOver = await commands.keepOwners(command.opts<PlaceOptions>());
    });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      const said = await commands.explain(error);
      if (said === null) throw error;
      world.err(said);
      return EXIT.cannot;
    }
    return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  } finally {
    handOver();
  }
  return code;
}
