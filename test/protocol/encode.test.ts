import { describe, expect, it } from 'vitest';
import { encode } from '../../protocol/encode.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';

const { Sale, Setlinfo } = tongxing.v1;
const line = (feedetl_sn: string) => ({ feedetl_sn, pric: '12.50' });

describe('encoding over one writer', () => {
  it('gives what a writer of its own gives', () => {
    const sale = { pack: 'p', druginfo: { psn_no: 'PSN1' }, drugdetail: [line('1'), line('2')] };
    expect(Buffer.from(encode(Sale, sale))).toEqual(Buffer.from(Sale.encode(sale).finish()));
  });

  it('gives the same for a message that comes in parts', () => {
    const [front, rest] = [{ druginfo: { psn_no: 'PSN1' } }, { drugdetail: [line('1')], pack: 'p' }];
    expect(encode<object>(Sale, front, rest)).toEqual(encode(Sale, { ...front, ...rest }));
  });

  it('gives bytes that the next message does not change', () => {
    const first = encode(Sale, { pack: 'first' });
    const kept = Buffer.from(first);
    encode(Sale, { pack: 'other' });
    expect(Buffer.from(first)).toEqual(kept);
  });

  it('begins anew after a message that broke off in the middle of a part', () => {
    const broken = {
      ...line('1'),
      get pric(): string {
        throw new Error('broken');
      },
    };
    expect(() => encode(Sale, { pack: 'p', drugdetail: [line('1'), broken] })).toThrow('broken');
    expect(Buffer.from(encode(Sale, { pack: 'p' }))).toEqual(Buffer.from(Sale.encode({ pack: 'p' }).finish()));
  });
});

it('an amount is encoded from its number as from its message', () => {
  for (const amount of [0, 1, -1, 3_086, 2 ** 31, -(2 ** 40), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
    const message = encode(Setlinfo, { medfee_sumamt: { fen: amount }, balc: { fen: amount } });
    expect(encode<object>(Setlinfo, { medfee_sumamt: amount, balc: amount })).toEqual(message);
  }
});
