/**
 * What a scanned text may be (national-interface.md 6, 9; settlement.md on goods): pure, from the text and the symbology
 * the scanner told alone. A text can be several things; the likeliest comes first, and whoever waits decides between
 * them. Must never keep a text or guess one into shape.
 */

export type ScanKind = 'voucher' | 'trace' | 'ean13' | 'prescription' | 'receipt' | 'shop' | 'unknown';

/** Longest text a code can hold: 7,089 digits in a QR code. */
export const MAX_SCAN = 7_089;

/** 医保电子凭证: digits, 28 in the one sample seen, the last six the region. */
const VOUCHER = /^[0-9]{18,32}$/;
/** 药品追溯码: 20 digits, of which the first seven name the product. */
const TRACE = /^8[0-9]{19}$/;
/** epc_qrcd is C27. */
const PRESCRIPTION = /^[\x21-\x7e]{27}$/;
/** Under every receipt that is printed here: msgid, setl_id, total in fen, and the beginning of a hash. */
const RECEIPT = /^TX1\|[0-9A-Z]{14,40}\|[\x21-\x7b\x7d\x7e]{0,40}\|[0-9]{1,15}\|[0-9A-F]{16}$/;
/** medins_list_codg as shops print it on their own labels. */
const SHOP = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,49}$/;

/**
 * All that `text` may be, likeliest first; ['unknown'] when nothing fits. `aim` is the AIM identifier without its
 * bracket ("Q1"), or null where the scanner tells none: a voucher or prescription in anything but a two-dimensional code
 * is none, and 13 digits that a scanner calls EAN but whose check digit is wrong are nothing.
 */
export function readingsOf(text: string, aim: string | null = null): readonly ScanKind[] {
  const flat = aim !== null && !/^[Qdz]/.test(aim);
  const readings: ScanKind[] = [];
  if (TRACE.test(text)) readings.push('trace');
  if (VOUCHER.test(text) && !flat) readings.push('voucher');
  if (PRESCRIPTION.test(text) && !flat) readings.push('prescription');
  if (RECEIPT.test(text) && !flat) readings.push('receipt');
  if (isEan13(text)) readings.push('ean13');
  if (readings.length === 0 && SHOP.test(text) && !looksLikeEan(text)) readings.push('shop');
  return readings.length === 0 ? ['unknown'] : readings;
}

/** 13 digits with a wrong check digit: misread, or mistyped by whoever printed it. */
export function looksLikeEan(text: string): boolean {
  return /^[0-9]{13}$/.test(text) && !isEan13(text);
}

/** 13 digits, of which the last makes the weighted sum (1, 3, 1, 3, …) a multiple of 10. */
export function isEan13(text: string): boolean {
  if (!/^[0-9]{13}$/.test(text)) return false;
  let sum = 0;
  for (let at = 0; at < 13; at += 1) sum += (text.charCodeAt(at) - 48) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}

/** A code that is good for one use; shown again it is a replay. */
export function isOneTime(kind: ScanKind): boolean {
  return kind === 'voucher';
}

/** Whether the text may be shown to any listener: codes of goods and receipts, which name no person; not those of persons. */
export function isPublic(kind: ScanKind): boolean {
  return kind === 'trace' || kind === 'ean13' || kind === 'shop' || kind === 'receipt';
}
