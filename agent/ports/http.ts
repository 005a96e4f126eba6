/**
 * The local API as its HTTP server sees it: routes that answer JSON, refusals in words, events in order. Types only.
 *
 * - `handle` may take as long as the agent takes; a rejection is a defect: the server answers `internal` and logs it.
 * - `subscribe` calls back at once for what came after `lastId`, then as things happen; null when that is not known any
 *   more. The listener must not throw and must not wait.
 * - The server ends every stream when it closes; it never drops an event of a stream that stays open.
 */
import type { Grant } from '../core/client.ts';
import type { Approval } from '../core/rights.ts';

export interface HttpRequest {
  readonly params: Readonly<Record<string, string>>;
  /** Values as they came: a text, or a list where a name was given twice. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
  /** By lower-case name; a header given twice is joined. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Idempotency-Key. */
  readonly key: string | undefined;
  /** Of the page of another origin that asks; empty for a program and our own. */
  readonly origin?: string;
  /** Where the server listens. */
  readonly port?: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Made into JSON. */
  readonly body: unknown;
  /** The body is a problem document. */
  readonly problem: boolean;
  /** Of a body that is a text; default: plain text. */
  readonly contentType?: string;
}

export interface HttpRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path parameters in braces: /v1/sessions/{id}. What lies under /v1/ asks for the token. */
  readonly path: string;
  /** What a paired client has to be granted; `any`: nothing. Without one it is the owner's alone. */
  readonly grant?: Grant | 'any' | undefined;
  readonly handle: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;
  /** How the server's own refusal (a problem document) reads at this route; default: as it is. */
  readonly refused?: (refusal: HttpAnswer) => HttpAnswer;
}

/** What the server refuses by itself; each a code of the error catalogue. */
export type HttpRefusal =
  | 'host_refused'
  | 'origin_refused'
  | 'unauthorised'
  | 'grant_missing'
  | 'not_json'
  | 'field_repeated'
  | 'not_utf8'
  | 'media_type_refused'
  | 'body_too_large'
  | 'request_timeout'
  | 'request_unreadable'
  | 'too_many_requests'
  | 'too_many_guesses'
  | 'route_unknown'
  | 'method_refused'
  | 'too_many_listeners'
  | 'page_link_spent'
  | 'internal';

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  /** One line of JSON. */
  readonly data: string;
}

/** Where a browser may go to be let in, once and within `valid_ms`. */
export interface PageLink {
  readonly path: string;
  readonly valid_ms: number;
}

export interface PageLinks {
  issue(): PageLink;
}

/** An operator's approval of one command of another's, as a code that is good once and within `valid_ms`. */
export interface Approvals {
  issue(approval: Approval): { readonly approval: string; readonly valid_ms: number };
  /** Null: unknown, used or too old. */
  redeem(code: string): Approval | null;
}

export type Subscribe = (lastId: string | null, listener: (event: StreamEvent) => void) => (() => void) | null;

export interface HttpService {
  readonly routes: readonly HttpRoute[];
  readonly refuse: (code: HttpRefusal, facts?: Readonly<Record<string, string | number>>) => HttpAnswer;
  readonly subscribe: Subscribe;
  /** The status page, with {{nonce}} where its script and style say theirs. */
  readonly pageFile: string;
}
