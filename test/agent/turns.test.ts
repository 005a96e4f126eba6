/** Which inputs make up a turn: a sale waits for the frame that is at work, and no frame waits for ever. */
import { describe, expect, it } from 'vitest';
import type { Event } from '../../agent/core/input.ts';
import { createTurns } from '../../agent/turns.ts';

const MAKE: Readonly<Record<string, () => Event>> = {
  frame: () => ({ kind: 'reply', call: 1, reply: { kind: 'exchange', answers: [], pace_ms: 0 } }),
  sale: () => ({ kind: 'command', call: 1, command: { kind: 'close_session', session: 's' }, approval: undefined }),
  scan: () => ({ kind: 'device', event: { kind: 'device_removed', device: 's1' } }),
  tick: () => ({ kind: 'tick' }),
  down: () => ({ kind: 'link', up: false }),
  other: () => ({ kind: 'stop' }),
};

const NAMES: Readonly<Record<string, string>> = {
  reply: 'frame',
  command: 'sale',
  device: 'scan',
  link: 'down',
  stop: 'other',
};

/** The turns that these inputs become, none coming after them. */
function turnsOf(waiting: string): string[] {
  const turns = createTurns();
  const inbox = waiting.split(' ').map((name) => MAKE[name]?.() ?? { kind: 'tick' as const });
  const taken: string[] = [];
  while (inbox.length > 0)
    taken.push(
      turns
        .next(inbox)
        .map(({ kind }) => NAMES[kind] ?? kind)
        .join(' '),
    );
  return taken;
}

describe('a turn', () => {
  const cases: readonly [what: string, waiting: string, turns: readonly string[]][] = [
    ['takes all that waits, in order', 'sale down scan', ['sale down scan']],
    ['takes a frame by itself, after what came before it', 'down frame', ['down', 'frame']],
    ['takes a tick, in which a frame may leave, by itself', 'tick down', ['tick', 'down']],
    ['takes no second frame', 'frame frame', ['frame', 'frame']],
    ['takes no frame beside the tick in which another may leave', 'frame tick', ['frame', 'tick']],
    ['takes a sale before a frame, and by itself', 'frame sale', ['sale', 'frame']],
    ['takes a sale before a tick, and by itself', 'tick sale', ['sale', 'tick']],
    ['takes what the devices say before a frame, too', 'frame scan down', ['scan', 'frame', 'down']],
    ['takes the sales behind two frames first', 'frame frame sale sale', ['sale sale', 'frame', 'frame']],
    ['leaves the order of all else alone', 'frame down sale other', ['sale', 'frame', 'down other']],
  ];
  for (const [what, waiting, turns] of cases) it(what, () => expect(turnsOf(waiting)).toEqual(turns));

  it('takes a frame that gave way to a whole purchase, however much the counter goes on asking', () => {
    const turns = createTurns();
    const inbox: Event[] = [MAKE['frame']?.(), MAKE['sale']?.()].flatMap((event) => event ?? []);
    const taken: string[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      taken.push(
        turns
          .next(inbox)
          .map(({ kind }) => NAMES[kind] ?? kind)
          .join(' '),
      );
      inbox.push(...['sale', 'frame'].flatMap((name) => MAKE[name]?.() ?? []));
    }
    const four = ['sale', 'sale', 'sale', 'sale'];
    expect(taken).toEqual([...four, 'sale frame', ...four, 'sale frame']);
  });

  it('takes sixty-four inputs at most', () => {
    const inbox = Array.from({ length: 100 }, () => MAKE['down']?.() ?? { kind: 'stop' as const });
    expect(createTurns().next(inbox)).toHaveLength(64);
    expect(inbox).toHaveLength(36);
  });
});
