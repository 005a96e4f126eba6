/**
 * The log: structured lines for the operator. Never given personal data: ids of transactions and devices, codes, counts
 * and durations only. Writing never throws and never blocks a turn.
 */
export interface Log {
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}
