/**
 * What changed between two packs, rule by rule and value by value, in the words the packs themselves use. Compares the
 * documents, so that every value reads as it was written. Pure; must never judge whether a change is right.
 */
import { isRecord } from '../settlement/document.ts';

export type PackPart = 'pack' | 'benefit' | 'layer' | 'check';

export interface PackChange {
  readonly part: PackPart;
  /** The benefit's or layer's id, the check's code; empty for the pack itself. */
  readonly rule: string;
  /** Path within the rule; "order" is its place among the others; empty when the whole rule came or went. */
  readonly field: string;
  /** Null: was not there. */
  readonly before: string | null;
  readonly after: string | null;
}

type Document = Readonly<Record<string, unknown>>;

const PARTS = [
  ['benefits', 'benefit', 'id'],
  ['layers', 'layer', 'id'],
  ['checks', 'check', 'code'],
] as const;

/** Both are documents of sound packs. Examples are left out: they prove a pack and are none of its rules. */
export function diffPacks(before: Document, after: Document): readonly PackChange[] {
  const changes: PackChange[] = [];
  const skipped = new Set<string>([...PARTS.map(([name]) => name), 'examples']);
  const own = (document: Document) =>
    Object.fromEntries(Object.entries(document).filter(([name]) => !skipped.has(name)));
  compare(changes, 'pack', '', own(before), own(after));
  for (const [name, part, key] of PARTS)
    compareRules(changes, part, rulesOf(before[name], key), rulesOf(after[name], key));
  return changes;
}

type Rules = ReadonlyMap<string, Document>;

function rulesOf(rules: unknown, key: string): Rules {
  const list = Array.isArray(rules) ? rules.filter(isRecord) : [];
  return new Map(list.map((rule) => [String(rule[key] ?? ''), rule]));
}

function compareRules(changes: PackChange[], part: PackPart, before: Rules, after: Rules): void {
  for (const [rule, was] of before) {
    const is = after.get(rule);
    if (is === undefined) changes.push({ part, rule, field: '', before: nameOf(was), after: null });
    else compare(changes, part, rule, was, is);
  }
  for (const [rule, is] of after) {
    if (!before.has(rule)) changes.push({ part, rule, field: '', before: null, after: nameOf(is) });
  }
  // The first benefit that fits takes a line, so an exchange of places is a change of its own.
  const stayed = (rules: Rules, others: Rules) => [...rules.keys()].filter((rule) => others.has(rule));
  const [was, is] = [stayed(before, after), stayed(after, before)];
  for (const [at, rule] of was.entries()) {
    const now = is.indexOf(rule);
    if (now !== at) changes.push({ part, rule, field: 'order', before: String(at + 1), after: String(now + 1) });
  }
}

function nameOf(rule: Document): string {
  const { name, say } = rule;
  const words = isRecord(name) ? name : isRecord(say) ? say : {};
  return [words['zh'], words['en']].filter((word) => typeof word === 'string').join(' ');
}

function compare(changes: PackChange[], part: PackPart, rule: string, before: Document, after: Document): void {
  const [was, is] = [leaves(before), leaves(after)];
  for (const field of new Set([...was.keys(), ...is.keys()])) {
    const [from, to] = [was.get(field) ?? null, is.get(field) ?? null];
    if (from !== to) changes.push({ part, rule, field, before: from, after: to });
  }
}

/** Every value by its path; a list of plain values is one value. */
function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null)) found.set(path, value.join(', '));
    else for (const [at, item] of value.entries()) leaves(item, `${path}[${at + 1}]`, found);
  } else if (isRecord(value)) {
    for (const [name, item] of Object.entries(value)) leaves(item, path === '' ? name : `${path}.${name}`, found);
  } else if (value !== null && value !== undefined && value !== '') {
    found.set(path, String(value));
  }
  return found;
}
