/**
 * A maker's reading program in memory: writes what it is told to, and ends when it is told to. The simulator's side of the
 * byte seam of drivers/vendor; keeps the contract that the real process keeps.
 */
import type { VendorEvent, VendorPort } from '../../drivers/vendor/port.ts';

export interface MemoryVendor {
  readonly port: VendorPort;
  /** Commands it was run by, in order. */
  readonly runs: readonly (readonly string[])[];
  /** Whether a run of it lives. */
  alive(): boolean;
  write(bytes: Uint8Array): void;
  end(detail: string): void;
}

export function memoryVendor(): MemoryVendor {
  const runs: (readonly string[])[] = [];
  let listening: ((event: VendorEvent) => void) | null = null;
  return {
    runs,
    alive: () => listening !== null,
    write: (bytes) => listening?.({ kind: 'bytes', bytes }),
    end(detail) {
      const told = listening;
      listening = null;
      told?.({ kind: 'ended', detail });
    },
    port: {
      run(command, listener) {
        runs.push(command);
        listening = listener;
        return {
          async stop() {
            if (listening === listener) listening = null;
          },
        };
      },
    },
  };
}

/** What iReadCardBas gives for a fictitious person, in GBK; `changes` by place. */
export function vendorLine(changes: Readonly<Record<number, string>> = {}, name = NAME): Uint8Array {
  const parts = PARTS.map((part, at) => changes[at] ?? part);
  const [before, after] = [parts.slice(0, NAME_AT), parts.slice(NAME_AT + 1)].map((some) =>
    Buffer.from(some.join('|')),
  );
  const bar = Buffer.from('|');
  return Buffer.concat([before ?? bar, bar, name, bar, after ?? bar, bar]);
}

const NAME_AT = 4;
/** 测试甲 */
const NAME = Buffer.from('b2e2cad4bcd7', 'hex');
const PARTS = [
  '370102',
  '990000199001010016',
  'T00000001',
  '370102D1560000050000000101010101',
  '',
  '00814E43238697159900BF7C7A',
  '2.00',
  '20200101',
  '20300101',
  '410100813475',
  'T0001',
];
