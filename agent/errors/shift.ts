/** The shift's part of the error catalogue: operators, PINs, day end, and the words of the work list. Data only. */
import type { ProblemCode } from '../core/problem.ts';
import type { MismatchClass, WorkAction, WorkItem } from '../core/reconcile/work.ts';
import type { Right, Role } from '../core/rights.ts';
import { type Entry, type Pair, permanent, transient } from './entry.ts';

/** What a mismatch of the two sides is. */
export const CLASS_WORDS: Readonly<Record<MismatchClass, Pair>> = {
  only_here: ['仅本机有', 'only here'],
  only_centre: ['仅中心有', 'only at the centre'],
  amount: ['金额不同', 'the amounts differ'],
  status: ['状态不同', 'the status differs'],
  duplicate: ['重复', 'duplicate'],
};

export const RIGHT_WORDS: Readonly<Record<Right, Pair>> = {
  refund: ['退费、撤销', 'refund'],
  sign_off: ['签字、结清差额', 'sign off'],
  administer: ['管理操作员、设备名称和接入', 'administer'],
};

export const ROLE_WORDS: Readonly<Record<Role, Pair>> = {
  chief: ['负责人', 'chief'],
  supervisor: ['值班长', 'supervisor'],
  cashier: ['收银员', 'cashier'],
};

export const ACTION_WORDS: Readonly<Record<WorkAction, Pair>> = {
  inquire: ['查询', 'inquire'],
  resend: ['同号重发', 'send again with the same id'],
  reverse: ['冲正', 'reverse'],
  accept_centre: ['以中心为准', "accept the centre's"],
  sign_off: ['签字（写明原因）', 'sign off with a reason'],
};

/** What else a reason is asked for. */
export const REASONED: Readonly<Record<string, Pair>> = {
  close_claim: ['结清待收退差额', 'close a claim'],
  unpark: ['恢复待人工处理的交易', 'take up what was parked'],
};

export const ITEM_STATES: Readonly<Record<WorkItem['state'], Pair>> = {
  open: ['未处理', 'open'],
  resolved: ['已解决', 'resolved'],
  signed_off: ['已签字', 'signed off'],
};

export const SHIFT = {
  operator_unknown: permanent(
    403,
    ['本终端没有登记操作员 {opter}', 'Operator {opter} is not enrolled at this terminal'],
    [
      '请已登记的操作员开班；首次使用时联网开班，或执行 tongxing shift enrol 登记',
      'An enrolled operator opens the shift; at first use open it with the centre in reach, or enrol with tongxing shift enrol',
    ],
    { opter: 'text' },
  ),
  operator_locked: transient(
    429,
    ['操作员 {opter} 的 PIN 多次输错，已锁定 {wait}', 'Too many wrong PINs of operator {opter}: locked for {wait}'],
    ['到时再试，或请另一操作员开班', 'Try again then, or another operator opens the shift'],
    { opter: 'text', wait: 'duration' },
  ),
  pin_needed: permanent(
    403,
    ['操作员 {opter} 须输入 PIN', 'Operator {opter} has to give the PIN'],
    ['输入登记时设定的 6–12 位数字', 'Give the 6 to 12 digits chosen at enrolment'],
    { opter: 'text' },
  ),
  pin_wrong: permanent(
    403,
    ['操作员 {opter} 的 PIN 不对，还可试 {left} 次', 'Wrong PIN of operator {opter}; {left} tries are left'],
    ['重新输入；忘记时由负责人另设一个', 'Enter it again; if it is forgotten, a chief sets another'],
    { opter: 'text', left: 'text' },
  ),
  not_permitted: permanent(
    403,
    ['[操作员 {opter} ]没有权限：{right}', 'Not permitted[ to operator {opter}]: {right}'],
    [
      '请有权限的操作员开班或交班后再办，或请其输入 PIN 授权这一次',
      'An operator who may takes over the shift, or approves this once with a PIN',
    ],
    { opter: 'text', right: 'right' },
  ),
  last_chief: permanent(
    409,
    ['本终端至少要有一名负责人', 'A terminal keeps at least one chief'],
    ['先登记另一名负责人，再删除或更改这一名', 'Enrol another chief first, then remove or change this one'],
  ),
  parked_items: permanent(
    409,
    ['还有 {detail} 笔待人决定，不能签退', 'The day has open items: {detail} transactions wait for a person to decide'],
    [
      '用 tongxing queue 逐笔处理（unpark、cancel）；确需签退时填写原因，逐笔留存',
      'Decide on each with tongxing queue (unpark, cancel); to close all the same, give a reason: it is kept with each',
    ],
    { detail: 'text' },
  ),
  work_item_unknown: permanent(
    404,
    ['对账清单上没有这一项', 'No such item on the work list'],
    ['重新对账后查看清单', 'Reconcile again and look at the list'],
  ),
  action_not_legal: permanent(
    409,
    ['这一项不能这样处理：{action}[；可以：{allowed}]', 'Not possible for this item: {action}[; possible: {allowed}]'],
    ['选择所列的处理方式；没有列出的，重新对账后再看', 'Choose one that is listed; if none is, reconcile again'],
    { action: 'text', allowed: 'text' },
  ),
  reason_needed: permanent(
    422,
    ['须写明原因：{action}', 'This needs a reason: {action}'],
    ['填写原因，连同操作员一起留存', 'Give the reason; it is kept with the operator'],
    { action: 'action' },
  ),
} satisfies Partial<Record<ProblemCode, Entry>>;
