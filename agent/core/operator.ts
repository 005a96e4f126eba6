/**
 * Who may open a shift here: operators enrolled with a PIN, locked out for a while after wrong tries. Pure: whether a PIN
 * fits was worked out before (the hash is slow on purpose); here is what follows from it. Holds no PIN, ever.
 */
import { type Draft, durable, lookUp, notify, refuse, reply } from './draft.ts';
import type { Command, Found } from './input.ts';
import { type Problem, problem } from './problem.ts';
import { handOver, openShift } from './shift.ts';

/** An operator as this terminal knows them. `pin_hash` is salted and slow; only its maker can read it. */
export interface Operator {
  readonly opter: string;
  readonly opter_name: string;
  readonly pin_hash: string;
  /** Wrong tries since the last right one. */
  readonly failures: number;
  /** Wall clock ms until which no try counts; 0 for none. */
  readonly locked_until_ms: number;
}

/** What became of the PIN that was given; absent when none was. */
export type Proof = 'right' | 'wrong';

/** Wrong tries that are let through before the first lock, and how long locks last: doubled each time, up to the cap. */
export const FREE_TRIES = 5;
const LOCK_MS = 60_000;
const LOCK_CAP_MS = 3_600_000;

export type StaffCommand = Command & {
  readonly kind: 'open_shift' | 'hand_over' | 'enrol_operator' | 'remove_operator';
};

export function askOperator(draft: Draft, call: number, command: StaffCommand): void {
  lookUp(draft, { kind: 'find_operator', call, command });
}

export function onOperator(draft: Draft, found: Found & { kind: 'operator' }): void {
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
      const opter_name = operator?.opter_name ?? command.opter_name;
      if (command.kind === 'open_shift') return openShift(draft, call, command.opter, opter_name);
      return handOver(draft, call, command.opter, opter_name);
    }
    case 'enrol_operator':
      return enrol(draft, call, command, operator);
    case 'remove_operator':
      return remove(draft, call, command.opter, operator);
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

/** A new operator; or another PIN for one who has just shown the present one. */
function enrol(
  draft: Draft,
  call: number,
  { opter, opter_name, pin_hash, proof }: Command & { kind: 'enrol_operator' },
  former: Operator | null,
): void {
  const why = former === null ? null : identify(draft, opter, proof, former, 1);
  if (why !== null) return refuse(draft, call, why);
  const operator = { opter, opter_name, pin_hash, failures: 0, locked_until_ms: 0 };
  durable(draft, { kind: 'save_operator', operator, what: former === null ? 'enrolled' : 'changed' });
  notify(draft, { kind: 'operator', opter, what: former === null ? 'enrolled' : 'changed' });
  reply(draft, call, { kind: 'operator', opter, opter_name });
}

function remove(draft: Draft, call: number, opter: string, operator: Operator | null): void {
  const { shift } = draft.state;
  if (operator === null) return refuse(draft, call, problem('operator_unknown', { opter }));
  if (shift.phase !== 'closed' && shift.opter === opter)
    return refuse(draft, call, problem('shift_already_open', { opter }));
  durable(draft, { kind: 'remove_operator', opter });
  notify(draft, { kind: 'operator', opter, what: 'removed' });
  reply(draft, call, { kind: 'operator', opter, opter_name: operator.opter_name });
}
