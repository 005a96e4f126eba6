/**
 * Approvals that were given and not used yet: an operator with the right showed the PIN, and what was made of that goes
 * along with one command, soon. Kept in memory alone: a restart ends them all. Must never log one.
 */
import { randomBytes } from 'node:crypto';
import type { Approval } from '../../core/rights.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Approvals } from '../../ports/http.ts';

const VALID_MS = 120_000;
/** More than wait at one counter. */
const MAX_OPEN = 16;

export function createApprovals(clock: Clock): Approvals {
  const open = new Map<string, { readonly approval: Approval; readonly until: number }>();
  return {
    issue(approval) {
      const [oldest] = open.keys();
      if (open.size >= MAX_OPEN && oldest !== undefined) open.delete(oldest);
      const code = randomBytes(24).toString('base64url');
      open.set(code, { approval, until: clock.monotonicMs() + VALID_MS });
      return { approval: code, valid_ms: VALID_MS };
    },
    redeem(code) {
      const found = open.get(code);
      open.delete(code);
      return found !== undefined && found.until > clock.monotonicMs() ? found.approval : null;
    },
  };
}
