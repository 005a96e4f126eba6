/** The shift's part of the error catalogue: operators, PINs, day end. Data only. */
import type { ProblemCode } from '../core/problem.ts';
import { type Entry, permanent, transient } from './entry.ts';

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
    [
      '重新输入；忘记时由管理人员删除后重新登记',
      'Enter it again; if it is forgotten, remove the operator and enrol anew',
    ],
    { opter: 'text', left: 'text' },
  ),
} satisfies Partial<Record<ProblemCode, Entry>>;
