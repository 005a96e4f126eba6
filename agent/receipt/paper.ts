/**
 * A receipt as rows for paper of a given width, before any printer language. Counts columns as a printer does: a Chinese
 * character takes two. Pure; must never cut an amount.
 */

export type Row =
  | { readonly kind: 'text'; readonly text: string; readonly centred: boolean; readonly large: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly text: string };

/** Half-width columns at font A (national-interface.md 8). */
export const COLUMNS = { 58: 32, 80: 48 } as const;
export type PaperWidth = keyof typeof COLUMNS;

export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += isWide(character) ? 2 : 1;
  return columns;
}

/** Everything a GB18030 font draws in two columns: what is not ASCII. */
function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) > 0x7f;
}

export function line(text: string, columns: number): Row[] {
  return wrapped(text, columns).map((part) => ({ kind: 'text', text: part, centred: false, large: false }));
}

/** Goes on to the next row between words; large ones are twice as wide. */
export function title(text: string, columns: number, large = false): Row[] {
  const most = large ? Math.floor(columns / 2) : columns;
  const rows: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${rows.at(-1)} ${word}`;
    if (rows.length > 0 && columnsOf(longer) <= most) rows.splice(-1, 1, longer);
    else rows.push(word);
  }
  return rows
    .flatMap((row) => wrapped(row, most))
    .map((part) => ({
      kind: 'text',
      text: part,
      centred: true,
      large,
    }));
}

/** Left and right on one row; where they do not fit, right goes to the next one, whole. */
export function pair(left: string, right: string, columns: number): Row[] {
  const gap = columns - columnsOf(left) - columnsOf(right);
  if (gap >= 1) return line(left + ' '.repeat(gap) + right, columns);
  return [...line(left, columns), ...line(' '.repeat(Math.max(0, columns - columnsOf(right))) + right, columns)];
}

export const RULE: Row = { kind: 'rule' };

function wrapped(text: string, columns: number): string[] {
  const rows: string[] = [];
  let row = '';
  let used = 0;
  for (const character of text) {
    const wide = isWide(character) ? 2 : 1;
    if (used + wide > columns) {
      rows.push(row);
      [row, used] = ['', 0];
    }
    row += character;
    used += wide;
  }
  rows.push(row);
  return rows;
}

/** The rows as plain text, for a screen. */
export function asText(rows: readonly Row[], columns: number): string {
  return rows
    .map((row) => {
      if (row.kind === 'rule') return '-'.repeat(columns);
      if (row.kind === 'qr') return `[QR ${row.text}]`;
      const room = columns - columnsOf(row.text) * (row.large ? 2 : 1);
      return row.centred ? ' '.repeat(Math.max(0, Math.floor(room / 2))) + row.text : row.text;
    })
    .join('\n');
}
