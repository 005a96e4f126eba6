/**
 * What the doctor found: one line of fact, in both languages, with the next step where something is to be done. Data
 * only.
 */
export type Health = 'ok' | 'warn' | 'bad' | 'unknown';

export interface Finding {
  /** Stable name, for programs. */
  readonly check: string;
  readonly health: Health;
  readonly zh: string;
  readonly en: string;
  /** The next step; empty when there is none. */
  readonly next: string;
  /** What `--repair` may do about it, said before it is done. */
  readonly repair?: { readonly what: string; readonly run: () => void };
}

export const ok = (check: string, zh: string, en: string): Finding => ({ check, health: 'ok', zh, en, next: '' });
export const warn = (check: string, zh: string, en: string, next: string): Finding => ({
  ...{ check, health: 'warn', zh, en, next },
});
export const bad = (check: string, zh: string, en: string, next: string): Finding => ({
  ...{ check, health: 'bad', zh, en, next },
});
export const unknown = (check: string, zh: string, en: string, next = ''): Finding => ({
  ...{ check, health: 'unknown', zh, en, next },
});

/** The worst of them. */
export function worst(findings: readonly Finding[]): Health {
  for (const health of ['bad', 'warn', 'unknown'] as const)
    if (findings.some((one) => one.health === health)) return health;
  return 'ok';
}
