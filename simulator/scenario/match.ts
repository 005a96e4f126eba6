/**
 * Whether what is there holds what was expected: objects by the fields that are named, lists by their members, texts
 * between slashes as patterns. Says the first place where it does not; decides nothing.
 */

/** Null when it holds; otherwise where and how it does not. */
export function mismatch(wanted: unknown, found: unknown, at = ''): string | null {
  if (Array.isArray(wanted)) return inList(wanted, found, at);
  if (typeof wanted === 'object' && wanted !== null) return inObject(wanted as Fields, found, at);
  if (typeof wanted === 'string' && typeof found === 'string') {
    const pattern = /^\/(.+)\/$/.exec(wanted)?.[1];
    if (wanted === found || (pattern !== undefined && new RegExp(pattern).test(found))) return null;
  } else if (wanted === found) return null;
  return `${at === '' ? '' : `${at}: `}${show(found)}, expected ${show(wanted)}`;
}

type Fields = Readonly<Record<string, unknown>>;

function inObject(wanted: Fields, found: unknown, at: string): string | null {
  if (typeof found !== 'object' || found === null) return `${at}: ${show(found)}, expected ${show(wanted)}`;
  for (const [name, value] of Object.entries(wanted)) {
    const differs = mismatch(value, (found as Fields)[name], at === '' ? name : `${at}.${name}`);
    if (differs !== null) return differs;
  }
  return null;
}

/** An empty list expects an empty one; otherwise each member has to be there, in any order. */
function inList(wanted: readonly unknown[], found: unknown, at: string): string | null {
  if (!Array.isArray(found) || (wanted.length === 0 && found.length > 0))
    return `${at}: ${show(found)}, expected ${show(wanted)}`;
  const missing = wanted.find((one) => !found.some((other) => mismatch(one, other) === null));
  return missing === undefined ? null : `${at}: no ${show(missing)} in ${show(found)}`;
}

const MOST_SHOWN = 400;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
