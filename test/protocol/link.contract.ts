/**
 * What agent/ports/link.ts promises, sentence by sentence, to be run against every link there is. A world is one link
 * with a far end the test speaks for, and a line between them that can be cut; `until` lets the world go on until
 * something has happened.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Link, LinkEvent } from '../../agent/ports/link.ts';
import type { Backend } from '../../simulator/centre/server.ts';

export interface LinkWorld {
  readonly link: Link;
  /** Who answers at the far end from now on. */
  answerBy(backend: Backend): void;
  cut(): void | Promise<void>;
  restore(): void | Promise<void>;
  /** Goes on until the condition holds; fails loudly when it never does. */
  until(condition: () => boolean, what: string): Promise<void>;
  /** Lets pass what would show that something happens although it must not. */
  settle(): Promise<void>;
  /** Connections the far end sees. */
  connections(): number;
  end(): Promise<void>;
}

const LONG_MS = 20_000;
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const bytes = (value: string) => new TextEncoder().encode(value);
const echo: Backend = (_dev_no, method, message, answer) => answer(bytes(`${method}:${text(message)}`));
const silence: Backend = () => {};

export function linkContract(name: string, make: () => Promise<LinkWorld>): void {
  describe(`${name} keeps the promises of a link:`, () => {
    let world: LinkWorld;
    let events: LinkEvent[];

    beforeEach(async () => {
      world = await make();
      events = [];
      world.answerBy(echo);
    });
    afterEach(() => world.end());

    const ended = (call: number) => events.filter((event) => 'call' in event && event.call === call);
    const has = (kind: LinkEvent['kind'], times = 1) => events.filter((event) => event.kind === kind).length >= times;
    const start = () => world.link.start((event) => events.push(event));
    const up = async (times = 1) => {
      if (times === 1) start();
      await world.until(() => has('up', times), `up ${times} times`);
    };
    const outcomes = () =>
      events.flatMap((event) =>
        event.kind === 'reply'
          ? [`${event.call} ${text(event.bytes)}`]
          : event.kind === 'no_reply'
            ? [`${event.call} ${event.reason}`]
            : [],
      );

    test('it says down first and up when it is connected', async () => {
      await up();
      expect(events.map(({ kind }) => kind)).toEqual(['down', 'up']);
    });

    test('a call gets its reply with the method and the bytes of the far end', async () => {
      await up();
      world.link.call(1, 'Hello', bytes('你好'), LONG_MS);
      await world.until(() => ended(1).length > 0, 'a reply');
      expect(ended(1)).toEqual([expect.objectContaining({ kind: 'reply', call: 1, method: 'Hello' })]);
      expect(outcomes()).toEqual(['1 Hello:你好']);
    });

    test('a call says nothing before it has returned', () => {
      start();
      const before = events.length;
      world.link.call(1, 'Hello', bytes('x'), LONG_MS);
      expect(events.length).toBe(before);
    });

    test('a call without a connection is unsent, and the far end never sees it', async () => {
      const seen: string[] = [];
      world.answerBy((_dev_no, method) => seen.push(method));
      start();
      world.link.call(1, 'Settle', bytes('x'), LONG_MS);
      world.link.call(2, 'Exchange', bytes('y'), LONG_MS);
      await world.until(() => has('no_reply', 2), 'two endings');
      expect(outcomes()).toEqual(['1 unsent', '2 unsent']);
      await world.until(() => has('up'), 'up');
      await world.settle();
      expect(seen).toEqual([]);
    });

    test('a call the far end does not answer ends at its deadline, and a later reply is dropped', async () => {
      const late: (() => void)[] = [];
      world.answerBy((_dev_no, _method, message, answer) => late.push(() => answer(message)));
      await up();
      world.link.call(1, 'Settle', bytes('x'), 40);
      world.link.call(2, 'Exchange', bytes('y'), 40);
      await world.until(() => has('no_reply', 2), 'two endings');
      expect(outcomes().sort()).toEqual(['1 timeout', '2 timeout']);
      for (const answer of late) answer();
      await world.settle();
      expect(outcomes().length).toBe(2);
    });

    test('exchange frames are sent in order and answered in order, although the far end answers them the other way', async () => {
      const calls = Array.from({ length: 20 }, (_, at) => at + 1);
      const waiting: (() => void)[] = [];
      const arrived: string[] = [];
      world.answerBy((_dev_no, _method, message, answer) => {
        arrived.push(text(message));
        waiting.push(() => answer(message));
      });
      await up();
      for (const call of calls) world.link.call(call, 'Exchange', bytes(`frame ${call}`), LONG_MS);
      await world.until(() => waiting.length === calls.length, 'all frames');
      expect(arrived).toEqual(calls.map((call) => `frame ${call}`));
      for (const answer of waiting.reverse()) answer();
      await world.until(() => has('reply', calls.length), 'all replies');
      expect(outcomes()).toEqual(calls.map((call) => `${call} frame ${call}`));
    });

    test('an exchange call that timed out keeps its place, so that the next reply is not taken for its own', async () => {
      const waiting: (() => void)[] = [];
      world.answerBy((_dev_no, _method, message, answer) => waiting.push(() => answer(message)));
      await up();
      world.link.call(1, 'Exchange', bytes('slow'), 40);
      world.link.call(2, 'Exchange', bytes('next'), LONG_MS);
      await world.until(() => has('no_reply') && waiting.length === 2, 'a time-out');
      for (const answer of waiting) answer();
      await world.until(() => has('reply'), 'a reply');
      expect(outcomes()).toEqual(['1 timeout', '2 next']);
    });

    test('a stream that one exchange call after the other waits for in vain is given up: the next call is answered on a new one', async () => {
      let skipped = false;
      world.answerBy((_dev_no, _method, message, answer) => {
        if (skipped) answer(message);
        // The far end has left this one out, and all that it answers after it comes a frame too late.
        skipped = true;
      });
      await up();
      world.link.call(1, 'Exchange', bytes('left out'), 40);
      await world.until(() => has('no_reply'), 'a time-out');
      world.link.call(2, 'Exchange', bytes('behind'), 40);
      world.link.call(3, 'Exchange', bytes('behind, too'), LONG_MS);
      await world.until(() => has('no_reply', 3), 'the end of the stream');
      expect(outcomes()).toEqual(['1 timeout', '2 timeout', '3 reset']);
      world.link.call(4, 'Exchange', bytes('on time'), LONG_MS);
      await world.until(() => has('reply'), 'a reply');
      expect(outcomes().at(-1)).toBe('4 on time');
      expect(has('down', 2)).toBe(false);
    });

    test('when the stream breaks, all of its unanswered calls are reset and the next call opens a new one', async () => {
      let broken = false;
      const frames: string[] = [];
      world.answerBy((_dev_no, _method, message, answer) => {
        frames.push(text(message));
        if (broken) answer(message);
        else if (frames.length === 2) {
          broken = true;
          answer(null);
        }
      });
      await up();
      world.link.call(1, 'Exchange', bytes('first'), LONG_MS);
      world.link.call(2, 'Exchange', bytes('second'), LONG_MS);
      // The first frame is never answered; losing the second's answer breaks the stream only once the first is out.
      await world.until(() => frames.length === 2, 'two frames');
      await world.cut();
      await world.until(() => has('no_reply', 2) && has('down', 2), 'two resets');
      expect(outcomes()).toEqual(['1 reset', '2 reset']);
      await world.restore();
      await up(2);
      world.link.call(3, 'Exchange', bytes('third'), LONG_MS);
      await world.until(() => has('reply'), 'a reply');
      expect(outcomes().at(-1)).toBe('3 third');
    });

    test('an answer that is lost on the way is no reply, and the next call is answered', async () => {
      world.answerBy((_dev_no, _method, _message, answer) => answer(null));
      await up();
      world.link.call(1, 'Exchange', bytes('x'), 200);
      world.link.call(2, 'Settle', bytes('x'), 200);
      await world.until(() => has('no_reply', 2), 'two endings');
      for (const outcome of outcomes()) expect(outcome).toMatch(/^[12] (reset|timeout)$/);
      world.answerBy(echo);
      let call = 3;
      // The loss may have broken the connection; a call before it is back is unsent.
      await world.until(() => {
        if (has('reply')) return true;
        if (ended(call).length > 0) call++;
        if (ended(call).length === 0) world.link.call(call, 'Exchange', bytes('again'), LONG_MS);
        return false;
      }, 'a reply');
      expect(outcomes().at(-1)).toContain('Exchange:again');
    });

    test('a cut line resets what is open, says down, and says up when it is back; every call ends exactly once', async () => {
      world.answerBy(silence);
      await up();
      world.link.call(1, 'Settle', bytes('x'), LONG_MS);
      world.link.call(2, 'Exchange', bytes('y'), LONG_MS);
      await world.settle();
      await world.cut();
      await world.until(() => has('no_reply', 2) && has('down', 2), 'two endings');
      expect(outcomes().sort()).toEqual(['1 reset', '2 reset']);
      world.link.call(3, 'Settle', bytes('x'), LONG_MS);
      await world.until(() => ended(3).length > 0, 'an ending');
      expect(outcomes().at(-1)).toBe('3 unsent');
      await world.restore();
      world.answerBy(echo);
      await up(2);
      world.link.call(4, 'Settle', bytes('x'), LONG_MS);
      await world.until(() => ended(4).length > 0, 'a reply');
      expect(outcomes().at(-1)).toBe('4 Settle:x');
      expect(events.filter(({ kind }) => kind === 'up' || kind === 'down').map(({ kind }) => kind)).toEqual([
        'down',
        'up',
        'down',
        'up',
      ]);
    });

    test('it comes back as often as it is cut', async () => {
      await up();
      for (const times of [2, 3, 4]) {
        await world.cut();
        await world.until(() => has('down', times), 'down');
        await world.restore();
        await up(times);
      }
    });

    test('close ends every open call as reset and resolves when the sockets are closed; later calls are unsent', async () => {
      world.answerBy(silence);
      await up();
      world.link.call(1, 'Settle', bytes('x'), LONG_MS);
      world.link.call(2, 'Exchange', bytes('y'), LONG_MS);
      await world.settle();
      await world.link.close();
      expect(outcomes().sort()).toEqual(['1 reset', '2 reset']);
      world.link.call(3, 'Hello', bytes('z'), LONG_MS);
      await world.until(() => ended(3).length > 0, 'an ending');
      expect(outcomes().at(-1)).toBe('3 unsent');
      await world.until(() => world.connections() === 0, 'no connection left');
    });
  });
}
