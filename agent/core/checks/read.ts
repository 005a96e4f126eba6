/**
 * Reads the checks of a policy pack. A kind takes its own parameters and no other, and a sentence names only what that
 * kind knows: a fault is found when the pack is read, not when a person stands at the counter.
 */
import {
  arrayOf,
  date,
  isRecord,
  join,
  matching,
  oneOf,
  type Read,
  type Reading,
  readObject,
  text,
} from '../settlement/document.ts';
import { type Check, type CheckKind, type CheckRule, PLACES, SEVERITIES, type TraceShape } from './check.ts';
import { whole } from './goods.ts';

const HEAD = {
  code: matching(/^[a-z][a-z0-9_]{0,62}$/, 'a code of lower-case letters, digits and underscores'),
  kind: oneOf(Object.keys(PLACES) as CheckKind[]),
  severity: oneOf(SEVERITIES),
  say: readSay,
  source: text,
  when: readWhen,
};

const PARAMETERS: Readonly<Record<string, Readonly<Record<string, Read<unknown>>>>> = {
  repeat: { early_days: whole(0, 365) },
  supply: { max_days: whole(1, 1_000) },
  trace_malformed: { shapes: readShapes },
  trace_product: { digits: whole(1, 20) },
};

const REQUIRED = ['code', 'kind', 'severity', 'say', 'source'] as const;

export const readCheck: Read<Check> = (reading, field, value) => {
  const kind = isRecord(value) && typeof value['kind'] === 'string' ? value['kind'] : '';
  const parameters = Object.hasOwn(PARAMETERS, kind) ? (PARAMETERS[kind] ?? {}) : {};
  const names = Object.keys(parameters);
  const shape: typeof HEAD & Record<string, Read<unknown>> = { ...HEAD, ...parameters };
  const found = readObject(reading, field, value, shape, [...REQUIRED, ...names]);
  const { code = '', severity = 'block', say = { zh: '', en: '' }, source = '', when = {} } = found;
  if (found.kind === undefined) return undefined;
  checkPlaces(reading, field, found.kind, say);
  return { ...found, code, severity, say, source, when } as Check & CheckRule;
};

function readSay(reading: Reading<string>, field: string, value: unknown): Check['say'] {
  const found = readObject(reading, field, value, { zh: text, en: text }, ['zh', 'en']);
  return { zh: found.zh ?? '', en: found.en ?? '' };
}

const code = matching(/^[0-9]{2,6}$/, 'a code of 2 to 6 digits');

function readWhen(reading: Reading<string>, field: string, value: unknown): Check['when'] {
  const shape = { insutype: arrayOf(code), med_type: arrayOf(code), begndate: date, enddate: date };
  return readObject(reading, field, value, shape, []);
}

function readShapes(reading: Reading<string>, field: string, value: unknown): readonly TraceShape[] | undefined {
  const one: Read<TraceShape> = (inner, path, given) => {
    const begins = matching(/^[0-9]{0,20}$/, 'at most 20 digits');
    const shape = { begins, least: whole(1, 100), most: whole(1, 100) };
    const found = readObject(inner, path, given, shape, ['least', 'most']);
    return { begins: found.begins ?? '', least: found.least ?? 1, most: found.most ?? 1 };
  };
  const found = arrayOf(one)(reading, field, value) ?? [];
  return found.length === 0 ? reading.bad(field, 'must not be empty') : found;
}

function checkPlaces(reading: Reading<string>, field: string, kind: CheckKind, say: Check['say']): void {
  const known: readonly string[] = PLACES[kind];
  for (const language of ['zh', 'en'] as const)
    for (const [, name = ''] of say[language].matchAll(/\{([^{}]*)\}/g))
      if (!known.includes(name))
        reading.bad(join(field, `say.${language}`), `{${name}} is not known here, but ${known.join(', ')}`);
}
