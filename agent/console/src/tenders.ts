/**
 * How a person pays what is theirs: cash, and beside it one other way. Splits what the agent says is due, to the fen;
 * never changes it.
 */
import type { Word } from './words.ts';
import { yuanOf } from './yuan.ts';

export type Other = 'wechat' | 'alipay' | 'bank_card' | 'e_cny';

export interface Tender {
  readonly tender: Other | 'cash';
  readonly amount: string;
  /** Cash handed over, where change was given. */
  readonly received?: string;
}

export interface Override {
  readonly code: string;
  readonly feedetl_sn: string;
  readonly reason: string;
}

/** What an acceptance says beside the bill. */
export interface Accepting {
  readonly overrides: readonly Override[];
  readonly tenders: readonly Tender[];
  readonly consent: 'told';
}

export const OTHERS: readonly { readonly kind: Other; readonly key: string; readonly word: Word }[] = [
  { kind: 'wechat', key: 'Alt+w', word: 'wechat' },
  { kind: 'alipay', key: 'Alt+a', word: 'alipay' },
  { kind: 'bank_card', key: 'Alt+k', word: 'bank_card' },
  { kind: 'e_cny', key: 'Alt+y', word: 'e_cny' },
];

/** In fen: what is due, what of it is paid otherwise, and the cash that was handed over for the rest. */
export function tendersOf(due: number, other: { readonly kind: Other; readonly fen: number }, received: number) {
  const cash = due - other.fen;
  const tenders: Tender[] = [];
  if (other.fen > 0) tenders.push({ tender: other.kind, amount: yuanOf(other.fen) });
  if (cash > 0)
    tenders.push({
      tender: 'cash',
      amount: yuanOf(cash),
      ...(received === cash ? {} : { received: yuanOf(received) }),
    });
  return tenders;
}
