/**
 * What a guest boots from: Debian's own kernel and its modules, downloaded and unpacked (never installed), and an initramfs
 * made of busybox, the modules asked for and one script. Keeps them under .setup/lab; must never change the machine itself.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { packageRoot } from '../../../root.ts';

const LAB = join(packageRoot(), '.setup/lab');
const BUSYBOX = '/bin/busybox';
export const QEMU = 'qemu-system-x86_64';

export interface Kernel {
  readonly image: string;
  /** Module name (with - or _) to its file. */
  readonly modules: ReadonlyMap<string, string>;
}

/** The kernel, or what is missing on this machine to have one. */
export function kernel(): Kernel | { readonly missing: string } {
  if (process.platform !== 'linux') return { missing: `QEMU guests need Linux, this is ${process.platform}` };
  const absent = [QEMU, BUSYBOX, 'cpio', 'mkfs.ext4'].filter((tool) => !isCommand(tool));
  if (absent.length > 0)
    return { missing: `no ${absent.join(', ')} (apt-get install qemu-system-x86 busybox-static cpio e2fsprogs)` };
  const folder = unpacked();
  if (folder === null) return { missing: 'Debian has no kernel to download here (apt-get download linux-image-amd64)' };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const image = files.find((file) => file.includes('boot/vmlinuz'));
  if (image === undefined) return { missing: `no vmlinuz in ${folder}` };
  const modules = files.filter((file) => file.endsWith('.ko'));
  return { image: join(folder, image), modules: new Map(modules.map((file) => [nameOf(file), join(folder, file)])) };
}

function nameOf(module: string): string {
  return basename(module, '.ko').replaceAll('-', '_');
}

function isCommand(name: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin'];
  return name.startsWith('/') ? existsSync(name) : folders.some((folder) => existsSync(join(folder, name)));
}

/** Downloads and unpacks once; two at a time end in the same folder. */
function unpacked(): string | null {
  const done = join(LAB, 'kernel');
  if (existsSync(done)) return done;
  const name = /linux-image-[\w.-]+/.exec(
    output('apt-cache', ['depends', 'linux-image-amd64']).split('Depends:')[1] ?? '',
  );
  if (name === null) return null;
  mkdirSync(LAB, { recursive: true });
  const draft = mkdtempSync(join(LAB, 'draft-'));
  try {
    output('apt-get', ['download', '-qq', name[0]], draft);
    const deb = readdirSync(draft).find((file) => file.endsWith('.deb'));
    if (deb === undefined) return null;
    const tree = join(draft, 'tree');
    mkdirSync(tree);
    output('dpkg-deb', ['-x', deb, 'tree'], draft);
    if (!existsSync(done)) renameSync(tree, done);
    return done;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function output(command: string, args: readonly string[], cwd = LAB): string {
  const { stdout } = spawnSync(command, args, { cwd: existsSync(cwd) ? cwd : '/', encoding: 'utf8', timeout: 300_000 });
  return stdout ?? '';
}

/** Writes an initramfs that loads `modules` in this order and then runs `init`, a busybox shell script. */
export function initramfs(folder: string, { modules }: Kernel, names: readonly string[], init: string): string {
  const tree = join(folder, 'initrd');
  for (const name of ['bin', 'proc', 'sys', 'dev', 'mnt', 'm']) mkdirSync(join(tree, name), { recursive: true });
  copyFileSync(BUSYBOX, join(tree, 'bin/busybox'));
  const loads = names.map((name) => {
    const file = modules.get(name.replaceAll('-', '_'));
    // Built into the kernel, as far as this one is concerned.
    if (file === undefined) return '';
    copyFileSync(file, join(tree, 'm', basename(file)));
    return `insmod /m/${basename(file)}\n`;
  });
  writeFileSync(join(tree, 'init'), `${START}${loads.join('')}${init}`);
  chmodSync(join(tree, 'init'), 0o755);
  const file = join(folder, 'initrd.gz');
  const packed = spawnSync('sh', ['-c', `find . | cpio -o -H newc 2>/dev/null | gzip -1 > ${file}`], { cwd: tree });
  if (packed.status !== 0) throw new Error(`cpio: ${String(packed.stderr)}`);
  rmSync(tree, { recursive: true });
  return file;
}

const START = `#!/bin/busybox sh
export PATH=/bin:/sbin
/bin/busybox --install -s /bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
`;
