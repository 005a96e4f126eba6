/**
 * The commands of the package binary, each loaded when it is run. With `demo.ts` and `sim.ts` the only place from which a
 * simulator may be started.
 */
import type { Commands } from './program.ts';

export const COMMANDS: Commands = {
  start: async ({ config }, world) => (await import('./start.ts')).runStart(config, world),
  demo: async (options, world) => (await import('./demo.ts')).runDemo(options, world),
  open: async (options, world) => (await import('./open.ts')).runOpen(options, world),
  presettle: async ({ replay, ...options }, world) =>
    replay === undefined
      ? (await import('./case-files.ts')).runCaseFiles(options, world)
      : (await import('./replay.ts')).replayAt(replay, options, world),
  revocation: async (world) => (await import('./revocation.ts')).revocationCommands(world),
  doctor: async (options, world) => (await import('./doctor.ts')).runDoctor(options, world),
  front: async (world) => (await import('./front.ts')).frontCommands(world),
  clients: async (world) => (await import('./clients.ts')).clientCommands(world),
  devices: async (world) => (await import('./devices.ts')).deviceCommands(world),
  sim: async (world) => (await import('./sim.ts')).simCommands(world),
  pack: async (world) => (await import('./pack.ts')).packCommands(world),
  shift: async (world) => (await import('./shift-commands.ts')).shiftCommands(world),
  queue: async (world) => (await import('./queue-actions.ts')).queueCommands(world),
  catalogueImport: async (files, options, world) => (await import('./catalogue.ts')).importAt(files, options, world),
  catalogueList: async (options, world) => (await import('./catalogue.ts')).listAt(options, world),
  catalogueFind: async (text, options, world) => (await import('./catalogue.ts')).findAt(text, options, world),
  care: async (world) => (await import('./care.ts')).careCommands(world),
};
