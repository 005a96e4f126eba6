/**
 * One card's stay in a reader: it gets exactly one verdict, within a deadline that rests while somebody types a PIN. Holds
 * no card data but the serial, and a PIN never longer than the call that brings it.
 */

import type { CardErrorCode, DeviceId, DeviceListener, DriverClock } from '../contract.ts';

export interface Stay {
  readonly presence: number;
  settled: boolean;
  /** Of the card that was read; null before. */
  card_sn: string | null;
  /** It is no person's card but a PSAM. */
  psam: boolean;
  left: boolean;
  /** Resolves once the verdict is out, whoever gave it. */
  readonly over: Promise<void>;
  settle(event: Parameters<DeviceListener>[0]): void;
  /** Asks for the PIN and waits: null when nobody gave one in time, or the card is gone. */
  pin(triesLeft: number | null): Promise<string | null>;
  /** What somebody typed; null: they will not. Of no use when none is asked for. */
  given(pin: string | null): void;
}

interface StayParts {
  readonly device: DeviceId;
  readonly clock: DriverClock;
  readonly listener: DeviceListener;
  readonly times: { readonly readDeadlineMs: number; readonly pinMs: number };
}

export type Verdict = { readonly code: CardErrorCode; readonly detail: string; readonly unclear: boolean };

export function newStay({ device, listener, clock, times }: StayParts, presence: number): Stay {
  let finish: () => void = () => {};
  let answer: ((pin: string | null) => void) | null = null;
  let cancel = () => {};
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const arm = (): void => {
    cancel = clock.after(times.readDeadlineMs, () => {
      const detail = `no verdict after ${times.readDeadlineMs} ms`;
      stay.settle({ kind: 'card_failed', device, presence, code: 'card_timeout', detail });
    });
  };
  const stay: Stay = {
    presence,
    settled: false,
    card_sn: null,
    psam: false,
    left: false,
    over,
    settle(event) {
      if (stay.settled) return;
      stay.settled = true;
      cancel();
      answer?.(null);
      listener(event);
      finish();
    },
    async pin(triesLeft) {
      if (stay.settled) return null;
      cancel();
      const given = new Promise<string | null>((resolve) => {
        answer = resolve;
      });
      const forget = clock.after(times.pinMs, () => answer?.(null));
      listener({ kind: 'pin_wanted', device, presence, tries_left: triesLeft });
      const pin = await given;
      answer = null;
      forget();
      if (!stay.settled) arm();
      return pin;
    },
    given: (pin) => answer?.(pin),
  };
  arm();
  return stay;
}
