/**
 * A clerk who works under virtual time: opens the shift, serves one visit after another as the story has it, takes goods
 * back, and remembers what was sold and what went through the drawer.
 */
import type { CommandReply } from '../../agent/core/effect.ts';
import type { BasketLine, Command } from '../../agent/core/input.ts';
import type { Session } from '../../agent/core/state.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { TransactionView } from '../../agent/ports/store.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import { type Pack, type Purchase, unsaid } from './books.ts';
import { Desk } from './desk.ts';
import type { Drawer } from './drawer.ts';
import type { Oracle } from './oracle.ts';
import type { SimulatedPerson } from './people.ts';
import type { Shelf } from './shelf.ts';
import type { Visit } from './story.ts';
import { Surgery } from './surgery.ts';
import type { SimulatedTerminal } from './terminal.ts';
import type { Treated } from './treated.ts';
import { TRIES, Voice } from './voice.ts';

export interface ClerkOptions {
  readonly dev_no: string;
  readonly terminal: SimulatedTerminal;
  readonly oracle: Oracle;
  readonly clock: VirtualClock;
  readonly persons: readonly SimulatedPerson[];
  readonly visits: readonly Visit[];
  readonly purchases: Purchase[];
  readonly treated: Treated[];
  readonly drawer: Drawer;
  readonly shelf: Shelf;
  readonly trace: (line: string) => void;
}

export class Clerk {
  readonly #options: ClerkOptions;
  readonly #voice: Voice;
  readonly #desk: Desk;
  readonly #surgery: Surgery;
  #stopped = false;
  /** The newest session. */
  #opened = '';
  idle = false;

  constructor(options: ClerkOptions) {
    this.#options = options;
    this.#voice = new Voice(options);
    this.#desk = new Desk({ ...options, voice: this.#voice });
    const [open, accept] = [this.#session.bind(this), this.#accept.bind(this)];
    this.#surgery = new Surgery({ ...options, voice: this.#voice, open, accept });
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
    await this.#open();
    await this.#desk.clear();
    return this.#desk.close(() => this.#open());
  }

  async #work(): Promise<void> {
    const { visits, clock } = this.#options;
    await this.#voice.say({ kind: 'enrol_operator', opter: '001', opter_name: '测试员', pin_hash: 'any' });
    for (const visit of visits) {
      const early = visit.atMs - clock.monotonicMs();
      if (early > 0) await this.#voice.pause(early);
      if (this.#stopped) break;
      await this.#open();
      await this.#serve(visit);
      if (visit.claim !== null) await this.#desk.closeClaim(visit.claim);
      if (visit.compares) await this.#desk.compare();
    }
    this.idle = true;
  }

  async #open(): Promise<void> {
    await this.#voice.say({ kind: 'open_shift', opter: '001', opter_name: '测试员', proof: 'right' });
  }

  async #serve(visit: Visit): Promise<void> {
    const { terminal, persons, dev_no, purchases } = this.#options;
    const person = persons[visit.person];
    if (person === undefined) return;
    if (visit.treatment !== null) return this.#surgery.treat(visit, visit.treatment, person);
    if (!visit.alone) terminal.reader.insert(person.card);
    const key = `${dev_no}-${visit.atMs}`;
    const psn_no = visit.alone ? '' : person.psn_no;
    const packs = this.#fetch(visit);
    const purchase: Purchase = { terminal: dev_no, key, psn_no, packs, ...unsaid() };
    const session = await this.#price(visit, purchase);
    if (session !== null) {
      const other = persons[(visit.person + 1) % persons.length];
      if (visit.card === 'pulled_before_accept') terminal.reader.pull();
      if (visit.card === 'swapped' && other !== undefined) terminal.reader.insert(other.card);
      purchases.push(purchase);
      await this.#accept(session.id, purchase, visit.extraPresses);
      if (purchase.told.size === 0 && purchase.lastWord === 'refused') this.#options.shelf.notSold(codesOf(purchase));
      if (visit.card === 'pulled_after_accept') terminal.reader.pull();
      const [msgid] = purchase.told;
      if (msgid !== undefined && visit.backAfterMs !== null) {
        if (visit.pieces > 0) await this.#takePieces(msgid as Msgid, purchase, visit.pieces, visit.backAfterMs);
        else await this.#takeBack(msgid as Msgid, purchase, visit.backAfterMs);
      }
    } else this.#options.shelf.notSold(codesOf(purchase));
    terminal.reader.pull();
  }

  /** The packs that are sold, from the shelf. */
  #fetch({ lines, packs }: Visit): readonly Pack[] {
    const { shelf } = this.#options;
    const wanted = lines.flatMap(({ feedetl_sn, cnt }) => Array.from({ length: Number(cnt) }, () => feedetl_sn));
    return wanted.map((feedetl_sn, at) => {
      if (packs === 'bare') return { feedetl_sn, code: null };
      return { feedetl_sn, code: (packs === 'slip' && at === 0 ? shelf.slip() : null) ?? shelf.take() };
    });
  }

  async #price(visit: Visit, { key, packs }: Purchase): Promise<Session | null> {
    const opened = await this.#session(visit.alone);
    if (opened === null) return null;
    const { id } = opened;
    const priced = await this.#voice.say({
      kind: 'set_basket',
      session: id,
      basket: {
        med_type: '41',
        acct_used_flag: visit.account ? '1' : '0',
        lines: visit.lines.map((line) => ({ ...line, rxno: key, ...codedAs(line.feedetl_sn, packs) })),
      },
    });
    return priced?.kind === 'session' ? priced.session : null;
  }

  async #session(alone: boolean): Promise<Session | null> {
    const opened = await this.#voice.say({ kind: 'open_session', ...(alone ? { without_card: true } : {}) });
    if (opened === null || opened.kind !== 'session') return null;
    const { session } = opened;
    // One whose card stayed in is as it was.
    if (session.id !== this.#opened) this.#believe(session);
    this.#opened = session.id;
    return session;
  }

  #believe({ person, balc, phase }: Session): void {
    if (person !== null && phase === 'ready') this.#options.oracle.believed(person, balc);
  }

  /** Presses accept again when nothing came back, as people do; always under the same key. */
  async #accept(session: string, purchase: Purchase, extraPresses: number, key = purchase.key): Promise<void> {
    const { oracle, drawer, shelf } = this.#options;
    let heard = false;
    for (let answered = 0, attempt = 0; attempt < TRIES && answered <= extraPresses; attempt += 1) {
      const reply = await this.#voice.say({ kind: 'accept', session, key });
      purchase.lastWord = reply !== null ? 'accepted' : this.#voice.killed ? 'silence' : 'refused';
      if (reply?.kind === 'accepted') {
        const { msgid } = reply;
        if (!isKnown(purchase, msgid)) {
          drawer.took(msgid, cashOf(oracle.rows.get(msgid)));
          shelf.sold(codesOf(purchase), purchase.terminal, purchase.key);
          purchase.cancelled = false;
        }
        // Under another key than the first: a visit is settled anew.
        if (key === purchase.key || purchase.told.size === 0) purchase.told.add(msgid);
        else if (!isKnown(purchase, msgid)) purchase.rests.push(msgid);
        oracle.told(msgid, purchase.psn_no);
        heard = true;
        answered += 1;
      } else if (!this.#voice.killed) return;
      await this.#voice.pause(1_500);
    }
    purchase.unheard ||= !heard;
  }

  async #takeBack(msgid: Msgid, purchase: Purchase, afterMs: number): Promise<void> {
    await this.#voice.pause(afterMs);
    await this.#voice.insist({ kind: 'cancel', msgid, key: `${purchase.key}-back` }, (reply) =>
      this.#heardBack(msgid, purchase, reply),
    );
  }

  /** Piece by piece, each of what remained after the one before; the last that there is undoes the rest. */
  async #takePieces(sold: Msgid, purchase: Purchase, pieces: number, afterMs: number): Promise<void> {
    await this.#voice.pause(afterMs);
    let of: Msgid | null = sold;
    for (const [at, pack] of purchase.packs.slice(0, pieces).entries()) {
      if (of === null) return;
      const [msgid, key]: [Msgid, string] = [of, `${purchase.key}-piece-${at}`];
      of = null;
      const { feedetl_sn, code } = pack;
      const named = code === null ? {} : { drug_trac_codg: [code] };
      const asked: Command = { kind: 'refund', msgid, key, lines: [{ feedetl_sn, cnt: '1', ...named }] };
      await this.#voice.insist(asked, (reply) => {
        of = this.#heardBack(msgid, purchase, reply, pack);
      });
    }
  }

  /** Gives the cash back that was named; what is left sold, if anything of it can still come back. */
  #heardBack(msgid: Msgid, purchase: Purchase, reply: CommandReply | null, pack?: Pack): Msgid | null {
    if (reply?.kind !== 'cancelled' && reply?.kind !== 'refunded') return null;
    const { drawer, shelf } = this.#options;
    drawer.took(msgid, -reply.paid_back);
    shelf.cameBack(pack === undefined ? codesOf(purchase) : codesOf({ packs: [pack] }));
    // What a person paid alone comes back piece by piece, and what is left of it stays what it was.
    if (purchase.psn_no === '') return reply.kind === 'refunded' ? msgid : null;
    if (reply.kind === 'cancelled') purchase.cancelled = true;
    else purchase.rests.push(reply.made);
    return reply.kind === 'refunded' ? reply.made : null;
  }
}

function isKnown({ told, rests }: Purchase, msgid: string): boolean {
  return told.has(msgid) || rests.includes(msgid);
}

function codesOf({ packs }: Pick<Purchase, 'packs'>): readonly string[] {
  return packs.flatMap(({ code }) => code ?? []);
}

function codedAs(line: string, packs: readonly Pack[]): Pick<BasketLine, 'drug_trac_codg'> {
  const codes = codesOf({ packs: packs.filter(({ feedetl_sn }) => feedetl_sn === line) });
  return codes.length === 0 ? {} : { drug_trac_codg: codes };
}

/** What a person is asked for at the counter. */
function cashOf(row: TransactionView | undefined): number {
  if (row === undefined) return 0;
  return (row.provisional ? row.estimate : (row.final ?? row.estimate))?.psn_cash_pay ?? 0;
}
