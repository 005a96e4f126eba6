// @ts-check
/**
 * Set-up: brings a machine from a bare checkout to a built package, saying each step in one line. Plain Node, because it
 * runs before any dependency is there. It installs system packages only as root and only Debian's own, never starts a
 * service, and does nothing (in well under a second) when nothing is to be done.
 *
 * node agent/cli/setup.mjs demo|test|long|bench|pictures [--run]      --run goes on into the demo in this same process
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, describeBuild } from './build.mjs';
import { takeLock } from './setup-lock.mjs';
import { COMPILERS, consequences, installLine, plan } from './setup-plan.mjs';
import { isStamped, loads, nodeHeaders, probe, stamp } from './setup-probe.mjs';
import { listenForStop, runLong, Stopped, say } from './setup-run.mjs';

/** @typedef {import('./setup-plan.mjs').Probe} Probe */
/** @typedef {import('./setup-plan.mjs').Step} Step */
/** @typedef {import('./setup-run.mjs').Stop} Stop */

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const WORK = join(ROOT, '.setup');
const READER_FILE = '/etc/reader.conf.d/vpcd';
const SOCKET_UNIT = '/usr/lib/systemd/system/pcscd.socket';

/** A failure with its next step in the message; anything else is a bug and keeps its stack. */
class SetupError extends Error {}

/**
 * @param {Stop} stop
 * @param {{ lab: boolean, browser: boolean, pictures: boolean }} wants
 */
async function setUp(stop, wants) {
  let found = probe(ROOT, wants);
  let todo = plan(found);
  if (todo.steps.some((step) => step.kind !== 'build' && step.kind !== 'refuse')) {
    const release = await takeLock(join(WORK, 'lock'), stop, (owner) =>
      say(`another set-up (process ${owner}) is at work here; waiting for it`),
    );
    try {
      // Whoever was before us may have done it all.
      found = probe(ROOT, wants);
      todo = plan(found);
      for (const note of todo.notes) say(note);
      for (const step of todo.steps) await take(step, found, stop);
    } finally {
      release();
    }
    return;
  }
  for (const note of todo.notes) say(note);
  for (const step of todo.steps) await take(step, found, stop);
  if (!isStamped(ROOT)) stamp(ROOT, { pcscliteFailed: false });
}

/**
 * @param {Step} step
 * @param {Probe} found
 * @param {Stop} stop
 */
async function take(step, found, stop) {
  switch (step.kind) {
    case 'refuse':
      throw new SetupError(step.message);
    case 'packages':
      try {
        return await installPackages(step.names, found, stop);
      } finally {
        // Also when the person stopped us: the next run finds the packages there and takes them for the owner's.
        quietPcscd(step.quiet);
      }
    case 'modules':
      return installModules(found, stop);
    case 'pcsclite':
      return addPcsclite(stop);
    case 'build':
      return buildAll();
  }
}

/**
 * A failure here is told and survived: what cannot be installed is then missing, as without root.
 * @param {readonly import('./setup-plan.mjs').Package[]} names
 * @param {Probe} found
 * @param {Stop} stop
 */
async function installPackages(names, found, stop) {
  const apt = (/** @type {string} */ label, /** @type {string[]} */ args) =>
    runLong(
      {
        label,
        log: join(WORK, `apt-${args[0]}.log`),
        command: 'apt-get',
        args: ['-o', 'DPkg::Lock::Timeout=120', ...args],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        finish: true,
      },
      stop,
    );
  await apt('fetching the list of system packages (apt-get update)', ['update']);
  const installed = await apt(`installing ${names.join(', ')} (apt-get install)`, [
    'install',
    '-y',
    '--no-install-recommends',
    ...names,
  ]);
  if (installed.ok) return;
  say(`apt-get could not install them; from ${join(WORK, 'apt-install.log')}:\n${installed.tail}`);
  say(`to try by hand: ${installLine(names, found.root)}`);
  for (const line of consequences(names, found)) say(line);
}

/** @param {import('./setup-plan.mjs').Quiet} what */
function quietPcscd({ socket, reader }) {
  if (reader && existsSync(READER_FILE)) {
    const lines = readFileSync(READER_FILE, 'utf8').trimEnd().split('\n');
    const why =
      '# Switched off by the set-up of Tongxing: a pcscd with these lines listens for virtual cards on all interfaces.';
    writeFileSync(READER_FILE, `${[why, ...lines.map((line) => `# ${line}`)].join('\n')}\n`);
    say(
      `${READER_FILE} is switched off: it makes any pcscd listen on all interfaces; the demo has its own, on 127.0.0.1`,
    );
  }
  if (socket && existsSync(SOCKET_UNIT)) {
    const done =
      spawnSync('systemctl', ['disable', '--now', 'pcscd.socket', 'pcscd.service'], { stdio: 'ignore' }).status === 0;
    const line = 'systemctl enable --now pcscd.socket';
    if (done) say(`systemd no longer starts pcscd by itself, the demo starts its own (for a real reader: ${line})`);
    else
      say(
        'systemd may start a pcscd of its own; if the demo finds no reader: systemctl disable --now pcscd.socket pcscd.service',
      );
  }
}

/**
 * @param {Probe} found
 * @param {Stop} stop
 */
async function installModules(found, stop) {
  // A copy that is being replaced must not count as current if we are stopped half-way.
  rmSync(join(ROOT, 'node_modules/.tongxing-setup'), { force: true });
  const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts=false', '--no-audit', '--no-fund'];
  const { ok, tail } = await npm('installing packages and compiling native parts (npm ci)', args, stop);
  if (!ok || !loads(ROOT, 'better-sqlite3')) {
    const there = probe(ROOT).packages;
    const absent = COMPILERS.filter((name) => !there.includes(name));
    const reason = ok ? 'better-sqlite3 was installed but does not load' : `npm ci failed; from its log:\n${tail}`;
    const next =
      absent.length > 0 ? `Compilers are missing. Run: ${installLine(absent, found.root)}` : 'Mend what the log names';
    throw new SetupError(`${reason}\n(all of it: ${join(WORK, 'npm.log')})\n${next}, and then the same command again.`);
  }
  stampModules();
}

/**
 * pcsclite's headers came after the packages: npm dropped it then, as an optional package that did not build.
 * @param {Stop} stop
 */
async function addPcsclite(stop) {
  const args = existsSync(join(ROOT, 'node_modules/pcsclite'))
    ? ['rebuild', 'pcsclite', '--ignore-scripts=false']
    : [
        'install',
        '--no-save',
        '--include=dev',
        '--include=optional',
        '--ignore-scripts=false',
        '--no-audit',
        '--no-fund',
      ];
  await npm(`compiling pcsclite (npm ${args[0]})`, args, stop);
  stampModules();
}

function stampModules() {
  const works = loads(ROOT, 'pcsclite');
  // Without the means to build it this is no failure yet: it is tried when they come.
  const means = plan({
    ...probe(ROOT),
    modules: true,
    sqlite: true,
    pcsclite: false,
    pcscliteFailed: false,
    apt: false,
  });
  const failed = !works && means.steps.some((step) => step.kind === 'pcsclite');
  if (failed)
    say(`pcsclite did not build, cards are read from the in-memory reader only (log: ${join(WORK, 'npm.log')})`);
  stamp(ROOT, { pcscliteFailed: failed });
}

/**
 * @param {string} label
 * @param {string[]} args
 * @param {Stop} stop
 */
function npm(label, args, stop) {
  const headers = nodeHeaders();
  const cli = process.env['npm_execpath'];
  const viaNode = cli?.endsWith('npm-cli.js') === true ? [cli] : [];
  return runLong(
    {
      label,
      log: join(WORK, 'npm.log'),
      command: viaNode.length > 0 ? process.execPath : 'npm',
      args: [...viaNode, ...args],
      cwd: ROOT,
      env: {
        ...process.env,
        // Else node-gyp downloads headers of the Node that is running here with its headers beside it.
        ...(headers === null ? {} : { npm_config_nodedir: headers }),
        JOBS: process.env['JOBS'] ?? 'max',
      },
    },
    stop,
  );
}

async function buildAll() {
  const result = await build(ROOT);
  if (result.errors.length > 0)
    throw new SetupError(`${describeBuild(result)}\nMend the source and run the same command again.`);
  if (result.built.length > 0) say(describeBuild(result));
}

async function main() {
  const [goal, ...flags] = process.argv.slice(2);
  if (
    goal === undefined ||
    !['demo', 'test', 'long', 'bench', 'pictures'].includes(goal) ||
    flags.some((flag) => flag !== '--run')
  ) {
    console.error('usage: node agent/cli/setup.mjs demo|test|long|bench|pictures [--run]');
    process.exitCode = 2;
    return;
  }
  const stop = listenForStop();
  try {
    const browser = goal === 'test' || goal === 'long';
    await setUp(stop, { lab: goal === 'long', browser, pictures: goal === 'pictures' });
  } catch (error) {
    stop.release();
    if (error instanceof Stopped) {
      say('stopped; the next run goes on from here');
      // Dying of the same signal tells npm and the shell that the person did it.
      process.kill(process.pid, error.signal);
      return;
    }
    if (!(error instanceof SetupError)) throw error;
    console.error(`set-up: ${error.message}`);
    process.exitCode = 1;
    return;
  }
  stop.release();
  if (flags.includes('--run')) {
    // In this process, so that Ctrl-C has one program to stop.
    const program = join(ROOT, 'dist/tongxing.js');
    process.argv.splice(1, process.argv.length, program, goal);
    await import(pathToFileURL(program).href);
  }
}

await main();
