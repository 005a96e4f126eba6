/**
 * Two statements of one day laid side by side, row by row: each mismatch gets its class. Pure; decides nothing about what
 * is done, and what it names never depends on the order the rows came in.
 */
import type { StatementTotals } from '../centre.ts';
import { dateOf } from '../time.ts';
import type { CentreState } from '../transaction.ts';
import { type Detail, type Group, groupOf, sameAmounts } from './detail.ts';
import { type MismatchClass, type Standing, standingOf, type WorkItem } from './work.ts';

/** What is here under an id, whatever its state and day. */
export interface Known {
  readonly msgid: string;
  readonly state: CentreState;
  readonly refund: boolean;
  /**
   * As it is here, of one that was settled unseen: on the day of its undoing, as no answer said on which. Null of
   * others, and once it is learnt.
   */
  readonly unseen: Detail | null;
}

export interface Statements {
  readonly stmt_date: string;
  readonly ours: readonly Detail[];
  readonly theirs: readonly Detail[];
  /** Of every id in either. */
  readonly known: readonly Known[];
  /** The groups whose totals differ: only they were fetched. */
  readonly groups: readonly Group[];
  readonly at_ms: number;
}

export function compareStatements(given: Statements): readonly WorkItem[] {
  const { stmt_date, at_ms } = given;
  const groups = new Set(given.groups.map(groupOf));
  const known = new Map(given.known.map((one) => [one.msgid, one]));
  const items: WorkItem[] = [];
  const add = (kind: MismatchClass, msgid: string, here: Detail | null, centre: Detail | null, mark = msgid) => {
    const row = known.get(msgid);
    const standing = standingOf(row?.state ?? null, row?.refund ?? false);
    items.push({
      ...blank(stmt_date, at_ms),
      item: `${stmt_date}.${kind}.${mark}`,
      class: kind,
      msgid,
      standing,
      here,
      centre,
    });
  };

  const ours = sorted(given.ours.filter((row) => groups.has(groupOf(row))));
  const theirs = sorted(given.theirs);
  const met = new Map<string, string>();
  const pair = (here: Detail, centre: Detail) => {
    met.set(here.msgid, here.setl_id);
    if (differs(here, centre)) add('status', here.msgid, here, centre);
    else if (!sameAmounts(here, centre)) add('amount', here.msgid, here, centre);
  };
  // Who agree on both ids belong together; then those who agree on the terminal's alone.
  take(ours, theirs, (here, centre) => here.setl_id === centre.setl_id, pair);
  take(ours, theirs, (here) => !met.has(here.msgid), pair);
  for (const centre of theirs) {
    if (met.has(centre.msgid)) add('duplicate', centre.msgid, null, centre, mark(centre));
    else
      add(
        known.has(centre.msgid) ? 'status' : 'only_centre',
        centre.msgid,
        known.get(centre.msgid)?.unseen ?? null,
        centre,
      );
    met.set(centre.msgid, centre.setl_id);
  }
  const settlements = new Set(met.values());
  for (const here of ours) {
    // One settlement of the centre's under two ids of ours: one of them is no sale of its own.
    const twice = met.has(here.msgid) || (here.setl_id !== '' && settlements.has(here.setl_id));
    if (twice) add('duplicate', here.msgid, here, null, mark(here));
    else add('only_here', here.msgid, here, null);
    met.set(here.msgid, here.setl_id);
  }
  return items;
}

/**
 * What nobody here knows and no answer says, so that the centre's statement is the first to: the insurance type of what was
 * sold with the card's data alone (grade 3), and the day of what was settled unseen and undone on another. A row that
 * differs in nothing else is the same on both sides.
 */
export function isLearnt({ class: kind, stmt_date, here, centre }: WorkItem): boolean {
  if (kind !== 'status' || here === null || centre === null || centre.insutype === '') return false;
  const undated = dateOf(here.setl_time) !== stmt_date;
  if (here.insutype !== '' && !undated) return false;
  // Of an undoing's answer the id may be its own.
  const same = (undated || here.setl_id === centre.setl_id) && sameAmounts(here, centre);
  return same && !differs({ ...here, insutype: here.insutype || centre.insutype }, centre);
}

/** Takes out of both lists, in order, the pairs of one id of the terminal's that fit. */
function take(
  ours: Detail[],
  theirs: Detail[],
  fits: (here: Detail, centre: Detail) => boolean,
  pair: (here: Detail, centre: Detail) => void,
): void {
  const byId = new Map<string, Detail[]>();
  for (const one of theirs) byId.set(one.msgid, [...(byId.get(one.msgid) ?? []), one]);
  for (const here of [...ours]) {
    const centre = (byId.get(here.msgid) ?? []).find((one) => theirs.includes(one) && fits(here, one));
    if (centre === undefined) continue;
    ours.splice(ours.indexOf(here), 1);
    theirs.splice(theirs.indexOf(centre), 1);
    pair(here, centre);
  }
}

/** Totals that differ although every row of theirs agrees: nobody may overlook it. */
export function unexplained(
  stmt_date: string,
  at_ms: number,
  groups: readonly { readonly here: StatementTotals; readonly centre: StatementTotals }[],
): readonly WorkItem[] {
  return groups.map(({ here, centre }) => ({
    ...blank(stmt_date, at_ms),
    item: `${stmt_date}.amount.group-${groupOf(centre)}`,
    class: 'amount',
    msgid: '',
    standing: 'group' as Standing,
    here: asDetail(here),
    centre: asDetail(centre),
  }));
}

function asDetail({ fixmedins_setl_cnt: _count, ...total }: StatementTotals): Detail {
  return { msgid: '', setl_id: '', mdtrt_id: '', setl_time: '', refd_setl_flag: '0', ...total };
}

function blank(stmt_date: string, at_ms: number) {
  return { stmt_date, at_ms, state: 'open', last: '', note: '', reason: '', opter: '' } as const;
}

function differs(ours: Detail, theirs: Detail): boolean {
  return ours.refd_setl_flag !== theirs.refd_setl_flag || groupOf(ours) !== groupOf(theirs);
}

function mark({ msgid, setl_id }: Detail): string {
  return setl_id === '' ? msgid : setl_id;
}

function sorted(rows: readonly Detail[]): Detail[] {
  return [...rows].sort((a, b) => compare(a.msgid, b.msgid) || compare(a.setl_id, b.setl_id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
