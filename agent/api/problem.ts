/** Refusals as problem documents (RFC 9457), and JSON Schema faults as refusals. Sentences come from the catalogue alone. */

import type { SchemaFault } from '../adapters/schema-check.ts';
import { CATALOGUE, classOf, describe, type Facts, type Fault, fault, publicFacts } from '../errors/catalogue.ts';
import { errorPagePath } from '../errors/page.ts';

export interface ProblemDocument {
  /** Where the error's page is, on this server. */
  readonly type: string;
  /** The sentence for the clerk, Chinese; title_en is the same in English. */
  readonly title: string;
  readonly title_en: string;
  /** Sentence and next step in one English line, for generic HTTP clients. */
  readonly detail: string;
  readonly status: number;
  readonly code: string;
  readonly class: string;
  readonly hint: string;
  readonly hint_en: string;
  readonly facts: Facts;
}

export function problemDocument(found: Fault): ProblemDocument {
  const { zh, en, hint_zh, hint_en } = describe(found);
  return {
    type: errorPagePath(found.code),
    title: zh,
    title_en: en,
    detail: `${en}. ${hint_en}.`,
    status: CATALOGUE[found.code].status,
    code: found.code,
    class: classOf(found.code),
    hint: hint_zh,
    hint_en,
    facts: publicFacts(found),
  };
}

export function requestFault({ kind, field, suggestion, rule, limit, example }: SchemaFault): Fault {
  const named = field === '' ? 'body' : field;
  if (kind === 'unknown_field') return fault('request_unknown_field', { field: named, suggestion });
  if (kind === 'missing_field') return fault('request_missing_field', { field: named });
  return fault('request_bad_value', { field: named, rule, limit, example });
}
