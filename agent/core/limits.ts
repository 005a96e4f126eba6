/**
 * Every bound of the agent in one place: the offline limits of the terminal's profile and the sizes of its queues.
 * Defaults are for a small pharmacy; a configuration file may set each.
 */
import type { Fen } from './money.ts';

export interface Limits {
  /** 医疗费总额 of one provisional sale. */
  readonly offlineAmount: Fen;
  /** Funds promised to one person on one day by provisional sales. */
  readonly offlinePersonDayFund: Fen;
  /** Provisional transactions the centre has not judged: how many, and the sum of their funds. */
  readonly offlineCount: number;
  readonly offlineSum: Fen;
  /** Hours since the last contact with the centre. */
  readonly offlineHours: number;
  /** Age of a person snapshot up to which it counts as fresh (grade 1), and up to which it may be used (grade 2). */
  readonly snapshotFreshHours: number;
  readonly snapshotUsableHours: number;
  /** Age of the revocation list up to which it may say that a card is good. */
  readonly revocationUsableHours: number;
  /** Age of the catalogue, and time since the centre last said which packs there are, up to which both may be gone by. */
  readonly catalogueUsableHours: number;
  readonly packUsableHours: number;
  /** Own-account payment of one provisional sale. */
  readonly offlineAccount: Fen;
  /** Deadlines by kind, ms. */
  readonly readDeadlineMs: number;
  readonly settleDeadlineMs: number;
  readonly syncDeadlineMs: number;
  /** Back-off: first step and cap, ms; full jitter. */
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** Rows of a frame while somebody is served, and when nobody was for so long, ms: what a sale waits for is one frame. */
  readonly batchRows: number;
  readonly quietBatchRows: number;
  readonly quietMs: number;
  readonly framesInFlight: number;
  readonly sessions: number;
  readonly deferred: number;
  readonly inbox: number;
}

export const DEFAULT_LIMITS: Limits = {
  offlineAmount: 50_000 as Fen,
  offlinePersonDayFund: 20_000 as Fen,
  offlineCount: 200,
  offlineSum: 2_000_000 as Fen,
  offlineHours: 72,
  snapshotFreshHours: 24,
  snapshotUsableHours: 72,
  revocationUsableHours: 72,
  catalogueUsableHours: 8_760,
  packUsableHours: 720,
  offlineAccount: 0 as Fen,
  readDeadlineMs: 4_000,
  settleDeadlineMs: 30_000,
  syncDeadlineMs: 30_000,
  backoffBaseMs: 250,
  backoffCapMs: 30_000,
  batchRows: 100,
  quietBatchRows: 300,
  quietMs: 10_000,
  framesInFlight: 2,
  sessions: 64,
  deferred: 1_000,
  inbox: 1_024,
};

/** What a terminal profile of the centre may set: what is promised without it. The more, the looser, all of them. */
export const PROFILE_LIMITS = [
  'offlineAmount',
  'offlinePersonDayFund',
  'offlineCount',
  'offlineSum',
  'offlineHours',
  'snapshotFreshHours',
  'snapshotUsableHours',
  'revocationUsableHours',
  'catalogueUsableHours',
  'packUsableHours',
  'offlineAccount',
] as const satisfies readonly (keyof Limits)[];

export type ProfileLimit = (typeof PROFILE_LIMITS)[number];
export type ProfileLimits = Readonly<Partial<Pick<Limits, ProfileLimit>>>;

/**
 * The limits that hold: the profile's, where it sets one, and the configuration's where that says less. `given`: what the
 * configuration states itself; a default is nobody's word. `looser`: what the configuration would have allowed beyond the
 * profile, and does not.
 */
export function limitsInForce(
  configured: Limits,
  given: readonly (keyof Limits)[],
  profile: ProfileLimits | null,
): { readonly limits: Limits; readonly looser: readonly ProfileLimit[] } {
  const looser: ProfileLimit[] = [];
  const limits: Record<keyof Limits, number> = { ...configured };
  for (const name of PROFILE_LIMITS) {
    const most = profile?.[name];
    if (most === undefined) continue;
    const own = given.includes(name) ? configured[name] : most;
    if (own > most) looser.push(name);
    limits[name] = Math.min(own, most);
  }
  return { limits: limits as unknown as Limits, looser };
}

/** When what the terminal works with was last true, wall ms; null where nothing says it, and then nothing bounds it. */
export interface Ages {
  readonly catalogueMs: number | null;
  readonly packsMs: number | null;
}

export const NO_AGES: Ages = { catalogueMs: null, packsMs: null };
