/** The schemas of accepting a bill: reasons, how the person paid, and consent. A part of the one list; data only. */
import type { Schema } from '../adapters/schema-check.ts';
import { TENDERS } from '../core/at-counter.ts';

const text: Schema = { type: 'string' };
const yuan: Schema = { type: 'string', pattern: '^-?(0|[1-9][0-9]*)\\.[0-9]{2}$', examples: ['12.50'] };
const pair = object({ zh: text, en: text });
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
const tender: Schema = { type: 'string', enum: TENDERS };

function object(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

export const ACCEPTANCE_SCHEMAS = {
  Tender: object(
    {
      tender: { ...tender, description: '付款方式 how it was paid' },
      amount: { ...yuan, description: 'what of psn_cash_pay it paid' },
      received: { ...yuan, description: '实收现金 cash handed over, where change was given' },
    },
    ['received'],
  ),
  Accept: object(
    {
      overrides: { type: 'array', items: { $ref: '#/components/schemas/Override' }, maxItems: 1000 },
      tenders: {
        type: 'array',
        items: { $ref: '#/components/schemas/Tender' },
        maxItems: 10,
        description: '付款方式，合计等于现金支付；随交易保存 how psn_cash_pay was paid, to the fen; kept with the sale',
      },
      consent: {
        type: 'string',
        enum: ['told'],
        description:
          '本人向经办人口头同意 the person told the clerk; what was agreed on the customer’s screen is kept by itself',
      },
    },
    ['overrides', 'tenders', 'consent'],
  ),
  Consent: object({ medfee_sumamt: yuan, psn_cash_pay: yuan }),
};

/** What a transaction shows of it. */
export const KEPT = {
  tenders: {
    type: 'array',
    items: object({ tender, tender_text: pair, amount: yuan, received: orNull(yuan), change: orNull(yuan) }),
    description: '付款方式 how the person paid; empty when the counter did not say',
  },
  consent: orNull(object({ by: { type: 'string', enum: ['display', 'told'] }, by_text: pair, time: text })),
};
