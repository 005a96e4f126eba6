/**
 * Who pays for a basket: the funds with the person, the person alone, or the person now and the funds later. Says what is
 * shown and offered of it; what is lawful the agent decides.
 */
import type { Pair, Payment, Session, Transaction } from './answers.ts';
import type { Problem } from './api.ts';
import { WORDS, type Word } from './words.ts';

/** Where no fund is computed. */
export type Alone = Exclude<Payment, 'insured'>;

/** A purchase without card and person. */
const withoutCard = ({ device, person }: Session): boolean => device === '' && person === null;
/** A card of which nobody is known here, while there is no centre to ask. */
export const onCardAlone = ({ device, person }: Session): boolean => device !== '' && person === null;

/** What nobody has to choose. */
export function usualOf(session: Session): Payment {
  if (withoutCard(session)) return 'self_paid';
  return onCardAlone(session) ? 'full_cash' : 'insured';
}

/** Of the basket as the agent has it, where the agent was not told: as it takes that. */
export function paymentOf(session: Session, chosen: Payment | null = null): Payment {
  if (session.basket === null) return chosen ?? usualOf(session);
  return session.basket.payment ?? (withoutCard(session) ? 'self_paid' : 'insured');
}

/** Whether the account is used: as the clerk has said, or as the basket has it that is there. */
export function usedOf(session: Session, chosen: '0' | '1' | null): '0' | '1' {
  return chosen ?? (paymentOf(session) === 'insured' ? session.basket?.acct_used_flag : undefined) ?? '1';
}
/** The same as the bill has it; before there is one, as it will be asked for. */
export const accountOf = (session: Session, chosen: '0' | '1' | null): '0' | '1' =>
  session.basket?.acct_used_flag ?? usedOf(session, chosen);

/** The ways there are beside the insurance. A claim on the funds is made by a card alone. */
const WAYS: readonly { readonly way: Alone; readonly key: string; readonly word: Word }[] = [
  { way: 'self_paid', key: 'Alt+z', word: 'pay_alone' },
  { way: 'full_cash', key: 'Alt+j', word: 'full_cash' },
];
export const waysOf = (session: Session): typeof WAYS =>
  WAYS.filter(({ way }) => !withoutCard(session) && (way === 'self_paid' || session.device !== ''));

/** What leads on from a refusal, with its key: the ways that its own next step names. */
export function waysOut({ hint: [zh] }: Problem, session: Session | null): typeof WAYS {
  const there = session === null ? WAYS.filter(({ way }) => way === 'self_paid') : waysOf(session);
  return there.filter(({ word }) => zh.includes(WORDS[word][0]));
}

/** How a transaction was paid for; a claim on the funds is one until the centre has judged it. */
export function paidAlone({ infno, estimate, final, provisional, grade }: Transaction): Alone | null {
  if ((infno === '3505' || infno === '3506') && estimate !== null) return 'self_paid';
  return infno === '2102' && provisional && final === null && grade >= 3 ? 'full_cash' : null;
}

/** That no fund was computed, and what comes of it. */
export function saysAlone(way: Alone): Pair {
  const [zh, en] = WORDS[way === 'self_paid' ? 'pay_alone_says' : 'full_cash_says'];
  return { zh, en };
}
