/** An item of the work list while the centre is asked about it: other things go on, and what they decided stays. */
import { describe, expect, it } from 'vitest';
import type { WorkAction } from '../../agent/core/reconcile/work.ts';
import { codeOf, replyOf, TERMINAL } from '../agent/counter.ts';
import { DAY, Shop } from './shop.ts';

describe('an item the centre is asked about', () => {
  /** One item, and the question on its way. */
  async function asked(deed: 'lack' | 'alter', action: WorkAction, method: 'Inquire' | 'Exchange') {
    const shop = await Shop.open();
    const msgid = await shop.sell();
    shop.spoil(msgid, deed);
    const [item] = await shop.reconcile();
    const acting = shop.counter.give({ kind: 'work', item: item?.item ?? '', action });
    await shop.counter.run();
    const { call, bytes } = shop.counter.link.take(method);
    const stored = () => shop.counter.agent.books.workItem(item?.item ?? '');
    const answer = async () => {
      shop.counter.link.reply(method, call, shop.centre.handle(TERMINAL.dev_no, method, bytes));
      await shop.counter.run();
      return acting;
    };
    return { shop, msgid, item, acting, call, stored, answer };
  }

  it('is on disk as asked, and says so when no answer came', async () => {
    const { shop, acting, call, stored } = await asked('lack', 'resend', 'Exchange');
    expect(stored()).toMatchObject({ last: 'resend', note: 'asked' });
    shop.counter.link.listener({ kind: 'no_reply', call, reason: 'reset', detail: '' });
    await shop.counter.run();
    expect(codeOf(await acting)).toBe('centre_unreachable');
    expect(stored()).toMatchObject({ state: 'open', note: 'unanswered' });
  });

  it('stays as a person has signed it off meanwhile', async () => {
    const { shop, item, stored, answer } = await asked('alter', 'inquire', 'Inquire');
    replyOf(await shop.act(item, 'sign_off', '已核对'), 'worked');
    const decided = stored();
    expect(decided).toMatchObject({ state: 'signed_off', reason: '已核对' });
    expect(replyOf(await answer(), 'worked').item).toEqual(decided);
    expect(stored()).toEqual(decided);
    expect(replyOf(await shop.close(), 'shift_closed').equal).toBe(false);
  });

  it('stays so when no answer comes', async () => {
    const { shop, item, acting, call, stored } = await asked('alter', 'inquire', 'Inquire');
    replyOf(await shop.act(item, 'sign_off', '已核对'), 'worked');
    shop.counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
    await shop.counter.run();
    expect(codeOf(await acting)).toBe('centre_unreachable');
    expect(stored()).toMatchObject({ state: 'signed_off' });
  });

  it('has the figures of a comparison that was made meanwhile', async () => {
    const { shop, msgid, stored, answer } = await asked('alter', 'inquire', 'Inquire');
    shop.spoil(msgid, 'alter', 300);
    await shop.reconcile(DAY);
    const { centre } = stored() ?? {};
    replyOf(await answer(), 'worked');
    expect(stored()).toMatchObject({ centre, state: 'open', note: 'settled' });
  });
});
