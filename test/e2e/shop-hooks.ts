/**
 * What whole test files share: the machine's pcscd, and one shop, started before a file's tests and ended after them. Must
 * never throw a shop's folder away when a test failed in it.
 */
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import type { Pcscd } from '../../simulator/card/pcscd.ts';
import { realPcscd } from '../drivers/real-pcscd.ts';
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

/** Tests on the real pcscd. Where there is none they are one skipped test that says why; with CI set they fail. */
export async function describeOnPcscd(name: string, tests: (pcscd: Pcscd) => void): Promise<void> {
  const { pcscd, missing } = await realPcscd();
  if (pcscd === null) return void describe(name, () => it.skip(missing));
  describe(name, () => {
    afterAll(() => pcscd.stop());
    tests(pcscd);
  });
}
