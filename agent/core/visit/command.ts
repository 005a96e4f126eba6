/**
 * What a desk may ask for a visit, what is looked up for it, what is written down, and what comes back: the visit's part
 * of the unions of input and effect. Types only.
 */
import type { BasketLine } from '../input.ts';
import type { Fen } from '../money.ts';
import type { Msgid } from '../transaction.ts';
import type { VisitId } from './identity.ts';
import type { FeeResult, Step, Visit, VisitFacts, VisitFees, VisitFindings, VisitRegistration } from './visit.ts';

/** The same key gets the same answer, however often it is sent. */
export interface OpenVisit {
  readonly kind: 'open_visit';
  readonly session: string;
  readonly key: string;
  readonly registration: VisitRegistration;
}

/** `visit`: its provisional mdtrt_id or the centre's, or the provisional or final setl_id of its settlement. */
interface OfVisit {
  readonly visit: string;
  readonly key: string;
}

/** Replaces what was said before. */
export interface PutFindings extends OfVisit {
  readonly kind: 'put_findings';
  readonly findings: VisitFindings;
}

/** Replaces what was only kept here; what is with the centre has to be taken back first. */
export interface PutFees extends OfVisit {
  readonly kind: 'put_fees';
  readonly fees: VisitFees;
}

export interface UndoFees extends OfVisit {
  readonly kind: 'undo_fees';
}

/** Ends a visit that is not settled. */
export interface CancelVisit extends OfVisit {
  readonly kind: 'cancel_visit';
}

/** Prices the fees in a session of the same person; that session's acceptance then settles the visit. */
export interface PresettleVisit {
  readonly kind: 'presettle_visit';
  readonly visit: string;
  readonly session: string;
  readonly acct_used_flag: '0' | '1';
  /** Trace codes that come with the settlement and not with the fees. */
  readonly traces?: readonly VisitTrace[];
}

/** 药品追溯码 of lines of the fees (2207 drug_trac_info). */
export type VisitTrace = Pick<BasketLine, 'feedetl_sn'> & Required<Pick<BasketLine, 'drug_trac_codg' | 'trdn_flag'>>;

export type VisitCommand = OpenVisit | PutFindings | PutFees | UndoFees | CancelVisit | PresettleVisit;

export type VisitLookup =
  /** For open_visit: the standing visit with this ipt_otp_no, if there is one. */
  | {
      readonly kind: 'find_visit';
      readonly call: number;
      readonly command: VisitCommand;
      /** Of the person a visit is to be opened for; empty otherwise. */
      readonly psn_no: string;
      /** The card it is opened with; empty otherwise. */
      readonly card_sn: string;
    }
  /** Earlier settlements of the visit that this one settles. */
  | { readonly kind: 'find_former'; readonly msgid: Msgid };

export interface VisitFound {
  readonly kind: 'visit';
  readonly call: number;
  readonly command: VisitCommand;
  readonly facts: VisitFacts | null;
  /** The visit this key was used for before, and whether the request was the same. */
  readonly former: { readonly visit: VisitId; readonly same: boolean } | null;
  /** Transactions of this person on which the centre may still have to act. */
  readonly person_open: number;
}

export type VisitDurable =
  /** The visit as it now is, and the key of the command that made it so. */
  | { readonly kind: 'save_visit'; readonly visit: Visit; readonly command: VisitCommand }
  /** This transaction is a step of this visit. */
  | { readonly kind: 'visit_step'; readonly msgid: Msgid; readonly visit: VisitId; readonly step: Step }
  /** The centre's ids of the visit and the settlement this transaction belongs to; kept for ever. Empty: not given. */
  | { readonly kind: 'visit_ids'; readonly msgid: Msgid; readonly mdtrt_id: string; readonly setl_id: string }
  /**
   * What was undone under this key, by the name it was asked for, and the cash that was said to go back: more may have
   * come since.
   */
  | {
      readonly kind: 'undone_under';
      readonly named: string;
      readonly key: string;
      readonly msgid: Msgid;
      readonly paid_back: Fen;
    }
  | { readonly kind: 'fee_result'; readonly msgid: Msgid; readonly lines: readonly FeeResult[] };
