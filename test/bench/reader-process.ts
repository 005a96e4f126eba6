/**
 * The card driver over the real pcscd in a process of its own, as the device process runs it: for every card that is its turn
 * it tells how long it took from the connection's begin to the person, and which commands it sent. Beside it, in another
 * process, the binding alone: the same commands and nothing else, which is what the driver can not go below.
 */
import pcsclite from 'pcsclite';
import { deviceClock } from '../../agent/adapters/device-clock.ts';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { loadNativePcsc } from '../../drivers/pcsc/native.ts';
import type { PcscContext, PcscPort } from '../../drivers/pcsc/port.ts';

/** Who of those that wait at a reader takes which card: each one its own, in turn. */
export interface Turn {
  readonly reader: string;
  readonly sides: number;
  readonly turn: number;
}

export interface ReadTold {
  readonly microseconds: number;
  readonly commands: readonly string[];
}

const tell = (told: Partial<ReadTold>) => void process.stdout.write(`${JSON.stringify(told)}\n`);

export async function runReader({ reader, ...turn }: Turn): Promise<void> {
  const native = await loadNativePcsc();
  if (!native.ok) throw new Error(native.detail);
  let began = 0;
  let commands: Uint8Array[] = [];
  const timed = (context: PcscContext): PcscContext => ({
    ...context,
    connect(name, sharing) {
      if (name === reader) [began, commands] = [performance.now(), []];
      return context.connect(name, sharing);
    },
    transmit(name, command, answered) {
      commands.push(command);
      context.transmit(name, command, answered);
    },
  });
  const mine = turns(turn);
  const port: PcscPort = {
    open(listener) {
      const opened = native.value.open((event) => {
        if (event.kind !== 'card' || event.reader !== reader || mine(event.present) !== 'other') listener(event);
      });
      return opened.ok ? { ok: true, value: timed(opened.value) } : opened;
    },
  };
  startPcscDriver(port, { acceptVirtual: true }, deviceClock(), (event) => {
    if (event.kind === 'device_added' && event.name === reader) tell({});
    if (event.kind !== 'card_read') return;
    const microseconds = (performance.now() - began) * 1_000;
    tell({ microseconds, commands: commands.map((command) => Buffer.from(command).toString('hex')) });
  });
}

export function runBare({ reader, sides, turn, commands }: Turn & Pick<ReadTold, 'commands'>): void {
  const mine = turns({ sides, turn });
  const bytes = commands.map((command) => Buffer.from(command, 'hex'));
  const fail = (error: unknown) => {
    if (error) throw error;
  };
  pcsclite().on('reader', (native) => {
    native.on('error', fail);
    if (native.name !== reader) return;
    native.once('status', () => tell({}));
    native.on('status', ({ state }) => {
      if (mine((state & native.SCARD_STATE_PRESENT) !== 0) !== 'begin') return;
      const began = performance.now();
      native.connect({ share_mode: native.SCARD_SHARE_EXCLUSIVE }, (error, protocol) => {
        fail(error);
        const next = (at: number): void => {
          const command = bytes[at];
          if (command !== undefined) {
            return native.transmit(command, 264, protocol, (failed) => {
              fail(failed);
              next(at + 1);
            });
          }
          tell({ microseconds: (performance.now() - began) * 1_000 });
          native.disconnect(native.SCARD_LEAVE_CARD, fail);
        };
        next(0);
      });
    });
  });
}

/** Told each state of the reader: whether the card in it is one's own. */
function turns({ sides, turn }: Omit<Turn, 'reader'>): (present: boolean) => 'begin' | 'own' | 'other' {
  let card = -1;
  let was = false;
  return (present) => {
    const begins = present && !was;
    was = present;
    if (begins) card += 1;
    if (present && card % sides !== turn) return 'other';
    return begins ? 'begin' : 'own';
  };
}
