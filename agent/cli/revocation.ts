/**
 * `tongxing revocation import | status | check` over the data folder. A daemon at work swaps by itself; nothing here talks
 * to it.
 */
import { join, resolve } from 'node:path';
import { buildList, standingOf } from '../adapters/revocation/build.ts';
import { FILE_NAME, RevocationError } from '../adapters/revocation/layout.ts';
import { openList } from '../adapters/revocation/list.ts';
import { civilTime } from '../core/time.ts';
import { fault } from '../errors/catalogue.ts';
import { folderOf } from './ledger-place.ts';
import type { PlaceOptions } from './program.ts';
import { refuse } from './refusal.ts';
import type { RevocationCommands } from './revocation-program.ts';
import { EXIT, type World } from './world.ts';

export function revocationCommands(world: World): RevocationCommands {
  return {
    revocationImport: (file, options) =>
      atFolder(options, world, async (folder) => {
        // Cards revoked since would be good again, and nobody would notice.
        if (options.older !== true && standingOf(folder, resolve(file), world.nowMs()) === 'older')
          throw new RevocationError(resolve(file), 'of an earlier time than the list that serves; --older takes it');
        const { version, count, added, removed, as_of_ms } = await buildList(folder, resolve(file));
        const numbers = `共 ${count} 张 cards  新增 added ${added}  移出 removed ${removed}`;
        world.out(`黑名单已更新 installed: ${version}  截至 as of ${civilTime(as_of_ms)}  ${numbers}\n`);
        return EXIT.done;
      }),
    revocationStatus: (options) =>
      atFolder(options, world, (folder) => {
        const list = openList(folder);
        try {
          let cards = 0;
          for (const _id of list.ids()) cards += 1;
          const { version, as_of_ms, count } = list;
          const as_of = civilTime(as_of_ms);
          if (options.json === true) world.out(`${JSON.stringify({ version, as_of, cards: count })}\n`);
          else world.out(`${version}  截至 as of ${as_of}  ${cards} 张 cards  完好 whole\n`);
          return EXIT.done;
        } finally {
          list.close();
        }
      }),
    revocationCheck: (cards, options) =>
      atFolder(options, world, (folder) => {
        const list = openList(folder);
        try {
          const answers = cards.map((card) => ({ card, revoked: list.revoked(card) }));
          const words = (revoked: boolean | null) =>
            revoked === null
              ? '不是卡识别码 no card identifier'
              : revoked
                ? '已列入黑名单 revoked'
                : '不在名单中 not on the list';
          for (const { card, revoked } of answers) world.out(`${card}  ${words(revoked)}\n`);
          return answers.some(({ revoked }) => revoked !== false) ? EXIT.found : EXIT.done;
        } finally {
          list.close();
        }
      }),
  };
}

async function atFolder(
  options: PlaceOptions,
  world: World,
  work: (folder: string) => number | Promise<number>,
): Promise<number> {
  const place = folderOf(options, world);
  if (typeof place === 'number') return place;
  const folder = join(place, 'revocation');
  try {
    return await work(folder);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const none = code === 'ENOENT' && path === join(folder, FILE_NAME) ? fault('revocation_none', { path }) : null;
    const found =
      error instanceof RevocationError ? fault('revocation_invalid', { path: error.path, reason: error.reason }) : none;
    // What the system refuses is explained as for every command.
    if (found === null) throw error;
    return refuse(world, found);
  }
}
