/** The card driver over the real pcscd and the real binding, cards behind vsmartcard's virtual reader. */

import { afterAll, describe, expect, it } from 'vitest';
import { deviceClock } from '../../agent/adapters/device-clock.ts';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { loadNativePcsc } from '../../drivers/pcsc/native.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { eventLog } from './event-log.ts';
import { realPcscd } from './real-pcscd.ts';

const { pcscd, missing } = await realPcscd();
const native = await loadNativePcsc();

describe.skipIf(pcscd === null)(`over the real pcscd${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  if (pcscd === null) return;
  if (!native.ok) throw new Error(native.detail);
  const log = eventLog();
  const driver = startPcscDriver(native.value, { acceptVirtual: true }, deviceClock(), log.listener);

  afterAll(async () => {
    await driver.stop();
    await pcscd.stop();
  });

  it('reads a card', async () => {
    await pcscd.readers[0].insert(imageOf('ceshi-jia'));
    expect((await log.next('card_read')).card.psn_name).toBe('测试甲');
    await pcscd.readers[0].pull();
    await log.next('card_removed');
    console.log(log.story());
  });
});
