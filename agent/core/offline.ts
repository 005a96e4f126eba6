/**
 * Whether a sale may be told as accepted before the centre has judged it (offline.md, When the centre cannot be reached).
 * Pure and whole: every rule is here, each refusal names the limit, what is left of it, and each grant its grade.
 */
import type { PersonSnapshot } from './centre.ts';
import type { Ages, Limits } from './limits.ts';
import type { Fen } from './money.ts';
import { type Problem, problem } from './problem.ts';
import type { ClockState } from './time.ts';
import type { Setlinfo } from './transaction.ts';

export interface OfflineFacts {
  readonly limits: Limits;
  readonly clock: ClockState;
  readonly nowMs: number;
  readonly epochConfirmed: boolean;
  readonly lastContactMs: number | null;
  readonly outstanding: { readonly count: number; readonly sum: Fen };
  readonly personDayFund: Fen;
  readonly person: PersonSnapshot;
  readonly terminalAdmdvs: string;
  readonly mdtrt_cert_type: string;
  readonly ages: Ages;
  /** Null: nobody looked. */
  readonly revocation: CardStanding | null;
  readonly med_type: string;
  readonly bill: OfflineBill;
}

/** What the revocation list says of a card. */
export interface CardStanding {
  /** Null: there is no list to say. */
  readonly revoked: boolean | null;
  readonly version: string;
  /** When the list was true; null for none. */
  readonly as_of_ms: number | null;
}

/** The amounts the rules look at. */
export type OfflineBill = Pick<Setlinfo, 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay' | 'acct_mulaid_pay'>;

export type OfflineDecision =
  | {
      readonly allowed: true;
      readonly grade: 1 | 2 | 3 | 4;
      readonly snapshot_age_ms: number;
      readonly unavailable: string;
    }
  | { readonly allowed: false; readonly problem: Problem };

const HOUR_MS = 3_600_000;

export function decideOffline(facts: OfflineFacts): OfflineDecision {
  const { limits, bill } = facts;
  const ageMs = Math.max(0, facts.nowMs - facts.person.as_of_ms);
  const silentMs = facts.lastContactMs === null ? Number.POSITIVE_INFINITY : facts.nowMs - facts.lastContactMs;
  const deny = (found: Problem): OfflineDecision => ({ allowed: false, problem: found });

  if (!facts.epochConfirmed) return deny(problem('offline_new_epoch'));
  if (!facts.clock.trusted) return deny(problem('clock_not_trusted', { step_ms: facts.clock.stepMs }));
  if (facts.mdtrt_cert_type !== '03') return deny(problem('offline_credential', { type: facts.mdtrt_cert_type }));
  if (facts.person.insuplc_admdvs.slice(0, 2) !== facts.terminalAdmdvs.slice(0, 2))
    return deny(problem('offline_other_province', { insuplc_admdvs: facts.person.insuplc_admdvs }));
  const card = revocationProblem(facts);
  if (card !== null) return deny(card);
  if (silentMs > limits.offlineHours * HOUR_MS)
    return deny(problem('offline_hours_limit', { limit: limits.offlineHours, hours: wholeHours(silentMs) }));
  if (ageMs > limits.snapshotUsableHours * HOUR_MS)
    return deny(problem('offline_snapshot_too_old', { limit: limits.snapshotUsableHours, hours: wholeHours(ageMs) }));
  const outdated = outdatedProblem(facts);
  if (outdated !== null) return deny(outdated);
  const fresh = ageMs <= limits.snapshotFreshHours * HOUR_MS;
  if (facts.med_type.startsWith('14') && !fresh) return deny(problem('offline_chronic_disease'));

  const over = overBudget(facts);
  if (over !== null) return deny(over);
  if (bill.acct_pay + bill.acct_mulaid_pay > limits.offlineAccount)
    return deny(
      problem('offline_account_limit', { limit: limits.offlineAccount, asked: bill.acct_pay + bill.acct_mulaid_pay }),
    );
  // Who was never heard of was refused for the hours.
  const unavailable = `centre since ${facts.lastContactMs}${listEvidence(facts)}`;
  return { allowed: true, grade: fresh ? 1 : 2, snapshot_age_ms: ageMs, unavailable };
}

export type FullCashFacts = Omit<OfflineFacts, 'ages' | 'nowMs' | 'personDayFund' | 'person' | 'med_type' | 'bill'> & {
  /** Where the card was issued; the person's own region is not known. */
  readonly issuingAdmdvs: string;
};

/**
 * Card data only: everything is paid in cash, so limits on what the funds promise have nothing to bound. What remains
 * is whose claim it is, that the card may make one, and how many of them wait for the centre. A clock that is not
 * trusted is said with it (grade 4).
 */
export function decideFullCash(facts: FullCashFacts): OfflineDecision {
  const { limits, outstanding } = facts;
  const deny = (found: Problem): OfflineDecision => ({ allowed: false, problem: found });
  if (!facts.epochConfirmed) return deny(problem('offline_new_epoch'));
  if (facts.mdtrt_cert_type !== '03') return deny(problem('offline_credential', { type: facts.mdtrt_cert_type }));
  if (facts.issuingAdmdvs.slice(0, 2) !== facts.terminalAdmdvs.slice(0, 2))
    return deny(problem('offline_other_province', { insuplc_admdvs: facts.issuingAdmdvs }));
  if (facts.revocation?.revoked === true)
    return deny(problem('offline_card_revoked', { version: facts.revocation.version }));
  if (outstanding.count + 1 > limits.offlineCount)
    return deny(problem('offline_count_limit', { limit: limits.offlineCount, left: 0 }));
  const unavailable = `centre since ${facts.lastContactMs ?? 0}, person`;
  return { allowed: true, grade: facts.clock.trusted ? 3 : 4, snapshot_age_ms: 0, unavailable };
}

function overBudget({ limits, bill, outstanding, personDayFund }: OfflineFacts): Problem | null {
  const fund = bill.fund_pay_sumamt;
  if (bill.medfee_sumamt > limits.offlineAmount)
    return problem('offline_amount_limit', { limit: limits.offlineAmount, asked: bill.medfee_sumamt });
  if (personDayFund + fund > limits.offlinePersonDayFund) {
    const left = leftOf(limits.offlinePersonDayFund, personDayFund);
    return problem('offline_person_day_limit', { limit: limits.offlinePersonDayFund, left, asked: fund });
  }
  if (outstanding.count + 1 > limits.offlineCount)
    return problem('offline_count_limit', { limit: limits.offlineCount, left: 0 });
  if (outstanding.sum + fund > limits.offlineSum)
    return problem('offline_sum_limit', {
      limit: limits.offlineSum,
      left: leftOf(limits.offlineSum, outstanding.sum),
      asked: fund,
    });
  return null;
}

/** A limit that was lowered since may be overdrawn: then nothing is left of it. */
function leftOf(limit: Fen, used: Fen): number {
  return Math.max(0, limit - used);
}

/** A card the list names is refused; so is every card once the list is too old to say. Without a list the limits bound. */
function revocationProblem({ revocation, limits, nowMs }: OfflineFacts): Problem | null {
  if (revocation === null) return null;
  const { revoked, version, as_of_ms } = revocation;
  if (revoked === true) return problem('offline_card_revoked', { version });
  if (as_of_ms === null || nowMs - as_of_ms <= limits.revocationUsableHours * HOUR_MS) return null;
  const hours = wholeHours(nowMs - as_of_ms);
  return problem('offline_revocation_too_old', { limit: limits.revocationUsableHours, hours });
}

/** Amounts by a catalogue or a pack that may have been replaced long ago are no estimate. */
function outdatedProblem({ ages, limits, nowMs }: OfflineFacts): Problem | null {
  const over = (asOfMs: number | null, hours: number) => asOfMs !== null && nowMs - asOfMs > hours * HOUR_MS;
  if (over(ages.catalogueMs, limits.catalogueUsableHours)) {
    const hours = wholeHours(nowMs - (ages.catalogueMs ?? 0));
    return problem('offline_catalogue_too_old', { limit: limits.catalogueUsableHours, hours });
  }
  if (over(ages.packsMs, limits.packUsableHours)) {
    const hours = wholeHours(nowMs - (ages.packsMs ?? 0));
    return problem('offline_pack_too_old', { limit: limits.packUsableHours, hours });
  }
  return null;
}

/** Which list was asked, for the evidence beside a provisional sale. */
function listEvidence({ revocation }: OfflineFacts): string {
  if (revocation === null) return '';
  return revocation.as_of_ms === null ? ', no revocation list' : `; revocation list ${revocation.version}`;
}

function wholeHours(ms: number): number | null {
  return Number.isFinite(ms) ? Math.floor(ms / HOUR_MS) : null;
}

/** Of a limit used up, from which it is shown as a warning (offline.md). */
const WARN_AT = 0.8;

export interface OfflineMeter {
  /** Code of the refusal once it is reached. */
  readonly name: 'offline_hours_limit' | 'offline_count_limit' | 'offline_sum_limit';
  readonly unit: 'hours' | 'count' | 'fen';
  readonly limit: number;
  readonly used: number;
  readonly left: number;
  readonly level: 'ok' | 'warn' | 'reached';
}

export interface OfflineBudget {
  readonly count: number;
  readonly sum: number;
  /** Whole, one that has begun included: 0 once the limit is reached and no sooner. */
  readonly hours: number;
  readonly amount: number;
  /** The same against its limits, counted down. */
  readonly meters: readonly OfflineMeter[];
}

/** What is left of each budget, for the counter to count down. Amounts in fen, hours whole. */
export function offlineBudget(facts: {
  readonly limits: Limits;
  readonly nowMs: number;
  readonly lastContactMs: number | null;
  readonly outstanding: { readonly count: number; readonly sum: Fen };
}): OfflineBudget {
  const { limits, outstanding } = facts;
  const silentMs = facts.lastContactMs === null ? Number.POSITIVE_INFINITY : facts.nowMs - facts.lastContactMs;
  const hours = meter('offline_hours_limit', 'hours', limits.offlineHours, Math.max(0, silentMs / HOUR_MS));
  const count = meter('offline_count_limit', 'count', limits.offlineCount, outstanding.count);
  const sum = meter('offline_sum_limit', 'fen', limits.offlineSum, outstanding.sum);
  return {
    ...{ count: count.left, sum: sum.left, hours: hours.left, amount: limits.offlineAmount },
    meters: [hours, count, sum],
  };
}

/** One limit as it stands. `used` may exceed it; infinite use (never any contact) is given as the limit. */
function meter(name: OfflineMeter['name'], unit: OfflineMeter['unit'], limit: number, spent: number): OfflineMeter {
  const used = Number.isFinite(spent) ? Math.floor(spent) : limit;
  const left = Math.max(0, limit - used);
  const level = spent >= limit ? 'reached' : spent >= limit * WARN_AT ? 'warn' : 'ok';
  return { name, unit, limit, used, left, level };
}
