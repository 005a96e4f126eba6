/**
 * A stranger's machine: this package copied to an empty folder and set up with an empty npm configuration, so that
 * nothing hangs on how npm is set up here. It takes minutes, since the native parts are compiled.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';

let home = '';
let copy = '';

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'tongxing-stranger-'));
  copy = join(home, 'tongxing');
  const files = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: packageRoot(),
    encoding: 'utf8',
  });
  expect(files.status).toBe(0);
  for (const file of files.stdout.split('\0').filter((name) => name !== '' && existsSync(join(packageRoot(), name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(packageRoot(), file), join(copy, file));
  }
  // npm refuses one file in both roles.
  for (const name of ['user-npmrc', 'global-npmrc']) writeFileSync(join(home, name), '');
});

afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The environment without anything npm put there, and with a configuration of its own that is empty. */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|node_options|vitest|jobs$)/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    NPM_CONFIG_USERCONFIG: join(home, 'user-npmrc'),
    NPM_CONFIG_GLOBALCONFIG: join(home, 'global-npmrc'),
    // A house with its own certificates tells Node so; npm wants to be told again.
    ...(process.env['NODE_EXTRA_CA_CERTS'] === undefined
      ? {}
      : { npm_config_cafile: process.env['NODE_EXTRA_CA_CERTS'] }),
  };
}

function setUp(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['agent/cli/setup.mjs', 'test'], { cwd: copy, env: strangersEnvironment() });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.on('close', (code) => resolve({ code, output }));
  });
}

it('set-up with an empty npm configuration, run twice at once, leaves native modules that load', async () => {
  const results = await Promise.all([setUp(), setUp()]);
  expect(results).toEqual([
    { code: 0, output: expect.any(String) },
    { code: 0, output: expect.any(String) },
  ]);
  const outputs = results.map(({ output }) => output);
  // One installed, the other waited for it.
  expect(outputs.filter((output) => output.includes('(npm ci): done'))).toHaveLength(1);
  expect(outputs.filter((output) => output.includes('waiting for it'))).toHaveLength(1);

  const script = `new (require('better-sqlite3'))(':memory:').prepare('select 1').get(); require('pcsclite'); console.log('both load');`;
  const loaded = spawnSync(process.execPath, ['-e', script], { cwd: copy, encoding: 'utf8' });
  expect(`${loaded.stdout}${loaded.stderr}`).toBe('both load\n');
});

it('set-up after that does nothing and says nothing', async () => {
  expect(await setUp()).toEqual({ code: 0, output: '' });
});
