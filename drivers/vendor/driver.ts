/**
 * Cards by way of a maker's library (iReadCardBas, national-interface.md 5.4), where it is the only one that can read them. A
 * program of the maker's or of whoever sets up the counter calls it again and again and writes a line for each look: the text
 * that it gave, in GBK; an empty line while no card is in; its negative result when a card could not be read. A card is in as
 * long as its line comes again. A program that ends, or hangs, is started again, later and later, and never given up.
 */
import type { CardErrorCode, DeviceListener, Driver, DriverClock, VendorReader } from '../contract.ts';
import type { VendorPort, VendorProgram } from './port.ts';
import { vendorCard } from './text.ts';

/** Without a line for so long nobody knows whether the card is still in. */
const SILENCE_MS = 3_000;
/** Without one for so long it hangs in the maker's library, and will not come back by itself. */
const HANG_MS = 15_000;
const RESTART_STEPS_MS = [250, 500, 1_000, 2_000, 5_000] as const;
/** A program that lived this long starts the steps anew. */
const STEADY_MS = 30_000;
/** Longer than any line that can be a card: what is above it is not kept. */
const MAX_LINE_BYTES = 4_096;
const [LINE_FEED, RETURN] = [0x0a, 0x0d];
const RESULT = /^-[0-9]{1,6}$/;

export function startVendorDriver(
  port: VendorPort,
  { command }: VendorReader,
  clock: DriverClock,
  listener: DeviceListener,
): Driver {
  const name = command[0]?.split(/[\\/]/).at(-1) ?? '';
  const device = `vendor:${name}`;
  let program: VendorProgram | null = null;
  /** Of the run that is heard; null: none. */
  let life: object | null = null;
  let pending: number[] = [];
  /** Of the card that is in; null: none. */
  let line: string | null = null;
  let presence = 0;
  let there = false;
  let up: boolean | null = null;
  let failures = 0;
  let startedMs = 0;
  let stopped = false;
  let cancelRestart = () => {};
  let cancelSilence = () => {};
  let cancelHang = () => {};

  const service = (now: boolean, detail: string) => {
    if (up === now) return;
    up = now;
    const problem = now ? null : 'device_program_ended';
    listener({ kind: 'service', service: 'vendor_reader', up: now, detail, problem, subject: name });
  };

  function start(): void {
    startedMs = clock.monotonicMs();
    pending = [];
    const mine = {};
    life = mine;
    program = port.run(command, (event) => {
      if (stopped || life !== mine) return;
      if (event.kind === 'bytes') return take(event.bytes);
      lost(event.detail);
    });
    watch();
  }

  /** From the last line on, or from the start. */
  function watch(): void {
    cancelHang();
    cancelHang = clock.after(HANG_MS, () => {
      const hung = program;
      life = null;
      void hung?.stop().then(() => {
        if (!stopped) lost(`no line for ${HANG_MS} ms`);
      });
    });
  }

  function take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      // The second byte of a Chinese character is never a line feed.
      if (byte !== LINE_FEED) {
        if (pending.length <= MAX_LINE_BYTES) pending.push(byte);
        continue;
      }
      if (pending.at(-1) === RETURN) pending.pop();
      const whole = Uint8Array.from(pending);
      pending = [];
      look(whole);
    }
  }

  function look(bytes: Uint8Array): void {
    if (!there) {
      there = true;
      service(true, 'it writes');
      listener({ kind: 'device_added', device, name, virtual: false });
    }
    watch();
    const text = String.fromCharCode(...bytes);
    if (text.trim() === '') return leave();
    if (text !== line) enter(text, bytes);
    cancelSilence();
    cancelSilence = clock.after(SILENCE_MS, leave);
  }

  function enter(text: string, bytes: Uint8Array): void {
    leave();
    line = text;
    presence += 1;
    listener({ kind: 'card_inserted', device, presence, atr: '' });
    const fail = (code: CardErrorCode, detail: string) =>
      listener({ kind: 'card_failed', device, presence, code, detail });
    if (RESULT.test(text)) return fail('card_unreadable', `iReadCardBas: ${text}`);
    const read = vendorCard(bytes);
    if (!read.ok) return fail(read.code, read.detail);
    if (read.card.expiry_date < clock.today()) return fail('card_expired', 'expiry_date is before today');
    listener({ kind: 'card_read', device, presence, card: read.card });
  }

  function leave(): void {
    cancelSilence();
    if (line === null) return;
    line = null;
    listener({ kind: 'card_removed', device, presence });
  }

  function lost(detail: string): void {
    [program, life] = [null, null];
    cancelHang();
    leave();
    if (there) listener({ kind: 'device_removed', device });
    there = false;
    service(false, `${name}: ${detail}`);
    if (clock.monotonicMs() - startedMs >= STEADY_MS) failures = 0;
    const delayMs = RESTART_STEPS_MS[Math.min(failures, RESTART_STEPS_MS.length - 1)] ?? 5_000;
    failures += 1;
    cancelRestart = clock.after(delayMs, start);
  }

  start();
  return {
    async stop() {
      leave();
      stopped = true;
      cancelRestart();
      cancelSilence();
      cancelHang();
      await program?.stop();
    },
  };
}
