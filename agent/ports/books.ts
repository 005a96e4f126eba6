/**
 * What the ledger holds for reconciliation, to be looked at: statements by day, their rows, the work list. Reads only;
 * safe beside a turn. Amounts in fen; no person in any of it.
 */
import type { StatementTotals } from '../core/centre.ts';
import type { Fen } from '../core/money.ts';
import type { Detail } from '../core/reconcile/detail.ts';
import type { WorkAction, WorkItem } from '../core/reconcile/work.ts';

/** How a day of the centre's last compared. */
export interface Statement {
  readonly stmt_date: string;
  readonly terminal: readonly StatementTotals[];
  readonly centre: readonly StatementTotals[];
  readonly equal: boolean;
  readonly at_ms: number;
  /** When its shift was signed out, and by whom; null and empty before. */
  readonly closed_ms: number | null;
  readonly opter: string;
}

export interface Books {
  /** Our side of a day, as statements go by it; by msgid. */
  details(stmt_date: string): readonly Detail[];
  totals(stmt_date: string): readonly StatementTotals[];
  /** What persons bought alone since then, and what of it came back: in no statement, and in the drawer. */
  selfPaid(sinceMs: number): { readonly count: number; readonly medfee_sumamt: Fen };
  /** By item. All days without a date. */
  work(what: { readonly stmt_date?: string | undefined; readonly openOnly: boolean }): readonly WorkItem[];
  workItem(item: string): WorkItem | null;
  /** What may be done about it now; nothing once it is done. */
  actions(item: WorkItem): readonly WorkAction[];
  statement(stmt_date: string): Statement | null;
  /** Newest first. */
  statements(limit: number): readonly Statement[];
}
