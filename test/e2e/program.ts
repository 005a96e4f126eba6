/**
 * A built program as a process of its own: what it says, how it ends, and whether it left a process behind. Ends only what
 * it started. Waits never sleep a fixed time: they end with what they wait for or fail with what was said until then.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../agent/root.ts';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const LOOK_MS = 20;
/** Inherited by every descendant, so that those of one program can be told from all other processes. */
const MARK = 'TONGXING_E2E_MARK';

/** The probe's first answer that is neither null nor false; what it throws counts as not yet. */
export async function until<T>(what: string, probe: () => Promise<T> | T, withinMs = 15_000): Promise<NonNullable<T>> {
  const giveUp = performance.now() + withinMs;
  let last: unknown = null;
  for (;;) {
    try {
      const found = await probe();
      if (found !== null && found !== undefined && found !== false) return found;
    } catch (error) {
      last = error;
    }
    if (performance.now() > giveUp) throw new Error(`${what}: not within ${withinMs} ms`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

export class Program {
  /** Everything it said, both ways out. */
  said = '';
  #ending: Ending | null = null;
  readonly #child: ChildProcess;
  readonly #mark = randomUUID();

  /** Runs `dist/tongxing.js` with these arguments; `input` is all it gets to read. */
  constructor(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [join(packageRoot(), 'dist/tongxing.js'), ...args], {
      env: { ...process.env, ...env, [MARK]: this.#mark },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
      });
    this.#child.stdin?.on('error', () => {});
    this.#child.stdin?.end(input);
    // Not at its exit: what it said last is still on the way then.
    this.#child.once('close', (code, signal) => {
      this.#ending = { code, signal };
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it has said this; rejects when it ends before or takes too long. */
  async says(text: string, withinMs = 20_000): Promise<void> {
    await until(`"${text}"`, () => this.said.includes(text) || !this.running, withinMs).catch(() => null);
    if (!this.said.includes(text)) throw new Error(`it never said "${text}" but: ${this.said}`);
  }

  /** Sends the signal and waits for the end. */
  end(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT', withinMs = 15_000): Promise<Ending> {
    if (this.running) this.#child.kill(signal);
    return this.ended(withinMs);
  }

  /** Waits for the end. What takes too long is killed with all that it started, and what it said is the reason. */
  async ended(withinMs = 30_000): Promise<Ending> {
    try {
      return await until('the end', () => this.#ending, withinMs);
    } catch {
      for (const { pid } of this.#descendants()) process.kill(pid, 'SIGKILL');
      throw new Error(`still running after ${withinMs} ms: ${this.said}`);
    }
  }

  /** Its children that run now. */
  children(): readonly number[] {
    const text = readFileSync(`/proc/${this.pid}/task/${this.pid}/children`, 'utf8');
    return text.split(' ').filter(Boolean).map(Number);
  }

  /** Command lines of itself and its descendants, as far as they still run. */
  leftBehind(): readonly string[] {
    return this.#descendants().map(({ command }) => command);
  }

  #descendants(): readonly { readonly pid: number; readonly command: string }[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && fileOf(name, 'environ').includes(`${MARK}=${this.#mark}`))
      .map((pid) => ({ pid: Number(pid), command: fileOf(pid, 'cmdline').replaceAll('\0', ' ') }))
      .filter(({ command }) => command !== '');
  }
}

/** A process may end while it is looked at. */
function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** Runs a program to its end. */
export async function run(args: readonly string[], input = ''): Promise<Ending & { readonly said: string }> {
  const program = new Program(args, input);
  const ending = await program.ended();
  return { ...ending, said: program.said };
}
