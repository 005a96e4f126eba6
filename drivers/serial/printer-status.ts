/**
 * What an ESC/POS printer says of itself: the answers to DLE EOT 2, 3 and 4 as one verdict. Bytes from outside: an answer
 * that does not have the fixed bits is none. Pure.
 */

import type { DeviceProblemCode } from '../contract.ts';

/** Offline cause, error cause, paper sensor: asked in this order, answered by one byte each. */
export const STATUS_QUESTION = Uint8Array.of(0x10, 0x04, 0x02, 0x10, 0x04, 0x03, 0x10, 0x04, 0x04);
export const STATUS_ANSWERS = 3;

const FIXED_MASK = 0x93;
const FIXED = 0x12;
const COVER_OPEN = 0x04;
const PAPER_STOP = 0x20;
const CUTTER = 0x08;
const UNRECOVERABLE = 0x20;
const PAPER_END = 0x60;

export type PrinterStatus =
  | { readonly kind: 'known'; readonly problem: DeviceProblemCode | null }
  | { readonly kind: 'not_answered' };

export function printerStatus(answers: Uint8Array): PrinterStatus {
  const told = [...answers].filter((byte) => (byte & FIXED_MASK) === FIXED);
  const [offline, errors, paper] = told.slice(-STATUS_ANSWERS);
  if (offline === undefined || errors === undefined || paper === undefined) return { kind: 'not_answered' };
  return { kind: 'known', problem: problemOf(offline, errors, paper) };
}

/** The one a person has to see to first. */
function problemOf(offline: number, errors: number, paper: number): DeviceProblemCode | null {
  if ((offline & COVER_OPEN) !== 0) return 'printer_cover_open';
  if ((paper & PAPER_END) !== 0 || (offline & PAPER_STOP) !== 0) return 'printer_no_paper';
  return (errors & (CUTTER | UNRECOVERABLE)) === 0 ? null : 'printer_fault';
}
