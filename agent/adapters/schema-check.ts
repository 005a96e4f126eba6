/**
 * Values against JSON Schema (2020-12), with every fault as plain facts that the error catalogue can say: which field,
 * what was expected, what was probably meant. Shared by the configuration and the local API; must never change a value.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

export type Schema = Readonly<Record<string, unknown>>;

export interface SchemaFault {
  readonly kind: 'unknown_field' | 'missing_field' | 'bad_value';
  /** Where, as property names and indices from the root. */
  readonly path: readonly string[];
  /** The same as people write it: lines[3].pric. Empty for the value itself. */
  readonly field: string;
  /** The JSON Schema keyword that failed and its limit; empty where they say nothing. */
  readonly rule: string;
  readonly limit: string;
  readonly example: string;
  /** The known name nearest to an unknown one; empty when none is near. */
  readonly suggestion: string;
}

export type Check = (value: unknown) => readonly SchemaFault[];

/** `root` holds the definitions that `schema` refers to with #/…; without it a schema stands alone. */
export function createChecks(root: Schema, first = true): (pointer: string) => Check {
  // A start must not pay for this: the schemas are ours and held against the meta-schema by tests, and polishing the
  // generated code takes longer (20 ms) than it will ever save.
  const trusted = { meta: false, validateSchema: false, code: { optimize: false } } as const;
  const ajv = new Ajv2020({ allErrors: !first, verbose: true, strict: true, allowUnionTypes: true, ...trusted });
  // The parts of an OpenAPI document around the schemas.
  ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'paths', 'components', 'tags']);
  ajv.addSchema({ ...root, $id: 'root' });
  return (pointer) => checkBy(ajv.compile({ $ref: `root${pointer}` }));
}

/** A compiled schema as a check. The build asks for it by name, in what it writes for the start (build.mjs). */
export function checkBy(validate: ValidateFunction): Check {
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(faultOf));
}

function faultOf(error: ErrorObject): SchemaFault {
  const at = error.instancePath.split('/').slice(1).map(plainToken);
  const none = { rule: '', limit: '', example: '', suggestion: '' };
  const name = error.params['additionalProperty'] ?? error.params['missingProperty'];
  if (typeof name === 'string') {
    const path = [...at, name];
    if (error.keyword === 'required') return { ...none, kind: 'missing_field', path, field: spell(path) };
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    return { ...none, kind: 'unknown_field', path, field: spell(path), suggestion: nearest(name, known) };
  }
  const [example] = (error.parentSchema?.['examples'] ?? []) as readonly unknown[];
  return {
    ...none,
    kind: 'bad_value',
    path: at,
    field: spell(at),
    rule: error.keyword,
    limit: Array.isArray(error.schema) ? error.schema.join(', ') : String(error.schema),
    example: example === undefined ? '' : String(example),
  };
}

function plainToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** ["lines", "3", "pric"] → lines[3].pric */
export function spell(path: readonly string[]): string {
  return path.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** The candidate that a slip of the hand makes of `name`; empty when none is that close. */
function nearest(name: string, candidates: readonly string[]): string {
  const plain = (text: string) => text.toLowerCase().replace(/[_-]/g, '');
  let best = '';
  let least = Math.min(3, Math.floor(name.length / 2) + 1);
  for (const candidate of candidates) {
    const away = distance(plain(name), plain(candidate));
    if (away < least) [best, least] = [candidate, away];
  }
  return best;
}

/** Levenshtein, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
