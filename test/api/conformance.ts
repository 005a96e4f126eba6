/** The OpenAPI document as tests read it, and answers held against it. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import type { Schema } from '../../agent/adapters/schema-check.ts';
import type { Answer, Ask } from './local.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

export interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}
export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}

type Send = (method: string, path: string, given: Ask) => Promise<Answer>;

/** Answers held against the document; `seen` are the operations that answered as they should, not with a problem. */
export class Conformance {
  readonly document: Document;
  readonly seen = new Set<string>();
  readonly #ajv: Ajv2020;

  readonly #send: Send;

  constructor(document: Document, send: Send) {
    this.document = document;
    this.#send = send;
    this.#ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
    this.#ajv.addVocabulary(['openapi', 'info', 'servers', 'security', 'paths', 'components']);
    this.#ajv.addSchema({ ...document, $id: 'document' });
  }

  send(method: string, path: string, given: Ask): Promise<Answer> {
    return this.#send(method, path, given);
  }

  async ask(method: string, template: string, values: Record<string, string> = {}, given: Ask = {}): Promise<Answer> {
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    const answer = await this.#send(method, path, given);
    this.check(method, template, answer);
    return answer;
  }

  check(method: string, template: string, { status, headers, body }: Answer): void {
    const [path = ''] = template.split('?');
    const operation = this.document.paths[path]?.[method.toLowerCase()];
    if (operation === undefined) throw new Error(`${method} ${path} is not in the document`);
    const response = operation.responses[status] ?? operation.responses['default'];
    const [type = ''] = (headers['content-type'] ?? '').split(';');
    const schema = response?.content[type]?.schema;
    if (schema === undefined) throw new Error(`${operation.operationId} may not answer ${status} as ${type}`);
    const ok = this.#ajv.validate(rooted(schema), body);
    expect(ok, `${operation.operationId} ${status}: ${this.#ajv.errorsText()} in ${JSON.stringify(body)}`).toBe(true);
    if (status < 300) this.seen.add(operation.operationId);
  }
}

function rooted(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
}
