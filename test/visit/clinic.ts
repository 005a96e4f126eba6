/**
 * A clinic desk for tests: a whole agent over SQLite in virtual time, and the real simulated centre at the other end of a
 * link that the test holds in its hand. Each request waits until the test says what becomes of it.
 */
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import type { CommandOutcome } from '../../agent/agent.ts';
import type { Command } from '../../agent/core/input.ts';
import type { Limits } from '../../agent/core/limits.ts';
import { fen } from '../../agent/core/money.ts';
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import { parseCatalogue } from '../../agent/core/settlement/parse.ts';
import type { VisitCommand } from '../../agent/core/visit/command.ts';
import { type Step, stepState, type VisitFacts, visitPhase } from '../../agent/core/visit/visit.ts';
import type { LinkMethod } from '../../agent/ports/link.ts';
import { Centre } from '../../simulator/centre/centre.ts';
import { noFaults } from '../../simulator/centre/delivery.ts';
import { engineSettler } from '../../simulator/centre/settler.ts';
import { CentreStore } from '../../simulator/centre/store.ts';
import type { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, PERSON, replyOf, START, TERMINAL } from '../agent/counter.ts';

export const REGISTRATION = {
  ipt_otp_no: 'OTP-001',
  atddr_no: 'D370000001',
  dr_name: '测试医生',
  dept_code: '0300',
  dept_name: '内科',
  caty: 'A03',
  med_type: '11',
};

export const FINDINGS = {
  main_cond_dscr: '咳嗽三天',
  dise_codg: '',
  dise_name: '',
  diseinfo: [
    {
      diag_type: '1',
      diag_srt_no: '1',
      diag_code: 'J06.900',
      diag_name: '急性上呼吸道感染',
      diag_dept: '内科',
      dise_dor_no: 'D370000001',
      dise_dor_name: '测试医生',
      diag_time: '2022-10-08 09:30:00',
      vali_flag: '1',
    },
  ],
};

const ORDERED = {
  bilg_dept_codg: '0300',
  bilg_dept_name: '内科',
  bilg_dr_codg: 'D370000001',
  bilg_dr_name: '测试医生',
  hosp_appr_flag: '1',
};

export function fees(pric = '60.00', chrg_bchno = 'B1') {
  return { chrg_bchno, lines: [{ feedetl_sn: '1', med_list_codg: 'A', pric, cnt: '1', ...ORDERED }] };
}

function centreStore(): CentreStore {
  const store = new CentreStore(':memory:');
  const { fixmedins_code, fixmedins_name, mdtrtarea_admvs } = TERMINAL;
  const kind = { institution_kind: 'clinic', institution_level: '1', dual_channel: false };
  store.putInstitution(fixmedins_code, { fixmedins_code, fixmedins_name, mdtrtarea_admvs, ...kind });
  store.putTerminal(TERMINAL.dev_no, fixmedins_code, TERMINAL.slot);
  const { balc: _b, accumulators, as_of_ms: _a, accumulator_year, ...profile } = PERSON;
  const more = { naty: '01', aid_category: null, commercial: false, entitlements: [], mulaid: [] };
  store.putPerson(PERSON.psn_no, { ...profile, ...more }, 0);
  store.putCredential('03', 'T00000001', PERSON.psn_no, '0'.repeat(32));
  for (const { name, amount } of accumulators) store.moveAccumulator(PERSON.psn_no, accumulator_year, name, amount.fen);
  return store;
}

// Read once: a desk is made for every test.
const PACKS = installedPacks('agent/packs');
const SETTLE = settler();

function settler() {
  const rows = [
    { med_list_codg: 'A', chrgitm_lv: '01' },
    { med_list_codg: 'B', chrgitm_lv: '02', selfpay_prop: '0.1' },
  ];
  const catalogue = parseCatalogue(rows, 'entries');
  if ('error' in catalogue) throw new Error(catalogue.error.message);
  return engineSettler(PACKS, catalogue.value);
}

/** What a visit goes through until it can be settled. */
export const VISIT_STEPS = ['open', 'findings', 'fees'] as const;

/** When a desk is set up, and by which rules it prices; default: as the counter's, and the packs that ship. */
interface Setting {
  readonly clock?: VirtualClock;
  readonly packs?: readonly CompiledPack[];
}

export class Clinic {
  readonly desk: Counter;
  readonly store = centreStore();
  readonly temper = noFaults();
  readonly centre: Centre;
  /** So much less the funds pay of what is settled next, and the person more, fen. */
  otherwise = 0;
  #keys = 0;

  constructor(limits: Partial<Limits> = {}, { clock, packs = PACKS }: Setting = {}) {
    this.desk = new Counter(limits, clock, undefined, { packs });
    const wallMs = () => this.desk.clock.wallMs();
    const settle: typeof SETTLE = (...asked) => this.#judged(SETTLE(...asked));
    this.centre = new Centre({ store: this.store, wallMs, settle, temper: this.temper });
  }

  #judged(settled: ReturnType<typeof SETTLE>): ReturnType<typeof SETTLE> {
    if ('fault' in settled || this.otherwise === 0) return settled;
    const { setlinfo } = settled;
    const by = Math.max(-setlinfo.psn_cash_pay, Math.min(setlinfo.hifp_pay, this.otherwise));
    const moved = (name: 'hifp_pay' | 'fund_pay_sumamt' | 'psn_part_amt' | 'psn_cash_pay', sign: 1 | -1) => ({
      [name]: fen(setlinfo[name] + sign * by),
    });
    const shares = { ...moved('hifp_pay', -1), ...moved('fund_pay_sumamt', -1) };
    return {
      ...settled,
      setlinfo: { ...setlinfo, ...shares, ...moved('psn_part_amt', 1), ...moved('psn_cash_pay', 1) },
    };
  }

  /** Connected, greeted and signed in. */
  static async online(limits: Partial<Limits> = {}, setting: Setting = {}): Promise<Clinic> {
    const clinic = new Clinic(limits, setting);
    await clinic.connect();
    clinic.desk.insertCard();
    const opened = clinic.desk.give({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    await clinic.settleDown();
    await opened;
    return clinic;
  }

  /** Was online and knows the person, and is cut off now. */
  static async offline(limits: Partial<Limits> = {}, setting: Setting = {}): Promise<Clinic> {
    const clinic = await Clinic.online(limits, setting);
    const session = await clinic.session();
    await clinic.ask({ kind: 'close_session', session });
    clinic.desk.cut();
    await clinic.desk.run();
    return clinic;
  }

  async connect(): Promise<void> {
    this.desk.link.listener({ kind: 'up' });
    await this.settleDown();
  }

  /** Hands on every request to the centre and every answer back, until there is none. */
  async settleDown(ms = 1): Promise<void> {
    await this.desk.run(ms);
    while (this.desk.link.calls.length > 0) {
      this.#deliver(this.desk.link.calls.shift());
      await this.desk.run(ms);
    }
  }

  #deliver(one: { readonly call: number; readonly method: LinkMethod; readonly bytes: Uint8Array } | undefined): void {
    if (one === undefined) return;
    this.desk.link.reply(one.method, one.call, this.centre.handle(TERMINAL.dev_no, one.method, one.bytes));
  }

  /** The centre does the request under way, and its answer never comes. */
  async loseAnswer(method: LinkMethod): Promise<void> {
    const { call, bytes } = this.desk.link.take(method);
    this.centre.handle(TERMINAL.dev_no, method, bytes);
    this.desk.link.listener({ kind: 'no_reply', call, reason: 'reset', detail: 'answer lost' });
    await this.desk.run();
  }

  /** The request under way never arrives. */
  async loseRequest(method: LinkMethod): Promise<void> {
    const { call } = this.desk.link.take(method);
    this.desk.link.listener({ kind: 'no_reply', call, reason: 'reset', detail: 'request lost' });
    await this.desk.run();
  }

  /** Back-offs pass and everything that can be sent is sent. */
  async drain(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await this.settleDown(5_000);
  }

  /** A command, answered by the centre where it asks it. */
  async ask(command: Command): Promise<CommandOutcome> {
    const outcome = this.desk.give(command);
    await this.settleDown();
    return outcome;
  }

  key(): string {
    this.#keys += 1;
    return `key-${this.#keys}`;
  }

  async session(): Promise<string> {
    return replyOf(await this.ask({ kind: 'open_session' }), 'session').session.id;
  }

  command(step: (typeof VISIT_STEPS)[number], of: string): VisitCommand {
    const key = this.key();
    if (step === 'open') return { kind: 'open_visit', session: of, key, registration: REGISTRATION };
    if (step === 'findings') return { kind: 'put_findings', visit: of, key, findings: FINDINGS };
    return { kind: 'put_fees', visit: of, key, fees: fees() };
  }

  /** Opens a visit and takes it as far as the steps say. Returns its provisional mdtrt_id. */
  async visit(...steps: readonly ('findings' | 'fees')[]): Promise<string> {
    const session = await this.session();
    const { visit } = replyOf(await this.ask(this.command('open', session)), 'visit');
    for (const step of steps) replyOf(await this.ask(this.command(step, visit)), 'visit');
    return visit;
  }

  /** Prices the visit in its person's session. Returns the session. */
  async price(visit: string): Promise<string> {
    const session = await this.session();
    replyOf(await this.ask({ kind: 'presettle_visit', visit, session, acct_used_flag: '0' }), 'session');
    return session;
  }

  /** Settles a visit from pricing to told. Returns the msgid of the settlement. */
  async settle(visit: string, key = this.key()): Promise<string> {
    const session = await this.price(visit);
    return replyOf(await this.ask({ kind: 'accept', session, key }), 'accepted').msgid;
  }

  facts(visit: string): VisitFacts {
    const facts = this.desk.agent.visit(visit);
    if (facts === null) throw new Error(`no visit ${visit}`);
    return facts;
  }

  /** Where each step stands: "done done kept none". */
  steps(visit: string): string {
    const facts = this.facts(visit);
    const steps: readonly Step[] = ['registration', 'findings', 'fees', 'settlement'];
    return steps.map((step) => stepState(facts, step)).join(' ');
  }

  phase(visit: string): string {
    return visitPhase(this.facts(visit));
  }

  /** What the centre's books hold: each transaction's message and state, in order. */
  books(): readonly string[] {
    return [...this.store.txns()].map(({ msgid, state }) => {
      const infno = this.desk.agent.transaction(msgid as never)?.infno ?? '?';
      return `${infno} ${state}`;
    });
  }

  /** What the person has used up at the centre this year, fen. */
  used(): number {
    return this.store.accumulators(PERSON.psn_no, 2022)['outpatient-employee.ceiling'] ?? 0;
  }
}

export { START };
