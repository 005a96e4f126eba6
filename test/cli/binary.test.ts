/** The package binary as it is installed: quick help, exit codes, clean pipes. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { configErrorText, parseConfig } from '../../agent/config.ts';
import { packageRoot } from '../../agent/root.ts';

const PROGRAM = join(packageRoot(), 'dist/tongxing.js');

function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

interface Example {
  readonly case: object;
  readonly expect: { readonly setlinfo: Readonly<Record<string, string>> };
}

/** Worked cases of an installed pack. */
function examples(): readonly Example[] {
  const pack = readFileSync(join(packageRoot(), 'agent/packs/370000-2022-sample.json'), 'utf8');
  return (JSON.parse(pack) as { readonly examples: readonly Example[] }).examples.slice(0, 3);
}

describe('the tongxing program', () => {
  it('helps on standard output and refuses on standard error', () => {
    const help = run(['--help']);
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('tongxing demo');
    expect(run(['strat'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('start') });
    expect(run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('says that what it should print does not fit on the disk, and is not done', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, '--help'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^磁盘已满[^\n]+\nThe disk is full[^\n]+\n$/);
  });

  it('leaves a secret file as it was when the disk takes only a part of the next one', () => {
    const data = mkdtempSync(join(tmpdir(), 'tongxing-part-'));
    for (const name of ['one', 'two', 'three', 'four']) run(['front', 'pair', name, '--data', data]);
    // Within this limit the system takes the first bytes of a write, as on a disk that is nearly full.
    const pair = `ulimit -f 1; exec "${process.execPath}" "${PROGRAM}" front pair five --data "${data}"`;
    const { status } = spawnSync('sh', ['-c', pair], { encoding: 'utf8' });
    const paired = readFileSync(join(data, 'front.json'), 'utf8');
    const files = readdirSync(data);
    rmSync(data, { recursive: true });
    expect(JSON.parse(paired)).toMatchObject({ systems: [{}, {}, {}, {}] });
    expect([status === 0, files]).toEqual([false, ['front.json']]);
  });

  it('prices a case file with the installed packs', () => {
    const [example] = examples();
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-case-'));
    const path = join(folder, 'case.json');
    writeFileSync(path, JSON.stringify(example?.case));
    const { status, stdout } = run(['presettle', path]);
    rmSync(folder, { recursive: true });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ setlinfo: example?.expect.setlinfo });
  });

  it('prices one case a line from standard input, a bad one too', () => {
    const cases = examples();
    const lines = [...cases.map((one) => JSON.stringify(one.case)), '{'].join('\n');
    const { status, stdout } = run(['presettle', '--jsonl'], lines);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(status).toBe(0);
    expect(answers).toMatchObject([
      ...cases.map((one) => ({ setlinfo: one.expect.setlinfo })),
      { error: { code: 'bad_json' } },
    ]);
  });

  it('answers a case it can not read with one JSON error and exit code 2', () => {
    const { status, stdout, stderr } = run(['presettle', '-'], '{');
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'bad_json', field: '' } });
  });
});

it.each([
  ['start', 1],
  ['grpc', 1],
  ['ajv', 1],
  ['errands', 2],
])(
  'takes what was compiled of %s.js when it was built: V8 refuses what was written under other flags',
  (name, growth) => {
    const file = join(packageRoot(), `dist/${name}.js`);
    const source = readFileSync(file, 'latin1');
    const cachedData = readFileSync(`${file}.cache`).subarray(64);
    // As the program has it when it loads the bundle.
    setFlagsFromString(`--semi-space-growth-factor=${growth}`);
    expect(new Script(source, { filename: file, cachedData }).cachedDataRejected).toBe(false);
    setFlagsFromString('--semi-space-growth-factor=2');
  },
);

it('knows every bench by its name: none is taken for a command that has a bundle of its own', () => {
  const bench = spawnSync(process.execPath, [join(packageRoot(), 'dist/bench.js'), '--help'], { encoding: 'utf8' });
  expect(bench.status, bench.stderr).toBe(0);
  expect(bench.stdout).toMatch(/^names: .*\bstart, memory, drain\b/m);
});

it('refuses a configuration with the words of the schema: its check was compiled when the program was built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-binary-'));
  const path = join(folder, 'config.yaml');
  const texts = [
    'data_dr: ./data\ncentre: {host: a, port: 70000, fixmedins_code: P1}\n',
    'data_dir: 3\ncatalogue_file: ""\nmode: play\napi: {port: -1, allowed_origins: [x]}\nlimits: {backoffBase: soon, inbox: 0}\n',
    'devices: {serial: [{path: 3, role: x}], card_deadline: never}\nlog: {level: loud}\nrecording: {}\n',
  ];
  for (const text of texts) {
    writeFileSync(path, text);
    const { status, stderr } = run(['start', '--config', path]);
    const outcome = parseConfig(text, path);
    const errors = outcome.ok ? [] : outcome.errors;
    expect(errors.length).toBeGreaterThan(3);
    expect({ status, stderr }).toEqual({ status: 2, stderr: `${errors.map(configErrorText).join('\n')}\n` });
  }
  rmSync(folder, { recursive: true });
});
