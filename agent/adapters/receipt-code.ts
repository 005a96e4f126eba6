/**
 * The code under a receipt's QR: enough to find the transaction and to see that the paper belongs to what the centre
 * holds. Names no person.
 */
import { createHash } from 'node:crypto';
import type { TransactionView } from '../ports/store.ts';

/** "TX1|msgid|setl_id|total in fen|first 16 hex digits of the SHA-256 of the transaction as it was sent". */
export function receiptCode(view: TransactionView, sent: Uint8Array): string {
  const total = (view.final ?? view.estimate)?.medfee_sumamt ?? 0;
  const digest = createHash('sha256').update(sent).digest('hex').slice(0, 16).toUpperCase();
  return ['TX1', view.msgid, view.setl_id, total, digest].join('|');
}
