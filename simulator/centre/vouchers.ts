/**
 * The e-vouchers of the simulated phones: a code each time one is shown, good once and for a minute. Knows nothing of
 * settlement; a token stands for the person from then on.
 */
import { createHash } from 'node:crypto';
import { compactTime } from '../../agent/core/time.ts';

/** About a minute, as people report it (national-interface.md 6: not confirmed by a technical source). */
export const VOUCHER_MS = 60_000;
const MOST_SHOWN = 10_000;

export type Decoded =
  | { readonly psn_no: string; readonly ec_token: string }
  | { readonly refused: 'unknown' | 'used' | 'expired' };

interface Shown {
  readonly psn_no: string;
  readonly admdvs: string;
  readonly untilMs: number;
  used: boolean;
}

export class VoucherDesk {
  readonly #shown = new Map<string, Shown>();
  #serial = 0;

  /** What the phone shows now: 28 digits, the last six the region. */
  show(psn_no: string, admdvs: string, nowMs: number): string {
    this.#serial += 1;
    const code = `${compactTime(nowMs)}${String(this.#serial % 1e8).padStart(8, '0')}${admdvs}`;
    this.#shown.set(code, { psn_no, admdvs, untilMs: nowMs + VOUCHER_MS, used: false });
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > MOST_SHOWN && oldest !== undefined) this.#shown.delete(oldest);
    return code;
  }

  decode(code: string, nowMs: number): Decoded {
    const shown = this.#shown.get(code);
    if (shown === undefined) return { refused: 'unknown' };
    if (shown.used) return { refused: 'used' };
    if (nowMs > shown.untilMs) return { refused: 'expired' };
    shown.used = true;
    const { psn_no, admdvs } = shown;
    return { psn_no, ec_token: `${admdvs}ec${createHash('sha256').update(code).digest('hex').slice(0, 32)}` };
  }
}
