/**
 * Takes revocation lists out of the updates: each text is put down and built into the next list by a process of its own, one
 * after the other, so that sorting through millions of cards takes nothing from the counter. What was put down and not built,
 * because the power went, is built at the next start. What can not be built is said and not asked for again; but when an
 * increment does not go on from what serves, something is lacking here, and everything the centre has is asked for anew. A
 * list never goes back to an older one this way.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UpdateName } from '../../core/update.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { UpdateTaker } from '../../ports/updates.ts';
import { giveWay } from '../low-priority.ts';
import { standingOf } from './build.ts';

/** A full list of five million cards, as text. */
const MOST_BYTES = 192 << 20;
/** Put down and not built yet, in their order. One that an earlier release put down has no number. */
const WAITING = /^update(?:-(\d+))?\.txt$/;
const TAKEN = 'taken.json';
/** Names that are told to the centre: years of an increment a day. */
const MOST_NAMES = 1_000;

type Taken = Omit<UpdateName, 'kind'>;

/** Builds the list out of this update; resolves with what is wrong, or null. */
export type BuildApart = (update: string) => Promise<string | null>;

export function revocationTaker(
  folder: string,
  build: BuildApart,
  log: Pick<Log, 'info' | 'error'>,
  clock: Pick<Clock, 'wallMs'>,
): UpdateTaker {
  const taken = join(folder, TAKEN);
  const held = () => (existsSync(taken) ? namesIn(readFileSync(taken, 'utf8')) : []);
  let building = Promise.resolve();

  async function buildWaiting(): Promise<void> {
    for (let [next] = waitingIn(folder); next !== undefined; [next] = waitingIn(folder)) {
      const update = join(folder, next.file);
      const standing = standingOf(folder, update, clock.wallMs());
      const wrong = standing === 'older' ? null : await build(update);
      if (standing === 'lacking') rmSync(taken, { force: true });
      rmSync(update, { force: true });
      if (wrong !== null) log.error('revocation_refused', { reason: wrong });
    }
  }

  const start = () => {
    building = building.then(buildWaiting);
  };
  start();
  return {
    kind: 'revocation',
    mostBytes: MOST_BYTES,
    held,
    take({ name, version, sha256, bytes }) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const last = waitingIn(folder).at(-1)?.place ?? 0;
      put(join(folder, `update-${last + 1}.txt`), bytes);
      put(taken, JSON.stringify([...held(), { name, version, sha256 }].slice(-MOST_NAMES)));
      log.info('revocation_taken', { name, version });
      start();
      return { notices: [], faults: [] };
    },
  };
}

/** An earlier release kept one name and no list of them. Of one that is damaged: none, and the centre offers them again. */
function namesIn(text: string): readonly Taken[] {
  try {
    return [JSON.parse(text) as Taken | readonly Taken[]].flat();
  } catch {
    return [];
  }
}

function waitingIn(folder: string): readonly { readonly file: string; readonly place: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((file) => {
      const found = WAITING.exec(file);
      return found === null ? [] : [{ file, place: Number(found[1] ?? '0') }];
    })
    .sort((a, b) => a.place - b.place);
}

/** `program` is dist/tongxing.js. */
export function buildApart(program: string, dataDir: string): BuildApart {
  return (update) =>
    new Promise((resolve) => {
      const child = fork(program, ['revocation', 'import', update, '--data', dataDir], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      // Before it has threads of its own, which would keep the priority they were born with.
      if (child.pid !== undefined) void giveWay(child.pid);
      let said = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said = `${said}${text}`.slice(-1_000);
      });
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(code === 0 ? null : said || `ended with ${signal ?? code}`));
    });
}

function put(path: string, contents: string | Uint8Array): void {
  writeFileSync(`${path}.draft`, contents, { mode: 0o600, flush: true });
  renameSync(`${path}.draft`, path);
}
