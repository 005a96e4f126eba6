/**
 * A simulated PSAM: selects its applet, diversifies one of its keys and answers a challenge with it
 * (national-interface.md 5.3). Pure over its state, like the chip of a card; holds the simulator's keys alone.
 */
import type { CardImage } from './image.ts';
import { diversified, encrypted } from './security.ts';
import type { ChipAnswer, ChipState } from './virtual-card.ts';

/** Null: not a command of a PSAM. */
export function psamAnswer(image: CardImage, state: ChipState, command: Uint8Array): ChipAnswer | null {
  const [cla = 0, ins = 0, , p2 = 0] = command;
  const data = command.subarray(5);
  if (image.psamKeys === null || !state.selected) return null;
  if (cla === 0xbf && ins === 0xde) {
    const master = image.psamKeys[p2.toString(16).padStart(2, '0')];
    if (master === undefined || data.length !== 24) return status(state, 0x6a88);
    return status({ ...state, key: diversified(master, data.subarray(0, 8), data.subarray(8, 16)) }, 0x9000);
  }
  if (cla !== 0x80 || ins !== 0xfa) return null;
  if (state.key === null || data.length !== 8) return status(state, 0x6985);
  return status({ ...state, waiting: encrypted(state.key, data) }, 0x6108);
}

function status(state: ChipState, sw: number): ChipAnswer {
  return { state, response: Uint8Array.of(sw >> 8, sw & 0xff) };
}
