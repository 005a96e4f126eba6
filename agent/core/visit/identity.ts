/**
 * Ids of a visit and of its settlement before the centre has given its own: the reserved form "~M…" and "~S…" (contract,
 * visit.proto). Thirty characters, made from a msgid, so as unique as that; no centre gives an id that begins with "~".
 */
import { type Identity, type Numbering, nextIdentity } from '../numbering.ts';
import type { Msgid } from '../transaction.ts';

/** A provisional mdtrt_id: the name of a visit at this terminal for ever, also when the centre has given another. */
export type VisitId = string & { readonly __id: 'visit' };

const FORM = /^~[MS](.{12})(\d{12}\d{4})$/;

export function isProvisional(id: string): boolean {
  return id.startsWith('~');
}

/** The provisional 结算ID of a settlement. */
export function provisionalSetlId(msgid: Msgid): string {
  return `~S${shortened(msgid)}`;
}

/** Takes an id for a visit from the same sequence as msgids. It takes no number: a visit is no transaction. */
export function nextVisit(
  numbering: Numbering,
  terminal: Parameters<typeof nextIdentity>[1],
  wallMs: number,
): { readonly id: VisitId; readonly numbering: Numbering } {
  const taken: Identity = nextIdentity(numbering, terminal, wallMs);
  const id = `~M${shortened(taken.msgid)}` as VisitId;
  return { id, numbering: { ...taken.numbering, number: numbering.number } };
}

/** The msgid a provisional id was made from: where the sequence of ids has come to. */
export function msgidIn(provisional: string): string {
  const [, code, rest] = FORM.exec(provisional) ?? [];
  if (code === undefined || rest === undefined) throw new RangeError(`not a provisional id: ${provisional}`);
  return `${code}20${rest}`;
}

/** Without the century, which leaves room for the mark. */
function shortened(msgid: Msgid): string {
  return msgid.slice(0, 12) + msgid.slice(14);
}
