/** The help of every command has an example, and each can be typed as it stands. */
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { type Commands, createProgram, runProgram } from '../../agent/cli/program.ts';
import { typedWorld } from './typed-world.ts';

/** Commands and groups of commands that do nothing, whatever they are called. */
const doing = (what: unknown) =>
  new Proxy(
    {},
    { get: (_, name) => (name === 'then' ? undefined : async () => (name === 'keepOwners' ? () => {} : what)) },
  );
const IDLE = doing(doing(0)) as Commands;

/** Those that have work without a data folder, too. */
const PLACELESS = /^(demo|presettle|pack verify|pack diff)$/;

async function typed(words: readonly string[]) {
  const { world, heard } = typedWorld(() => 0);
  await runProgram(words, IDLE, world);
  return heard();
}

function leaves(group: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  if (group.commands.length === 0) return [path];
  return group.commands.flatMap((one) => leaves(one, [...path, one.name()]));
}

const program = createProgram(IDLE, typedWorld(() => 0).world, () => {}, undefined);
const all = leaves(program).filter(([first]) => first !== 'sim' && first !== 'help');

it.each(all.map((path) => path.join(' ')))('tongxing %s', async (name) => {
  const { said } = await typed([...name.split(' '), '--help']);
  const examples = said.match(/^ {2}(?:sudo )?tongxing .*$/gm) ?? [];
  expect(examples.length).toBeGreaterThan(0);
  for (const line of examples) {
    const words = line.replace(/^ *(sudo )?tongxing |[<>].*$/g, '').match(/"[^"]*"|\S+/g) ?? [];
    expect(await typed(words)).toEqual({ said: '', complained: '' });
    if (!PLACELESS.test(name)) expect(line).toMatch(/ --(data|config) /);
  }
});
