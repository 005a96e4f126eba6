/**
 * A scenario on a served counter: the real daemon, a centre process and real gRPC over a line that can be cut, with devices
 * in memory, in real time. For recording, and for training at the counter's own pace. What it cannot do it refuses by name.
 */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { CardImage } from '../../../simulator/card/image.ts';
import type { Scenario } from '../../../simulator/scenario/scenario.ts';
import {
  type Call,
  type Cut,
  type Method,
  NotOnThisStage,
  type Said,
  type Stage,
} from '../../../simulator/scenario/stage.ts';
import type { Limits } from '../../core/limits.ts';
import { centreDoor, type HttpCounter, openHttpCounter } from './http-counter.ts';
import { type CounterOptions, openCounter, type ServedCounter } from './served-counter.ts';

export class ServedStage implements Stage {
  readonly served: ServedCounter;
  readonly #counter: HttpCounter;
  readonly #said: Readonly<Record<string, unknown>>[];
  readonly #began = performance.now();
  readonly #over = new AbortController();

  private constructor(served: ServedCounter, counter: HttpCounter, said: Readonly<Record<string, unknown>>[]) {
    this.served = served;
    this.#counter = counter;
    this.#said = said;
  }

  /** Throws what openCounter throws. */
  static async open(
    { institution, limits }: Pick<Scenario, 'institution' | 'limits'>,
    options: Partial<CounterOptions> = {},
  ): Promise<ServedStage> {
    const served = await openCounter({
      data: null,
      apiPort: 0,
      people: [],
      institution,
      limits: limits as Partial<Limits>,
      ...options,
    });
    try {
      const said: Readonly<Record<string, unknown>>[] = [];
      const { port, tokenPath } = served.daemon;
      const token = readFileSync(tokenPath, 'utf8').trim();
      return new ServedStage(served, await openHttpCounter(port, token, (notice) => said.push(notice)), said);
    } catch (error) {
      await served.stop();
      throw error;
    }
  }

  api(method: Method, path: string, body?: unknown, key?: string): Promise<Said> {
    return this.#counter.api(method, path, body, key);
  }

  together(calls: readonly Call[]): Promise<readonly Said[]> {
    return this.#counter.together(calls);
  }

  centre(method: Method, path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown> {
    return centreDoor(this.served.centrePort, method, path, body);
  }

  async insert(card: CardImage): Promise<void> {
    this.served.hands.insert(card);
  }

  async pull(): Promise<void> {
    this.served.hands.pull();
  }

  async scan(text: string, aim: string): Promise<void> {
    this.served.hands.scan(text, aim);
  }

  async scannerAs(mode: 'pos' | 'keyboard'): Promise<void> {
    this.served.hands.scannerAs(mode);
  }

  async paper(lines: number | null): Promise<void> {
    this.served.hands.load(lines);
  }

  async cover(open: boolean): Promise<void> {
    this.served.hands.cover(open);
  }

  printed(): readonly string[] {
    return this.served.hands.paper;
  }

  async cut(how: Cut): Promise<void> {
    if (how !== 'reset') throw new NotOnThisStage(`此处不能这样断网 the link is not cut like this here: ${how}`);
    await this.served.relay.cut();
  }

  restore(): Promise<void> {
    return this.served.relay.restore();
  }

  async answerTwice(on: boolean): Promise<void> {
    if (on) throw new NotOnThisStage('此处应答不会来两次 no answer comes twice here');
  }

  async disk(): Promise<void> {
    throw new NotOnThisStage('此处不动磁盘 the disk is left alone here');
  }

  async jumpClock(): Promise<void> {
    throw new NotOnThisStage('此处不动时钟 the clock is left alone here');
  }

  async kill(): Promise<void> {
    throw new NotOnThisStage('此处不杀程序 no program is killed here');
  }

  async upgrade(): Promise<void> {
    throw new NotOnThisStage('此处不换程序 no program is replaced here');
  }

  async cardService(up: boolean): Promise<void> {
    this.served.hands.cardService(up);
  }

  deaths(): readonly string[] {
    return [];
  }

  notices(): readonly Readonly<Record<string, unknown>>[] {
    return this.#said;
  }

  elapsedMs(): number {
    return performance.now() - this.#began;
  }

  pass(ms: number): Promise<void> {
    return setTimeout(ms, undefined, { signal: this.#over.signal });
  }

  async stop(): Promise<void> {
    // A story that is cut short waits for nothing any more.
    this.#over.abort();
    this.#counter.close();
    await this.served.stop();
  }
}
