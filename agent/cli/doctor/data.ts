/**
 * Versions and ages of what the terminal decides by: packs, profile, catalogue, revoked cards, each against its limit.
 * Reads only.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installedAt } from '../../adapters/catalogue/folder.ts';
import { openOnce } from '../../adapters/catalogue/open.ts';
import { identityFolder } from '../../adapters/identity-folder.ts';
import { lastAsked } from '../../adapters/last-asked.ts';
import { profileShelf } from '../../adapters/profile-shelf.ts';
import { openList } from '../../adapters/revocation/list.ts';
import { isSignedBy } from '../../adapters/update-signature.ts';
import type { Config } from '../../config.ts';
import { DEFAULT_LIMITS, type Limits, limitsInForce } from '../../core/limits.ts';
import { inForce } from '../../core/packs/installed.ts';
import { validOn } from '../../core/settlement/case.ts';
import { civilTime, dateOf } from '../../core/time.ts';
import { type Profile, profileInForce } from '../../profile.ts';
import { shelfOf } from '../../upkeep.ts';
import { bad, type Finding, ok, unknown, warn } from './finding.ts';

const HOUR_MS = 3_600_000;
/** Of a limit used up, from which it is said. */
const WARN_AT = 0.8;

export function installed(
  folder: string,
  config: Config | null,
  revocationAt: string,
  nowMs: number,
): readonly Finding[] {
  const found = profileAt(folder, nowMs);
  const configured = config?.limits ?? DEFAULT_LIMITS;
  const { limits, looser } = limitsInForce(configured, config?.limitsGiven ?? [], found?.limits ?? null);
  return [
    packs(folder, limits, nowMs),
    profile(found, looser),
    catalogue(config, limits, nowMs),
    revocation(revocationAt, limits, nowMs),
  ];
}

/** By its limit: fine, soon too old, or too old for a sale without the centre. */
function aged(
  check: string,
  what: readonly [zh: string, en: string],
  at: { readonly ms: number; readonly limit: number; readonly nowMs: number },
  next: string,
): Finding {
  const hours = Math.max(0, Math.floor((at.nowMs - at.ms) / HOUR_MS));
  const [zh, en] = [`${what[0]}，${age(hours, '小时', '天')}`, `${what[1]}, ${age(hours, ' hours', ' days')} old`];
  if (hours > at.limit) return bad(check, `${zh}，已超过 ${at.limit} 小时`, `${en}: over ${at.limit} hours`, next);
  return hours > at.limit * WARN_AT
    ? warn(check, `${zh}，上限 ${at.limit} 小时`, `${en}: the limit is ${at.limit} hours`, next)
    : ok(check, zh, en);
}

const age = (hours: number, small: string, large: string): string =>
  hours < 72 ? `${hours}${small}` : `${Math.floor(hours / 24)}${large}`;

function packs(folder: string, limits: Limits, nowMs: number): Finding {
  const list = existsSync(join(folder, 'packs')) ? shelfOf(folder).list() : [];
  const today = dateOf(civilTime(nowMs));
  const names = inForce(list, today)
    .filter(({ begndate, enddate }) => validOn(today, begndate, enddate))
    .map(({ id, version }) => `${id}@${version}`);
  if (names.length === 0)
    return bad('packs', '没有今天有效的政策包', 'no policy pack is valid today', 'tongxing pack list');
  const what = [`政策包 ${names.join('、')}`, `packs ${names.join(', ')}`] as const;
  const ms = lastAsked(join(folder, 'updates.asked')).at();
  if (ms === null)
    return warn(
      'packs',
      `${what[0]}，尚未经中心确认`,
      `${what[1]}, never confirmed by the centre`,
      '保持联网 keep the link',
    );
  return aged('packs', what, { ms, limit: limits.packUsableHours, nowMs }, '联网更新 connect to the centre');
}

function profileAt(folder: string, nowMs: number): Profile | null {
  if (!existsSync(join(folder, 'identity.json'))) return null;
  try {
    const identity = identityFolder(folder).read();
    if (identity === null) return null;
    const pinned = Buffer.from(identity.update_key ?? '', 'base64');
    const isSigned = (text: string, signature: Uint8Array) => isSignedBy(pinned, text, signature);
    const shelf = profileShelf(join(folder, 'profile.json'));
    return profileInForce(shelf, identity.terminal, isSigned, dateOf(civilTime(nowMs)));
  } catch {
    return null;
  }
}

function profile(found: Profile | null, looser: readonly string[]): Finding {
  if (found === null)
    return ok('profile', '没有终端档案，限额按配置', 'no terminal profile: limits by the configuration');
  const [zh, en] = [`终端档案 ${found.name}@${found.version}`, `profile ${found.name}@${found.version}`];
  return looser.length === 0
    ? ok('profile', zh, en)
    : warn(
        'profile',
        `${zh}；配置比档案宽松，不生效：${looser.join('、')}`,
        `${en}; looser in the configuration, without effect: ${looser.join(', ')}`,
        '从配置中删去 remove them from the configuration',
      );
}

function catalogue(config: Config | null, limits: Limits, nowMs: number): Finding {
  if (config === null)
    return unknown('catalogue', '未指明配置文件', 'no configuration file was named', '--config FILE');
  try {
    const open = openOnce(config.catalogueFile);
    open.close();
    const what = [`医保目录 ${open.version}`, `catalogue ${open.version}`] as const;
    const ms = installedAt(config.catalogueFile);
    if (ms === null) return ok('catalogue', what[0], what[1]);
    return aged('catalogue', what, { ms, limit: limits.catalogueUsableHours, nowMs }, 'tongxing catalogue import');
  } catch (error) {
    return bad(
      'catalogue',
      '医保目录不可用',
      `no usable catalogue: ${error instanceof Error ? error.message : ''}`,
      'tongxing catalogue import',
    );
  }
}

function revocation(folder: string, limits: Limits, nowMs: number): Finding {
  const next = 'tongxing revocation import';
  try {
    const list = openList(folder);
    list.close();
    const what = [`黑名单 ${list.version}`, `revocation list ${list.version}`] as const;
    return aged('revocation', what, { ms: list.as_of_ms, limit: limits.revocationUsableHours, nowMs }, next);
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === 'ENOENT') return warn('revocation', '没有黑名单', 'no list of revoked cards', next);
    if (code !== undefined)
      return bad('revocation', `读不到黑名单（${code}）`, `the revocation list cannot be read (${code})`, folder);
    return bad('revocation', '黑名单损坏', 'the revocation list is damaged', next);
  }
}
