/**
 * `tongxing catalogue import | list | find`: national catalogue files into the folder the daemon serves from, what is
 * installed, and what a clerk would find. The import runs in a process of its own; a running daemon swaps by itself.
 */
import { join, resolve } from 'node:path';
import { finishedFiles, readPointer } from '../adapters/catalogue/folder.ts';
import type { ImportProgress, ImportReport } from '../adapters/catalogue/import.ts';
import { importApart } from '../adapters/catalogue/import-process.ts';
import { openOnce } from '../adapters/catalogue/open.ts';
import { summaryOf } from '../adapters/catalogue/source.ts';
import { goodView } from '../api/catalogue.ts';
import { configErrorText, loadConfig } from '../config.ts';
import { civilTime } from '../core/time.ts';
import { packageRoot } from '../root.ts';
import { folderOf } from './ledger-place.ts';
import type { CatalogueFindOptions, CatalogueImportOptions, PlaceOptions } from './program.ts';
import { misused, refuse } from './refusal.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

const SHOWN_FAULTS = 50;

export function importAt(files: readonly string[], options: CatalogueImportOptions, world: World): Promise<number> {
  const { admdvs, increment } = options;
  if (admdvs !== undefined && !/^[0-9]{6}$/.test(admdvs)) return Promise.resolve(misused(world, '--admdvs 370100'));
  return atFolder(options, world, async (folder) => {
    if (folder.endsWith('.json')) return misused(world, 'catalogue_file: ./data/catalogue');
    const request = {
      folder,
      files: files.map((file) => resolve(file)),
      increment: increment === true,
      admdvs: admdvs ?? null,
      today: today(world),
    };
    const program = join(packageRoot(), 'dist', 'catalogue-import.js');
    const report = await importApart(program, request, (progress) => world.err(progressLine(progress)));
    world.out(options.json === true ? `${JSON.stringify(report)}\n` : reportText(report));
    return EXIT.done;
  });
}

export function listAt(options: PlaceOptions, world: World): Promise<number> {
  return atFolder(options, world, (folder) => {
    const pointer = readPointer(folder);
    for (const file of finishedFiles(folder)) {
      const { version, goods, entries, sources } = summaryOf(join(folder, file));
      const serves = pointer?.file === file ? '使用中 serves' : file === pointer?.previous ? '上一版 previous' : '';
      world.out(`${version}  商品 goods ${goods}  医保条目 entries ${entries}  ${serves}\n`);
      for (const { name, kind, good, bad } of sources)
        world.out(`    ${kind}  ${name}  ${good} 行 rows  ${bad} 错 bad\n`);
    }
    if (pointer === null) world.out('还没有导入目录。No catalogue is imported yet: tongxing catalogue import FILE…\n');
    return EXIT.done;
  });
}

export function findAt(text: string, options: CatalogueFindOptions, world: World): Promise<number> {
  const limit = Number(options.limit);
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > 500)
    return Promise.resolve(misused(world, '--limit 1 … 500'));
  return atFolder(options, world, (folder) => {
    const catalogue = openOnce(folder);
    try {
      const goods = catalogue.find(text, today(world), limit).map(goodView);
      if (options.json === true) world.out(`${JSON.stringify({ version: catalogue.version, goods })}\n`);
      else for (const good of goods) world.out(`${goodLine(good)}\n`);
      if (goods.length === 0) world.err('没有找到。Nothing found.\n');
      return EXIT.done;
    } finally {
      catalogue.close();
    }
  });
}

const LEVELS: Readonly<Record<string, string>> = { '01': '甲', '02': '乙', '03': '丙' };

function goodLine({ med_list_codg, name, spec, insured, shelf }: ReturnType<typeof goodView>): string {
  const { chrgitm_lv = '', selfpay_prop = null, pric_uplmt_amt = null } = insured ?? {};
  const share = selfpay_prop === null ? '' : ` 先自付 ${selfpay_prop}`;
  const cap = pric_uplmt_amt === null ? '' : ` 限价 ${pric_uplmt_amt}`;
  const own = shelf.map(({ medins_list_codg, pric }) => ` 本店 ${medins_list_codg}${pric === null ? '' : ` ¥${pric}`}`);
  const level = insured === null ? '未列入 not insured' : `${LEVELS[chrgitm_lv]}${share}${cap}`;
  return `${med_list_codg}  ${name}  ${spec ?? ''}  ${level}${own.join('')}`;
}

const STEPS = { read: '读取 read', join: '合并 join', index: '索引 index', check: '核对 check' } as const;

function progressLine({ step, file, rows, part }: ImportProgress): string {
  const share = part === null ? '' : `  ${Math.floor(part * 100)} %`;
  return `${STEPS[step]}  ${file}  ${rows}${share}\n`;
}

function reportText(report: ImportReport): string {
  if (report.unchanged) return `目录没有变化。Nothing new: ${report.version}\n`;
  const bad = report.sources.reduce((sum, source) => sum + source.bad, 0);
  const lines = report.sources.map(({ name, kind, rows, good, bad: wrong, elsewhere }) => {
    const others = elsewhere === 0 ? '' : `  其他统筹区 other regions ${elsewhere}`;
    return `  ${kind}  ${name}  ${rows} 行 rows  ${good} 入库 in  ${wrong} 错 bad${others}`;
  });
  const faults = report.faults.slice(0, SHOWN_FAULTS).map(({ file, row, column, field, reason, value }) => {
    const where = column === 0 ? `${file}:${row}` : `${file}:${row}:${column} ${field}`;
    return `  ${where} ${reason}${value === '' ? '' : ` (${value})`}`;
  });
  if (bad > faults.length) faults.push(`  … ${bad - faults.length} 行 more`);
  const incomplete =
    report.incomplete === 0
      ? []
      : [
          `乙类缺先自付比例（1319），按未列入处理 without self-pay share, left out: ${report.incomplete}, ${report.firstIncomplete} …`,
        ];
  return `${[
    `目录已更新 installed: ${report.version}  商品 goods ${report.goods}  医保条目 entries ${report.entries}`,
    ...lines,
    ...incomplete,
    ...(bad === 0 ? [] : [`有误的行（其余已入库）Bad rows (the rest is in): ${bad}`, ...faults]),
  ].join('\n')}\n`;
}

async function atFolder(
  options: PlaceOptions,
  world: World,
  work: (folder: string) => number | Promise<number>,
): Promise<number> {
  const folder = catalogueFolder(options, world);
  if (typeof folder === 'number') return folder;
  try {
    return await work(folder);
  } catch (error) {
    const found = startFault(error);
    if (found === null) throw error;
    return refuse(world, found);
  }
}

function catalogueFolder({ data, config }: PlaceOptions, world: World): string | number {
  if (data === undefined && config !== undefined) {
    const outcome = loadConfig(config);
    if (outcome.ok) return outcome.config.catalogueFile;
    world.err(`${outcome.errors.map(configErrorText).join('\n')}\n`);
    return EXIT.badInput;
  }
  const place = folderOf(data === undefined ? {} : { data }, world);
  return typeof place === 'number' ? place : join(place, 'catalogue');
}

const today = (world: World) => civilTime(world.nowMs()).slice(0, 10);
