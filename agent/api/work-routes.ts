/**
 * The routes of reconciliation: a day laid side by side, the work list, and what is done about its items. Decides
 * nothing.
 */
import type { Agent } from '../agent.ts';
import { formatYuan } from '../core/money.ts';
import { ACTIONS, type WorkAction, type WorkItem } from '../core/reconcile/work.ts';
import { civilTime } from '../core/time.ts';
import { type Fault, fault } from '../errors/catalogue.ts';
import { ACTION_WORDS, CLASS_WORDS, ITEM_STATES } from '../errors/shift.ts';
import type { Books, Statement } from '../ports/books.ts';
import { ask, ok, param } from './answer.ts';
import { FLAG } from './pages.ts';
import type { Route } from './routes.ts';
import { detailView, totalsView } from './view.ts';
import { DATE, DATE_FORM, isDate } from './work-schemas.ts';

const STATEMENTS = 31;
const NO_DAY: { readonly fault: Fault } = {
  fault: fault('request_bad_value', { field: 'date', rule: 'pattern', limit: DATE_FORM, example: '2022-10-08' }),
};

export const WORK_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/reconciliation',
    id: 'reconcile',
    summary: '与中心对一天的账：先总账（3201），不平再对明细（3202） lay one day of both sides side by side',
    body: 'Reconcile',
    bodyOptional: true,
    status: 200,
    reply: 'Reconciled',
    handle: (agent, { body }) => {
      const { date } = (body ?? {}) as { readonly date?: string };
      if (date !== undefined && !isDate(date)) return NO_DAY;
      return ask(agent, { kind: 'reconcile', ...(body as object) }, 'reconciled', ({ days }) => ({
        statements: days.flatMap(({ stmt_date }) => {
          const statement = agent.books.statement(stmt_date);
          return statement === null ? [] : [statementView(statement)];
        }),
        items: days.flatMap(({ stmt_date }) => itemViews(agent, { stmt_date, openOnly: false })),
      }));
    },
  },
  {
    method: 'GET',
    path: '/v1/statements',
    id: 'statements',
    summary: '对账记录，新的在前 how the last days compared, newest first',
    status: 200,
    reply: 'Statements',
    handle: (agent) => ok({ statements: agent.books.statements(STATEMENTS).map(statementView) }),
  },
  {
    method: 'GET',
    path: '/v1/statements/{date}',
    id: 'statementDay',
    summary: '一天的本机明细、对账结果与清单 one day: our rows, how it compared, its work list',
    status: 200,
    reply: 'StatementDay',
    handle: (agent, { params }) => {
      const date = param(params, 'date');
      if (!isDate(date)) return NO_DAY;
      return ok(statementDay(agent, date));
    },
  },
  {
    method: 'GET',
    path: '/v1/work-list',
    id: 'workList',
    summary: '对账清单；open=false 列全部 the work list; open=false lists what is done too',
    query: { date: DATE, open: FLAG },
    status: 200,
    reply: 'WorkList',
    handle: (agent, { query }) => {
      const { date } = query;
      if (date !== undefined && !isDate(date)) return NO_DAY;
      return ok({ items: itemViews(agent, { stmt_date: date, openOnly: query['open'] !== 'false' }) });
    },
  },
  {
    method: 'POST',
    path: '/v1/work-list/{item}/{action}',
    id: 'act',
    right: 'sign_off',
    summary:
      '处理一项：inquire 查询、resend 同号重发、reverse 冲正、accept_centre 以中心为准、sign_off 签字 one action on one item',
    body: 'Act',
    bodyOptional: true,
    status: 200,
    reply: 'Worked',
    handle: (agent, { params, body }) => {
      const action = param(params, 'action');
      if (!isAction(action))
        return {
          fault: fault('request_bad_value', { field: 'action', rule: 'enum', limit: ACTIONS.join(', '), example: '' }),
        };
      const command = { kind: 'work', item: param(params, 'item'), action, ...(body as object) } as const;
      return ask(agent, command, 'worked', ({ item, paid_back }) => ({
        ...workView(item, agent.books),
        paid_back: paid_back === null ? null : formatYuan(paid_back),
      }));
    },
  },
];

function isAction(text: string): text is WorkAction {
  return (ACTIONS as readonly string[]).includes(text);
}

export function statementDay(agent: Pick<Agent, 'books'>, stmt_date: string) {
  const { books } = agent;
  const statement = books.statement(stmt_date);
  return {
    statement: statement === null ? null : statementView(statement),
    details: books.details(stmt_date).map(detailView),
    items: itemViews(agent, { stmt_date, openOnly: false }),
  };
}

function statementView({ stmt_date, equal, terminal, centre, at_ms, closed_ms, opter }: Statement) {
  const closed_time = closed_ms === null ? null : civilTime(closed_ms);
  const sides = { terminal: totalsView(terminal), centre: totalsView(centre) };
  return { stmt_date, equal, ...sides, at_time: civilTime(at_ms), closed_time, opter };
}

export function itemViews({ books }: Pick<Agent, 'books'>, what: Parameters<Books['work']>[0]) {
  return books.work(what).map((item) => workView(item, books));
}

function workView(item: WorkItem, books: Books) {
  const { at_ms, here, centre, ...rest } = item;
  return {
    ...rest,
    class_text: pair(CLASS_WORDS[item.class]),
    state_text: pair(ITEM_STATES[item.state]),
    here: here === null ? null : detailView(here),
    centre: centre === null ? null : detailView(centre),
    actions: books.actions(item).map((action) => ({ action, ...pair(ACTION_WORDS[action]) })),
    at_time: civilTime(at_ms),
  };
}

function pair([zh, en]: readonly [string, string]) {
  return { zh, en };
}
