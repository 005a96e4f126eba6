/**
 * JSON whose texts can be kept: half a character (an escape like \ud800 alone) is written as bytes that nothing reads again,
 * the ledger included.
 */

/** Throws SyntaxError for what is no JSON, TypeError where a text holds half a character. */
export function parseWhole(text: string): unknown {
  return JSON.parse(text, HALVES.test(text) ? wholeText : undefined);
}

/** Half a character can only be written as an escape. */
const HALVES = /\\ud[89a-f]/i;

function wholeText(name: string, value: unknown): unknown {
  if (/\p{Cs}/u.test(name) || (typeof value === 'string' && /\p{Cs}/u.test(value)))
    throw new TypeError('half a character');
  return value;
}
