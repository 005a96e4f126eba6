/**
 * JSON that says one thing: half a character (an escape like \\ud800 alone) is written as bytes that nothing reads again, the
 * ledger included, and of a field that stands twice nobody can know which of the two was meant.
 */

/** A field that stands more than once in its object, by its path: lines[0].cnt. */
export class RepeatedField extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`${field} stands twice`);
    this.name = 'RepeatedField';
    this.field = field;
  }
}

/** Throws SyntaxError for what is no JSON, TypeError where a text holds half a character, RepeatedField. */
export function parseWhole(text: string): unknown {
  const value: unknown = JSON.parse(text, HALVES.test(text) ? wholeText : undefined);
  const field = repeatedIn(text);
  if (field !== null) throw new RepeatedField(field);
  return value;
}

/** Half a character can only be written as an escape. */
const HALVES = /\\ud[89a-f]/i;

function wholeText(name: string, value: unknown): unknown {
  if (/\p{Cs}/u.test(name) || (typeof value === 'string' && /\p{Cs}/u.test(value)))
    throw new TypeError('half a character');
  return value;
}

/** An object with its names so far, or a list with its place. */
type Open = { readonly names: Set<string>; name: string | null } | { at: number };

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Of a text that is JSON: the first field that stands twice. */
function repeatedIn(text: string): string | null {
  const open: Open[] = [];
  for (const [token] of text.matchAll(TOKENS)) {
    const inside = open.at(-1);
    if (token === '{') open.push({ names: new Set(), name: null });
    else if (token === '[') open.push({ at: 0 });
    else if (token === '}' || token === ']') open.pop();
    else if (inside === undefined) continue;
    else if (token !== ',') {
      if (!('names' in inside) || inside.name !== null) continue;
      inside.name = JSON.parse(token) as string;
      if (inside.names.has(inside.name)) return pathOf(open);
      inside.names.add(inside.name);
    } else if ('names' in inside) inside.name = null;
    else inside.at += 1;
  }
  return null;
}

/** No longer than a sentence has room for, whatever was sent. */
const MOST = 100;

function pathOf(open: readonly Open[]): string {
  const steps = open.map((one) => ('names' in one ? `.${one.name ?? ''}` : `[${one.at}]`));
  return steps.join('').replace(/^\./, '').slice(0, MOST);
}
