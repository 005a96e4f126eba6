/**
 * What the counter page needs beside a sale: its way in, the sessions that are open after a reload, and the person's
 * whole name and numbers for as long as the clerk holds a key. Nothing else of the API shows a whole name or number.
 */
import type { Msgid } from '../core/transaction.ts';
import { type Fault, fault } from '../errors/catalogue.ts';
import type { SoldLine } from '../sold-lines.ts';
import type { Route } from './routes.ts';
import { sessionView } from './view.ts';

export const PAGE_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/page-links',
    id: 'openPage',
    summary: '取收银页面的一次性链接 a link that lets one browser in, once and soon',
    status: 201,
    reply: 'PageLink',
    handle: (_agent, { links }) => ({ status: 201, body: links.issue() }),
  },
  {
    method: 'GET',
    path: '/v1/sessions',
    id: 'sessions',
    summary: '正在办理的业务 the sessions that are open',
    status: 200,
    reply: 'Sessions',
    handle: (agent) => ({ status: 200, body: { sessions: agent.sessions().map(sessionView) } }),
  },
  {
    method: 'POST',
    path: '/v1/sessions/{id}/reveal',
    id: 'revealPerson',
    summary: '显示完整姓名和证件号，供核对本人 the whole name and numbers, to check who stands there',
    status: 200,
    reply: 'Revealed',
    handle: (agent, { params }) => {
      const id = params['id'] ?? '';
      const person = agent.session(id)?.person;
      if (person === undefined) return { fault: fault('session_unknown', { session: id }) };
      if (person === null) return { fault: notYet(id) };
      const { psn_no, psn_name, certno } = person;
      return { status: 200, body: { psn_no, psn_name, certno } };
    },
  },
  {
    method: 'GET',
    path: '/v1/transactions/{msgid}/lines',
    id: 'lines',
    summary: '一笔交易的明细，退货时选用 what was sold in it, to choose what comes back',
    status: 200,
    reply: 'Lines',
    handle: (agent, { params }) => {
      const lines = agent.lines((params['msgid'] ?? '') as Msgid);
      if (lines === null) return { fault: fault('transaction_unknown') };
      return { status: 200, body: { lines: lines.map(lineView) } };
    },
  },
];

function lineView({ feedetl_sn, med_list_codg, pric, cnt, drug_trac_codg, trdn_flag }: SoldLine) {
  return { feedetl_sn, med_list_codg, pric, cnt, drug_trac_codg, trdn_flag };
}

function notYet(session: string): Fault {
  return fault('session_wrong_phase', { session, phase: 'identifying' });
}
