/**
 * What a run finds when it starts: rows the last one left in the middle are moved back or marked unknown, and everything open
 * is counted. Runs once, inside a turn of its own. Forgets nothing: nobody has said yet that the clock is right.
 */
import type { StartFacts } from '../../core/input.ts';
import type { CentreState } from '../../core/transaction.ts';
import type { Context } from './context.ts';
import { contactOf, epochOf, rolesOf, seenOf, shiftOf } from './values.ts';

/** Rows the last run left in the middle: what was claimed never left; what was on the wire may have arrived. */
export function startFacts(context: Context): StartFacts {
  const { db, journal, rows, visits, values } = context;
  const contact = contactOf(values);
  const epoch = epochOf(values);
  let recovered = 0;
  db.transaction(() => {
    for (const row of rows.underway()) {
      const path: CentreState[] = row.state === 'claimed' ? ['claimed', 'queued'] : [row.state, 'unknown'];
      rows.move({ kind: 'move', msgid: row.msgid, path, note: 'restart' });
      journal.note(['move', context.atMs, row.msgid, path, 'restart', '']);
      recovered += 1;
    }
    rows.written();
    journal.flush();
    rows.voidsAgain();
    context.recent.merge();
  })();
  const last = rows.last(epoch);
  return {
    epoch,
    number: last === null ? 0 : last.number,
    last_msgid: newer(rows.newestMsgid(), visits.newestMsgid()),
    ...rows.openCounts(),
    shift: shiftOf(values),
    roles: rolesOf(values),
    last_contact_ms: contact?.at_ms ?? null,
    seen: seenOf(values),
    epoch_confirmed: contact?.epoch === epoch,
    recovered,
    enrolled: context.operators.count(),
  };
}

/** Visits take their ids from the same sequence as transactions: the later of both is where it has come to. */
function newer(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other > one) ? other : one;
}
