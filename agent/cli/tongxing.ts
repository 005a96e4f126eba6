/**
 * The package binary: the real world for the command line. The only module that ends the process.
 */
import { constants, setPriority } from 'node:os';
import { systemClock } from '../adapters/system-clock.ts';
import { runProgram } from './program.ts';
import { secretLines } from './secret-line.ts';
import { EXIT, type World } from './world.ts';

const WORLD: World = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  nowMs: systemClock().wallMs,
  secret: secretLines(),
  giveWay: () => setPriority(constants.priority.PRIORITY_LOW),
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

// A reader that goes away, as in `tongxing queue | head`, is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// By itself small; what the commands need comes through the code cache.
const run = async () => runProgram(process.argv.slice(2), (await import('./commands.ts')).COMMANDS, WORLD);

run().then(
  (code) => {
    process.exitCode = code;
    // A terminal that could still type would keep the process alive; output is left to drain.
    process.stdin.destroy();
  },
  (error: unknown) => {
    process.stderr.write(`程序缺陷 a defect: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = EXIT.defect;
  },
);
