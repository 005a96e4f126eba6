/** YAML with its places: a document as plain values, and where in the text each field stands. Must never repair a value. */
import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';

export interface Place {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export type YamlOutcome =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** Where a field stands; where its nearest parent stands when it is missing. */
      readonly placeOf: (path: readonly string[]) => Place;
    }
  | ({ readonly ok: false; readonly message: string } & Place);

/** The text of a file, or the code of why it can not be read. */
export function readText(path: string): { readonly text: string } | { readonly reason: string } {
  try {
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    return { reason: (error as { readonly code?: string }).code ?? 'unreadable' };
  }
}

export function parseYaml(text: string): YamlOutcome {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const [broken] = document.errors;
  if (broken === undefined)
    return { ok: true, value: document.toJS() ?? {}, placeOf: (path) => placeOf(document, lines, path) };
  const [message = ''] = broken.message.split('\n');
  return { ok: false, message, ...placeAt(lines, broken.pos[0]) };
}

function placeOf(document: Document, lines: LineCounter, path: readonly string[]): Place {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent = document.getIn(path.slice(0, depth - 1), true);
    const pair = isMap(parent) ? parent.items.find(({ key }) => String(key) === path[depth - 1]) : undefined;
    const node = pair === undefined ? document.getIn(path.slice(0, depth), true) : pair.key;
    if (isNode(node) && node.range) return placeAt(lines, node.range[0]);
  }
  return { line: 1, column: 1 };
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
