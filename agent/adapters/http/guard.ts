/**
 * Who may talk to the local API: programs of this machine that hold the token, and pages that the API served itself.
 * A name that only resolves to the loopback address (DNS rebinding) and pages of other origins are refused. Pure.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type Refusal = 'host_refused' | 'origin_refused' | 'unauthorised';

/** The names under which this server is itself. */
export function hostsOf(port: number): ReadonlySet<string> {
  return new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
}

export interface Sources {
  readonly hosts: ReadonlySet<string>;
  /** Origins of other pages that the configuration names. */
  readonly origins: readonly string[];
}

/** Null: may pass. `page`: the entry page itself, which a link elsewhere may open. */
export function guardSource(headers: IncomingHttpHeaders, { hosts, origins }: Sources, page: boolean): Refusal | null {
  const { host } = headers;
  if (host === undefined || !hosts.has(host.toLowerCase())) return 'host_refused';
  const origin = foreignOrigin(headers);
  if (origin !== null) return origins.includes(origin) ? null : 'origin_refused';
  // Browsers say so even where they send no Origin: images, scripts and plain links of other pages.
  const site = headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  return foreign && !page ? 'origin_refused' : null;
}

/** The page of another origin that asks; null: ours, or a program. */
export function foreignOrigin({ host = '', origin }: IncomingHttpHeaders): string | null {
  const asked = origin?.toLowerCase();
  return asked === undefined || asked === `http://${host.toLowerCase()}` ? null : asked;
}

export function tokenOf(authorization: string | undefined): string {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

/** Compared by digest, so that neither length nor content shows in the time it takes. */
export function guardToken(authorization: string | undefined, token: string): Refusal | null {
  return timingSafeEqual(digest(tokenOf(authorization)), digest(token)) ? null : 'unauthorised';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
