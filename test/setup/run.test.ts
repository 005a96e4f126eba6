/** A long command of set-up: whatever ends set-up, nothing of it goes on alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../agent/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongxing-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Set-up at a command that does not end when it is asked to; `then` is what set-up does besides. */
async function atWork(name: string, task: string, then = ''): Promise<{ setUp: ChildProcess; command: number }> {
  const pid = join(folder, name);
  const run = join(packageRoot(), 'agent/cli/setup-run.mjs');
  const script = `
    import { listenForStop, runLong } from ${JSON.stringify(run)};
    const args = ['-c', 'trap "" TERM; echo $$ > "$0"; while :; do sleep 0.1; done', ${JSON.stringify(pid)}];
    const log = ${JSON.stringify(`${pid}.log`)};
    ${then}
    await runLong({ label: 'long', log, command: 'sh', args, ${task} }, listenForStop()).catch(() => {});`;
  const setUp = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'ignore', 'ignore'] });
  await vi.waitFor(() => expect(existsSync(pid) && readFileSync(pid, 'utf8')).toMatch(/^[0-9]+\n$/), 20_000);
  return { setUp, command: Number(readFileSync(pid, 'utf8')) };
}

/** One that is dead and that nobody has looked after yet lives no more. */
function lives(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !readFileSync(stat, 'latin1').includes(') Z ');
}

describe('a long command of set-up', { timeout: 40_000 }, () => {
  it('that does not end when set-up is stopped is ended', async () => {
    const { setUp, command } = await atWork('stopped', '');
    setUp.kill('SIGTERM');
    await once(setUp, 'exit');
    expect(lives(command)).toBe(false);
  });

  it('is ended with a set-up that breaks off', async () => {
    const { setUp, command } = await atWork(
      'broken',
      '',
      `process.stdin.once('data', () => { throw new Error('nobody reads what it says'); });`,
    );
    setUp.stdin?.write('now');
    await once(setUp, 'exit');
    await vi.waitFor(() => expect(lives(command)).toBe(false));
  });

  it('that must not be interrupted comes to its end even so', async () => {
    const { setUp, command } = await atWork(
      'finishing',
      'finish: true',
      `process.stdin.once('data', () => { throw new Error('nobody reads what it says'); });`,
    );
    setUp.stdin?.write('now');
    await once(setUp, 'exit');
    expect(lives(command)).toBe(true);
    process.kill(-command, 'SIGKILL');
  });
});
