/**
 * Scenario files: read whole or not at all. Every fault names file, line and field; the schema beside this file says what
 * may stand in one, for editors too. Runs nothing.
 */

export type Runner = 'virtual' | 'real' | 'guest';
export type Args = Readonly<Record<string, unknown>>;

export interface Step {
  readonly verb: string;
  readonly args: unknown;
  /** Error code with which it has to be refused; null: it has to succeed. */
  readonly fails: string | null;
  readonly note: string;
  readonly line: number;
}

export interface Scenario {
  /** File name without ending, and the variant where there are several. */
  readonly name: string;
  readonly file: string;
  readonly zh: string;
  readonly en: string;
  readonly runs: readonly Runner[];
  readonly institution: 'pharmacy' | 'clinic';
  readonly limits: Readonly<Record<string, number>>;
  readonly steps: readonly Step[];
}

export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly what: string;
}

/** YAML and JSON Schema as the agent already reads its configuration; given, because they are adapters. */
export interface Reading {
  readonly yaml: (
    text: string,
  ) =>
    | { readonly ok: true; readonly value: unknown; readonly placeOf: (path: readonly string[]) => { line: number } }
    | { readonly ok: false; readonly message: string; readonly line: number };
  readonly check: (value: unknown) => readonly SchemaFault[];
}

interface SchemaFault {
  readonly kind: string;
  readonly path: readonly string[];
  readonly field: string;
  readonly rule: string;
  readonly limit: string;
  readonly suggestion: string;
}

interface Document {
  readonly title: { readonly zh: string; readonly en: string };
  readonly runs?: readonly Runner[];
  readonly institution?: 'pharmacy' | 'clinic';
  readonly limits?: Readonly<Record<string, number>>;
  readonly variants?: Readonly<Record<string, readonly (string | number)[]>>;
  readonly steps: readonly (string | Args)[];
}

export type ReadScenarios =
  | { readonly ok: true; readonly scenarios: readonly Scenario[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export function readScenarios(file: string, text: string, { yaml, check }: Reading): ReadScenarios {
  const read = yaml(text);
  if (!read.ok) return { ok: false, faults: [{ file, line: read.line, field: '', what: read.message }] };
  const { value, placeOf } = read;
  const faults = check(value).map((one) => ({ file, line: placeOf(one.path).line, field: one.field, what: say(one) }));
  if (faults.length > 0) return { ok: false, faults };
  const document = value as Document;
  const twofold = document.steps.findIndex((step) => verbsOf(step).length !== 1);
  if (twofold >= 0) {
    const { line } = placeOf(['steps', String(twofold)]);
    const what = `一步只做一件事 one act a step: ${verbsOf(document.steps[twofold] ?? '').join(', ')}`;
    return { ok: false, faults: [{ file, line, field: `steps[${twofold}]`, what }] };
  }
  const lineOf = (at: number) => placeOf(['steps', String(at)]).line;
  const own = /([^/\\]+)\.ya?ml$/.exec(file)?.[1] ?? file;
  return {
    ok: true,
    scenarios: variantsOf(document).map(({ label, values }) => ({
      ...{ name: own + label, file, runs: document.runs ?? ['virtual', 'real'], limits: document.limits ?? {} },
      ...{ zh: document.title.zh + label, en: document.title.en + label },
      institution: document.institution ?? 'pharmacy',
      steps: document.steps.map((step, at) => stepOf(filled(step, values) as string | Args, lineOf(at))),
    })),
  };
}

function verbsOf(step: string | Args): readonly string[] {
  return typeof step === 'string' ? [step] : Object.keys(step).filter((name) => name !== 'fails' && name !== 'note');
}

function stepOf(step: string | Args, line: number): Step {
  if (typeof step === 'string') return { verb: step, args: null, fails: null, note: '', line };
  const { fails = null, note = '', ...rest } = step as Args & { readonly fails?: string; readonly note?: string };
  const [[verb, args] = ['', null]] = Object.entries(rest);
  return { verb, args, fails, note, line };
}

type Values = Readonly<Record<string, string | number>>;

/** One for each value of each list; a file without variants is one. */
function variantsOf({ variants = {} }: Document): readonly { readonly label: string; readonly values: Values }[] {
  let all: readonly Values[] = [{}];
  for (const [name, values] of Object.entries(variants))
    all = all.flatMap((before) => values.map((value) => ({ ...before, [name]: value })));
  return all.map((values) => {
    const said = Object.values(values).join(', ');
    return { label: said === '' ? '' : ` [${said}]`, values };
  });
}

/** Puts the variant's values where ${name} stands. */
function filled(value: unknown, values: Values): unknown {
  if (typeof value === 'string') {
    const whole = /^\$\{(\w+)\}$/.exec(value)?.[1];
    if (whole !== undefined && whole in values) return values[whole];
    return value.replace(/\$\{(\w+)\}/g, (text, name: string) => String(values[name] ?? text));
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, values)]));
}

function say({ kind, rule, limit, suggestion }: SchemaFault): string {
  if (kind === 'unknown_field')
    return suggestion === ''
      ? '没有这一项 there is no such field'
      : `没有这一项，是否指 ${suggestion} there is no such field; did you mean ${suggestion}`;
  if (kind === 'missing_field') return '缺少这一项 it is missing';
  return `值不对 not a value it can have (${rule}: ${limit})`;
}
