/**
 * A second, naive implementation of settlement.md: exact fractions, one long function in the order of the page, raw
 * JSON in and text out. It shares nothing with the engine and must never import from it; slowness is no concern.
 */

/** An exact fraction; the denominator is positive. */
export class Q {
  readonly n: bigint;
  readonly d: bigint;
  constructor(n: bigint, d = 1n) {
    this.n = n;
    this.d = d;
  }
  static of(text: string): Q {
    const [whole = '0', fraction = ''] = text.split('.');
    return new Q(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  }
  plus(o: Q): Q {
    return new Q(this.n * o.d + o.n * this.d, this.d * o.d);
  }
  minus(o: Q): Q {
    return new Q(this.n * o.d - o.n * this.d, this.d * o.d);
  }
  times(o: Q): Q {
    return new Q(this.n * o.n, this.d * o.d);
  }
  lt(o: Q): boolean {
    return this.n * o.d < o.n * this.d;
  }
  /** To two decimals, half away from zero. */
  round(): Q {
    const twice = this.n * 200n + (this.n < 0n ? -this.d : this.d);
    return new Q(twice / (2n * this.d), 100n);
  }
  text(decimals = 2): string {
    const scaled = (this.n * 10n ** BigInt(decimals)) / this.d;
    const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0');
    return `${scaled < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  }
}
const ZERO = new Q(0n);
const min = (a: Q, b: Q) => (a.lt(b) ? a : b);
const max = (a: Q, b: Q) => (a.lt(b) ? b : a);
const total = (list: readonly Q[]) => list.reduce((a, b) => a.plus(b), ZERO);

// biome-ignore lint/suspicious/noExplicitAny: the reference reads raw JSON on purpose
export type Json = any;

interface Look {
  readonly person: Json;
  readonly visit: Json;
  readonly line: Json;
  readonly entry: Json;
  readonly entitled: (code: string | null | undefined) => boolean;
}

export interface RefBenefit {
  readonly id: string;
  readonly takes: (look: Look) => boolean;
  readonly deductible?: readonly [amount: string, group: string];
  readonly ratio?: string;
  readonly bands?: readonly (readonly [upto: string | null, ratio: string])[];
  readonly ceiling?: readonly [amount: string, group: string];
  readonly critical: boolean;
  readonly relief: boolean;
  readonly fallsThrough?: boolean;
  readonly excluded?: boolean;
}

export interface RefLayer {
  readonly id: string;
  readonly base: 'critical' | 'relief';
  readonly when: (person: Json) => boolean;
  readonly deductible: string;
  readonly tiers: readonly (readonly [upto: string | null, ratio: string])[];
  readonly ceiling?: string;
  readonly fund: string;
  readonly type: string;
  readonly adjust?: (person: Json) => { factor: string; points: string; lifted: boolean } | null;
}

export interface RefRules {
  readonly admdvs: string;
  readonly begin: string;
  readonly end: string;
  readonly includesAccount: boolean;
  readonly pool: Readonly<Record<string, string>>;
  readonly benefits: readonly RefBenefit[];
  readonly layers: readonly RefLayer[];
}

const AIDED = ['tekun', 'dibao', 'fanpin'];
const EDGE = ['dibao_edge', 'monitored'];

/** Section 7, typed in from the page's tables, not from the pack's file. */
export const SAMPLE: RefRules = {
  admdvs: '37',
  begin: '2022-01-01',
  end: '2022-12-31',
  includesAccount: false,
  pool: { '310': '310100', '390': '390100' },
  benefits: [
    {
      id: 'chronic-employee',
      takes: (l) => l.person.insutype === '310' && l.visit.med_type === '14' && ofVisit(l),
      deductible: ['500', 'chronic-employee'],
      ratio: '0.85',
      ceiling: ['100000', 'chronic'],
      critical: true,
      relief: true,
    },
    {
      id: 'chronic-resident',
      takes: (l) => l.person.insutype === '390' && l.visit.med_type === '14' && ofVisit(l),
      deductible: ['300', 'chronic-resident'],
      ratio: '0.65',
      ceiling: ['100000', 'chronic'],
      critical: true,
      relief: true,
    },
    {
      id: 'dual-channel',
      takes: (l) =>
        ['310', '390'].includes(l.person.insutype) &&
        ['11', '14', '15', '41'].includes(l.visit.med_type) &&
        has(l, 'dual_channel') &&
        !!l.line.rxno &&
        l.visit.institution.dual_channel === true,
      ratio: '0.70',
      ceiling: ['80000', 'dual-channel'],
      critical: true,
      relief: true,
    },
    {
      id: 'two-disease-htn',
      takes: (l) => l.person.insutype === '390' && opd(l) && has(l, 'htn') && l.entitled('M03900'),
      ratio: '0.60',
      ceiling: ['300', 'two-disease'],
      critical: false,
      relief: true,
      fallsThrough: true,
      excluded: true,
    },
    {
      id: 'two-disease-dm',
      takes: (l) => l.person.insutype === '390' && opd(l) && has(l, 'dm') && l.entitled('M01600'),
      ratio: '0.60',
      ceiling: ['300', 'two-disease'],
      critical: false,
      relief: true,
      fallsThrough: true,
      excluded: true,
    },
    {
      id: 'outpatient-employee-tcm',
      takes: (l) => l.person.insutype === '310' && ['11', '16'].includes(l.visit.med_type) && has(l, 'tcm'),
      deductible: ['100', 'outpatient-employee'],
      ratio: '0.60',
      ceiling: ['1500', 'outpatient-employee'],
      critical: false,
      relief: true,
      excluded: true,
    },
    {
      id: 'outpatient-employee-retired',
      takes: (l) => l.person.insutype === '310' && l.person.psn_type.startsWith('12') && opd(l),
      deductible: ['200', 'outpatient-employee'],
      ratio: '0.60',
      ceiling: ['1500', 'outpatient-employee'],
      critical: false,
      relief: true,
      excluded: true,
    },
    {
      id: 'outpatient-employee',
      takes: (l) => l.person.insutype === '310' && opd(l),
      deductible: ['200', 'outpatient-employee'],
      ratio: '0.50',
      ceiling: ['1500', 'outpatient-employee'],
      critical: false,
      relief: true,
      excluded: true,
    },
    {
      id: 'outpatient-resident',
      takes: (l) =>
        l.person.insutype === '390' &&
        l.visit.med_type === '11' &&
        ['hospital', 'clinic'].includes(l.visit.institution.kind) &&
        ['1', '2'].includes(l.visit.institution.level),
      ratio: '0.50',
      ceiling: ['200', 'resident-outpatient'],
      critical: false,
      relief: true,
      excluded: true,
    },
  ],
  layers: [
    {
      id: 'critical-resident',
      base: 'critical',
      when: (p) => p.insutype === '390',
      deductible: '14000',
      tiers: [
        ['100000', '0.60'],
        ['200000', '0.65'],
        ['300000', '0.70'],
        [null, '0.75'],
      ],
      ceiling: '400000',
      fund: 'hifmi_pay',
      type: '390200',
      adjust: (p) => (AIDED.includes(p.aid_category) ? { factor: '0.5', points: '0.05', lifted: true } : null),
    },
    {
      id: 'critical-employee',
      base: 'critical',
      when: (p) => p.insutype === '310',
      deductible: '18000',
      tiers: [
        ['100000', '0.60'],
        [null, '0.70'],
      ],
      ceiling: '500000',
      fund: 'hifob_pay',
      type: '330100',
    },
    {
      id: 'civil-servant',
      base: 'relief',
      when: (p) => p.insutype === '310' && p.cvlserv_flag === '1',
      deductible: '0',
      tiers: [[null, '0.50']],
      ceiling: '5000',
      fund: 'cvlserv_pay',
      type: '320100',
    },
    {
      id: 'aid',
      base: 'relief',
      when: (p) => AIDED.includes(p.aid_category),
      deductible: '0',
      tiers: [[null, '0.70']],
      ceiling: '30000',
      fund: 'maf_pay',
      type: '610100',
    },
    {
      id: 'aid-edge',
      base: 'relief',
      when: (p) => EDGE.includes(p.aid_category),
      deductible: '3000',
      tiers: [[null, '0.50']],
      ceiling: '20000',
      fund: 'maf_pay',
      type: '610100',
    },
    {
      id: 're-aid',
      base: 'relief',
      when: (p) => [...AIDED, ...EDGE].includes(p.aid_category),
      deductible: '10000',
      tiers: [[null, '0.70']],
      ceiling: '20000',
      fund: 'maf_pay',
      type: '610102',
    },
    {
      id: 'commercial',
      base: 'relief',
      when: (p) => p.commercial === true,
      deductible: '15000',
      tiers: [[null, '0.60']],
      ceiling: '1000000',
      fund: 'oth_pay',
      type: '620100',
    },
  ],
};

function has(l: Look, flag: string): boolean {
  return (l.entry.flags ?? []).includes(flag);
}
/** Outpatient, or at a pharmacy with a prescription. */
function opd(l: Look): boolean {
  return l.visit.med_type === '11' || (l.visit.med_type === '41' && !!l.line.rxno);
}
function ofVisit(l: Look): boolean {
  const scope = l.entry.opsp_scope ?? [];
  return l.entitled(l.visit.dise_codg) && (scope.length === 0 || scope.includes(l.visit.dise_codg));
}

/** The rules of a pack's JSON, read literally. */
export function rulesOf(pack: Json): RefRules {
  const fits = (when: Json, l: Look): boolean => {
    if (when.insutype && !when.insutype.includes(l.person.insutype)) return false;
    if (when.psn_type && !when.psn_type.some((p: string) => l.person.psn_type.startsWith(p))) return false;
    if (when.med_type && !when.med_type.includes(l.visit.med_type)) return false;
    const { kind, level, dual_channel = false } = l.visit.institution;
    if (when.institution?.kind && !when.institution.kind.includes(kind)) return false;
    if (when.institution?.level && !when.institution.level.includes(level)) return false;
    if (when.institution?.dual_channel !== undefined && when.institution.dual_channel !== (dual_channel ?? false)) {
      return false;
    }
    if (when.flag && !has(l, when.flag)) return false;
    if (when.rxno !== undefined && when.rxno !== !!l.line.rxno) return false;
    if (when.entitlement?.opsp_dise_code && !l.entitled(when.entitlement.opsp_dise_code)) return false;
    if (when.entitlement?.from && !ofVisit(l)) return false;
    return !when.any || when.any.some((inner: Json) => fits(inner, l));
  };
  const tiers = (bands: Json) => bands.map((band: Json) => [band.upto ?? null, band.value] as const);
  return {
    admdvs: pack.admdvs,
    begin: pack.begndate ?? '0000',
    end: pack.enddate ?? '9999',
    includesAccount: pack.fund_sum_includes_account ?? false,
    pool: pack.pool,
    benefits: pack.benefits.map((b: Json) => ({
      id: b.id,
      takes: (l: Look) => fits(b.when, l),
      ...(b.deductible ? { deductible: [b.deductible.value, b.deductible.group] } : {}),
      ...(b.ratio ? { ratio: b.ratio.value } : { bands: tiers(b.bands) }),
      ...(b.ceiling ? { ceiling: [b.ceiling.value, b.ceiling.group] } : {}),
      critical: b.counts_for.includes('critical'),
      relief: b.counts_for.includes('relief'),
      fallsThrough: b.falls_through ?? false,
      excluded: b.over_ceiling_excluded ?? false,
    })),
    layers: (pack.layers ?? []).map((y: Json) => ({
      id: y.id,
      base: y.base,
      when: (p: Json) =>
        (!y.when.insutype || y.when.insutype.includes(p.insutype)) &&
        (!y.when.psn_type || y.when.psn_type.some((x: string) => p.psn_type.startsWith(x))) &&
        (!y.when.cvlserv_flag || y.when.cvlserv_flag === (p.cvlserv_flag || '0')) &&
        (!y.when.aid_category || y.when.aid_category.includes(p.aid_category)) &&
        (y.when.commercial === undefined || y.when.commercial === (p.commercial ?? false)),
      deductible: y.deductible?.value ?? '0',
      tiers: y.kind === 'share' ? [[null, y.ratio.value]] : tiers(y.tiers),
      ...(y.ceiling ? { ceiling: y.ceiling.value } : {}),
      fund: y.fund,
      type: y.fund_pay_type,
      adjust: (p: Json) => {
        const found = (y.adjustments ?? []).find((a: Json) => a.aid_category.includes(p.aid_category));
        return found
          ? { factor: found.deductible_factor, points: found.points, lifted: found.lifts_ceiling ?? false }
          : null;
      },
    })),
  };
}

/** Σ ratio_i × |[start, start + amount) ∩ tier_i|. */
function along(tiers: RefRules['layers'][number]['tiers'], first: Q, start: Q, amount: Q, points: Q): Q {
  let from = first;
  let sum = ZERO;
  for (const [upto, ratio] of tiers) {
    const end = start.plus(amount);
    const to = upto === null ? end : min(end, Q.of(upto));
    sum = sum.plus(max(ZERO, to.minus(max(start, from))).times(Q.of(ratio).plus(points)));
    if (upto !== null) from = Q.of(upto);
  }
  return sum;
}

export interface RefAnswer {
  readonly setlinfo: Record<string, string>;
  readonly setldetail: { fund_pay_type: string; fund_payamt: string }[];
  readonly lines: Record<string, string | null>[];
  readonly accumulators: Record<string, string>;
  readonly warnings: string[];
}

/** One case under whichever of the rules applies. The case must be sound. */
export function settleByThePage(input: Json, installed: readonly RefRules[]): RefAnswer {
  const { person, visit } = input;
  const day = visit.begntime.slice(0, 10);
  const valid = (x: Json) => (!x.begndate || x.begndate <= day) && (!x.enddate || day <= x.enddate);
  const rules = installed
    .filter((r) => person.insuplc_admdvs.startsWith(r.admdvs) && r.begin <= day && day <= r.end)
    .sort((a, b) => b.admdvs.length - a.admdvs.length || (a.begin < b.begin ? 1 : -1))[0];
  const acc: Record<string, Q> = {};
  for (const [name, value] of Object.entries(person.accumulators ?? {})) {
    if (value) acc[name] = Q.of(value as string);
  }
  const given = { ...acc };
  const used = (name: string) => acc[name] ?? ZERO;
  const move = (name: string, by: Q) => {
    if (by.n !== 0n) acc[name] = used(name).plus(by);
  };
  const warnings: string[] = rules ? [] : ['region_not_served'];

  const lines = input.lines.map((line: Json) => {
    let gross = Q.of(line.pric).times(Q.of(line.cnt)).round();
    if (line.det_item_fee_sumamt) gross = Q.of(line.det_item_fee_sumamt);
    const entries = (input.catalogue ?? []).filter((e: Json) => e.med_list_codg === line.med_list_codg && valid(e));
    const latest = entries
      .map((e: Json) => e.begndate || '')
      .sort()
      .at(-1);
    const entry = entries.find((e: Json) => (e.begndate || '') === latest);
    if (!entry) warnings.push('not_in_catalogue');
    const parts = {
      line,
      entry,
      gross,
      own: gross,
      over: ZERO,
      pre: ZERO,
      scope: ZERO,
      benefit: null as RefBenefit | null,
    };
    if (!entry || entry.chrgitm_lv === '03') return parts;
    const limit = entry.pric_uplmt_amt ? Q.of(entry.pric_uplmt_amt) : null;
    const limited = limit !== null && limit.minus(Q.of('999999')).n !== 0n && limit.lt(Q.of(line.pric));
    const over = limited && limit ? max(ZERO, gross.minus(limit.times(Q.of(line.cnt)).round())) : ZERO;
    const pre = gross
      .minus(over)
      .times(Q.of(entry.selfpay_prop || '0'))
      .round();
    const entitled = (code: string | null | undefined) =>
      !!code && (person.entitlements ?? []).some((e: Json) => e.opsp_dise_code === code && valid(e));
    const benefit =
      rules?.benefits.find((b) => {
        const left = b.ceiling ? Q.of(b.ceiling[0]).minus(given[`${b.ceiling[1]}.ceiling`] ?? ZERO) : ZERO;
        return b.takes({ person, visit, line, entry, entitled }) && !(b.fallsThrough && !ZERO.lt(left));
      }) ?? null;
    return { ...parts, own: ZERO, over, pre, scope: gross.minus(over).minus(pre), benefit };
  });

  let pool = ZERO;
  let dedSum = ZERO;
  let criticalBase = ZERO;
  let reliefBase = ZERO;
  let largest: { s: Q; ratio: string } | null = null;
  for (const b of rules?.benefits ?? []) {
    const own = lines.filter((l: Json) => l.benefit === b);
    if (own.length === 0) continue;
    const s = total(own.map((l: Json) => l.scope));
    const ded = b.deductible
      ? min(s, max(ZERO, Q.of(b.deductible[0]).minus(used(`${b.deductible[1]}.deductible`))))
      : ZERO;
    const rest = s.minus(ded);
    const before = used(`${b.id}.banded`);
    const full = (b.bands ? along(b.bands, ZERO, before, rest, ZERO) : rest.times(Q.of(b.ratio ?? '0'))).round();
    const pay = b.ceiling ? min(full, max(ZERO, Q.of(b.ceiling[0]).minus(used(`${b.ceiling[1]}.ceiling`)))) : full;
    if (b.deductible) move(`${b.deductible[1]}.deductible`, ded);
    if (b.ceiling) move(`${b.ceiling[1]}.ceiling`, pay);
    if (b.bands) move(`${b.id}.banded`, rest);
    const burden = s.minus(b.excluded ? full : pay);
    if (b.critical) criticalBase = criticalBase.plus(burden);
    if (b.relief) reliefBase = reliefBase.plus(burden);
    pool = pool.plus(pay);
    dedSum = dedSum.plus(ded);
    const ratio = b.ratio ?? b.bands?.find(([upto]) => upto === null || before.lt(Q.of(upto)))?.[1] ?? '0';
    if (largest === null || largest.s.lt(s)) largest = { s, ratio };
  }

  const funds: Record<string, Q> = {};
  const detail: Record<string, Q> = {};
  const poolType = rules?.pool[person.insutype];
  if (poolType) detail[poolType] = pool;
  for (const y of rules?.layers ?? []) {
    if (!y.when(person)) continue;
    const x = y.base === 'critical' ? criticalBase : reliefBase;
    const adjusted = y.adjust?.(person) ?? { factor: '1', points: '0', lifted: false };
    const first = Q.of(y.deductible).times(Q.of(adjusted.factor));
    const full = along(y.tiers, first, used(`${y.id}.burden`), x, Q.of(adjusted.points)).round();
    const left = y.ceiling && !adjusted.lifted ? max(ZERO, Q.of(y.ceiling).minus(used(`${y.id}.ceiling`))) : full;
    const pay = min(full, left);
    move(`${y.id}.burden`, x);
    move(`${y.id}.ceiling`, pay);
    if (y.base === 'critical') criticalBase = criticalBase.minus(pay);
    reliefBase = reliefBase.minus(pay);
    funds[y.fund] = (funds[y.fund] ?? ZERO).plus(pay);
    detail[y.type] = (detail[y.type] ?? ZERO).plus(pay);
  }

  const medfee = total(lines.map((l: Json) => l.gross));
  const fund = total([pool, ...Object.values(funds)]);
  const part = medfee.minus(fund);
  let acct = ZERO;
  let family = ZERO;
  const balc = Q.of(person.balc || '0');
  if (visit.acct_used_flag === '1') {
    const barred = lines.filter(
      (l: Json) => !l.entry || (l.entry.chrgitm_lv === '03' && l.entry.acct_payable === false),
    );
    let eligible = part.minus(total(barred.map((l: Json) => l.gross)));
    acct = min(balc, eligible);
    eligible = eligible.minus(acct);
    for (const member of person.mulaid ?? []) {
      const paid = min(Q.of(member.balc || '0'), eligible);
      family = family.plus(paid);
      eligible = eligible.minus(paid);
    }
  }
  detail['310201'] = acct;

  const shownFund = rules?.includesAccount ? fund.plus(acct).plus(family) : fund;
  const fundOf = (name: string) => (funds[name] ?? ZERO).text();
  return {
    setlinfo: {
      medfee_sumamt: medfee.text(),
      fulamt_ownpay_amt: total(lines.map((l: Json) => l.own)).text(),
      overlmt_selfpay: total(lines.map((l: Json) => l.over)).text(),
      preselfpay_amt: total(lines.map((l: Json) => l.pre)).text(),
      inscp_scp_amt: total(lines.map((l: Json) => l.scope)).text(),
      act_pay_dedc: dedSum.text(),
      hifp_pay: pool.text(),
      pool_prop_selfpay: Q.of(largest?.ratio ?? '0').text(4),
      cvlserv_pay: fundOf('cvlserv_pay'),
      hifes_pay: fundOf('hifes_pay'),
      hifmi_pay: fundOf('hifmi_pay'),
      hifob_pay: fundOf('hifob_pay'),
      hifdm_pay: fundOf('hifdm_pay'),
      maf_pay: fundOf('maf_pay'),
      oth_pay: fundOf('oth_pay'),
      fund_pay_sumamt: shownFund.text(),
      psn_part_amt: part.text(),
      acct_pay: acct.text(),
      psn_cash_pay: part.minus(acct).minus(family).text(),
      hosp_part_amt: '0.00',
      balc: balc.minus(acct).text(),
      acct_mulaid_pay: family.text(),
    },
    setldetail: Object.keys(detail)
      .sort()
      .filter((type) => detail[type]?.n !== 0n)
      .map((type) => ({ fund_pay_type: type, fund_payamt: (detail[type] ?? ZERO).text() })),
    lines: lines.map((l: Json) => ({
      feedetl_sn: l.line.feedetl_sn,
      det_item_fee_sumamt: l.gross.text(),
      fulamt_ownpay_amt: l.own.text(),
      overlmt_amt: l.over.text(),
      preselfpay_amt: l.pre.text(),
      inscp_scp_amt: l.scope.text(),
      benefit: l.benefit?.id ?? null,
    })),
    accumulators: Object.fromEntries(
      Object.keys(acc)
        .sort()
        .map((name) => [name, used(name).text()]),
    ),
    warnings,
  };
}
