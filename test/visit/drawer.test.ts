/**
 * A clinic's drawer over random days: whatever is settled, with the centre or without, refused, settled anew, given back, undone
 * and closed, what was taken in less what was given back is the cash part of what stays settled.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClaimEnd, endsOf } from '../../agent/core/claim.ts';
import type { CommandReply } from '../../agent/core/effect.ts';
import type { Command } from '../../agent/core/input.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { Clinic, FINDINGS, fees, REGISTRATION } from './clinic.ts';

const which = fc.nat(2);
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ open: fc.integer({ min: 1, max: 9_999 }) }) },
  { weight: 4, arbitrary: fc.record({ settle: which }) },
  { weight: 7, arbitrary: fc.record({ tellInVain: which }) },
  { weight: 2, arbitrary: fc.record({ change: which, price: fc.integer({ min: 1, max: 9_999 }) }) },
  { weight: 4, arbitrary: fc.record({ undo: which, byVisit: fc.boolean(), refused: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ close: which, end: which }) },
  { weight: 3, arbitrary: fc.constant({ refuse: true }) },
  { weight: 2, arbitrary: fc.record({ judgeOtherwise: fc.integer({ min: -900, max: 900 }) }) },
  { weight: 2, arbitrary: fc.constant({ lose: true }) },
  { weight: 3, arbitrary: fc.constant({ cut: true }) },
  { weight: 3, arbitrary: fc.constant({ connect: true }) },
  { weight: 1, arbitrary: fc.constant({ die: true }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.integer({ min: 1, max: 90 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer One> ? One : never;

const yuan = (price: number) => (price / 100).toFixed(2);

class Days {
  readonly clinic: Clinic;
  readonly #visits: string[] = [];
  readonly #settlements: Msgid[] = [];
  #drawer = 0;
  readonly #borne = new Map<Msgid, number>();
  readonly #back = new Set<Msgid>();
  readonly #undoings = new Map<Msgid, Msgid>();
  #cut = false;

  constructor(clinic: Clinic) {
    this.clinic = clinic;
  }

  static async begin(): Promise<Days> {
    const clinic = await Clinic.online();
    await clinic.ask({ kind: 'close_session', session: await clinic.session() });
    return new Days(clinic);
  }

  async do(one: Deed): Promise<void> {
    const { clinic } = this;
    const { desk, temper } = clinic;
    if ('open' in one) return this.#open(one.open);
    if ('settle' in one) return this.#settle(one.settle);
    if ('tellInVain' in one) return this.#tellInVain(one.tellInVain);
    if ('change' in one) return this.#change(one.change, one.price);
    if ('undo' in one) return this.#undo(one.undo, one.byVisit, one.refused);
    if ('close' in one) return this.#close(one.close, one.end);
    if ('refuse' in one) temper.refuse = { code: 'refused', count: 1 };
    else if ('judgeOtherwise' in one) clinic.otherwise = one.judgeOtherwise;
    else if ('wait' in one)
      for (let turn = 0; turn < 5; turn += 1) {
        await desk.run(one.wait * 12_000);
        await this.#settleDown();
      }
    else if ('lose' in one) this.#loseNext = !this.#cut;
    else if ('die' in one) {
      desk.crash();
      await desk.run();
      if (!this.#cut) await clinic.connect();
      desk.presence = 0;
      desk.insertCard();
      await clinic.settleDown();
    } else if ('connect' in one) {
      if (this.#cut) await this.#connect();
    } else if (!this.#cut) {
      this.#cut = true;
      desk.cut();
      await desk.run();
    }
  }
  #loseNext = false;

  async #connect(): Promise<void> {
    this.#cut = false;
    await this.clinic.connect();
  }

  async #open(price: number): Promise<void> {
    const { clinic } = this;
    const opened = await this.#ask({ kind: 'open_session' });
    if (opened?.kind !== 'session') return;
    const number = `OTP-${this.#visits.length}`;
    const session = opened.session.id;
    const made = await this.#ask({
      ...{ kind: 'open_visit', session, key: clinic.key() },
      registration: { ...REGISTRATION, ipt_otp_no: number },
    });
    if (made?.kind !== 'visit') return;
    await this.#ask({ kind: 'put_findings', visit: made.visit, key: clinic.key(), findings: FINDINGS });
    await this.#ask({ kind: 'put_fees', visit: made.visit, key: clinic.key(), fees: fees(yuan(price), `${number}-B`) });
    this.#visits.push(made.visit);
  }

  async #change(at: number, price: number): Promise<void> {
    const visit = this.#visits[at % this.#visits.length];
    if (visit === undefined) return;
    const { clinic } = this;
    await this.#ask({ kind: 'undo_fees', visit, key: clinic.key() });
    await this.#settleDown();
    const batch = `B-${clinic.key()}`;
    await this.#ask({ kind: 'put_fees', visit, key: clinic.key(), fees: fees(yuan(price), batch) });
  }

  async #settle(at: number): Promise<void> {
    const visit = this.#visits[at % this.#visits.length];
    if (visit === undefined) return;
    const opened = await this.#ask({ kind: 'open_session' });
    if (opened?.kind !== 'session') return;
    const session = opened.session.id;
    const priced = await this.#ask({ kind: 'presettle_visit', visit, session, acct_used_flag: '0' });
    if (priced?.kind !== 'session') return;
    const before = this.#rows().length;
    const accept: Command = { kind: 'accept', session, key: this.clinic.key() };
    let told: CommandReply | null = null;
    if (this.#loseNext) {
      this.#loseNext = false;
      const { desk } = this.clinic;
      const outcome = desk.give(accept);
      await desk.run();
      const sent = desk.link.calls.find(({ method }) => method === 'VisitStep');
      if (sent !== undefined) this.clinic.centre.handle('T0001', 'VisitStep', sent.bytes);
      this.#cut = true;
      desk.cut();
      await desk.run(40_000);
      const said = await outcome;
      told = said.ok ? said.reply : null;
    } else told = await this.#ask(accept);
    for (const { msgid, infno } of this.#rows().slice(0, this.#rows().length - before))
      if (infno === '2207' && !this.#settlements.includes(msgid)) this.#settlements.push(msgid);
    if (told?.kind !== 'accepted') return;
    const view = this.#row(told.msgid);
    this.#drawer += (view.provisional ? view.estimate : (view.final ?? view.estimate))?.psn_cash_pay ?? 0;
    if (!this.#settlements.includes(told.msgid)) this.#settlements.push(told.msgid);
  }

  /** Settled without the centre, which then refuses it. */
  async #tellInVain(at: number): Promise<void> {
    await this.do({ cut: true });
    await this.#settle(at);
    this.clinic.temper.refuse = { code: 'refused', count: 1 };
    await this.#connect();
    await this.clinic.drain();
  }

  async #undo(at: number, byVisit: boolean, refused: boolean): Promise<void> {
    const { clinic } = this;
    const visit = this.#visits[at % this.#visits.length];
    const own = visit === undefined ? undefined : clinic.facts(visit).rows.settlement?.msgid;
    const msgid = byVisit ? own : this.#settlements[at % this.#settlements.length];
    if (msgid === undefined || visit === undefined) return;
    if (['voided', 'reversing', 'reversed'].includes(this.#row(msgid).state) || this.#back.has(msgid)) return;
    const settled = ['settled', 'settled_with_difference', 'unknown'].includes(this.#row(msgid).state);
    if (refused && settled) clinic.temper.refuse = { code: 'refused', count: 1 };
    const named = byVisit ? (visit as Msgid) : msgid;
    const ask: Command = { kind: 'cancel', msgid: named, key: clinic.key() };
    const told = await this.#ask(ask);
    if (told?.kind !== 'cancelled') return;
    this.#drawer -= told.paid_back;
    if (this.#row(msgid).state === 'rejected') this.#back.add(msgid);
    // The same request says the same cash; what the centre has refused to undo meanwhile is to be undone once more.
    const again = await this.#ask(ask);
    expect(again).toMatchObject({ kind: 'cancelled', paid_back: told.paid_back });
    for (const { reversal } of [told, again as typeof told]) if (reversal !== null) this.#undoings.set(reversal, msgid);
  }

  async #close(at: number, end: number): Promise<void> {
    const open = this.clinic.desk.agent.claims({ openOnly: true, limit: 99 });
    const claim = open[at % open.length];
    if (claim === undefined) return;
    const ends = endsOf(claim);
    const as: ClaimEnd = ends[end % ends.length] ?? 'noted';
    expect(await this.#ask({ kind: 'close_claim', msgid: claim.msgid, as, reason: '测试' })).not.toBeNull();
    this.#borne.set(this.#undoings.get(claim.msgid) ?? claim.msgid, as === 'borne_by_shop' ? claim.cash : 0);
    if (as !== 'borne_by_shop') this.#drawer += claim.cash;
  }

  async end(): Promise<readonly [should: number, holds: number]> {
    const { clinic } = this;
    clinic.temper.refuse = null;
    if (this.#cut) await this.#connect();
    for (let turn = 0; turn < 10; turn += 1) {
      await clinic.drain();
      for (const { msgid, state } of this.#rows())
        if (state === 'parked') await this.#ask({ kind: 'unpark', msgid, reason: '测试' });
    }
    for (const { msgid, state, told, infno } of this.#rows())
      if (infno === '2207' && !told && (state === 'settled' || state === 'settled_with_difference'))
        expect(await this.#ask({ kind: 'cancel', msgid, key: clinic.key() })).toMatchObject({ paid_back: 0 });
    await clinic.drain();
    while (clinic.desk.agent.claims({ openOnly: true, limit: 1 }).length > 0) await this.#close(0, 0);
    let [should, borne] = [0, 0];
    for (const visit of this.#visits) {
      const mine = this.#settlements.filter((msgid) => this.#visitOf(msgid) === visit).sort();
      mine.forEach((msgid, at) => {
        const row = this.#row(msgid);
        const anew = mine.slice(at + 1).some((later) => {
          const one = this.#row(later);
          return one.provisional || one.final !== null;
        });
        if (this.#back.has(msgid)) return;
        if (row.state === 'rejected') {
          if (!row.provisional || anew) return;
          should += row.estimate?.medfee_sumamt ?? 0;
          borne += this.#borne.get(msgid) ?? 0;
        } else if (row.state === 'settled' || row.state === 'settled_with_difference') {
          should += row.final?.psn_cash_pay ?? 0;
          borne += this.#borne.get(msgid) ?? 0;
        }
      });
    }
    return [should, this.#drawer + borne];
  }

  #visitOf(msgid: Msgid): string {
    return this.clinic.desk.agent.visit(`~S${msgid.slice(0, 12)}${msgid.slice(14)}`)?.visit.id ?? '';
  }

  #rows() {
    return this.clinic.desk.agent.transactions({ openOnly: false, limit: 999 });
  }

  #row(msgid: Msgid) {
    const row = this.clinic.desk.agent.transaction(msgid);
    if (row === null) throw new Error(`${msgid} is not there`);
    return row;
  }

  async #settleDown(): Promise<void> {
    if (this.#cut) await this.clinic.desk.run();
    else await this.clinic.settleDown();
  }

  async #ask(command: Command) {
    let outcome = null as Awaited<ReturnType<Clinic['ask']>> | null;
    void this.clinic.desk.give(command).then((said) => {
      outcome = said;
    });
    for (let turn = 0; outcome === null && turn < 200; turn += 1) {
      if (this.#cut) await this.clinic.desk.run(turn < 5 ? 1 : 500);
      else await this.clinic.settleDown(turn < 5 ? 1 : 500);
    }
    const said = outcome as Awaited<ReturnType<Clinic['ask']>> | null;
    if (said === null) throw new Error(`${command.kind} was not answered`);
    return said.ok ? said.reply : null;
  }
}

describe('the drawer of a clinic', () => {
  it('holds the cash part of what stays settled after any days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
        const days = await Days.begin();
        for (const one of [{ open: 6_000 }, ...deeds]) await days.do(one);
        const [should, holds] = await days.end();
        expect(holds).toBe(should);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });
});
