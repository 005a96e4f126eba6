/** What is urgent to nobody runs when nobody else wants the processor, on the real scheduler. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { giveWay } from '../../agent/adapters/low-priority.ts';

/** Linux's number of it, and where /proc/PID/stat has a process's niceness and policy (proc(5)). */
const SCHED_IDLE = '5';
const [NICE, POLICY] = [18, 40];

const child = spawn('sleep', ['60'], { stdio: 'ignore' });
afterEach(() => void child.kill());

it.skipIf(process.platform !== 'linux' || !existsSync('/usr/bin/chrt'))(
  'a process that gives way is the idlest there is, by niceness and by policy',
  async () => {
    await giveWay(child.pid ?? 0);
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ');
    expect([fields[NICE], fields[POLICY]]).toEqual(['19', SCHED_IDLE]);
  },
);
