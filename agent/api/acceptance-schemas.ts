/** The schemas of accepting a bill: reasons, how the person paid, and consent. A part of the one list; data only. */
import type { Schema } from '../adapters/schema-check.ts';
import { TENDERS } from '../core/at-counter.ts';
import { object, orNull, text, yuan } from './schema-words.ts';

const pair = object({ zh: text(), en: text() });
const tender: Schema = { type: 'string', enum: TENDERS };

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
  refundable: { type: 'boolean', description: '可以退费 it may be given back, whole or in part' },
  given_back: {
    ...orNull(object({ time: text(), opter: text(), paid_back: yuan })),
    description: '被中心拒绝后已退给本人 given back after the centre had refused what was told; null: it was not',
  },
  tenders: {
    type: 'array',
    items: object({ tender, tender_text: pair, amount: yuan, received: orNull(yuan), change: orNull(yuan) }),
    description: '付款方式 how the person paid; empty when the counter did not say',
  },
  consent: orNull(object({ by: { type: 'string', enum: ['display', 'told'] }, by_text: pair, time: text() })),
  evidence: {
    ...orNull(
      object({
        grade: { type: 'integer' },
        unavailable: text('联系不上的对象 what could not be reached'),
        unavailable_since: orNull(text('此前最后一次联系 the last answer before')),
        told_time: text('告知柜台的时间 when the counter was told'),
        snapshot_as_of: orNull(text('所用参保快照的时间 of the person snapshot it was computed from')),
        ...{ pack: text(), pack_version: text(), catalogue_version: text() },
        packs_as_of: orNull(text('中心最后说明有哪些政策包 when the centre last said which packs there are')),
        catalogue_as_of: orNull(text()),
        revocation_version: text('所查的挂失名单 the revocation list that was asked; empty for none'),
        revocation_as_of: orNull(text()),
        device: text('读卡器 the reader'),
        card_inserted: orNull(text()),
        card_read: orNull(text()),
        card_removed: orNull(text('空：告知时卡仍在 null: the card was still in')),
        opter: text(),
        previous_hash: text('此前账目的哈希 hash of the journal before it'),
        signature: text('终端签名，base64 by the terminal, over this and the body'),
      }),
    ),
    description: '暂记交易的依据 what was known when a provisional one was told',
  },
};
