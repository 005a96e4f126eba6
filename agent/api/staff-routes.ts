/**
 * The routes of operators: who is enrolled with which role, what may be done here now, and the approval of an operator who
 * has a right that the one on duty lacks. A part of the one route table; decides nothing.
 */
import type { Agent } from '../agent.ts';
import { RIGHTS, type Right, ROLE_NAMES, type Role, rightsOf } from '../core/rights.ts';
import { RIGHT_WORDS, ROLE_WORDS } from '../errors/shift.ts';
import { type ApiAnswer, answered, ask, ok, param } from './answer.ts';
import type { Route } from './routes.ts';
import { operatorView, words } from './view.ts';

export const STAFF_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/v1/access',
    id: 'access',
    summary: '当班操作员的角色和权限 who is on duty, in which role, and what may be done now',
    status: 200,
    reply: 'Access',
    handle: (agent) => ok(accessView(agent)),
  },
  {
    method: 'POST',
    path: '/v1/approvals',
    id: 'approve',
    summary: '有权限的操作员输入 PIN，授权一次 an operator with the right approves one command by PIN',
    body: 'Approve',
    status: 201,
    reply: 'Approval',
    handle: async (_agent, { body, staff, approvals }) => {
      const { opter, right, pin } = body as { opter: string; right: Right; pin: string };
      const outcome = await staff.approve(opter, right, pin);
      return answered(outcome, 'approved', (given) => approvals.issue({ opter: given.opter, right: given.right }), 201);
    },
  },
  {
    method: 'GET',
    path: '/v1/operators',
    id: 'operators',
    summary: '本终端的操作员 operators of this terminal',
    status: 200,
    reply: 'Operators',
    handle: (agent) => ok({ operators: agent.operators().map((one) => operatorView(one)) }),
  },
  {
    method: 'PUT',
    path: '/v1/operators/{opter}',
    id: 'enrolOperator',
    right: 'administer',
    summary:
      '登记操作员（须有管理权限；首位即负责人），或更换 PIN：自己的凭现有 PIN enrol an operator (the first is chief), or change a PIN: one’s own by showing it',
    body: 'EnrolOperator',
    status: 200,
    reply: 'Operator',
    handle: async (agent, { params, body, staff, approval }) => {
      const opter = param(params, 'opter');
      const given = body as { opter_name: string; pin: string; current_pin?: string; role?: Role };
      return answered(await staff.enrol({ opter, ...given }, approval), 'operator', () => stored(agent, opter));
    },
  },
  {
    method: 'PUT',
    path: '/v1/operators/{opter}/role',
    id: 'setRole',
    right: 'administer',
    summary: '更改操作员的角色 give an operator another role',
    body: 'SetRole',
    status: 200,
    reply: 'Operator',
    handle: (agent, { params, body }): Promise<ApiAnswer> => {
      const opter = param(params, 'opter');
      const { role } = body as { role: Role };
      return ask(agent, { kind: 'set_role', opter, role }, 'operator', () => stored(agent, opter));
    },
  },
  {
    method: 'DELETE',
    path: '/v1/operators/{opter}',
    id: 'removeOperator',
    right: 'administer',
    summary: '删除操作员 remove an operator',
    status: 200,
    reply: 'Removed',
    handle: async (_agent, { params, staff, approval }) =>
      answered(await staff.remove(param(params, 'opter'), approval), 'operator', ({ opter }) => ({ removed: opter })),
  },
];

function stored(agent: Agent, opter: string) {
  const operator = agent.operator(opter);
  if (operator === null) throw new Error(`an enrolled operator is not stored: ${opter}`);
  return operatorView(operator);
}

const rightView = (right: Right) => ({ right, ...words(RIGHT_WORDS[right]) });

function accessView(agent: Agent) {
  const { shift, rights } = agent.status();
  const on = shift.phase !== 'closed';
  return {
    opter: on ? shift.opter : null,
    role: on ? (shift.role ?? null) : null,
    role_text: on && shift.role !== undefined ? words(ROLE_WORDS[shift.role]) : null,
    may: rights,
    rights: RIGHTS.map(rightView),
    roles: ROLE_NAMES.map((role) => ({ role, ...words(ROLE_WORDS[role]), may: rightsOf(role) })),
  };
}
