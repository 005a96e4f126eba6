/**
 * The shop's drawer over a random day and its night: whatever is sold, judged otherwise, given back, undone, refused and closed,
 * what was taken in less what was given back is the cash part of what stays sold; and the days' sums are those of the ledger.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../agent/agent.ts';
import { endsOf } from '../../agent/core/claim.ts';
import type { Command } from '../../agent/core/input.ts';
import { fen } from '../../agent/core/money.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { Centre } from '../../simulator/centre/centre.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, replyOf } from '../agent/counter.ts';
import { bodyOf } from '../goods/shop.ts';
import { Shop } from '../shift/shop.ts';

/** 21:00 on the last evening of the year, in Shanghai. */
const EVENING = Date.UTC(2022, 11, 31, 13, 0);

const line = fc.record({
  a: fc.boolean(),
  price: fc.integer({ min: 1, max: 9_999 }),
  cnt: fc.integer({ min: 1, max: 4 }),
});
const which = fc.nat(9);
const counts = fc.array(fc.nat(3), { minLength: 3, maxLength: 3 });
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ sell: fc.array(line, { minLength: 1, maxLength: 3 }), alone: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ giveBack: which, counts, refused: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ cancel: which, refused: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ close: which, end: which }) },
  { weight: 3, arbitrary: fc.record({ judgeOtherwise: fc.integer({ min: -900, max: 900 }) }) },
  { weight: 2, arbitrary: fc.constant({ refuseSale: true }) },
  { weight: 2, arbitrary: fc.constant({ cut: true }) },
  { weight: 2, arbitrary: fc.constant({ lose: true }) },
  { weight: 3, arbitrary: fc.constant({ connect: true }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 200 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

class Evening {
  readonly shop: Shop;
  readonly #counter: Counter;
  readonly #sales: Msgid[] = [];
  /** Cash in the drawer, and what the shop bore of a sale, by the claim's sale. */
  #drawer = 0;
  readonly #borne = new Map<Msgid, number>();
  /** The sale a rest or an undoing was made for. */
  readonly #madeFor = new Map<Msgid, Msgid>();
  /** Refused after they were told, and given back. */
  readonly #givenBack = new Set<Msgid>();
  #keys = 0;
  #cut = false;
  #otherwise = 0;

  constructor(shop: Shop) {
    this.shop = shop;
    this.#counter = shop.counter;
    const { store, faults: temper } = shop;
    const wallMs = () => this.#counter.clock.wallMs();
    const settle: ConstructorParameters<typeof Centre>[0]['settle'] = (_person, { estimate }) => {
      const by = Math.max(-estimate.psn_cash_pay, Math.min(estimate.hifp_pay, this.#otherwise));
      this.#otherwise = 0;
      const shares = { hifp_pay: fen(estimate.hifp_pay - by), fund_pay_sumamt: fen(estimate.fund_pay_sumamt - by) };
      const person = { psn_part_amt: fen(estimate.psn_part_amt + by), psn_cash_pay: fen(estimate.psn_cash_pay + by) };
      const setlinfo = { ...estimate, ...shares, ...person };
      return { setlinfo, setldetail: [], accumulators: {}, family: [], lines: [] };
    };
    shop.centre = new Centre({ store, wallMs, settle, temper });
  }

  static async begin(): Promise<Evening> {
    const evening = new Evening(new Shop(new Counter({}, new VirtualClock(EVENING))));
    const { shop } = evening;
    await evening.#connect();
    await shop.do({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    shop.counter.insertCard();
    await shop.run();
    const { session } = replyOf(await shop.do({ kind: 'open_session' }), 'session');
    await shop.do({ kind: 'close_session', session: session.id });
    return evening;
  }

  async do(one: Deed): Promise<void> {
    if ('sell' in one) return this.#sell(one.sell, one.alone);
    // The centre does not undo what it has settled, this time, or what nobody knows to be settled.
    if ('refused' in one && one.refused && this.#mayBeSettled('cancel' in one ? one.cancel : one.giveBack))
      this.shop.faults.refuse = { code: 'refused', count: 1 };
    if ('giveBack' in one) return this.#giveBack(one.giveBack, one.counts);
    if ('cancel' in one) return this.#cancel(one.cancel);
    if ('close' in one) return this.#close(one.close, one.end);
    if ('judgeOtherwise' in one) this.#otherwise = one.judgeOtherwise;
    else if ('wait' in one) await this.shop.run(one.wait * 60_000);
    else if ('refuseSale' in one) this.shop.faults.refuse = { code: 'refused', count: 1, salesOnly: true };
    else if ('lose' in one) this.shop.loseNextSale = !this.#cut;
    else if ('connect' in one) await (this.#cut ? this.#connect() : undefined);
    else if (!this.#cut) {
      this.#cut = true;
      this.#counter.cut();
      await this.shop.run();
    }
  }

  #mayBeSettled(at: number): boolean {
    const msgid = this.#sales[at % this.#sales.length];
    return msgid !== undefined && ['settled', 'settled_with_difference', 'unknown'].includes(this.#row(msgid).state);
  }

  async #connect(): Promise<void> {
    this.#cut = false;
    this.#counter.link.listener({ kind: 'up' });
    await this.shop.run();
  }

  async #sell(lines: readonly { a: boolean; price: number; cnt: number }[], alone: boolean): Promise<void> {
    const opened = await this.#ask({ kind: 'open_session', ...(alone ? { without_card: true } : {}) });
    if (opened?.kind !== 'session') return;
    const { id: session } = opened.session;
    const sold = lines.map(({ a, price, cnt }, at) => ({
      ...{ feedetl_sn: String(at + 1), med_list_codg: a ? 'A' : 'B', rxno: 'RX1' },
      ...{ pric: (price / 100).toFixed(2), cnt: String(cnt) },
    }));
    await this.#ask({ kind: 'set_basket', session, basket: { med_type: '41', acct_used_flag: '0', lines: sold } });
    const loses = this.shop.loseNextSale;
    const told = await this.#ask({ kind: 'accept', session, key: this.#key() });
    this.#cut ||= loses && !this.shop.loseNextSale;
    if (told?.kind !== 'accepted') return void (await this.#ask({ kind: 'close_session', session }));
    const view = this.#row(told.msgid);
    this.#drawer += (view.provisional ? view.estimate : (view.final ?? view.estimate))?.psn_cash_pay ?? 0;
    this.#sales.push(told.msgid);
  }

  async #giveBack(at: number, counts: readonly number[]): Promise<void> {
    const msgid = this.#sales[at % this.#sales.length];
    if (msgid === undefined) return;
    const { body } = bodyOf(this.#counter, msgid);
    const sold = body.kind === 'sale' ? body.drugdetail : body.kind === 'goods' ? body.selinfo : [];
    const lines = sold.flatMap((one, index) => {
      const cnt = Math.min(counts[index] ?? 0, Number('cnt' in one ? one.cnt : one.sel_retn_cnt));
      return cnt === 0 ? [] : [{ feedetl_sn: one.feedetl_sn, cnt: String(cnt) }];
    });
    const asked: Command = { kind: 'refund', msgid, key: this.#key(), lines };
    const before = this.#isUndone(msgid);
    const told = await this.#ask(asked);
    // Of one that is undone already it says the same once more.
    if (told?.kind === 'cancelled' && !before) this.#undone(msgid, told);
    if (told?.kind !== 'refunded') return;
    this.#drawer -= told.paid_back;
    this.#madeFor.set(told.made, msgid);
    if (told.reversal !== null) this.#madeFor.set(told.reversal, msgid);
    if (this.#row(told.made).infno === '2102') this.#sales.push(told.made);
    expect(await this.#ask(asked)).toMatchObject({ made: told.made, paid_back: told.paid_back });
  }

  async #cancel(at: number): Promise<void> {
    const msgid = this.#sales[at % this.#sales.length];
    if (msgid === undefined || this.#isUndone(msgid)) return;
    const told = await this.#ask({ kind: 'cancel', msgid, key: this.#key() });
    if (told?.kind === 'cancelled') this.#undone(msgid, told);
  }

  #isUndone(msgid: Msgid): boolean {
    return ['voided', 'reversing', 'reversed'].includes(this.#row(msgid).state) || this.#givenBack.has(msgid);
  }

  #undone(
    msgid: Msgid,
    { reversal, paid_back }: { readonly reversal: Msgid | null; readonly paid_back: number },
  ): void {
    this.#drawer -= paid_back;
    if (this.#row(msgid).state === 'rejected') this.#givenBack.add(msgid);
    if (reversal !== null) this.#madeFor.set(reversal, msgid);
  }

  async #close(at: number, end: number): Promise<void> {
    const open = this.#counter.agent.claims({ openOnly: true, limit: 99 });
    const claim = open[at % open.length];
    if (claim === undefined) return;
    const ends = endsOf(claim);
    const as = ends[end % ends.length] ?? 'noted';
    replyOf(await this.shop.do({ kind: 'close_claim', msgid: claim.msgid, as, reason: '测试' }), 'claim_closed');
    // The newest says all that is owed of a sale: what the shop bore before is in it.
    this.#borne.set(this.#saleOf(claim.msgid), as === 'borne_by_shop' ? claim.cash : 0);
    if (as !== 'borne_by_shop') this.#drawer += claim.cash;
  }

  /** Of the sale itself, of the undoing that was refused, or of the rest that fell with it. */
  #saleOf(msgid: Msgid): Msgid {
    const { omsgid, state } = this.#row(msgid);
    return omsgid ?? (state === 'voided' ? (this.#madeFor.get(msgid) ?? msgid) : msgid);
  }

  /** Everything is sent, judged and closed, and so is the shift. Returns what the drawer should hold and what it holds. */
  async end(): Promise<readonly [should: number, holds: number]> {
    this.shop.faults.refuse = null;
    if (this.#cut) await this.#connect();
    for (let turn = 0; turn < 40; turn += 1) {
      await this.shop.run(20_000);
      // A person has nothing against any of it: it goes on, or stays refused.
      for (const { msgid, state } of this.#rows())
        if (state === 'parked') await this.#ask({ kind: 'unpark', msgid, reason: '测试' });
    }
    // What was refused at the counter and stands all the same goes back: nobody has paid for it.
    for (const { msgid, state, told } of this.#rows())
      if (!told && (state === 'settled' || state === 'settled_with_difference')) {
        const asked: Command = { kind: 'cancel', msgid, key: this.#key() };
        for (let again = 0; again < 2; again += 1) expect(await this.#ask(asked)).toMatchObject({ paid_back: 0 });
      }
    await this.shop.run(20_000);
    while (this.#counter.agent.claims({ openOnly: true, limit: 1 }).length > 0) await this.#close(0, 0);
    let [should, borne] = [0, 0];
    for (const row of this.#rows()) {
      // What was refused after it was told is the person's own, all of it; what was refused at the counter nobody has.
      const sold = this.#sales.includes(row.msgid) && !this.#givenBack.has(row.msgid);
      const alone = row.infno === '3505' || row.infno === '3506';
      const bill = alone ? row.estimate : row.final;
      if (row.state === 'rejected' && !alone) should += sold ? (row.estimate?.medfee_sumamt ?? 0) : 0;
      else if (row.state !== 'voided') should += bill?.psn_cash_pay ?? 0;
      if (['settled', 'settled_with_difference', 'rejected'].includes(row.state) && !this.#givenBack.has(row.msgid))
        borne += this.#borne.get(row.msgid) ?? 0;
    }
    expect(replyOf(await this.shop.close(), 'shift_closed').equal).toBe(true);
    return [should, this.#drawer + borne];
  }

  /** By day: the details, their totals, what was kept of the closing, and the centre's; and the ledger over all days. */
  sums(name: 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay') {
    const { books } = this.#counter.agent;
    const sum = (rows: readonly { readonly [K in typeof name]: number }[]) =>
      rows.reduce((all, row) => all + row[name], 0);
    const days = books.statements(99).map(({ stmt_date, terminal }) => ({
      ...{ details: sum(books.details(stmt_date)), totals: sum(books.totals(stmt_date)), kept: sum(terminal) },
      centre: sum(this.shop.store.totals('T0001', stmt_date, stmt_date)),
    }));
    return { days, ledger: sum(this.#rows().flatMap(({ final }) => final ?? [])) };
  }

  #rows() {
    return this.#counter.agent.transactions({ openOnly: false, limit: 999 });
  }

  #row(msgid: Msgid) {
    const row = this.#counter.agent.transaction(msgid);
    if (row === null) throw new Error(`${msgid} is not there`);
    return row;
  }

  /** Null when it was refused. What waits its turn behind earlier rows takes a while. */
  async #ask(command: Command) {
    const answer: { outcome?: CommandOutcome } = {};
    void this.#counter.give(command).then((outcome) => {
      answer.outcome = outcome;
    });
    for (let turn = 0; answer.outcome === undefined; turn += 1) await this.shop.run(turn < 5 ? 1 : 500);
    return answer.outcome.ok ? answer.outcome.reply : null;
  }

  #key(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }
}

describe('the drawer', () => {
  it('holds the cash part of what stays sold after any evening, and the days add up to the ledger', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
        const evening = await Evening.begin();
        for (const one of deeds) await evening.do(one);
        const [should, holds] = await evening.end();
        expect(holds).toBe(should);
        for (const name of ['medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'] as const) {
          const { days, ledger } = evening.sums(name);
          for (const { details, totals, kept, centre } of days)
            expect([details, totals, kept]).toEqual([centre, centre, centre]);
          expect(days.reduce((all, { details }) => all + details, 0)).toBe(ledger);
        }
      }),
      { numRuns: 120 },
    );
  });
});
