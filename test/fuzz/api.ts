/**
 * Requests made from the OpenAPI document alone, under a seed: each operation with parameters and bodies that fit its
 * schemas, nearly fit them, or do not, over ids the server gave before. Knows of the API nothing that the document does
 * not say, but for a few words that let a sale get far.
 */
import fc from 'fast-check';
import type { Schema } from '../../agent/adapters/schema-check.ts';
import type { Document, Operation, Parameter } from '../api/conformance.ts';

export interface Shot {
  readonly method: string;
  readonly template: string;
  readonly operationId: string;
  /** Path and query, with @ids still to be put in. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as it is; undefined: none. */
  readonly raw: string | undefined;
}

/** What a field or parameter of this name may well hold; @name: the newest the server gave under it. */
const LIKELY: Readonly<Record<string, readonly string[]>> = {
  session: ['@session'],
  visit: ['@visit'],
  msgid: ['@msgid'],
  role: ['cashier', 'chief'],
  item: ['@item'],
  device: ['r1'],
  opter: ['001', '002'],
  pin: ['123456'],
  current_pin: ['123456'],
  med_type: ['41'],
  med_list_codg: ['A', 'B', 'X'],
  feedetl_sn: ['1', '2'],
  cnt: ['1'],
  pric: ['12.5'],
  code: ['A', 'X-nothing'],
  date: ['2022-10-08'],
  action: ['inquire', 'sign_off', 'accept_centre'],
  approval: ['@approval'],
  'idempotency-key': ['@key'],
  fixmedins_code: ['P37010200001'],
  right: ['refund', 'administer'],
  dise_codg: ['M03900'],
};

export function shotsOf(document: Document, each: number): readonly Shot[] {
  // What takes away comes last: what one operation makes the others of a round may use.
  const ordered = [...operationsOf(document)].sort(
    ([one], [other]) => Number(one === 'DELETE') - Number(other === 'DELETE'),
  );
  const rounds = ordered.map(([method, template, operation]) =>
    fc.sample(shot(document, method, template, operation), each),
  );
  return Array.from({ length: each }, (_, round) => rounds.flatMap((shots) => shots[round] ?? [])).flat();
}

export function operationsOf({ paths }: Document): readonly (readonly [string, string, Operation])[] {
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => [method.toUpperCase(), template, operation] as const),
  );
}

function shot(document: Document, method: string, template: string, operation: Operation): fc.Arbitrary<Shot> {
  const { operationId, parameters = [], requestBody } = operation;
  const of = (place: Parameter['in']) => parameters.filter((one) => one.in === place);
  const body = requestBody?.content['application/json']?.schema;
  return fc
    .record({
      params: fc.record(Object.fromEntries(of('path').map((one) => [one.name, mostly(document, idOf(template, one))]))),
      query: some(of('query').map((one) => [one.name, one.required, mostly(document, one)])),
      headers: some(of('header').map((one) => [one.name.toLowerCase(), one.required, header(document, one)])),
      extra: often(fc.constant(''), fc.constantFrom('?x=1', '&limit=0', '?limit=1&limit=2')),
      raw: rawBody(document, body, requestBody?.required === true),
    })
    .map(({ params, query, headers, extra, raw }) => {
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) => escaped(String(params[name])));
      const asked = Object.entries(query).map(([name, value]) => `${name}=${escaped(String(value))}`);
      const search = asked.length === 0 ? extra.replace('&', '?') : `?${asked.join('&')}${extra.replace('?', '&')}`;
      return { method, template, operationId, path: `${path}${search}`, headers, raw };
    });
}

/** @ids stay as they are. Half a surrogate pair, which is no text, can not be written into a path. */
const escaped = (text: string) =>
  text.startsWith('@') ? text : encodeURIComponent(text.replace(/[\ud800-\udfff]/g, '?'));

const often = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 15, arbitrary: usual }, { weight: 1, arbitrary: other });

const mostly = (document: Document, { name, schema }: Parameter) =>
  often(named(document, name, schema), fc.oneof(fc.string({ minLength: 1, maxLength: 60 }), fc.constant('%00')));

/** {id} is of what the path speaks of. */
function idOf(template: string, parameter: Parameter): Parameter {
  const what = /^\/v1\/(session|visit)s\/\{id\}/.exec(template)?.[1];
  return what === undefined || parameter.name !== 'id' ? parameter : { ...parameter, name: what };
}

/** What a header may hold at all. */
const header = (document: Document, { name, schema }: Parameter) =>
  often(named(document, name.toLowerCase(), schema), fc.string({ maxLength: 80 })).map((value) =>
    String(value).replace(/[^\x20-\x7e]/g, '?'),
  );

function rawBody(document: Document, schema: Schema | undefined, required: boolean): fc.Arbitrary<string | undefined> {
  if (schema === undefined) return often(fc.constant(undefined), fc.constantFrom('{}', '[]', '{"a":1}', 'nul'));
  const fitting = textOrMore(document, schema, 0).map((value) => JSON.stringify(value));
  const broken = fc.oneof(
    fitting.chain((text) => fc.nat({ max: text.length }).map((at) => text.slice(0, at))),
    fc.json({ maxDepth: 3 }),
    fitting.map((text) => text.replace('":"', '":"\\ud800')),
    textOrMore(document, schema, 0).chain((value) => damaged(value)),
    fc.constantFrom('', 'null', '{"__proto__":{}}', '['.repeat(2_000)),
  );
  const usual = required ? fitting : fc.option(fitting, { nil: undefined, freq: 3 });
  return fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: broken });
}

/** One field taken away, added, or given a value of another kind. */
function damaged(value: unknown): fc.Arbitrary<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fc.json({ maxDepth: 1 });
  const entries = Object.entries(value);
  return fc
    .tuple(fc.nat({ max: entries.length }), fc.jsonValue({ maxDepth: 1 }), fc.boolean())
    .map(([at, other, drop]) => {
      const changed = entries.flatMap(([name, held], index) =>
        index !== at ? [[name, held] as const] : drop ? [] : [[name, other] as const],
      );
      return JSON.stringify(Object.fromEntries(at < entries.length ? changed : [...changed, ['x', other]]));
    });
}

function named(document: Document, name: string, schema: Schema): fc.Arbitrary<unknown> {
  const likely = LIKELY[name];
  const fitting = textOrMore(document, schema, 0);
  if (likely === undefined) return fitting;
  return fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...likely) }, { weight: 1, arbitrary: fitting });
}

function textOrMore(document: Document, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const {
    $ref,
    anyOf,
    enum: values,
    type,
  } = schema as {
    readonly $ref?: string;
    readonly anyOf?: readonly Schema[];
    readonly enum?: readonly unknown[];
    readonly type?: string;
  };
  if ($ref !== undefined) {
    const found = document.components.schemas[$ref.split('/').at(-1) ?? ''];
    if (found === undefined) throw new Error(`${$ref} is not in the document`);
    return textOrMore(document, found, depth);
  }
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((one) => textOrMore(document, one, depth)));
  if (values !== undefined) return fc.constantFrom(...values);
  if (type === 'object') return objectOf(document, schema, depth);
  if (type === 'array') {
    const { items = {}, minItems = 0 } = schema as { readonly items?: Schema; readonly minItems?: number };
    return fc.array(textOrMore(document, items, depth + 1), {
      minLength: minItems,
      maxLength: Math.max(minItems, 3 - depth),
    });
  }
  if (type === 'integer') return fc.oneof(fc.integer({ min: -2, max: 40 }), fc.integer());
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  return textOf(schema);
}

function objectOf(document: Document, schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema as {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
  };
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [
      name,
      LIKELY[name] === undefined || one['type'] !== 'string'
        ? textOrMore(document, one, depth + 1)
        : named(document, name, one),
    ]),
  );
  return some(Object.entries(model).map(([name, one]) => [name, required.includes(name), one]));
}

/** All that is required, and seldom what is not: most requests name little of what they might. */
function some<T>(fields: readonly (readonly [name: string, required: boolean, value: fc.Arbitrary<T>])[]) {
  const value = ([, required, one]: (typeof fields)[number]): fc.Arbitrary<T | undefined> =>
    required
      ? fc.oneof({ weight: 40, arbitrary: one }, { weight: 1, arbitrary: fc.constant(undefined) })
      : fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });
  return fc
    .record(Object.fromEntries(fields.map((field) => [field[0], value(field)])))
    .map((record) =>
      Object.fromEntries(Object.entries(record).filter((entry): entry is [string, T] => entry[1] !== undefined)),
    );
}

function textOf(schema: Schema): fc.Arbitrary<string> {
  const {
    pattern,
    minLength = 0,
    maxLength = 40,
    examples = [],
  } = schema as {
    readonly pattern?: string;
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly examples?: readonly string[];
  };
  const any =
    pattern === undefined
      ? fc
          .string({ minLength, maxLength, unit: 'grapheme', size: 'small' })
          .filter((text) => [...text].length <= maxLength)
      : fc.stringMatching(new RegExp(pattern));
  return examples.length === 0
    ? any
    : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...examples) }, { weight: 1, arbitrary: any });
}
