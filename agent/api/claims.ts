/**
 * Claims in the local API: what is still owed after the centre's judgement, and how a person closes it. Decides nothing.
 */
import { type Claim, type ClaimEnd, endsOf } from '../core/claim.ts';
import { type Fen, formatYuan } from '../core/money.ts';
import { civilTime } from '../core/time.ts';
import type { Msgid } from '../core/transaction.ts';
import { CLAIM_END_WORDS, CLAIM_REASONS } from '../errors/words.ts';
import { ask, param } from './answer.ts';
import { BEFORE, FLAG, LIMIT, page } from './pages.ts';
import type { Route } from './routes.ts';

export const CLAIM_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/claims',
    id: 'claims',
    summary:
      '待收退差额，旧的在前，不分页；open=false 列全部，新的在前，before 之前的接着取 what is owed, oldest first, without pages; open=false lists all, newest first, and on with before',
    query: { open: FLAG, limit: LIMIT, before: BEFORE },
    status: 200,
    reply: 'Claims',
    handle: (agent, { query }) =>
      page<Claim, Msgid>({
        ...{ name: 'claims', open: query['open'] !== 'false', query, unknown: 'claim_unknown' },
        list: (what) => agent.claims(what),
        find: (id) => agent.claim(id as Msgid),
        idOf: ({ msgid }) => msgid,
        view: claimView,
      }),
  },
  {
    method: 'POST',
    path: '/v1/claims/{msgid}/close',
    id: 'closeClaim',
    right: 'sign_off',
    summary: '差额已收、已退或由药店承担 close a claim: collected, paid back, or borne by the shop',
    body: 'CloseClaim',
    status: 200,
    reply: 'Claim',
    handle: (agent, { params, body }) => {
      const { as, reason } = body as { as: ClaimEnd; reason: string };
      const msgid = param(params, 'msgid') as Msgid;
      return ask(agent, { kind: 'close_claim', msgid, as, reason }, 'claim_closed', () => {
        const claim = agent.claim(msgid);
        if (claim === null) throw new Error(`a closed claim is not stored: ${msgid}`);
        return claimView(claim);
      });
    },
  },
];

/** Amounts as yuan: above 0 the payer pays more than was told, below 0 less. */
export function claimView(claim: Claim) {
  const { msgid, reason, opened_ms, amounts, cash, closed } = claim;
  const [zh, en] = CLAIM_REASONS[reason];
  const ends = closed === null ? endsOf(claim) : [closed.as];
  return {
    msgid,
    reason,
    reason_text: { zh, en },
    opened_time: civilTime(opened_ms),
    amounts: Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, formatYuan(amount as Fen)])),
    cash: formatYuan(cash),
    ends: ends.map((as) => ({ as, zh: CLAIM_END_WORDS[as][0], en: CLAIM_END_WORDS[as][1] })),
    closed:
      closed === null
        ? null
        : { as: closed.as, opter: closed.opter, reason: closed.reason, time: civilTime(closed.at_ms) },
  };
}
