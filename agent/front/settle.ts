/**
 * 2102 and 2207: a caller's msgid becomes one transaction of ours, whatever is repeated, lost or killed in between. What the
 * caller asked is on disk before the agent is asked; the agent does a thing once under one key. Decides no amount.
 */
import type { Finding, Override } from '../core/checks/check.ts';
import type { Problem } from '../core/problem.ts';
import type { Session } from '../core/state.ts';
import { StoreError } from '../core/store-error.ts';
import { isOpen, type Msgid } from '../core/transaction.ts';
import type { CallerRef } from '../ports/front.ts';
import type { TransactionView } from '../ports/store.ts';
import { extensionOf, isJson, type Json, textOf } from './envelope.ts';
import { bodyOf, type Call, FrontFault, type FrontParts, inWords, keyOf, sameMessage } from './parts.ts';

export interface Asked {
  readonly psn_no: string;
  /** What makes two baskets the same, in one text. */
  readonly lines: string;
  /** Where exp_content stands. */
  readonly head: Json;
  /** Opens the person's session and prices it; its bill is what is accepted. Throws FrontFault. */
  readonly price: () => Promise<Session>;
}

export interface Settled {
  readonly row: TransactionView;
  readonly session: Session | null;
}

/** What does not stand any more. */
export const UNDONE: readonly string[] = ['reversing', 'reversed', 'voided'];

export async function settleOnce(parts: FrontParts, call: Call, asked: Asked): Promise<Settled> {
  const { refs, systems } = parts;
  const body = bodyOf(parts, call);
  const known = refs.find(call.system, call.msgid);
  if (known !== null) {
    const ours = transactionOf(parts, known);
    // A reversal that the centre refused has undone nothing.
    if (known.reversed && (ours === null || UNDONE.includes(ours.state)))
      throw new FrontFault('该 msgid 已冲正，不能再结算 this msgid was reversed; it cannot be settled any more');
    sameMessage(parts, call, known);
    const again = await repeated(parts, known, overridesOf(asked.head));
    if (again !== null) return again;
  }
  const person = systems.blind(`${call.infno} ${asked.psn_no}`);
  const lines = systems.blind(asked.lines);
  const open = known === null && !saysAnother(asked.head) ? openTwin(parts, person, lines) : null;
  const ref = { system: call.system, ref: call.msgid, infno: call.infno, body, person, lines, reversed: false };
  if (open !== null) {
    refs.remember({ ...ref, session: open.session, key: open.key, msgid: open.row.msgid });
    return { row: open.row, session: null };
  }
  const session = await asked.price();
  const key = known?.key ?? keyOf(call);
  refs.remember({ ...ref, session: session.id, key, msgid: '' });
  const row = await accepted(parts, session.id, key, overridesOf(asked.head), session.findings);
  if (row === null) throw new FrontFault('本次办理已结束，请重新插卡 the session has ended: insert the card again');
  try {
    refs.remember({ ...ref, session: session.id, key, msgid: row.msgid });
  } catch (error) {
    // It stands, and is found by its key: a full disk is no reason to say that it was refused.
    if (!(error instanceof StoreError)) throw error;
  }
  return { row, session };
}

/** Ours of a caller's msgid: by its note, or by its key where the process died, or the disk was full, before it was noted. */
export function transactionOf({ agent }: Pick<FrontParts, 'agent'>, ref: CallerRef): TransactionView | null {
  const msgid = ref.msgid === '' ? agent.storedUnder(ref.key) : (ref.msgid as Msgid);
  return msgid === null ? null : agent.transaction(msgid);
}

/**
 * The first answer again; null where the agent never stored it (it was refused, or the process died before): then nothing is
 * accepted here, because the session may hold another basket by now.
 */
async function repeated(parts: FrontParts, known: CallerRef, overrides: readonly Override[]): Promise<Settled | null> {
  const stored = transactionOf(parts, known);
  if (stored === null || stored.told) return stored === null ? null : { row: stored, session: null };
  const row = await accepted(parts, known.session, known.key, overrides);
  return row === null ? null : { row, session: null };
}

/** Null: neither stored under this key, nor a session that could be. */
async function accepted(
  { agent }: FrontParts,
  session: string,
  key: string,
  overrides: readonly Override[],
  findings: readonly Finding[] = [],
): Promise<TransactionView | null> {
  const outcome = await agent.command({ kind: 'accept', session, key, overrides });
  if (!outcome.ok) {
    if (outcome.problem.code === 'session_unknown') return null;
    throw new FrontFault(inWords(outcome.problem), outcome.problem, foundIn(findings, outcome.problem));
  }
  if (outcome.reply.kind !== 'accepted') throw new Error(`accepted was expected, ${outcome.reply.kind} came`);
  return agent.transaction(outcome.reply.msgid);
}

/** The code of a check alone names neither the line nor the pack; of several the first, as there is little room. */
function foundIn(findings: readonly Finding[], { code: why, facts }: Problem): string {
  const codes = String(facts['codes'] ?? '').split(', ');
  const severity = why === 'check_blocked' ? 'block' : 'reason';
  const [first, ...more] = findings.filter((one) => one.severity === severity && codes.includes(one.code));
  if (first === undefined) return '';
  return `${first.feedetl_sn} ${first.zh}${more.length === 0 ? '' : `（共 ${more.length + 1} 项）`}`.trim();
}

/** Vendors often retry a time-out under a new msgid: while the first is open, that one is meant. */
function openTwin(
  { refs, agent }: FrontParts,
  person: string,
  lines: string,
): (CallerRef & { readonly row: TransactionView }) | null {
  for (const one of refs.ofPerson(person)) {
    if (one.lines !== lines || one.reversed) continue;
    const row = transactionOf({ agent }, one);
    if (row?.told && isOpen(row.state) && row.final === null) return { ...one, row };
  }
  return null;
}

/** exp_content.another_sale, as a flag is written elsewhere; whatever else stands there would be passed over in silence. */
function saysAnother(head: Json): boolean {
  const given = extensionOf(head)['another_sale'] ?? '';
  const text = textOf(given);
  if (given !== '' && text !== '0' && text !== '1')
    throw new FrontFault('exp_content.another_sale：应为 "1" 或 "0" "1" or "0"');
  return text === '1';
}

/** exp_content.overrides: findings of the counter checks that the operator goes on in spite of. */
function overridesOf(head: Json): readonly Override[] {
  const given = extensionOf(head)['overrides'];
  if (!Array.isArray(given)) return [];
  return given.filter(isJson).map((one) => ({
    feedetl_sn: textOf(one['feedetl_sn']),
    code: textOf(one['code']),
    reason: textOf(one['reason']),
  })) as readonly Override[];
}
