/** What the terminal is asked: configuration, certificate, agent at work with link, clock, devices, queue, and what is installed. */
import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openOnce } from '../../adapters/catalogue/open.ts';
import { openList } from '../../adapters/revocation/list.ts';
import { type Config, configErrorText, loadConfig } from '../../config.ts';
import type { Api } from '../demo/api.ts';
import { bad, type Finding, ok, unknown, warn } from './finding.ts';

const DAY_MS = 86_400_000;

export function configuration(file: string | undefined): { readonly finding: Finding; readonly config: Config | null } {
  if (file === undefined)
    return {
      finding: unknown('config', '没有指明配置文件', 'no configuration file was named', '--config FILE'),
      config: null,
    };
  const outcome = loadConfig(file);
  if (outcome.ok)
    return { finding: ok('config', '配置文件正确', 'the configuration is right'), config: outcome.config };
  const text = outcome.errors.map(configErrorText).join('\n');
  return {
    finding: bad('config', `配置文件有误：${text}`, 'the configuration is not right', 'agent/config.example.yaml'),
    config: null,
  };
}

/** ms since 1970; null for a file that is none. */
function endOf(path: string): number | null {
  try {
    const { certificate: pem = '' } = JSON.parse(readFileSync(path, 'utf8')) as { readonly certificate?: string };
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    return null;
  }
}

/** The certificate and its end. */
export function certificate(folder: string, nowMs: number): Finding {
  const path = join(folder, 'identity.json');
  if (!existsSync(path)) return warn('certificate', '终端还没有登记', 'the terminal is not enrolled', 'tongxing start');
  const ends = endOf(path);
  if (ends === null)
    return bad('certificate', '身份文件或证书损坏', 'identity or certificate is damaged', 'tongxing restore --help');
  const days = Math.floor((ends - nowMs) / DAY_MS);
  const on = new Date(ends).toISOString().slice(0, 10);
  if (days < 0)
    return bad(
      'certificate',
      `证书已于 ${on} 到期`,
      `the certificate ended on ${on}`,
      '保持联网：到期后仍能上传并续期 keep the link: it still drains and renews itself',
    );
  return days < 30
    ? warn(
        'certificate',
        `证书 ${days} 天后到期（${on}）`,
        `the certificate ends in ${days} days`,
        '保持联网，自动续期 keep the link: it renews itself',
      )
    : ok('certificate', `证书有效至 ${on}`, `the certificate is valid until ${on}`);
}

interface Status {
  readonly version: string;
  readonly link: { readonly phase: string; readonly last_contact: string | null };
  readonly shift: { readonly phase: string };
  readonly clock: { readonly trusted: boolean; readonly step_ms: number };
  readonly queue: Readonly<Record<string, number>>;
  readonly devices: readonly {
    readonly name: string;
    readonly type: string;
    readonly phase: string;
    readonly problem: { readonly code: string; readonly zh: string; readonly en: string } | null;
  }[];
  readonly troubles: readonly {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly hint_zh: string;
  }[];
}

/** `api`: of the agent on this folder; null when none runs. `otherAtPort`: who else answers where it would listen. */
export async function agentAtWork(api: Api | null, otherAtPort: boolean): Promise<readonly Finding[]> {
  if (api === null)
    return otherAtPort
      ? [
          bad(
            'agent',
            '端口上是另一个实例',
            'another instance has the port',
            '停掉它，或改 api.port stop it, or change api.port',
          ),
        ]
      : [warn('agent', '终端程序没有运行', 'the agent does not run', 'tongxing start --config …')];
  const { version, link, clock, queue, devices, troubles } = await api.get<Status>('/v1/status');
  return [
    ok('agent', `终端程序 ${version} 在运行`, `agent ${version} runs`),
    link.phase === 'ready'
      ? ok('link', '与中心连通', 'the centre answers')
      : bad(
          'link',
          `与中心断开，上次联系 ${link.last_contact ?? '无'}`,
          `no link; last contact ${link.last_contact ?? 'never'}`,
          '查网络、centre.host、防火墙 network, centre.host, firewall',
        ),
    clock.trusted
      ? ok('clock', '时钟可信', 'the clock is trusted')
      : bad(
          'clock',
          `时钟跳变 ${clock.step_ms} ms，不可信`,
          `the clock stepped ${clock.step_ms} ms`,
          '校正时间后恢复联网 set it and restore the link',
        ),
    queue['unknown'] === 0 && queue['queued'] === 0
      ? ok('queue', '没有未上传的交易', 'nothing waits for the centre')
      : warn(
          'queue',
          `待上传 ${queue['queued']}，未知 ${queue['unknown']}`,
          `${queue['queued']} queued, ${queue['unknown']} unknown`,
          'tongxing queue',
        ),
    ...devices.map(({ name, problem }) =>
      problem === null
        ? ok('device', `${name} 可用`, `${name} can be used`)
        : warn('device', `${name}：${problem.zh}`, `${name}: ${problem.en}`, problem.code),
    ),
    ...(devices.length === 0
      ? [warn('device', '没有读卡器、扫码枪或打印机', 'no reader, scanner or printer', '检查连线 check the cables')]
      : []),
    ...troubles.map(({ code, zh, en, hint_zh }) => warn('trouble', zh, `${code}: ${en}`, hint_zh)),
  ];
}

/** Versions and ages of what was installed. */
export function installed(
  folder: string,
  config: Config | null,
  revocationAt: string,
  nowMs: number,
): readonly Finding[] {
  return [packs(join(folder, 'packs'), config), catalogue(config, nowMs), revocation(revocationAt, nowMs)];
}

function packs(folder: string, config: Config | null): Finding {
  const names = [folder, config?.packsDir ?? '']
    .filter((one) => one !== '' && existsSync(one))
    .flatMap((one) => readdirSync(one))
    .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
  return names.length === 0
    ? bad('packs', '没有政策包', 'no policy pack', 'tongxing pack list')
    : ok('packs', `政策包 ${names.length} 个`, `${names.length} policy packs`);
}

const STALE_DAYS = 30;

function catalogue(config: Config | null, nowMs: number): Finding {
  if (config === null)
    return unknown('catalogue', '未指明配置文件', 'no configuration file was named', '--config FILE');
  try {
    const open = openOnce(config.catalogueFile);
    open.close();
    const days = Math.floor((nowMs - statSync(config.catalogueFile).mtimeMs) / DAY_MS);
    return days > STALE_DAYS
      ? warn(
          'catalogue',
          `医保目录 ${open.version}，已 ${days} 天`,
          `catalogue ${open.version}, ${days} days old`,
          'tongxing catalogue import',
        )
      : ok('catalogue', `医保目录 ${open.version}`, `catalogue ${open.version}`);
  } catch (error) {
    return bad(
      'catalogue',
      '医保目录不可用',
      `no usable catalogue: ${error instanceof Error ? error.message : ''}`,
      'tongxing catalogue import',
    );
  }
}

function revocation(folder: string, nowMs: number): Finding {
  try {
    const list = openList(folder);
    const days = Math.floor((nowMs - list.as_of_ms) / DAY_MS);
    list.close();
    return days > STALE_DAYS
      ? warn(
          'revocation',
          `黑名单 ${list.version}，已 ${days} 天`,
          `revocation list ${list.version}, ${days} days old`,
          'tongxing revocation import',
        )
      : ok('revocation', `黑名单 ${list.version}`, `revocation list ${list.version}`);
  } catch (error) {
    if ((error as { readonly code?: string }).code === 'ENOENT')
      return warn('revocation', '没有黑名单', 'no list of revoked cards', 'tongxing revocation import');
    return bad('revocation', '黑名单损坏', 'the revocation list is damaged', 'tongxing revocation import');
  }
}
