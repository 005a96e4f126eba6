/** What a command says when it does not do what it was asked: in both languages, with the next step. Ends nothing itself. */
import { describe, type Fault } from '../errors/catalogue.ts';
import { EXIT, type World } from './world.ts';

type Mouth = Pick<World, 'err'>;

/** The exit code, after the catalogue's sentences. */
export function refuse(world: Mouth, found: Fault, code: number = EXIT.cannot): number {
  world.err(sentences(found));
  return code;
}

/** The command line lacks something, or has it in a wrong form: this is how it is written. */
export function misused(world: Mouth, usage: string): number {
  world.err(`请指明 please give: ${usage}\n`);
  return EXIT.badInput;
}

export function sentences(found: Fault): string {
  const { zh, en, hint_zh, hint_en } = describe(found);
  return `${zh}。${hint_zh}。\n${en}. ${hint_en}.\n`;
}
