/**
 * A guest under QEMU as a counter: a USB card reader, a HID-POS scanner that can be switched to keyboard mode and a serial
 * printer on the guest's own kernel, its pcscd, and the daemon on the guest's disk. Booted once for many stories; each gets a
 * folder of its own there. The centre stays on this machine.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type VsCard, vsCard } from '../../../simulator/card/vscard.ts';
import { keyReports, MAKES, posReports } from '../../../simulator/scanner/reports.ts';
import { CARD_DEADLINE_MS } from '../../config.ts';
import { DEFAULT_LIMITS } from '../../core/limits.ts';
import { packageRoot } from '../../root.ts';
import { freePort } from './host-machine.ts';
import { GUEST_ADDRESS, type Guest, HOST_ADDRESS, type Lab, makeDisk, openLab, USB_MODULES } from './lab/guest.ts';
import type { Order, Told } from './lab/hands.ts';
import { kernel } from './lab/kernel.ts';
import { type Machine, NoMachine, type OpenMachine } from './machine.ts';

/** Sparse. Below 128 MiB of room the daemon sells nothing any more. */
const DISK_MIB = 256;
const READY_MS = 30_000;
const ORDER_MS = 30_000;
/** From one card to the next, as hands have it: a reader looks now and then. */
const SWAP_MS = 400;
/** Longer than between two commands of one reading. */
const REST_MS = 100;

export interface Ground {
  readonly machine: OpenMachine;
  /** How many times slower than this machine the guest is. */
  readonly slower: number;
  close(): Promise<void>;
}

/** Rejects with NoMachine when there is no QEMU here, or nothing to boot. */
export async function openGuest(): Promise<Ground> {
  const { lab, missing } = openLab();
  if (lab === null) throw new NoMachine(missing);
  const counter = new Counter(lab, await vsCard(), await freePort());
  try {
    await counter.boot();
  } catch (error) {
    await counter.close();
    throw error;
  }
  return {
    machine: ({ printer }, undo) => counter.machine((bytes) => printer.take(bytes), undo),
    slower: counter.slower,
    close: () => counter.close(),
  };
}

class Counter {
  readonly #lab: Lab;
  readonly #card: VsCard;
  readonly #apiPort: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tongxing-guest-disk-'));
  readonly #waiting = new Map<number, (told: Told) => void>();
  #guest: Guest | null = null;
  #paper: (bytes: Uint8Array) => Uint8Array = () => new Uint8Array();
  #runs = 0;
  #orders = 0;
  #stories = 0;
  slower = 1;

  constructor(lab: Lab, card: VsCard, apiPort: number) {
    this.#lab = lab;
    this.#card = card;
    this.#apiPort = apiPort;
    makeDisk(join(this.#folder, 'disk.img'), DISK_MIB);
  }

  /** Once more: the same machine, with its disk as it was left. */
  async boot(): Promise<void> {
    const base = kernel();
    if ('missing' in base) throw new NoMachine(base.missing);
    const root = packageRoot();
    const gadgets = `bash agent/cli/sim/lab/gadgets.sh ${base.modules.get('dummy_hcd')}`;
    const guest = await this.#lab.boot({
      ...{ modules: USB_MODULES, disk: join(this.#folder, 'disk.img'), network: true, open: this.#apiPort },
      qemu: [
        ...['-usb', '-chardev', `socket,id=card,host=127.0.0.1,port=${this.#card.port}`],
        ...['-device', 'usb-ccid,id=ccid', '-device', 'ccid-card-passthru,id=slot,chardev=card'],
      ],
      script: `cd ${root} && ${gadgets} && mkdir -p /run/pcscd /run/readers && node dist/guest-hands.js`,
      heard: (line) => this.#heard(JSON.parse(line) as Told),
    });
    this.#guest = guest;
    this.slower = Math.max(this.slower, guest.slower);
    await guest.hears((line) => (JSON.parse(line) as Told).ready === true, READY_MS);
    await this.#do({ do: 'open', port: this.#apiPort, at: GUEST_ADDRESS });
    await this.#do({ do: 'pcscd', up: true });
    await this.#do({ do: 'plug', what: 'pos' });
    await this.#do({ do: 'plug', what: 'prn' });
  }

  async machine(paper: (bytes: Uint8Array) => Uint8Array, undo: (() => unknown)[]): Promise<Machine> {
    this.#stories += 1;
    const dataDir = `/run/disk/story-${this.#stories}`;
    this.#paper = paper;
    let aheadMs = 0;
    let reached: readonly number[] = [];
    undo.push(async () => {
      this.#paper = () => new Uint8Array();
      if (aheadMs !== 0) await this.#do({ do: 'clock', atMs: Date.now() });
      await this.#do({ do: 'clear', path: dataDir });
    });
    await this.#scannerAs('pos');
    let mode: 'pos' | 'keyboard' = 'pos';
    const { slower } = this;
    return {
      ...{ dataDir, apiPort: this.#apiPort, slower, wanted: ['reader', 'scanner', 'printer'] },
      devices: {
        hid_scanners: true,
        card_deadline: `${Math.ceil(CARD_DEADLINE_MS * slower)} ms`,
        serial: [{ name: 'receipts', type: 'printer', usb: '1a86:7523', baud: 115_200 }],
      },
      limits: limitsFor(slower),
      insert: async (card) => {
        await this.#atRest();
        this.#card.pull();
        await pause(SWAP_MS * slower);
        this.#card.insert(card);
      },
      pull: async () => this.#card.pull(),
      scan: (text, aim) =>
        mode === 'keyboard'
          ? this.#send('key', keyReports(text))
          : this.#send('pos', posReports(MAKES.honeywell, Buffer.from(text, 'utf8'), aim)),
      scannerAs: async (wanted) => {
        await this.#scannerAs(wanted);
        mode = wanted;
      },
      cardService: (up) => this.#do({ do: 'pcscd', up }),
      powerCut: async () => {
        await this.#powerCut();
        await this.#do({ do: 'reach', ports: reached, to: HOST_ADDRESS });
        await this.#scannerAs(mode);
        aheadMs = 0;
      },
      jumpClock: async (byMs) => {
        aheadMs += byMs;
        await this.#do({ do: 'clock', atMs: Date.now() + aheadMs });
      },
      reach: async (ports) => {
        reached = ports;
        await this.#do({ do: 'reach', ports, to: HOST_ADDRESS });
      },
      start: async (config) => {
        const command = [join(packageRoot(), 'dist/tongxing.js'), 'start', '--config', config];
        this.#runs = await this.#do<number>({ do: 'start', command });
      },
      isRunning: () => this.#runs !== 0,
      token: async () => (await this.#do<string>({ do: 'read', path: `${dataDir}/api.token` })).trim(),
      end: (signal) => this.#do({ do: 'end', signal }),
    };
  }

  /**
   * QEMU's reader loses the answer to a command during which its card is pulled, and pcscd waits for it for minutes; a real
   * one says at once that the card is gone. So a hand that only swaps cards lets a reading end first, for
   * as long as a reading may take.
   */
  async #atRest(): Promise<void> {
    const until = performance.now() + CARD_DEADLINE_MS * this.slower;
    let asked = -1;
    while (asked !== this.#card.asked() && performance.now() < until) {
      asked = this.#card.asked();
      await pause(REST_MS * this.slower);
    }
  }

  async close(): Promise<void> {
    await this.#guest?.cut();
    await this.#card.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #powerCut(): Promise<void> {
    await this.#guest?.cut();
    this.#runs = 0;
    await this.boot();
  }

  async #scannerAs(mode: 'pos' | 'keyboard'): Promise<void> {
    await this.#do({ do: 'unplug', what: mode === 'pos' ? 'key' : 'pos' });
    await this.#do({ do: 'plug', what: mode === 'pos' ? 'pos' : 'key' });
  }

  #send(what: 'pos' | 'key', reports: readonly Uint8Array[]): Promise<void> {
    return this.#do({ do: 'send', what, bytes: reports.map((bytes) => Buffer.from(bytes).toString('hex')) });
  }

  #heard(told: Told): void {
    if (told.ended !== undefined && told.ended === this.#runs) this.#runs = 0;
    if (told.paper !== undefined) {
      const answer = this.#paper(Buffer.from(told.paper, 'hex'));
      if (answer.length > 0) this.#say({ do: 'answer', bytes: Buffer.from(answer).toString('hex') });
    }
    if (told.id === undefined) return;
    this.#waiting.get(told.id)?.(told);
    this.#waiting.delete(told.id);
  }

  #say(order: Order): number {
    this.#orders += 1;
    this.#guest?.say(JSON.stringify({ id: this.#orders, ...order }));
    return this.#orders;
  }

  async #do<T = void>(order: Order): Promise<T> {
    const id = this.#say(order);
    const patience = new AbortController();
    const told = await Promise.race([
      new Promise<Told>((resolve) => this.#waiting.set(id, resolve)),
      pause(ORDER_MS * this.slower, null, { signal: patience.signal }),
    ]);
    patience.abort();
    if (told === null) throw new Error(`the guest did not answer: ${JSON.stringify(order)}`);
    if (told.failed !== undefined) throw new Error(`${told.failed}: ${JSON.stringify(order)}`);
    return told.answer as T;
  }
}

/** Deadlines bound a slow machine as they bound this one. */
function limitsFor(slower: number): Machine['limits'] {
  const { readDeadlineMs, settleDeadlineMs, syncDeadlineMs } = DEFAULT_LIMITS;
  const all = { readDeadline: readDeadlineMs, settleDeadline: settleDeadlineMs, syncDeadline: syncDeadlineMs };
  return Object.fromEntries(Object.entries(all).map(([name, ms]) => [name, `${Math.ceil(ms * slower)} ms`]));
}
