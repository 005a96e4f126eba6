/** The revocation list at the counter: asked where the card is, believed only without the centre. */
import { describe, expect, it } from 'vitest';
import { Shop, Till } from './shop.ts';

describe('a card on the revocation list', () => {
  it('is refused without the centre, by the list’s name, and the next card is served', async () => {
    const shop = new Shop();
    const till = await new Till(shop, 1).open();
    await till.sell('ceshi-jia');
    await till.sell('ceshi-yi');
    till.revocation = {
      revoked: (card) => card === till.cardSn('ceshi-jia'),
      version: 'r7',
      asOf: shop.clock.wallMs(),
    };
    till.kill();
    till.cut();
    till.boot();
    await till.say({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    expect(await till.buy('ceshi-jia')).toMatchObject({
      ok: false,
      problem: { code: 'offline_card_revoked', facts: { version: 'r7' } },
    });
    expect(await till.buy('ceshi-yi')).toMatchObject({ ok: true });
  });

  it('is left to the centre while there is one', async () => {
    const shop = new Shop();
    const till = new Till(shop, 1);
    till.kill();
    till.revocation = { revoked: () => true, version: 'r7', asOf: shop.clock.wallMs() };
    till.boot();
    await till.open();
    expect(await till.buy('ceshi-jia')).toMatchObject({ ok: true });
  });
});
