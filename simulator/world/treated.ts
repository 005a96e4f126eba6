/**
 * Clinic visits as their clerks lived them, and what must be true of them: a provisional id stands for one of the centre's
 * and for ever, fees are with the centre once, one settlement of a visit stands, and what was cancelled stays cancelled.
 * From the clerks' memory and the books of both sides; shares no rule with the agent. Every violation is a sentence.
 */
import type { VisitFacts } from '../../agent/core/visit/visit.ts';
import { decodeTransaction } from '../../agent/wire.ts';
import { DEMO_CLINIC } from '../centre/institution.ts';
import type { CentreStore } from '../centre/store.ts';

export interface Treated {
  readonly terminal: string;
  /** Its 门诊号. */
  readonly key: string;
  readonly psn_no: string;
  /** Its provisional mdtrt_id, as it was told. */
  visit: string | null;
  /** What was heard last when it was to be opened. */
  opened: 'accepted' | 'refused' | 'silence';
  /** Whether it was told as cancelled. */
  cancelled: boolean;
  /** The terminal's disk was lost since. */
  forgotten: boolean;
  /** What each provisional id was seen to stand for. */
  readonly ids: Map<string, string>;
}

export interface Visits {
  readonly treated: readonly Treated[];
  readonly centre: CentreStore;
  /** As a terminal has it. */
  readonly visit: (terminal: string, id: string) => VisitFacts | null;
}

/** What changed of what provisional ids stand for. */
export function* renamed({ key, ids }: Treated, { visit, mdtrt_id, setl_id, rows }: VisitFacts): Generator<string> {
  const settled = rows.settlement?.msgid;
  for (const [provisional, final] of [[visit.id, mdtrt_id] as const, [settled, setl_id] as const]) {
    if (provisional === undefined) continue;
    const before = ids.get(provisional) ?? '';
    if (before !== '' && final !== before) yield `${key}: ${provisional} stood for ${before} and stands for ${final}`;
    if (final !== '') ids.set(provisional, final);
  }
}

export function* visitsKept(all: Visits): Generator<string> {
  const undoingRefused = refusedUndoings(all.centre);
  for (const one of all.treated) {
    if (one.forgotten) continue;
    if (one.opened === 'refused' && all.centre.visits.numbered(DEMO_CLINIC.fixmedins_code, one.key) !== null)
      yield `${one.key} was refused and is open at the centre`;
    if (one.visit === null) continue;
    const facts = all.visit(one.terminal, one.visit);
    if (facts === null) yield `${one.key} was told as opened as ${one.visit} and is not in the ledger`;
    else yield* kept(one, facts, all, undoingRefused);
  }
}

function* kept(
  treated: Treated,
  facts: VisitFacts,
  { centre, visit }: Visits,
  undoingRefused: ReadonlySet<string>,
): Generator<string> {
  const { key, terminal, psn_no, cancelled } = treated;
  yield* renamed(treated, facts);
  for (const id of [facts.mdtrt_id, facts.setl_id])
    if (id !== '' && visit(terminal, id)?.visit.id !== facts.visit.id) yield `${key} is not found as ${id}`;
  const there = centre.visits.find(DEMO_CLINIC.fixmedins_code, facts.visit.id);
  if (there === null) {
    if (facts.mdtrt_id !== '') yield `${key} is ${facts.mdtrt_id} here, which the centre has not`;
    return;
  }
  if (facts.mdtrt_id !== there.mdtrt_id && !there.cancelled && !isDenied(facts, centre))
    yield `${key} is ${there.mdtrt_id} at the centre and ${facts.mdtrt_id} here`;
  if (there.psn_no !== psn_no) yield `${key} is another person's at the centre`;
  const batches = centre.visits.batches(there.mdtrt_id);
  const lines = batches.flatMap(({ body }) => body.feedetail.map(({ feedetl_sn }) => feedetl_sn));
  if (new Set(lines).size < lines.length) yield `${key} has fees twice at the centre: ${lines.join()}`;
  for (const { settled_by } of batches)
    if (settled_by !== null && centre.txn(settled_by)?.state !== 'settled')
      yield `${key} has fees that ${settled_by} settled, which does not stand`;
  const rows = Object.values(facts.rows).map(({ msgid }) => msgid);
  const fees = facts.rows.fees;
  const uploaded = batches.find(({ settled_by, msgid }) => settled_by !== msgid);
  if (uploaded !== undefined && (fees?.msgid !== uploaded.msgid || !SETTLED.has(fees.state)))
    yield `${key} has fees at the centre as ${uploaded.msgid}, which are ${fees?.state ?? 'not'} here`;
  if (cancelled && !rows.some((msgid) => undoingRefused.has(msgid)) && !(there.cancelled && batches.length === 0))
    yield `${key} was told as cancelled and stands at the centre`;
}

/** The centre opened it with a settlement that it says it refused: what it calls the visit is told with no answer. */
function isDenied({ mdtrt_id, rows }: VisitFacts, centre: CentreStore): boolean {
  return (
    mdtrt_id === '' && rows.settlement?.state === 'rejected' && centre.txn(rows.settlement.msgid)?.state === 'settled'
  );
}

const SETTLED = new Set(['settled', 'settled_with_difference']);

/** What was to be undone, and the centre refused to. */
function refusedUndoings(centre: CentreStore): ReadonlySet<string> {
  const refused = new Set<string>();
  for (const { state, body: bytes } of centre.txns()) {
    const { body } = decodeTransaction(bytes);
    if (state === 'rejected' && body.kind === 'reversal') refused.add(body.omsgid);
  }
  return refused;
}
