// @ts-check
/**
 * Lets one set-up at a time work in a folder. The lock file names its owner by process id and start time, so that a lock
 * left by a killed set-up, or by one before a reboot, is taken over and never waits for a stranger with the same number.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Stopped } from './setup-run.mjs';

const PATIENCE_MS = 20 * 60_000;

/**
 * Waits until this process owns `file`; the result gives it back.
 * @param {string} file
 * @param {import('./setup-run.mjs').Stop} stop
 * @param {(owner: number) => void} onWait called once when another set-up is at work
 * @returns {Promise<() => void>}
 */
export async function takeLock(file, stop, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startOf(process.pid)}`);
  try {
    for (let began = performance.now(), told = false; ; ) {
      if (stop.signal !== null) throw new Stopped(stop.signal);
      // A link appears with its content or not at all.
      if (attempt(() => linkSync(own, file))) return () => rmSync(file, { force: true });
      const owner = ownerOf(file);
      if (owner.alive) {
        if (!told) onWait(owner.pid);
        told = true;
        if (performance.now() - began > PATIENCE_MS) {
          throw new Error(
            `another set-up (process ${owner.pid}) has been at work for 20 minutes. End it and run the same command again.`,
          );
        }
        await pause(250);
      } else if (attempt(() => renameSync(file, `${own}.stale`))) {
        // Somebody may have been quicker: if what was moved away is alive, put it back.
        if (ownerOf(`${own}.stale`).alive) attempt(() => linkSync(`${own}.stale`, file));
        rmSync(`${own}.stale`, { force: true });
      }
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {() => void} act */
function attempt(act) {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** @param {string} file */
function ownerOf(file) {
  try {
    const [pid = 0, start = ''] = readFileSync(file, 'utf8')
      .split(' ')
      .map((part, index) => (index === 0 ? Number(part) : part));
    return { pid: Number(pid), alive: Number(pid) > 0 && startOf(Number(pid)) === start };
  } catch {
    return { pid: 0, alive: false };
  }
}

/**
 * When a process started, in the kernel's ticks since boot; "" when it does not run. Where there is no /proc a running
 * process has no start time and "?" has to do.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    // Field 22, counted after the program's name, which may hold spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return process.platform !== 'linux' && attempt(() => process.kill(pid, 0)) ? '?' : '';
  }
}
