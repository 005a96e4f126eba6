/**
 * What a request to accept or agree says, as the core hears it: reasons, tenders and the person's consent. Amounts came
 * as text that the schema let through.
 */
import type { Given, Tender, TenderKind } from '../core/at-counter.ts';
import type { Override } from '../core/checks/check.ts';
import { type Fen, fen } from '../core/money.ts';
import { parseAmount } from '../core/settlement/decimal.ts';
import { ask, param } from './answer.ts';
import type { Route } from './routes.ts';
import { sessionView } from './view.ts';

interface Accept {
  readonly overrides?: readonly (Omit<Override, 'feedetl_sn'> & Partial<Override>)[];
  readonly tenders?: readonly { readonly tender: TenderKind; readonly amount: string; readonly received?: string }[];
  readonly consent?: 'told';
}

export function acceptanceOf(body: unknown): { readonly overrides: readonly Override[]; readonly given: Given } {
  const { overrides = [], tenders = [], consent } = (body ?? {}) as Accept;
  return {
    overrides: overrides.map((one) => ({ feedetl_sn: '', ...one })),
    given: { tenders: tenders.map(tenderOf), told: consent === 'told' },
  };
}

function tenderOf({ tender, amount, received }: NonNullable<Accept['tenders']>[number]): Tender {
  return { tender, amount: fenOf(amount), ...(received === undefined ? {} : { received: fenOf(received) }) };
}

/** Nothing is paid below 0: such an amount fits no bill. */
function fenOf(text: string): Fen {
  return parseAmount(text) ?? fen(-1);
}

export const CONSENT_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/sessions/{id}/consent',
    id: 'consent',
    summary: '本人在客显屏同意这份账单 the person agrees to the bill on the customer’s screen',
    body: 'Consent',
    status: 200,
    reply: 'Session',
    handle: (agent, { params, body }) => {
      const { medfee_sumamt, psn_cash_pay } = body as Readonly<Record<'medfee_sumamt' | 'psn_cash_pay', string>>;
      const shown = { medfee_sumamt: fenOf(medfee_sumamt), psn_cash_pay: fenOf(psn_cash_pay) };
      return ask(agent, { kind: 'consent', session: param(params, 'id'), ...shown }, 'session', ({ session }) =>
        sessionView(session),
      );
    },
  },
];
