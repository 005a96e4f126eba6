/**
 * What the operators of a terminal may do: roles with their rights, and which command needs which, as data in this one
 * place. Every door (page, API, command line, national front) ends here. Decides by roles alone: never who somebody is.
 */
import { type Draft, durable } from './draft.ts';
import type { Command } from './input.ts';
import { type Problem, problem } from './problem.ts';
import type { WorkAction } from './reconcile/work.ts';
import type { AgentState } from './state.ts';

/**
 * refund: undo and give back · sign_off: differences, claims · administer: operators, and which device is which. Limits
 * are set by file and profile alone.
 */
export const RIGHTS = ['refund', 'sign_off', 'administer'] as const;
export type Right = (typeof RIGHTS)[number];

/** Selling, the shift and the day's totals are everybody's. */
const ROLES = {
  chief: RIGHTS,
  supervisor: ['refund', 'sign_off'],
  cashier: [],
} as const satisfies Readonly<Record<string, readonly Right[]>>;
export type Role = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

const NEEDS: Readonly<Partial<Record<Command['kind'], Right>>> = {
  cancel: 'refund',
  refund: 'refund',
  close_claim: 'sign_off',
  unpark: 'sign_off',
  enrol_operator: 'administer',
  remove_operator: 'administer',
  set_role: 'administer',
  name_device: 'administer',
  forget_role: 'administer',
};

const WORK_NEEDS: Readonly<Record<WorkAction, Right | null>> = {
  inquire: null,
  resend: null,
  reverse: 'refund',
  accept_centre: 'sign_off',
  sign_off: 'sign_off',
};

export function rightFor(command: Command): Right | null {
  if (command.kind === 'work') return WORK_NEEDS[command.action];
  // Anybody may ask to be let in.
  if (command.kind === 'note_client') return ['paired', 'revoked'].includes(command.what) ? 'administer' : null;
  // With a reason, whatever is still open is signed off by it.
  if (command.kind === 'close_shift') return command.reason === undefined ? null : 'sign_off';
  return NEEDS[command.kind] ?? null;
}

/** Another operator stood by, showed the PIN and answers for one command. */
export interface Approval {
  readonly opter: string;
  readonly right: Right;
}

export function rightsOf(role: Role): readonly Right[] {
  return ROLES[role];
}

/**
 * What may be done here now without anybody else. Where nobody is enrolled there are no roles, and everything may. A
 * shift without a role was opened before there were any.
 */
export function rightsNow({ enrolled, shift }: Pick<AgentState, 'enrolled' | 'shift'>): readonly Right[] {
  if (enrolled === 0) return RIGHTS;
  return shift.phase === 'closed' ? [] : rightsOf(shift.role ?? 'chief');
}

/** Who answers for it: the operator on duty, or the one who approved; '' where there are no roles, null: nobody. */
export function permit(draft: Draft, right: Right, approval: Approval | undefined): string | null {
  const { state } = draft;
  if (rightsNow(state).includes(right)) return state.enrolled === 0 ? '' : state.shift.opter;
  if (approval?.right !== right) return null;
  durable(draft, { kind: 'note_approval', opter: approval.opter, right });
  return approval.opter;
}

export function notPermitted({ shift }: Pick<AgentState, 'shift'>, right: Right): Problem {
  const opter = shift.phase === 'closed' ? '' : shift.opter;
  return problem('not_permitted', { opter, right });
}
