/**
 * Between the counter's basket and the settlement engine: builds the case from the session, and the national body from
 * its result. Adds no rule of its own.
 */
import type { Basket, BasketLine } from './input.ts';
import { fen } from './money.ts';
import type { Problem } from './problem.ts';
import { type Catalogue, type Line, MAX_LINES, type Person, type Visit } from './settlement/case.ts';
import { formatCount, formatPrice, parseAmount, parseCount, parsePrice } from './settlement/decimal.ts';
import { factsText } from './settlement/kept.ts';
import { presettle } from './settlement/presettle.ts';
import { replayFacts } from './settlement/replay.ts';
import type { Presettlement } from './settlement/result.ts';
import type { AgentState, Session, Terminal } from './state.ts';
import type { SaleBody, Setlinfo } from './transaction.ts';

export type BasketError = Problem['facts'] & { readonly code: string; readonly field: string };

export type Priced =
  | { readonly ok: true; readonly result: Presettlement }
  | { readonly ok: false; readonly error: BasketError };

/** Prices a basket for an identified person at `begntime` (yyyy-MM-dd HH:mm:ss). */
export function price(
  state: AgentState,
  session: Session,
  basket: Basket,
  begntime: string,
  entries: Catalogue,
): Priced {
  const lines = readLines(basket);
  if ('code' in lines) return { ok: false, error: lines };
  const visit = visitOf(state.terminal, basket, begntime);
  const outcome = presettle({ person: personOf(session), visit, lines, catalogue: null }, state.packs, entries);
  if ('error' in outcome) return { ok: false, error: { ...outcome.error } };
  return { ok: true, result: outcome.result };
}

export function visitOf(terminal: Terminal, basket: Basket, begntime: string): Visit {
  return {
    med_type: basket.med_type,
    begntime,
    dise_codg: basket.dise_codg ?? null,
    fixmedins_code: terminal.fixmedins_code,
    mdtrtarea_admvs: terminal.mdtrtarea_admvs,
    acct_used_flag: basket.acct_used_flag,
    institution: terminal.institution,
  };
}

/**
 * What a priced session was computed from, as the text that is kept with the sale: made here, so that acceptance waits
 * for it no more.
 */
export function replayOf(terminal: Terminal, session: Session, priced: Presettlement, person: Person): string {
  const { basket, begntime } = session;
  if (basket === null) throw new Error('a session without a basket has nothing to replay');
  return factsText(replayFacts(person, visitOf(terminal, basket, begntime), priced));
}

/** A basket's lines as the engine takes them, or what is wrong with the first bad one. */
export function readLines(basket: Pick<Basket, 'lines'>): readonly Line[] | BasketError {
  if (basket.lines.length === 0) return bad('empty_basket', 'lines', 'at least one line');
  if (basket.lines.length > MAX_LINES) return bad('too_many_lines', 'lines', `at most ${MAX_LINES} lines`);
  const seen = new Set<string>();
  const lines: Line[] = [];
  for (const [index, line] of basket.lines.entries()) {
    const at = `lines[${index}]`;
    if (seen.has(line.feedetl_sn)) return bad('duplicate_line', `${at}.feedetl_sn`, line.feedetl_sn);
    seen.add(line.feedetl_sn);
    const pric = parsePrice(line.pric);
    if (pric === null) return bad('bad_value', `${at}.pric`, 'yuan, at most 9 digits and 6 decimals');
    const cnt = parseCount(line.cnt);
    if (cnt === null || cnt === 0) return bad('bad_value', `${at}.cnt`, 'above 0, at most 11 digits and 4 decimals');
    const stated = line.det_item_fee_sumamt === undefined ? null : parseAmount(line.det_item_fee_sumamt);
    if (line.det_item_fee_sumamt !== undefined && stated === null)
      return bad('bad_value', `${at}.det_item_fee_sumamt`, 'yuan, at most 13 digits and 2 decimals');
    const { feedetl_sn, med_list_codg } = line;
    lines.push({ feedetl_sn, med_list_codg, pric, cnt, det_item_fee_sumamt: stated, rxno: line.rxno || null });
  }
  return lines;
}

function bad(code: string, field: string, message: string): BasketError {
  return { code, field, message };
}

const AID = ['tekun', 'dibao', 'fanpin', 'dibao_edge', 'monitored'] as const;

export function personOf(session: Session): Person {
  const { person } = session;
  if (person === null) throw new Error('a session without a person can not be priced');
  return {
    psn_no: person.psn_no,
    insutype: person.insutype,
    psn_type: person.psn_type,
    insuplc_admdvs: person.insuplc_admdvs,
    cvlserv_flag: person.cvlserv_flag === '1' ? '1' : '0',
    balc: session.balc,
    aid_category: AID.find((known) => known === person.aid_category) ?? null,
    entitlements: person.entitlements.map(({ opsp_dise_code, begndate, enddate }) => ({
      opsp_dise_code,
      begndate: begndate || null,
      enddate: enddate || null,
    })),
    commercial: person.commercial,
    // One that is overdrawn gives nothing, as the person's own.
    mulaid: person.mulaid.map(({ psn_no, balc }) => ({ psn_no, balc: fen(Math.max(0, balc)) })),
    accumulators: session.accumulators,
  };
}

/** The body of 2102 for a priced session: what is encoded once and never changes. */
export function saleBody(
  session: Session,
  priced: Presettlement,
  override: NonNullable<SaleBody['override']> = [],
): SaleBody {
  const { person, credential, basket } = session;
  if (credential === null || basket === null) throw new Error('a session without card and basket has no body');
  return {
    kind: 'sale',
    druginfo: {
      // Without a snapshot the card alone says who it is: the centre finds the person.
      psn_no: person?.psn_no ?? '',
      mdtrt_cert_type: credential.mdtrt_cert_type,
      mdtrt_cert_no: credential.mdtrt_cert_no,
      card_sn: credential.card_sn,
      begntime: session.begntime,
      medfee_sumamt: priced.setlinfo.medfee_sumamt,
      insutype: person?.insutype ?? '',
      dise_codg: basket.dise_codg ?? '',
      dise_name: '',
      acct_used_flag: basket.acct_used_flag,
      med_type: basket.med_type,
    },
    drugdetail: detailOf(session, priced),
    ...(override.length === 0 ? {} : { override }),
    estimate: priced.setlinfo,
    pack: priced.pack?.id ?? '',
    pack_version: priced.pack?.version ?? '',
    catalogue_version: session.catalogueVersion,
  };
}

/** The lines of a priced session by their national names. */
export function detailOf({ basket, begntime }: Session, priced: Presettlement): SaleBody['drugdetail'] {
  const given = new Map((basket?.lines ?? []).map((line) => [line.feedetl_sn, line]));
  return priced.lines.map(({ line, det_item_fee_sumamt }) => ({
    feedetl_sn: line.feedetl_sn,
    rxno: line.rxno ?? '',
    rx_circ_flag: line.rxno === null ? '0' : '1',
    fee_ocur_time: begntime,
    med_list_codg: line.med_list_codg,
    medins_list_codg: given.get(line.feedetl_sn)?.medins_list_codg ?? '',
    det_item_fee_sumamt,
    cnt: formatCount(line.cnt),
    pric: formatPrice(line.pric),
    ...traced(given.get(line.feedetl_sn)),
  }));
}

/** A balance and a ratio are not part of who pays what: a stale one alone is no difference to collect. */
const NOT_OWED: readonly string[] = ['balc', 'pool_prop_selfpay'] satisfies (keyof Setlinfo)[];

/** How a price was taken apart. Where no payer's share moved with it, it is worth knowing, and nobody owes anything. */
const PARTS: readonly string[] = [
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
  'act_pay_dedc',
] satisfies (keyof Setlinfo)[];

/** Whether one of these amounts is a payer's, or the whole. */
export const sharesDiffer = (differing: readonly string[]): boolean => differing.some((name) => !PARTS.includes(name));

/** Names of the amounts in which two settlements differ; empty when the counter's was exact. */
export function differences(estimate: Setlinfo, final: Setlinfo): readonly string[] {
  const differing: string[] = [];
  // By `in`: what it walks V8 reads by place, each name of a list it looks up; every settled row is compared.
  for (const name in estimate) {
    const same = estimate[name as keyof Setlinfo] === final[name as keyof Setlinfo];
    if (!same && !NOT_OWED.includes(name)) differing.push(name);
  }
  return differing;
}

/** The smallest pack, as the one sourced implementation writes it (national-interface.md 9). */
const MIN_PRCUNT_TYPE = '2';

export function traced(line: BasketLine | undefined): Pick<SaleBody['drugdetail'][number], 'drug_trac_info'> {
  const { feedetl_sn = '', drug_trac_codg = [], trdn_flag = '0' } = line ?? {};
  if (drug_trac_codg.length === 0) return {};
  return {
    drug_trac_info: drug_trac_codg.map((code) => ({
      feedetl_sn,
      drug_trac_codg: code,
      trdn_flag,
      min_prcunt_type: MIN_PRCUNT_TYPE,
    })),
  };
}
