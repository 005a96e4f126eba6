/** One shop for a whole test file, started before its tests and ended after them; its folder stays when a test failed. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Shop, type ShopOptions } from './shop.ts';

export function shopForFile(options: ShopOptions): () => Shop {
  let shop: Shop | null = null;
  let failed = false;
  beforeAll(async () => {
    shop = await Shop.open(options);
  });
  afterEach(({ task }) => {
    if (task.result?.state !== 'fail') return;
    failed = true;
    console.error(`${task.name}\n${shop?.evidence() ?? 'no shop'}`);
  });
  afterAll(() => shop?.close(failed));
  return () => {
    if (shop === null) throw new Error('the shop is not open yet');
    return shop;
  };
}
