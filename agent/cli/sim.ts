/**
 * The commands of `tongxing sim` that bring up or describe a simulated world. With `demo.ts` and `commands.ts` the only place
 * from which a simulator may be started.
 */
import { readFileSync } from 'node:fs';
import { drawPeople, MOST_PEOPLE } from '../../simulator/people/draw.ts';
import { PeopleError, shippedPeople } from '../../simulator/people/people.ts';
import { PortError } from '../adapters/http/server.ts';
import { pageLink } from './open.ts';
import { refuse } from './refusal.ts';
import { centreCommands } from './sim/centre-commands.ts';
import { DOORS, placeOf, startControl } from './sim/control.ts';
import { keyOf, recordScenario, replayRecording } from './sim/recordings.ts';
import { checkScenarios, listScenarios, runScenarios } from './sim/scenario-commands.ts';
import { type CounterOptions, openCounter, type ServedCounter } from './sim/served-counter.ts';
import type { DrawFlags, ServeFlags, SimCommands } from './sim-program.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

export function simCommands(world: World): SimCommands {
  return {
    serve: (flags) => serve(flags, world),
    people: (flags) => listPeople(flags, world),
    draw: (flags) => draw(flags, world),
    run: (names, flags) => runScenarios(names, flags, world),
    check: (names) => checkScenarios(names, world),
    list: (names) => listScenarios(names, world),
    record: (name, flags) =>
      name === undefined && flags.virtual !== true
        ? serve({ ...flags, record: { path: flags.out, keyPath: keyOf(flags.out, flags.key) } }, world)
        : recordScenario(name ?? '', flags, world),
    centre: centreCommands(world),
    replay: (paths, flags) => replayRecording(paths, flags, world),
  };
}

async function serve(flags: ServeFlags & Pick<CounterOptions, 'record'>, world: World): Promise<number> {
  const ports = [flags.port, flags.controlPort].map(Number);
  const [apiPort = 0, controlPort = 0] = ports;
  if (ports.some((port) => !Number.isInteger(port) || port < 0 || port > 65_535)) {
    world.err('--port, --control-port: 0 … 65535\n');
    return EXIT.badInput;
  }
  const { institution = 'pharmacy' } = flags;
  if (institution !== 'pharmacy' && institution !== 'clinic') {
    world.err('--institution: pharmacy, clinic\n');
    return EXIT.badInput;
  }
  const stopped = Promise.race([world.stopped(), ...(flags.untilStdinEnds === true ? [inputEnds()] : [])]);
  let counter: ServedCounter | null = null;
  try {
    const people = (flags.people ?? []).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    counter = await openCounter({
      ...{ data: flags.data ?? null, apiPort, people, institution },
      ...(flags.record === undefined ? {} : { record: flags.record }),
    });
    const control = await startControl(counter, controlPort);
    try {
      await introduce(counter, addressOf(control.address()), flags, world);
      await stopped;
    } finally {
      control.closeAllConnections();
      control.close();
    }
    return EXIT.done;
  } catch (error) {
    return refusal(error, world);
  } finally {
    await counter?.stop();
  }
}

async function introduce(counter: ServedCounter, control: string, flags: ServeFlags, world: World): Promise<void> {
  // Since this process began: what somebody waited who started it.
  const ready_ms = Math.round(performance.now());
  const place = { control, ready_ms, ...placeOf(counter) };
  if (flags.json === true) {
    world.out(`${JSON.stringify({ ready: true, ...place })}\n`);
    return;
  }
  const page = await pageLink(counter.daemon.port, counter.daemon.tokenPath);
  world.out(`培训模式：模拟柜台已就绪（${(ready_ms / 1_000).toFixed(1)} 秒），Ctrl-C 停止。 Training mode: a simulated counter is ready (${(ready_ms / 1_000).toFixed(1)} s); Ctrl-C stops it.
  收银页面 counter page  ${page}
     签到 sign in: 工号、姓名任意，联网时不需口令 any number and name; no PIN while online
  本地接口 local API     ${place.api}    令牌 token: ${place.token_file}
  模拟中心页面 centre page http://127.0.0.1:${counter.centrePort}/
  控制接口 control       ${control}
     curl ${control}/ ：
${Object.entries(DOORS)
  .map(([door, what]) => `     ${door.padEnd(50)} ${what}`)
  .join('\n')}
  卡片 cards: ${place.cards.length}（tongxing sim people）\n`);
}

/** Whoever started this holds the other end of the pipe. */
function inputEnds(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('end', () => resolve()).resume();
  });
}

function addressOf(address: unknown): string {
  const { port } = address as { readonly port: number };
  return `http://127.0.0.1:${port}`;
}

function refusal(error: unknown, world: World): number {
  if (error instanceof PeopleError) {
    world.err(`人员文件有误 the people file is not right: ${error.message}\n`);
    return EXIT.badInput;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && !(error instanceof PortError)) {
    world.err(`控制端口已被占用 the control port is taken: ${error.message}\n`);
    return EXIT.cannot;
  }
  const found = startFault(error);
  if (found === null) throw error;
  return refuse(world, found);
}

async function listPeople({ json }: { readonly json?: boolean }, world: World): Promise<number> {
  const rows = shippedPeople().map(({ name, card, centre: { profile, balc } }) => ({
    name,
    about: card.about,
    balc,
    ...profile,
  }));
  if (json === true) world.out(`${JSON.stringify(rows, null, 2)}\n`);
  else
    for (const { name, about, balc, insutype, psn_type, aid_category, brdy } of rows)
      world.out(`${name}  ${insutype} ${psn_type}  ${brdy}  ${balc.padStart(8)}  ${aid_category ?? '–'}  ${about}\n`);
  return EXIT.done;
}

async function draw(flags: DrawFlags, world: World): Promise<number> {
  const [seed, count] = [Number(flags.seed), Number(flags.count)];
  if (!Number.isInteger(seed) || seed < 0 || !Number.isInteger(count) || count < 1 || count > MOST_PEOPLE) {
    world.err(`--seed: 0 …；--count: 1 … ${MOST_PEOPLE}\n`);
    return EXIT.badInput;
  }
  world.out(`${JSON.stringify(drawPeople(seed, count), null, 2)}\n`);
  return EXIT.done;
}
