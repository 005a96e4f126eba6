/** Events: told as they happen, resumed by id, never silent for long, and ended cleanly. */
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HEARTBEAT_MS, MAX_LISTENERS } from '../../agent/adapters/http/events.ts';
import { Local } from './local.ts';

let local: Local;

beforeEach(async () => {
  local = await Local.start();
});

afterEach(() => local.stop());

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

/** One listener: what it was told so far, as text and as events. */
class Listener {
  readonly response: IncomingMessage;
  text = '';
  ended = false;
  #wake: () => void = () => {};

  constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => {
      this.text += chunk;
      this.#wake();
    });
    response.on('end', () => {
      this.ended = true;
      this.#wake();
    });
  }

  get events(): Told[] {
    return this.text
      .split('\n\n')
      .slice(0, -1)
      .filter((block) => block.includes('data: '))
      .map((block) => {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) };
      });
  }

  async until(met: () => boolean): Promise<void> {
    while (!met())
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }
}

async function listen(path = '/v1/events', headers: Record<string, string> = {}): Promise<Listener> {
  const listener = new Listener(await local.open('GET', path, { headers }));
  await listener.until(() => listener.text.includes('retry:'));
  return listener;
}

describe('the event stream', () => {
  it('tells what happens as it happens, without a name or number of a person', async () => {
    const listener = await listen();
    expect(listener.response.headers['content-type']).toMatch('text/event-stream');
    local.counter.insertCard();
    await local.counter.run();
    await listener.until(() => listener.events.length >= 3);
    expect(listener.events.map(({ event, data }) => [event, data['what']])).toEqual([
      ['device', 'device_added'],
      ['device', 'card_inserted'],
      ['device', 'card_read'],
    ]);
    expect(listener.text).not.toContain('测试甲');
    expect(listener.text).not.toContain('990000199001010011');
  });

  it('goes on after the last id a listener has seen, leaving out nothing and repeating nothing', async () => {
    const first = await listen();
    local.counter.insertCard();
    await local.counter.run();
    await first.until(() => first.events.length >= 3);
    first.response.destroy();
    const ids = first.events.map(({ id }) => id);
    local.counter.removeCard();
    await local.counter.run();
    const second = await listen('/v1/events', { 'last-event-id': ids[1] ?? '' });
    await second.until(() => second.events.length >= 2);
    expect(second.events.map(({ data }) => data['what'])).toEqual(['card_read', 'card_removed']);
    expect(second.events[0]?.id).toBe(ids[2]);
  });

  it('goes on also where more was missed than may wait for a listener that does not read', async () => {
    const first = await listen();
    local.counter.device({ kind: 'device_added', device: 'hid:1', name: 'Scanner', virtual: false, type: 'scanner' });
    await local.counter.run();
    await first.until(() => first.events.length >= 1);
    const missed = 900;
    for (let told = 1; told <= missed; told += 1) {
      local.counter.device({ kind: 'scan', device: 'hid:1', text: '什么也不是的一段文字', aim: null });
      await local.counter.run();
      if (told % 100 === 0) await first.until(() => first.events.length > told);
    }
    const second = await listen('/v1/events', { 'last-event-id': first.events[0]?.id ?? '' });
    await second.until(() => second.ended || second.events.length >= missed);
    expect(second.events.map(({ id }) => id)).toEqual(first.events.slice(1).map(({ id }) => id));
  });

  it('begins with a reset for a listener whose last id is not known any more', async () => {
    const listener = await listen('/v1/events', { 'last-event-id': 'another-run-7' });
    local.counter.insertCard();
    await local.counter.run();
    await listener.until(() => listener.events.length >= 2);
    expect(listener.events.map(({ event }) => event).slice(0, 2)).toEqual(['reset', 'device']);
  });

  it('gives a sign of life when nothing happens', async () => {
    const listener = await listen();
    await local.counter.run(2 * HEARTBEAT_MS);
    await listener.until(() => listener.text.split('\n').filter((line) => line.startsWith(':')).length === 2);
    expect(listener.events).toEqual([]);
  });

  it('is open to the status page, with the same checks of host and origin', async () => {
    const page = await listen('/page/events');
    local.counter.insertCard();
    await local.counter.run();
    await page.until(() => page.events.length >= 1);
    const foreign = await local.ask('GET', '/page/events', { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign.status).toBe(403);
  });

  it('lets go of listeners that are gone, and refuses more than it can serve', async () => {
    const listeners = await Promise.all(Array.from({ length: MAX_LISTENERS }, () => listen()));
    const refused = await local.ask('GET', '/v1/events');
    expect(refused.body).toMatchObject({ status: 503, code: 'too_many_listeners', class: 'transient' });
    const [first] = listeners;
    first?.response.destroy();
    // The server hears of it in its own time.
    for (;;) {
      const response = await local.open('GET', '/v1/events');
      if (response.statusCode === 200) break;
      response.destroy();
    }
  });

  it('ends when the agent stops', async () => {
    const listener = await listen();
    const closing = local.api.close();
    await listener.until(() => listener.ended);
    await closing;
    expect(local.counter.clock.pending).toBe(0);
  });
});
