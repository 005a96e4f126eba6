/**
 * `tongxing demo`: what `npm start` runs. Sets up a simulated world round the agent, runs the main job before the reader's
 * eyes, then stays and takes simple commands until Ctrl-C. With `start` never does any of this.
 */
import { createInterface } from 'node:readline';
import type { ImageName } from '../../simulator/card/catalogue.ts';
import { PortError } from '../adapters/http/server.ts';
import { DEFAULT_PORT } from '../config.ts';
import { ApiProblem } from './demo/api.ts';
import { defaultFolder, type Stage, setStage } from './demo/stage.ts';
import { OPERATOR, type Say, Story } from './demo/story.ts';
import { pageLink } from './open.ts';
import type { DemoOptions } from './program.ts';
import { EXIT, type World } from './world.ts';

export async function runDemo(options: DemoOptions, world: World): Promise<number> {
  const say: Say = (text) => world.out(`${text}\n`);
  const folder = options.data ?? defaultFolder();
  const stopped = world.stopped().then(() => 'stopped' as const);
  say('通行 Tongxing：模拟世界启动中 … a simulated world is coming up');
  const stage = await open(folder);
  try {
    introduce(stage, folder, say);
    const story = new Story(stage, say);
    const told = await Promise.race([story.tell().then(() => 'told' as const), stopped]);
    if (told === 'told') {
      explainKeys(stage, await pageLink(stage.daemon.port, stage.daemon.tokenPath), say);
      await takeCommands(story, stage, say, stopped);
    }
    return EXIT.done;
  } finally {
    say('\n  正在停止 … stopping');
    await stage.stop();
  }
}

/** The usual port where it is free, any other where something has it. */
async function open(folder: string): Promise<Stage> {
  try {
    return await setStage(folder, DEFAULT_PORT);
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    return setStage(folder, 0);
  }
}

function introduce({ daemon, reader, centre }: Stage, folder: string, say: Say): void {
  say(`
  中心 centre     127.0.0.1:${centre.port}（独立进程、独立数据库 a process and a database of its own: ${centre.data}）
  终端 terminal   ${daemon.terminal.dev_no}，${daemon.terminal.fixmedins_name}（自有密钥与证书 own key and certificate）
  读卡器 reader   ${reader.name}
  数据 data       ${folder}`);
  if (reader.fallback !== null)
    say(`  注意 note       未用 pcscd，改用内存读卡器 reader in memory instead of pcscd: ${reader.fallback}`);
}

function explainKeys({ daemon }: Stage, link: string, say: Say): void {
  say(`
  演示完成，程序继续运行。 The story is told; everything stays up.
  收银页面 counter page   ${link}
     （两分钟内、打开一次；之后用 p 再取 once, within two minutes; p gives another）
     签到 sign in: 工号 ${OPERATOR.opter}，姓名 ${OPERATOR.opter_name}，口令 PIN ${OPERATOR.pin}
  状态页 status page   http://127.0.0.1:${daemon.port}/
  本地接口 local API   http://127.0.0.1:${daemon.port}/v1/openapi.json
     curl -H "Authorization: Bearer $(cat ${daemon.tokenPath})" http://127.0.0.1:${daemon.port}/v1/status

  输入后回车 type and press Enter:
${KEYS.map(([key, zh, en]) => `     ${key.padEnd(4)} ${zh} ${en}`).join('\n')}
  Ctrl-C 停止 stops.`);
}

const CARDS: Readonly<Record<string, ImageName>> = {
  '1': 'ceshi-jia',
  '2': 'ceshi-yi',
  '3': 'ceshi-bing',
  '4': 'bank-card',
  '5': 'expired',
};

const KEYS: readonly (readonly [string, string, string])[] = [
  ['1-3', '插入测试人员的卡', 'put in a card'],
  ['4', '插入银行卡', 'a bank card'],
  ['5', '插入过期卡', 'an expired card'],
  ['0', '拔卡', 'pull the card'],
  ['b', '为插入的卡买药', 'buy for the card that is in'],
  ['c', '断网', 'cut the link'],
  ['r', '恢复网络', 'bring it back'],
  ['d', '日终签退', 'end the day'],
  ['p', '收银页面的新链接', 'a new link to the counter page'],
  ['s', '状态', 'status'],
  ['q', '退出', 'quit'],
];

/** Until `q` or until told to stop; a command that came before the stop is finished, one that came after is not begun. */
async function takeCommands(story: Story, stage: Stage, say: Say, stopped: Promise<unknown>): Promise<void> {
  const input = createInterface({ input: process.stdin });
  let stopping = false;
  void stopped.then(() => {
    stopping = true;
    input.close();
  });
  for await (const line of input) {
    const key = line.trim().toLowerCase();
    if (key === 'q' || stopping) return;
    try {
      await act(key, story, stage, say);
    } catch (error) {
      if (error instanceof ApiProblem) say(`     ✗ ${error.zh}\n       ${error.en}`);
      else say(`     ✗ ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  // No more input, as under a service manager: stay until told to stop.
  await stopped;
}

async function act(key: string, story: Story, stage: Stage, say: Say): Promise<void> {
  const card = CARDS[key];
  if (card !== undefined) return story.insert(card);
  switch (key) {
    case '0':
      await stage.reader.pull();
      return say('     ✓ 已拔卡 card out');
    case 'b':
      await story.openShift();
      return story.buy(['1003', '1010'], true);
    case 'c':
      return story.cut();
    case 'r':
      return story.restore();
    case 'd':
      return story.closeDay();
    case 'p':
      return say(`     ${await pageLink(stage.daemon.port, stage.daemon.tokenPath)}`);
    case 's':
      return story.status();
    case '':
      return;
    default:
      return say(`     ? ${key}: ${KEYS.map(([one]) => one).join(' ')}`);
  }
}
