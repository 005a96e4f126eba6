/**
 * Bytes of a serial scanner cut into codes, as a pure machine: state + bytes → state and what came of it. Any byte may be
 * in a code but those that frame it. Bytes from outside: nothing throws, and nothing grows without bound.
 */

import { aimAt, scanText } from '../scan-text.ts';

export type Framing =
  | 'cr' // ends with CR
  | 'crlf' // ends with CR LF
  | 'lf' // ends with LF
  | 'line' // ends with CR or LF, whichever comes
  | 'stx_etx' // STX … ETX
  | 'stx_etx_lrc' // STX … ETX, and the exclusive or of all after STX up to and with ETX
  | 'silence'; // no suffix: ends when nothing more comes

export interface FrameState {
  readonly bytes: readonly number[];
  /** For frames that begin with STX: whether it came; then, whether ETX came and the check byte is due. */
  readonly inside: boolean;
  readonly due: boolean;
  /** What came was told as no code; the rest of it, up to its end, is none either. */
  readonly spoiled: boolean;
}

export type FrameItem =
  | { readonly kind: 'scan'; readonly text: string; readonly aim: string | null }
  | { readonly kind: 'garbled'; readonly detail: string };

export interface FrameNext {
  readonly state: FrameState;
  readonly items: readonly FrameItem[];
}

export const NO_FRAME: FrameState = { bytes: [], inside: false, due: false, spoiled: false };

/** A QR code holds 2,953 bytes; with room for what joins several. */
const MAX_BYTES = 16 * 1024;
const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

export function advanceFrame(framing: Framing, state: FrameState, bytes: Uint8Array): FrameNext {
  const items: FrameItem[] = [];
  let held = [...state.bytes];
  let { inside, due, spoiled } = state;
  const framed = framing === 'stx_etx' || framing === 'stx_etx_lrc';
  const end = (length: number): void => {
    const item = spoiled ? null : itemOf(held.slice(0, length));
    if (item !== null) items.push(item);
    [held, spoiled] = [[], false];
  };
  for (const byte of bytes) {
    if (framed) {
      if (due) {
        const check = held.reduce((sum, one) => sum ^ one, ETX);
        if (check === byte) end(held.length);
        else items.push({ kind: 'garbled', detail: 'the check byte does not fit' });
        [held, inside, due] = [[], false, false];
      } else if (!inside) inside = byte === STX;
      else if (byte !== ETX) held.push(byte);
      else if (framing === 'stx_etx_lrc') due = true;
      else {
        end(held.length);
        inside = false;
      }
    } else if (framing === 'crlf' && byte === LF && held.at(-1) === CR) end(held.length - 1);
    else if ((byte === CR && (framing === 'cr' || framing === 'line')) || (byte === LF && isLf(framing)))
      end(held.length);
    else if (spoiled) held = [byte];
    else held.push(byte);
    if (held.length > MAX_BYTES) {
      items.push({ kind: 'garbled', detail: `no end after ${MAX_BYTES} bytes` });
      [held, inside, due, spoiled] = [[], false, false, !framed];
    }
  }
  return { state: { bytes: held, inside, due, spoiled }, items };
}

/** Whether its end is still to come. */
export function isBegun({ bytes, inside, spoiled }: FrameState): boolean {
  return bytes.length > 0 || inside || spoiled;
}

/** Nothing more came for a while: the end of a code without a suffix, the failure of one that has one. */
export function silentFrame(framing: Framing, state: FrameState): FrameNext {
  if (state.spoiled || !isBegun(state)) return { state: NO_FRAME, items: [] };
  const item = framing === 'silence' ? itemOf(state.bytes) : broken(state.bytes.length);
  return { state: NO_FRAME, items: item === null ? [] : [item] };
}

function isLf(framing: Framing): boolean {
  return framing === 'lf' || framing === 'line';
}

function broken(length: number): FrameItem {
  return { kind: 'garbled', detail: `${length} bytes without their end` };
}

/** Null for an empty code: a CR LF that was framed as two ends. */
function itemOf(held: readonly number[]): FrameItem | null {
  if (held.length === 0) return null;
  const bytes = Uint8Array.from(held);
  const aim = aimAt(bytes, 0);
  const text = scanText(aim === null ? bytes : bytes.subarray(3));
  if (text === null) return { kind: 'garbled', detail: `${held.length} bytes are text in neither UTF-8 nor GBK` };
  return { kind: 'scan', text, aim };
}
