/**
 * The package binary: the real world for the command line. The only module that ends the process.
 */
import { setFlagsFromString } from 'node:v8';
import { giveWay } from '../adapters/low-priority.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { keepUnasked } from '../adapters/unasked-signals.ts';
import { COMMANDS } from './commands.ts';
import { runProgram } from './program.ts';
import { secretLines } from './secret-line.ts';
import { EXIT, type World } from './world.ts';

/** Longer than a daemon that has ended needs to be gone; what it stored is on disk by then. */
const DRAIN_MS = 2_000;

const WORLD: World = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  nowMs: systemClock().wallMs,
  secret: secretLines(),
  giveWay: () => giveWay(process.pid),
  onReload: (reload) => void process.on('SIGHUP', reload),
  stopped: () =>
    new Promise((resolve) => {
      let asked = false;
      const ask = () => {
        // Asked twice: end at once. What is stored is safe, and the next start recovers.
        if (asked) process.exit(EXIT.defect);
        asked = true;
        resolve();
      };
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, ask);
    }),
};

// A reader that goes away, as in `tongxing queue | head`, is no defect. Nor is a file that takes no more, as in
// `tongxing ledger export > file` on a full disk: what is not written is not done.
process.stdout.on('error', async (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write((await COMMANDS.explain(error)) ?? `程序缺陷 a defect: ${error.stack}\n`);
  process.exit(EXIT.cannot);
});

// What is said beside the log may be heard by nobody any more, as once a terminal is closed or a pipe has ended: a counter at
// work goes on.
process.stderr.on('error', () => {});

// What is loaded is no garbage: a young generation that grew over it would be memory that the daemon keeps for good, and it
// would be no faster for it. A command that works through much data may have it. Set before anything is loaded: V8 takes what
// was compiled when the program was built only under the flags it was written under.
const run = (words: readonly string[]) => {
  if (words[0] === 'start') {
    setFlagsFromString('--semi-space-growth-factor=1');
    keepUnasked();
  }
  return runProgram(words, COMMANDS, WORLD);
};

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
    // A terminal that could still type would keep the process alive; output is left to drain.
    process.stdin.destroy();
    // Nobody waits for one: an exit would wait for ever for a log that nobody reads.
    if (process.argv[2] === 'start') setTimeout(() => process.kill(process.pid, 'SIGKILL'), DRAIN_MS).unref();
  },
  (error: unknown) => {
    process.stderr.write(`程序缺陷 a defect: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = EXIT.defect;
  },
);
