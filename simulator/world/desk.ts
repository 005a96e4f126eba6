/**
 * What a clerk does between customers and at the end of the day: closes claims, takes back what the centre settled after
 * the counter had given it up, compares the day with the centre's, works what differs, and closes the shift.
 */
import type { WorkAction, WorkItem } from '../../agent/core/reconcile/work.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import type { TransactionView } from '../../agent/ports/store.ts';
import type { ClaimEnd, Drawer } from './drawer.ts';
import type { SimulatedTerminal } from './terminal.ts';
import { TRIES, type Voice } from './voice.ts';

export interface DeskOptions {
  readonly terminal: SimulatedTerminal;
  readonly drawer: Drawer;
  readonly voice: Voice;
}

/** Claims closed in one evening at most: none may come back for ever. */
const MOST = 200;
const ROUNDS = 8;

export class Desk {
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** The oldest claim, if there is one: what the person owes is collected, or borne by the shop. */
  async closeClaim(owing: 'collected' | 'borne_by_shop'): Promise<boolean> {
    const { terminal, drawer, voice } = this.#options;
    const [claim] = terminal.agent?.claims({ openOnly: true, limit: 1 }) ?? [];
    if (claim === undefined) return false;
    const { msgid, cash } = claim;
    const as: ClaimEnd = cash === 0 ? 'noted' : cash < 0 ? 'paid_back' : owing;
    return voice.insist({ kind: 'close_claim', msgid, as, reason: '测试' }, (reply) => {
      if (reply?.kind === 'claim_closed') drawer.closed(msgid, as, cash);
    });
  }

  /** Before the day can end: what was asked and never answered, what waits for a person, what is owed. */
  async clear(): Promise<void> {
    const { voice } = this.#options;
    await voice.askAgain();
    for (let round = 0; round < ROUNDS && (await this.#decide()); round += 1) await voice.pause(30_000);
    await this.compare();
    for (let closed = 0; closed < MOST && (await this.closeClaim('collected')); closed += 1);
  }

  /** Whether anything waited for a person. */
  async #decide(): Promise<boolean> {
    const rows = this.#options.terminal.agent?.transactions({ openOnly: false, limit: 100_000 }) ?? [];
    const parked = rows.filter(({ state }) => state === 'parked');
    // The terminal undoes by itself what it gave up: what stands is what the centre would not let it undo.
    const kept = new Set(rows.flatMap(({ omsgid, state }) => (state === 'rejected' ? (omsgid ?? []) : [])));
    const standing = rows.filter((row) => !row.told && isBill(row) && kept.has(row.msgid) && SETTLED.has(row.state));
    for (const row of parked) await this.#unpark(row);
    for (const row of standing) await this.#giveUp(row);
    return parked.length + standing.length > 0;
  }

  /** Nobody has anything against it: it goes on, or stays refused. An undoing of what nobody has finds nothing, and is made anew. */
  async #unpark({ msgid, omsgid }: TransactionView): Promise<void> {
    const { voice } = this.#options;
    const reply = await voice.say({ kind: 'unpark', msgid, reason: '测试' });
    // The cash went back when it was asked for first.
    if (reply === null && !voice.killed && omsgid !== null)
      await voice.say({ kind: 'cancel', msgid: omsgid, key: `${msgid}-anew` });
  }

  /** What was given up at the counter and stands at the centre all the same is undone once more: nobody has paid for it. */
  async #giveUp({ msgid }: TransactionView): Promise<void> {
    const { drawer, voice } = this.#options;
    await voice.insist({ kind: 'cancel', msgid, key: `${msgid}-up` }, (reply) => {
      if (reply?.kind === 'cancelled') drawer.took(msgid, -reply.paid_back);
    });
  }

  /** Lays the day beside the centre's, and works the list of what differs. */
  async compare(): Promise<void> {
    await this.#options.voice.say({ kind: 'reconcile' });
    await this.#workList();
  }

  async #workList(): Promise<void> {
    for (const item of this.#options.terminal.agent?.books.work({ openOnly: true }) ?? []) await this.#workOn(item);
  }

  /** What was sold is taken over as the centre has it; what was not, or was paid for alone since, is undone there. */
  async #workOn({ item, msgid }: WorkItem): Promise<void> {
    const { agent } = this.#options.terminal;
    const now = agent?.books.workItem(item) ?? null;
    if (now === null) return;
    const offered = agent?.books.actions(now) ?? [];
    const sold = agent?.transaction(msgid as Msgid)?.refundable === true;
    const wanted: readonly WorkAction[] = sold ? ['accept_centre', 'reverse'] : ['reverse'];
    const action = wanted.find((one) => offered.includes(one)) ?? (now.last === '' ? 'inquire' : 'sign_off');
    if (!offered.includes(action)) return;
    const { drawer, voice } = this.#options;
    await voice.insist({ kind: 'work', item, action, reason: '测试' }, (reply) => {
      if (reply?.kind !== 'worked') return;
      if (action === 'accept_centre') drawer.acceptedAs(msgid);
      drawer.took(msgid, -(reply.paid_back ?? 0));
    });
  }

  /** The problem's code when it can not be closed. */
  async close(open: () => Promise<void>): Promise<string | null> {
    const { terminal, voice } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await terminal.command({ kind: 'close_shift' });
      if (outcome !== 'killed' && outcome.ok && outcome.reply.kind === 'shift_closed')
        return outcome.reply.equal ? null : 'totals differ';
      if (attempt === TRIES)
        return outcome === 'killed' ? 'killed' : outcome.ok ? outcome.reply.kind : outcome.problem.code;
      await voice.pause(20_000);
      await open();
      if (outcome !== 'killed' && !outcome.ok && outcome.problem.code === 'totals_differ') await this.#workList();
    }
  }
}

/** Not a step of a visit, which costs nothing. */
const isBill = ({ infno }: TransactionView) => infno === '2102' || infno === '2207';

const SETTLED = new Set(['settled', 'settled_with_difference']);
