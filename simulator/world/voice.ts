/**
 * How a clerk speaks to a terminal: one word after the other, each written down, and what was not answered asked again
 * under the same key, at the latest at the end of the day. Knows nothing of what is sold.
 */
import type { CommandReply } from '../../agent/core/effect.ts';
import type { Command } from '../../agent/core/input.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { SimulatedTerminal } from './terminal.ts';

export interface VoiceOptions {
  readonly dev_no: string;
  readonly terminal: SimulatedTerminal;
  readonly clock: VirtualClock;
  readonly trace: (line: string) => void;
}

export type Heard = (reply: CommandReply | null) => void;

export const TRIES = 4;
/** Errors that say no more than silence does: how far it came is not known, ask again under the same key. */
const UNSETTLED = new Set<string>(['stopped', 'taken_over']);

export class Voice {
  /** Whether the last word was not answered: the agent died or ended over it. */
  killed = false;
  readonly #options: VoiceOptions;
  #unanswered: (readonly [Command, Heard])[] = [];

  constructor(options: VoiceOptions) {
    this.#options = options;
  }

  /** Null when refused or when the agent died or ended; `killed` tells which. */
  async say(command: Command): Promise<CommandReply | null> {
    const { terminal, trace, clock, dev_no } = this.#options;
    const outcome = await terminal.command(command);
    this.killed = outcome === 'killed' || (!outcome.ok && UNSETTLED.has(outcome.problem.code));
    const said = outcome === 'killed' ? 'killed' : outcome.ok ? told(outcome.reply) : outcome.problem.code;
    trace(`${clock.monotonicMs()} ${dev_no} ${command.kind} ${said}`);
    if (this.killed) await this.pause(2_500);
    return outcome !== 'killed' && outcome.ok ? outcome.reply : null;
  }

  /** Asks until there is an answer, which `heard` gets once. False: none came, and it will be asked again at the day's end. */
  async insist(command: Command, heard: Heard): Promise<boolean> {
    let reply = await this.say(command);
    for (let again = 1; again < TRIES && this.killed; again += 1) reply = await this.say(command);
    if (this.killed) this.#unanswered.push([command, heard]);
    else heard(reply);
    return !this.killed;
  }

  async askAgain(): Promise<void> {
    const unanswered = this.#unanswered;
    this.#unanswered = [];
    for (const [command, heard] of unanswered) await this.insist(command, heard);
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(ms, resolve);
    });
  }
}

function told(reply: CommandReply): string {
  return 'msgid' in reply ? `${reply.kind} ${String(reply.msgid)}` : reply.kind;
}
