/** Roles at the counter: what the operator on duty may not do is said beside it, and done once with somebody's approval. */
import { expect, it } from 'vitest';
import type { Clerk } from './clerk.ts';

const CHIEF = { opter: '001', opter_name: '测试员', pin: '135790' };
const CASHIER = { opter: '002', opter_name: '演示员', pin: '246801' };

export function rolesAtTheCounter(clerk: () => Clerk): void {
  const handOver = async (next: typeof CASHIER) => {
    await clerk().press('F7', 'F6');
    await clerk().field('next-opter');
    expect(await clerk().unkeyed()).toEqual([]);
    for (const [at, text] of [next.opter, next.opter_name, '000000'].entries()) {
      if (at > 0) await clerk().press('Tab');
      await clerk().type(text);
    }
    await clerk().press('Enter');
    await clerk().see('.el-dialog .note.bad', { hasText: 'PIN' });
    await clerk().type(next.pin);
    await clerk().press('Enter');
  };

  it('hands the shift over at the page, to nobody without the right PIN', async () => {
    const { api } = clerk().counter.stage;
    const enrol = ({ opter, ...who }: typeof CHIEF, role?: string) =>
      api.send('PUT', `/v1/operators/${opter}`, role === undefined ? who : { ...who, role });
    await enrol(CHIEF);
    await clerk().press('F2');
    await clerk().field('opter');
    await clerk().type(CHIEF.opter);
    await clerk().press('Tab');
    await clerk().type(CHIEF.opter_name);
    for (const [pin, refused] of [
      ['', 'pin_needed'],
      ['000000', 'pin_wrong'],
    ] as const) {
      await clerk().type(pin);
      await clerk().press('Enter');
      await clerk().see(`[data-problem="${refused}"]`);
      await clerk().field('pin');
    }
    await clerk().type(CHIEF.pin);
    await clerk().press('Enter');
    await clerk().see('.sign.plain', { hasText: '负责人' });
    await enrol(CASHIER, 'cashier');
    await handOver(CASHIER);
    await clerk().see('.sign.plain', { hasText: '收银员' });
  });

  it('shows a refund as not permitted to a cashier, and does it once with the approval of a chief', async () => {
    await clerk().open('13.90');
    await clerk().see('.detail [data-needs="refund"]', { hasText: '无权限，须值班长、负责人授权' });
    await clerk().press('F6');
    await clerk().field('back-1');
    await clerk().press('Enter');
    await clerk().field('approver');
    expect(await clerk().unkeyed()).toEqual([]);
    await clerk().type(CHIEF.opter);
    await clerk().press('Tab');
    await clerk().type('000000');
    await clerk().press('Enter');
    await clerk().see('.el-dialog .note.bad', { hasText: 'PIN' });
    await clerk().press('Control+a');
    await clerk().type(CHIEF.pin);
    await clerk().press('Enter');
    await clerk().see('.detail .state-mark.plain');
  });
}
