/**
 * The error catalogue: every code that can reach a person or a program, with its class, HTTP status, sentences and next
 * step (ERRORS.md shows it as a table). Screens and callers take their words from here and nowhere else; nothing in the
 * house may decide by a sentence.
 */
import type { ErrorClass, NoReply } from '../core/centre.ts';
import { fen, formatYuan } from '../core/money.ts';
import type { ProblemCode } from '../core/problem.ts';
import type { StoreErrorCode } from '../core/store-error.ts';
import { AFTERMATH } from './aftermath.ts';
import { CLIENTS } from './clients.ts';
import { CARD, CENTRE, COUNTER } from './counter.ts';
import { DEVICE, SCAN } from './devices.ts';
import type { Entry, FactKind, Pair } from './entry.ts';
import { OFFLINE } from './offline.ts';
import { ACTION_WORDS, REASONED, RIGHT_WORDS, SHIFT } from './shift.ts';
import { CONFIG, START } from './start.ts';
import { API, DISK, HOST, LEDGER, LINK, SECOND, STORE } from './system.ts';
import { UPDATE } from './update.ts';
import { CLAIM_END_WORDS, FAULTS, HOLDERS, PHASES, REMARKS, RULES, STANDINGS, type Words } from './words.ts';

export type ApiCode = keyof typeof API;
export type ConfigCode = keyof typeof CONFIG;
export type StartCode = keyof typeof START;
export type HostCode = keyof typeof HOST;
export type UpdateCode = keyof typeof UPDATE;
export type DeviceCode = keyof typeof DEVICE;
export type Code =
  | ProblemCode
  | StoreErrorCode
  | `link_${NoReply}`
  | 'answer_foreign'
  | HostCode
  | keyof typeof LEDGER
  | keyof typeof SECOND
  | ConfigCode
  | StartCode
  | UpdateCode
  | DeviceCode
  | ApiCode
  | keyof typeof CLIENTS;

export type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** A code with the facts its sentences are filled with. A core `Problem` is one. */
export interface Fault {
  readonly code: Code;
  readonly facts: Facts;
}

export function fault(code: Code, facts: Facts = {}): Fault {
  return { code, facts };
}

/** Grouped as the reference shows them. The type makes a code without an entry a compile error. */
export const CATALOGUE: Readonly<Record<Code, Entry>> = {
  ...COUNTER,
  ...SHIFT,
  ...CARD,
  ...CENTRE,
  ...AFTERMATH,
  ...OFFLINE,
  ...SCAN,
  ...DEVICE,
  ...LINK,
  ...SECOND,
  ...STORE,
  ...LEDGER,
  ...DISK,
  ...HOST,
  ...CONFIG,
  ...START,
  ...UPDATE,
  ...API,
  ...CLIENTS,
};

export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}

export interface Described {
  readonly zh: string;
  readonly en: string;
  readonly hint_zh: string;
  readonly hint_en: string;
}

/** The sentences of a fault with its facts filled in. */
export function describe({ code, facts }: Fault): Described {
  const { say, hint, facts: kinds } = CATALOGUE[code];
  const fill = (pair: Pair, language: 0 | 1): string =>
    render(pair[language], (name) => word(kinds[name], facts[name], language));
  return { zh: fill(say, 0), en: fill(say, 1), hint_zh: fill(hint, 0), hint_en: fill(hint, 1) };
}

/** What retry goes by. */
export function classOf(code: Code): ErrorClass {
  return CATALOGUE[code].class;
}

/** The facts that may leave this house, for programs: amounts as yuan, foreign text with its long numbers hidden. */
export function publicFacts({ code, facts }: Fault): Facts {
  const shown: Record<string, string | number | boolean | null> = {};
  for (const [name, kind] of Object.entries(CATALOGUE[code].facts)) {
    const value = facts[name];
    if (value === undefined) continue;
    if (kind === 'yuan' && typeof value === 'number') shown[name] = formatYuan(fen(value));
    else
      shown[name] = (kind === 'foreign' || kind === 'remark') && typeof value === 'string' ? hideNumbers(value) : value;
  }
  return shown;
}

/** Certificate and person numbers are longer than any code a clerk needs to read in a sentence. */
export function hideNumbers(text: string): string {
  return text.replace(/\d{7,}[\dXx]?/g, (digits) => `${digits.slice(0, 2)}***`);
}

const PART = /\[([^[\]]*)\]/g;
const PLACE = /\{(\w+)\}/g;

function render(template: string, value: (name: string) => string): string {
  const filled = (text: string): string => text.replace(PLACE, (_, name: string) => value(name) || '?');
  const complete = (text: string): boolean => [...text.matchAll(PLACE)].every(([, name]) => value(name ?? '') !== '');
  return filled(template.replace(PART, (_, part: string) => (complete(part) ? part : '')));
}

const LISTS: Partial<Record<FactKind, Words>> = {
  state: STANDINGS,
  phase: PHASES,
  fault: FAULTS,
  rule: RULES,
  holder: HOLDERS,
  claim_end: CLAIM_END_WORDS,
  right: RIGHT_WORDS,
  action: { ...ACTION_WORDS, ...REASONED },
  remark: REMARKS,
};

function word(kind: FactKind | undefined, value: Facts[string] | undefined, language: 0 | 1): string {
  if (kind === undefined || value === undefined || value === null) return '';
  if (kind === 'yuan' && typeof value === 'number') return formatYuan(fen(value));
  if (kind === 'duration' && typeof value === 'number') return spell(value, language);
  const text = String(value);
  if (kind === 'foreign') return hideNumbers(text);
  if (kind === 'remark') return language === 0 ? (REMARKS[text]?.[0] ?? '') : hideNumbers(text);
  return LISTS[kind]?.[text]?.[language] ?? text;
}

const UNITS: readonly (readonly [ms: number, ...Pair])[] = [
  [86_400_000, '天', 'days'],
  [3_600_000, '小时', 'hours'],
  [60_000, '分钟', 'minutes'],
  [1_000, '秒', 'seconds'],
];

/** The largest unit of which there are at least two, so that 90 minutes do not become "1 hours". */
function spell(ms: number, language: 0 | 1): string {
  const size = Math.abs(ms);
  const [unitMs, zh, en] = UNITS.find(([unit]) => size >= 2 * unit) ?? ([1_000, '秒', 'seconds'] as const);
  return `${Math.trunc(ms / unitMs)} ${language === 0 ? zh : en}`;
}
