/** A `tongxing` command line in this process: what it says, what it complains of and its exit code. */
import { COMMANDS } from '../../agent/cli/commands.ts';
import { runProgram } from '../../agent/cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function commandLine(
  args: readonly string[],
  stopped = new Promise<void>(() => {}),
  heard: (text: string) => void = () => {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const world = {
    out: (text: string) => {
      out += text;
      heard(text);
    },
    err: (text: string) => {
      err += text;
    },
    nowMs: () => 0,
    stopped: () => stopped,
  };
  const code = await runProgram(args, COMMANDS, world);
  return { code, out, err };
}
