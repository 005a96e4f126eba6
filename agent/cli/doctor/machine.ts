/** What the machine itself is asked: scanner rule, files and who may read them, disk and its honesty, clock. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fdatasyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../root.ts';
import { bad, type Finding, ok, unknown, warn } from './finding.ts';

const RULE = '60-tongxing-scanner.rules';
/** The rule that keeps a scanner from typing. */
export function scannerRule(folder = '/etc/udev/rules.d'): Finding {
  const shipped = join(packageRoot(), 'drivers/hid/udev', RULE);
  const installed = join(folder, RULE);
  if (process.platform !== 'linux') return unknown('scanner_rule', '仅 Linux 需要', 'needed on Linux alone');
  const same = existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(shipped, 'utf8');
  if (same) return ok('scanner_rule', '扫码枪 udev 规则已安装', 'the scanner rule is installed');
  const next = `cp ${shipped} ${installed} && udevadm control --reload && udevadm trigger`;
  const found = warn('scanner_rule', '扫码枪 udev 规则未安装或已过时', 'the scanner rule is missing or old', next);
  const run = () => {
    copyFileSync(shipped, installed);
    spawnSync('udevadm', ['control', '--reload']);
    spawnSync('udevadm', ['trigger']);
  };
  return { ...found, repair: { what: `安装 install ${installed}`, run } };
}

/** What must be read by nobody else even if the folder were open; the ledger itself is sealed. */
const SECRET = /(\.key|\.token|front\.json|identity\.json)$|[/\\]keys[/\\]/;

/** Files with secrets are the owner's alone. */
export function permissions(folder: string): Finding {
  if (!existsSync(folder))
    return bad('permissions', `没有数据目录 ${folder}`, `no data folder ${folder}`, 'tongxing start');
  const open = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SECRET.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => (statSync(path).mode & 0o077) !== 0);
  const wide = (statSync(folder).mode & 0o077) !== 0;
  if (open.length === 0 && !wide)
    return ok('permissions', '数据目录只有本用户能读', 'the data folder is its owner’s alone');
  const names = open.slice(0, 3).join(' ');
  const found = bad(
    'permissions',
    `别的用户能读 ${wide ? folder : names}`,
    `others may read ${wide ? folder : names}`,
    `chmod 700 ${folder}${open.length > 0 ? `; chmod 600 ${names}${open.length > 3 ? ' …' : ''}` : ''}`,
  );
  const run = () => {
    chmodSync(folder, 0o700);
    for (const path of open) chmodSync(path, 0o600);
  };
  return { ...found, repair: { what: `chmod 700 ${folder}, 600 × ${open.length}`, run } };
}

const LEAST_FREE = 1 << 30;
const SYNCS = 25;
/** A sync to any medium that keeps what it was given takes longer than this, ms (performance.md: 0.12 on a fast one). */
const TOO_FAST_MS = 0.02;

/** Room, and whether a sync takes as long as one must: a disk that lies loses the last sales when the power goes. */
export function disk(folder: string): readonly Finding[] {
  if (!existsSync(folder)) return [];
  const { bavail, bsize } = statfsSync(folder);
  const gib = (bavail * bsize) / 2 ** 30;
  const room =
    bavail * bsize < LEAST_FREE
      ? bad(
          'disk_room',
          `磁盘只剩 ${gib.toFixed(2)} GiB`,
          `${gib.toFixed(2)} GiB left on the disk`,
          '清理磁盘 make room',
        )
      : ok('disk_room', `磁盘剩余 ${gib.toFixed(1)} GiB`, `${gib.toFixed(1)} GiB left on the disk`);
  const ms = syncMs(folder);
  if (typeof ms === 'string')
    return [
      room,
      bad('disk_sync', `写盘失败 ${ms}`, `a write failed: ${ms}`, '清理磁盘，检查权限 make room, check permissions'),
    ];
  const said = `${ms.toFixed(3)} ms`;
  const honest =
    ms < TOO_FAST_MS
      ? warn(
          'disk_sync',
          `写盘确认只用 ${said}，磁盘可能没有真正落盘`,
          `a sync takes ${said}: the disk may not keep what it says it keeps`,
          '关闭磁盘写缓存或换盘；不要用内存盘 turn its write cache off, or use another; never a RAM disk',
        )
      : ok('disk_sync', `写盘确认 ${said}`, `a sync takes ${said}`);
  return [room, honest];
}

/** Median of a few fdatasyncs after overwriting 4 KB, ms; what the disk says when it takes nothing. */
function syncMs(folder: string): number | string {
  const path = join(folder, `.doctor-${process.pid}`);
  try {
    return timed(path);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) throw error;
    return `${code} ${syscall}`;
  } finally {
    rmSync(path, { force: true });
  }
}

function timed(path: string): number {
  const file = openSync(path, 'w', 0o600);
  try {
    const page = Buffer.alloc(4096, 7);
    const took: number[] = [];
    for (let round = 0; round < SYNCS; round += 1) {
      const began = performance.now();
      writeSync(file, page, 0, page.length, 0);
      fdatasyncSync(file);
      took.push(performance.now() - began);
    }
    return took.sort((a, b) => a - b)[SYNCS >> 1] ?? 0;
  } finally {
    closeSync(file);
  }
}

/** Whether the machine keeps its clock by a server. */
export function timeService(): Finding {
  const asked = spawnSync('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'], { encoding: 'utf8' });
  if (asked.error !== undefined || asked.status !== 0)
    return unknown('time_service', '无法得知是否校时', 'whether the clock is kept cannot be told here', 'timedatectl');
  return asked.stdout.trim() === 'yes'
    ? ok('time_service', '系统时钟已校时', 'the system clock is synchronised')
    : {
        ...warn('time_service', '系统时钟未校时', 'the system clock is not synchronised', 'timedatectl set-ntp true'),
        repair: { what: 'timedatectl set-ntp true', run: () => mustRun('timedatectl', ['set-ntp', 'true']) },
      };
}

/** Throws with what the command said. */
export function mustRun(command: string, args: readonly string[]): void {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim() || status}`);
}
