/**
 * The commands of the package binary, each loaded when it is run: the daemon from a bundle that has nothing else in it, and
 * whatever answers and ends from another. With `demo.ts` and `sim.ts` the only place from which a simulator may be started.
 */
import type { Commands } from './program.ts';

const errands = () => import('./errands.ts');

export const COMMANDS: Commands = {
  start: async ({ config }, world) => (await import('./start.ts')).runStart(config, world),
  demo: async (options, world) => (await import('./demo.ts')).runDemo(options, world),
  open: async (options, world) => (await (await errands()).open()).runOpen(options, world),
  presettle: async ({ replay, ...options }, world) =>
    replay === undefined
      ? (await (await errands()).caseFiles()).runCaseFiles(options, world)
      : (await (await errands()).replay()).replayAt(replay, options, world),
  revocation: async (world) => (await (await errands()).revocation()).revocationCommands(world),
  doctor: async (options, world) => (await (await errands()).doctor()).runDoctor(options, world),
  front: async (world) => (await (await errands()).front()).frontCommands(world),
  clients: async (world) => (await (await errands()).clients()).clientCommands(world),
  devices: async (world) => (await (await errands()).devices()).deviceCommands(world),
  sim: async (world) => (await import('./sim.ts')).simCommands(world),
  pack: async (world) => (await (await errands()).pack()).packCommands(world),
  shift: async (world) => (await (await errands()).shift()).shiftCommands(world),
  queue: async (world) => (await (await errands()).queue()).queueCommands(world),
  catalogueImport: async (files, options, world) =>
    (await (await errands()).catalogue()).importAt(files, options, world),
  catalogueList: async (options, world) => (await (await errands()).catalogue()).listAt(options, world),
  catalogueFind: async (text, options, world) => (await (await errands()).catalogue()).findAt(text, options, world),
  explain: async (error) => (await (await errands()).faults()).explain(error),
  keepOwners: async (place) =>
    process.getuid?.() === 0 ? (await (await errands()).keepOwner()).keepOwners(place) : () => {},
  care: async (world) => (await (await errands()).care()).careCommands(world),
};
