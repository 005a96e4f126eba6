/**
 * The card reader driver: keeps a context to the PC/SC service open for ever, knows which readers there are, and gives
 * each its own watcher. When the service dies every reader is reported gone, and a fresh context is tried with stepped
 * back-off that never gives up. Knows nothing of people or money.
 */

import type { CardSharing, DeviceId, DeviceListener, Driver, DriverClock } from '../contract.ts';
import { socialSecurityProfile } from './card-profile.ts';
import type { PcscContext, PcscEvent, PcscPort, ReaderUsb } from './port.ts';
import { startRead } from './read-machine.ts';
import { READER_TIMES, type Reader, type ReaderTimes, watchReader } from './reader.ts';
import { readerName, VIRTUAL } from './reader-name.ts';

export interface PcscOptions {
  /**
   * Accept readers that exist in software only. In demo, training and tests; elsewhere such a reader is refused, and a
   * `service` event names it, since whoever can reach it could present any card.
   */
  readonly acceptVirtual: boolean;
  /** Default: exclusive. */
  readonly sharing?: CardSharing;
  readonly times?: ReaderTimes;
  readonly readDeadlineMs?: number;
}

/** A reader just plugged in may hold the PSAM that a card is waiting for. */
const PSAM_WAIT_MS = 1_000;

export interface PcscDriver extends Driver {
  /** What was typed for the card of this presence; null: nothing will be. */
  pin(device: DeviceId, presence: number, pin: string | null): void;
}

const NO_USB: ReaderUsb = { vid: '', pid: '', port: '' };
const RECONNECT_STEPS_MS = [250, 500, 1000, 2000] as const;
/** A service that lived this long starts the steps anew. */
const STEADY_MS = 30_000;

export function startPcscDriver(
  port: PcscPort,
  options: PcscOptions,
  clock: DriverClock,
  listener: DeviceListener,
): PcscDriver {
  const start = startRead(socialSecurityProfile());
  const { sharing = 'exclusive', readDeadlineMs } = options;
  const { times: usual = READER_TIMES } = options;
  const times = readDeadlineMs === undefined ? usual : { ...usual, readDeadlineMs };
  const presences = new Map<string, number>();
  const readers = new Map<string, Reader>();
  /** Virtual readers that are there and not taken. */
  const refused = new Set<string>();
  let context: PcscContext | null = null;
  let failures = 0;
  let openedMs = 0;
  let announced: boolean | null = null;
  let stopped = false;
  let cancelRetry: () => void = () => {};

  const emit: DeviceListener = (event) => {
    if (!stopped) listener(event);
  };

  function service(up: boolean, detail: string): void {
    if (announced === up) return;
    announced = up;
    const problem = up ? null : 'device_service_down';
    emit({ kind: 'service', service: 'pcscd', up, detail, problem, subject: 'pcscd' });
  }

  function open(): void {
    const opened = port.open((event) => {
      // A context that was given up may still speak.
      if (opened.ok && context === opened.value) take(opened.value, event);
    });
    if (!opened.ok) {
      retry(opened.detail);
      return;
    }
    context = opened.value;
    openedMs = clock.monotonicMs();
    service(true, 'connected');
  }

  function retry(detail: string): void {
    service(false, detail);
    const delayMs = RECONNECT_STEPS_MS[Math.min(failures, RECONNECT_STEPS_MS.length - 1)] ?? 2000;
    failures += 1;
    cancelRetry = clock.after(delayMs, open);
  }

  function take(source: PcscContext, event: PcscEvent): void {
    switch (event.kind) {
      case 'reader_added':
        add(source, event.reader, event.usb);
        break;
      case 'reader_removed':
        remove(event.reader, 'reader unplugged');
        break;
      case 'card':
        readers.get(event.reader)?.card(event.present, event.count, event.atr);
        break;
      case 'ended':
        context = null;
        for (const name of [...readers.keys(), ...refused]) remove(name, 'PC/SC service ended');
        void source.close();
        if (clock.monotonicMs() - openedMs >= STEADY_MS) failures = 0;
        retry(event.detail);
        break;
    }
  }

  function add(source: PcscContext, name: string, usb: ReaderUsb = NO_USB): void {
    if (readers.has(name)) return;
    const virtual = VIRTUAL.test(name);
    if (virtual && !options.acceptVirtual) {
      refused.add(name);
      return sayRefused(name, 'virtual reader refused');
    }
    const device = deviceId(name);
    const { model, serial, contactless } = readerName(name);
    const identity = { ...usb, serial, model };
    emit({ kind: 'device_added', device, name, virtual, identity, contactless });
    const presence = presences.get(name) ?? 0;
    readers.set(
      name,
      watchReader({ name, device, context: source, start, clock, times, sharing, listener: emit, presence, psam }),
    );
  }

  /** With the problem as long as it is there. */
  function sayRefused(name: string, what: string): void {
    const problem = refused.has(name) ? 'device_virtual_refused' : null;
    emit({ kind: 'service', service: 'pcscd', up: true, detail: `${what}: ${name}`, problem, subject: name });
  }

  /** The first that holds one; the others are waited for a moment, since all are looked at together. */
  async function psam(): Promise<Reader | null> {
    const holding = (): Reader | null => [...readers.values()].find((reader) => reader.holdsPsam()) ?? null;
    const found = holding();
    if (found !== null) return found;
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = clock.after(PSAM_WAIT_MS, resolve);
    });
    const all = [...readers.values()].map((reader) => Promise.race([reader.settled(), late]));
    const none = Promise.all(all);
    const seen = new Promise<void>((resolve) => {
      for (const one of all) void one.then(() => holding() !== null && resolve());
    });
    await Promise.race([none, seen]);
    cancel();
    return holding();
  }

  function remove(name: string, detail: string): void {
    if (refused.delete(name)) return sayRefused(name, detail);
    const reader = readers.get(name);
    if (reader === undefined) return;
    reader.gone(detail);
    readers.delete(name);
    presences.set(name, reader.presence());
    emit({ kind: 'device_removed', device: deviceId(name) });
  }

  open();
  return {
    pin(device, presence, pin) {
      for (const [name, reader] of readers) if (deviceId(name) === device) reader.pin(presence, pin);
    },
    async stop() {
      stopped = true;
      cancelRetry();
      const last = context;
      context = null;
      for (const reader of readers.values()) reader.gone('stopped');
      await last?.close();
    },
  };
}

function deviceId(name: string): DeviceId {
  return `pcsc:${name}`;
}
