/**
 * A clerk who works under virtual time: opens the shift, serves one person after another, repeats what was not answered,
 * now and then takes goods back, and writes down every word that was said.
 */
import type { Command } from '../../agent/core/input.ts';
import type { Terminal as Identity } from '../../agent/core/state.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { SeededRandom } from '../time/seeded-random.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { Purchase } from './oracle.ts';
import type { SimulatedTerminal } from './terminal.ts';
import type { SimulatedPerson } from './world.ts';

export interface ClerkOptions {
  readonly terminal: SimulatedTerminal;
  readonly identity: Identity;
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly persons: readonly SimulatedPerson[];
  readonly purchases: Purchase[];
  readonly trace: (line: string) => void;
}

const TRIES = 4;

export class Clerk {
  readonly #options: ClerkOptions;
  #stopped = false;
  #serial = 0;
  idle = false;

  constructor(options: ClerkOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#work();
  }

  /** Finishes with the person at the counter and goes home. */
  stop(): void {
    this.#stopped = true;
  }

  async #work(): Promise<void> {
    const { random } = this.#options;
    await this.#say({ kind: 'enrol_operator', opter: '001', opter_name: '测试员', pin_hash: 'any' });
    while (!this.#stopped) {
      await this.#say({ kind: 'open_shift', opter: '001', opter_name: '测试员', proof: 'right' });
      await this.#pause(random.below(4_000));
      await this.#serve();
    }
    this.idle = true;
  }

  async #serve(): Promise<void> {
    const { random, terminal, persons, identity, purchases } = this.#options;
    const person = random.pick(persons);
    terminal.insert(person.card);
    const purchase: Purchase = {
      terminal: identity.dev_no,
      key: `${identity.dev_no}-${++this.#serial}`,
      psn_no: person.psn_no,
      told: new Set(),
      lastWord: 'silence',
      cancelled: false,
    };
    const session = await this.#price(purchase.key);
    if (session !== null) {
      // Some cards are pulled too early.
      if (random.chance(0.1)) terminal.pull();
      purchases.push(purchase);
      await this.#accept(session, purchase);
      const [msgid] = purchase.told;
      if (msgid !== undefined && random.chance(0.25)) await this.#takeBack(msgid as Msgid, purchase);
    }
    terminal.pull();
  }

  async #price(key: string): Promise<string | null> {
    const { random } = this.#options;
    const opened = await this.#say({ kind: 'open_session' });
    if (opened === null || opened.kind !== 'session') return null;
    const { id } = opened.session;
    const lines = Array.from({ length: 1 + random.below(3) }, (_unused, index) => ({
      feedetl_sn: String(index + 1),
      med_list_codg: random.pick(['SIM-A', 'SIM-B', 'SIM-C']),
      pric: `${1 + random.below(80)}.${10 + random.below(90)}`,
      cnt: String(1 + random.below(3)),
      rxno: key,
    }));
    const acct_used_flag = random.chance(0.3) ? '1' : '0';
    const priced = await this.#say({
      kind: 'set_basket',
      session: id,
      basket: { med_type: '41', acct_used_flag, lines },
    });
    return priced === null ? null : id;
  }

  /** Presses accept again when nothing came back, as people do; always under the same key. */
  async #accept(session: string, purchase: Purchase): Promise<void> {
    const { random } = this.#options;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const reply = await this.#say({ kind: 'accept', session, key: purchase.key });
      purchase.lastWord = reply !== null ? 'accepted' : this.#killed ? 'silence' : 'refused';
      if (reply?.kind === 'accepted') {
        purchase.told.add(reply.msgid);
        if (!random.chance(0.2)) return;
      } else if (reply === null && !this.#killed) return;
      await this.#pause(random.below(3_000));
    }
  }

  async #takeBack(msgid: Msgid, purchase: Purchase): Promise<void> {
    await this.#pause(this.#options.random.below(10_000));
    const reply = await this.#say({ kind: 'cancel', msgid, key: `${purchase.key}-back` });
    if (reply?.kind === 'cancelled') purchase.cancelled = true;
  }

  #killed = false;

  /** Null when refused or when the agent died; `#killed` tells which. */
  async #say(command: Command) {
    const { terminal, trace, clock, identity } = this.#options;
    const outcome = await terminal.command(command);
    this.#killed = outcome === 'killed';
    const said = outcome === 'killed' ? 'killed' : outcome.ok ? outcome.reply.kind : outcome.problem.code;
    trace(`${clock.monotonicMs()} ${identity.dev_no} ${command.kind} ${said}`);
    if (outcome === 'killed') await this.#pause(2_500);
    return outcome !== 'killed' && outcome.ok ? outcome.reply : null;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(ms, resolve);
    });
  }
}
