/**
 * Paper for the counter. `print` resolves when the printer has taken every byte and says that it is well, or with what
 * kept it from that; it never rejects, and never changes a transaction. Every print of a receipt but the first is marked
 * as a copy: bytes that were sent count, whatever became of them.
 */
import type { DeviceProblemCode } from '../../drivers/contract.ts';
import type { Msgid } from '../core/transaction.ts';

/** There is no such transaction · it is one that has no paper of its own. */
export type NoReceipt = 'transaction_unknown' | 'receipt_none';

export type PrintOutcome =
  | { readonly ok: true; readonly device: string /** How many prints went before. */; readonly copy: number }
  | {
      readonly ok: false;
      readonly code: DeviceProblemCode | NoReceipt | 'no_printer' | 'role_absent' | 'role_ambiguous';
      /** Which role, and which devices may be it. */
      readonly facts?: Readonly<Record<string, string | number | boolean | null>>;
    };

export type NotPrinted = Extract<PrintOutcome, { ok: false }>;

export interface Printing {
  /** `device`: which printer; without it the one there is. */
  print(msgid: Msgid, device: string | null): Promise<PrintOutcome>;
  /** What would be printed, as text. */
  preview(msgid: Msgid, width: 58 | 80): { readonly text: string } | { readonly lacking: NoReceipt };
}
