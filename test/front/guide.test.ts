/** The vendor's guide: its commands, run as they stand against a simulated counter, do what it says. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
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
    // The example in TypeScript, run as a vendor runs it: a process that knows a URL.
    const source = readFileSync(join(packageRoot(), 'simulator/examples/front/pharmacy.ts'), 'utf8');
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(join(folder, 'pharmacy.mjs'), outputText);
    const example = await run(`node pharmacy.mjs ${system.url}`, folder, folder);
    expect(example.stdout.trim().split('\n'), example.stderr).toEqual([
      expect.stringMatching(/^预结算：统筹 \d+\.\d\d/),
      expect.stringMatching(/^结算 [^~]/),
      '重发：同一结算',
      expect.stringMatching(/^查询：总额 19\.80 现金 \d+\.\d\d$/),
      '冲正：已受理',
    ]);
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
