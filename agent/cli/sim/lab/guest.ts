/**
 * A Linux guest of one's own under QEMU, for what cannot be done to the machine one sits at: cutting its power, plugging
 * devices. It sees this machine's files read-only (9p), so the project runs in it as it stands here; /run alone can be
 * written, and a disk of its own at /run/disk. Emulated (TCG): whoever waits scales the wait by `slower`. Must never end
 * anything but the QEMU it started.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { initramfs, type Kernel, kernel, QEMU } from './kernel.ts';

/** Of a guest with USB devices: QEMU's own controller, and gadgets.sh's. */
export const USB_MODULES: readonly string[] = [
  ...['usb-common', 'usbcore', 'uhci-hcd', 'hid', 'hid-generic', 'udc-core', 'configfs', 'libcomposite'],
  ...['usbhid', 'u_serial', 'usb_f_hid', 'usb_f_acm', 'cdc-acm'],
];

export interface GuestOptions {
  /** Bash, run as root in this machine's file system; when it ends, so does the guest. Node is on its PATH. */
  readonly script: string;
  /** Kernel modules beyond those of 9p, disk, channel and network, in the order they are to be loaded. */
  readonly modules?: readonly string[];
  /** More arguments for QEMU: devices, character devices. */
  readonly qemu?: readonly string[];
  /** Image of an ext4 file system, mounted at /run/disk. What the guest flushed stays in it, whatever happens. */
  readonly disk?: string;
  /** The guest gets a network in which 10.0.2.2 is this machine's 127.0.0.1. */
  readonly network?: boolean;
  readonly memoryMiB?: number;
  /** A port of this machine's 127.0.0.1 that leads to the same one of the guest's network address; with `network`. */
  readonly open?: number;
  /** Every line of the channel as it comes. */
  readonly heard?: (line: string) => void;
}

/** The guest's own address, and this machine's loopback seen from there. */
export const GUEST_ADDRESS = '10.0.2.15';
export const HOST_ADDRESS = '10.0.2.2';

export interface Guest {
  /** Everything on its console until now. The console lags: nothing may rest on what is not there yet. */
  readonly console: () => string;
  /** Lines that the guest wrote to $CHANNEL: unbuffered, so what is here was written there. */
  readonly said: readonly string[];
  /** How many times slower than this machine it is, measured at its start; at least 1. */
  readonly slower: number;
  /** Writes a line to the guest's channel. */
  say(line: string): void;
  /** Resolves with the first line of the channel for which `is` holds; `withinMs` is scaled by `slower`. */
  hears(is: (line: string) => boolean, withinMs?: number): Promise<string>;
  /** Pulls the plug: what the guest had not flushed is gone. Resolves when it is off. */
  cut(): Promise<void>;
  /** Resolves when the script has ended and the guest is off; `withinMs` is scaled. */
  ended(withinMs?: number): Promise<void>;
}

export interface Lab {
  boot(options: GuestOptions): Promise<Guest>;
}

/** The lab, or the words of what is missing, for the name of a skipped test. */
export function openLab():
  | { readonly lab: Lab; readonly missing: null }
  | { readonly lab: null; readonly missing: string } {
  const found = kernel();
  if ('missing' in found) return { lab: null, missing: found.missing };
  return { lab: { boot: (options) => boot(found, options) }, missing: null };
}

const BASE = [
  ...['virtio_ring', 'virtio', 'virtio_pci_modern_dev', 'virtio_pci_legacy_dev', 'virtio_pci', 'virtio_console'],
  ...['netfs', 'fscache', '9pnet', '9pnet_virtio', '9p'],
];
const DISK = ['crc32c_generic', 'libcrc32c', 'crc16', 'mbcache', 'jbd2', 'ext4', 'virtio_blk'];
const NETWORK = ['failover', 'net_failover', 'virtio_net'];

/** The same arithmetic here and there: what it takes longer there is how much slower that machine is. */
const WORK = `const {createHash}=require('node:crypto');const t=performance.now();let s='';for(let i=0;i<40000;i++)s=createHash('sha256').update(s+JSON.stringify({i})).digest('hex');console.log('WORK '+Math.ceil(performance.now()-t)+' ms')`;

function initOf({ disk, network }: GuestOptions): string {
  return `
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /mnt
mount -t proc proc /mnt/proc; mount -t sysfs sys /mnt/sys; mount -t devtmpfs dev /mnt/dev; mount -t tmpfs run /mnt/run
mount -t configfs c /mnt/sys/kernel/config 2>/dev/null
mkdir /mnt/run/tmp /mnt/run/disk
${disk === undefined ? '' : 'mount -t ext4 /dev/vda /mnt/run/disk || echo DISK NOT MOUNTED'}
ifconfig lo 127.0.0.1
${network === true ? `ifconfig eth0 ${GUEST_ADDRESS} netmask 255.255.255.0 && route add default gw ${HOST_ADDRESS}` : ''}
cp /script.sh /mnt/run/script.sh
chroot /mnt /bin/bash /run/script.sh
sync; poweroff -f
`;
}

function scriptOf(script: string): string {
  return `export PATH=${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin HOME=/run TMPDIR=/run/tmp CHANNEL=$(echo /dev/vport*p1)
node -e "${WORK.replaceAll('"', '\\"')}"
${script}
`;
}

async function boot(base: Kernel, options: GuestOptions): Promise<Guest> {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-guest-'));
  const names = [...BASE, ...(options.disk === undefined ? [] : DISK), ...(options.network ? NETWORK : [])];
  const heredoc = `cat > /script.sh <<'TONGXING-END'\n${scriptOf(options.script)}TONGXING-END\n`;
  const initrd = initramfs(folder, base, [...names, ...(options.modules ?? [])], heredoc + initOf(options));
  const machine = new Machine(
    folder,
    spawn(QEMU, qemuArgs(base, options, folder, initrd)),
    options.heard ?? (() => {}),
  );
  try {
    await machine.start();
    return machine;
  } catch (error) {
    await machine.cut();
    throw error;
  }
}

function qemuArgs(base: Kernel, options: GuestOptions, folder: string, initrd: string): string[] {
  const { disk, network, memoryMiB = 1024, qemu = [], open } = options;
  const door = open === undefined ? '' : `,hostfwd=tcp:127.0.0.1:${open}-${GUEST_ADDRESS}:${open}`;
  return [
    ...[
      '-accel',
      'tcg',
      '-cpu',
      'max',
      '-m',
      String(memoryMiB),
      '-smp',
      '1',
      '-nographic',
      '-no-reboot',
      '-nodefaults',
    ],
    ...['-serial', 'stdio', '-kernel', base.image, '-initrd', initrd],
    ...['-append', 'console=ttyS0 quiet panic=-1 net.ifnames=0'],
    ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
    ...['-device', 'virtio-serial-pci', '-device', 'virtserialport,chardev=channel,name=tongxing'],
    ...['-chardev', `socket,id=channel,path=${join(folder, 'channel')},server=on,wait=off`],
    // Written through to this machine's memory at once: a killed QEMU loses what the guest still held, and no more.
    ...(disk === undefined ? [] : ['-drive', `file=${disk},if=virtio,format=raw,cache=writeback`]),
    ...(network === true ? ['-netdev', `user,id=net${door}`, '-device', 'virtio-net-pci,netdev=net,romfile='] : []),
    ...qemu,
  ];
}

const LOOK_MS = 25;
const BOOT_MS = 180_000;

class Machine implements Guest {
  readonly said: string[] = [];
  slower = 1;
  readonly #folder: string;
  readonly #qemu: ChildProcess;
  readonly #heard: (line: string) => void;
  #console = '';
  #channel: Socket | null = null;
  #off = false;

  constructor(folder: string, qemu: ChildProcess, heard: (line: string) => void) {
    this.#folder = folder;
    this.#qemu = qemu;
    this.#heard = heard;
    for (const stream of [qemu.stdout, qemu.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#console += text;
      });
    qemu.once('close', () => {
      this.#off = true;
    });
    qemu.once('error', (error) => {
      this.#console += String(error);
      this.#off = true;
    });
  }

  readonly console = (): string => this.#console;

  async start(): Promise<void> {
    this.#channel = await this.#connect();
    let rest = '';
    this.#channel.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      this.said.push(...lines);
      for (const line of lines) this.#heard(line);
    });
    this.#channel.on('error', () => {});
    await this.#until('its first word', () => this.#console.includes('WORK '), BOOT_MS);
    const there = Number(/WORK (\d+) ms/.exec(this.#console)?.[1]);
    const here = Number(/WORK (\d+)/.exec(spawnSync(process.execPath, ['-e', WORK], { encoding: 'utf8' }).stdout)?.[1]);
    this.slower = Math.max(1, there / here);
  }

  say(line: string): void {
    this.#channel?.write(`${line}\n`);
  }

  async hears(is: (line: string) => boolean, withinMs = 15_000): Promise<string> {
    let heard: string | undefined;
    const look = () => {
      heard = this.said.find(is);
      return heard !== undefined;
    };
    await this.#until('a word of it', look, withinMs * this.slower);
    return heard ?? '';
  }

  async cut(): Promise<void> {
    if (!this.#off) this.#qemu.kill('SIGKILL');
    while (!this.#off) await pause(LOOK_MS);
    this.#channel?.destroy();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async ended(withinMs = 15_000): Promise<void> {
    const patience = performance.now() + withinMs * this.slower;
    while (!this.#off && performance.now() < patience) await pause(LOOK_MS);
    const late = !this.#off;
    await this.cut();
    if (late) throw new Error(`the guest is still on: ${this.#console.slice(-2_000)}`);
  }

  async #connect(): Promise<Socket> {
    for (;;) {
      const socket = await new Promise<Socket | null>((resolve) => {
        const one = connect(join(this.#folder, 'channel'), () => resolve(one));
        one.once('error', () => resolve(null));
      });
      if (socket !== null) return socket;
      if (this.#off) throw new Error(`QEMU did not start: ${this.#console}`);
      await pause(LOOK_MS);
    }
  }

  async #until(what: string, look: () => boolean, withinMs: number): Promise<void> {
    const patience = performance.now() + withinMs;
    while (!look()) {
      if (this.#off) throw new Error(`the guest went off before ${what}: ${this.#console.slice(-2_000)}`);
      if (performance.now() > patience) throw new Error(`no ${what} in time: ${this.#console.slice(-2_000)}`);
      await pause(LOOK_MS);
    }
  }
}

/** Makes an image of `sizeMiB` with an ext4 file system; `from`: a folder whose files it begins with. */
export function makeDisk(image: string, sizeMiB: number, from?: string): void {
  const args = ['-q', '-F', ...(from === undefined ? [] : ['-d', from]), image, `${sizeMiB}M`];
  const made = spawnSync('mkfs.ext4', args, { encoding: 'utf8', env: withSbin() });
  if (made.status !== 0) throw new Error(`mkfs.ext4: ${made.stderr}`);
}

/** Reads an image as the next boot would: its journal is played back, then all its files are copied into `folder`. */
export function readDisk(image: string, folder: string): void {
  const checked = spawnSync('e2fsck', ['-fy', image], { encoding: 'utf8', env: withSbin() });
  // 0 clean, 1 mended: both are what a boot after a power cut sees.
  if ((checked.status ?? 9) > 1) throw new Error(`e2fsck: ${checked.stdout}${checked.stderr}`);
  const copied = spawnSync('debugfs', ['-R', `rdump / ${folder}`, image], { encoding: 'utf8', env: withSbin() });
  if (copied.status !== 0) throw new Error(`debugfs: ${copied.stderr}`);
}

function withSbin(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
}
