/**
 * Who may open a shift here: operators enrolled with a PIN, locked out for a while after wrong tries. Pure: whether a PIN
 * fits was worked out before (the hash is slow on purpose); here is what follows from it. Holds no PIN, ever.
 */
import { type Draft, durable, lookUp, notify, patch, refuse, reply } from './draft.ts';
import { type Problem, problem } from './problem.ts';
import { notPermitted, type Right, type Role, rightsOf } from './rights.ts';
import { handOver, openShift, saveShift } from './shift.ts';

/** An operator as this terminal knows them. `pin_hash` is salted and slow; only its maker can read it. */
export interface Operator {
  readonly opter: string;
  readonly opter_name: string;
  readonly pin_hash: string;
  readonly role: Role;
  /** Wrong tries since the last right one. */
  readonly failures: number;
  /** Wall clock ms until which no try counts; 0 for none. */
  readonly locked_until_ms: number;
}

/** What became of the PIN that was given; absent when none was. */
export type Proof = 'right' | 'wrong';

/** Wrong tries that are let through before the first lock, and how long locks last: doubled each time, up to the cap. */
const FREE_TRIES = 5;
const LOCK_MS = 60_000;
const LOCK_CAP_MS = 3_600_000;

export type StaffCommand =
  | { readonly kind: 'open_shift'; readonly opter: string; readonly opter_name: string; readonly proof?: Proof }
  /** Another operator goes on with the open shift. */
  | { readonly kind: 'hand_over'; readonly opter: string; readonly opter_name: string; readonly proof?: Proof }
  /** `proof` is of the present PIN, for an operator who has one. */
  | {
      readonly kind: 'enrol_operator';
      readonly opter: string;
      readonly opter_name: string;
      readonly pin_hash: string;
      readonly proof?: Proof;
      /** Default: the one they have; for somebody new the lowest, for the first of a terminal the highest. */
      readonly role?: Role;
    }
  | { readonly kind: 'remove_operator'; readonly opter: string }
  | { readonly kind: 'set_role'; readonly opter: string; readonly role: Role }
  /** An operator shows the PIN to answer for one command of another's. */
  | { readonly kind: 'approve'; readonly opter: string; readonly right: Right; readonly proof?: Proof };

/** What is known of the operator a command speaks of. */
export interface OperatorFound {
  readonly kind: 'operator';
  readonly call: number;
  readonly command: StaffCommand;
  readonly operator: Operator | null;
  /** How many operators this terminal has, and how many of them are chiefs. */
  readonly enrolled: number;
  readonly chiefs: number;
  /** Who answers for a change of operators: see permit. */
  readonly by: string | null;
}

/** `by`: who answers for a change of operators (see permit). */
export function askOperator(draft: Draft, call: number, command: StaffCommand, by: string | null): void {
  lookUp(draft, { kind: 'find_operator', call, command, by });
}

export function onOperator(draft: Draft, found: OperatorFound): void {
  const { call, command, operator, enrolled } = found;
  switch (command.kind) {
    case 'open_shift':
    case 'hand_over': {
      const { shift } = draft.state;
      // Said twice: nothing happens, so nobody has to show anything.
      if (shift.phase !== 'closed' && shift.opter === command.opter)
        return reply(draft, call, { kind: 'shift', shift });
      const why = identify(draft, command.opter, command.proof, operator, enrolled);
      if (why !== null) return refuse(draft, call, why);
      const { opter, opter_name } = operator ?? command;
      const who = { opter, opter_name, ...(operator === null ? {} : { role: operator.role }) };
      return command.kind === 'open_shift' ? openShift(draft, call, who) : handOver(draft, call, who);
    }
    case 'enrol_operator':
      return enrol(draft, command, found);
    case 'remove_operator':
      return remove(draft, command.opter, found);
    case 'set_role':
      return setRole(draft, command, found);
    case 'approve':
      return approve(draft, command, found);
    default:
      command satisfies never;
  }
}

/**
 * Null when this person may go on. A terminal with operators of its own takes nobody else; one without takes whom the
 * centre signs in, so only while the centre can be asked.
 */
function identify(
  draft: Draft,
  opter: string,
  proof: Proof | undefined,
  operator: Operator | null,
  enrolled: number,
): Problem | null {
  if (operator === null)
    return enrolled === 0 && draft.state.link.phase === 'ready' ? null : problem('operator_unknown', { opter });
  const wait = operator.locked_until_ms - draft.at.wallMs;
  if (wait > 0) return problem('operator_locked', { opter, wait });
  if (proof === undefined) return problem('pin_needed', { opter });
  if (proof === 'right') {
    if (operator.failures > 0) note(draft, { ...operator, failures: 0, locked_until_ms: 0 });
    return null;
  }
  return fail(draft, operator);
}

function fail(draft: Draft, operator: Operator): Problem {
  const { opter } = operator;
  const failures = operator.failures + 1;
  const left = FREE_TRIES - failures;
  const wait = left > 0 ? 0 : Math.min(LOCK_CAP_MS, LOCK_MS * 2 ** Math.min(-left, 10));
  note(draft, { ...operator, failures, locked_until_ms: wait === 0 ? 0 : draft.at.wallMs + wait });
  if (wait === 0) return problem('pin_wrong', { opter, left });
  notify(draft, { kind: 'operator', opter, what: 'locked' });
  return problem('operator_locked', { opter, wait });
}

function note(draft: Draft, operator: Operator): void {
  durable(draft, { kind: 'save_operator', operator, what: operator.failures === 0 ? 'unlocked' : 'wrong_pin' });
}

/**
 * A new operator, by whoever administers; or another PIN: for oneself by showing the present one, for another by whoever
 * administers. The first operator of a terminal is its chief, so that there is somebody who may enrol the others.
 */
function enrol(draft: Draft, command: StaffCommand & { kind: 'enrol_operator' }, found: OperatorFound): void {
  const { opter, opter_name, pin_hash, proof } = command;
  const { call, operator: former, enrolled, by } = found;
  const role = command.role ?? former?.role ?? (enrolled === 0 ? 'chief' : 'cashier');
  const changesRole = former === null || role !== former.role;
  if (by === null && changesRole && (former === null || proof === 'right'))
    return refuse(draft, call, notPermitted(draft.state, 'administer'));
  const shown = former === null || (by !== null && by !== opter) ? null : identify(draft, opter, proof, former, 1);
  const why = shown ?? leavesNoChief(found, role);
  if (why !== null) return refuse(draft, call, why);
  const operator = { opter, opter_name, pin_hash, role, failures: 0, locked_until_ms: 0 };
  const what = former === null ? 'enrolled' : 'changed';
  durable(draft, { kind: 'save_operator', operator, what });
  notify(draft, { kind: 'operator', opter, what });
  patch(draft, { enrolled: enrolled + (former === null ? 1 : 0) });
  onDuty(draft, operator, enrolled === 0);
  reply(draft, call, { kind: 'operator', opter, opter_name });
}

/** The shift goes by the role its operator has now. Whoever has it without being enrolled has none once others have. */
function onDuty(draft: Draft, { opter, role }: Pick<Operator, 'opter' | 'role'>, first: boolean): void {
  const { shift } = draft.state;
  if (shift.phase === 'closed') return;
  if (shift.opter === opter && shift.role !== role) saveShift(draft, { ...shift, role });
  else if (shift.opter !== opter && first) saveShift(draft, { ...shift, role: 'cashier' });
}

function leavesNoChief({ operator, enrolled, chiefs }: OperatorFound, role: Role | null): Problem | null {
  const others = chiefs - (operator?.role === 'chief' ? 1 : 0);
  const none = others === 0 && role !== 'chief' && (operator?.role === 'chief' || enrolled === 0);
  return none ? problem('last_chief') : null;
}

function remove(draft: Draft, opter: string, found: OperatorFound): void {
  const { shift } = draft.state;
  const { call, operator, enrolled } = found;
  if (operator === null) return refuse(draft, call, problem('operator_unknown', { opter }));
  if (shift.phase !== 'closed' && shift.opter === opter)
    return refuse(draft, call, problem('shift_already_open', { opter }));
  // With nobody left, whoever comes next would be the first, and chief.
  const why = leavesNoChief(found, null);
  if (why !== null) return refuse(draft, call, why);
  durable(draft, { kind: 'remove_operator', opter });
  notify(draft, { kind: 'operator', opter, what: 'removed' });
  patch(draft, { enrolled: enrolled - 1 });
  reply(draft, call, { kind: 'operator', opter, opter_name: operator.opter_name });
}

function setRole(draft: Draft, { opter, role }: StaffCommand & { kind: 'set_role' }, found: OperatorFound): void {
  const { call, operator } = found;
  if (operator === null) return refuse(draft, call, problem('operator_unknown', { opter }));
  const why = leavesNoChief(found, role);
  if (why !== null) return refuse(draft, call, why);
  durable(draft, { kind: 'save_operator', operator: { ...operator, role }, what: 'changed' });
  notify(draft, { kind: 'operator', opter, what: 'changed' });
  onDuty(draft, { opter, role }, false);
  reply(draft, call, { kind: 'operator', opter, opter_name: operator.opter_name });
}

/** Right PIN and a role that has the right: whoever asked is told so, and sends it along with the one command. */
function approve(draft: Draft, command: StaffCommand & { kind: 'approve' }, { call, operator }: OperatorFound): void {
  const { opter, right, proof } = command;
  if (operator === null) return refuse(draft, call, problem('operator_unknown', { opter }));
  const why = identify(draft, opter, proof, operator, 1);
  if (why !== null) return refuse(draft, call, why);
  if (!rightsOf(operator.role).includes(right)) return refuse(draft, call, problem('not_permitted', { opter, right }));
  reply(draft, call, { kind: 'approved', opter, right });
}
