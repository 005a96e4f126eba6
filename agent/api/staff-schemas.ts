/** Operators, roles and approvals of the local API as JSON Schema. Data only. */
import type { Schema } from '../adapters/schema-check.ts';
import { RIGHTS, ROLE_NAMES } from '../core/rights.ts';

const text = { type: 'string' };
const pair = { $ref: '#/components/schemas/Pair' };
const list = (items: Schema) => ({ type: 'array', items });
const orNull = (schema: Schema) => ({ anyOf: [schema, { type: 'null' }] });
const given = (maxLength: number, description: string) => ({ type: 'string', minLength: 1, maxLength, description });
const pin = { type: 'string', pattern: '^[0-9]{6,12}$' };
export const ROLE: Schema = { type: 'string', enum: [...ROLE_NAMES] };
const right: Schema = { type: 'string', enum: [...RIGHTS] };

function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

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
    approval: { ...text, description: 'header Approval of the one request that is approved' },
    valid_ms: { type: 'integer' },
  }),
  Access: object({
    opter: orNull({ ...text, description: 'the operator on duty' }),
    role: orNull({ ...ROLE, description: 'null: nobody is on duty, or nobody is enrolled here' }),
    role_text: orNull(pair),
    may: { ...list(right), description: 'what may be done now without anybody’s approval' },
    rights: list(object({ right, zh: text, en: text })),
    roles: list(object({ role: ROLE, zh: text, en: text, may: list(right) })),
  }),
  Operator: object({
    opter: text,
    opter_name: { ...text, description: 'masked' },
    role: ROLE,
    role_text: pair,
    locked_until: orNull({ ...text, description: 'no PIN counts before' }),
  }),
  Operators: object({ operators: list({ $ref: '#/components/schemas/Operator' }) }),
  Removed: object({ removed: { ...text, description: 'operator' } }),
};
