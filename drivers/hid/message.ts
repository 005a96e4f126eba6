/**
 * Reports of a HID-POS scanner joined to whole codes, as a pure machine: state + report → state and what came of it.
 * Bytes from outside: nothing throws, nothing grows without bound, and a report that is not right ends its message.
 */

import { aimAt, scanText } from '../scan-text.ts';
import type { ScannerProfile } from './profile.ts';

export interface MessageState {
  readonly parts: readonly Uint8Array[];
  readonly bytes: number;
  readonly aim: string | null;
  /** It was told as no code; its further reports are none either. */
  readonly spoiled: boolean;
}

export type MessageNext =
  | { readonly kind: 'more'; readonly state: MessageState }
  /** The last report of a message that was told as no code. */
  | { readonly kind: 'over' }
  | { readonly kind: 'scan'; readonly text: string; readonly aim: string | null }
  /** `state`: where it goes on from. */
  | { readonly kind: 'garbled'; readonly detail: string; readonly state: MessageState }
  /** A report that carries no code: status, another report id. */
  | { readonly kind: 'none' };

export const NO_MESSAGE: MessageState = { parts: [], bytes: 0, aim: null, spoiled: false };

/** A QR code holds 2,953 bytes; with room for what joins several. */
const MAX_BYTES = 16 * 1024;

export function advanceMessage(layout: ScannerProfile['report'], state: MessageState, report: Uint8Array): MessageNext {
  if (layout.reportId !== 0 && report[0] !== layout.reportId) return { kind: 'none' };
  const continued = layout.continued !== null && ((report[layout.continued.at] ?? 0) & layout.continued.mask) !== 0;
  if (state.spoiled) return continued ? { kind: 'more', state } : { kind: 'over' };
  const garbled = (detail: string): MessageNext => ({
    kind: 'garbled',
    detail,
    state: continued ? { ...NO_MESSAGE, spoiled: true } : NO_MESSAGE,
  });
  const shift = shiftOf(layout, report);
  const from = layout.data + shift;
  const length = lengthOf(layout, report, from);
  if (length === null) return garbled(`a report of ${report.length} bytes tells a length it has not`);
  if (length === 0 && state.bytes === 0 && !continued) return { kind: 'none' };
  const bytes = state.bytes + length;
  // A report that adds nothing and promises more would be waited on for ever.
  if (bytes > MAX_BYTES || (length === 0 && continued)) return garbled(`message of ${bytes} bytes`);
  const parts = [...state.parts, report.slice(from, from + length)];
  const aim = state.aim ?? (layout.aim === null ? null : aimAt(report, layout.aim + shift));
  return continued ? { kind: 'more', state: { parts, bytes, aim, spoiled: false } } : whole(parts, bytes, aim);
}

/** Some firmware has one byte more before the AIM identifier; the bracket shows where it is. */
function shiftOf({ oneByteVariant, aim }: ScannerProfile['report'], report: Uint8Array): 0 | 1 {
  return oneByteVariant && aim !== null && report[aim] !== 0x5d && aimAt(report, aim + 1) !== null ? 1 : 0;
}

function lengthOf(layout: ScannerProfile['report'], report: Uint8Array, from: number): number | null {
  const room = Math.min(layout.dataBytes, Math.max(0, report.length - from));
  if (layout.length !== null) {
    const told = report[layout.length];
    return told === undefined || told > room ? null : told;
  }
  let length = room;
  while (length > 0 && report[from + length - 1] === 0) length -= 1;
  return length;
}

function whole(parts: readonly Uint8Array[], bytes: number, aim: string | null): MessageNext {
  const joined = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  const text = scanText(joined);
  if (text === null)
    return { kind: 'garbled', detail: `${bytes} bytes are text in neither UTF-8 nor GBK`, state: NO_MESSAGE };
  return { kind: 'scan', text, aim };
}
