/**
 * Lists that go on page by page: each page names the one before which the next begins. What is open has no pages: it moves
 * while it is read, and stands among all of it too. Decides nothing.
 */
import type { Problem } from '../core/problem.ts';
import { fault } from '../errors/catalogue.ts';
import type { Listed } from '../ports/store.ts';
import { type ApiAnswer, ok } from './answer.ts';

export const LIMIT = { type: 'string', pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$', examples: ['50'] };
export const FLAG = { type: 'string', enum: ['true', 'false'] };
export const BEFORE = { type: 'string', minLength: 1, maxLength: 30, examples: ['P37010200001202210080930000100'] };

export interface Pages<T, Id extends string> {
  /** What the list is called in the answer. */
  readonly name: string;
  readonly open: boolean;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Newest first, those made before this one; `openOnly` in an order of its own. */
  list(what: Listed<Id>): readonly T[];
  find(id: string): T | null;
  idOf(one: T): Id;
  view(one: T): unknown;
  /** What a `before` is refused with that is not here. */
  readonly unknown: Problem['code'];
}

export function page<T, Id extends string>({ name, open, query, unknown, ...of }: Pages<T, Id>): ApiAnswer {
  const { before } = query;
  const limit = Number(query['limit'] ?? '50');
  if (open && before !== undefined)
    return { fault: fault('request_bad_value', { field: 'open', rule: 'enum', limit: 'false', example: '' }) };
  if (open) return ok({ [name]: of.list({ openOnly: true, limit }).map(of.view), next: null });
  const last = before === undefined ? undefined : of.find(before);
  if (last === null) return { fault: fault(unknown) };
  const found = of.list({ openOnly: false, limit: limit + 1, before: last === undefined ? undefined : of.idOf(last) });
  const shown = found.slice(0, limit);
  const end = found.length > limit ? shown.at(-1) : undefined;
  return ok({ [name]: shown.map(of.view), next: end === undefined ? null : of.idOf(end) });
}
