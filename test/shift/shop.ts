/**
 * A test counter whose requests a simulated centre answers, in virtual time: what the centre's operator may spoil is spoilt
 * for a whole agent. The centre settles what the counter worked out.
 */
import type { BasketLine } from '../../agent/core/input.ts';
import { fen } from '../../agent/core/money.ts';
import type { WorkAction, WorkItem } from '../../agent/core/reconcile/work.ts';
import { Centre } from '../../simulator/centre/centre.ts';
import { type Faults, noFaults } from '../../simulator/centre/delivery.ts';
import { DEMO_PHARMACY } from '../../simulator/centre/institution.ts';
import { CentreStore } from '../../simulator/centre/store.ts';
import { Counter, PERSON, replyOf, TERMINAL } from '../agent/counter.ts';

export const DAY = '2022-10-08';

export class Shop {
  readonly counter: Counter;
  readonly store = new CentreStore(':memory:');
  readonly faults: Faults = noFaults();
  centre: Centre;
  /** How far the centre's clock is behind the counter's, ms. */
  behindMs = 0;
  /** The next sale is settled, and the link goes before its answer. */
  loseNextSale = false;
  #keys = 0;

  constructor(counter = new Counter()) {
    this.counter = counter;
    this.store.putInstitution(DEMO_PHARMACY.fixmedins_code, DEMO_PHARMACY);
    this.store.putTerminal(TERMINAL.dev_no, TERMINAL.fixmedins_code, TERMINAL.slot);
    const { balc: _balc, accumulator_year: _year, accumulators: _sums, as_of_ms: _at, ...profile } = PERSON;
    const rest = { naty: '01', aid_category: null, commercial: false, entitlements: [], mulaid: [] };
    this.store.putPerson(PERSON.psn_no, { ...profile, ...rest }, 0);
    this.store.putCredential('03', 'T00000001', PERSON.psn_no, '0'.repeat(32));
    this.store.moveAccumulator(PERSON.psn_no, 2022, 'outpatient-employee.deductible', 20_000);
    this.centre = new Centre({
      store: this.store,
      wallMs: () => this.counter.clock.wallMs() - this.behindMs,
      settle: (_person, { estimate }) => ({
        setlinfo: estimate,
        setldetail: [],
        accumulators: {},
        family: [],
        lines: [],
      }),
      temper: this.faults,
    });
  }

  /** Connected, signed in, with a card in the reader. */
  static async open(counter = new Counter()): Promise<Shop> {
    const shop = new Shop(counter);
    shop.counter.link.listener({ kind: 'up' });
    await shop.run();
    await shop.do({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    shop.counter.insertCard();
    await shop.run();
    return shop;
  }

  /** Lets time pass while the centre answers whatever is asked. */
  async run(ms = 1): Promise<void> {
    await this.counter.run(ms);
    const { link } = this.counter;
    for (let next = link.calls.shift(); next !== undefined; next = link.calls.shift()) {
      const { call, method, bytes } = next;
      const answer = this.centre.handle(TERMINAL.dev_no, method, bytes);
      if (this.loseNextSale && method === 'Settle') {
        this.loseNextSale = false;
        link.calls.unshift(next);
        this.counter.cut();
      } else link.reply(method, call, answer);
      await this.counter.run();
    }
  }

  async do(command: Parameters<Counter['give']>[0]) {
    let answer: Awaited<ReturnType<Counter['give']>> | null = null;
    void this.counter.give(command).then((outcome) => {
      answer = outcome;
    });
    for (let turns = 0; answer === null && turns < 50; turns += 1) await this.run();
    return answer as Awaited<ReturnType<Counter['give']>> | null;
  }

  /** Time and centre go on until `work` is over, whatever it waits for. */
  async during<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const end = work.finally(() => {
      over = true;
    });
    while (!over) {
      await this.run();
      await new Promise(setImmediate);
    }
    return end;
  }

  /** A sale, settled by the centre; `more`: lines besides its one. Returns its msgid. */
  async sell(pric = '100.00', more: readonly BasketLine[] = []): Promise<string> {
    const session = replyOf(await this.do({ kind: 'open_session' }), 'session').session.id;
    const line = { feedetl_sn: '1', med_list_codg: 'A', pric, cnt: '1', rxno: 'RX1' };
    const basket = { med_type: '41', acct_used_flag: '0', lines: [line, ...more] } as const;
    await this.do({ kind: 'set_basket', session, basket });
    this.#keys += 1;
    const sold = await this.do({ kind: 'accept', session, key: `k${this.#keys}` });
    if (sold?.ok === true) return replyOf(sold, 'accepted').msgid;
    return this.counter.agent.transactions({ openOnly: false, limit: 1 })[0]?.msgid ?? '';
  }

  async reconcile(date?: string): Promise<readonly WorkItem[]> {
    const days = replyOf(
      await this.do({ kind: 'reconcile', ...(date === undefined ? {} : { date }) }),
      'reconciled',
    ).days;
    return days.flatMap(({ stmt_date }) => this.counter.agent.books.work({ stmt_date, openOnly: true }));
  }

  act(item: WorkItem | undefined, action: WorkAction, reason?: string) {
    return this.do({ kind: 'work', item: item?.item ?? '', action, ...(reason === undefined ? {} : { reason }) });
  }

  close(reason?: string) {
    return this.do({ kind: 'close_shift', ...(reason === undefined ? {} : { reason }) });
  }

  async cancel(msgid: string): Promise<void> {
    await this.do({ kind: 'cancel', msgid: msgid as never, key: `undo-${msgid}` });
    for (let turns = 0; turns < 5; turns += 1) await this.run();
  }

  spoil(msgid: string, deed: 'lack' | 'alter' | 'copy' | 'twice', by = 100): void {
    if (!this.centre.statements.spoil(msgid, deed, fen(by))) throw new Error(`nothing to spoil: ${msgid}`);
  }

  /** What each side has of the day. */
  sides() {
    const ours = this.counter.agent.books.totals(DAY);
    return { ours, theirs: this.store.totals(TERMINAL.dev_no, DAY, DAY) };
  }
}
