/**
 * What the counter page's demonstration panel may do to the simulated world: put in and pull cards, cut the link, lose an
 * answer. Exists only while a demonstration runs; a terminal at work has none of these routes.
 */
import { imageNames, imageOf, isImageName } from '../../../simulator/card/catalogue.ts';
import { personOnCard } from '../../../simulator/card/people.ts';
import type { CuttableRelay } from '../../../simulator/link/cut.ts';
import type { HttpAnswer, HttpRequest, HttpRoute } from '../../ports/http.ts';
import type { DemoReader } from './reader.ts';

export interface StageHands {
  readonly reader: DemoReader;
  readonly relay: CuttableRelay;
  /** Side door of the simulated centre. */
  readonly controlPort: number;
}

const DONE: HttpAnswer = { status: 200, body: { done: true }, problem: false };

export function stageRoutes({ reader, relay, controlPort }: StageHands): readonly HttpRoute[] {
  const post = (path: string, act: (body: Readonly<Record<string, unknown>>) => Promise<boolean>): HttpRoute => ({
    method: 'POST',
    path: `/demo/${path}`,
    handle: async ({ body }: HttpRequest) => ((await act((body ?? {}) as Record<string, unknown>)) ? DONE : unknown()),
  });
  const centreAnswer = async (path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${controlPort}/${path}`, sent);
    return response.ok ? response.json() : null;
  };
  const centre = async (path: string, body: object) => (await centreAnswer(path, body)) !== null;
  return [
    {
      method: 'GET',
      path: '/demo/world',
      handle: () => ({
        status: 200,
        body: { reader: reader.name, cards: imageNames(), cut: relay.isCut },
        problem: false,
      }),
    },
    post('card', async ({ image }) => {
      if (typeof image !== 'string' || !isImageName(image)) return false;
      await reader.insert(image);
      return true;
    }),
    {
      method: 'POST',
      path: '/demo/voucher',
      handle: async ({ body }: HttpRequest) => {
        const { image } = (body ?? {}) as Record<string, unknown>;
        if (typeof image !== 'string' || !isImageName(image)) return unknown();
        const shown = await centreAnswer('vouchers', { cardno: personOnCard(imageOf(image)).cardno });
        return shown === null ? unknown() : { status: 200, body: shown, problem: false };
      },
    },
    post('pull', () => reader.pull().then(() => true)),
    post('link', ({ cut }) => (cut === true ? relay.cut() : relay.restore()).then(() => true)),
    post('lose-answer', () => centre('faults', { lose_answers: 1 })),
  ];
}

function unknown(): HttpAnswer {
  return { status: 400, body: { title: '演示世界里没有这个 no such thing in this world' }, problem: false };
}
