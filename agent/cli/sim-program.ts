/** `tongxing sim …` in the command line's own words. Runs nothing. */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';

export interface ServeFlags {
  readonly port: string;
  readonly controlPort: string;
  readonly data?: string;
  readonly people?: readonly string[];
  readonly json?: boolean;
  readonly untilStdinEnds?: boolean;
}

export interface DrawFlags {
  readonly seed: string;
  readonly count: string;
}

export interface SimCommands {
  serve(flags: ServeFlags): Promise<number>;
  people(flags: { readonly json?: boolean }): Promise<number>;
  draw(flags: DrawFlags): Promise<number>;
}

export function addSimCommands(
  program: Command,
  /** At the first command that needs them. */
  load: () => Promise<SimCommands>,
  { example, done }: Wording,
): void {
  const sim = program
    .command('sim')
    .summary('模拟世界：serve 培训与测试用柜台、people 虚构人员 the simulated world')
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
}
