/**
 * Where a scenario plays: the counter's hands, the line, the centre's doors and the passing of time, whatever lies under
 * them. One file of steps runs on every stage alike; a stage that cannot do a thing says so and must never pretend. Types.
 */
import type { CardImage } from '../card/image.ts';

/** What the local API said; status 0 when the agent was gone before it answered. */
export interface Said {
  readonly status: number;
  readonly body: unknown;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Call {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
}

export interface Stage {
  /** The local API, as a vendor's system uses it. */
  api(method: Method, path: string, body?: unknown, key?: string): Promise<Said>;
  /** Several of them at the same moment, as from several windows; answers in the order of the calls. */
  together(calls: readonly Call[]): Promise<readonly Said[]>;
  /** A door of the simulated centre (simulator/centre/control.ts); null: there is no such door. */
  centre(method: Method, path: string, body?: Readonly<Record<string, unknown>>): Promise<unknown>;
  insert(card: CardImage): Promise<void>;
  pull(): Promise<void>;
  scan(text: string, aim: string): Promise<void>;
  scannerAs(mode: 'pos' | 'keyboard'): Promise<void>;
  /** Lines left on the roll; null: a roll without end. */
  paper(lines: number | null): Promise<void>;
  cover(open: boolean): Promise<void>;
  printed(): readonly string[];
  cut(how: Cut): Promise<void>;
  restore(): Promise<void>;
  /** Every answer comes a second time. */
  answerTwice(on: boolean): Promise<void>;
  disk(state: { readonly full?: boolean; readonly slowMs?: number }): Promise<void>;
  jumpClock(byMs: number): Promise<void>;
  /** The agent dies at its next step of this name, or now without one; it comes back by itself. */
  kill(at: string | null, power: boolean): Promise<void>;
  /** A new process takes over: the old one is ended first, or `asleep`: it still has the ledger open and wakes up after. */
  upgrade(old: 'ended' | 'asleep'): Promise<void>;
  /** The machine's card service (pcscd) goes away and comes back. */
  cardService(up: boolean): Promise<void>;
  /** The steps at which the agent died so far. */
  deaths(): readonly string[];
  /** The agent's notices since the stage was set, oldest first. */
  notices(): readonly Readonly<Record<string, unknown>>[];
  /** Time since the stage was set, ms, by a clock nobody can set. */
  elapsedMs(): number;
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

export type Cut = 'reset' | 'silent' | 'half_open';

/** The stage has no such thing: a clock that may be set, a step at which a process may be killed. */
export class NotOnThisStage extends Error {}
