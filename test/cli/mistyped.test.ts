/** A line that was mistyped is answered in both languages, with the word that is wrong. */
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../agent/cli/commands.ts';
import { runProgram } from '../../agent/cli/program.ts';
import { typedWorld } from './typed-world.ts';

async function tongxing(line: string) {
  const { world, heard } = typedWorld(() => 0);
  return { code: await runProgram(line.split(' '), COMMANDS, world), ...heard() };
}

describe('a line that was mistyped', () => {
  it.each([
    ['frob', '没有“frob”这个命令', "unknown command 'frob'"],
    ['devices frob', '没有“frob”这个命令', "unknown command 'frob' of 'devices'; it has: list, name,"],
    ['devices frob --data x', '没有“frob”这个命令', "unknown command 'frob' of 'devices'"],
    ['queue nope', '没有“nope”这个命令', "unknown command 'nope' of 'queue'; it has: list, show,"],
    ['shift nope', '没有“nope”这个命令', "unknown command 'nope' of 'shift'"],
    ['reconcile nope', '没有“nope”这个命令', "unknown command 'nope' of 'reconcile'"],
    ['clients nope', '没有“nope”这个命令', "unknown command 'nope' of 'clients'"],
    ['revocation nope', '没有“nope”这个命令', "unknown command 'nope'"],
    ['queue list surplus', '命令 list 后面多了内容', "too many arguments for 'list'"],
    ['queue --frob', '没有“--frob”这个选项', "unknown option '--frob'"],
    ['queue show', '缺少参数 msgid', "missing required argument 'msgid'"],
    ['start', '缺少必需的选项 -c, --config <file>', "required option '-c, --config <file>' not specified"],
    ['shift enrol --role king', '选项 --role <role> 不能是“king”', 'Allowed choices are'],
    ['queue --limit', '选项 --limit <rows> 后面要有内容', "option '--limit <rows>' argument missing"],
  ])('tongxing %s', async (line, chinese, english) => {
    const { code, complained } = await tongxing(line);
    expect(complained).toContain(`错误 error: ${chinese}。`);
    expect(complained).toContain(english);
    expect(complained).toContain('输入 tongxing --help 查看用法');
    expect(code).toBe(2);
  });
});
