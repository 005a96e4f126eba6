/**
 * The HID scanner driver: looks once a second which scanners there are, opens each, wakes it where its profile says so,
 * and joins its reports to codes. One left in keyboard mode is read all the same, kept from typing where the system allows
 * it, and told as a problem. A scanner that fails is tried again with stepped back-off that never gives up; what one
 * scanner does never touches another. Knows nothing of what a code is for.
 */

import type { DeviceId, DeviceListener, DriverClock } from '../contract.ts';
import { type NativeCalls, nativeCalls } from '../native-call.ts';
import { advanceKeys, NO_KEYS } from './keyboard.ts';
import { advanceMessage, NO_MESSAGE } from './message.ts';
import type { HidHandle, HidInfo, HidPort } from './port.ts';
import { profileOf, reportOf, type ScannerProfile, scannerProfiles } from './profile.ts';

export interface HidDriver {
  stop(): Promise<void>;
  /** How long the oldest native call has been running, ms; 0 when none is. */
  oldestOperationMs(): number;
}

const LOOK_MS = 1000;
const RETRY_STEPS_MS = [500, 1000, 2000, 5000] as const;
/** A code that is not whole after this long never will be: 16 reports take 128 ms on a slow bus. */
const MESSAGE_MS = 500;
const SCANNER_PAGE = 0x8c;

type Mode = 'pos' | 'keyboard';

/** One scanner from plugging in to pulling out. */
interface Watched {
  readonly info: HidInfo;
  readonly device: DeviceId;
  readonly stop: () => Promise<void>;
}

export function startHidDriver(port: HidPort, clock: DriverClock, listener: DeviceListener): HidDriver {
  const profiles = scannerProfiles();
  const watched = new Map<string, Watched>();
  const { timed, oldestMs } = nativeCalls(clock);
  let stopped = false;
  let cancelLook: () => void = () => {};

  const emit: DeviceListener = (event) => {
    if (!stopped) listener(event);
  };

  async function look(): Promise<void> {
    const listed = await timed(port.list());
    if (stopped) return;
    if (listed.ok) take(scannersIn(listed.value, profiles));
    cancelLook = clock.after(LOOK_MS, () => void look());
  }

  function take(found: readonly (readonly [HidInfo, Mode])[]): void {
    const paths = new Set(found.map(([info]) => info.path));
    for (const [path, { info, device, stop }] of watched) {
      const same = found.some(([now]) => now.path === path && deviceId(now) === device && now.serial === info.serial);
      if (paths.has(path) && same) continue;
      watched.delete(path);
      void timed(stop());
      emit({ kind: 'device_removed', device });
    }
    for (const [info, mode] of found) {
      if (watched.has(info.path)) continue;
      const device = deviceId(info);
      const identity = { vid: hex(info.vendorId), pid: hex(info.productId), serial: info.serial, port: info.port };
      const name = info.product || `Scanner ${identity.vid}:${identity.pid}`;
      emit({ kind: 'device_added', device, name, virtual: false, type: 'scanner', identity });
      const profile = profileOf(profiles, info.vendorId) ?? lastOf(profiles);
      const stop = watch({
        port,
        clock,
        info,
        device,
        mode,
        profile,
        timed,
        emit,
        lost: () => watched.delete(info.path),
      });
      watched.set(info.path, { info, device, stop });
    }
  }

  void look();
  return {
    async stop() {
      stopped = true;
      cancelLook();
      await Promise.all([...watched.values()].map(({ stop }) => stop()));
    },
    oldestOperationMs: oldestMs,
  };
}

interface WatchParts {
  readonly port: HidPort;
  readonly clock: DriverClock;
  readonly info: HidInfo;
  readonly device: DeviceId;
  readonly mode: Mode;
  readonly profile: ScannerProfile;
  readonly timed: NativeCalls['timed'];
  readonly emit: DeviceListener;
  /** It was pulled out: forgotten, so that the next look finds it as new. */
  readonly lost: () => void;
}

/** Opens one scanner, again and again until it is open, and reads it until it is gone. Returns what ends that. */
function watch(parts: WatchParts): () => Promise<void> {
  const { port, clock, info, device, mode, profile, timed, emit } = parts;
  const read = mode === 'pos' ? posReader(parts, reportOf(info, profile)) : keyReader(parts);
  let handle: HidHandle | null = null;
  let over = false;
  let failures = 0;
  let cancel: () => void = () => {};

  const gone = (): void => {
    if (over) return;
    over = true;
    cancel();
    read.end();
    parts.lost();
    emit({ kind: 'device_removed', device });
  };

  async function open(): Promise<void> {
    const silenced = mode === 'keyboard' && (await timed(port.silence(info.path)));
    const opened = await timed(
      port.open(info.path, (event) => {
        if (over) return;
        if (event.kind === 'gone') gone();
        else read.report(event.bytes);
      }),
    );
    if (over) {
      if (opened.ok) await opened.value.close();
      return;
    }
    if (!opened.ok) return retry(opened.detail);
    handle = opened.value;
    const detail = mode === 'pos' && profile.activation !== null ? await wake(handle, profile.activation) : '';
    if (over) return;
    const typing = silenced ? 'keyboard mode, kept from typing' : 'keyboard mode, types into the focused window';
    if (mode === 'keyboard') emit({ kind: 'device_problem', device, code: 'scanner_keyboard_mode', detail: typing });
    else if (failures > 0 || detail !== '') emit({ kind: 'device_problem', device, code: null, detail });
  }

  /**
   * A scanner that was not woken may stay mute, and nothing else would show it; one without that report reads all the
   * same.
   */
  async function wake(opened: HidHandle, activation: Uint8Array, tries = 0): Promise<string> {
    const woken = await timed(opened.feature(activation));
    const delayMs = RETRY_STEPS_MS[tries];
    if (woken.ok) return '';
    if (!over && delayMs !== undefined) cancel = clock.after(delayMs, () => void wake(opened, activation, tries + 1));
    return `not activated: ${woken.detail}`;
  }

  function retry(detail: string): void {
    const code = mode === 'keyboard' ? 'scanner_keyboard_mode' : 'device_no_access';
    if (failures === 0) emit({ kind: 'device_problem', device, code, detail });
    const delayMs = RETRY_STEPS_MS[Math.min(failures, RETRY_STEPS_MS.length - 1)] ?? 5000;
    failures += 1;
    cancel = clock.after(delayMs, () => void open());
  }

  void open();
  return async () => {
    if (over) return;
    over = true;
    cancel();
    read.end();
    await handle?.close();
  };
}

interface ReportReader {
  report(bytes: Uint8Array): void;
  end(): void;
}

function posReader({ clock, device, emit }: WatchParts, layout: ScannerProfile['report']): ReportReader {
  let state = NO_MESSAGE;
  let cancel: () => void = () => {};
  const fail = (detail: string): void => emit({ kind: 'scan_failed', device, detail });
  const breakOff = (): void => {
    const { spoiled } = state;
    state = NO_MESSAGE;
    if (!spoiled) fail('the rest of the message did not come');
  };
  return {
    report(bytes) {
      const next = advanceMessage(layout, state, bytes);
      if (next.kind === 'none') return;
      cancel();
      state = 'state' in next ? next.state : NO_MESSAGE;
      if (next.kind === 'scan') emit({ kind: 'scan', device, text: next.text, aim: next.aim });
      else if (next.kind === 'garbled') fail(next.detail);
      if (state !== NO_MESSAGE) cancel = clock.after(MESSAGE_MS, breakOff);
    },
    end: () => cancel(),
  };
}

function keyReader({ clock, device, emit }: WatchParts): ReportReader {
  let state = NO_KEYS;
  let cancel: () => void = () => {};
  return {
    report(bytes) {
      cancel();
      const next = advanceKeys(state, bytes);
      state = next.state;
      if (next.kind === 'scan') emit({ kind: 'scan', device, text: next.text, aim: null });
      else if (next.kind === 'garbled') emit({ kind: 'scan_failed', device, detail: next.detail });
      else if (state.text !== '' || state.spoiled)
        cancel = clock.after(MESSAGE_MS, () => {
          state = NO_KEYS;
          emit({ kind: 'scan_failed', device, detail: 'keys without Enter or Tab at their end' });
        });
    },
    end: () => cancel(),
  };
}

/** Scanners that say so, and keyboards of vendors of scanners that show no other face. */
function scannersIn(
  all: readonly HidInfo[],
  profiles: readonly ScannerProfile[],
): readonly (readonly [HidInfo, Mode])[] {
  const pos = all.filter(({ usagePage }) => usagePage === SCANNER_PAGE);
  const sameBody = (one: HidInfo, other: HidInfo) =>
    one.vendorId === other.vendorId && one.serial === other.serial && one.port === other.port;
  const keyboards = all.filter(
    (info) =>
      info.usagePage === 1 &&
      info.usage === 6 &&
      profileOf(profiles, info.vendorId) !== null &&
      !pos.some((other) => sameBody(info, other)),
  );
  return [...pos.map((info) => [info, 'pos'] as const), ...keyboards.map((info) => [info, 'keyboard'] as const)];
}

/** The same for the same scanner in the same place, whatever number the system gives its node. */
function deviceId({ vendorId, productId, serial, port, path }: HidInfo): DeviceId {
  const place = port || path;
  return `hid:${hex(vendorId)}:${hex(productId)}:${serial || '-'}@${place}`;
}

function hex(id: number): string {
  return id.toString(16).toUpperCase().padStart(4, '0');
}

function lastOf(profiles: readonly ScannerProfile[]): ScannerProfile {
  const last = profiles.at(-1);
  if (last === undefined) throw new RangeError('no scanner profile');
  return last;
}
