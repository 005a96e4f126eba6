/**
 * Whether this ledger is the one the centre last spoke with (offline.md, Identity): hello compares epoch, number and head.
 * A ledger that is behind sends nothing. In a new epoch what the centre already has is fetched and known again before
 * anything is sent, so that nothing is sent or settled twice, and new ids start above all that were given before.
 */
import type { Answer, CentreReply, KeptPage, KeptTransaction, NoReply } from './centre.ts';
import { missed } from './dispatch.ts';
import { type Draft, durable, lookUp, notify, patch, send, setTrouble } from './draft.ts';
import type { Durable } from './effect.ts';
import type { Found, OriginalView, RowView } from './input.ts';
import { undoes } from './message.ts';
import { fen } from './money.ts';
import { aboveLost, EPOCHS, isIdentity, NUMBERS, type Numbering, readIdentity } from './numbering.ts';
import type { Trouble } from './problem.ts';
import { count, moveOriginal, moveRow, settledUnseen } from './row.ts';
import { dateOf } from './time.ts';
import { type CentreState, isSettled, type Msgid, type TransactionBody } from './transaction.ts';

export type HelloReply = CentreReply & { readonly kind: 'hello' };

/** What the centre has that is not here. */
export interface FoundLacking extends Omit<KeptPage, 'transactions'> {
  readonly kind: 'lacking';
  readonly lacking: readonly { readonly kept: KeptTransaction; readonly original: OriginalView | null }[];
  /** Of those the ones whose number another has here. */
  readonly taken: readonly Msgid[];
}

/** What came of a comparison: go on, wait for what is being fetched, greet under the new epoch, or not as it stands. */
export type Comparison = 'same' | 'fetching' | 'again' | 'refused';

/** `hash`: what this ledger has at the place of the journal that the centre was told of, hex; empty for nothing. */
export function compare(draft: Draft, answer: HelloReply, hash: string): Comparison {
  const { numbering, link } = draft.state;
  patch(draft, { numbering: aboveLast(numbering, draft.state.terminal, answer.last_msgid) });
  if (isBehind(numbering, answer, hash)) {
    if (!link.epochConfirmed && answer.epoch + 1 < EPOCHS) return beginAbove(draft, answer.epoch);
    setTrouble(draft, 'ledger', { code: 'ledger_behind', facts: { epoch: answer.epoch, number: answer.number } });
    notify(draft, { kind: 'link', phase: 'refused_behind' });
    return 'refused';
  }
  if (answer.result.code !== 'ok') {
    notify(draft, { kind: 'link', phase: 'refused' });
    return 'refused';
  }
  setTrouble(draft, 'ledger', null);
  if (link.epochConfirmed || numbering.epoch === 1) return 'same';
  lookUp(draft, { kind: 'find_held' });
  return 'fetching';
}

/** The centre knows more of this terminal than the terminal itself: its file was rolled back, or is a copy. */
function isBehind(numbering: Numbering, answer: HelloReply, hash: string): boolean {
  if (answer.epoch !== numbering.epoch) return answer.epoch > numbering.epoch;
  return answer.number > numbering.number || (answer.head_seq > 0 && hash !== answer.head_hash);
}

/** A new epoch that somebody has used already, or a ledger begun anew under an old identity: the next one is free. */
function beginAbove(draft: Draft, epoch: number): Comparison {
  const { numbering } = draft.state;
  durable(draft, { kind: 'begin_epoch', epoch: epoch + 1 });
  const above = aboveLost(numbering, epoch + 1 - numbering.epoch);
  patch(draft, { numbering: { ...numbering, ...above, epoch: epoch + 1, number: 0 } });
  return 'again';
}

/** Ids go on above the newest one of this slot, whoever gave it. */
function aboveLast(
  numbering: Numbering,
  terminal: { readonly fixmedins_code: string; readonly slot: number },
  last_msgid: string,
): Numbering {
  if (!isIdentity(last_msgid, terminal)) return numbering;
  const last = readIdentity(last_msgid);
  const above =
    last.second > numbering.second || (last.second === numbering.second && last.counter > numbering.counter);
  if (!above) return numbering;
  const fresh = numbering.epoch > 1 && numbering.number === 0;
  return { ...numbering, ...(fresh ? aboveLost(last, numbering.epoch - 1) : last) };
}

export function onHeld(draft: Draft, { held }: Found & { kind: 'held' }): void {
  const { limits } = draft.state;
  send(draft, { kind: 'fetch_transactions', held }, { kind: 'fetch_transactions' }, limits.syncDeadlineMs);
}

export function onFetched(draft: Draft, answer: (CentreReply & { kind: 'fetch_transactions' }) | NoReply): void {
  if (!draft.state.link.comparing) return;
  if (typeof answer === 'string' || answer.result.code !== 'ok') {
    // The next hello begins again; of what is here already nothing is fetched twice.
    patch(draft, { link: { ...draft.state.link, comparing: false } });
    return typeof answer === 'string' ? undefined : missed(draft);
  }
  lookUp(draft, { ...answer, kind: 'find_lacking' });
}

/**
 * Takes in what this ledger lacks. A trouble: there is more, the centre says, and what it tells is here already, is not
 * this terminal's, or can not be read; asked again it would say the same.
 */
export function takeIn(draft: Draft, { lacking, taken, unread, more }: FoundLacking): 'all' | 'more' | Trouble {
  const made = new Map<string, RowView>();
  const numbers = new Set<string>();
  for (const { kept, original } of lacking) {
    const { msgid, epoch, number } = kept.body;
    if (made.has(msgid)) continue;
    const place = `${epoch} ${number}`;
    if (taken.includes(msgid) || numbers.has(place) || !isOfLostFile(draft, kept.body))
      return { code: 'answer_foreign', facts: { msgid: msgid.slice(0, 40) } };
    numbers.add(place);
    const known = original ?? viewOf(made.get('omsgid' in kept.body.body ? kept.body.body.omsgid : ''));
    made.set(kept.body.msgid, adopt(draft, kept, known));
  }
  // What else there is comes first; then nothing leaves: whatever is not known of may have undone what is here.
  if (unread !== null && (!more || lacking.length === 0)) return { code: 'kept_unreadable', facts: { ...unread } };
  if (more && lacking.length === 0)
    return { code: 'centre_refused', facts: { detail: '恢复的交易 transactions to restore' } };
  if (more) lookUp(draft, { kind: 'find_held' });
  return more ? 'more' : 'all';
}

/** An id of this terminal's, under an epoch that is over. */
function isOfLostFile({ state }: Draft, body: TransactionBody): boolean {
  const { terminal, numbering } = state;
  const { msgid, dev_no, fixmedins_code, epoch, number } = body;
  if (dev_no !== terminal.dev_no || fixmedins_code !== terminal.fixmedins_code) return false;
  return isIdentity(msgid, terminal) && epoch < numbering.epoch && number < NUMBERS;
}

function viewOf(row: RowView | undefined): OriginalView | null {
  if (row === undefined) return null;
  const { msgid, epoch, number, state, deltas, final, insutype, provisional, estimate } = row;
  const acct_pay = final?.acct_pay ?? fen(0);
  return { msgid, epoch, number, state, before: null, deltas, acct_pay, final, insutype, provisional, estimate };
}

/** One transaction of the lost file, known again with what became of it. */
function adopt(draft: Draft, { body, bytes, answer }: KeptTransaction, original: OriginalView | null): RowView {
  const voided = answer.outcome === 'voided';
  const { psn_no, insutype, begndate } = whose(body, original);
  const state = voided ? 'queued' : 'inflight';
  const common = { state, told: true, provisional: false, grade: 0, unavailable: '', snapshot_age_ms: 0 } as const;
  const { msgid, infno, epoch, number } = body;
  const omsgid = 'omsgid' in body.body ? body.body.omsgid : null;
  const accepted_ms = readIdentity(msgid).second * 1_000;
  const place = { psn_no, insutype, begndate, accepted_ms, omsgid };
  const linked = { ...place, ...linkOf(body) };
  durable(draft, { kind: 'insert', body, bytes, ...common, ...linked, deltas: {}, key: null, fingerprint: '' });
  durable(draft, { kind: 'outdate_person', psn_no, epoch, number });
  count(draft, state, 1);
  const row: RowView = {
    ...{ msgid, epoch, number, infno, ...common, psn_no, insutype, original, deltas: {} },
    ...{ attempts: 1, estimate: null, final: null, setl_id: '', mdtrt_id: '' },
  };
  if (voided) {
    const noted = moveRow(draft, row, ['voided'], { note: 'fetched' });
    durable(draft, { kind: 'void_noted', msgid });
    count(draft, 'voided', -1);
    return noted;
  }
  const decided = isDecided(body, answer);
  const done: CentreState = answer.outcome === 'rejected' ? 'rejected' : 'settled';
  if (done === 'settled' && original !== null) undo(draft, original, decided ? answer : null);
  // It is asked about like any other whose answer decided nothing.
  if (!decided) return moveRow(draft, row, ['unknown'], { note: 'fetched' });
  return moveRow(draft, row, [done], { answer, note: 'fetched' });
}

/** Whether the answer says what became of it: nothing stands by a guess, and no settlement without its amounts. */
function isDecided({ infno, body }: TransactionBody, { outcome, setlinfo }: Answer): boolean {
  if (outcome === 'rejected') return true;
  if (undoes(infno)) return outcome === 'reversed';
  const billed = body.kind === 'sale' || body.kind === 'visit_settlement';
  return outcome === 'settled' && (!billed || setlinfo !== null);
}

/** The original of a reversal that the lost file had made; `answer` is null while nobody knows what came of that. */
function undo(draft: Draft, original: OriginalView, answer: Answer | null): void {
  const { state } = original;
  if (!isSettled(state) && state !== 'unknown' && state !== 'reversing') return;
  if (state !== 'reversing') moveOriginal(draft, original, 'reversing', null);
  if (answer === null) return;
  moveOriginal(draft, { ...original, state: 'reversing' }, 'reversed', settledUnseen(original, answer));
}

/** What it belongs to, as the lost file had it: goods to their sale, the rest to the sale of which a part came back. */
function linkOf({ infno, body }: TransactionBody): Pick<Durable & { kind: 'insert' }, 'link'> {
  if (body.kind === 'goods') return { link: { of: body.mdtrt_sn, role: infno === '3506' ? 'return' : 'goods' } };
  if (body.kind !== 'sale' || body.remainder_of === undefined) return {};
  return { link: { of: body.remainder_of, role: 'remainder' } };
}

function whose({ body, inf_time }: TransactionBody, original: OriginalView | null) {
  const said = body.kind === 'sale' ? body.druginfo : body.kind === 'visit_info' ? body.mdtrtinfo : body;
  return {
    psn_no: said.psn_no,
    insutype: 'insutype' in said ? said.insutype : (original?.insutype ?? ''),
    begndate: dateOf('begntime' in said ? said.begntime : inf_time),
  };
}
