/** Giving back a part of a sale, in the local API. Decides nothing. */
import type { Agent } from '../agent.ts';
import { formatYuan } from '../core/money.ts';
import type { ReturnLine } from '../core/refund.ts';
import type { Msgid } from '../core/transaction.ts';
import { fault } from '../errors/catalogue.ts';
import { type ApiAnswer, ok, param } from './answer.ts';
import type { Route } from './routes.ts';
import { transactionView } from './view.ts';

export const REFUND_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/transactions/{msgid}/refund',
    id: 'refund',
    right: 'refund',
    summary:
      '部分退货：整单撤销后余下部分重新结算（自费的按行退货） give back a part: the whole is undone and the rest settled anew; self-paid goods come back line by line',
    keyed: true,
    body: 'Refund',
    status: 200,
    reply: 'Refunded',
    handle: (agent, { params, key, body }) =>
      refund(agent, param(params, 'msgid') as Msgid, key, (body as { lines: readonly ReturnLine[] }).lines),
  },
];

/** A list that leaves nothing is a cancellation, and is answered as one: what is made is its reversal. */
async function refund(agent: Agent, msgid: Msgid, key: string, lines: readonly ReturnLine[]): Promise<ApiAnswer> {
  const outcome = await agent.command({ kind: 'refund', msgid, key, lines });
  if (!outcome.ok) return { fault: outcome.problem };
  const { reply } = outcome;
  if (reply.kind !== 'refunded' && reply.kind !== 'cancelled')
    throw new Error(`refund was answered with ${reply.kind}`);
  const transaction = agent.transaction(msgid);
  const made = agent.transaction(reply.kind === 'refunded' ? reply.made : (reply.reversal ?? msgid));
  if (transaction === null || made === null) return { fault: fault('transaction_unknown') };
  return ok({
    transaction: transactionView(transaction),
    reversal: reply.reversal,
    made: transactionView(made),
    paid_back: formatYuan(reply.paid_back),
  });
}
