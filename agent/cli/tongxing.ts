/**
 * The package binary: the real world for the command line. The only module that ends the process, and with `demo.ts` the
 * only place from which a simulator may be started.
 */
import { systemClock } from '../adapters/system-clock.ts';
import { type Commands, runProgram } from './program.ts';
import { EXIT, type World } from './world.ts';

const COMMANDS: Commands = {
  start: async ({ config }, world) => (await import('./start.ts')).runStart(config, world),
  demo: async (options, world) => (await import('./demo.ts')).runDemo(options, world),
  open: async (options, world) => (await import('./open.ts')).runOpen(options, world),
  presettle: async ({ replay, ...options }, world) =>
    replay === undefined
      ? (await import('./case-files.ts')).runCaseFiles(options, world)
      : (await import('./replay.ts')).replayAt(replay, options, world),
  revocation: async (world) => (await import('./revocation.ts')).revocationCommands(world),
  pack: async (world) => (await import('./pack.ts')).packCommands(world),
  queue: async (options, world) => (await import('./ledger-place.ts')).queueAt(options, world),
  catalogueImport: async (files, options, world) => (await import('./catalogue.ts')).importAt(files, options, world),
  catalogueList: async (options, world) => (await import('./catalogue.ts')).listAt(options, world),
  catalogueFind: async (text, options, world) => (await import('./catalogue.ts')).findAt(text, options, world),
  care: async (world) => (await import('./care.ts')).careCommands(world),
};

const WORLD: World = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  nowMs: systemClock().wallMs,
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

runProgram(process.argv.slice(2), COMMANDS, WORLD).then(
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
