/**
 * What is wrong with an answer of the centre, for the row it belongs to: amounts that do not add up, a refund that is not
 * the negative of what it undoes, an id nobody asked about. Flags and nothing more: it must never unsettle anything.
 */
import type { Answer } from './centre.ts';
import { type Draft, durable, setTrouble } from './draft.ts';
import type { RowView } from './input.ts';
import { fen } from './money.ts';
import { checkIdentities } from './settlement/identity.ts';
import type { Setlinfo } from './settlement/result.ts';

/** What the answer to a cancellation may leave out; it then is the negative of the original's (national-interface.md 4). */
const MAY_LACK = ['hosp_part_amt', 'acct_mulaid_pay', 'psn_part_amt'] as const satisfies (keyof Setlinfo)[];

/** `original` is what the centre had settled, null when its answer never came. Words for the row's note, joined by blanks. */
export function reversalFlaws(original: Setlinfo | null, answered: Setlinfo | null): string {
  if (answered === null) return '';
  const whole = original === null ? answered : completed(original, answered);
  const flaws = checkIdentities(whole, { refund: true }).length > 0 ? ['identities_broken'] : [];
  if (original !== null && differs(original, whole)) flaws.push('reversal_differs');
  return flaws.join(' ');
}

function completed(original: Setlinfo, answered: Setlinfo): Setlinfo {
  const derived = MAY_LACK.filter((name) => answered[name] === 0).map((name) => [name, fen(0 - original[name])]);
  return { ...answered, ...Object.fromEntries(derived) };
}

function differs(original: Setlinfo, refund: Setlinfo): boolean {
  return Object.entries(original).some(
    ([name, amount]) =>
      typeof amount === 'number' && name !== 'balc' && refund[name as keyof Setlinfo] !== fen(0 - amount),
  );
}

/**
 * What is wrong with the answers to these rows as a whole: kept, and said at the counter until the next answers are sound.
 * `inOrder`: each row has its one answer, in the order they were asked.
 */
export function noteAnswers(
  draft: Draft,
  asked: readonly RowView[],
  answers: readonly Answer[],
  inOrder: boolean,
): void {
  const unread = answers.some(({ outcome, result }) => outcome === 'unrecognised' && result.code === 'unrecognised');
  if (inOrder && !unread && draft.state.troubles['answers'] !== undefined) setTrouble(draft, 'answers', null);
  if (!inOrder) noteForeign(draft, asked, answers);
  // What can not be read decides nothing, and somebody has to know that it is so.
  if (unread) setTrouble(draft, 'answers', { code: 'link_unreadable', facts: {} });
}

/** Answers to what was not asked change nothing: they are written down and shown. */
function noteForeign(draft: Draft, asked: readonly RowView[], answers: readonly Answer[]): void {
  const known = new Set<string>(asked.map(({ msgid }) => msgid));
  for (const { msgid, outcome } of answers) {
    const [first] = asked;
    if (known.has(msgid) || first === undefined) continue;
    durable(draft, { kind: 'evidence', msgid: first.msgid, text: `foreign answer ${msgid.slice(0, 40)} ${outcome}` });
    setTrouble(draft, 'answers', { code: 'answer_foreign', facts: { msgid: msgid.slice(0, 40) } });
  }
}
