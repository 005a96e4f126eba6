/** Whatever happens to two readers and their cards, in any order: each insertion gets one verdict, and the next card is read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../drivers/contract.ts';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import type { PcscContext, PcscPort } from '../../drivers/pcsc/port.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { type MemoryPcsc, memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { eventLog } from './event-log.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';

const READERS = ['Memory 00', 'Memory 01'] as const;
const CARDS = ['ceshi-jia', 'ceshi-yi', 'pin-card', 'psam', 'stops-answering', 'mute', 'bank-card', 'expired'] as const;

const reader = fc.constantFrom(...READERS);
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('insert'), reader, card: fc.constantFrom(...CARDS) }) },
  fc.record({ what: fc.constant('pull'), reader }),
  fc.record({ what: fc.constant('swap'), reader, card: fc.constantFrom('ceshi-jia', 'ceshi-yi') }),
  fc.record({ what: fc.constant('hold'), reader, held: fc.constantFrom<boolean | 'shared'>(true, false, 'shared') }),
  fc.record({ what: fc.constant('unplug'), reader }),
  fc.record({ what: fc.constant('service'), up: fc.boolean() }),
  fc.record({
    what: fc.constant('pin'),
    reader,
    back: fc.integer({ min: 0, max: 1 }),
    pin: fc.constantFrom('246810', '111111', '1', null),
  }),
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('wait'), ms: fc.constantFrom(0, 1, 199, 500, 2_000, 5_000, 61_000) }),
  },
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

interface Here {
  readonly plugged: Set<string>;
  readonly clock: VirtualClock;
  readonly pcsc: MemoryPcsc;
  readonly presence: (device: string) => number;
  readonly pin: (device: string, presence: number, pin: string | null) => void;
}

async function does(here: Here, one: Deed): Promise<void> {
  const { clock, pcsc, plugged } = here;
  if ('ms' in one) return clock.advance(one.ms);
  if ('up' in one) return pcsc.service(one.up);
  const { reader: name } = one;
  if ('pin' in one) return here.pin(`pcsc:${name}`, here.presence(`pcsc:${name}`) - one.back, one.pin);
  if (one.what === 'unplug') {
    if (plugged.delete(name)) pcsc.removeReader(name);
    else {
      plugged.add(name);
      pcsc.addReader(name);
    }
    return;
  }
  if (!plugged.has(name)) return;
  if ('held' in one) pcsc.hold(name, one.held);
  else if (!('card' in one)) pcsc.pull(name);
  else if (one.what === 'swap') pcsc.swapUnseen(name, imageOf(one.card as 'ceshi-jia'));
  else pcsc.insert(name, imageOf(one.card as 'ceshi-jia'));
}

/** What the agent may rely on, device by device. */
function checkStory(events: readonly DeviceEvent[], device: string): void {
  let there = false;
  let card: { readonly presence: number; verdicts: number } | null = null;
  let last = 0;
  for (const event of events) {
    if (!('device' in event) || event.device !== device) continue;
    if (event.kind === 'device_added') {
      expect(there).toBe(false);
      there = true;
      continue;
    }
    expect(there, event.kind).toBe(true);
    if (event.kind === 'device_removed') {
      expect(card).toBeNull();
      there = false;
    } else if (event.kind === 'card_inserted') {
      expect(card).toBeNull();
      expect(event.presence).toBe(last + 1);
      last = event.presence;
      card = { presence: last, verdicts: 0 };
    } else if ('presence' in event) {
      expect(event.presence).toBe(card?.presence);
      const verdict = ['card_read', 'card_failed', 'psam_found'].includes(event.kind);
      if (card !== null && verdict) card.verdicts += 1;
      expect(card?.verdicts, event.kind).toBe(event.kind === 'pin_wanted' ? 0 : 1);
      if (event.kind === 'card_removed') card = null;
    }
  }
}

/** The same port, and how many cards are held; one that is taken again before it was let go is a card held for ever. */
function counted(port: PcscPort): { readonly port: PcscPort; held(): number } {
  const held = new Set<string>();
  let lives = 0;
  const counting = (life: number, context: PcscContext): PcscContext => ({
    ...context,
    async connect(reader, sharing) {
      const connected = await context.connect(reader, sharing);
      if (connected.ok) expect(held.has(`${life} ${reader}`)).toBe(false);
      if (connected.ok) held.add(`${life} ${reader}`);
      return connected;
    },
    disconnect(reader) {
      held.delete(`${life} ${reader}`);
      return context.disconnect(reader);
    },
  });
  return {
    held: () => held.size,
    port: {
      open(listener) {
        const opened = port.open(listener);
        return opened.ok ? { ok: true, value: counting(++lives, opened.value) } : opened;
      },
    },
  };
}

describe.each(['exclusive', 'shared'] as const)('readers whose cards are %s', (sharing) => {
  it('tell one verdict for each insertion, whatever happens, let go of every card, and read the next one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
        const clock = virtualClock();
        const pcsc = memoryPcsc(READERS);
        const log = eventLog();
        const { port, held } = counted(pcsc.port);
        const driver = startPcscDriver(port, { acceptVirtual: false, sharing }, clock, log.listener);
        const presence = (device: string) =>
          log
            .of('card_inserted')
            .filter((one) => one.device === device)
            .at(-1)?.presence ?? 0;
        const here: Here = { clock, pcsc, presence, pin: driver.pin, plugged: new Set(READERS) };
        for (const one of deeds) await does(here, one);
        for (const name of READERS) {
          if (!here.plugged.has(name)) pcsc.addReader(name);
          pcsc.hold(name, false);
        }
        pcsc.service(true);
        await clock.advance(70_000);
        for (const name of READERS) pcsc.pull(name);
        await clock.advance(1_000);
        for (const name of READERS) pcsc.insert(name, imageOf('ceshi-jia'));
        await clock.advance(1_000);
        for (const name of READERS) {
          checkStory(log.events, `pcsc:${name}`);
          expect(log.events.filter((one) => 'device' in one && one.device === `pcsc:${name}`).at(-1)).toMatchObject({
            kind: 'card_read',
            card: { psn_name: '测试甲' },
          });
        }
        expect(held()).toBe(0);
        await driver.stop();
        await clock.advance(100_000);
        expect(clock.waiting()).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});
