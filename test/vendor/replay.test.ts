/** A recorded maker's program as a script: its lines come again, also through its end; another command is no replay. */
import { expect, it } from 'vitest';
import type { Recorded } from '../../agent/ports/recording.ts';
import { plainForm } from '../../drivers/registry.ts';
import { startVendorDriver } from '../../drivers/vendor/driver.ts';
import { tapVendor } from '../../drivers/vendor/tap.ts';
import { memoryVendor, vendorLine } from '../../simulator/card/memory-vendor.ts';
import { playedDevices } from '../../simulator/replay/devices.ts';
import { Script } from '../../simulator/replay/script.ts';
import { eventLog } from '../drivers/event-log.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const COMMAND = ['/opt/vendor/read-card', '3'];
const TODAY = '2026-03-01';

/** A card, the program's end, and the card again. Through plain JSON, as a recording is kept. */
async function recorded(): Promise<{ entries: readonly Recorded[]; story: readonly string[] }> {
  const [clock, log, vendor] = [virtualClock(TODAY), eventLog(), memoryVendor()];
  const entries: Recorded[] = [];
  const port = tapVendor(vendor.port, (passed) => {
    const kept = plainForm.unplain(JSON.parse(JSON.stringify(plainForm.plain(passed)))) as typeof passed;
    entries.push({ seam: 'device', passed: kept, atMs: clock.monotonicMs() });
  });
  startVendorDriver(port, { command: COMMAND }, clock, log.listener);
  const line = Buffer.concat([vendorLine(), Buffer.from('\n')]);
  for (const half of [line.subarray(0, 50), line.subarray(50)]) vendor.write(half);
  vendor.end('ended (code 1)');
  await clock.advance(250);
  vendor.write(line);
  await clock.advance(1_000);
  return { entries, story: log.story() };
}

async function played(entries: readonly Recorded[], command: readonly string[]): Promise<readonly string[]> {
  const [clock, log] = [virtualClock(TODAY), eventLog()];
  const script = new Script(entries, (entry) => entry.seam === 'device' && entry.passed.what === 'call');
  const { devices, give } = playedDevices(entries, { vendor: { command } }, script, clock);
  devices.start(log.listener);
  for (const [at, entry] of entries.entries()) {
    script.step = at + 1;
    await clock.advance(entry.atMs - clock.monotonicMs());
    script.hold();
    if (entry.seam === 'device' && entry.passed.what !== 'call') give(entry.passed);
  }
  script.hold();
  return log.story();
}

it('tells the same story again', async () => {
  const { entries, story } = await recorded();
  expect(story.filter((one) => one === 'card_read 测试甲')).toHaveLength(2);
  expect(await played(entries, COMMAND)).toEqual(story);
});

it('diverges where another program is run, and says which was recorded', async () => {
  const { entries } = await recorded();
  await expect(played(entries, ['/opt/vendor/read-card', '1'])).rejects.toMatchObject({
    step: 1,
    message: expect.stringMatching(/vendor run.*"1".*recorded.*"3"/),
  });
});
