/** Pairing and paired clients of the local API as JSON Schema. Data only. */
import type { Schema } from '../adapters/schema-check.ts';
import { GRANTS } from '../core/client.ts';
import { list, object, text } from './schema-words.ts';

const grant: Schema = { type: 'string', enum: [...GRANTS] };
const code: Schema = { type: 'string', pattern: '^[0-9]{6}$', examples: ['042317'] };
const client = {
  client: text(),
  name: text('as it calls itself'),
  origin: text('the page it is let in from; empty: a program, let in from no page'),
  grants: list(grant),
};
const request = { request: text(), ...client, code, valid_ms: { type: 'integer' } };

export const CLIENT_SCHEMAS = {
  AskPairing: object({
    name: {
      type: 'string',
      minLength: 1,
      maxLength: 50,
      pattern: '^[^\\p{Cc}\\p{Cf}]+$',
      description: '程序名称，操作员看到的',
    },
    grants: list(grant, { minItems: 1, maxItems: GRANTS.length, description: 'what it wants to do' }),
  }),
  AskedPairing: object({
    request: text(),
    code: { ...code, description: 'to be shown: the operator compares it with the one at the terminal' },
    claim: text('secret: collects the token'),
    valid_ms: { type: 'integer' },
  }),
  CollectPairing: object({ claim: { type: 'string', minLength: 1, maxLength: 64 } }),
  CollectedPairing: object({
    state: { type: 'string', enum: ['waiting', 'paired'] },
    token: { anyOf: [text(), { type: 'null' }], description: 'told once: keep it' },
  }),
  ConfirmPairing: object({ code: { ...code, description: 'as the client shows it' } }),
  Pairing: object(request),
  Pairings: object({ pairings: list({ $ref: '#/components/schemas/Pairing' }) }),
  Refused: object({ refused: text() }),
  Client: object({ ...client, made: text('when it was let in') }),
  Clients: object({ clients: list({ $ref: '#/components/schemas/Client' }) }),
  Revoked: object({ revoked: text() }),
};
