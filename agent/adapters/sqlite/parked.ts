/**
 * What undoing a row, deciding on one that was parked, or settling a visit anew has to know of it. Reads only; decides
 * nothing.
 */
import type { Lookup } from '../../core/effect.ts';
import { wasSold } from '../../core/given-back.ts';
import type { Found } from '../../core/input.ts';
import { parkedFrom } from '../../core/parked.ts';
import type { CentreState, Msgid } from '../../core/transaction.ts';
import type { BookKeeper } from './books.ts';
import type { Claims } from './claims.ts';
import type { Links } from './links.ts';
import type { Rows } from './rows.ts';
import { givenBackOf, type Values } from './values.ts';
import type { Visits } from './visits.ts';

interface Parts {
  readonly rows: Rows;
  readonly claims: Claims;
  readonly visits: Visits;
  readonly links: Links;
  readonly books: Pick<BookKeeper, 'accepted'>;
  readonly values: Values;
}

export function findParked(parts: Parts, { call, msgid, reason, said }: Lookup & { kind: 'find_parked' }): Found {
  const { rows, claims } = parts;
  const { note = '' } = rows.view(msgid) ?? {};
  const owes = isSold(rows, msgid) && claims.one(msgid) === null;
  const row = rows.row(msgid);
  const sale = row?.original == null ? null : rows.row(row.original.msgid);
  return { kind: 'parked', call, reason, row, ...standing(rows, msgid), note, owes, sale, said };
}

export function findCancelFacts(parts: Parts, { call, key, msgid }: Lookup & { kind: 'find_cancel_facts' }): Found {
  const { rows, visits, links, claims, books, values } = parts;
  const { msgid: meant, said } = visits.toUndo(msgid, key);
  return {
    ...{ kind: 'cancel_facts', call, key, named: msgid, said },
    ...{ row: rows.row(meant), before: standing(rows, meant).before },
    reversal: rows.reversalOf(meant),
    remainder: links.givenBackInPart(meant),
    claims: claims.of(meant),
    sold: isSold(rows, meant),
    accepted: books.accepted(meant),
    given: givenBackOf(values, meant),
  };
}

function isSold(rows: Rows, msgid: Msgid): boolean {
  return wasSold(rows.row(msgid)?.provisional === true, rows.body(msgid)?.body);
}

/** What was told as sold of the same visit, refused, and not given back. */
export function findFormer({ rows, visits, claims, values }: Parts, msgid: Msgid): Found {
  const settlements = visits.settledBefore(msgid).flatMap((one) => {
    const row = rows.row(one);
    const stood = row?.state === 'parked' ? parkedFrom(standing(rows, one).before) : row?.state;
    if (row === null || stood !== 'rejected' || !row.provisional || givenBackOf(values, one) !== null) return [];
    return [{ row, claim: claims.one(one) }];
  });
  return { kind: 'former', settlements };
}

function standing(rows: Rows, msgid: Msgid): { readonly before: CentreState | null; readonly body_lost: boolean } {
  return { before: rows.original(msgid)?.before ?? null, body_lost: rows.view(msgid)?.erased === true };
}
