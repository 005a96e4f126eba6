/**
 * The bench's table: one row for each thing measured, beside what was measured with it in the same run. A row that was
 * not reached says so; it must never turn into a failure of the process.
 */

/** What one measurement may use. */
export interface Setting {
  /** Empty folder on the disk to be measured; removed afterwards. */
  readonly folder: string;
  readonly rounds: number;
  /** To drain. */
  readonly rows: number;
  /** Settled rows of the years before. */
  readonly grown: number;
  /** The large sizes: minutes instead of seconds. */
  readonly full: boolean;
  /** Progress, for whoever watches. */
  readonly say: (what: string) => void;
}

export interface Row {
  readonly what: string;
  readonly ours: string;
  /** Limit or peer of the same run. */
  readonly beside: string;
  readonly ratio: string;
  readonly target: string;
  /** Null where no target is set. */
  readonly met: boolean | null;
}

export interface Bench {
  readonly name: string;
  readonly title: string;
  readonly run: (setting: Setting) => Promise<readonly Row[]>;
}

const HEAD = ['what', 'ours', 'beside it, same run', 'ratio', 'target', 'met'];

function cellsOf({ what, ours, beside, ratio, target, met }: Row): readonly string[] {
  return [what, ours, beside, ratio, target, met === null ? '–' : met ? 'yes' : 'NO'];
}

export function markdownTable(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map((row) => line(cellsOf(row)))].join('\n');
}

export function plainTable(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const padded = lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const [head = '', ...rest] = padded;
  return [head, widths.map((width) => '─'.repeat(width)).join('  '), ...rest].join('\n');
}
