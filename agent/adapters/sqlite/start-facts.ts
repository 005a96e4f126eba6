/**
 * What a run finds when it starts: rows the last one left in the middle are moved back or marked unknown, what has outlived
 * its time is dropped, and everything open is counted. Runs once, inside a turn of its own.
 */
import type { StartFacts } from '../../core/input.ts';
import { civilTime, dateOf } from '../../core/time.ts';
import type { CentreState } from '../../core/transaction.ts';
import type { Context } from './context.ts';
import { contactOf, epochOf, rolesOf, seenOf, shiftOf } from './values.ts';

/** Idempotency keys are remembered this long, ms. */
const KEY_LIFE_MS = 7 * 86_400_000;
/** What persons bought is remembered a year: no pack lasts longer. */
const PURCHASE_LIFE_MS = 366 * 86_400_000;

/** Rows the last run left in the middle: what was claimed never left; what was on the wire may have arrived. */
export function startFacts(context: Context): StartFacts {
  const { db, journal, rows, dispensed, visits, values } = context;
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
    db.prepare('DELETE FROM keys WHERE at_ms < ?').run(context.atMs - KEY_LIFE_MS);
    dispensed.prune(dateOf(civilTime(context.atMs - PURCHASE_LIFE_MS)));
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
