/**
 * In the guest: the whole agent over a real ledger and the guest's own devices, cut off from any centre, and the hands that
 * plug, scan and kill there. Speaks lines of JSON on the channel: takes {do, …}, tells notices and answers.
 */
import { spawn } from 'node:child_process';
import { createReadStream, openSync, readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { installedPacks } from '../../agent/adapters/pack-folder.ts';
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { systemClock, systemRandom } from '../../agent/adapters/system-clock.ts';
import { type Gadget, onBus, openGadgets } from '../../agent/cli/sim/lab/gadgets.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { nativeDevices } from '../../agent/devices.ts';
import { createAgent } from '../../agent/shell.ts';
import { WIRE_CODEC } from '../../agent/wire.ts';
import { paperPrinter } from '../../simulator/serial/paper.ts';

interface Order {
  readonly id: number;
  readonly do: string;
  readonly what?: string;
  readonly bytes?: readonly string[];
}

const channel = openSync(process.env['CHANNEL'] ?? '', 'r+');
const tell = (line: object): void => void writeSync(channel, `${JSON.stringify(line)}\n`);

const clock = systemClock();
const devices = nativeDevices(
  {
    acceptVirtual: false,
    hidScanners: true,
    serialDevices: [
      { name: 'scanner', type: 'scanner', vid: '0C2E', pid: '0B6A', baud: 115200 },
      { name: 'printer', type: 'printer', vid: '1A86', pid: '7523', baud: 115200 },
    ],
  },
  clock,
);
const quiet = () => {};
const agent = createAgent({
  terminal: {
    dev_no: 'T0001',
    slot: 1,
    fixmedins_code: 'P37010200001',
    fixmedins_name: '测试药店',
    mdtrtarea_admvs: '370102',
    institution: { kind: 'pharmacy', level: null, dual_channel: false },
  },
  limits: DEFAULT_LIMITS,
  packs: installedPacks('agent/packs'),
  version: '0.1.0',
  clock,
  random: systemRandom(),
  store: openStore({
    path: '/run/tongxing.db',
    key: Buffer.alloc(32, 7),
    codec: WIRE_CODEC,
    catalogue: { version: 'c1', entries: () => [] },
  }),
  link: { start: quiet, call: quiet, close: async () => {} },
  devices,
  log: { info: quiet, warn: quiet, error: (code, facts) => tell({ error: code, facts }) },
});
agent.subscribe(null, ({ notice }) => tell({ notice }));

const printer = paperPrinter();
const gadgets = openGadgets((bytes, answer) => answer(printer.take(bytes)));

function pcscd(): number {
  const child = spawn('pcscd', ['--foreground', '--config', '/run/readers'], { stdio: 'ignore' });
  return child.pid ?? 0;
}

/** Processes of ours by what they were started with. */
function hosts(): readonly number[] {
  const text = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'latin1');
  return text.split(' ').flatMap((pid) => {
    if (pid.trim() === '') return [];
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('device-host') ? [Number(pid)] : [];
  });
}

let service = 0;
const load: { kill(signal?: NodeJS.Signals): boolean }[] = [];

async function obey({ what = '', bytes = [], ...order }: Order): Promise<unknown> {
  switch (order.do) {
    case 'plug':
    case 'unplug':
      gadgets[order.do](what as Gadget);
      return null;
    case 'send':
      gadgets.send(what as Gadget, bytes);
      return null;
    case 'pcscd':
      if (what === 'kill') process.kill(service, 'SIGKILL');
      else service = pcscd();
      return null;
    case 'usb':
      return onBus(what);
    case 'status':
      return agent.status();
    case 'take':
      return agent.command({ kind: 'take_scan', scan: Number(what) });
    case 'print':
      devices.print?.('serial:printer', { job: what, bytes: Buffer.from(`${what}\n`) });
      return null;
    case 'paper':
      return printer.paper.splice(0);
    case 'hosts':
      return hosts();
    case 'signal':
      process.kill(Number(what.split(' ')[0]), what.split(' ')[1] as NodeJS.Signals);
      return null;
    case 'shift':
      return agent.command({ kind: 'open_shift', opter: '001', opter_name: '测试员' });
    case 'inhibited':
      return inhibited();
    case 'load':
      load.push(spawn('nice', ['-n', '10', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' }));
      return null;
    case 'rest':
      for (const child of load.splice(0)) child.kill('SIGKILL');
      return null;
    case 'end':
      await agent.stop();
      // An exit waits for what still reads from the printer's cable, and nothing comes from there any more.
      setImmediate(() => process.kill(process.pid, 'SIGKILL'));
      return null;
    default:
      throw new Error(`no such order: ${order.do}`);
  }
}

/** Whether every input device of the keyboard-mode scanner is kept from typing. */
function inhibited(): boolean {
  const names = readFileSync('/proc/bus/input/devices', 'latin1')
    .split('\n\n')
    .filter((one) => one.includes('Keyboard scanner'));
  const files = names.map((one) => `/sys${/Sysfs=(\S+)/.exec(one)?.[1]}/inhibited`);
  return files.length > 0 && files.every((file) => readFileSync(file, 'latin1').trim() === '1');
}

createInterface({ input: createReadStream('', { fd: channel, autoClose: false }) }).on('line', (line) => {
  const order = JSON.parse(line) as Order;
  obey(order).then(
    (answer) => tell({ id: order.id, answer }),
    (error: unknown) => tell({ id: order.id, failed: String(error) }),
  );
});
tell({ ready: true });
