/**
 * How the centre works out a settlement: with the agent's own engine, but from the centre's packs, catalogue and state of
 * the person. The terminal's estimate must never be an input here.
 */
import type { Fen } from '../../agent/core/money.ts';
import { type CompiledPack, compilePack } from '../../agent/core/packs/compile.ts';
import { parsePackText } from '../../agent/core/packs/validate.ts';
import type { Case, Catalogue, InstitutionKind, InstitutionLevel, Line } from '../../agent/core/settlement/case.ts';
import { parseCount, parsePrice } from '../../agent/core/settlement/decimal.ts';
import { parseCatalogue } from '../../agent/core/settlement/parse.ts';
import { presettle } from '../../agent/core/settlement/presettle.ts';
import { movesOf } from '../../agent/core/settlement/refund.ts';
import type { SaleBody, Setldetail, Setlinfo } from '../../agent/core/transaction.ts';
import type { FeeResult } from '../../agent/core/visit/visit.ts';
import type { Institution } from './institution.ts';
import type { Profile } from './people.ts';

export interface PersonState {
  readonly profile: Profile;
  readonly balc: Fen;
  readonly mulaid: readonly { readonly psn_no: string; readonly balc: Fen }[];
  readonly accumulators: Readonly<Record<string, Fen>>;
}

export interface Settled {
  readonly setlinfo: Setlinfo;
  readonly setldetail: readonly Setldetail[];
  readonly accumulators: Readonly<Record<string, Fen>>;
  readonly family: readonly { readonly psn_no: string; readonly paid: Fen }[];
  /** How each line was split. */
  readonly lines: readonly FeeResult[];
}

/** Pure: the same state and sale give the same settlement. `fault` names what is wrong with the sale. */
export type Settler = (
  person: PersonState,
  sale: SaleBody,
  institution: Institution,
) => Settled | { readonly fault: string };

export function engineSettler(packs: readonly CompiledPack[], catalogue: Catalogue): Settler {
  return (person, sale, institution) => {
    const input = caseOf(person, sale, institution);
    if ('fault' in input) return input;
    const outcome = presettle(input, packs, catalogue);
    if ('error' in outcome) return { fault: `${outcome.error.field} ${outcome.error.code}` };
    const { setlinfo, setldetail, account, lines: settled } = outcome.result;
    const lines = settled.map(({ line, ...parts }) => ({ ...parts, feedetl_sn: line.feedetl_sn }));
    const family = account.family.map(({ account: { psn_no }, paid }) => ({ psn_no: psn_no ?? '', paid }));
    return { setlinfo, setldetail, accumulators: movesOf(outcome.result), family, lines };
  };
}

function caseOf(
  { profile, balc, mulaid, accumulators }: PersonState,
  sale: SaleBody,
  institution: Institution,
): Case | { readonly fault: string } {
  const { druginfo, drugdetail } = sale;
  const lines: Line[] = [];
  for (const [at, line] of drugdetail.entries()) {
    const [pric, cnt] = [parsePrice(line.pric), parseCount(line.cnt)];
    if (pric === null) return { fault: `drugdetail[${at}].pric` };
    if (cnt === null || cnt === 0) return { fault: `drugdetail[${at}].cnt` };
    lines.push({ ...line, pric, cnt, rxno: line.rxno || null });
  }
  if (lines.length === 0) return { fault: 'drugdetail' };
  return {
    person: {
      psn_no: profile.psn_no,
      insutype: profile.insutype,
      psn_type: profile.psn_type,
      insuplc_admdvs: profile.insuplc_admdvs,
      cvlserv_flag: profile.cvlserv_flag,
      balc,
      aid_category: profile.aid_category,
      entitlements: profile.entitlements,
      commercial: profile.commercial,
      mulaid,
      accumulators,
    },
    visit: {
      med_type: druginfo.med_type,
      begntime: druginfo.begntime,
      dise_codg: druginfo.dise_codg || null,
      fixmedins_code: institution.fixmedins_code,
      mdtrtarea_admvs: institution.mdtrtarea_admvs,
      acct_used_flag: druginfo.acct_used_flag === '1' ? '1' : '0',
      institution: {
        kind: institution.institution_kind as InstitutionKind,
        level: (institution.institution_level || null) as InstitutionLevel | null,
        dual_channel: institution.dual_channel,
      },
    },
    lines,
    catalogue: null,
  };
}

/** Packs from the texts of their files, named for errors. */
export function readPacks(files: readonly { readonly name: string; readonly text: string }[]): readonly CompiledPack[] {
  return files.map(({ name, text }) => {
    const read = parsePackText(text, name);
    if ('errors' in read) throw new Error(`${name}: ${read.errors[0]?.field} ${read.errors[0]?.message}`);
    return compilePack(read.pack);
  });
}

/** The catalogue's national part, from a document of `entries` that hold more than that. */
export function readCatalogue(document: { readonly entries: readonly object[] }): Catalogue {
  const entries = document.entries.map((entry) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => NATIONAL.has(name))),
  );
  const read = parseCatalogue(entries, 'entries');
  if ('error' in read) throw new Error(`catalogue: ${read.error.field} ${read.error.message}`);
  return read.value;
}

const NATIONAL: ReadonlySet<string> = new Set([
  'med_list_codg',
  'chrgitm_lv',
  'selfpay_prop',
  'pric_uplmt_amt',
  'flags',
  'opsp_scope',
  'acct_payable',
  'begndate',
  'enddate',
]);
