/**
 * What a clinic's clerk does for one person: opens the visit, puts diagnoses and fees, takes fees back, settles, undoes,
 * settles anew, cancels. Each word is said until there is an answer, under its own key; what was heard is remembered.
 */
import type { Command } from '../../agent/core/input.ts';
import type { Session } from '../../agent/core/state.ts';
import type { Msgid } from '../../agent/core/transaction.ts';
import { type Purchase, unsaid } from './books.ts';
import type { Drawer } from './drawer.ts';
import type { Oracle } from './oracle.ts';
import type { SimulatedPerson } from './people.ts';
import type { Treatment, Visit } from './story.ts';
import type { SimulatedTerminal } from './terminal.ts';
import type { Treated } from './treated.ts';
import type { Voice } from './voice.ts';

export interface SurgeryOptions {
  readonly dev_no: string;
  readonly terminal: SimulatedTerminal;
  readonly oracle: Oracle;
  readonly voice: Voice;
  readonly persons: readonly SimulatedPerson[];
  readonly purchases: Purchase[];
  readonly treated: Treated[];
  readonly drawer: Drawer;
  /** A session of whoever's card is in. */
  readonly open: (alone: boolean) => Promise<Session | null>;
  readonly accept: (session: string, purchase: Purchase, extraPresses: number, key: string) => Promise<void>;
}

/** One that is refused because something is still under way is asked so often, so long apart. */
const ASKED = 3;
const APART_MS = 6_000;

type OfVisit = Extract<Command, { readonly visit: string; readonly key: string }>;

export class Surgery {
  readonly #options: SurgeryOptions;

  constructor(options: SurgeryOptions) {
    this.#options = options;
  }

  async treat(visit: Visit, treatment: Treatment, { psn_no, card }: SimulatedPerson): Promise<void> {
    const { terminal, dev_no } = this.#options;
    terminal.reader.insert(card);
    const key = `${dev_no}-${visit.atMs}`;
    const treated: Treated = { terminal: dev_no, key, psn_no, ...NOTHING_SAID, ids: new Map() };
    const id = await this.#register(treated);
    if (id !== null) await new Course(this.#options, { id, visit, treatment, treated }).run();
    terminal.reader.pull();
  }

  async #register(treated: Treated): Promise<string | null> {
    const { voice, open, treated: all } = this.#options;
    const session = await open(false);
    if (session === null) return null;
    all.push(treated);
    const registration = { ...REGISTRATION, ipt_otp_no: treated.key };
    const asked: Command = { kind: 'open_visit', session: session.id, key: `${treated.key}-open`, registration };
    await voice.insist(asked, (reply) => {
      treated.opened = reply === null ? 'refused' : 'accepted';
      treated.visit = reply?.kind === 'visit' ? reply.visit : null;
    });
    return treated.visit;
  }
}

interface Of {
  readonly id: string;
  readonly visit: Visit;
  readonly treatment: Treatment;
  readonly treated: Treated;
}

/** One visit, once it is open. */
class Course {
  readonly #options: SurgeryOptions;
  readonly #of: Of;
  readonly #purchase: Purchase;
  #said = 0;
  #batches = 0;

  constructor(options: SurgeryOptions, of: Of) {
    const { terminal, key, psn_no } = of.treated;
    this.#options = options;
    this.#of = of;
    this.#purchase = { terminal, key, psn_no, packs: [], ...unsaid() };
  }

  async run(): Promise<void> {
    const { treatment } = this.#of;
    const { findingsAgain, withdrawn, givenUp } = treatment;
    await this.#findings();
    if (findingsAgain === 'before_fees') await this.#findings();
    if (givenUp === 'registered') return this.#cancelVisit();
    await this.#fees();
    for (let batch = 0; batch < withdrawn; batch += 1) await this.#chargeAnew();
    if (findingsAgain === 'after_fees') await this.#findings();
    if (givenUp === 'charged') return this.#cancelVisit();
    this.#options.purchases.push(this.#purchase);
    await this.#settle();
    await this.#afterwards();
  }

  async #afterwards(): Promise<void> {
    const { visit, treatment } = this.#of;
    const { voice, oracle } = this.#options;
    const msgid = this.#settlement();
    if (msgid === null) return treatment.next === 'cancelled' ? this.#cancelVisit() : undefined;
    await voice.pause(visit.backAfterMs ?? 4 * treatment.stepMs);
    if (visit.backAfterMs !== null) await this.#undo(msgid);
    else if (oracle.rows.get(msgid)?.state !== 'rejected') return;
    if (treatment.next === 'stays') return;
    if (treatment.next === 'cancelled') return this.#cancelVisit();
    if (treatment.next === 'charged_anew') await this.#chargeAnew();
    await this.#settle();
  }

  async #findings(): Promise<void> {
    const { id: visit, treatment } = this.#of;
    const findings = { ...FINDINGS, main_cond_dscr: `测试${this.#said}` };
    await this.#say({ kind: 'put_findings', visit, key: this.#key(), findings });
    await this.#options.voice.pause(treatment.stepMs);
  }

  async #fees(): Promise<void> {
    const { id, visit, treatment, treated } = this.#of;
    this.#batches += 1;
    const chrg_bchno = `${treated.key}-${this.#batches}`;
    const lines = visit.lines.map((line) => ({ ...line, rxno: treated.key, ...ORDERED }));
    await this.#say({ kind: 'put_fees', visit: id, key: this.#key(), fees: { chrg_bchno, lines } });
    await this.#options.voice.pause(treatment.stepMs);
  }

  async #chargeAnew(): Promise<void> {
    await this.#say({ kind: 'undo_fees', visit: this.#of.id, key: this.#key() });
    await this.#fees();
  }

  async #cancelVisit(): Promise<void> {
    const { id: visit, treated } = this.#of;
    await this.#say({ kind: 'cancel_visit', visit, key: this.#key() }, () => {
      treated.cancelled = true;
    });
  }

  async #settle(): Promise<void> {
    const { terminal, persons, oracle, voice, open, accept } = this.#options;
    const { id, visit } = this.#of;
    const key = this.#key();
    for (let asked = 0; asked < ASKED; asked += 1) {
      const session = await open(false);
      const acct_used_flag = visit.account ? '1' : '0';
      const asks = { kind: 'presettle_visit', visit: id, acct_used_flag } as const;
      const priced = session === null ? null : await voice.say({ ...asks, session: session.id });
      this.#note();
      if (priced?.kind === 'session') {
        const { person, balc } = priced.session;
        if (person !== null) oracle.believed(person, balc);
        const other = persons[(visit.person + 1) % persons.length];
        if (visit.card === 'pulled_before_accept') terminal.reader.pull();
        if (visit.card === 'swapped' && other !== undefined) terminal.reader.insert(other.card);
        return accept(priced.session.id, this.#purchase, visit.extraPresses, key);
      }
      await voice.pause(APART_MS);
    }
  }

  async #undo(settlement: Msgid): Promise<void> {
    const { voice, drawer } = this.#options;
    const { id, treatment } = this.#of;
    const named = (treatment.named === 'visit' ? id : settlement) as Msgid;
    await voice.insist({ kind: 'cancel', msgid: named, key: this.#key() }, (reply) => {
      if (reply?.kind !== 'cancelled') return;
      drawer.took(reply.msgid, -reply.paid_back);
      this.#purchase.cancelled = true;
    });
    this.#note();
  }

  /** The newest that was told. */
  #settlement(): Msgid | null {
    const { told, rests } = this.#purchase;
    return (rests.at(-1) ?? [...told].at(-1) ?? null) as Msgid | null;
  }

  /** What is refused now may be done in a while. */
  async #say(command: OfVisit, done: () => void = () => {}): Promise<void> {
    const { voice } = this.#options;
    for (let asked = 0; asked < ASKED; asked += 1) {
      let refused = false;
      const answered = await voice.insist(command, (reply) => {
        refused = reply === null;
        if (reply !== null) done();
      });
      if (!answered || !refused) break;
      await voice.pause(APART_MS);
    }
    this.#note();
  }

  #note(): void {
    const { terminal, oracle } = this.#options;
    const { id, treated } = this.#of;
    const facts = terminal.agent?.visit(id) ?? null;
    if (facts !== null && !treated.forgotten) oracle.named(treated, facts);
  }

  #key(): string {
    this.#said += 1;
    return `${this.#of.treated.key}-${this.#said}`;
  }
}

const NOTHING_SAID = { visit: null, opened: 'silence', cancelled: false, forgotten: false } as const;

const REGISTRATION = {
  ...{ atddr_no: 'D370000001', dr_name: '测试医生', dept_code: '0300', dept_name: '内科', caty: 'A03' },
  med_type: '11',
};

const FINDINGS = {
  ...{ dise_codg: '', dise_name: '' },
  diseinfo: [
    {
      ...{ diag_type: '1', diag_srt_no: '1', diag_code: 'J06.900', diag_name: '急性上呼吸道感染', diag_dept: '内科' },
      ...{ dise_dor_no: 'D370000001', dise_dor_name: '测试医生', diag_time: '2022-10-08 08:30:00', vali_flag: '1' },
    },
  ],
};

const ORDERED = {
  ...{ bilg_dept_codg: '0300', bilg_dept_name: '内科', bilg_dr_codg: 'D370000001', bilg_dr_name: '测试医生' },
  hosp_appr_flag: '1',
};
