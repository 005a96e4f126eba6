/**
 * A reconciliation, day by day of the centre's dates: totals (3201), details (3202) of the groups that differ, and what
 * they differ in as items of the work list. Closing the shift (9002) is its last step and is refused as long as an item is
 * open: no day ends silently.
 */
import { signInAgain } from '../answer.ts';
import type { Answer, CentreReply, NoReply, StatementTotals } from '../centre.ts';
import { type Draft, durable, isOnline, lookUp, notify, patch, refuse, reply, send } from '../draft.ts';
import type { Found } from '../input.ts';
import { type ProblemCode, problem } from '../problem.ts';
import { signOut } from '../shift.ts';
import type { Pending } from '../state.ts';
import { civilTime, dateOf } from '../time.ts';
import type { Msgid } from '../transaction.ts';
import { adopt } from './act.ts';
import { compareStatements, isLearnt, unexplained } from './compare.ts';
import { addUp, type Detail, type Group, groupOf, sameAmounts } from './detail.ts';
import { mergeItems, type WorkItem } from './work.ts';

/** One day, done. */
export interface DayTotals {
  readonly stmt_date: string;
  readonly terminal: readonly StatementTotals[];
  readonly centre: readonly StatementTotals[];
  readonly equal: boolean;
}

export interface Run {
  readonly call: number;
  readonly purpose: 'show' | 'close';
  /** Signs off what is open at closing. */
  readonly reason: string | null;
  /** Still to be done, oldest first; the first is under way. */
  readonly dates: readonly string[];
  readonly done: readonly DayTotals[];
  readonly terminal: readonly StatementTotals[];
  readonly centre: readonly StatementTotals[];
  readonly differing: readonly Group[];
  /** How many of those were fetched, and from where the next page of the present one goes on. */
  readonly fetched: number;
  readonly after: string;
  readonly ours: readonly Detail[];
  readonly theirs: readonly Detail[];
}

/** What is open when the days have been compared. */
export interface OpenWork {
  readonly kind: 'open_work';
  readonly run: Run;
  readonly items: readonly WorkItem[];
  /** Transactions on which a person has yet to decide. */
  readonly parked: readonly Msgid[];
}

/** More of one terminal and day than this is no statement but a mistake. */
const MAX_DETAILS = 50_000;
const NOTHING = { terminal: [], centre: [], differing: [], fetched: 0, after: '', ours: [], theirs: [] } as const;

/** Lays one day of both sides side by side. Today when none is named. */
export function reconcile(draft: Draft, call: number, date: string | null): void {
  const { shift, closing } = draft.state;
  if (shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  if (closing !== null) return refuse(draft, call, problem('busy', { operation: 'reconcile' }));
  if (!isOnline(draft)) return refuse(draft, call, problem('centre_unreachable'));
  const day = date ?? dateOf(civilTime(draft.at.wallMs));
  begin(draft, { call, purpose: 'show', reason: null, dates: [day], done: [], ...NOTHING });
}

/** Every day of the shift, and every day with settlements since the last one that was closed. */
export function reconcileShift(draft: Draft, call: number, reason: string | null): void {
  patch(draft, { closing: 'close' });
  const { shift, link } = draft.state;
  const sinceMs = shift.since_ms ?? shift.opened_ms;
  // The days are the centre's: a clock that is ahead of its had begun the next one too early.
  const aheadMs = Math.max(0, -(link.clockOffsetMs ?? 0));
  const from = dateOf(civilTime(Math.min(draft.at.wallMs, sinceMs) - aheadMs));
  const to = dateOf(civilTime(Math.max(draft.at.wallMs, sinceMs)));
  const run: Run = { call, purpose: 'close', reason, dates: [], done: [], ...NOTHING };
  lookUp(draft, { kind: 'find_days', run, from, to });
}

export function onDays(draft: Draft, { run, dates }: Found & { kind: 'days' }): void {
  begin(draft, { ...run, dates });
}

function begin(draft: Draft, run: Run): void {
  patch(draft, { closing: run.purpose });
  const [stmt_date] = run.dates;
  if (stmt_date !== undefined) return lookUp(draft, { kind: 'find_totals', run, stmt_date });
  if (run.purpose === 'close') return lookUp(draft, { kind: 'find_open_work', run });
  patch(draft, { closing: null });
  reply(draft, run.call, { kind: 'reconciled', days: run.done });
}

export function onTotalsFound(draft: Draft, { run, totals }: Found & { kind: 'totals' }): void {
  const [stmt_begndate = ''] = run.dates;
  const request = { kind: 'totals', stmt_begndate, stmt_enddate: stmt_begndate, totals } as const;
  const pending = { kind: 'totals', run: { ...run, ...NOTHING, terminal: totals } } as const;
  send(draft, request, pending, draft.state.limits.syncDeadlineMs);
}

export function onTotalsReply(
  draft: Draft,
  { run }: Pending & { kind: 'totals' },
  answer: (CentreReply & { kind: 'totals' }) | NoReply,
): void {
  if (typeof answer === 'string') return stop(draft, run, 'centre_unreachable');
  if (answer.result.code !== 'ok') return refused(draft, run, answer);
  const centre = answer.results.map((one) => one.centre);
  // Not by its word alone: that a group is equal has to be so, and one of ours that it leaves out is not.
  const differing = [
    ...answer.results
      .filter((one) => one.stmt_rslt !== '0' || !agrees(one.centre, run.terminal))
      .map((one) => one.centre),
    ...run.terminal.filter((one) => !centre.some((theirs) => groupOf(theirs) === groupOf(one))),
  ];
  const next = { ...run, centre, differing };
  if (differing.length === 0) return judge(draft, next);
  lookUp(draft, { kind: 'find_details', run: next, stmt_date: run.dates[0] ?? '' });
}

function agrees(theirs: StatementTotals, terminal: readonly StatementTotals[]): boolean {
  const ours = terminal.find((one) => groupOf(one) === groupOf(theirs)) ?? EMPTY;
  return ours.fixmedins_setl_cnt === theirs.fixmedins_setl_cnt && sameAmounts(ours, theirs);
}

export function onDetailsFound(draft: Draft, { run, details }: Found & { kind: 'details' }): void {
  fetch(draft, { ...run, ours: details });
}

function fetch(draft: Draft, run: Run): void {
  const group = run.differing[run.fetched];
  if (group === undefined) return judge(draft, run);
  const { insutype, clr_type, setl_optins } = group;
  const [stmt_date = ''] = run.dates;
  // Ours go along once, with the first page.
  const details = run.after === '' ? run.ours.filter((one) => groupOf(one) === groupOf(group)) : [];
  const request = { kind: 'details', stmt_date, insutype, clr_type, setl_optins, details, after: run.after } as const;
  send(draft, request, { kind: 'details', run }, draft.state.limits.syncDeadlineMs);
}

export function onDetailsReply(
  draft: Draft,
  { run }: Pending & { kind: 'details' },
  answer: (CentreReply & { kind: 'details' }) | NoReply,
): void {
  if (typeof answer === 'string') return stop(draft, run, 'centre_unreachable');
  if (answer.result.code !== 'ok') return refused(draft, run, answer);
  const theirs = [...run.theirs, ...answer.details];
  if (theirs.length > MAX_DETAILS) return stop(draft, run, 'centre_refused', `> ${MAX_DETAILS}`);
  // A page that leads nowhere ends its group: the centre may not keep us here for ever.
  const more = answer.next !== '' && answer.next !== run.after && answer.details.length > 0;
  fetch(draft, { ...run, theirs, after: more ? answer.next : '', fetched: more ? run.fetched : run.fetched + 1 });
}

function judge(draft: Draft, run: Run): void {
  const msgids = [...new Set([...run.ours, ...run.theirs].map((one) => one.msgid))];
  lookUp(draft, { kind: 'find_known', run, stmt_date: run.dates[0] ?? '', msgids });
}

export function onKnown(draft: Draft, { run, known, former }: Found & { kind: 'known' }): void {
  const [stmt_date = '', ...dates] = run.dates;
  const at_ms = draft.at.wallMs;
  const { terminal, centre, ours, theirs, differing } = run;
  const found = compareStatements({ stmt_date, ours, theirs, known, groups: differing, at_ms });
  const learnt = found.filter(isLearnt);
  if (learnt.length > 0) {
    for (const item of learnt) adopt(draft, item, item.centre);
    // The same day once more, now that both sides have the same.
    return begin(draft, { ...run, ...NOTHING });
  }
  const named = new Set(
    found.flatMap(({ here, centre: there }) => [here, there].flatMap((one) => (one === null ? [] : [groupOf(one)]))),
  );
  const silent = differing.filter((group) => !named.has(groupOf(group)));
  const pairs = silent.map((group) => {
    const of = (side: readonly StatementTotals[]) => side.find((one) => groupOf(one) === groupOf(group));
    return {
      here: of(terminal) ?? { ...EMPTY, ...groupFields(group) },
      centre: of(centre) ?? { ...EMPTY, ...groupFields(group) },
    };
  });
  const items = mergeItems(former, [...found, ...unexplained(stmt_date, at_ms, pairs)]);
  const equal = differing.length === 0;
  if (items.length > 0) durable(draft, { kind: 'save_work', items, action: 'reconcile' });
  durable(draft, { kind: 'save_statement', stmt_date, terminal, centre, equal, at_ms });
  notify(draft, { kind: 'work_list', stmt_date, found: found.length + pairs.length });
  const done = [...run.done, { stmt_date, terminal, centre, equal }];
  begin(draft, { ...run, ...NOTHING, dates, done });
}

const EMPTY = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 } as Omit<
  StatementTotals,
  keyof Group
>;

function groupFields({ insutype, clr_type, setl_optins }: Group): Group {
  return { insutype, clr_type, setl_optins };
}

/**
 * What is open at closing is signed off with the reason that was given, item by item, or the shift stays open: differences,
 * and transactions on which a person has yet to decide.
 */
export function onOpenWork(draft: Draft, { run, items, parked }: OpenWork): void {
  const { reason } = run;
  if (items.length > 0 && reason === null) return stop(draft, run, 'totals_differ', String(items.length));
  if (parked.length > 0 && reason === null) return stop(draft, run, 'parked_items', String(parked.length));
  const { opter } = draft.state.shift;
  for (const msgid of parked)
    durable(draft, { kind: 'evidence', msgid, text: `day closed over it by ${opter}: ${reason}` });
  const at_ms = draft.at.wallMs;
  const signed = items.map((one) => ({
    ...one,
    ...({ state: 'signed_off', last: 'sign_off', reason: reason ?? '', opter, at_ms } as const),
  }));
  if (signed.length > 0) durable(draft, { kind: 'save_work', items: signed, action: 'sign_off' });
  const terminal = addUp(run.done.map((day) => day.terminal));
  const centre = addUp(run.done.map((day) => day.centre));
  const equal = run.done.every((day) => day.equal);
  const dates = run.done.map((day) => day.stmt_date);
  signOut(draft, { call: run.call, dates, terminal, centre, equal });
}

function refused(draft: Draft, run: Run, answer: Pick<Answer, 'result'>): void {
  signInAgain(draft, answer);
  stop(draft, run, 'centre_refused', answer.result.err_msg);
}

function stop(
  draft: Draft,
  { call }: Run,
  code: ProblemCode & ('centre_unreachable' | 'centre_refused' | 'totals_differ' | 'parked_items'),
  detail = '',
): void {
  patch(draft, { closing: null });
  refuse(draft, call, problem(code, { detail }));
}
