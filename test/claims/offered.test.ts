/**
 * The work list after any morning: whatever was sold, refused, undone, given back and spoilt at the centre, each action an item
 * offers is done when it is asked for, and each it does not offer is refused by name.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endsOf } from '../../agent/core/claim.ts';
import { fen } from '../../agent/core/money.ts';
import { ACTIONS } from '../../agent/core/reconcile/work.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { Shop } from '../shift/shop.ts';

const which = fc.nat(9);
const deed = fc.oneof(
  { weight: 2, arbitrary: fc.record({ sell: fc.integer({ min: 1, max: 99 }) }) },
  { weight: 3, arbitrary: fc.record({ cancel: which }) },
  { weight: 3, arbitrary: fc.record({ spoil: which, how: fc.constantFrom('lack', 'alter', 'copy', 'twice') }) },
  { weight: 2, arbitrary: fc.record({ close: which, end: which }) },
  // Stale: by a list that was made before what happened since.
  { weight: 9, arbitrary: fc.record({ act: which, action: fc.constantFrom(...ACTIONS), stale: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ next: fc.constantFrom('deny', 'refuse', 'busy', 'calm') }) },
  { weight: 2, arbitrary: fc.constant({ cut: true }) },
  { weight: 4, arbitrary: fc.constant({ connect: true }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

class Morning {
  readonly #shop: Shop;
  readonly #sales: Msgid[] = [];
  #cut = false;

  private constructor(shop: Shop) {
    this.#shop = shop;
  }

  static async begin(): Promise<Morning> {
    const morning = new Morning(await Shop.open());
    for (const one of [{ sell: 50 }, { cut: true }, { sell: 60 }] as const) await morning.do(one);
    return morning;
  }

  async do(one: Deed): Promise<void> {
    const { centre, faults, counter } = this.#shop;
    const sale = (at: number) => this.#sales[at % this.#sales.length] as Msgid;
    if ('sell' in one) this.#sales.push((await this.#shop.sell(`${one.sell}.00`)) as Msgid);
    else if ('cancel' in one) await this.#shop.do({ kind: 'cancel', msgid: sale(one.cancel), key: 'undo' });
    else if ('spoil' in one) centre.statements.spoil(sale(one.spoil), one.how, fen(100));
    else if ('close' in one) await this.#close(one.close, one.end);
    else if ('act' in one) await this.#act(one.act, one.action, one.stale);
    else if ('cut' in one) {
      this.#cut = true;
      counter.cut();
      await this.#shop.run();
    } else if ('connect' in one) {
      if (this.#cut) counter.link.listener({ kind: 'up' });
      this.#cut = false;
      for (let turns = 0; turns < 20; turns += 1) await this.#shop.run(1_000);
    } else if (one.next === 'deny') faults.deny = 1;
    else if (one.next === 'refuse') faults.refuse = { code: 'refused', count: 1 };
    else faults.busy = one.next === 'busy';
  }

  async #close(at: number, end: number): Promise<void> {
    const open = this.#shop.counter.agent.claims({ openOnly: true, limit: 99 });
    const claim = open[at % open.length];
    if (claim === undefined) return;
    const as = endsOf(claim)[end % endsOf(claim).length] ?? 'noted';
    await this.#shop.do({ kind: 'close_claim', msgid: claim.msgid, as, reason: '测试' });
  }

  async #act(at: number, action: (typeof ACTIONS)[number], stale: boolean): Promise<void> {
    const { books } = this.#shop.counter.agent;
    if (!stale) await this.#shop.do({ kind: 'reconcile' });
    const open = books.work({ openOnly: true });
    const item = open[at % open.length];
    if (item === undefined) return;
    const offered = books.actions(item).includes(action);
    const done = await this.#shop.act(item, action, '测试');
    const said = done?.ok === false ? done.problem.code : done?.reply.kind;
    const fits = offered ? ['worked', 'centre_unreachable'] : ['action_not_legal'];
    expect(fits, `${item.class} ${item.standing} ${action}`).toContain(said);
  }

  /** What the centre has undone does not stand here as sold. */
  end(): void {
    const rows = this.#shop.counter.agent.transactions({ openOnly: false, limit: 99 });
    const undone = rows.flatMap(({ omsgid, state }) => (omsgid !== null && state === 'settled' ? [omsgid] : []));
    for (const { msgid, state } of rows) if (undone.includes(msgid)) expect(['reversed', 'rejected']).toContain(state);
  }
}

it('each item offers what is done when it is asked for, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
      const morning = await Morning.begin();
      for (const one of deeds) await morning.do(one);
      morning.end();
    }),
    { numRuns: 80 },
  );
});
