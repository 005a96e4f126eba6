/**
 * A card as a vendor's reader library tells it: the text of iReadCardBas, GBK, parted by "|" (national-interface.md 5.4).
 * Bytes from outside: read exactly or not at all, since half a text may name the wrong person. Pure.
 */

import { decodeValue, gbkText } from '../card-file.ts';
import type { CardData, CardErrorCode } from '../contract.ts';

export type VendorCard =
  | { readonly ok: true; readonly card: CardData }
  /** `detail` never holds what the text said. */
  | { readonly ok: false; readonly code: CardErrorCode; readonly detail: string };

/** A text of eleven parts of at most 64 bytes; longer is no such text. */
const MAX_BYTES = 1024;
const PARTS = 11;
const BAR = 0x7c;

export function vendorCard(bytes: Uint8Array): VendorCard {
  const parts = partsOf(bytes);
  if (parts === null || parts.length < PARTS) return unreadable(`${bytes.length} bytes are no text of ${PARTS} parts`);
  const [area, certno, cardno, card_sn, name, , version, issued, expiry] = parts;
  if (!fits(/^[0-9]{6}$/, area)) return unreadable('发卡地区');
  if (!fits(/^[0-9A-Z]{18}$/, certno)) return unreadable('社会保障号码');
  if (!fits(/^[0-9A-Z]{9}$/, cardno)) return unreadable('卡号');
  // The serial begins with the area: a text put together from two cards shows here.
  if (!fits(/^[0-9A-F]{32}$/, card_sn) || !card_sn.startsWith(area)) return unreadable('卡识别码');
  if (!fits(/^.{1,60}$/u, name)) return unreadable('姓名');
  const [issued_date, expiry_date, brdy] = [dayOf(issued), dayOf(expiry), dayOf(certno.slice(6, 14))];
  if (issued_date === null) return unreadable('发卡日期');
  if (expiry_date === null) return unreadable('卡有效期');
  if (brdy === null) return unreadable('社会保障号码');
  if (version !== '1.00' && version !== '2.00' && version !== '3.00')
    return { ok: false, code: 'card_version_unknown', detail: 'iReadCardBas: version' };
  return {
    ok: true,
    card: {
      card_sn,
      issuing_admdvs: area,
      card_class: '',
      card_version: version,
      issuer: '',
      issued_date,
      expiry_date,
      cardno,
      certno,
      psn_name: name,
      // The text tells neither; both are part of the number.
      gend: Number(certno[16]) % 2 === 1 ? '1' : '2',
      naty: null,
      birthplace: null,
      brdy,
    },
  };
}

/** Null: too long, or not GBK. Parted as bytes: the second byte of a Chinese character may be a bar. */
function partsOf(bytes: Uint8Array): readonly string[] | null {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  if (text.length > MAX_BYTES) return null;
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const byte = text[at] ?? BAR;
    if (byte >= 0x81) at += 1;
    else if (byte === BAR) {
      const part = text.subarray(from, at);
      const decoded = part.length === 0 ? '' : gbkText([part]);
      if (decoded === null) return null;
      parts.push(decoded);
      from = at + 1;
    }
  }
  return parts;
}

function fits(pattern: RegExp, part: string | undefined): part is string {
  return part !== undefined && pattern.test(part);
}

/** yyyyMMdd of a day there is, as yyyy-MM-dd. */
function dayOf(text: string | undefined): string | null {
  if (text === undefined || !/^[0-9]{8}$/.test(text)) return null;
  const bytes = Uint8Array.from(Buffer.from(text, 'hex'));
  return decodeValue('bcd_date', bytes);
}

function unreadable(detail: string): VendorCard {
  return { ok: false, code: 'card_unreadable', detail: `iReadCardBas: ${detail}` };
}
