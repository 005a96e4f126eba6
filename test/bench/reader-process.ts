/**
 * The card driver over the real pcscd in a process of its own, as the device process runs it: for every card it tells how long
 * it took from the connection's begin to the person, and which commands it sent.
 */
import { deviceClock } from '../../agent/adapters/device-clock.ts';
import { startPcscDriver } from '../../drivers/pcsc/driver.ts';
import { loadNativePcsc } from '../../drivers/pcsc/native.ts';
import type { PcscContext, PcscPort } from '../../drivers/pcsc/port.ts';

export interface ReadTold {
  readonly microseconds: number;
  readonly commands: readonly string[];
}

export async function runReader(reader: string): Promise<void> {
  const native = await loadNativePcsc();
  if (!native.ok) throw new Error(native.detail);
  let began = 0;
  let commands: string[] = [];
  const timed = (context: PcscContext): PcscContext => ({
    ...context,
    connect(name, sharing) {
      if (name === reader) [began, commands] = [performance.now(), []];
      return context.connect(name, sharing);
    },
    transmit(name, command) {
      commands.push(Buffer.from(command).toString('hex'));
      return context.transmit(name, command);
    },
  });
  const port: PcscPort = {
    open(listener) {
      const opened = native.value.open(listener);
      return opened.ok ? { ok: true, value: timed(opened.value) } : opened;
    },
  };
  startPcscDriver(port, { acceptVirtual: true }, deviceClock(), (event) => {
    if (event.kind === 'device_added' && event.name === reader) process.stdout.write('{}\n');
    if (event.kind !== 'card_read') return;
    const told: ReadTold = { microseconds: (performance.now() - began) * 1_000, commands };
    process.stdout.write(`${JSON.stringify(told)}\n`);
  });
}
