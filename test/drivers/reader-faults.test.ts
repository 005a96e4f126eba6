/** What the service answers when something is wrong with card, reader or itself: which verdict that is, and what is let go. */
import { describe, expect, it } from 'vitest';
import type { CardErrorCode } from '../../drivers/contract.ts';
import { nativeCalls } from '../../drivers/native-call.ts';
import { type PcscOptions, startPcscDriver } from '../../drivers/pcsc/driver.ts';
import {
  type PcscContext,
  type PcscEvent,
  type PcscFault,
  type PcscPort,
  type PcscResult,
  pcscFault,
} from '../../drivers/pcsc/port.ts';
import { tapPcsc } from '../../drivers/pcsc/tap.ts';
import { watchedPort } from '../../drivers/pcsc/watched-port.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { memoryPcsc } from '../../simulator/card/memory-reader.ts';
import { eventLog } from './event-log.ts';
import { quiet, virtualClock } from './virtual-clock.ts';

const READER = 'Memory 00';
const DEVICE = `pcsc:${READER}`;
const EMPTY: PcscResult<Uint8Array> = { ok: true, value: new Uint8Array() };

interface Bends {
  /** In place of what a connect or a command would have answered, by how many came before. */
  readonly connect?: (before: number) => PcscFault | null;
  readonly transmit?: (before: number) => PcscResult<Uint8Array> | null;
}

function bent(port: PcscPort, { connect = () => null, transmit = () => null }: Bends): PcscPort {
  let [connects, commands] = [0, 0];
  const bend = (context: PcscContext): PcscContext => ({
    ...context,
    async connect(reader, sharing) {
      const fault = connect(connects++);
      return fault === null ? context.connect(reader, sharing) : pcscFault(fault, fault);
    },
    transmit(reader, command, answered) {
      const answer = transmit(commands++);
      if (answer === null) context.transmit(reader, command, answered);
      else queueMicrotask(() => answered(answer));
    },
  });
  return {
    open(listener) {
      const opened = port.open(listener);
      return opened.ok ? { ok: true, value: bend(opened.value) } : opened;
    },
  };
}

function counter(bends: Bends, options: PcscOptions = { acceptVirtual: false }, today?: string) {
  const clock = virtualClock(today);
  const pcsc = memoryPcsc([READER]);
  const log = eventLog();
  const driver = startPcscDriver(bent(pcsc.port, bends), options, clock, log.listener);
  return { clock, pcsc, log, driver };
}

describe('a fault of the service in mid-read', () => {
  it.each([
    ['timeout', 'card_timeout', 0],
    ['removed', 'card_removed_early', 0],
    ['reader', 'card_removed_early', 0],
    ['service', 'card_removed_early', 0],
    // Cleared up by the removal that may follow, or not.
    ['transport', 'card_unreadable', 1_000],
  ] as const satisfies readonly (readonly [PcscFault, CardErrorCode, number])[])(
    '%s is %s',
    async (fault, code, afterMs) => {
      const { pcsc, log, clock } = counter({ transmit: (before) => (before === 5 ? pcscFault(fault, fault) : null) });
      pcsc.insert(READER, imageOf('ceshi-jia'));
      await quiet();
      expect(log.of('card_failed')).toHaveLength(afterMs === 0 ? 1 : 0);
      await clock.advance(afterMs);
      expect(log.of('card_failed')).toMatchObject([{ code }]);
    },
  );

  it.each(['reset', 'mute'] as const)('%s gets one cold start, and is mute when that does not help', async (fault) => {
    for (const [times, last] of [
      [1, 'card_read 测试甲'],
      [2, 'card_failed card_mute'],
    ] as const) {
      let left = times;
      const transmit = (before: number) => (before >= 5 && left-- > 0 ? pcscFault(fault, fault) : null);
      const { pcsc, log } = counter({ transmit });
      pcsc.insert(READER, imageOf('ceshi-jia'));
      await quiet();
      expect(log.story().at(-1)).toBe(last);
    }
  });

  it.each([
    ['an unclear fault', pcscFault('transport', 'what a reader says that was just unplugged')],
    ['an empty answer', EMPTY],
  ])('that is %s is a card pulled too early when the removal is told within a second', async (_, answer) => {
    const { pcsc, log, clock } = counter({ transmit: (before) => (before === 5 ? answer : null) });
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(900);
    expect(log.of('card_failed')).toEqual([]);
    pcsc.pull(READER);
    await quiet();
    expect(log.story().slice(2)).toEqual(['card_inserted', 'card_failed card_removed_early', 'card_removed']);
  });
});

describe('a shared card that is looked at again', () => {
  const SHARED = { acceptVirtual: false, sharing: 'shared' } as const;
  const looked = (bends: Bends) => counter(bends, SHARED);

  it('and does not answer to reset any more is another one', async () => {
    const { pcsc, log, clock } = looked({ connect: (before) => (before === 1 ? 'mute' : null) });
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(2_000);
    expect(log.story().slice(3)).toEqual(['card_read 测试甲', 'card_removed', 'card_inserted', 'card_read 测试甲']);
  });

  it('and cannot be asked is not taken for another one', async () => {
    const { pcsc, log, clock } = looked({
      transmit: (before) => (before >= 16 ? pcscFault('transport', 'disturbed by another program') : null),
    });
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await clock.advance(20_000);
    expect(log.story().slice(2)).toEqual(['card_inserted', 'card_read 测试甲']);
  });

  it('while it is swapped for the next one, which is left alone by what that look finds', async () => {
    let during: (() => void) | null = null;
    const { pcsc, log, clock } = looked({
      transmit: (before) => {
        if (before === 16) during?.();
        return null;
      },
    });
    pcsc.insert(READER, imageOf('ceshi-jia'));
    during = () => pcsc.insert(READER, imageOf('ceshi-yi'));
    await clock.advance(2_000);
    expect(log.story().slice(3)).toEqual(['card_read 测试甲', 'card_removed', 'card_inserted', 'card_read 测试乙']);
    await clock.advance(60_000);
    expect(log.story()).toHaveLength(7);
  });
});

it.each(['mute', 'reset'] as const)('a busy card that is free and %s is read, or told what it is', async (fault) => {
  let free = false;
  const { pcsc, log, clock } = counter({
    connect: () => {
      if (!free) return 'busy';
      free = false;
      return fault;
    },
  });
  pcsc.insert(READER, imageOf('ceshi-jia'));
  await clock.advance(3_000);
  expect(log.story().at(-1)).toBe('card_failed card_busy');
  free = true;
  await clock.advance(2_000);
  expect(log.story().slice(4)).toEqual(['card_removed', 'card_inserted']);
});

it('a busy card is let go as often as it was had', async () => {
  const clock = virtualClock();
  const pcsc = memoryPcsc([READER]);
  const said: string[] = [];
  const tapped = tapPcsc(pcsc.port, (passed) => {
    if (passed.what === 'call' && passed.op === 'disconnect') said.push('let go');
    const had = passed.what === 'answer' && passed.op === 'connect' && (passed.value as PcscResult<void>).ok;
    if (had) said.push('had');
  });
  startPcscDriver(tapped, { acceptVirtual: false }, clock, () => {});
  pcsc.hold(READER, true);
  pcsc.insert(READER, imageOf('ceshi-jia'));
  await clock.advance(3_000);
  pcsc.hold(READER, false);
  await clock.advance(2_000);
  expect(said).toEqual(['had', 'let go', 'had', 'let go']);
});

it('a card is good up to and with the day that it bears', async () => {
  const { expiry_date } = await (async () => {
    const { pcsc, log } = counter({});
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await quiet();
    return log.of('card_read')[0]?.card ?? { expiry_date: '' };
  })();
  const after = new Date(Date.parse(expiry_date) + 86_400_000).toISOString().slice(0, 10);
  for (const [today, last] of [
    [expiry_date, 'card_read 测试甲'],
    [after, 'card_failed card_expired'],
  ] as const) {
    const { pcsc, log } = counter({}, { acceptVirtual: false }, today);
    pcsc.insert(READER, imageOf('ceshi-jia'));
    await quiet();
    expect(log.story().at(-1)).toBe(last);
  }
});

it('a card that falls silent after its PIN has its deadline from then on', async () => {
  const clock = virtualClock();
  const pcsc = memoryPcsc([READER, 'Memory 01']);
  const log = eventLog();
  const driver = startPcscDriver(pcsc.port, { acceptVirtual: false }, clock, log.listener);
  pcsc.insert('Memory 01', imageOf('psam'));
  const card = imageOf('pin-card');
  // Of its own commands the one that shows the PIN is the last it answers: applet, EF05 with its seven, challenge, proof, PIN.
  pcsc.insert(READER, { ...card, silentAfter: 12 + Number(card.selectBy61) });
  await clock.advance(30_000);
  expect(log.of('pin_wanted')).toHaveLength(1);
  driver.pin(DEVICE, 1, '246810');
  await clock.advance(4_999);
  expect(log.of('card_failed')).toEqual([]);
  await clock.advance(1);
  expect(log.of('card_failed')).toMatchObject([{ code: 'card_timeout' }]);
});

describe('the service itself', () => {
  it('that tells a reader twice, and goes on talking after its end, is heard once and no longer', async () => {
    const clock = virtualClock();
    const log = eventLog();
    const lives: { readonly say: (event: PcscEvent) => void; closed: boolean }[] = [];
    const port: PcscPort = {
      open(listener) {
        const life = { say: listener, closed: false };
        lives.push(life);
        const close = async () => {
          life.closed = true;
        };
        return { ok: true, value: { close } as PcscContext };
      },
    };
    const driver = startPcscDriver(port, { acceptVirtual: false }, clock, log.listener);
    for (const _ of [1, 2]) lives[0]?.say({ kind: 'reader_added', reader: READER });
    lives[0]?.say({ kind: 'ended', detail: 'killed' });
    await clock.advance(250);
    lives[0]?.say({ kind: 'reader_added', reader: READER });
    lives[0]?.say({ kind: 'ended', detail: 'killed' });
    await clock.advance(10_000);
    expect(log.story()).toEqual([
      'service pcscd up',
      'device_added',
      'device_removed',
      'service pcscd down',
      'service pcscd up',
    ]);
    expect(lives.map(({ closed }) => closed)).toEqual([true, false]);
    await driver.stop();
  });

  it('is watched by the operation that began first', async () => {
    const clock = virtualClock();
    const pcsc = memoryPcsc([READER]);
    const calls = nativeCalls(clock);
    const opened = watchedPort(pcsc.port, calls).open(() => {});
    if (!opened.ok) throw new Error(opened.detail);
    pcsc.insert(READER, imageOf('stops-answering'));
    await opened.value.connect(READER);
    const select = Buffer.from('00A404000F7378312E73682EC9E7BBE1B1A3D5CF', 'hex');
    for (let hangs = false; !hangs; ) {
      opened.value.transmit(READER, select, () => {});
      await clock.advance(100);
      hangs = calls.oldestMs() > 0;
    }
    await clock.advance(900);
    void opened.value.unpower('No such reader');
    expect(calls.oldestMs()).toBe(1_000);
    await quiet();
    expect(calls.oldestMs()).toBe(1_000);
    pcsc.pull(READER);
    await quiet();
    expect(calls.oldestMs()).toBe(0);
  });
});
