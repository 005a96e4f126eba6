/**
 * A scanner in keyboard mode may be read by the agent and type into this page, too: the same code twice. Which of the two
 * comes first hangs on the machine; the agent's counts. Keeps a code no longer than it waits for its other half.
 */
import { hear } from './feed.ts';

/** Whether the agent has a code that was typed here, too. */
export type ToldToo = (code: string) => Promise<boolean>;
/** Who gets what is typed here instead of the basket. */
export type Taker = (code: string, toldToo: ToldToo) => void;

/** The agent tells a scan within some hundredths of a second, on a busy machine within some tenths. */
const WAIT_MS = 700;

interface Half {
  /** Null: the agent does not say; whatever was typed is it. */
  readonly text: string | null;
  readonly done: (both: boolean) => void;
}

/** Whether the agent has the code that was typed here, or gets it yet. */
export function useToldToo(): ToldToo {
  let told: readonly Half[] = [];
  let typed: readonly Half[] = [];
  const meet = (those: readonly Half[], text: string | null): boolean => {
    const other = those.find((half) => text === null || half.text === null || half.text === text);
    other?.done(true);
    return other !== undefined;
  };
  hear(({ event, data }) => {
    const text = typeof data['text'] === 'string' ? data['text'] : null;
    // What this page told of itself has no other half.
    if (event !== 'scan' || data['device'] === 'page' || meet(typed, text)) return;
    const half: Half = {
      text,
      done: () => {
        told = told.filter((one) => one !== half);
      },
    };
    told = [...told, half];
    setTimeout(half.done, WAIT_MS);
  });
  return (text) => {
    if (meet(told, text)) return Promise.resolve(true);
    return new Promise((resolve) => {
      const half: Half = {
        text,
        done: (both) => {
          typed = typed.filter((one) => one !== half);
          resolve(both);
        },
      };
      typed = [...typed, half];
      setTimeout(() => half.done(false), WAIT_MS);
    });
  };
}
