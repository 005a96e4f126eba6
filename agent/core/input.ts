/**
 * Everything that can happen to the agent, as one union. Whatever comes back from outside (answer, timer, unplug, clerk)
 * enters here and nowhere else.
 */

import type { Given } from './at-counter.ts';
import type { Answer, CentreReply, HeldNumbers, NoReply, PersonSnapshot, StatementTotals } from './centre.ts';
import type { Override } from './checks/check.ts';
import type { Goods } from './checks/goods.ts';
import type { Known } from './checks/look.ts';
import type { Claim, ClaimEnd, FormerSettlement } from './claim.ts';
import type { ClientCommand } from './client.ts';
import type { Configured } from './configured.ts';
import type { DeviceInput } from './device.ts';
import type { UpdateNotice } from './effect.ts';
import type { FoundLacking, HelloReply } from './epoch.ts';
import type { GivenBack } from './given-back.ts';
import type { GoodsCause } from './goods.ts';
import type { GoodsBody } from './goods-body.ts';
import type { GoodsFacts, TellGoods } from './goods-told.ts';
import type { Infno } from './message.ts';
import type { Fen } from './money.ts';
import type { CardStanding } from './offline.ts';
import type { OperatorFound, StaffCommand } from './operator.ts';
import type { CompiledPack } from './packs/compile.ts';
import type { FoundParked } from './parked.ts';
import type { Known as KnownRow } from './reconcile/compare.ts';
import type { Detail } from './reconcile/detail.ts';
import type { Circumstances } from './reconcile/legal.ts';
import type { OpenWork, Run } from './reconcile/run.ts';
import type { WorkAction, WorkItem } from './reconcile/work.ts';
import type { ReturnLine } from './refund.ts';
import type { CancelFacts } from './reversal.ts';
import type { Approval } from './rights.ts';
import type { LearnedRole } from './roles.ts';
import type { ScanKind } from './scan/reading.ts';
import type { AwaitedScan } from './scan/state.ts';
import type { Payment } from './self-paid.ts';
import type { FoundSnapshot, SetBasket } from './session.ts';
import type { CatalogueEntry } from './settlement/case.ts';
import type { ReplayFacts, StoredSale } from './settlement/replay.ts';
import type { ShiftState } from './state.ts';
import type { SeenInstant, Stamp } from './time.ts';
import type { CentreState, Msgid, SaleBody, Setlinfo } from './transaction.ts';
import type { VisitCommand, VisitFound } from './visit/command.ts';
import type { VisitFacts } from './visit/visit.ts';

/** A line as the counter gives it. Texts are checked by the engine: pric ≤ 6 decimals, cnt ≤ 4, amounts ≤ 2. */
export interface BasketLine {
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly medins_list_codg?: string;
  readonly pric: string;
  readonly cnt: string;
  readonly det_item_fee_sumamt?: string;
  readonly rxno?: string;
  /** 药品追溯码 scanned for this line. */
  readonly drug_trac_codg?: readonly string[];
  /** 拆零标志: 1 when the packs were opened. */
  readonly trdn_flag?: '0' | '1';
}

export interface Basket {
  readonly med_type: string;
  readonly acct_used_flag: '0' | '1';
  readonly dise_codg?: string;
  /** Who pays; without it the funds with the person, or the person alone where there is no card. */
  readonly payment?: Payment;
  readonly lines: readonly BasketLine[];
}

export type Command =
  | StaffCommand
  /** A reason signs off whatever the work list still holds, item by item, with the operator. */
  | { readonly kind: 'close_shift'; readonly reason?: string }
  /** Lays a day of both sides side by side (3201, 3202); today without a date. */
  | { readonly kind: 'reconcile'; readonly date?: string }
  /** One action on one item of the work list. A sign-off needs a reason. */
  | { readonly kind: 'work'; readonly item: string; readonly action: WorkAction; readonly reason?: string }
  /** Without a device or a role: the reader named `reader`, else the one reader that holds a card. */
  | {
      readonly kind: 'open_session';
      readonly device?: string;
      readonly without_card?: boolean;
      /** An e-voucher, as scanned; or the number of the held scan that is one. */
      readonly voucher?: string;
      readonly scan?: number;
    }
  | SetBasket
  /** The same key gets the same answer, however often it is sent. */
  | {
      readonly kind: 'accept';
      readonly session: string;
      readonly key: string;
      readonly overrides?: readonly Override[];
      readonly given?: Given;
    }
  /** The person agreed to the bill that shows these amounts; another one is refused. */
  | { readonly kind: 'consent'; readonly session: string; readonly medfee_sumamt: Fen; readonly psn_cash_pay: Fen }
  | { readonly kind: 'close_session'; readonly session: string }
  /** What is scanned next, and for whom; null: nothing is waited for any more. */
  | { readonly kind: 'await_scan'; readonly wanted: Omit<AwaitedScan, 'untilMs'> | null }
  /** From now on this device is the one of that role. */
  | { readonly kind: 'name_device'; readonly role: string; readonly device: string }
  | { readonly kind: 'forget_role'; readonly role: string }
  /** A held scan is handed out once. */
  | { readonly kind: 'take_scan'; readonly scan: number }
  | { readonly kind: 'typed_scan'; readonly text: string }
  /** Voids what was never sent, reverses what was. */
  | { readonly kind: 'cancel'; readonly msgid: Msgid; readonly key: string }
  /** Some lines, or some of a line, are given back. */
  | {
      readonly kind: 'refund';
      readonly msgid: Msgid;
      readonly key: string;
      readonly lines: readonly ReturnLine[];
    }
  | { readonly kind: 'close_claim'; readonly msgid: Msgid; readonly as: ClaimEnd; readonly reason: string }
  /** A person has decided: back to where it was before it was parked. */
  | { readonly kind: 'unpark'; readonly msgid: Msgid; readonly reason: string }
  | TellGoods
  | ClientCommand
  | VisitCommand;

/** What a reversal's answer must know of the transaction it undoes. */
export interface OriginalView {
  readonly msgid: Msgid;
  readonly epoch: number;
  readonly number: number;
  readonly state: CentreState;
  /** Where it stood when its reversal was stored: settled…, or unknown. */
  readonly before: CentreState | null;
  readonly deltas: Readonly<Record<string, Fen>>;
  readonly acct_pay: Fen;
  /** What the centre had answered to it; null when that answer never came. */
  readonly final: Setlinfo | null;
  readonly insutype: string;
  readonly provisional: boolean;
  readonly estimate: Setlinfo | null;
}

/** One stored transaction as the core needs to see it. Amounts in fen. */
export interface RowView {
  readonly msgid: Msgid;
  readonly epoch: number;
  readonly number: number;
  readonly infno: Infno;
  readonly state: CentreState;
  readonly told: boolean;
  readonly provisional: boolean;
  readonly grade: 0 | 1 | 2 | 3 | 4;
  readonly unavailable: string;
  readonly snapshot_age_ms: number;
  readonly attempts: number;
  /** Empty for a row that was only claimed to be sent: its body is not opened for that. */
  readonly psn_no: string;
  readonly insutype: string;
  /** The transaction a reversal undoes; null for a sale. */
  readonly original: OriginalView | null;
  readonly estimate: Setlinfo | null;
  /** What the centre answered; null before. */
  readonly final: Setlinfo | null;
  readonly setl_id: string;
  readonly mdtrt_id: string;
  /** What its undoing has to name: 收费批次号 of 2204, 住院/门诊号 of 2201; absent otherwise. */
  readonly named?: string;
  /** What acceptance moved in the person's year-to-date amounts, by name. */
  readonly deltas: Readonly<Record<string, Fen>>;
}

/** One upload of a sale's goods, or of what came back; those that were voided are left out. */
export interface GoodsView {
  readonly msgid: Msgid;
  readonly infno: Infno;
  readonly state: CentreState;
  readonly note: string;
  readonly body: GoodsBody;
}

/** What is told of the goods of a sale; `root` is the first sale of its chain. */
export interface GoodsSale {
  readonly msgid: Msgid;
  readonly root: Msgid;
  readonly sale: SaleBody | null;
  readonly setl_id: string;
  readonly opter: string;
  readonly opter_name: string;
  readonly rows: readonly GoodsView[];
}

/** What was counted when the agent came up. */
export interface StartFacts {
  readonly epoch: number;
  readonly number: number;
  readonly last_msgid: string | null;
  readonly queued: number;
  readonly unknown: number;
  readonly reversing: number;
  readonly provisional_count: number;
  readonly provisional_sum: Fen;
  readonly shift: ShiftState | null;
  readonly roles: readonly LearnedRole[];
  readonly last_contact_ms: number | null;
  readonly seen: SeenInstant | null;
  /** Whether the centre has ever answered a hello of this epoch. */
  readonly epoch_confirmed: boolean;
  /** Rows moved back or marked unknown because the last run ended in the middle. */
  readonly recovered: number;
  /** Operators of this terminal. */
  readonly enrolled: number;
}

/** What a body says of the bill: of a sale, or of a visit with the lines of its fees. */
export type StoredBill = StoredSale & Pick<SaleBody, 'pack' | 'pack_version' | 'catalogue_version' | 'override'>;

/** A sale with everything it was computed from, and what the centre made of it. */
export interface StoredSettlement {
  readonly sale: StoredBill;
  readonly facts: ReplayFacts;
  readonly final: Setlinfo | null;
  /** The pack version it was priced under; null when it was priced under none, or when that version is not here. */
  readonly pack: CompiledPack | null;
}

/** Answers to look-ups, in the order they were asked. */
export type Found =
  | FoundSnapshot
  | {
      readonly kind: 'person_facts';
      readonly session: string;
      /** As asked for, or as kept, where that is newer. */
      readonly person: PersonSnapshot;
      readonly year: number;
      /** Year-to-date amounts moved by this person's transactions that it does not count yet, for `year`. */
      readonly deltas: Readonly<Record<string, Fen>>;
      /** Own account spent by those. */
      readonly acct_pay: Fen;
      readonly revocation: CardStanding;
    }
  | {
      readonly kind: 'catalogue';
      readonly session: string;
      readonly version: string;
      readonly entries: ReadonlyMap<string, readonly CatalogueEntry[]>;
      readonly goods: ReadonlyMap<string, Goods>;
      readonly known: Known;
    }
  | {
      readonly kind: 'accept_facts';
      readonly call: number;
      readonly session: string;
      readonly key: string;
      /** The transaction made under this key before, and whether the request was the same. */
      readonly former: { readonly row: RowView; readonly same: boolean } | null;
      readonly person_open: number;
      /** Funds of this person's provisional transactions of the day that are still open. */
      readonly person_day_fund: Fen;
      readonly catalogue_version: string;
      readonly known: Known;
      readonly overrides: readonly Override[];
      readonly given: Given;
      /** The visit the session is priced for, as it stands now; null for a sale. */
      readonly visit: VisitFacts | null;
    }
  /** The goods a scanned code stands for, one for each of the shop's own codes, and the entries to price them with. */
  | {
      readonly kind: 'scanned';
      readonly scan: number;
      readonly device: string;
      readonly what: ScanKind;
      readonly session: string;
      readonly code: string;
      readonly feedetl_sn: string;
      readonly goods: readonly {
        readonly med_list_codg: string;
        readonly medins_list_codg: string | null;
        readonly pric: string | null;
      }[];
      readonly entries: ReadonlyMap<string, readonly CatalogueEntry[]>;
    }
  | VisitFound
  | { readonly kind: 'claimed'; readonly rows: readonly RowView[] }
  | { readonly kind: 'unknown'; readonly rows: readonly RowView[] }
  /** The rows of answers that came after their deadline. */
  | { readonly kind: 'late'; readonly pairs: readonly { readonly row: RowView; readonly answer: Answer }[] }
  | { readonly kind: 'head'; readonly hello: HelloReply; readonly hash: string }
  /** With the first contact after it was accepted; null: nothing is open, or there was no contact since. */
  | { readonly kind: 'deadline'; readonly oldest: { readonly msgid: Msgid; readonly contact_ms: number } | null }
  | { readonly kind: 'held'; readonly held: readonly HeldNumbers[] }
  | FoundLacking
  | { readonly kind: 'replay'; readonly msgid: Msgid; readonly stored: StoredSettlement | null }
  | CancelFacts
  | FoundParked
  | {
      readonly kind: 'refund_facts';
      readonly call: number;
      readonly key: string;
      readonly fingerprint: string;
      /** all: whatever is left, as by a cancellation. */
      readonly lines: readonly ReturnLine[] | 'all';
      readonly former: { readonly row: RowView; readonly same: boolean } | null;
      readonly row: RowView | null;
      readonly reversal: RowView | null;
      readonly stored: StoredSettlement | null;
      /** The sale as it was sent; null for anything else. */
      readonly sale: SaleBody | null;
      /** It is a rest that is held until this sale is undone; null: it is not held. */
      readonly waits_for: Msgid | null;
      readonly goods: readonly GoodsView[];
      /** Of it and of every undoing that the centre refused, whether open or closed. */
      readonly claims: readonly Claim[];
    }
  | GoodsFacts
  | {
      readonly kind: 'remainder';
      /** Null when nothing waits. */
      readonly row: RowView | null;
      readonly reversal: Msgid;
      readonly reversed: boolean;
      readonly original: RowView | null;
      /** Refused here and at the centre all the same, it was given back. */
      readonly given: GivenBack | null;
      /** Of the original, and as the centre has it where it was refused here. */
      readonly claims: readonly Claim[];
      readonly accepted: Detail | null;
      /** The item of the work list that it was taken over by; null where it was not. */
      readonly item: string | null;
      /** It was told as sold before it was judged. */
      readonly sold: boolean;
    }
  /** Of the visit that is settled now: what was told as sold and then refused, and not given back. */
  | { readonly kind: 'former'; readonly settlements: readonly FormerSettlement[] }
  /** Of those that were asked about, in their order, the ones that have goods to tell. */
  | { readonly kind: 'goods'; readonly cause: GoodsCause; readonly sales: readonly GoodsSale[] }
  | {
      readonly kind: 'claim';
      readonly call: number;
      readonly msgid: Msgid;
      readonly as: ClaimEnd;
      readonly reason: string;
      readonly claim: Claim | null;
    }
  | OperatorFound
  | {
      readonly kind: 'totals';
      readonly run: Run;
      readonly totals: readonly StatementTotals[];
    }
  | { readonly kind: 'days'; readonly run: Run; readonly dates: readonly string[] }
  | { readonly kind: 'details'; readonly run: Run; readonly details: readonly Detail[] }
  | {
      readonly kind: 'known';
      readonly run: Run;
      readonly known: readonly KnownRow[];
      /** What the day's work list held before. */
      readonly former: readonly WorkItem[];
    }
  | OpenWork
  | (Circumstances & {
      readonly kind: 'work';
      readonly call: number;
      readonly item: WorkItem | null;
      readonly action: WorkAction;
      readonly reason: string;
      /** What the centre said when it was asked; null: nothing. Absent: it is to be done. */
      readonly answer?: Answer | null | undefined;
    });

export type Event =
  | { readonly kind: 'start'; readonly facts: StartFacts }
  | {
      readonly kind: 'command';
      readonly call: number;
      readonly command: Command;
      readonly approval?: Approval | undefined;
    }
  | { readonly kind: 'device'; readonly event: DeviceInput }
  | { readonly kind: 'link'; readonly up: boolean }
  | { readonly kind: 'reply'; readonly call: number; readonly reply: CentreReply }
  | { readonly kind: 'no_reply'; readonly call: number; readonly reason: NoReply }
  | { readonly kind: 'found'; readonly found: Found }
  /** What became of data the centre keeps this terminal up to date with; `packs` replaces those in force. */
  | {
      readonly kind: 'updated';
      readonly notices: readonly UpdateNotice[];
      readonly packs: readonly CompiledPack[] | null;
    }
  | Configured
  /** Room on the disk, looked at from time to time: null when there is enough. */
  | { readonly kind: 'storage'; readonly short: { readonly free_mb: number; readonly needed_mb: number } | null }
  /** A copy of the ledger was checked in the background: whether it was whole. */
  | { readonly kind: 'checked'; readonly whole: boolean }
  /** The agent ends: the link is closed, and whoever still waits is told by the offline rules. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'tick' };

export type Input = Event & { readonly at: Stamp };
