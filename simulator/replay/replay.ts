/**
 * Plays a recording back, life after life: an agent that was killed or replaced in the middle of its session left a
 * recording for each of its lives, and each is played on the ledger it came up on. What a killed one leaves behind has to be
 * what the next one found. The first thing that is another than recorded is named by its step. Must never speak to a centre
 * or a device.
 */
import type { Recorded } from '../../agent/ports/recording.ts';
import { isCutOff, Playing, type ReplayGround, type Start } from './playing.ts';
import { Diverged } from './script.ts';

export type { ReplayGround } from './playing.ts';

export interface ReplayStep {
  /** From 1: the entry of the recording, counted through all lives. */
  readonly step: number;
  /** Since the start of its life. */
  readonly atMs: number;
  readonly what: string;
}

export interface Replayed {
  readonly steps: number;
  /** How often the agent was started. */
  readonly lives: number;
  readonly failure: {
    readonly step: number;
    readonly atMs: number;
    readonly what: string;
    readonly why: string;
  } | null;
}

/** The recording is none that can be played: it has no beginning. */
export class UnplayableError extends Error {}

interface Lived {
  readonly entries: readonly Recorded[];
  /** Of its first entry in the whole recording, from 1. */
  readonly from: number;
}

export async function replay(
  entries: readonly Recorded[],
  ground: ReplayGround,
  tell: (step: ReplayStep) => void = () => {},
): Promise<Replayed> {
  const lives = livesOf(entries);
  if (entries[0]?.seam !== 'start') throw new UnplayableError('no beginning');
  let killed: Playing | null = null;
  try {
    for (const life of lives) {
      const playing = new Playing(life.entries, life.entries[0] as Start, ground);
      const told = await playLife(playing, killed, life, tell);
      await killed?.stop();
      killed = null;
      if (told === null && isCutOff(life.entries)) killed = playing;
      else await playing.stop();
      if (told !== null) return { ...told, lives: lives.length };
    }
    return { steps: entries.length, lives: lives.length, failure: null };
  } finally {
    await killed?.stop();
  }
}

/** Null: all of it as recorded. `killed`: the life before, when it did not end in order. */
async function playLife(
  playing: Playing,
  killed: Playing | null,
  { entries, from }: Lived,
  tell: (step: ReplayStep) => void,
): Promise<Pick<Replayed, 'steps' | 'failure'> | null> {
  let at = 0;
  try {
    killed?.handOver(playing.rows(), 1);
    for (const [index, entry] of entries.entries()) {
      at = index;
      if (worthTelling(entry)) tell({ step: from + index, atMs: entry.atMs, what: wordsOf(entry) });
      await playing.take(entry, index + 1);
    }
    return null;
  } catch (error) {
    if (!(error instanceof Diverged)) throw error;
    const step = Math.max(1, error.step);
    const entry = entries[step - 1] ?? entries[at];
    const [atMs, what] = [entry?.atMs ?? 0, entry === undefined ? '' : wordsOf(entry)];
    return { steps: from + at, failure: { step: from + step - 1, atMs, what, why: error.message } };
  }
}

function livesOf(entries: readonly Recorded[]): readonly Lived[] {
  const starts = entries.flatMap(({ seam }, at) => (seam === 'start' ? [at] : []));
  return starts.map((at, index) => ({ entries: entries.slice(at, starts[index + 1]), from: at + 1 }));
}

/** What a person following it wants to see. */
function worthTelling({ seam }: Recorded): boolean {
  return (
    seam === 'start' ||
    seam === 'command' ||
    seam === 'call' ||
    seam === 'device_event' ||
    seam === 'clock' ||
    seam === 'end'
  );
}

function wordsOf(entry: Recorded): string {
  switch (entry.seam) {
    case 'command':
      return `${entry.seam} ${entry.command.kind}`;
    case 'call':
      return `centre ${entry.method}`;
    case 'link':
      return `centre ${entry.event.kind}`;
    case 'device_event':
      return `device ${entry.event.kind}`;
    case 'device':
      return `${entry.passed.port} ${entry.passed.what} ${entry.passed.what === 'event' ? '' : entry.passed.op}`.trim();
    default:
      return entry.seam;
  }
}
