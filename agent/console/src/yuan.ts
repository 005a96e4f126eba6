/** Yuan as text and fen as whole numbers; no amount is ever a fraction here. */

/** '12.5' → 1250; null when it is no amount of money. */
export function fenOf(yuan: string): number | null {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,9})(?:\.(\d{0,2}))?$/.exec(yuan.trim()) ?? [];
  if (whole === '') return null;
  const fen = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

export function yuanOf(fen: number): string {
  const text = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** What an answer holds is always an amount; nothing stands for none. */
export function amountOf(yuan: string | undefined): number {
  return fenOf(yuan ?? '0.00') ?? 0;
}
