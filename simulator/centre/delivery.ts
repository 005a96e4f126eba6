/**
 * What lies between the wire and the centre, and can go wrong there: requests and answers late, lost or twice. It must never
 * look into a message; what goes wrong inside the centre (busy, refusals, pace) is the centre's temper.
 */
import type { Clock } from '../../agent/ports/clock.ts';
import type { Centre, Temper } from './centre.ts';
import type { Backend } from './server.ts';

/** All of it may be changed while it runs; counts count down to nothing. */
export interface Faults extends Temper {
  /** Before the centre sees a request. */
  delay_ms: number;
  /** After it has done it: late answers. */
  answer_delay_ms: number;
  /** The next requests never reach the centre. */
  lose_requests: number;
  /** The next transactions are done and their answers lost. */
  lose_answers: number;
  /** The next requests are delivered twice; the second answer is dropped. */
  duplicate: number;
}

export function noFaults(): Faults {
  return {
    ...{ busy: false, refuse: null, deny: 0, pace_ms: 0 },
    ...{ delay_ms: 0, answer_delay_ms: 0, lose_requests: 0, lose_answers: 0, duplicate: 0 },
  };
}

// Only what changes something: losing a Hello proves nothing and would use the count up.
const LOSABLE: ReadonlySet<string> = new Set(['Settle', 'VisitStep', 'Reverse', 'Exchange']);

/** The centre behind its faults, as a backend for the server or the link in virtual time. */
export function delivered(centre: Centre, faults: Faults, clock: Clock): Backend {
  return (dev_no, method, bytes, answer) => {
    after(clock, faults.delay_ms, () => {
      if (LOSABLE.has(method) && spend(faults, 'lose_requests')) return answer(null);
      const response = attempt(centre, dev_no, method, bytes);
      if (spend(faults, 'duplicate')) attempt(centre, dev_no, method, bytes);
      const lost = LOSABLE.has(method) && spend(faults, 'lose_answers');
      after(clock, faults.answer_delay_ms, () => answer(lost ? null : response));
    });
  };
}

/** Bytes that are no message, or a centre that failed, are told as a broken call: the terminal learns nothing from it. */
function attempt(centre: Centre, ...request: Parameters<Centre['handle']>): Uint8Array | null {
  try {
    return centre.handle(...request);
  } catch {
    return null;
  }
}

function after(clock: Clock, delayMs: number, then: () => void): void {
  if (delayMs > 0) clock.after(delayMs, then);
  else then();
}

function spend(faults: Faults, name: 'lose_requests' | 'lose_answers' | 'duplicate'): boolean {
  if (faults[name] <= 0) return false;
  faults[name]--;
  return true;
}
