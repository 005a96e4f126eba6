/**
 * What is wrong with a line as it was typed, said in both languages. commander's own words are English, and of a word that
 * a group with a default command does not know it says that the default command was given too much.
 */
import type { Command } from 'commander';

/** commander's sentence (`command.js`, those to which a line of ours can lead), and the same in Chinese. */
const SENTENCES: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/^unknown command '(.+?)'/, '没有“$1”这个命令'],
  [/^unknown option '(.+?)'/, '没有“$1”这个选项'],
  [/^missing required argument '(.+?)'/, '缺少参数 $1'],
  [/^required option '(.+?)' not specified/, '缺少必需的选项 $1'],
  [/^option '(.+?)' argument missing/, '选项 $1 后面要有内容'],
  [/^option '(.+?)' argument '(.*?)' is invalid/, '选项 $1 不能是“$2”'],
  [/^too many arguments for '(.+?)'/, '命令 $1 后面多了内容'],
];

/** `error: …` as commander says it; what is not known here is left as it is. */
export function inBoth(said: string): string {
  const english = said.replace(/^error: /, '');
  const known = SENTENCES.find(([pattern]) => pattern.test(english));
  if (known === undefined) return said;
  const [pattern, chinese] = known;
  const [matched] = pattern.exec(english) as RegExpExecArray;
  return `错误 error: ${matched.replace(pattern, chinese)}。 ${english}`;
}

/** Hung on a group: a first word that is none of its commands is refused by name before its default command sees it. */
export function refuseUnknown(group: Command, taken: Command): void {
  const [word] = group.args;
  if (word === undefined || word.startsWith('-') || word === taken.name()) return;
  const names = group.commands.map((command) => command.name()).join(', ');
  group.error(`error: unknown command '${word}' of '${group.name()}'; it has: ${names}`, {
    code: 'commander.unknownCommand',
    exitCode: 1,
  });
}
