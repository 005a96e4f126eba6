/**
 * How the counter page is let in without ever holding the token: who holds it asks for a link that works once and soon,
 * and opening the link leaves a cookie that scripts cannot read and other sites cannot send. The cookie is signed with
 * the token, so it survives a restart of the agent and ends when the token is replaced. Must never log a link.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { PageLink, PageLinks } from '../../ports/http.ts';

export interface PagePass extends PageLinks {
  /** The Set-Cookie header for a link's code, or null: unknown, used or too old. */
  redeem(code: string): string | null;
  /** Whether a Cookie header holds a pass that is still good. */
  admits(cookies: string | undefined): boolean;
}

const LINK_MS = 120_000;
/** A long day at the counter. */
const PASS_MS = 16 * 3_600_000;
/** More than anybody opens in two minutes. */
const MAX_LINKS = 16;

export function createPagePass(token: string, clock: Clock): PagePass {
  const links = new Map<string, number>();
  const keyed = (what: string) => createHmac('sha256', token).update(what).digest('hex');
  const sign = (until: number) => keyed(`page ${until}`);
  // A browser keeps one cookie of a name for all ports of a host: another agent here, as a demonstration, has another.
  const cookie = `tongxing_page_${keyed('page cookie').slice(0, 8)}`;
  const pass = new RegExp(`(?:^|; ?)${cookie}=(\\d{1,15})\\.([0-9a-f]{64})(?:;|$)`);
  const drop = () => {
    for (const [code, until] of links) if (until <= clock.monotonicMs()) links.delete(code);
  };
  return {
    issue(): PageLink {
      drop();
      const [oldest] = links.keys();
      if (links.size >= MAX_LINKS && oldest !== undefined) links.delete(oldest);
      const code = randomBytes(24).toString('base64url');
      links.set(code, clock.monotonicMs() + LINK_MS);
      return { path: `/open/${code}`, valid_ms: LINK_MS };
    },
    redeem(code) {
      drop();
      if (!links.delete(code)) return null;
      const until = clock.wallMs() + PASS_MS;
      return `${cookie}=${until}.${sign(until)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${PASS_MS / 1000}`;
    },
    admits(cookies) {
      const [, until = '', signature = ''] = pass.exec(cookies ?? '') ?? [];
      if (until === '' || Number(until) <= clock.wallMs()) return false;
      return timingSafeEqual(Buffer.from(signature), Buffer.from(sign(Number(until))));
    },
  };
}
