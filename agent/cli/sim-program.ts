/** `tongxing sim …` in the command line's own words. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';
import { addCentreCommands, type CentreCommands } from './sim-centre-program.ts';

export interface ServeFlags {
  readonly port: string;
  readonly controlPort: string;
  readonly data?: string;
  readonly people?: readonly string[];
  readonly institution?: string;
  readonly json?: boolean;
  readonly untilStdinEnds?: boolean;
}

export interface DrawFlags {
  readonly seed: string;
  readonly count: string;
}

export interface RunFlags {
  readonly seed: string;
  readonly junit?: string;
  readonly quiet?: boolean;
  readonly real?: boolean;
  readonly guest?: boolean;
  /** "counter", or seconds before each step. */
  readonly pace?: string;
}

export interface RecordFlags {
  readonly out: string;
  readonly key?: string;
  readonly virtual?: boolean;
  readonly seed: string;
  readonly port: string;
  readonly controlPort: string;
}

export interface ReplayFlags {
  readonly key?: string;
  readonly data?: string;
  readonly centre?: string;
  readonly quiet?: boolean;
  readonly junit?: string;
}

export interface SimCommands {
  run(names: readonly string[], flags: RunFlags): Promise<number>;
  check(names: readonly string[]): Promise<number>;
  list(names: readonly string[]): Promise<number>;
  record(name: string | undefined, flags: RecordFlags): Promise<number>;
  replay(paths: readonly string[], flags: ReplayFlags): Promise<number>;
  serve(flags: ServeFlags): Promise<number>;
  people(flags: { readonly json?: boolean }): Promise<number>;
  draw(flags: DrawFlags): Promise<number>;
  readonly centre: CentreCommands;
}

export function addSimCommands(
  program: Command,
  /** At the first command that needs them. */
  load: () => Promise<SimCommands>,
  { example, done }: Wording,
): void {
  const sim = program
    .command('sim')
    .summary('模拟世界：serve 柜台、run 情景、people 人员 the simulated world')
    .description(
      '没有任何硬件和网络，也能试用、教学和测试。所有人员、卡片、药品都是虚构的。\nTry, teach and test without any hardware or network. All persons, cards and medicines are fictitious.',
    )
    .helpCommand(false);
  sim
    .command('serve')
    .summary('起一个模拟柜台，供培训和别的系统的测试使用 a counter for training and for tests of other systems')
    .description(
      '起一个完整的模拟柜台：中心、可切断的链路、内存中的读卡器、扫码枪和打印机，以及真正的终端程序（培训模式，连不到真实中心）。用 HTTP 控制它：插卡、扫码、断网、看小票、看中心的账。\nA whole counter: a centre, a line that can be cut, reader, scanner and printer in memory, and the agent as it is, in training mode, unable to reach a real centre. Controlled over HTTP: put a card in, scan, cut the link, read what was printed and what the centre holds.',
    )
    .option('--port <port>', '本地接口端口，0 为任意 port of the local API; 0 is any', '8460')
    .option('--control-port <port>', '控制端口，0 为任意 port of the control; 0 is any', '8461')
    .option('--data <folder>', '保留数据的目录（默认用完即删） folder to keep; default: gone at the end')
    .option('--people <file...>', '人员文件 people files, besides the shipped one')
    .option('--institution <kind>', 'pharmacy 药店，或 clinic 诊所 a pharmacy, or a clinic', 'pharmacy')
    .option('--json', '就绪后输出一行 JSON one line of JSON when it is ready')
    .option('--until-stdin-ends', '标准输入结束时停止 stop when standard input ends')
    .addHelpText(
      'after',
      example(
        ['tongxing sim serve', '培训：打开它给出的收银页面 training: open the page it prints'],
        [
          'curl -X POST http://127.0.0.1:8461/card -H "content-type: application/json" -d \'{"name": "ceshi-jia"}\'',
          '插卡 put a card in',
        ],
        ['tongxing sim serve --json --port 0 --control-port 0', '供测试程序启动 for a test to start'],
      ),
    )
    .action(async (flags: ServeFlags) => done(await (await load()).serve(flags)));
  sim
    .command('people')
    .summary('列出虚构人员 the fictitious persons that come with it')
    .description('列出自带的虚构人员和他们的卡。\nThe fictitious persons that come with it, and their cards.')
    .option('--json', '输出 JSON as JSON')
    .addHelpText('after', example(['tongxing sim people', '列出 list']))
    .action(async (flags: { json?: boolean }) => done(await (await load()).people(flags)));
  sim
    .command('draw')
    .summary('由种子抽出虚构人员 draw fictitious persons from a seed')
    .description(
      '由种子抽出虚构人员（卡片与参保信息），输出人员文件；同一种子结果相同。\nDraws fictitious persons, card and insurance, and prints a people file; the same seed gives the same persons.',
    )
    .option('--seed <number>', '种子 seed', '1')
    .option('--count <persons>', '人数 how many', '20')
    .addHelpText(
      'after',
      example(
        ['tongxing sim draw --seed 7 --count 100 > people.json', '抽一百人 a hundred persons'],
        ['tongxing sim serve --people people.json', '用他们 use them'],
      ),
    )
    .action(async (flags: DrawFlags) => done(await (await load()).draw(flags)));
  addScenarioCommands(sim, load, { example, done });
  addRecordingCommands(sim, load, { example, done });
  addCentreCommands(sim, async () => (await load()).centre, { example, done });
}

const NAMES =
  '文件、目录或自带情景的名字，默认全部自带的 files, folders or names of shipped ones; all shipped ones by default';

function addScenarioCommands(
  sim: Command,
  load: () => Promise<SimCommands>,
  { example, done }: Pick<Wording, 'example' | 'done'>,
): void {
  sim
    .command('run')
    .summary('演情景文件 play scenario files')
    .description(
      '在虚拟时间里逐步演情景文件：整个终端程序、内存中的设备、模拟中心；同一种子结果相同。第一个不符之处结束该情景，并指出文件和行号。\nPlays scenario files step by step in virtual time: the whole agent, devices in memory, the simulated centre; the same seed gives the same run. The first thing that is not as written ends a scenario and is named by file and line.',
    )
    .argument('[names...]', NAMES)
    .option('--seed <number>', '种子 seed', '1')
    .option('--real', '在真实的 pcscd、串口、进程和 gRPC 上演 on the real pcscd, ports, processes and gRPC')
    .option(
      '--guest',
      '在 QEMU 客机里演：USB 读卡器、扫码枪、打印机经真实内核 in a QEMU guest: USB reader, scanner, printer on its real kernel',
    )
    .option(
      '--pace <pace>',
      '按柜台的节奏，真实秒数：counter，或每步前等几秒 at the counter’s own pace, in real seconds: counter, or seconds before each step',
    )
    .option('--junit <file>', '另写 JUnit XML write JUnit XML besides')
    .option('--quiet', '只显示不符的步骤 only steps that are not as written')
    .addHelpText(
      'after',
      example(
        ['tongxing sim run', '全部 all of them'],
        ['tongxing sim run my-story.yaml --seed 7 --junit result.xml', '自己的故事，供 CI one’s own, for CI'],
      ),
    )
    .action(async (names: string[], flags: RunFlags) => done(await (await load()).run(names, flags)));
  sim
    .command('check')
    .summary('检查情景文件 look over scenario files')
    .description(
      '检查情景文件的写法，不演。错误指出文件、行号和字段。\nReads scenario files without playing them; faults name file, line and field.',
    )
    .argument('[names...]', NAMES)
    .addHelpText('after', example(['tongxing sim check my-story.yaml', '检查 look it over']))
    .action(async (names: string[]) => done(await (await load()).check(names)));
  sim
    .command('list')
    .summary('列出情景 list scenarios')
    .description('列出情景和它们说的故事。\nLists scenarios and what they tell.')
    .argument('[names...]', NAMES)
    .addHelpText('after', example(['tongxing sim list', '列出自带的 the shipped ones']))
    .action(async (names: string[]) => done(await (await load()).list(names)));
}

function addRecordingCommands(
  sim: Command,
  load: () => Promise<SimCommands>,
  { example, done }: Pick<Wording, 'example' | 'done'>,
): void {
  sim
    .command('record')
    .summary('录制一段柜台 record a session at a counter')
    .description(
      '在模拟柜台上录制真正的终端程序：读卡指令、扫码、串口、与中心的报文、时钟，写入加密文件。给出情景名则演这个情景并录制，否则起一个柜台，录到停止为止。只录虚构人员。\nRecords the real agent at a simulated counter: card commands, scans, serial bytes, messages to the centre, the clock, into a sealed file. Plays the scenario that is named, or serves a counter until it is stopped. Fictitious persons alone.',
    )
    .argument('[name]', '情景文件或名字 a scenario, by file or name')
    .requiredOption(
      '--out <path>',
      '录制文件（--virtual 时为目录，程序每起动一次一个文件） the recording: a new file; with --virtual a folder with a file for each start of the agent',
    )
    .option('--key <file>', '密钥文件（默认在录制文件旁） file of the key; default: beside the recording')
    .option('--virtual', '在虚拟时间里演，可以杀掉、升级、改时钟 in virtual time: killed, replaced, clock and disk too')
    .option('--seed <number>', '--virtual 的种子 seed of --virtual', '1')
    .option('--port <port>', '本地接口端口，0 为任意 port of the local API; 0 is any', '0')
    .option('--control-port <port>', '控制端口，0 为任意 port of the control; 0 is any', '0')
    .addHelpText(
      'after',
      example(
        ['tongxing sim record provisional-sale --out day.rec', '演一个情景并录制 a scenario, recorded'],
        ['tongxing sim record --out day.rec', '自己在页面上操作 what you do on the page'],
        ['tongxing sim record killed-offline --virtual --out killed', '中途被杀掉的一段 killed in the middle'],
      ),
    )
    .action(async (name: string | undefined, flags: RecordFlags) => done(await (await load()).record(name, flags)));
  sim
    .command('replay')
    .summary('重放一段录制 play a recording back')
    .description(
      '在虚拟时间里重放一段录制：现在的终端程序收到当时的每个字节，必须说出当时说的话，得到同样的金额和状态；第一个不同之处按步骤指出。\nPlays a recording back in virtual time: the agent as it is now gets every byte as it came and has to say what it said then, with the same money and states; the first difference is named by its step.',
    )
    .argument(
      '<paths...>',
      '录制文件，或一个目录：程序每起动一次一个文件，依次重放 the recording, or a folder with one for each start of the agent',
    )
    .option('--key <file>', '密钥文件（默认在录制文件旁） file of the key; default: beside the recording')
    .option('--data <folder>', '录制它的终端的数据目录 data folder of the terminal that recorded it')
    .option(
      '--centre <folder>',
      '模拟中心的数据目录（用恢复密钥打开） the simulated centre’s folder, to open it by its recovery key',
    )
    .option('--junit <file>', '另写 JUnit XML write JUnit XML besides')
    .option('--quiet', '只显示结论 only what came of it')
    .addHelpText(
      'after',
      example(
        ['tongxing sim replay day.rec', '重放 play it back'],
        [
          'tongxing sim replay /var/lib/tongxing/recordings --data /var/lib/tongxing',
          '一台终端所有的录制 all recordings of a terminal',
        ],
      ),
    )
    .action(async (paths: string[], flags: ReplayFlags) => done(await (await load()).replay(paths, flags)));
}
