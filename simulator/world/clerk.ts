/**
 * A clerk who works under virtual time: opens the shift, serves one visit after another as the story has it, repeats what
 * was not answered, takes goods back, and writes down every word that was said.
 */
import type { Command } from '../../agent/core/input.ts';
import type { Session } from '../../agent/core/state.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { Purchase } from './books.ts';
import type { Oracle } from './oracle.ts';
import type { SimulatedPerson } from './people.ts';
import type { Visit } from './story.ts';
import type { SimulatedTerminal } from './terminal.ts';

export interface ClerkOptions {
  readonly dev_no: string;
  readonly terminal: SimulatedTerminal;
  readonly oracle: Oracle;
  readonly clock: VirtualClock;
  readonly persons: readonly SimulatedPerson[];
  readonly visits: readonly Visit[];
  readonly purchases: Purchase[];
  readonly trace: (line: string) => void;
}

const TRIES = 4;
/** Errors that say no more than silence does: how far it came is not known, ask again under the same key. */
const UNSETTLED = new Set<string>(['stopped', 'taken_over']);

export class Clerk {
  readonly #options: ClerkOptions;
  #stopped = false;
  #killed = false;
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

  /** The end of the day; the problem's code when it can not be closed. */
  async close(): Promise<string | null> {
    for (let attempt = 0; ; attempt += 1) {
      await this.#open();
      const { terminal } = this.#options;
      const outcome = await terminal.command({ kind: 'close_shift' });
      if (outcome !== 'killed' && outcome.ok && outcome.reply.kind === 'shift_closed')
        return outcome.reply.equal ? null : 'totals differ';
      if (attempt === TRIES)
        return outcome === 'killed' ? 'killed' : outcome.ok ? outcome.reply.kind : outcome.problem.code;
      await this.#pause(20_000);
    }
  }

  async #work(): Promise<void> {
    const { visits, clock } = this.#options;
    await this.#say({ kind: 'enrol_operator', opter: '001', opter_name: '测试员', pin_hash: 'any' });
    for (const visit of visits) {
      const early = visit.atMs - clock.monotonicMs();
      if (early > 0) await this.#pause(early);
      if (this.#stopped) break;
      await this.#open();
      await this.#serve(visit);
    }
    this.idle = true;
  }

  async #open(): Promise<void> {
    await this.#say({ kind: 'open_shift', opter: '001', opter_name: '测试员', proof: 'right' });
  }

  async #serve(visit: Visit): Promise<void> {
    const { terminal, persons, dev_no, purchases } = this.#options;
    const person = persons[visit.person];
    if (person === undefined) return;
    terminal.reader.insert(person.card);
    const key = `${dev_no}-${visit.atMs}`;
    const purchase: Purchase = { terminal: dev_no, key, psn_no: person.psn_no, told: new Set(), rests: [], ...UNSAID };
    const session = await this.#price(visit, key);
    if (session !== null) {
      const other = persons[(visit.person + 1) % persons.length];
      if (visit.card === 'pulled_before_accept') terminal.reader.pull();
      if (visit.card === 'swapped' && other !== undefined) terminal.reader.insert(other.card);
      purchases.push(purchase);
      await this.#accept(session, purchase, visit);
      if (visit.card === 'pulled_after_accept') terminal.reader.pull();
      const [msgid] = purchase.told;
      if (msgid !== undefined && visit.backAfterMs !== null) {
        if (visit.pieces > 0) await this.#takePieces(msgid as Msgid, purchase, visit, visit.backAfterMs);
        else await this.#takeBack(msgid as Msgid, purchase, visit.backAfterMs);
      }
    }
    terminal.reader.pull();
  }

  async #price(visit: Visit, key: string): Promise<Session | null> {
    const opened = await this.#say({ kind: 'open_session' });
    if (opened === null || opened.kind !== 'session') return null;
    const { id, person, balc } = opened.session;
    if (person !== null && opened.session.phase === 'ready') this.#options.oracle.believed(person, balc);
    const priced = await this.#say({
      kind: 'set_basket',
      session: id,
      basket: {
        med_type: '41',
        acct_used_flag: visit.account ? '1' : '0',
        lines: visit.lines.map((line) => ({ ...line, rxno: key })),
      },
    });
    return priced?.kind === 'session' ? priced.session : null;
  }

  /** Presses accept again when nothing came back, as people do; always under the same key. */
  async #accept({ id: session }: Session, purchase: Purchase, { extraPresses }: Visit): Promise<void> {
    for (let answered = 0, attempt = 0; attempt < TRIES && answered <= extraPresses; attempt += 1) {
      const reply = await this.#say({ kind: 'accept', session, key: purchase.key });
      purchase.lastWord = reply !== null ? 'accepted' : this.#killed ? 'silence' : 'refused';
      if (reply?.kind === 'accepted') {
        purchase.told.add(reply.msgid);
        this.#options.oracle.told(reply.msgid, purchase.psn_no);
        answered += 1;
      } else if (!this.#killed) return;
      await this.#pause(1_500);
    }
  }

  async #takeBack(msgid: Msgid, purchase: Purchase, afterMs: number): Promise<void> {
    await this.#pause(afterMs);
    const reply = await this.#say({ kind: 'cancel', msgid, key: `${purchase.key}-back` });
    if (reply?.kind === 'cancelled') purchase.cancelled = true;
  }

  /** Piece by piece, each of what remained after the one before; the last that there is undoes the rest. */
  async #takePieces(sold: Msgid, purchase: Purchase, { lines, pieces }: Visit, afterMs: number): Promise<void> {
    await this.#pause(afterMs);
    const packs = lines.flatMap(({ feedetl_sn, cnt }) => Array.from({ length: Number(cnt) }, () => feedetl_sn));
    let msgid = sold;
    for (const [at, feedetl_sn] of packs.slice(0, pieces).entries()) {
      const key = `${purchase.key}-piece-${at}`;
      const asked: Command = { kind: 'refund', msgid, key, lines: [{ feedetl_sn, cnt: '1' }] };
      let reply = await this.#say(asked);
      for (let again = 1; again < TRIES && this.#killed; again += 1) reply = await this.#say(asked);
      if (reply?.kind === 'cancelled') purchase.cancelled = true;
      if (reply?.kind !== 'refunded') return;
      msgid = reply.made;
      purchase.rests.push(msgid);
    }
  }

  /** Null when refused or when the agent died or ended; `#killed` tells which. */
  async #say(command: Command) {
    const { terminal, trace, clock, dev_no } = this.#options;
    const outcome = await terminal.command(command);
    this.#killed = outcome === 'killed' || (!outcome.ok && UNSETTLED.has(outcome.problem.code));
    const said = outcome === 'killed' ? 'killed' : outcome.ok ? told(outcome.reply) : outcome.problem.code;
    trace(`${clock.monotonicMs()} ${dev_no} ${command.kind} ${said}`);
    if (this.#killed) await this.#pause(2_500);
    return outcome !== 'killed' && outcome.ok ? outcome.reply : null;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.after(ms, resolve);
    });
  }
}

const UNSAID = { lastWord: 'silence', cancelled: false } as const;

function told(reply: object & { readonly kind: string }): string {
  return 'msgid' in reply ? `${reply.kind} ${String(reply.msgid)}` : reply.kind;
}
