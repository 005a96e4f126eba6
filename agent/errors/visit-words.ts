/** The words for where a clinic visit and each of its steps stand, and what happens next. Data only. */
import type { StepState, VisitPhase } from '../core/visit/visit.ts';
import type { Pair } from './entry.ts';

export const STEP_STATES: Readonly<Record<StepState, Pair>> = {
  none: ['未录入', 'not entered'],
  kept: ['已保存，随结算上传', 'kept here, sent with the settlement'],
  sending: ['上传中', 'being sent'],
  unknown: ['结果未知，自动处理', 'outcome unknown, being found out'],
  done: ['中心已受理', 'with the centre'],
  refused: ['中心拒绝', 'refused by the centre'],
  undoing: ['撤销中', 'being taken back'],
  undone: ['已撤销', 'taken back'],
};

/** How the visit stands, and the next step. */
export const VISIT_PHASES: Readonly<Record<VisitPhase, readonly [state: Pair, next: Pair]>> = {
  open: [
    ['办理中', 'open'],
    ['录入诊断和费用，预结算后确认', 'enter diagnoses and fees, price the visit and accept'],
  ],
  settling: [
    ['结算未完成', 'settlement not judged yet'],
    ['自动上传和查询，请勿重新收费', 'sent and found out by itself; do not charge again'],
  ],
  settled: [
    ['已结算', 'settled'],
    ['已完成', 'done'],
  ],
  undoing: [
    ['撤销中', 'being taken back'],
    ['撤销完成前请勿重新收费', 'do not charge again before it is through'],
  ],
  cancelled: [
    ['已取消', 'cancelled'],
    ['已完成', 'done'],
  ],
  refused: [
    ['中心拒绝挂号', 'registration refused by the centre'],
    ['按中心提示处理后重新挂号，或改自费', 'act on what the centre said and register anew, or self-pay'],
  ],
};
