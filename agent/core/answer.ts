/**
 * What an answer, or none, does to a transaction. The centre's word is final; no answer is neither yes nor no and is
 * found out by inquiry under the same id. A late answer never moves a row that has meanwhile gone another way.
 */
import { offlineFor } from './accept.ts';
import type { Answer, NoReply } from './centre.ts';
import { allCash, openClaim } from './claim.ts';
import { type Draft, durable, lookUp, noteServed, patch, refuse, reply } from './draft.ts';
import type { CommandReply } from './effect.ts';
import { evidenceOf, NO_CIRCUMSTANCES } from './evidence.ts';
import { reversalFlaws } from './flaw.ts';
import { applyGoods, lookUpGoods } from './goods.ts';
import type { Found, OriginalView, RowView } from './input.ts';
import { undoes } from './message.ts';
import { fen } from './money.ts';
import { servedPack } from './packs/compile.ts';
import { differences, sharesDiffer } from './pricing.ts';
import { type Problem, problem } from './problem.ts';
import { storeReversal, undoQueued } from './reversal.ts';
import { count, expose, moveOriginal, moveRow, settledUnseen, waiterOf } from './row.ts';
import { compareWithCentre, likelyCause } from './settlement/compare.ts';
import { checkIdentities } from './settlement/identity.ts';
import { replay } from './settlement/replay.ts';
import type { Setlinfo } from './settlement/result.ts';
import type { Deferred, Waiter } from './state.ts';
import { type CentreState, isSettled, type Msgid } from './transaction.ts';
import { isProvisional } from './visit/identity.ts';

/** Applies the centre's answer to a row that is inflight, inquiring, or (for a void notice) voided. */
export function applyAnswer(draft: Draft, row: RowView, answer: Answer): void {
  if (row.state === 'voided') return applyVoid(draft, row, answer);
  if (row.state === 'inquiring' && answer.outcome === 'voided') return voidedThere(draft, row);
  if (ambiguous(answer)) return undecided(draft, row);
  if (answer.outcome === 'not_found' || (answer.outcome === 'retry' && answer.result.error_class !== 'permanent'))
    return later(draft, row, answer);
  if (undoes(row.infno)) applyReversal(draft, row, answer);
  else if (row.infno === '3505' || row.infno === '3506') applyGoods(draft, row, answer);
  else if (row.estimate !== null) applySale(draft, row, answer);
  else applyStep(draft, row, answer);
}

/**
 * Neither done nor not done, as far as this answer can be understood. Of an error the class alone says so (offline.md,
 * States).
 */
function ambiguous({ outcome, result }: Answer): boolean {
  if (outcome === 'unrecognised') return result.error_class !== 'permanent';
  return outcome === 'retry' && result.error_class === 'ambiguous';
}

/** With its amounts, as the centre has it. */
type Settled = Answer & { readonly setlinfo: Setlinfo };

function hasSettled(answer: Answer): answer is Settled {
  return answer.outcome === 'settled' && answer.setlinfo !== null;
}

function applySale(draft: Draft, row: RowView, answer: Answer): void {
  if (!hasSettled(answer)) return refused(draft, row, answer);
  const moved = settle(draft, row, answer);
  // Who was not told yet hears the centre's amounts themselves: nothing is owed.
  if (moved.state === 'settled_with_difference' && row.told && row.estimate !== null)
    openClaim(draft, row.msgid, 'difference', row.estimate, answer.setlinfo);
  inform(draft, moved, null);
}

function settle(draft: Draft, row: RowView, answer: Settled): RowView {
  const differing = row.estimate === null ? [] : differences(row.estimate, answer.setlinfo);
  const state: CentreState = sharesDiffer(differing) ? 'settled_with_difference' : 'settled';
  // An answer that does not add up is flagged for a person; it stays settled, because the centre says so.
  const broken = checkIdentities(answer.setlinfo).length > 0 ? ['identities_broken'] : [];
  const moved = moveRow(draft, row, [state], { answer, note: [...differing, ...broken].join(' ') });
  const { msgid, epoch, number, deltas } = moved;
  if (differing.length > 0) lookUp(draft, { kind: 'find_replay', msgid });
  durable(draft, { kind: 'absorb', msgid, epoch, number, deltas, acct_pay: answer.setlinfo.acct_pay, sign: 1 });
  lookUpGoods(draft, msgid, 'settled');
  // Told as sold it was asked for already.
  if (moved.infno === '2207' && !moved.told) lookUp(draft, { kind: 'find_former', msgid });
  noteIds(draft, moved, answer);
  return moved;
}

function refused(draft: Draft, row: RowView, answer: Answer): void {
  // Reversed at the centre without our asking, or settled without amounts: not ours to guess, a person looks at it.
  const { code, err_msg } = answer.result;
  const park = code === 'conflict' || answer.outcome !== 'rejected';
  const path: CentreState[] = park ? ['rejected', 'parked'] : ['rejected'];
  const moved = moveRow(draft, row, path, { answer, note: code, ...(park ? { before: 'rejected' } : {}) });
  if (!park) owedWhenRefused(draft, row);
  inform(draft, moved, problem('centre_rejected', { result: code, err_msg }));
}

/** What was told of a sale the centre refuses: all of it is the person's own, and so are its goods. */
export function owedWhenRefused(draft: Draft, { msgid, told, estimate, infno }: RowView): void {
  if (!told || estimate === null || infno === '3505') return;
  openClaim(draft, msgid, 'rejected', estimate, allCash(estimate));
  lookUpGoods(draft, msgid, 'rejected');
}

/** A step of a visit, which moves no money: done, or not and never. */
function applyStep(draft: Draft, row: RowView, answer: Answer): void {
  if (answer.outcome !== 'settled') return refused(draft, row, answer);
  const moved = moveRow(draft, row, ['settled'], { answer });
  noteIds(draft, moved, answer);
  const { feedetail_result: lines = [] } = answer;
  if (lines.length > 0) durable(draft, { kind: 'fee_result', msgid: row.msgid, lines });
  inform(draft, moved, null);
}

/** Which ids of the centre stand for the provisional ones; an id in the reserved form is none of the centre's. */
function noteIds(draft: Draft, { msgid, infno }: RowView, answer: Answer): void {
  if (infno !== '2201' && infno !== '2207') return;
  const [mdtrt_id = '', setl_id = ''] = [answer.mdtrt_id, answer.setl_id].map((id) => (isProvisional(id) ? '' : id));
  durable(draft, { kind: 'visit_ids', msgid, mdtrt_id, setl_id });
}

/** The sale computed once more under its own pack, beside what the centre answered: the likely cause goes to the row. */
export function onReplay(draft: Draft, { msgid, stored }: Found & { kind: 'replay' }): void {
  if (stored === null || stored.final === null) return;
  const { sale, facts, final } = stored;
  if (sale.pack === '') return durable(draft, { kind: 'explain', msgid, cause: 'funds_not_computed' });
  const pack = servedPack(draft.state.packs, sale) ?? stored.pack;
  const again = pack === null ? null : replay(sale, facts, pack);
  const known = again !== null && 'result' in again && again.difference === null;
  const cause = known ? likelyCause(compareWithCentre(again.result, final)) : 'unknown';
  durable(draft, { kind: 'explain', msgid, cause });
}

function applyReversal(draft: Draft, row: RowView, answer: Answer): void {
  const { original } = row;
  // Neither done nor refused, as if it were a sale: taken for a refusal it would bring back what may be undone.
  if (answer.outcome === 'settled' || answer.outcome === 'voided') return undecided(draft, row);
  // Of a settlement that only the centre had (work list), or whose row was lost: nothing here moves with it.
  if (original === null) {
    const done = answer.outcome === 'reversed';
    moveRow(draft, row, [done ? 'settled' : 'rejected'], { answer, note: done ? '' : answer.result.code });
    if (!done) lookUp(draft, { kind: 'find_remainder', msgid: null, reversal: row.msgid, reversed: false });
    return;
  }
  if (answer.outcome === 'reversed') {
    moveRow(draft, row, ['settled'], { answer, note: reversalFlaws(original.final, answer.setlinfo) });
    return undone(draft, row, original, answer);
  }
  const { code } = answer.result;
  // Nobody knows whether there is anything that could stand: a person decides, and cancels once more or lets it stand.
  if (original.state === 'reversing' && (row.infno === '2601' || original.before === 'unknown'))
    return void moveRow(draft, row, ['rejected', 'parked'], { answer, note: code, before: 'rejected' });
  moveRow(draft, row, ['rejected'], { answer, note: code });
  letStand(draft, row, original);
}

/** Nothing of the original is left at the centre; `answer` holds what was given back, if anything was. */
function undone(draft: Draft, row: RowView, original: OriginalView, answer: Answer): void {
  // What was refused here and undone there is still with its person, who owes for it.
  if (original.state === 'reversing') {
    moveOriginal(draft, original, 'reversed', settledUnseen(original, answer));
    lookUpGoods(draft, original.msgid, 'reversed');
  }
  lookUp(draft, { kind: 'find_remainder', msgid: original.msgid, reversal: row.msgid, reversed: true });
  const unseen = original.before === 'unknown' && answer.setlinfo !== null;
  // Settled unseen, with the amounts that are given back now and not those that were estimated.
  const settled = unseen ? { ...original, acct_pay: fen(-answer.setlinfo.acct_pay) } : original;
  // A snapshot may count it already, so it is counted here too before it is taken back, each once.
  if (unseen) absorbOriginal(draft, settled, original, 1);
  // Only what was settled has to be taken back out of the person's year; what was refused here, parked before or not,
  // never was.
  const counted = original.before !== null && isSettled(original.before);
  if (unseen || counted) absorbOriginal(draft, settled, row, -1);
}

/** What was to be undone stands after all. */
export function letStand(draft: Draft, { msgid: reversal }: RowView, original: OriginalView): void {
  lookUp(draft, { kind: 'find_remainder', msgid: original.msgid, reversal, reversed: false });
  if (original.state !== 'reversing') return;
  const back = original.before === 'settled_with_difference' ? original.before : 'settled';
  moveOriginal(draft, original, back, null);
}

/** Whether this says what became of a sale for good: settled, with its amounts, or nothing that is left. */
export function isFinal(said: Answer): boolean {
  return hasSettled(said) || said.outcome === 'reversed' || said.outcome === 'rejected' || said.outcome === 'voided';
}

/** The same where only the centre knows as what, and has said so (isFinal): it stands with its amounts, or is gone. */
export function letStandAs(draft: Draft, row: RowView, sale: RowView, original: OriginalView, said: Answer): void {
  if (said.outcome === 'settled' && sale.estimate === null) return applyStep(draft, sale, said);
  if (!hasSettled(said)) return undone(draft, row, original, said);
  settle(draft, sale, said);
  lookUp(draft, { kind: 'find_remainder', msgid: sale.msgid, reversal: row.msgid, reversed: false });
}

/** The file that is lost had cancelled it before it was sent, and the centre noted the void: so it is void here too. */
function voidedThere(draft: Draft, row: RowView): void {
  const moved = moveRow(draft, row, ['queued', 'voided'], { note: 'voided_there' });
  durable(draft, { kind: 'void_noted', msgid: row.msgid });
  count(draft, 'voided', -1);
  inform(draft, moved, problem('centre_rejected', { result: 'voided', err_msg: '' }));
}

function applyVoid(draft: Draft, row: RowView, answer: Answer): void {
  if (answer.outcome === 'retry' || answer.outcome === 'not_found' || ambiguous(answer)) {
    durable(draft, { kind: 'void_again', msgid: row.msgid });
    signInAgain(draft, answer);
    return defer(draft, row);
  }
  durable(draft, { kind: 'void_noted', msgid: row.msgid });
  const { dispatch } = draft.state;
  patch(draft, { dispatch: { ...dispatch, queued: dispatch.queued - 1, blocked: false } });
  if (answer.outcome !== 'voided')
    durable(draft, {
      kind: 'evidence',
      msgid: row.msgid,
      text: `void answered ${answer.outcome} ${answer.result.code}`,
    });
}

/** Certainly not done at the centre: the same id goes again. From the wire the way leads over unknown and inquiry. */
function later(draft: Draft, row: RowView, answer: Answer): void {
  const path: CentreState[] = row.state === 'inquiring' ? ['queued'] : ['unknown', 'inquiring', 'queued'];
  const moved = moveRow(draft, row, path, { note: answer.result.code });
  // An inquiry that finds nothing lets it go at once; a centre that has been given it and says so is asked later.
  if (answer.outcome === 'retry' || row.state === 'inflight') defer(draft, moved);
  signInAgain(draft, answer);
}

/** The centre knows the sign-in no more: nothing is sent before the next one. */
export function signInAgain(draft: Draft, { result }: Pick<Answer, 'result'>): void {
  if (result.code === 'not_signed_in' && draft.state.shift.phase === 'signed_in')
    patch(draft, { shift: { ...draft.state.shift, phase: 'local', sign_no: '' } });
}

/** The centre asked for this row later. */
function defer(draft: Draft, row: RowView): void {
  wait(draft, row, (tries) => Math.max(row.attempts, tries));
}

/**
 * An answer, or its absence in a reply that did come, which decides nothing. The first time it is found out at once; a
 * centre that goes on like that is asked less and less often, as if it had not answered.
 */
export function undecided(draft: Draft, row: RowView): void {
  unanswered(draft, row);
  wait(draft, row, (tries) => (tries === 1 ? null : tries));
}

/** `exponentOf`: of the back-off, by how often it had to wait in a row; null: not at all. */
function wait(draft: Draft, { msgid }: RowView, exponentOf: (tries: number) => number | null): void {
  const { dispatch, limits } = draft.state;
  const { monotonicMs, dice } = draft.at;
  const tries = (dispatch.deferred.find((entry) => entry.msgid === msgid)?.tries ?? 0) + 1;
  const exponent = exponentOf(tries);
  const delayMs = exponent === null ? 0 : backoffMs(limits, Math.min(exponent, 8), dice);
  const kept = dispatch.deferred.filter((entry) => entry.msgid !== msgid).slice(-(limits.deferred - 1));
  const entry = { msgid, atMs: monotonicMs + delayMs, tries, over: false };
  patch(draft, { dispatch: { ...dispatch, deferred: [...kept, entry] } });
}

/** The rows that still have to wait; those whose time is over may go, and are forgotten a while later. */
export function waitingRows(draft: Draft): readonly Msgid[] {
  const { dispatch, limits } = draft.state;
  const { deferred } = dispatch;
  const now = draft.at.monotonicMs;
  const ends = (entry: Deferred) => !entry.over && entry.atMs <= now;
  if (deferred.some((entry) => ends(entry) || entry.atMs + limits.backoffCapMs <= now)) {
    const kept = deferred.filter((entry) => ends(entry) || entry.atMs + limits.backoffCapMs > now);
    const mayGo = deferred.some(ends) ? { blocked: false, blockedUnknown: false } : {};
    const marked = kept.map((entry) => (ends(entry) ? { ...entry, over: true } : entry));
    patch(draft, { dispatch: { ...dispatch, ...mayGo, deferred: marked } });
  }
  return draft.state.dispatch.deferred.flatMap(({ msgid, over }) => (over ? [] : [msgid]));
}

/** Exponential with full jitter, capped. ms. */
export function backoffMs(
  limits: { readonly backoffBaseMs: number; readonly backoffCapMs: number },
  failures: number,
  dice: number,
): number {
  return Math.ceil(dice * Math.min(limits.backoffCapMs, limits.backoffBaseMs * 2 ** Math.min(failures, 20)));
}

/** No answer: may have been done. Whoever waits is told by the offline rules, under the same id. */
function unanswered(draft: Draft, row: RowView): void {
  // The notice of a void changes nothing at the counter: it is simply sent again.
  if (row.state === 'voided') {
    durable(draft, { kind: 'void_again', msgid: row.msgid });
    const { dispatch } = draft.state;
    // While it was on the wire there may have been nothing else to claim.
    return patch(draft, { dispatch: { ...dispatch, blocked: false } });
  }
  const moved = moveRow(draft, row, ['unknown']);
  const waiter = waiterOf(draft, row);
  if (waiter !== undefined) tellWithoutAnswer(draft, moved);
}

/** A request that provably never left: nothing to find out, but the table's way back leads over the same states. */
export function unsent(draft: Draft, row: RowView, reason: NoReply): void {
  if (reason !== 'unsent' || row.state === 'voided') return unanswered(draft, row);
  const waiter = waiterOf(draft, row);
  const path: CentreState[] = row.state === 'inquiring' ? ['unknown'] : ['unknown', 'inquiring', 'queued'];
  const moved = moveRow(draft, row, path, { note: 'unsent' });
  if (waiter !== undefined) tellWithoutAnswer(draft, moved);
}

/**
 * The counter can wait no longer. Allowed by the offline rules: told as provisional under the same id. Not allowed: what
 * never left is voided, what may have arrived is reversed; in both cases the clerk hears that nothing was sold.
 */
export function tellWithoutAnswer(draft: Draft, row: RowView): void {
  const waiter = waiterOf(draft, row);
  if (waiter === undefined) return;
  if (waiter.visit !== undefined) return inform(draft, row, null);
  if (row.estimate === null) return;
  forget(draft, row);
  // The waiter knows the person; a row that was only claimed does not say.
  const known = { ...row, psn_no: waiter.row.psn_no };
  const decision = offlineFor(draft, waiter, row.estimate, waiter.personDayFund);
  if (decision.allowed) {
    const { grade, unavailable } = decision;
    const evidence = evidenceOf(draft, waiter.circumstances ?? NO_CIRCUMSTANCES, decision);
    durable(draft, { kind: 'tell', msgid: row.msgid, provisional: true, grade, unavailable, evidence });
    expose(draft, known, 1);
    if (row.infno === '2207') lookUp(draft, { kind: 'find_former', msgid: row.msgid });
    for (const call of waiter.calls) reply(draft, call, { kind: 'accepted', msgid: row.msgid });
    return;
  }
  let why: Problem = decision.problem;
  const reversal =
    row.state === 'queued' ? undoQueued(draft, known, 'time_limit') : storeReversal(draft, known, 'time_limit');
  if (reversal !== null) why = problem('outcome_unknown_reversing', { msgid: row.msgid, reason: why.code });
  for (const call of waiter.calls) refuse(draft, call, why);
}

/** Tells whoever waits the final outcome, and notes that it was told. */
function inform(draft: Draft, row: RowView, why: Problem | null): void {
  const waiter = waiterOf(draft, row);
  if (waiter === undefined) return;
  forget(draft, row);
  durable(draft, { kind: 'tell', msgid: row.msgid, provisional: false, grade: 0, unavailable: '' });
  for (const call of waiter.calls) {
    if (why === null) reply(draft, call, toldAs(waiter, row));
    else refuse(draft, call, why);
  }
}

function toldAs({ visit }: Waiter, { msgid }: RowView): CommandReply {
  return visit === undefined ? { kind: 'accepted', msgid } : { kind: 'visit', visit };
}

function forget(draft: Draft, row: RowView): void {
  const { [row.msgid]: _gone, ...waiting } = draft.state.waiting;
  patch(draft, { waiting });
  noteServed(draft);
}

/** `as` is the transaction by whose number a snapshot tells whether this is counted already. */
function absorbOriginal(
  draft: Draft,
  original: OriginalView,
  as: { readonly epoch: number; readonly number: number },
  sign: 1 | -1,
): void {
  const { msgid, deltas, acct_pay } = original;
  durable(draft, { kind: 'absorb', msgid, epoch: as.epoch, number: as.number, deltas, acct_pay, sign });
}

/** An answer after its deadline, applied to the row as it stands now. */
export function applyLate(draft: Draft, row: RowView, answer: Answer): void {
  const decided = answer.outcome === 'settled' || answer.outcome === 'rejected' || answer.outcome === 'reversed';
  if (row.state === 'unknown' && decided) {
    applyAnswer(draft, moveRow(draft, row, ['inquiring']), answer);
    return;
  }
  durable(draft, { kind: 'evidence', msgid: row.msgid, text: `late answer ${answer.outcome} ${answer.result.code}` });
}
