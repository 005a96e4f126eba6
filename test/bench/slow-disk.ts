/**
 * A slow disk, imitated: a process in which every fsync and fdatasync takes some milliseconds longer, by a small library
 * that is compiled here and loaded before libc (LD_PRELOAD). It delays and changes nothing else; the real disk still syncs.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SHIM = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait_a_little(void) { struct timespec t = {0, DELAY_MS * 1000000L}; nanosleep(&t, 0); }
int fsync(int fd) { wait_a_little(); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
int fdatasync(int fd) { wait_a_little(); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
`;

/** The environment of such a process. Throws where there is no C compiler or no Linux. */
export function slowDisk(folder: string, delayMs: number): NodeJS.ProcessEnv {
  if (process.platform !== 'linux') throw new Error('LD_PRELOAD is for Linux');
  const [source, library] = [join(folder, 'slow.c'), join(folder, 'slow.so')];
  writeFileSync(source, SHIM);
  const made = spawnSync('cc', ['-shared', '-fPIC', '-O1', `-DDELAY_MS=${delayMs}`, '-o', library, source, '-ldl']);
  if (made.status !== 0) throw new Error(`no slow disk without a C compiler: ${made.stderr ?? made.error}`);
  return { ...process.env, LD_PRELOAD: library };
}
