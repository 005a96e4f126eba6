/**
 * In the guest: its kernel's own HID devices behind the real binding, handed over the channel to whoever tries the contract
 * from outside. Takes {id, do, …} in lines of JSON, tells answers and what devices say. Decides nothing.
 */
import { createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { openGadgets } from '../../agent/cli/sim/lab/gadgets.ts';
import { loadNativeHid } from '../../drivers/hid/native.ts';
import type { HidHandle } from '../../drivers/hid/port.ts';

interface Order {
  readonly id: number;
  readonly do: 'plug' | 'unplug' | 'send' | 'list' | 'open' | 'feature' | 'close';
  readonly path?: string;
  readonly handle?: number;
  /** Hex. */
  readonly bytes?: string;
}

const channel = openSync(process.env['CHANNEL'] ?? '', 'r+');
const tell = (line: object): void => void writeSync(channel, `${JSON.stringify(line)}\n`);
const gadgets = openGadgets(() => {});
const loading = loadNativeHid();
const handles = new Map<number, HidHandle>();

async function obey({ id, path = '', handle = 0, bytes = '', ...order }: Order): Promise<unknown> {
  const loaded = await loading;
  if (!loaded.ok) return loaded;
  const port = loaded.value;
  switch (order.do) {
    case 'plug':
      return gadgets.plug('pos');
    case 'unplug':
      return gadgets.unplug('pos');
    case 'send':
      return gadgets.send('pos', [bytes]);
    case 'list': {
      const listed = await port.list();
      return listed.ok ? { ok: true, value: listed.value.map((one) => ({ ...one, descriptor: null })) } : listed;
    }
    case 'open': {
      const opened = await port.open(path, (event) => {
        const said =
          event.kind === 'report' ? { kind: event.kind, hex: Buffer.from(event.bytes).toString('hex') } : event;
        tell({ of: id, event: said });
      });
      if (!opened.ok) return opened;
      handles.set(id, opened.value);
      return { ok: true, value: id };
    }
    case 'feature':
      return handles.get(handle)?.feature(Buffer.from(bytes, 'hex'));
    case 'close':
      return handles.get(handle)?.close();
  }
}

createInterface({ input: createReadStream('', { fd: channel, autoClose: false }) }).on('line', (line) => {
  const order = JSON.parse(line) as Order;
  obey(order).then(
    (answer) => tell({ id: order.id, answer: answer ?? null }),
    (error: unknown) => tell({ id: order.id, failed: String(error) }),
  );
});
tell({ ready: true });
