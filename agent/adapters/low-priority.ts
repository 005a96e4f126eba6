/**
 * Lets a process work only when nobody else wants the processor. The lowest nice value alone does not: Linux lets who is at
 * work go on to the end of its slice, milliseconds, and a sale that comes back from its sync would wait for that; an idle one
 * goes at once. Node has no word for it; where `chrt` (util-linux) is missing, the low priority has to do.
 */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/** To be called before `pid` has begun its work. Resolves when all is done that can be done here. */
export function giveWay(pid: number): Promise<void> {
  setPriority(pid, constants.priority.PRIORITY_LOW);
  if (process.platform !== 'linux') return Promise.resolve();
  return new Promise((resolve) => {
    const chrt = spawn('chrt', ['--all-tasks', '--idle', '--pid', '0', String(pid)], { stdio: 'ignore' });
    chrt.once('error', () => resolve());
    chrt.once('exit', () => resolve());
  });
}
