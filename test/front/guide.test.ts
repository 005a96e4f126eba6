/** The vendor's guide: its commands, run as they stand against a simulated counter, do what it says. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { VendorSystem } from './system.ts';

it('every command of the guide answers with infcode 0, in order', async () => {
  const guide = readFileSync(join(packageRoot(), 'agent/front/GUIDE.md'), 'utf8');
  const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  expect(commands).toHaveLength(4);
  const system = await VendorSystem.open('另一系统');
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-guide-'));
  try {
    await system.linked();
    await system.card('ceshi-jia');
    const program = join(packageRoot(), 'dist/tongxing.js');
    const script = commands.join('\n').replaceAll('node dist/tongxing.js', `node ${program}`);
    const { stdout, stderr } = await run(script, folder, dirname(system.counter.daemon.tokenPath));
    const answers = [...stdout.matchAll(/\{"infcode":(-?\d+)/g)].map(([, code]) => Number(code));
    expect(answers, `${stdout}\n${stderr}`).toEqual([0, 0, 0, 0, 0]);
    expect(stdout).toContain('"provisional":"0"');
  } finally {
    await system.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** In a process of its own that does not hold this one up: the counter answers from here. */
function run(script: string, cwd: string, data: string): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const shell = spawn('bash', ['-e', '-c', script], { cwd, env: { ...process.env, DATA: data, no_proxy: '*' } });
    let [stdout, stderr] = ['', ''];
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    shell.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    shell.once('close', () => resolve({ stdout, stderr }));
  });
}
