/** Reconciliation in the local API as JSON Schema. Data only. */
import type { Schema } from '../adapters/schema-check.ts';
import { ACTIONS, CLASSES } from '../core/reconcile/work.ts';
import { dayAfter } from '../core/time.ts';
import { list, object, orNull, ref, text, yuan } from './schema-words.ts';

const flag = { type: 'boolean' };

const amounts = { medfee_sumamt: yuan, fund_pay_sumamt: yuan, acct_pay: yuan };
const group = { insutype: text(), clr_type: text(), setl_optins: text() };
export const DATE_FORM = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$';
/** Of that form, and a day there is. */
export function isDate(text: string): boolean {
  return new RegExp(DATE_FORM).test(text) && dayAfter(text, 0) === text;
}

export const DATE: Schema = { type: 'string', pattern: DATE_FORM, examples: ['2022-10-08'] };

const item: Readonly<Record<string, Schema>> = {
  ...{ item: text(), stmt_date: text(), msgid: text() },
  class: { type: 'string', enum: [...CLASSES] },
  class_text: ref('Pair'),
  standing: text('how the transaction stands here'),
  here: orNull(ref('Detail')),
  centre: orNull(ref('Detail')),
  state: { type: 'string', enum: ['open', 'resolved', 'signed_off'] },
  state_text: ref('Pair'),
  actions: list(object({ action: { type: 'string', enum: [...ACTIONS] }, zh: text(), en: text() })),
  ...{ last: text(), note: text(), reason: text(), opter: text(), at_time: text() },
};

export const WORK_SCHEMAS = {
  Reconcile: object({ date: { ...DATE, description: 'by the centre’s date; absent: today' } }, ['date']),
  Act: object({ reason: { type: 'string', minLength: 1, maxLength: 200, description: 'of a sign-off' } }, ['reason']),
  Pair: object({ zh: text(), en: text() }),
  Group: object({
    ...{ ...group, insutype_name: text(), clr_type_name: text() },
    ...{ ...amounts, fixmedins_setl_cnt: { type: 'integer' } },
  }),
  ShiftClosed: object({
    ...{ shift: ref('Shift'), equal: flag, terminal: list(ref('Group')), centre: list(ref('Group')) },
    self_paid: ref('SelfPaid'),
  }),
  SelfPaid: {
    ...object({ count: { type: 'integer' }, medfee_sumamt: yuan }),
    description: 'of this shift, less what came back; in no total of the insurance',
  },
  Detail: object({
    ...{ msgid: text(), setl_id: text(), mdtrt_id: text(), ...group, setl_time: text(), ...amounts },
    refd_setl_flag: { type: 'string', enum: ['0', '1'], description: '退费结算标志' },
  }),
  Statement: object({
    stmt_date: text(),
    equal: { ...flag, description: 'whether the totals of both sides were equal at the last reconciliation' },
    terminal: list(ref('Group')),
    centre: list(ref('Group')),
    at_time: text(),
    closed_time: orNull(text('when its shift was signed out')),
    opter: text(),
  }),
  Statements: object({ statements: list(ref('Statement')) }),
  StatementDay: object({
    statement: orNull(ref('Statement')),
    details: list(ref('Detail')),
    items: list(ref('WorkItem')),
  }),
  WorkItem: object(item),
  Worked: object({
    ...item,
    paid_back: orNull({ ...yuan, description: 'cash for the person; null: the sale is not here, and nobody knows' }),
  }),
  WorkList: object({ items: list(ref('WorkItem')) }),
  Reconciled: object({ statements: list(ref('Statement')), items: list(ref('WorkItem')) }),
};
