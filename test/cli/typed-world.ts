/** The world around a command line in a test: what it says is kept, and secrets are typed one after the other. */
import type { World } from '../../agent/cli/world.ts';

export interface Typed {
  readonly world: World;
  /** What was said until now. */
  heard(): { readonly said: string; readonly complained: string };
}

export function typedWorld(nowMs: () => number, secrets: readonly string[] = []): Typed {
  const typed = [...secrets];
  let [said, complained] = ['', ''];
  const world: World = {
    out: (text) => {
      said += text;
    },
    err: (text) => {
      complained += text;
    },
    nowMs,
    stopped: () => Promise.resolve(),
    secret: async () => typed.shift() ?? '',
  };
  return { world, heard: () => ({ said, complained }) };
}
