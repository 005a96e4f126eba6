/**
 * Rows of a receipt as ESC/POS bytes for a printer with a Chinese font: GB18030 through iconv-lite, kanji mode, QR code
 * by the printer's own command. Must never know what a receipt says. The commands are no library's:
 * receipt-printer-encoder 4.0.1 writes no Chinese; node-thermal-printer 4.6.1 has EUC-CN alone, without the rare
 * characters of names; @node-escpos/core 0.6.0 brings an image stack of dozens of packages; receiptline 4.0.4 writes
 * GB18030, but draws a QR code as a picture (2 KB, two seconds at 9600 baud, for 60 bytes) and ends each job with GS r,
 * whose answer mixes with those to status questions.
 */
import iconv from 'iconv-lite';

/** As agent/receipt has them. */
export type PrintRow =
  | { readonly kind: 'text'; readonly text: string; readonly centred: boolean; readonly large: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly text: string };

const INIT = [0x1b, 0x40];
const CHINESE = [0x1c, 0x26];
const LEFT = [0x1b, 0x61, 0];
const CENTRE = [0x1b, 0x61, 1];
const NORMAL = [0x1d, 0x21, 0x00];
const LARGE = [0x1d, 0x21, 0x11];
const FEED_AND_CUT = [0x1b, 0x64, 4, 0x1d, 0x56, 0x01];
const LF = 0x0a;

export function escPos(rows: readonly PrintRow[], columns: number): Uint8Array {
  const parts = rows.map((row) => {
    if (row.kind === 'rule') return Buffer.of(...LEFT, ...text('-'.repeat(columns)), LF);
    if (row.kind === 'qr') return Buffer.of(...CENTRE, ...qr(row.text), LF, ...LEFT);
    return Buffer.of(
      ...(row.centred ? CENTRE : LEFT),
      ...(row.large ? LARGE : NORMAL),
      ...text(row.text),
      LF,
      ...(row.large ? NORMAL : []),
    );
  });
  return Buffer.concat([Buffer.of(...INIT, ...CHINESE), ...parts, Buffer.of(...FEED_AND_CUT)]);
}

/** Control characters would be commands: they are left out, whoever wrote the text. */
function text(content: string): Uint8Array {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach the printer
  return iconv.encode(content.replace(/[\u0000-\u001f\u007f]/g, ' '), 'gb18030');
}

/** GS ( k: model 2, modules of 6 dots, error correction M, store, print. */
function qr(content: string): number[] {
  const data = [...Buffer.from(content, 'utf8')];
  const length = data.length + 3;
  return [
    ...[0x1d, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0],
    ...[0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, 6],
    ...[0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31],
    ...[0x1d, 0x28, 0x6b, length & 0xff, length >> 8, 0x31, 0x50, 0x30, ...data],
    ...[0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30],
  ];
}
