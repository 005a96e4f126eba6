/**
 * The sample pack's rules for one kind of visit (a resident on minimum living allowance, commercially insured, entitled to
 * both diseases, at a graded double-channel clinic), written by hand as straight-line integer code with every number in
 * place: the limit of the engine's speed, and a second opinion on its amounts.
 */

/** A line with its catalogue entry found and its text parsed. Prices × 10^6, counts × 10^4, shares × 10^4. */
export interface StraightLine {
  readonly pric: number;
  readonly cnt: number;
  /** 1, 2, 3: 甲, 乙, 丙. */
  readonly level: number;
  readonly prop: number;
  readonly uplmt: number;
  /** 1 double-channel, 2 hypertension, 4 diabetes. */
  readonly flags: number;
  readonly rx: boolean;
}

/** Year-to-date amounts, fen. */
export interface StraightYear {
  readonly dual: number;
  readonly two: number;
  readonly outpatient: number;
  readonly criticalBurden: number;
  readonly criticalPaid: number;
  readonly aidBurden: number;
  readonly aidPaid: number;
  readonly reAidBurden: number;
  readonly reAidPaid: number;
  readonly commercialBurden: number;
  readonly commercialPaid: number;
  readonly balc: number;
  readonly family: number;
}

/** The amounts that are not the sum or the rest of others. */
export interface StraightBill {
  medfee: number;
  own: number;
  over: number;
  pre: number;
  scope: number;
  pool: number;
  critical: number;
  aid: number;
  commercial: number;
  account: number;
  family: number;
  cash: number;
}

function rounded(n: number, unit: number): number {
  const raised = n + unit / 2;
  return (raised - (raised % unit)) / unit;
}

/** Part of [start, start + amount) that lies in [from, to). */
function within(start: number, amount: number, from: number, to: number): number {
  return Math.max(0, Math.min(start + amount, to) - Math.max(start, from));
}

export function straight(lines: readonly StraightLine[], year: StraightYear): StraightBill {
  let [medfee, own, over, pre, s3, s4, s5, s9] = [0, 0, 0, 0, 0, 0, 0, 0];
  const twoLeft = year.two < 30_000;
  for (const { pric, cnt, level, prop, uplmt, flags, rx } of lines) {
    const gross = rounded(pric * cnt, 100_000_000);
    medfee += gross;
    if (level === 3) {
      own += gross;
      continue;
    }
    const above = pric > uplmt ? Math.max(0, gross - rounded(uplmt * cnt, 100_000_000)) : 0;
    const first = rounded((gross - above) * prop, 10_000);
    const scope = gross - above - first;
    over += above;
    pre += first;
    if ((flags & 1) !== 0 && rx) s3 += scope;
    else if ((flags & 2) !== 0 && twoLeft) s4 += scope;
    else if ((flags & 4) !== 0 && twoLeft) s5 += scope;
    else s9 += scope;
  }
  const p3 = Math.min(rounded(s3 * 7_000, 10_000), Math.max(0, 8_000_000 - year.dual));
  const full4 = rounded(s4 * 6_000, 10_000);
  const p4 = Math.min(full4, Math.max(0, 30_000 - year.two));
  const full5 = rounded(s5 * 6_000, 10_000);
  const p5 = Math.min(full5, Math.max(0, 30_000 - year.two - p4));
  const full9 = rounded(s9 * 5_000, 10_000);
  const p9 = Math.min(full9, Math.max(0, 20_000 - year.outpatient));

  const x = s3 - p3;
  const a = year.criticalBurden;
  const tiers =
    within(a, x, 700_000, 10_000_000) * 6_500 +
    within(a, x, 10_000_000, 20_000_000) * 7_000 +
    within(a, x, 20_000_000, 30_000_000) * 7_500 +
    within(a, x, 30_000_000, Number.MAX_SAFE_INTEGER) * 8_000;
  const critical = rounded(tiers, 10_000);
  let left = x + (s4 - full4) + (s5 - full5) + (s9 - full9) - critical;
  const aid = Math.min(rounded(left * 7_000, 10_000), Math.max(0, 3_000_000 - year.aidPaid));
  left -= aid;
  const reAidFull = rounded(within(year.reAidBurden, left, 1_000_000, Number.MAX_SAFE_INTEGER) * 7_000, 10_000);
  const reAid = Math.min(reAidFull, Math.max(0, 2_000_000 - year.reAidPaid));
  left -= reAid;
  const insured = within(year.commercialBurden, left, 1_500_000, Number.MAX_SAFE_INTEGER);
  const commercial = Math.min(rounded(insured * 6_000, 10_000), Math.max(0, 100_000_000 - year.commercialPaid));

  const pool = p3 + p4 + p5 + p9;
  const part = medfee - pool - critical - aid - reAid - commercial;
  const account = Math.min(year.balc, part);
  const family = Math.min(year.family, part - account);
  return {
    ...{ medfee, own, over, pre, scope: medfee - own - over - pre, pool, critical, aid: aid + reAid, commercial },
    ...{ account, family, cash: part - account - family },
  };
}
