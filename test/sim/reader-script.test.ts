/**
 * A reader's recording as a script: the driver gets every answer again, in the sharing mode it was recorded in; another
 * command, one more than was recorded and one that does not come fail with the step named.
 */
import { describe, expect, it } from 'vitest';
import type { Recorded } from '../../agent/ports/recording.ts';
import type { CardSharing } from '../../drivers/contract.ts';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { tapPcsc } from '../../drivers/pcsc/tap.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { playedDevices } from '../../simulator/replay/devices.ts';
import { Script } from '../../simulator/replay/script.ts';
import { eventLog } from '../drivers/event-log.ts';
import { virtualClock } from '../drivers/virtual-clock.ts';

const READER = 'Memory 00';
const isCall = (entry: Recorded) => entry.seam === 'device' && entry.passed.what === 'call';
const placeOf = (entries: readonly Recorded[], op: string): number =>
  entries.findIndex((one) => one.seam === 'device' && one.passed.what === 'call' && one.passed.op === op) + 1;

/** A card is put in, read, and looked at for a while. */
async function recorded(sharing: CardSharing): Promise<readonly Recorded[]> {
  const clock = virtualClock();
  const entries: Recorded[] = [];
  const pcsc = memoryPcsc([READER]);
  const port = tapPcsc(pcsc.port, (passed) => entries.push({ seam: 'device', passed, atMs: clock.monotonicMs() }));
  const log = eventLog();
  const driver = startPcscDriver(port, { acceptVirtual: true, sharing }, clock, log.listener);
  pcsc.insert(READER, imageOf('ceshi-jia'));
  await clock.advance(6_000);
  expect(log.story().at(-1)).toBe('card_read 测试甲');
  const whole = entries.slice();
  await driver.stop();
  return whole;
}

/** What the driver says to the script; throws Diverged where it is another. */
async function played(entries: readonly Recorded[], sharing: CardSharing): Promise<readonly string[]> {
  const clock = virtualClock();
  const script = new Script(entries, isCall);
  const log = eventLog();
  const { devices, give } = playedDevices(entries, { pcsc: { acceptVirtual: true, sharing } }, script, clock);
  devices.start(log.listener);
  for (const [at, entry] of entries.entries()) {
    script.step = at + 1;
    await clock.advance(entry.atMs - clock.monotonicMs());
    script.hold();
    if (entry.seam !== 'device') continue;
    if (entry.passed.what !== 'call') give(entry.passed);
    else if (!script.isThere(at + 1)) script.diverge(at + 1, 'it did not come');
    script.hold();
  }
  await clock.advance(0);
  script.hold();
  return log.story();
}

describe.each(['exclusive', 'shared'] as const)('a reader recorded in %s mode', (sharing) => {
  it('reads the same card again', async () => {
    const entries = await recorded(sharing);
    expect((await played(entries, sharing)).at(-1)).toBe('card_read 测试甲');
  });

  it('opened in the other mode diverges where the card is connected', async () => {
    const entries = await recorded(sharing);
    const other = sharing === 'shared' ? 'exclusive' : 'shared';
    await expect(played(entries, other)).rejects.toMatchObject({
      step: placeOf(entries, 'connect'),
      message: expect.stringMatching(new RegExp(`connect.*${other}.*recorded.*${sharing}`)),
    });
  });
});

describe('a reader that is used as nobody recorded', () => {
  it('fails at the step of an APDU that is another one, with both', async () => {
    const entries = await recorded('exclusive');
    const at = placeOf(entries, 'transmit') - 1;
    const other = entries.map((entry, index) =>
      index === at && entry.seam === 'device'
        ? ({ ...entry, passed: { ...entry.passed, value: [READER, Uint8Array.of(0, 0xb0, 0, 0, 0)] } } as Recorded)
        : entry,
    );
    await expect(played(other, 'exclusive')).rejects.toMatchObject({
      step: at + 1,
      message: expect.stringMatching(/00a404[\s\S]*recorded[\s\S]*00b0000000/),
    });
  });

  it('fails where the script is exhausted, naming what was asked', async () => {
    const entries = await recorded('exclusive');
    const last = entries.findLastIndex((one) => one.seam === 'device' && one.passed.what === 'call');
    const short = entries.filter((_entry, at) => at !== last);
    await expect(played(short, 'exclusive')).rejects.toMatchObject({
      step: expect.any(Number),
      message: expect.stringContaining(`was never recorded: pcsc`),
    });
  });

  it('fails at the step of a call that does not come', async () => {
    const entries = await recorded('exclusive');
    const at = placeOf(entries, 'connect') - 1;
    // Its card never comes, so nobody connects to it.
    const without = entries.filter(
      ({ seam, ...rest }) =>
        seam !== 'device' || !('passed' in rest) || rest.passed.what !== 'event' || !said(rest.passed),
    );
    const step = at + 1 - (entries.length - without.length);
    await expect(played(without, 'exclusive')).rejects.toMatchObject({ step, message: 'it did not come' });
  });
});

const said = ({ value }: { readonly value: unknown }): boolean =>
  (value as { readonly kind?: unknown; readonly present?: unknown }).kind === 'card' &&
  (value as { readonly present?: unknown }).present === true;
