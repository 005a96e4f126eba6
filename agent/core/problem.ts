/**
 * Refusals as values: a code of the error catalogue and the facts its sentences are filled with. The core never writes
 * a sentence; retry and screens never read one.
 */
import type { NoReply } from './centre.ts';

export const PROBLEM_CODES = [
  'busy',
  'shift_not_open',
  'shift_already_open',
  'operator_unknown',
  'operator_locked',
  'pin_needed',
  'pin_wrong',
  'not_permitted',
  'last_chief',
  'work_item_unknown',
  'action_not_legal',
  'reason_needed',
  'no_reader',
  'no_card',
  'several_cards',
  'card_removed',
  'card_swapped',
  'card_mute',
  'card_removed_early',
  'card_not_social_security',
  'card_is_bank_card',
  'card_is_residence_card',
  'card_expired',
  'card_blocked',
  'card_unreadable',
  'card_version_unknown',
  'card_busy',
  'card_timeout',
  'card_psam_missing',
  'card_psam_refused',
  'card_pin_blocked',
  'card_pin_not_entered',
  'card_pin_wrong',
  'pin_not_awaited',
  'session_unknown',
  'session_wrong_phase',
  'too_many_sessions',
  'person_refused',
  'voucher_invalid',
  'voucher_unanswered',
  'voucher_refused',
  'person_unknown_offline',
  'basket_invalid',
  'basket_changed',
  'check_blocked',
  'check_needs_reason',
  'tenders_differ',
  'key_reused',
  'transaction_unknown',
  'visit_unknown',
  'visit_exists',
  'visit_incomplete',
  'visit_fees_there',
  'visit_settled',
  'visit_closed',
  'visit_other_person',
  'not_cancellable',
  'not_parked',
  'nothing_stands',
  'body_lost',
  'claim_unknown',
  'trace_code_sold',
  'trace_code_twice',
  'goods_before_settlement',
  'refund_invalid',
  'refund_not_computable',
  'refund_not_sold',
  'refund_visit_whole',
  'claim_closed',
  'given_back',
  'claim_end_wrong',
  'outcome_unknown_reversing',
  'centre_rejected',
  'offline_amount_limit',
  'offline_person_day_limit',
  'offline_count_limit',
  'offline_sum_limit',
  'offline_hours_limit',
  'offline_card_revoked',
  'offline_revocation_too_old',
  'offline_snapshot_too_old',
  'offline_catalogue_too_old',
  'offline_pack_too_old',
  'offline_other_province',
  'offline_chronic_disease',
  'offline_account_limit',
  'offline_new_epoch',
  'offline_credential',
  'offline_refund',
  'clock_not_trusted',
  'open_items',
  'totals_differ',
  'parked_items',
  'centre_unreachable',
  'centre_refused',
  'store_full',
  'store_failed',
  'disk_nearly_full',
  'taken_over',
  'stopped',
  'scan_unreadable',
  'scan_garbled',
  'scan_check_digit',
  'scan_replayed',
  'scan_not_awaited',
  'scan_good_unknown',
  'scan_good_ambiguous',
  'scan_no_price',
  'scan_trace_twice',
  'scan_basket',
  'scan_gone',
  'device_unknown',
  'role_unknown',
  'role_absent',
  'role_ambiguous',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What is wrong with the surroundings, as long as it is: shown, not answered to a command. */
export type TroubleCode =
  | 'device_service_down'
  | 'device_host_ended'
  | 'device_program_ended'
  | 'device_module_missing'
  | 'device_virtual_refused'
  | 'answer_foreign'
  | 'centre_refused'
  | 'kept_unreadable'
  | 'ledger_behind'
  | 'ledger_check_failed'
  | 'disk_nearly_full'
  | 'config_refused'
  | 'config_needs_restart'
  | 'deadline_banner'
  | 'deadline_supervisor'
  | 'deadline_alarm'
  | `link_${NoReply}`;

export interface Trouble {
  readonly code: TroubleCode;
  readonly facts: Problem['facts'];
}

export interface Problem {
  readonly code: ProblemCode;
  /** Values for the sentences: the limit, what is left, the field. Never personal data. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export function problem(code: ProblemCode, facts: Problem['facts'] = {}): Problem {
  return { code, facts };
}
