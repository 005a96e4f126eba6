/**
 * The agent as the local interface, the command line and the simulator see it: commands in, answers and notices out.
 * Types only; `shell.ts` makes one.
 */
import type { Claim } from './core/claim.ts';
import type { DeviceIdentity, ServiceState } from './core/device.ts';
import type { CommandReply, Notice } from './core/effect.ts';
import type { Command, StoredSettlement } from './core/input.ts';
import type { OfflineBudget } from './core/offline.ts';
import type { Operator } from './core/operator.ts';
import type { Problem, Trouble } from './core/problem.ts';
import type { Approval, Right } from './core/rights.ts';
import type { Placement } from './core/roles.ts';
import type { AgentState, Session, Terminal } from './core/state.ts';
import type { Msgid } from './core/transaction.ts';
import type { VisitId } from './core/visit/identity.ts';
import type { VisitFacts } from './core/visit/visit.ts';
import type { Books } from './ports/books.ts';
import type { Listed, TransactionView } from './ports/store.ts';
import type { SoldLine } from './sold-lines.ts';

export type CommandOutcome =
  | { readonly ok: true; readonly reply: CommandReply }
  | { readonly ok: false; readonly problem: Problem };

/** A notice with its place in the sequence of this run. */
export interface NumberedNotice {
  /** `<boot>-<n>`: rises by one; another boot part means that the agent was started anew. */
  readonly id: string;
  readonly at: string;
  readonly notice: Notice;
}

export interface StatusView {
  readonly version: string;
  readonly terminal: Terminal;
  readonly link: {
    readonly phase: 'down' | 'greeting' | 'ready';
    readonly last_contact: string | null;
    readonly retry_in_ms: number;
  };
  readonly shift: AgentState['shift'];
  /** What the operator on duty may do alone. */
  readonly rights: readonly Right[];
  readonly clock: {
    readonly trusted: boolean;
    readonly step_ms: number;
    readonly now: string;
    /** The centre's clock minus this one's, when it last greeted; null: it never did. */
    readonly offset_ms: number | null;
  };
  readonly queue: {
    readonly queued: number;
    readonly underway: number;
    readonly unknown: number;
    readonly reversing: number;
    readonly waiting: number;
  };
  /** What is left for provisional sales; amounts in fen. */
  readonly offline_budget: OfflineBudget;
  readonly devices: readonly DeviceView[];
  readonly roles: readonly RoleView[];
  readonly services: readonly ServiceView[];
  /** What is wrong with the surroundings now. */
  readonly troubles: readonly Trouble[];
}

/** What devices depend on, and how it stands: the card service of the system, and the processes the drivers run in. */
export interface ServiceView extends ServiceState {
  readonly service: string;
}

/** A role and the device that was learned for it, there or not. */
export interface RoleView {
  readonly role: string;
  readonly type: DeviceView['type'];
  readonly state: Placement['state'];
  /** Null unless it is here. */
  readonly device: string | null;
  /** Catalogue code; null when it is here. */
  readonly problem: 'role_absent' | 'role_ambiguous' | null;
  readonly facts: Problem['facts'];
  readonly learned: DeviceIdentity;
}

export interface DeviceView {
  readonly device: string;
  readonly type: 'reader' | 'scanner' | 'printer';
  readonly name: string;
  /** What it was named at this counter; null: nothing. */
  readonly role: string | null;
  readonly virtual: boolean;
  /** Of a reader: its antenna, not its contacts. */
  readonly contactless: boolean;
  readonly phase: 'empty' | 'reading' | 'ready' | 'failed';
  readonly presence: number;
  /** The purchase with this card is done; it is to be taken. */
  readonly take_card: boolean;
  /** Catalogue code of what is wrong with it, or with the card in it; null when nothing is. */
  readonly problem: string | null;
  readonly facts: Problem['facts'];
  /** The card in it waits for its holder's PIN. */
  readonly pin_wanted: boolean;
  /** What is in it is a PSAM. */
  readonly psam: boolean;
  /** What it is told from others by; null where the system tells nothing. */
  readonly identity: DeviceIdentity | null;
}

export interface Agent {
  /** Never rejects. Refused at once with `busy` when too many commands wait. */
  command(command: Command, approval?: Approval): Promise<CommandOutcome>;
  status(): StatusView;
  /**
   * What a card's holder typed, for the card that waits for it; null: they will not. It goes to the card alone: no state,
   * ledger, log or recording holds it. Answers why it was of no use; what the card says to it comes as a notice.
   */
  pin(device: string | null, pin: string | null): Problem | null;
  session(id: string): Session | null;
  sessions(): readonly Session[];
  transaction(msgid: Msgid): TransactionView | null;
  /** What was stored under this idempotency key. */
  storedUnder(key: string): Msgid | null;
  /** The settlement of a person that the centre gave this id. */
  settledAs(psn_no: string, setl_id: string): Msgid | null;
  /** By any id it is known under. */
  visit(id: string): VisitFacts | null;
  visits(options: Listed<VisitId>): readonly VisitFacts[];
  /** What was sold in it, line by line; null for a reversal or an id that is not here. */
  lines(msgid: Msgid): readonly SoldLine[] | null;
  /** What a settlement was computed from; null for anything else, and for what was erased. */
  settlement(msgid: Msgid): StoredSettlement | null;
  transactions(options: Listed): readonly TransactionView[];
  /** What is owed after the centre's judgement: open ones oldest first; all of them newest first. */
  claims(options: Listed): readonly Claim[];
  claim(msgid: Msgid): Claim | null;
  operator(opter: string): Operator | null;
  operators(): readonly Operator[];
  readonly books: Books;
  /**
   * Notices after `lastId` (null: from now on), then as they happen. Returns null when `lastId` is no longer held:
   * the listener has to ask for the state anew.
   */
  subscribe(lastId: string | null, listener: (notice: NumberedNotice) => void): (() => void) | null;
  /** Finishes the turn, closes link, devices and store. */
  stop(): Promise<void>;
}
