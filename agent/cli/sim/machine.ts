/**
 * The machine a scenario's agent runs on, with its devices. What a stage of real parts needs of it, so that another one
 * can stand in its place; nothing about stories.
 */
import type { CardImage } from '../../../simulator/card/image.ts';
import type { PaperPrinter } from '../../../simulator/serial/paper.ts';

/** The machine cannot be had; the message says why. */
export class NoMachine extends Error {}

export interface Machine {
  /** Of the agent there. */
  readonly dataDir: string;
  /** The local API, reached from here by the same number. */
  readonly apiPort: number;
  /** The section `devices` of its configuration. */
  readonly devices: Readonly<Record<string, unknown>>;
  /** Limits that make up for how slow it is, as a configuration has them. */
  readonly limits: Readonly<Record<string, string>>;
  /** How many times slower than this one. */
  readonly slower: number;
  /** Types of the devices without which no story begins. */
  readonly wanted: readonly string[];
  insert(card: CardImage): Promise<void>;
  pull(): Promise<void>;
  scan(text: string, aim: string): Promise<void>;
  scannerAs(mode: 'pos' | 'keyboard'): Promise<void>;
  cardService(up: boolean): Promise<void>;
  /** Gone and back: what was not flushed is lost, no agent runs. */
  powerCut(): Promise<void>;
  jumpClock(byMs: number): Promise<void>;
  /** These ports of its 127.0.0.1 lead to the same ones of this machine. */
  reach(ports: readonly number[]): Promise<void>;
  /** Starts the agent; rejects never: whether it came up is seen at its API. */
  start(config: string): Promise<void>;
  isRunning(): boolean;
  token(): Promise<string>;
  /** Resolves when no agent runs. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** For one stage; `folder` is a fresh one of this machine. What it takes down again it gives to `undo`. */
export type OpenMachine = (
  given: { readonly folder: string; readonly printer: PaperPrinter },
  undo: (() => unknown)[],
) => Promise<Machine>;
