/** The contract that HID devices in memory keep, kept by a guest's kernel and the real binding. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Guest, openLab, USB_MODULES } from '../../agent/cli/sim/lab/guest.ts';
import { kernel } from '../../agent/cli/sim/lab/kernel.ts';
import { packageRoot } from '../../agent/root.ts';
import type { HidEvent, HidHandle, HidInfo, HidPort, HidResult } from '../../drivers/hid/port.ts';
import { hidPortContract } from '../scanner/hid-port.contract.ts';
import { programFor } from './program.ts';

const { lab, missing } = openLab();
if (missing !== null && process.env['CI'] === 'true') throw new Error(missing);

/** Of the guest, scaled by how slow it is. */
const ANSWER_MS = 10_000;

interface Line {
  readonly id?: number;
  readonly of?: number;
  readonly answer?: unknown;
  readonly failed?: string;
  readonly event?:
    | { readonly kind: 'gone'; readonly detail: string }
    | { readonly kind: 'report'; readonly hex: string };
}

/** The port in the guest, as if it were here. */
class RemoteHid implements HidPort {
  readonly #guest: Guest;
  readonly #listeners = new Map<number, (event: HidEvent) => void>();
  #read = 0;
  #next = 0;

  constructor(guest: Guest) {
    this.#guest = guest;
  }

  async ask<T>(order: string, more: object = {}, listener?: (event: HidEvent) => void): Promise<T> {
    this.#next += 1;
    const id = this.#next;
    if (listener !== undefined) this.#listeners.set(id, listener);
    this.#guest.say(JSON.stringify({ id, do: order, ...more }));
    const line = JSON.parse(await this.#guest.hears((one) => JSON.parse(one).id === id, ANSWER_MS)) as Line;
    if (line.failed !== undefined) throw new Error(`${order}: ${line.failed}`);
    return line.answer as T;
  }

  /** Hands on what devices said since the last time. */
  hearOut(): void {
    for (; this.#read < this.#guest.said.length; this.#read += 1) {
      const { of, event } = JSON.parse(this.#guest.said[this.#read] ?? '{}') as Line;
      if (of === undefined || event === undefined) continue;
      const heard = event.kind === 'report' ? { kind: event.kind, bytes: Buffer.from(event.hex, 'hex') } : event;
      this.#listeners.get(of)?.(heard);
    }
  }

  list(): Promise<HidResult<readonly HidInfo[]>> {
    return this.ask('list');
  }

  async open(path: string, listener: (event: HidEvent) => void): Promise<HidResult<HidHandle>> {
    const opened = await this.ask<HidResult<number>>('open', { path }, listener);
    if (!opened.ok) return opened;
    const handle = opened.value;
    return {
      ok: true,
      value: {
        feature: (report) => this.ask('feature', { handle, bytes: Buffer.from(report).toString('hex') }),
        close: () => this.ask('close', { handle }),
      },
    };
  }

  silence(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

describe('HID devices of a guest’s kernel', () => {
  if (lab === null) return it.skip(missing);
  let guest: Guest;
  let port: RemoteHid;
  let hearing: NodeJS.Timeout;

  beforeAll(async () => {
    const root = packageRoot();
    const program = await programFor('hid-program.ts');
    const base = kernel();
    if ('missing' in base) throw new Error(base.missing);
    guest = await lab.boot({
      modules: USB_MODULES,
      script: `cd ${root} && bash agent/cli/sim/lab/gadgets.sh ${base.modules.get('dummy_hcd')} && node ${program}`,
    });
    await guest.hears((line) => line.includes('"ready"'), 30_000);
    port = new RemoteHid(guest);
    hearing = setInterval(() => port.hearOut(), 10);
  });
  afterAll(async () => {
    clearInterval(hearing);
    await guest?.cut();
  });

  hidPortContract('of a guest’s kernel, through the real binding', () => ({
    port,
    plug: () => port.ask('plug'),
    unplug: () => port.ask('unplug'),
    send: (report) => port.ask('send', { bytes: Buffer.from(report).toString('hex') }),
  }));
});
