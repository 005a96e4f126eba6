/**
 * What may be done about an item of the work list now: what is legal for its class and for how its transaction stands at this
 * moment, less what would do twice what is done, or take back what is owed. Whoever offers and whoever acts ask here and
 * nowhere else, so that nothing is offered that is refused.
 */
import { type Claim, newestSince } from '../claim.ts';
import type { RowView } from '../input.ts';
import { undoes } from '../message.ts';
import { sameAmounts } from './detail.ts';
import { actionsOf, type Standing, standingOf, type WorkAction, type WorkItem } from './work.ts';

/** What the ledger has of an item's transaction, and beside it. */
export interface Circumstances {
  readonly row: RowView | null;
  readonly body_lost: boolean;
  /** It was told as sold before it was judged. */
  readonly sold: boolean;
  /** Of it and of every undoing that the centre refused. */
  readonly claims: readonly Claim[];
  /** Refused here, it was given back. */
  readonly given: boolean;
  /** The settlement of a visit that was settled anew since: what was paid for it goes back, or went. */
  readonly settled_anew: boolean;
  /** Its newest undoing; null for none. */
  readonly reversal: RowView | null;
}

/** It may have gone on since the statements were compared. */
export function standingNow(item: WorkItem, { row }: Circumstances): Standing {
  if (item.standing === 'group') return 'group';
  return standingOf(row?.state ?? null, row !== null && undoes(row.infno));
}

export function actionsNow(item: WorkItem, found: Circumstances): readonly WorkAction[] {
  const standing = standingNow(item, found);
  const gone = isUndone(standing, found.reversal);
  return actionsOf({ ...item, standing }).filter((action) => {
    if (action === 'resend') return !found.body_lost;
    if (action === 'reverse') return !gone && !staysAsPaid(item, found);
    // Where nothing is there, nothing is taken over.
    return action !== 'accept_centre' || item.centre === null || (!gone && isAcceptable(item, found));
  });
}

/**
 * What is owed can not be made less or paid back by taking the centre's: it is undone there, and stays owed; nor can what
 * was paid, where all of it was told as the person's own and nothing is owed. Nor does it stand there for nothing once it
 * was given back, or beside what its visit was paid by since.
 */
function isAcceptable(item: WorkItem, found: Circumstances): boolean {
  const { row, sold, given, settled_anew } = found;
  const paid = sold && row?.state === 'rejected' && item.centre !== null;
  if (settled_anew && row?.state === 'rejected') return false;
  return !given && !isNobodys(item, found) && (!paid || isAsTold(owedSinceRefused(item, found), item, found));
}

/**
 * Settled at the centre, and nobody has the goods: it was refused at the counter, or was void before it was sent. Taken
 * over, the funds would pay for them.
 */
function isNobodys(item: WorkItem, found: Circumstances): boolean {
  const { row, sold } = found;
  if (row === null || undoes(row.infno) || standingNow(item, found) !== 'dead') return false;
  return item.centre?.refd_setl_flag === '0' && (!sold || row.state === 'voided');
}

/** What is owed of a sale that was refused here and that the centre has; null when nothing ever was. */
export function owedSinceRefused({ centre }: WorkItem, { row, claims }: Circumstances): Claim | null {
  if (row?.state !== 'rejected' || centre === null) return null;
  return claims.find(({ msgid }) => msgid === row.msgid) ?? null;
}

/** Whether all that was told is true again, and nobody has paid more than that since, or it went or goes back. */
function isAsTold(owed: Claim | null, { centre }: WorkItem, { row, claims }: Circumstances): boolean {
  const told = row?.estimate ?? null;
  if (row === null || told === null || centre === null || !sameAmounts(told, centre)) return false;
  const since = newestSince(row.msgid, claims);
  return owed?.closed?.as !== 'collected' || (since !== null && since.closed?.as !== 'noted');
}

/**
 * The centre would not undo it, and what is paid of it, or still goes back, is by its standing there. Undone from the list
 * all the same, nobody would owe what the funds no longer pay, or be given what was collected: who brings the goods is given
 * it back.
 */
function staysAsPaid(item: WorkItem, found: Circumstances): boolean {
  const { row, sold, given, settled_anew, claims, reversal } = found;
  if (row?.state !== 'rejected' || !sold || settled_anew || reversal?.state !== 'rejected') return false;
  if (given) return newestSince(row.msgid, claims)?.closed?.as === 'collected';
  return isAsTold(owedSinceRefused(item, found), item, found);
}

/** What is no sale here, undone at the centre or about to be: a second undoing finds nothing, and nothing of it stands. */
function isUndone(now: Standing, reversal: RowView | null): boolean {
  return (now === 'dead' || now === 'none') && reversal !== null && reversal.state !== 'rejected';
}
