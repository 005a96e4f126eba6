/**
 * Names as the words of a full-text index and of a question to it. Chinese is cut into overlapping pairs, so that any two
 * neighbouring characters are found at once and longer ones as a phrase. Index and question must use the same cutting.
 */
const RUNS = /\p{Script=Han}+|[0-9a-z]+/gu;

/** 阿莫西林 0.25g → "阿莫 莫西 西林 林 0 25g". */
export function indexWords(name: string): string {
  const words: string[] = [];
  for (const [run] of name.toLowerCase().matchAll(RUNS)) {
    if (/^[0-9a-z]/.test(run)) words.push(run);
    else words.push(...pairs(run), last(run));
  }
  return words.join(' ');
}

/** A question in FTS5's language: every part must be there. Empty when nothing in the text can be asked for. */
export function question(text: string): string {
  const parts: string[] = [];
  for (const [run] of text.toLowerCase().matchAll(RUNS)) {
    const found = /^[0-9a-z]/.test(run) ? [] : pairs(run);
    parts.push(found.length === 0 ? `"${run}"*` : `"${found.join(' ')}"`);
  }
  return parts.join(' AND ');
}

function pairs(run: string): readonly string[] {
  const characters = [...run];
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

function last(run: string): string {
  return [...run].at(-1) ?? '';
}
