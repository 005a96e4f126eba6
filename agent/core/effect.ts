/**
 * Everything the agent may do, as one union in three sorts. The executor carries out the durable ones in one database
 * transaction, feeds the answers of look-ups back as inputs of the same turn, and only after the commit lets the outward
 * ones leave. So nothing is told or sent that is not on disk.
 */

import type { AtCounter, Given } from './at-counter.ts';
import type { Answer, CentreRequest, Credential, KeptPage, PersonSnapshot, StatementTotals } from './centre.ts';
import type { Override } from './checks/check.ts';
import type { Purchase } from './checks/look.ts';
import type { ClaimEnd, ClaimReason, Shares } from './claim.ts';
import type { ClientDeed, ClientNoted } from './client.ts';
import type { DeadlineLevel } from './deadline.ts';
import type { HelloReply } from './epoch.ts';
import type { Evidence } from './evidence.ts';
import type { FindRemainder, GivenBackNoted } from './given-back.ts';
import type { GoodsCause } from './goods.ts';
import type { TellGoods } from './goods-told.ts';
import type { Fen } from './money.ts';
import type { Operator, StaffCommand } from './operator.ts';
import type { Problem } from './problem.ts';
import type { Detail } from './reconcile/detail.ts';
import type { DayTotals, Run } from './reconcile/run.ts';
import type { WorkAction, WorkItem } from './reconcile/work.ts';
import type { ReturnLine } from './refund.ts';
import type { Right } from './rights.ts';
import type { LearnedRole } from './roles.ts';
import type { ScanKind } from './scan/reading.ts';
import type { AwaitedScan, HeldScan } from './scan/state.ts';
import type { Cause } from './settlement/compare.ts';
import type { SessionView, ShiftState } from './state.ts';
import type { SeenInstant } from './time.ts';
import type { CentreState, Msgid, TransactionBody } from './transaction.ts';
import type { VisitDurable, VisitLookup } from './visit/command.ts';
import type { VisitId } from './visit/identity.ts';

export type Durable =
  | {
      readonly kind: 'insert';
      readonly body: TransactionBody;
      /** The bytes it was sent as, when it comes back from the centre: never encoded again. */
      readonly bytes?: Uint8Array;
      readonly state: 'queued' | 'inflight';
      readonly told: boolean;
      readonly provisional: boolean;
      readonly grade: 0 | 1 | 2 | 3 | 4;
      readonly unavailable: string;
      readonly snapshot_age_ms: number;
      readonly psn_no: string;
      readonly insutype: string;
      /** Visit date. */
      readonly begndate: string;
      readonly accepted_ms: number;
      readonly deltas: Readonly<Record<string, Fen>>;
      readonly key: string | null;
      /** Fingerprint of the request under that key. */
      readonly fingerprint: string;
      readonly omsgid: Msgid | null;
      /** ReplayFacts as factsText writes them: what a sale was computed from; kept sealed with the body. */
      readonly replay?: string;
      /** The transaction it belongs to: goods of a sale, a return of such, what remains of a sale given back in part. */
      readonly link?: { readonly of: Msgid; readonly role: 'goods' | 'return' | 'remainder' };
      /** Of a rest: held until this sale is undone, and not to be sent before it is released. */
      readonly waits_for?: Msgid;
      /** Ingredients the person now has, for later counter checks. */
      readonly purchases?: readonly Omit<Purchase, 'begndate'>[];
      /** How the person paid and agreed; null: the counter said nothing of it. */
      readonly at_counter?: AtCounter | null;
      /** Beside a provisional one. */
      readonly evidence?: Evidence;
    }
  /** `path` holds every state passed through, from where it stands to where it ends; each step is a legal move. */
  | {
      readonly kind: 'move';
      readonly msgid: Msgid;
      readonly path: readonly CentreState[];
      readonly before?: CentreState;
      readonly answer?: Answer;
      /** Catalogue or result code of why, for the work list. */
      readonly note?: string;
    }
  /** The counter was told, or is told with this turn. */
  | {
      readonly kind: 'tell';
      readonly msgid: Msgid;
      readonly provisional: boolean;
      readonly grade: 0 | 1 | 2 | 3 | 4;
      readonly unavailable: string;
      /** When it is told as provisional. */
      readonly evidence?: Evidence;
    }
  /** Why the centre's amounts probably differ from the counter's. */
  | { readonly kind: 'explain'; readonly msgid: Msgid; readonly cause: Cause }
  /** The centre noted the void. */
  | { readonly kind: 'void_noted'; readonly msgid: Msgid }
  /** The notice of a void was not answered: it goes again. */
  | { readonly kind: 'void_again'; readonly msgid: Msgid }
  /** An answer that changes nothing: kept as evidence. */
  | { readonly kind: 'evidence'; readonly msgid: Msgid; readonly text: string }
  | { readonly kind: 'save_person'; readonly credential: Credential; readonly person: PersonSnapshot }
  /** A settled transaction is from now on counted in the person's snapshot. sign −1 for one that was undone. */
  | {
      readonly kind: 'absorb';
      /** The transaction whose person it is. */
      readonly msgid: Msgid;
      readonly epoch: number;
      readonly number: number;
      readonly deltas: Readonly<Record<string, Fen>>;
      readonly acct_pay: Fen;
      readonly sign: 1 | -1;
    }
  | { readonly kind: 'save_shift'; readonly shift: ShiftState }
  | { readonly kind: 'save_roles'; readonly roles: readonly LearnedRole[] }
  | {
      readonly kind: 'save_operator';
      readonly operator: Operator;
      readonly what: 'enrolled' | 'changed' | 'wrong_pin' | 'unlocked' | 'recovered';
    }
  | { readonly kind: 'remove_operator'; readonly opter: string }
  /** Somebody with the right answered for what the operator on duty may not do alone. */
  | { readonly kind: 'note_approval'; readonly opter: string; readonly right: Right }
  | ClientNoted
  | GivenBackNoted
  /** What was held may be sent. */
  | { readonly kind: 'release'; readonly msgid: Msgid }
  | {
      readonly kind: 'open_claim';
      readonly msgid: Msgid;
      readonly reason: ClaimReason;
      readonly amounts: Shares;
      readonly cash: Fen;
    }
  | {
      readonly kind: 'close_claim';
      readonly msgid: Msgid;
      readonly as: ClaimEnd;
      readonly opter: string;
      readonly reason: string;
    }
  /** It has been so late, by both clocks. */
  | { readonly kind: 'save_seen'; readonly seen: SeenInstant }
  /** `confirmed`: the centre has confirmed this epoch, and everything it had is here. */
  | { readonly kind: 'save_contact'; readonly at_ms: number; readonly confirmed: boolean }
  /** From now on numbers begin again under this epoch. */
  | { readonly kind: 'begin_epoch'; readonly epoch: number }
  /** A person's snapshot that does not count this transaction is not used any more. */
  | { readonly kind: 'outdate_person'; readonly psn_no: string; readonly epoch: number; readonly number: number }
  /** Items of the work list as they now stand, and why they were written. */
  | { readonly kind: 'save_work'; readonly items: readonly WorkItem[]; readonly action: WorkAction | 'reconcile' }
  /**
   * The centre's row is taken over for our statements: in place of our own under this id (`replaces`; a null detail: in
   * place of it nothing), or besides it. The ledger's row stays as it is.
   */
  | {
      readonly kind: 'adopt';
      readonly item: string;
      readonly msgid: string;
      readonly replaces: boolean;
      readonly detail: Detail | null;
    }
  | {
      readonly kind: 'save_statement';
      readonly stmt_date: string;
      readonly terminal: readonly StatementTotals[];
      readonly centre: readonly StatementTotals[];
      readonly equal: boolean;
      readonly at_ms: number;
    }
  /** The shift of these days was signed out. */
  | { readonly kind: 'close_days'; readonly dates: readonly string[]; readonly opter: string }
  | VisitDurable;

export type Lookup =
  | { readonly kind: 'find_snapshot'; readonly session: string; readonly card_sn: string }
  | {
      readonly kind: 'find_person_facts';
      readonly session: string;
      readonly person: PersonSnapshot;
      readonly card_sn: string;
      readonly year: number;
    }
  | {
      readonly kind: 'find_catalogue';
      readonly session: string;
      readonly codes: readonly string[];
      /** For what the ledger knows of person and trace codes. */
      readonly psn_no: string;
      readonly trac: readonly string[];
      /** The visit that is priced; null for a basket. */
      readonly visit: VisitId | null;
    }
  | {
      readonly kind: 'find_accept_facts';
      readonly call: number;
      readonly session: string;
      readonly key: string;
      readonly fingerprint: string;
      readonly psn_no: string;
      /** Empty: no card. */
      readonly card_sn: string;
      readonly begndate: string;
      readonly ingredients: readonly string[];
      readonly trac: readonly string[];
      readonly overrides: readonly Override[];
      readonly given: Given;
      /** The visit the session is priced for; null for a sale. */
      readonly visit: VisitId | null;
    }
  | VisitLookup
  /** Takes queued rows, oldest first, at most one of each person, and marks them inflight. */
  | { readonly kind: 'claim'; readonly limit: number; readonly except: readonly Msgid[] }
  | { readonly kind: 'find_unknown'; readonly limit: number; readonly except: readonly Msgid[] }
  | { readonly kind: 'find_late'; readonly answers: readonly Answer[] }
  /** What the journal holds at the place the centre was told of. */
  | { readonly kind: 'find_head'; readonly hello: HelloReply }
  /** The numbers this ledger has of every epoch. */
  | { readonly kind: 'find_held' }
  /** The oldest open transaction. */
  | { readonly kind: 'find_deadline'; readonly now_ms: number }
  /** Those of these that are not here. */
  | ({ readonly kind: 'find_lacking' } & KeptPage)
  | {
      readonly kind: 'find_scanned';
      readonly scan: number;
      readonly device: string;
      readonly what: ScanKind;
      readonly session: string;
      readonly code: string;
      /** The line a trace code was asked for; empty: the line of its good. */
      readonly feedetl_sn: string;
      readonly day: string;
      /** National codes in the basket already. */
      readonly codes: readonly string[];
    }
  | { readonly kind: 'find_replay'; readonly msgid: Msgid }
  | {
      readonly kind: 'find_operator';
      readonly call: number;
      readonly command: StaffCommand;
      readonly by: string | null;
    }
  | {
      readonly kind: 'find_parked';
      readonly call: number;
      readonly msgid: Msgid;
      readonly reason: string;
      /** What the centre said of the sale that it was to undo; null: it was not asked. */
      readonly said: Answer | null;
    }
  | { readonly kind: 'find_cancel_facts'; readonly call: number; readonly msgid: Msgid; readonly key: string }
  | {
      readonly kind: 'find_refund_facts';
      readonly call: number;
      readonly msgid: Msgid;
      readonly key: string;
      readonly fingerprint: string;
      readonly lines: readonly ReturnLine[] | 'all';
    }
  | (Omit<TellGoods, 'kind'> & {
      readonly kind: 'find_goods_facts';
      readonly call: number;
      readonly fingerprint: string;
    })
  | FindRemainder
  /** A frame's rows settle together, and most of them have no goods to tell: one look-up for all of them. */
  | { readonly kind: 'find_goods'; readonly msgids: readonly Msgid[]; readonly cause: GoodsCause }
  /** Of sales that were taken in from a lost file: settled and not told, or undone and not taken back. */
  | { readonly kind: 'find_goods_missed'; readonly cause: 'settled' | 'reversed' }
  | {
      readonly kind: 'find_claim';
      readonly call: number;
      readonly msgid: Msgid;
      readonly as: ClaimEnd;
      readonly reason: string;
    }
  | {
      readonly kind: 'find_totals' | 'find_details';
      readonly run: Run;
      readonly stmt_date: string;
    }
  /** The days from `from` to `to`, and every day with settlements since the last one that was closed. */
  | { readonly kind: 'find_days'; readonly run: Run; readonly from: string; readonly to: string }
  | {
      readonly kind: 'find_known';
      readonly run: Run;
      readonly stmt_date: string;
      readonly msgids: readonly string[];
    }
  | { readonly kind: 'find_open_work'; readonly run: Run }
  | {
      readonly kind: 'find_work';
      readonly call: number;
      readonly item: string;
      readonly action: WorkAction;
      readonly reason: string;
      readonly answer?: Answer | null;
    };

/** What a command is answered with. */
export type CommandReply =
  | { readonly kind: 'session'; readonly session: SessionView }
  | { readonly kind: 'closed'; readonly session: string }
  | { readonly kind: 'shift'; readonly shift: ShiftState }
  | { readonly kind: 'role'; readonly role: string }
  | { readonly kind: 'awaiting'; readonly want: AwaitedScan['want'] | null }
  | { readonly kind: 'scan_taken'; readonly scan: Omit<HeldScan, 'untilMs'> }
  | { readonly kind: 'scan_heard'; readonly device: string }
  | { readonly kind: 'operator'; readonly opter: string; readonly opter_name: string }
  | { readonly kind: 'approved'; readonly opter: string; readonly right: Right }
  | { readonly kind: 'client'; readonly client: string }
  | { readonly kind: 'reconciled'; readonly days: readonly DayTotals[] }
  /** `paid_back`: as of a cancellation; null where the sale is not here. */
  | { readonly kind: 'worked'; readonly item: WorkItem; readonly paid_back: Fen | null }
  | { readonly kind: 'accepted'; readonly msgid: Msgid }
  | { readonly kind: 'visit'; readonly visit: VisitId }
  /** `paid_back`: cash for the person, fen; the same however often it is asked. */
  | {
      readonly kind: 'cancelled';
      readonly msgid: Msgid;
      readonly reversal: Msgid | null;
      readonly paid_back: Fen;
    }
  | { readonly kind: 'claim_closed'; readonly msgid: Msgid }
  | { readonly kind: 'unparked'; readonly msgid: Msgid }
  /** The row that tells, or told, of these goods. */
  | { readonly kind: 'goods_told'; readonly msgid: Msgid }
  /** `made`: what remains (2102), or what came back (3506). Cash for the person, fen. */
  | {
      readonly kind: 'refunded';
      readonly msgid: Msgid;
      readonly reversal: Msgid | null;
      readonly made: Msgid;
      readonly paid_back: Fen;
    }
  | {
      readonly kind: 'shift_closed';
      readonly shift: ShiftState;
      readonly terminal: readonly StatementTotals[];
      readonly centre: readonly StatementTotals[];
      readonly equal: boolean;
    };

/** Something the centre sent, or a date, changed what the terminal works with; or it was refused and changed nothing. */
export interface UpdateNotice {
  readonly kind: 'update';
  readonly what: 'installed' | 'in_force' | 'withdrawn' | 'refused';
  readonly name: string;
  readonly version: string;
  /** Catalogue code of a refusal; null for the rest. `rule` and `field` say where in it, empty when it is the whole. */
  readonly code: string | null;
  readonly rule: string;
  readonly field: string;
}

/** Things that happened, for whoever listens. Never holds personal data: listeners ask for details by id. */
export type Notice =
  | { readonly kind: 'device'; readonly device: string; readonly what: string; readonly code: string | null }
  | { readonly kind: 'session'; readonly session: string; readonly phase: string; readonly reason: string | null }
  | { readonly kind: 'transaction'; readonly msgid: Msgid; readonly state: CentreState; readonly told: boolean }
  /** A print job ended; a code says why it did not come out. `untouched`: it left no paper behind. */
  | {
      readonly kind: 'printed';
      readonly device: string;
      readonly job: string;
      readonly code: string | null;
      readonly untouched?: true;
    }
  /** `to`: a session, `taker` (held to be taken once), `nobody`. `text` for codes of goods alone. */
  | {
      readonly kind: 'scan';
      readonly scan: number;
      readonly device: string;
      readonly what: ScanKind;
      readonly to: string;
      readonly code: string | null;
      readonly text: string | null;
    }
  | { readonly kind: 'claim'; readonly msgid: Msgid; readonly open: boolean }
  | { readonly kind: 'visit'; readonly visit: VisitId }
  | { readonly kind: 'link'; readonly phase: string }
  | { readonly kind: 'shift'; readonly phase: string }
  | { readonly kind: 'operator'; readonly opter: string; readonly what: 'enrolled' | 'changed' | 'removed' | 'locked' }
  /** Another program or page asks to be let in, was, or is no more. */
  | { readonly kind: 'client'; readonly what: ClientDeed; readonly client: string }
  | { readonly kind: 'work_list'; readonly stmt_date: string; readonly found: number }
  | { readonly kind: 'work_item'; readonly item: string; readonly state: WorkItem['state'] }
  | { readonly kind: 'clock'; readonly trusted: boolean; readonly step_ms: number }
  | { readonly kind: 'deadline'; readonly level: DeadlineLevel; readonly msgid: Msgid | null }
  | UpdateNotice
  | { readonly kind: 'service'; readonly service: string; readonly up: boolean };

export type Outward =
  | { readonly kind: 'reply'; readonly call: number; readonly reply: CommandReply }
  | { readonly kind: 'refuse'; readonly call: number; readonly problem: Problem }
  | { readonly kind: 'send'; readonly call: number; readonly request: CentreRequest; readonly deadlineMs: number }
  | { readonly kind: 'notice'; readonly notice: Notice };

export type Effect = Durable | Lookup | Outward;
