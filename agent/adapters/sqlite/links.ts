/**
 * What belongs together: goods told of a sale, what came back, what remained of a sale given back in part. Written with
 * the row itself, in its turn, and never changed. Decides nothing.
 */
import type { Durable, Lookup } from '../../core/effect.ts';
import { wasSold } from '../../core/given-back.ts';
import type { Found, GoodsSale, GoodsView, StoredSettlement } from '../../core/input.ts';
import type { Infno } from '../../core/message.ts';
import type { CentreState, Msgid } from '../../core/transaction.ts';
import type { Claims } from './claims.ts';
import type { Context } from './context.ts';
import type { Rows } from './rows.ts';
import type { Db } from './schema.ts';
import { givenBackOf } from './values.ts';

export type Role = NonNullable<(Durable & { kind: 'insert' })['link']>['role'];

export interface Linked {
  readonly msgid: Msgid;
  readonly infno: Infno;
  readonly state: CentreState;
  readonly note: string;
  readonly role: Role;
}

export interface Links {
  keep(effect: Durable & { kind: 'insert' }): void;
  /** The first sale of the chain whose goods have to be told; null when this sale has none to tell. */
  root(msgid: Msgid): Msgid | null;
  /** Insured sales with goods of which the centre was not told what became of them, oldest first. */
  missed(cause: 'settled' | 'reversed'): readonly Msgid[];
  /** Oldest first, without what was voided. */
  of(msgid: Msgid): readonly Linked[];
  /** Whether a rest was made of it, whatever became of that; not one that fell because the sale stands. */
  givenBackInPart(msgid: Msgid): boolean;
}

export function createLinks(db: Db): Links {
  const put = db.prepare('INSERT OR IGNORE INTO links (of, role, msgid) VALUES (?, ?, ?)');
  const rootOf = db.prepare<[string], { msgid: Msgid }>("SELECT msgid FROM links WHERE of = ? AND role = 'root'");
  const linked = db.prepare<[string], Linked>(`SELECT t.msgid, t.infno, t.state, t.note, l.role FROM links l
    JOIN transactions t ON t.msgid = l.msgid WHERE l.of = ? AND l.role != 'root' AND t.state != 'voided' ORDER BY t.row`);
  const rest = db.prepare<[string]>(`SELECT 1 FROM links l JOIN transactions t ON t.msgid = l.msgid
    WHERE l.of = ? AND l.role = 'remainder' AND NOT (t.state = 'voided' AND t.note = 'original_stands') LIMIT 1`);
  const missed = (states: string, told: string) =>
    db
      .prepare<[], Msgid>(`SELECT l.of FROM links l JOIN transactions t ON t.msgid = l.of JOIN bodies b ON b.row = t.row
        WHERE l.role = 'root' AND t.infno = '2102' AND t.state IN (${states}) AND length(b.body) > 0 AND ${told} ORDER BY t.row`)
      .pluck();
  const linkTo = (role: Role) => `EXISTS (SELECT 1 FROM links g WHERE g.of = l.of AND g.role = '${role}')`;
  const untold = missed("'settled', 'settled_with_difference'", `NOT ${linkTo('goods')}`);
  const notBack = missed("'reversed'", `${linkTo('goods')} AND NOT ${linkTo('return')}`);
  const root = (msgid: Msgid) => rootOf.get(msgid)?.msgid ?? null;
  return {
    keep({ body: { msgid, body }, link, waits_for }) {
      if (link !== undefined) put.run(link.of, link.role, msgid);
      // In place of one that was held: what becomes of the sale finds this one.
      if (waits_for !== undefined) put.run(waits_for, 'remainder', msgid);
      // Goods that somebody told of a sale that named none itself: from now on it has goods to take back.
      if (link?.role === 'goods' && link.of !== msgid && root(link.of) === null) put.run(link.of, 'root', link.of);
      if (body.kind === 'goods' && body.mdtrt_sn === msgid) put.run(msgid, 'root', msgid);
      if (body.kind !== 'sale' || !body.drugdetail.some(({ drug_trac_info = [] }) => drug_trac_info.length > 0)) return;
      const { remainder_of: before } = body;
      put.run(msgid, 'root', before === undefined ? msgid : (root(before) ?? before));
    },
    root,
    missed: (cause) => (cause === 'settled' ? untold : notBack).all(),
    of: (msgid) => linked.all(msgid),
    givenBackInPart: (msgid) => rest.get(msgid) !== undefined,
  };
}

/** What was told of the goods of these sales. Nothing is opened for a sale that has none to tell, and it is left out. */
export function findGoods(
  context: { readonly rows: Rows; readonly links: Links },
  { msgids, cause }: Lookup & { kind: 'find_goods' },
): Found {
  const sales = msgids.flatMap((msgid) => {
    const root = context.links.root(msgid);
    return root === null ? [] : [goodsOf(context, msgid, root)];
  });
  return { kind: 'goods', cause, sales };
}

function goodsOf(context: { readonly rows: Rows; readonly links: Links }, msgid: Msgid, root: Msgid): GoodsSale {
  const said = context.rows.body(msgid);
  const { opter = '', opter_name = '' } = said ?? {};
  const setl_id = context.rows.row(msgid)?.setl_id ?? '';
  const sale = said?.body.kind === 'sale' ? said.body : null;
  return { msgid, root, sale, setl_id, opter, opter_name, rows: toldOf(context, msgid) };
}

function toldOf({ rows, links }: { readonly rows: Rows; readonly links: Links }, msgid: Msgid): readonly GoodsView[] {
  return links.of(msgid).flatMap(({ role, ...one }) => {
    const goods = role === 'remainder' ? null : rows.body(one.msgid)?.body;
    return goods?.kind === 'goods' ? [{ ...one, body: goods }] : [];
  });
}

/** What telling goods of a sale has to know; `former` is the row made under its key before. */
export function findGoodsFacts(
  { rows, links }: { readonly rows: Rows; readonly links: Links },
  { kind: _kind, msgid, ...asked }: Lookup & { kind: 'find_goods_facts' },
  former: { readonly msgid: Msgid; readonly fingerprint: string } | null,
  known: (Found & { kind: 'goods_facts' })['known'],
): Found {
  return {
    ...asked,
    kind: 'goods_facts',
    row: rows.row(msgid),
    goods: toldOf({ rows, links }, msgid),
    former: former === null ? null : { msgid: former.msgid, same: rows.isOf(former.fingerprint, asked.fingerprint) },
    known,
  };
}

/** What waits for an original to be undone; where it is not, what is known of the original besides. */
export function findRemainder(
  { rows, links, values, claims, books }: Pick<Context, 'rows' | 'links' | 'values' | 'claims' | 'books'>,
  { msgid: named, reversal, reversed }: Lookup & { kind: 'find_remainder' },
): Found {
  const msgid = named ?? rows.view(reversal)?.omsgid ?? ('' as Msgid);
  const held = links.of(msgid).findLast(({ role, state }) => role === 'remainder' && state === 'queued');
  const row = held === undefined ? null : rows.row(held.msgid);
  const found = { kind: 'remainder', row, reversal, reversed } as const;
  if (reversed) return { ...found, original: null, given: null, claims: [], accepted: null, item: null, sold: false };
  const [original, given, accepted] = [rows.row(msgid), givenBackOf(values, msgid), books.accepted(msgid)];
  const sold = original !== null && wasSold(original.provisional, rows.body(msgid)?.body);
  return { ...found, original, given, claims: claims.of(msgid), accepted, item: books.acceptedBy(msgid), sold };
}

/** What a refund has to know of the sale it is for; `former` is the row made under its key before. */
export function findRefundFacts(
  { rows, links, claims }: { readonly rows: Rows; readonly links: Links; readonly claims: Claims },
  { call, key, fingerprint, lines, msgid }: Lookup & { kind: 'find_refund_facts' },
  former: { readonly msgid: Msgid; readonly fingerprint: string } | null,
  stored: StoredSettlement | null,
): Found {
  const row = rows.row(msgid);
  const made = former === null ? null : rows.row(former.msgid);
  const body = row === null ? null : rows.body(msgid)?.body;
  const goods = toldOf({ rows, links }, msgid);
  return {
    ...{ kind: 'refund_facts', call, key, fingerprint, lines, row, goods, stored },
    waits_for: body?.kind === 'sale' && rows.isHeld(msgid) ? (body.remainder_of ?? null) : null,
    former: made === null ? null : { row: made, same: rows.isOf(former?.fingerprint ?? '', fingerprint) },
    reversal: rows.reversalOf(msgid, made?.msgid),
    sale: body?.kind === 'sale' ? body : null,
    claims: claims.of(msgid),
  };
}
