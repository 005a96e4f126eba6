/**
 * `tongxing backup | restore | salvage`: copies of the ledger, and the way back from a lost or damaged one. Says what was
 * done, what is missing by number, and what to expect next; never what a body holds.
 */
import { accessSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { checkpointFile } from '../adapters/checkpoint-file.ts';
import { keyFolder } from '../adapters/key-folder.ts';
import { backUp } from '../adapters/sqlite/backup.ts';
import { damageMark } from '../adapters/sqlite/damage-mark.ts';
import { type KeyState, keyStates } from '../adapters/sqlite/key-states.ts';
import { restoreLedger } from '../adapters/sqlite/restore.ts';
import { type Range, type Salvage, salvageLedger } from '../adapters/sqlite/salvage.ts';
import { StoreError, type StoreErrorCode } from '../core/store-error.ts';
import type { CareCommands } from './care-program.ts';
import { folderOf, isOfLedger, refuseLedger } from './ledger-place.ts';
import { misused, refuse } from './refusal.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

const DAMAGED: ReadonlySet<StoreErrorCode> = new Set(['store_damaged', 'backup_damaged']);
/** Files of a folder of backups; others in it are left alone. */
const NAME = /^\d{8}T\d{6}Z\.db$/;
const BROKEN_OFF = /^\d{8}T\d{6}Z\.db\.part/;
const DAY_MS = 86_400_000;

export function copyCommands(world: World): Pick<CareCommands, 'backup' | 'restore' | 'salvage'> {
  return {
    async backup({ to, keep, ...place }) {
      if (!/^[1-9]\d{0,3}$/.test(keep)) return misused(world, '--keep 1 … 9999');
      return at(place, world, async (folder) => {
        if (to !== undefined && isOfLedger(to, folder)) return refuseLedger(to, world);
        const path = join(folder, 'tongxing.db');
        accessSync(path);
        const { file, inFolder } = placeFor(to === undefined ? join(folder, 'backups') : resolve(to), world.nowMs());
        let tenth = 0;
        const { verification } = await backUp(path, file, {}, (part) => {
          if (Math.floor(part * 10) > tenth) world.err(`${Math.floor(part * 10) * 10} %\n`);
          tenth = Math.max(tenth, Math.floor(part * 10));
        }).catch((error: unknown) => {
          // Pages that cannot be read, not entries that were changed: the next start salvages.
          if (error instanceof StoreError && error.code === 'store_damaged' && !Array.isArray(error.cause))
            damageMark(path).set();
          throw error;
        });
        if (inFolder !== null) thin(inFolder, basename(file), Number(keep));
        const { entries, transactions, head } = verification;
        world.out(
          `已备份并核对 backed up and checked: ${file}\n${entries} 条账目 entries, ${transactions} 笔交易 transactions, ${head}\n`,
        );
        return EXIT.done;
      });
    },
    restore: (file, place) =>
      at(place, world, (folder) => {
        const told = checkpointFile(folder).read();
        const path = join(folder, 'tongxing.db');
        const keys = keyFolder(folder);
        for (const needed of [folder, resolve(file)]) accessSync(needed);
        const restored = restoreLedger({
          path,
          backup: resolve(file),
          keys,
          atMs: world.nowMs(),
          above: told?.epoch ?? 0,
        });
        damageMark(path).clear();
        const { entries, transactions } = restored.verification;
        world.out(`已恢复 restored: ${entries} 条账目 entries, ${transactions} 笔交易 transactions\n`);
        if (told !== null && told.entries > entries)
          world.out(
            `备份之后的账目不在其中 later entries are not in it: ${entries + 1}–${told.entries}（中心收到的交易会在联网后告知 what reached the centre is told at contact）\n`,
          );
        tellEpoch(restored, world);
        return tellLacking(keyStates(path, keys), world);
      }),
    salvage: (place) =>
      at(place, world, (folder) => {
        const told = checkpointFile(folder).read();
        const path = join(folder, 'tongxing.db');
        accessSync(path);
        const salvage = salvageLedger(path, world.nowMs(), told?.epoch ?? 0);
        damageMark(path).clear();
        world.out(salvageText(salvage));
        tellEpoch(salvage, world);
        return EXIT.done;
      }),
  };
}

function salvageText({ tables, missing, bodiless, entries, report }: Salvage): string {
  const ranges = (list: readonly Range[]) =>
    list.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(', ');
  const lines = tables.map(({ table, rows, whole }) => `  ${table}  ${rows}${whole ? '' : '  不完整 incomplete'}`);
  for (const { epoch, numbers } of missing)
    lines.push(`缺失的交易序号 missing numbers: epoch ${epoch}: ${ranges(numbers)}`);
  if (bodiless.length > 0) lines.push(`内容丢失，待人工处理 bodies lost, parked: ${bodiless.join(', ')}`);
  if (entries.length > 0) lines.push(`缺失的账目 missing entries: ${ranges(entries)}`);
  if (missing.length + bodiless.length + entries.length === 0) lines.push('没有发现缺失。 Nothing is missing.');
  return `${['已读出 read:', ...lines, `报告 report: ${report}`].join('\n')}\n`;
}

/** On another machine, or of a time before a key was destroyed, a copy has come without its keys. */
function tellLacking(states: readonly KeyState[], world: World): number {
  const lacking = states.filter(({ stands }) => stands === 'missing' || stands === 'wrong').map(({ name }) => name);
  if (lacking.length === 0) return EXIT.done;
  world.err(
    `缺少这份备份的数据密钥 ${lacking.join('、')}，放回之前终端不能启动：先 tongxing keys request，再 keys restore；或改用较新的备份。\nIts data keys ${lacking.join(', ')} are not here, and there is no start before they are put back: tongxing keys request, then keys restore; or take a newer backup.\n`,
  );
  return EXIT.found;
}

function tellEpoch(
  { epoch, asked, aside }: { epoch: number; asked: number; aside: string | null },
  world: World,
): void {
  if (aside !== null) world.out(`原文件 the former file: ${aside}\n`);
  world.out(
    `第 ${epoch} 期开始：联网核对前不做离线医保结算；${asked} 笔待查询。 Epoch ${epoch} begins: no insured offline sale before the first contact; ${asked} to be inquired about.\n`,
  );
}

function placeFor(to: string, nowMs: number): { readonly file: string; readonly inFolder: string | null } {
  if (to.endsWith('.db') && !(existsSync(to) && statSync(to).isDirectory())) return { file: to, inFolder: null };
  mkdirSync(to, { recursive: true, mode: 0o700 });
  clearBrokenOff(to, nowMs);
  return { file: join(to, `${new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')}.db`), inFolder: to };
}

/** What a copy that was killed had come to, as long as the ledger itself; one under way has written within a day. */
function clearBrokenOff(folder: string, nowMs: number): void {
  for (const name of readdirSync(folder).filter((one) => BROKEN_OFF.test(one)))
    if (Math.abs(nowMs - statSync(join(folder, name)).mtimeMs) > DAY_MS) rmSync(join(folder, name));
}

/** The newest stay. One that bears a later time than the one just made is of a clock that was ahead, and goes first. */
function thin(folder: string, made: string, keep: number): void {
  const files = readdirSync(folder).filter((name) => NAME.test(name));
  const [ahead, others] = [files.filter((name) => name > made), files.filter((name) => name <= made)];
  const oldestFirst = [...ahead.sort(), ...others.sort()];
  for (const name of oldestFirst.slice(0, Math.max(0, files.length - keep))) rmSync(join(folder, name));
}

async function at(
  place: { readonly data?: string; readonly config?: string },
  world: World,
  work: (folder: string) => number | Promise<number>,
): Promise<number> {
  const folder = folderOf(place, world);
  if (typeof folder === 'number') return folder;
  try {
    return await work(folder);
  } catch (error) {
    const found = startFault(error);
    if (found === null) throw error;
    refuse(world, found);
    if (error instanceof StoreError && typeof error.cause === 'object' && Array.isArray(error.cause))
      for (const { kind, at: where } of error.cause as { kind: string; at: string }[])
        world.err(`  ${where}  ${kind}\n`);
    const damaged = error instanceof StoreError && DAMAGED.has(error.code);
    return damaged ? EXIT.found : EXIT.cannot;
  }
}
