// @ts-check
/**
 * Runs one long command for set-up: output goes to a log file, the person sees one line with the time passed, and Ctrl-C
 * ends it cleanly. It never hides a failure: the end of the log comes with the error.
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Thrown when the person stopped set-up; `signal` is what they sent. */
export class Stopped extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super('set-up was stopped');
    this.signal = signal;
  }
}

/**
 * A person's way out of set-up: remembers the first SIGINT or SIGTERM and tells the command that runs.
 * @typedef {{ signal: NodeJS.Signals | null, onStop: (() => void) | null, release(): void }} Stop
 */

/** @returns {Stop} */
export function listenForStop() {
  const handlers = (/** @type {NodeJS.Signals} */ signal) => {
    stop.signal = signal;
    stop.onStop?.();
  };
  /** @type {Stop} */
  const stop = {
    signal: null,
    onStop: null,
    release() {
      process.off('SIGINT', handlers).off('SIGTERM', handlers);
    },
  };
  process.on('SIGINT', handlers).on('SIGTERM', handlers);
  return stop;
}

/** npm, asked to end, first puts back what it moved, and waits for what it was fetching. */
const ENDING_MS = 5_000;

/**
 * @param {object} task
 * @param {string} task.label what is shown
 * @param {string} task.log file that gets all output
 * @param {string} task.command
 * @param {readonly string[]} task.args
 * @param {string} [task.cwd]
 * @param {NodeJS.ProcessEnv} [task.env]
 * @param {boolean} [task.finish] must not be interrupted half-way (dpkg): a stop waits for its end, a second one kills it
 * @param {Stop} stop
 * @returns {Promise<{ ok: boolean, tail: string }>} `tail` is the telling part of a failed one's output
 */
export async function runLong(task, stop) {
  if (stop.signal !== null) throw new Stopped(stop.signal);
  mkdirSync(dirname(task.log), { recursive: true });
  const log = openSync(task.log, 'w');
  writeSync(log, `$ ${task.command} ${task.args.join(' ')}\n`);
  const progress = showProgress(task.label);
  // Its own process group: the terminal's Ctrl-C reaches us alone, and we end the whole group.
  const child = spawn(task.command, task.args, {
    cwd: task.cwd,
    env: task.env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  let presses = 0;
  /** @type {NodeJS.Timeout | undefined} */
  let late;
  stop.onStop = () => {
    presses++;
    const patient = task.finish === true ? 2 : 1;
    if (presses < patient) progress.say('finishing the package installation first (press again to break it off)');
    else killGroup(child.pid, presses === patient ? 'SIGTERM' : 'SIGKILL');
    if (task.finish !== true) late ??= setTimeout(() => killGroup(child.pid, 'SIGKILL'), ENDING_MS);
  };
  // Nobody waits for it when we break off, be it that nobody reads what we say.
  const brokenOff = () => {
    if (task.finish !== true) killGroup(child.pid, 'SIGKILL');
  };
  process.once('exit', brokenOff);
  const ok = await new Promise((done) => {
    child.on('error', (error) => {
      writeSync(log, `${error.message}\n`);
      done(false);
    });
    child.on('close', (code) => done(code === 0));
  });
  stop.onStop = null;
  clearTimeout(late);
  process.off('exit', brokenOff);
  closeSync(log);
  if (stop.signal !== null) {
    progress.end('stopped');
    throw new Stopped(stop.signal);
  }
  progress.end(ok ? 'done' : 'failed');
  return { ok, tail: ok ? '' : whatWentWrong(readFileSync(task.log, 'utf8')) };
}

/**
 * The lines of a log worth showing: npm and apt mark theirs, and the first ones name the cause.
 * @param {string} log
 */
function whatWentWrong(log) {
  const lines = log.trimEnd().split('\n');
  const marked = lines.filter((line) => /^(npm error|E:) /.test(line));
  return (marked.length > 0 ? marked.slice(0, 15) : lines.slice(-15)).join('\n');
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function killGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended in this moment.
  }
}

/** @param {string} label */
function showProgress(label) {
  const began = performance.now();
  const terminal = process.stdout.isTTY === true;
  const seconds = () => `${Math.round((performance.now() - began) / 1000)} s`;
  // A line longer than the terminal would wrap and could not be written over.
  const rewrite = (/** @type {string} */ text) =>
    process.stdout.write(`\r\u001b[2K${`set-up: ${text}`.slice(0, (process.stdout.columns || 80) - 1)}`);
  if (terminal) rewrite(label);
  else say(label);
  const timer = setInterval(
    () => (terminal ? rewrite(`${seconds()} … ${label}`) : say(`${label} … ${seconds()}`)),
    terminal ? 1_000 : 10_000,
  );
  return {
    /** @param {string} line */
    say(line) {
      if (terminal) process.stdout.write('\n');
      say(line);
    },
    /** @param {string} word */
    end(word) {
      clearInterval(timer);
      if (terminal) process.stdout.write('\r\u001b[2K');
      say(`${label}: ${word}, ${seconds()}`);
    },
  };
}

/** @param {string} line */
export function say(line) {
  console.log(`set-up: ${line}`);
}
