/**
 * What the counter page's demonstration panel may do to the simulated world: put in and pull cards, scan, read what was
 * printed, cut the link, lose an answer, go on to tomorrow. Exists only while a demonstration or a training runs; a
 * terminal at work has none of these routes.
 */
import type { CardImage } from '../../../simulator/card/image.ts';
import { personOnCard } from '../../../simulator/card/people.ts';
import type { CuttableRelay } from '../../../simulator/link/cut.ts';
import type { HttpAnswer, HttpRequest, HttpRoute } from '../../ports/http.ts';
import type { Days } from './days.ts';
import type { DemoReader } from './reader.ts';

export interface StageHands {
  readonly reader: DemoReader;
  readonly relay: CuttableRelay;
  /** Side door of the simulated centre. */
  readonly controlPort: number;
  readonly days: Days;
  cards(): readonly string[];
  card(name: string): CardImage | null;
}

const DONE: HttpAnswer = { status: 200, body: { done: true }, problem: false };

export function stageRoutes({ reader, relay, controlPort, days, cards, card }: StageHands): readonly HttpRoute[] {
  const get = (path: string, body: () => unknown): HttpRoute => ({
    method: 'GET',
    path: `/demo/${path}`,
    handle: () => ({ status: 200, body: body(), problem: false }),
  });
  const post = (path: string, act: (body: Readonly<Record<string, unknown>>) => Promise<boolean>): HttpRoute => ({
    method: 'POST',
    path: `/demo/${path}`,
    handle: async ({ body }: HttpRequest) => ((await act((body ?? {}) as Record<string, unknown>)) ? DONE : unknown()),
  });
  const centre = async (path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${controlPort}/${path}`, sent);
    return response.ok ? response.json() : null;
  };
  const named = (image: unknown) => (typeof image === 'string' ? card(image) : null);
  const { hands } = reader;
  return [
    get('world', () => ({ reader: reader.name, cards: cards(), cut: relay.isCut, today: days.clock.today() })),
    get('paper', () => ({ lines: hands.paper })),
    post('card', async ({ image }) => {
      const wanted = named(image);
      if (wanted !== null) await reader.insert(wanted);
      return wanted !== null;
    }),
    post('voucher', async ({ image }) => {
      const wanted = named(image);
      if (wanted === null) return false;
      const shown = await centre('vouchers', { cardno: personOnCard(wanted).cardno });
      if (shown === null) return false;
      hands.scan((shown as { readonly code: string }).code, 'Q1');
      return true;
    }),
    post('scan', async ({ text }) => {
      if (typeof text !== 'string' || text === '' || text.length > MOST_SCANNED) return false;
      hands.scan(text, /^\d{13}$/.test(text) ? 'E0' : 'Q1');
      return true;
    }),
    post('tear-off', async () => {
      hands.tearOff();
      return true;
    }),
    post('printer', async ({ empty }) => {
      hands.load(empty === true ? 0 : null);
      return true;
    }),
    post('pull', () => reader.pull().then(() => true)),
    post('link', ({ cut }) => (cut === true ? relay.cut() : relay.restore()).then(() => true)),
    post('lose-answer', async () => (await centre('faults', { lose_answers: 1 })) !== null),
    post('tomorrow', () => days.tomorrow(async (ahead_ms) => (await centre('clock', { ahead_ms })) !== null)),
  ];
}

const MOST_SCANNED = 500;

function unknown(): HttpAnswer {
  return { status: 400, body: { title: '演示世界里没有这个 no such thing in this world' }, problem: false };
}
