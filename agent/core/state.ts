/**
 * What the core remembers between two inputs: bounded, plain, replaced and never changed in place. Rows live in the
 * store; only those that are on their way, or that somebody waits for, are known here.
 */

import type { Consent } from './at-counter.ts';
import type { Credential, PersonSnapshot, StatementTotals } from './centre.ts';
import type { Finding } from './checks/check.ts';
import type { Goods } from './checks/goods.ts';
import { type DeadlineState, LOOK_EVERY_MS } from './deadline.ts';
import type { ReaderState, ServiceState } from './device.ts';
import type { Circumstances } from './evidence.ts';
import type { GearState } from './gear.ts';
import type { Basket, RowView } from './input.ts';
import { type Ages, type Limits, NO_AGES } from './limits.ts';
import type { Fen } from './money.ts';
import type { Numbering } from './numbering.ts';
import type { CardStanding } from './offline.ts';
import type { CompiledPack } from './packs/compile.ts';
import type { Trouble } from './problem.ts';
import type { Run } from './reconcile/run.ts';
import type { WorkItem } from './reconcile/work.ts';
import type { Role } from './rights.ts';
import type { LearnedRole } from './roles.ts';
import { NO_SCANS, type ScanState } from './scan/state.ts';
import type { Presettlement, Setlinfo } from './settlement/result.ts';
import type { ClockState, Stamp } from './time.ts';
import type { Msgid } from './transaction.ts';
import type { VisitId } from './visit/identity.ts';
import type { VisitFacts } from './visit/visit.ts';

/** Who this terminal is, from enrolment. */
export interface Terminal {
  readonly dev_no: string;
  readonly slot: number;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly mdtrtarea_admvs: string;
  readonly institution: {
    readonly kind: 'hospital' | 'clinic' | 'pharmacy';
    readonly level: '1' | '2' | '3' | null;
    readonly dual_channel: boolean;
  };
}

export interface ShiftState {
  /** local: opened without the centre, to be signed in at contact. */
  readonly phase: 'closed' | 'local' | 'signed_in';
  readonly opter: string;
  readonly opter_name: string;
  readonly sign_no: string;
  /** The operator's; absent: nobody was enrolled when they opened it. */
  readonly role?: Role;
  readonly opened_ms: number;
  /** When the first operator of this shift opened it; absent: opened_ms. A handover keeps it. */
  readonly since_ms?: number;
  /** Sign-ins of operators who handed over, still to be signed out (9002). */
  readonly former?: readonly { readonly sign_no: string; readonly opter: string }[];
}

export interface LinkState {
  /** greeting: connected, hello or sign-in not yet answered. */
  /** The centre's clock minus this one's at the last hello; null: it did not say. */
  readonly clockOffsetMs: number | null;
  readonly phase: 'down' | 'greeting' | 'ready';
  /** Wall clock of the last answer of any kind; null before the first. */
  readonly lastContactMs: number | null;
  /** The one that is on disk, which a start goes by: never later than the last. */
  readonly keptContactMs: number | null;
  /** Monotonic ms before which nothing is tried again. */
  readonly retryAtMs: number;
  /** Failures in a row: the exponent of the back-off, and the breaker. */
  readonly failures: number;
  readonly paceMs: number;
  readonly batchRows: number;
  /** False until the centre has confirmed this epoch; a new epoch sells nothing insured offline before. */
  readonly epochConfirmed: boolean;
  /** A hello was answered, and the ledger is being compared with what the centre said or completed by it. */
  readonly comparing: boolean;
  /** ms between two hellos while connected; 0 for none. And monotonic ms of the last one answered. */
  readonly heartbeatMs: number;
  readonly greetedMs: number;
  /** Monotonic ms before which a sign-in that was refused is not asked for again by itself. */
  readonly signInAtMs: number;
}

export interface Session {
  readonly id: string;
  readonly phase: 'reading' | 'identifying' | 'ready' | 'priced';
  readonly device: string;
  readonly presence: number;
  readonly credential: Credential | null;
  readonly issuing_admdvs: string;
  readonly person: PersonSnapshot | null;
  readonly source: 'centre' | 'snapshot' | null;
  /** The person's amounts with what this terminal has accepted since. */
  readonly accumulators: Readonly<Record<string, Fen>>;
  /** The year those are of; 0 before the person is known. */
  readonly year: number;
  readonly balc: Fen;
  /** What the revocation list says of the card; null before the person is known. */
  readonly revocation: CardStanding | null;
  readonly basket: Basket | null;
  /** Rises with each change of the basket, whoever made it: a scanner and a clerk may change it at once. */
  readonly revision: number;
  readonly priced: Presettlement | null;
  /** What is known of the basket's goods, by med_list_codg. */
  readonly goods: ReadonlyMap<string, Goods>;
  /** What the counter checks found in the priced basket. */
  readonly findings: readonly Finding[];
  readonly catalogueVersion: string;
  /** What the bill was computed from, as it is kept with the sale; empty before pricing. */
  readonly replay: string;
  readonly begntime: string;
  /** The visit whose fees are priced here, and the centre's own pre-settlement of it; null for a sale. */
  readonly visit: { readonly facts: VisitFacts; readonly centre: Setlinfo | null } | null;
  /** The person agreed to the bill as it stands; gone with every change of it. */
  readonly consent?: Consent | null;
  /** The command that waits for this session's next phase. */
  readonly call: number | null;
  /** Monotonic ms when anything of it changed last. */
  readonly touchedMs: number;
}

/** What the local interface shows of a session; the person's name and numbers are masked there. */
export type SessionView = Session;

/** Somebody at the counter waits for the outcome of this transaction. */
export interface Waiter {
  readonly calls: readonly number[];
  readonly row: RowView;
  /** Monotonic ms when the counter must be told something. */
  readonly deadlineMs: number;
  /** What the offline rules need if it comes to that. */
  readonly personDayFund: Fen;
  readonly person: PersonSnapshot | null;
  readonly med_type: string;
  readonly revocation?: CardStanding | null;
  /** By what the person showed themselves; absent: a card. */
  readonly mdtrt_cert_type?: string;
  /** For the evidence beside it, if it is told before the centre answers; absent for what never is. */
  readonly circumstances?: Circumstances;
  /** Set when it is a step of this visit before its settlement: told as the visit, never by the offline rules. */
  readonly visit?: VisitId;
}

/** A request on its way to the centre. */
export type Pending = {
  readonly deadlineMs: number;
} & (
  | { readonly kind: 'hello' }
  | { readonly kind: 'fetch_transactions' }
  | { readonly kind: 'sign_in'; readonly call: number | null; readonly opter: string }
  /** Of an operator who handed over. */
  | { readonly kind: 'sign_out_former'; readonly sign_no: string }
  | { readonly kind: 'query_person'; readonly session: string }
  | { readonly kind: 'presettle_visit'; readonly session: string }
  | { readonly kind: 'perform'; readonly row: RowView }
  | { readonly kind: 'exchange'; readonly rows: readonly RowView[] }
  | { readonly kind: 'inquire'; readonly rows: readonly RowView[] }
  | {
      readonly kind: 'totals';
      readonly run: Run;
    }
  | { readonly kind: 'details'; readonly run: Run }
  | {
      readonly kind: 'work';
      readonly call: number;
      readonly item: WorkItem;
      readonly action: 'inquire' | 'resend';
    }
  /** Whether this sale stands, which a parked row was to undo. */
  | {
      readonly kind: 'stand';
      readonly call: number;
      readonly msgid: Msgid;
      readonly sale: Msgid;
      /** Of a visit, that moves no money. */
      readonly step: boolean;
      readonly reason: string;
    }
  | {
      readonly kind: 'sign_out';
      readonly call: number;
      /** The days it closes. */
      readonly dates: readonly string[];
      readonly terminal: readonly StatementTotals[];
      readonly centre: readonly StatementTotals[];
      readonly equal: boolean;
    }
);

export interface DispatchState {
  /** Rows in queued, and voids the centre has not noted. */
  readonly queued: number;
  readonly unknown: number;
  readonly reversing: number;
  /** Rows claimed, inflight or being inquired about. */
  readonly underway: number;
  /** Nothing could be claimed at the last try; wait until something changes. */
  readonly blocked: boolean;
  readonly blockedUnknown: boolean;
  /** A look-up for rows is under way in this turn: a second one would fill a third frame. */
  readonly claiming: boolean;
  readonly asking: boolean;
  /** Monotonic ms before which no further frame leaves (the centre's pace). */
  readonly nextFrameMs: number;
  /** Monotonic ms when the last session ended, or somebody who waited for an outcome had it; null: nobody yet. */
  readonly servedMs: number | null;
  /** Rows that wait for a while. At most limits.deferred. */
  readonly deferred: readonly Deferred[];
}

/** A row the centre asked for later, or whose answer decided nothing. */
export interface Deferred {
  readonly msgid: Msgid;
  /** Monotonic ms from which it may go again. */
  readonly atMs: number;
  /** How often it had to wait in a row: the exponent of its back-off. */
  readonly tries: number;
  /** It may go. Kept for one cap of the back-off more, so that the next wait is longer than this one was. */
  readonly over: boolean;
}

export interface ExposureState {
  readonly count: number;
  readonly sum: Fen;
}

export interface AgentState {
  readonly terminal: Terminal;
  readonly limits: Limits;
  readonly ages: Ages;
  readonly packs: readonly CompiledPack[];
  readonly numbering: Numbering;
  readonly clock: ClockState;
  /** Wall clock of the last instant that is on disk; null: none. */
  readonly seenMs: number | null;
  readonly link: LinkState;
  readonly shift: ShiftState;
  /** Operators of this terminal: with none there are no roles. */
  readonly enrolled: number;
  readonly readers: Readonly<Record<string, ReaderState>>;
  /** Scanners and printers. */
  readonly gear: Readonly<Record<string, GearState>>;
  readonly roles: readonly LearnedRole[];
  readonly services: Readonly<Record<string, ServiceState>>;
  readonly scans: ScanState;
  /** By source: a service, a refused reader, the link. */
  readonly troubles: Readonly<Record<string, Trouble>>;
  readonly sessions: Readonly<Record<string, Session>>;
  readonly waiting: Readonly<Record<string, Waiter>>;
  readonly calls: Readonly<Record<number, Pending>>;
  readonly dispatch: DispatchState;
  readonly exposure: ExposureState;
  readonly deadline: DeadlineState;
  /** A comparison of the day is under way, to show it or to close the shift, so that a second one is told so. */
  readonly closing: Run['purpose'] | null;
  readonly nextCall: number;
  readonly nextSession: number;
}

export const CLOSED_SHIFT: ShiftState = { phase: 'closed', opter: '', opter_name: '', sign_no: '', opened_ms: 0 };

export function initialState(
  terminal: Terminal,
  limits: Limits,
  packs: readonly CompiledPack[],
  at: Stamp,
): AgentState {
  return {
    terminal,
    limits,
    ages: NO_AGES,
    packs,
    numbering: { epoch: 1, number: 0, second: 0, counter: 0 },
    clock: { wallMs: at.wallMs, monotonicMs: at.monotonicMs, bootId: at.bootId, trusted: true, stepMs: 0, gainedMs: 0 },
    seenMs: null,
    link: {
      phase: 'down',
      lastContactMs: null,
      keptContactMs: null,
      retryAtMs: 0,
      failures: 0,
      paceMs: 0,
      batchRows: limits.batchRows,
      epochConfirmed: false,
      comparing: false,
      heartbeatMs: 0,
      greetedMs: 0,
      signInAtMs: 0,
      clockOffsetMs: null,
    },
    shift: CLOSED_SHIFT,
    enrolled: 0,
    readers: {},
    gear: {},
    roles: [],
    services: {},
    scans: NO_SCANS,
    troubles: {},
    sessions: {},
    waiting: {},
    calls: {},
    dispatch: {
      queued: 0,
      unknown: 0,
      reversing: 0,
      underway: 0,
      blocked: false,
      blockedUnknown: false,
      claiming: false,
      asking: false,
      nextFrameMs: 0,
      servedMs: null,
      deferred: [],
    },
    exposure: { count: 0, sum: 0 as Fen },
    deadline: { level: 'none', lookAtMs: at.monotonicMs + LOOK_EVERY_MS, found: null },
    closing: null,
    nextCall: 1,
    nextSession: 1,
  };
}
