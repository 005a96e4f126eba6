/**
 * `tongxing pack list | verify | activate | diff` on this machine's files. Works beside a running daemon: both change the
 * index of packs under one lock, and the daemon watches it. Must never install a pack: packs come signed from the centre
 * or with the program.
 */
import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityFolder } from '../adapters/identity-folder.ts';
import { digestOf, isSignedBy } from '../adapters/update-signature.ts';
import { type PackFault, readSoundPack } from '../core/packs/admit.ts';
import { diffPacks, type PackChange } from '../core/packs/diff.ts';
import { type InstalledPack, inForce } from '../core/packs/installed.ts';
import type { Pack } from '../core/packs/pack.ts';
import { civilTime, dateOf } from '../core/time.ts';
import { signedText } from '../core/update.ts';
import { fault } from '../errors/catalogue.ts';
import { shelfOf } from '../upkeep.ts';
import { folderOf } from './ledger-place.ts';
import type { PackActivateOptions, PackCommands, PackVerifyOptions } from './pack-program.ts';
import type { PlaceOptions } from './program.ts';
import { refuse } from './refusal.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

export function packCommands(world: World): PackCommands {
  const guarded = async (work: () => number): Promise<number> => {
    try {
      return work();
    } catch (error) {
      const found = startFault(error);
      if (found === null) throw error;
      return refuse(world, found, EXIT.cannot);
    }
  };
  return {
    packList: (options) => guarded(() => list(options, world)),
    packVerify: (file, options) => guarded(() => verify(file, options, world)),
    packActivate: (name, options) => guarded(() => activate(name, options, world)),
    packDiff: (before, after, options) => guarded(() => diff(before, after, options, world)),
  };
}

function today(world: World): string {
  return dateOf(civilTime(world.nowMs()));
}

function list(options: PlaceOptions & { readonly json?: boolean }, world: World): number {
  const folder = folderOf(options, world);
  if (typeof folder === 'number') return folder;
  const installed = shelfOf(folder).list();
  const serving = new Set(inForce(installed, today(world)));
  const rows = installed
    .toSorted((a, b) => (a.id === b.id ? a.sequence - b.sequence : a.id < b.id ? -1 : 1))
    .map((pack) => ({ ...pack, state: stateOf(pack, serving, today(world)) }));
  if (options.json === true) world.out(`${JSON.stringify(rows, null, 2)}\n`);
  else if (rows.length === 0) world.out('还没有安装政策包。No pack is installed yet.\n');
  else for (const row of rows) world.out(`${rowText(row)}\n`);
  return EXIT.done;
}

type State = keyof typeof STATES;
const STATES = {
  in_force: '使用中 in force',
  ended: '有效期已过 past its validity',
  coming: '待生效 to come',
  withdrawn: '已退回 withdrawn',
  superseded: '已被取代 superseded',
} as const;

function stateOf(pack: InstalledPack, serving: ReadonlySet<InstalledPack>, day: string): State {
  if (serving.has(pack)) return pack.enddate !== null && pack.enddate < day ? 'ended' : 'in_force';
  if (pack.rolled_back) return 'withdrawn';
  return pack.activation > day ? 'coming' : 'superseded';
}

function rowText({
  id,
  version,
  begndate,
  enddate,
  activation,
  source,
  state,
}: InstalledPack & { state: State }): string {
  const validity = `${begndate ?? '…'} – ${enddate ?? '…'}`;
  const origin = source === 'bundled' ? '随程序 bundled' : '中心更新 update';
  return [`${id}@${version}`, validity, `启用 from ${activation || '…'}`, STATES[state], origin].join('  ');
}

function verify(file: string, options: PackVerifyOptions, world: World): number {
  if (!existsSync(file)) return refuse(world, fault('file_missing', { path: file }), EXIT.badInput);
  const bytes = readFileSync(file);
  const read = readSoundPack({ file, text: bytes.toString() });
  if ('faults' in read) return refuseAll(world, read.faults);
  const signature = signatureBeside(file, options, read.pack, bytes, world);
  if (signature === 'wrong') {
    const where = { file: `${file}.sig`, rule: '', field: 'signature', reason: digestOf(bytes) };
    return refuse(world, fault('update_signature_wrong', where), EXIT.badInput);
  }
  const { id, version, benefits, layers, checks, examples } = read.pack;
  world.out(
    `${id}@${version}: ${benefits.length} 项待遇 benefits, ${layers.length} 层 layers, ${checks.length} 项检查 checks, ${examples.length} 个算例全部相符 examples come out\n${SIGNATURES[signature]}\n`,
  );
  return EXIT.done;
}

const SIGNATURES = {
  right: '签名有效 the signature is right',
  absent: '旁边没有签名文件（.sig） no signature beside it (.sig)',
  no_key: '签名未核对：没有公钥（--key 或 --data） the signature was not checked: no key (--key or --data)',
} as const;

function signatureBeside(
  file: string,
  options: PackVerifyOptions,
  { id, version }: Pack,
  bytes: Uint8Array,
  world: World,
): keyof typeof SIGNATURES | 'wrong' {
  const path = `${file}.sig`;
  if (!existsSync(path)) return 'absent';
  const spki = keyOf(options, world);
  if (spki === null) return 'no_key';
  const text = signedText({ kind: 'pack', name: id, version, sha256: digestOf(bytes) });
  return isSignedBy(spki, text, Buffer.from(readFileSync(path, 'utf8'), 'base64')) ? 'right' : 'wrong';
}

function keyOf(options: PackVerifyOptions, world: World): Uint8Array | null {
  if (options.key !== undefined)
    return createPublicKey(readFileSync(options.key)).export({ type: 'spki', format: 'der' });
  if (options.data === undefined && options.config === undefined) return null;
  const folder = folderOf(options, world);
  if (typeof folder === 'number' || !existsSync(join(folder, 'identity.json'))) return null;
  const pinned = Buffer.from(identityFolder(folder).read()?.update_key ?? '', 'base64');
  return pinned.length === 0 ? null : pinned;
}

function refuseAll(world: World, faults: readonly PackFault[]): number {
  for (const { code, ...where } of faults) refuse(world, fault(code, where), EXIT.badInput);
  return EXIT.badInput;
}

function activate(name: string, options: PackActivateOptions, world: World): number {
  const folder = folderOf(options, world);
  if (typeof folder === 'number') return folder;
  const [id = '', version = ''] = name.split('@');
  const shelf = shelfOf(folder);
  if (shelf.list().every((pack) => pack.id !== id || (version !== '' && pack.version !== version)))
    return refuse(world, fault('pack_not_installed', { file: name }), EXIT.badInput);
  const day = today(world);
  if (options.rollback !== true && version === '') {
    world.err('请写明版本 say which version: ID@VERSION\n');
    return EXIT.badInput;
  }
  const done = options.rollback === true ? shelf.rollBack(id, day) : shelf.activate(id, version, day);
  if ('code' in done) {
    const where = done.code === 'pack_outside_validity' ? { rule: '', field: '', reason: day } : {};
    return refuse(world, fault(done.code, { file: name, ...where }), EXIT.badInput);
  }
  const [now] = inForce(
    done.installed.filter((pack) => pack.id === id),
    day,
  );
  world.out(
    `使用中 in force: ${id}@${now?.version ?? '…'}\n终端程序运行时约 5 秒后生效，否则下次启动生效。A running daemon takes it over within about 5 seconds, otherwise it counts from the next start.\n`,
  );
  return EXIT.done;
}

function diff(
  before: string,
  after: string,
  options: PlaceOptions & { readonly json?: boolean },
  world: World,
): number {
  const documents: Record<string, unknown>[] = [];
  for (const name of [before, after]) {
    const file = fileOf(name, options, world);
    if (file === null) return refuse(world, fault('pack_not_installed', { file: name }), EXIT.badInput);
    const text = readFileSync(file, 'utf8');
    const read = readSoundPack({ file, text });
    if ('faults' in read) return refuseAll(world, read.faults);
    documents.push(JSON.parse(text) as Record<string, unknown>);
  }
  const changes = diffPacks(documents[0] ?? {}, documents[1] ?? {});
  if (options.json === true) world.out(`${JSON.stringify(changes, null, 2)}\n`);
  else world.out(changes.length === 0 ? '没有差别 no difference\n' : changesText(changes));
  return EXIT.done;
}

function fileOf(name: string, options: PlaceOptions, world: World): string | null {
  if (existsSync(name)) return name;
  if (options.data === undefined && options.config === undefined) return null;
  const folder = folderOf(options, world);
  if (typeof folder === 'number') return null;
  const found = shelfOf(folder)
    .list()
    .find(({ id, version }) => name === `${id}@${version}`);
  return found === undefined ? null : join(folder, 'packs', `${name}.json`);
}

const PARTS = { pack: '政策包 pack', benefit: '待遇 benefit', layer: '层 layer', check: '检查 check' } as const;

/** The first word of a path, as people say it; what has no word is shown as it stands. */
const FIELDS: Readonly<Record<string, string>> = {
  when: '条件 when',
  deductible: '起付线 deductible',
  ratio: '支付比例 ratio',
  bands: '分段 bands',
  tiers: '分段 tiers',
  ceiling: '封顶线 ceiling',
  counts_for: '计入 counts for',
  falls_through: '用尽后顺延 falls through',
  over_ceiling_excluded: '超限额不计入 over-ceiling excluded',
  adjustments: '倾斜 adjustments',
  base: '基数 base',
  fund: '基金 fund',
  fund_pay_type: '基金支付类型 fund_pay_type',
  source: '依据 source',
  order: '次序 order',
  version: '版本 version',
  admdvs: '统筹区 admdvs',
  begndate: '开始日期 begndate',
  enddate: '结束日期 enddate',
  name: '名称 name',
  severity: '程度 severity',
  say: '提示 say',
};

function changesText(changes: readonly PackChange[]): string {
  const lines: string[] = [];
  let heading = '';
  for (const { part, rule, field, before, after } of changes) {
    const of = `${PARTS[part]} ${rule}`.trimEnd();
    if (field === '') {
      lines.push(after === null ? `− ${of}  ${before ?? ''}` : `+ ${of}  ${after}`);
      heading = '';
      continue;
    }
    if (of !== heading) lines.push(of);
    heading = of;
    const [first = ''] = field.split(/[.[]/);
    lines.push(`    ${FIELDS[first] ?? first}  ${field}: ${before ?? '—'} → ${after ?? '—'}`);
  }
  return `${lines.join('\n')}\n`;
}
