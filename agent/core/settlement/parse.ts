/**
 * Case files (settlement.md 6) to typed cases. Answers the first fault in document order, with its JSON path. Must
 * never let through a number that is not written in plain digits, a field the page does not name, or a duplicate line.
 */
import type { Fen } from '../money.ts';
import {
  AID_CATEGORIES,
  type Case,
  type CaseError,
  type CaseErrorCode,
  type CatalogueEntry,
  type Entitlement,
  type FamilyAccount,
  INSTITUTION_KINDS,
  INSTITUTION_LEVELS,
  type Institution,
  ITEM_LEVELS,
  type Line,
  MAX_LINES,
  type Person,
  type Visit,
} from './case.ts';
import { parseAmount, parseCount, parsePrice, parseRatio, timesCount } from './decimal.ts';
import {
  arrayOf,
  date,
  dateTime,
  decimal,
  flag,
  isAbsent,
  isRecord,
  join,
  matching,
  oneOf,
  type Read,
  Reading,
  readArray,
  readObject,
  text,
} from './document.ts';
import { MAX_LINE_FEN } from './lines.ts';

const amount = decimal(parseAmount, 'yuan with at most 2 decimals');
const price = decimal(parsePrice, 'yuan with at most 6 decimals');
const ratio = decimal(parseRatio, 'a share from 0 to 1 with at most 4 decimals');
const anyCount = decimal(parseCount, 'a count with at most 4 decimals');
const count: Read<NonNullable<ReturnType<typeof parseCount>>> = (reading, field, value) => {
  const parsed = anyCount(reading, field, value);
  return parsed === 0 ? reading.bad(field, 'must not be 0') : parsed;
};
const code = matching(/^[0-9]{2,6}$/, 'a code of 2 to 6 digits');
const region = matching(/^[0-9]{6}$/, 'a division code of 6 digits');
const zeroOne = oneOf(['0', '1']);

/** Reads a parsed JSON document as a case. */
export function parseCase(document: unknown): { readonly value: Case } | { readonly error: CaseError } {
  const reading = new Reading<CaseErrorCode>();
  const value = readCase(reading, document);
  const fault = reading.first();
  if (fault !== null) return { error: { code: fault.code, field: fault.field, message: fault.message } };
  return { value };
}

/** Reads the text of a case file. A byte-order mark before the document is passed over. */
export function parseCaseText(source: string): { readonly value: Case } | { readonly error: CaseError } {
  let document: unknown;
  try {
    document = JSON.parse(source.charCodeAt(0) === 0xfeff ? source.slice(1) : source);
  } catch {
    return { error: { code: 'bad_json', field: '', message: 'is not a JSON document' } };
  }
  return parseCase(document);
}

/** Reads the entries of an installed catalogue, by code; `field` is the path that errors start with. */
export function parseCatalogue(
  entries: unknown,
  field: string,
): { readonly value: ReadonlyMap<string, readonly CatalogueEntry[]> } | { readonly error: CaseError } {
  const reading = new Reading<CaseErrorCode>();
  const value = readCatalogue(reading, field, entries);
  const fault = reading.first();
  return fault === null ? { value } : { error: { code: fault.code, field: fault.field, message: fault.message } };
}

function readCase(reading: Reading<CaseErrorCode>, document: unknown): Case {
  const shape = { person: readPerson, visit: readVisit, lines: readLines, catalogue: readCatalogue };
  const found = readObject(reading, '', document, shape, []);
  const given = isRecord(document) ? document : {};
  // Absent objects are read as empty ones, so that what is missing in them is named.
  const person = found.person ?? readPerson(reading, 'person', null);
  const visit = found.visit ?? readVisit(reading, 'visit', null);
  if (isAbsent(given['lines'])) reading.fault('empty_basket', 'lines', 'must hold at least one line');
  return { person, visit, lines: found.lines ?? [], catalogue: found.catalogue ?? null };
}

function readPerson(reading: Reading<string>, field: string, value: unknown): Person {
  const shape = {
    psn_no: text,
    insutype: code,
    psn_type: code,
    insuplc_admdvs: region,
    cvlserv_flag: zeroOne,
    balc: amount,
    aid_category: oneOf(AID_CATEGORIES),
    entitlements: arrayOf(readEntitlement),
    commercial: flag,
    mulaid: arrayOf(readFamilyAccount),
    accumulators: readAccumulators,
  };
  const found = readObject(reading, field, value, shape, ['insutype', 'psn_type', 'insuplc_admdvs']);
  return {
    psn_no: found.psn_no ?? null,
    insutype: found.insutype ?? '',
    psn_type: found.psn_type ?? '',
    insuplc_admdvs: found.insuplc_admdvs ?? '',
    cvlserv_flag: found.cvlserv_flag ?? '0',
    balc: found.balc ?? (0 as Fen),
    aid_category: found.aid_category ?? null,
    entitlements: found.entitlements ?? [],
    commercial: found.commercial ?? false,
    mulaid: found.mulaid ?? [],
    accumulators: found.accumulators ?? {},
  };
}

function readEntitlement(reading: Reading<string>, field: string, value: unknown): Entitlement {
  const found = readObject(reading, field, value, { opsp_dise_code: text, begndate: date, enddate: date }, []);
  return {
    opsp_dise_code: found.opsp_dise_code ?? null,
    begndate: found.begndate ?? null,
    enddate: found.enddate ?? null,
  };
}

function readFamilyAccount(reading: Reading<string>, field: string, value: unknown): FamilyAccount {
  const found = readObject(reading, field, value, { psn_no: text, balc: amount }, []);
  return { psn_no: found.psn_no ?? null, balc: found.balc ?? (0 as Fen) };
}

/** Any names: those no rule knows pass through. */
function readAccumulators(reading: Reading<string>, field: string, value: unknown): Readonly<Record<string, Fen>> {
  if (!isRecord(value)) {
    reading.bad(field, 'must be an object');
    return {};
  }
  const read: [string, Fen][] = [];
  for (const [name, given] of Object.entries(value)) {
    reading.place++;
    const parsed = isAbsent(given) ? undefined : amount(reading, join(field, name), given);
    if (parsed !== undefined) read.push([name, parsed]);
  }
  // fromEntries defines, so that even a name like __proto__ is only a name.
  return Object.fromEntries(read);
}

function readVisit(reading: Reading<string>, field: string, value: unknown): Visit {
  const shape = {
    med_type: code,
    begntime: dateTime,
    dise_codg: text,
    fixmedins_code: text,
    mdtrtarea_admvs: region,
    acct_used_flag: zeroOne,
    institution: readInstitution,
  };
  const found = readObject(reading, field, value, shape, ['med_type', 'begntime']);
  return {
    med_type: found.med_type ?? '',
    begntime: found.begntime ?? '',
    dise_codg: found.dise_codg ?? null,
    fixmedins_code: found.fixmedins_code ?? null,
    mdtrtarea_admvs: found.mdtrtarea_admvs ?? null,
    acct_used_flag: found.acct_used_flag ?? '0',
    institution: found.institution ?? readInstitution(reading, join(field, 'institution'), null),
  };
}

function readInstitution(reading: Reading<string>, field: string, value: unknown): Institution {
  const shape = { kind: oneOf(INSTITUTION_KINDS), level: oneOf(INSTITUTION_LEVELS), dual_channel: flag };
  const found = readObject(reading, field, value, shape, ['kind']);
  return {
    kind: found.kind ?? 'pharmacy',
    level: found.level ?? null,
    dual_channel: found.dual_channel ?? false,
  };
}

function readLines(reading: Reading<string>, field: string, value: unknown): readonly Line[] {
  if (Array.isArray(value) && value.length === 0) reading.fault('empty_basket', field, 'must hold at least one line');
  if (Array.isArray(value) && value.length > MAX_LINES) {
    reading.fault('too_many_lines', field, `holds ${value.length} lines, at most ${MAX_LINES} are allowed`);
    return [];
  }
  const seen = new Set<string>();
  return readArray(reading, field, value, (inner, path, line) => readLine(inner, path, line, seen));
}

function readLine(reading: Reading<string>, field: string, value: unknown, seen: Set<string>): Line | undefined {
  const places = { pric: 0, det_item_fee_sumamt: 0 };
  const at = <T>(name: keyof typeof places, read: Read<T>): Read<T> => {
    return (inner, path, member) => {
      places[name] = inner.place;
      return read(inner, path, member);
    };
  };
  const distinct: Read<string> = (inner, path, member) => {
    const sn = text(inner, path, member);
    if (sn !== undefined && seen.has(sn)) inner.fault('duplicate_line', path, `line number ${sn} is used twice`);
    if (sn !== undefined) seen.add(sn);
    return sn;
  };
  const shape = {
    feedetl_sn: distinct,
    med_list_codg: text,
    pric: at('pric', price),
    cnt: count,
    det_item_fee_sumamt: at('det_item_fee_sumamt', amount),
    rxno: text,
  };
  const found = readObject(reading, field, value, shape, ['feedetl_sn', 'med_list_codg', 'pric', 'cnt']);
  const { feedetl_sn, med_list_codg, pric, cnt, det_item_fee_sumamt } = found;
  if (pric === undefined || cnt === undefined) return undefined;
  const gross = timesCount(pric, cnt);
  if (gross > MAX_LINE_FEN) {
    reading.fault('bad_value', join(field, 'pric'), 'pric × cnt is beyond 10,000,000,000 yuan', places.pric);
  } else if (det_item_fee_sumamt !== undefined && Math.abs(det_item_fee_sumamt - gross) > 1) {
    const message = 'differs from pric × cnt by more than 0.01';
    reading.fault('line_total_mismatch', join(field, 'det_item_fee_sumamt'), message, places.det_item_fee_sumamt);
  }
  if (feedetl_sn === undefined || med_list_codg === undefined) return undefined;
  return {
    feedetl_sn,
    med_list_codg,
    pric,
    cnt,
    det_item_fee_sumamt: det_item_fee_sumamt ?? null,
    rxno: found.rxno ?? null,
  };
}

function readCatalogue(
  reading: Reading<string>,
  field: string,
  value: unknown,
): ReadonlyMap<string, readonly CatalogueEntry[]> {
  const byCode = new Map<string, CatalogueEntry[]>();
  for (const entry of readArray(reading, field, value, readEntry)) {
    const known = byCode.get(entry.med_list_codg);
    if (known === undefined) byCode.set(entry.med_list_codg, [entry]);
    else known.push(entry);
  }
  return byCode;
}

/** A 乙类 entry without its share is bad_catalogue_entry (section 1.4), any other missing field missing_field. */
function readEntry(reading: Reading<string>, field: string, value: unknown): CatalogueEntry | undefined {
  const shape = {
    med_list_codg: text,
    chrgitm_lv: oneOf(ITEM_LEVELS),
    selfpay_prop: ratio,
    pric_uplmt_amt: price,
    flags: arrayOf(text),
    opsp_scope: arrayOf(text),
    acct_payable: flag,
    begndate: date,
    enddate: date,
  };
  const found = readObject(reading, field, value, shape, ['med_list_codg', 'chrgitm_lv']);
  const { med_list_codg, chrgitm_lv } = found;
  if (chrgitm_lv === '02' && isRecord(value) && isAbsent(value['selfpay_prop'])) {
    reading.fault('bad_catalogue_entry', join(field, 'selfpay_prop'), 'is required of an entry of 乙类 (02)');
  }
  if (med_list_codg === undefined || chrgitm_lv === undefined) return undefined;
  return {
    med_list_codg,
    chrgitm_lv,
    selfpay_prop: found.selfpay_prop ?? null,
    pric_uplmt_amt: found.pric_uplmt_amt ?? null,
    flags: found.flags ?? [],
    opsp_scope: found.opsp_scope ?? [],
    acct_payable: found.acct_payable ?? true,
    begndate: found.begndate ?? null,
    enddate: found.enddate ?? null,
  };
}
