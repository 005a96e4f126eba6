/**
 * The desk where operators show their PIN: it is checked here, before the agent hears of the command, because the hash is
 * slow on purpose; what follows from right or wrong is the core's. One try at a time: a hundred guesses at once are counted
 * one after the other, not let through before the first is noted.
 */
import type { Agent, CommandOutcome } from './agent.ts';
import type { Proof } from './core/operator.ts';
import type { Approval, Right, Role } from './core/rights.ts';
import type { Pins } from './ports/pins.ts';

export interface Identified {
  readonly opter: string;
  readonly opter_name: string;
  readonly pin?: string;
}

export interface Enrolled extends Identified {
  readonly pin: string;
  readonly current_pin?: string;
  readonly role?: Role;
}

export interface Staff {
  openShift(who: Identified): Promise<CommandOutcome>;
  handOver(who: Identified): Promise<CommandOutcome>;
  /** `current_pin`: of an operator who has one already; the same PIN again needs none. */
  enrol(who: Enrolled, approval?: Approval): Promise<CommandOutcome>;
  remove(opter: string, approval?: Approval): Promise<CommandOutcome>;
  /** Whether this operator may answer for a command that needs the right. */
  approve(opter: string, right: Right, pin: string): Promise<CommandOutcome>;
}

export function createStaff(agent: Agent, pins: Pins): Staff {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };
  const proofOf = async (opter: string, pin: string | undefined): Promise<{ readonly proof?: Proof }> => {
    const known = agent.operator(opter);
    if (known === null || pin === undefined) return {};
    return { proof: (await pins.matches(pin, known.pin_hash)) ? 'right' : 'wrong' };
  };
  const identified = (kind: 'open_shift' | 'hand_over', { opter, opter_name, pin }: Identified) =>
    inTurn(async () => agent.command({ kind, opter, opter_name, ...(await proofOf(opter, pin)) }));
  return {
    openShift: (who) => identified('open_shift', who),
    handOver: (who) => identified('hand_over', who),
    enrol: ({ opter, opter_name, pin, current_pin, role }, approval) =>
      inTurn(async () => {
        const proof = await proofOf(opter, current_pin ?? pin);
        const pin_hash = await pins.hash(pin);
        const who = { opter, opter_name, pin_hash, ...(role === undefined ? {} : { role }) };
        return agent.command({ kind: 'enrol_operator', ...who, ...proof }, approval);
      }),
    remove: (opter, approval) => inTurn(() => agent.command({ kind: 'remove_operator', opter }, approval)),
    approve: (opter, right, pin) =>
      inTurn(async () => agent.command({ kind: 'approve', opter, right, ...(await proofOf(opter, pin)) })),
  };
}
