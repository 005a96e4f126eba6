/** Operators, roles and approvals of the local API as JSON Schema. Data only. */
import type { Schema } from '../adapters/schema-check.ts';
import { RIGHTS, ROLE_NAMES } from '../core/rights.ts';
import { given, list, object, orNull, pin, ref, text } from './schema-words.ts';

export const ROLE: Schema = { type: 'string', enum: [...ROLE_NAMES] };
const right: Schema = { type: 'string', enum: [...RIGHTS] };

export const STAFF_SCHEMAS = {
  EnrolOperator: object(
    {
      opter_name: given(50, '经办人姓名'),
      pin,
      current_pin: { ...pin, description: 'one’s own PIN in force, to change it' },
      role: { ...ROLE, description: 'default: the role they have; cashier for somebody new' },
    },
    ['current_pin', 'role'],
  ),
  SetRole: object({ role: ROLE }),
  Approve: object({ opter: given(30, '经办人 operator who approves'), pin, right }),
  Approval: object({
    approval: text('header Approval of the one request that is approved'),
    valid_ms: { type: 'integer' },
  }),
  Access: object({
    opter: orNull(text('the operator on duty')),
    role: orNull({ ...ROLE, description: 'null: nobody is on duty, or nobody is enrolled here' }),
    role_text: orNull(ref('Pair')),
    may: { ...list(right), description: 'what may be done now without anybody’s approval' },
    rights: list(object({ right, zh: text(), en: text() })),
    roles: list(object({ role: ROLE, zh: text(), en: text(), may: list(right) })),
  }),
  Operator: object({
    opter: text(),
    opter_name: text('masked'),
    role: ROLE,
    role_text: ref('Pair'),
    locked_until: orNull(text('no PIN counts before')),
  }),
  Operators: object({ operators: list({ $ref: '#/components/schemas/Operator' }) }),
  Removed: object({ removed: text('operator') }),
};
