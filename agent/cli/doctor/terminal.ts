/**
 * What the terminal is asked: configuration, certificates, whose ledger it is, and the agent at work: link, clock,
 * devices, queue.
 */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callCentre } from '../../adapters/centre-call.ts';
import { identityFolder } from '../../adapters/identity-folder.ts';
import { lockDatabase } from '../../adapters/sqlite/schema.ts';
import { type Config, configErrorText, loadConfig } from '../../config.ts';
import { StoreError } from '../../core/store-error.ts';
import { describe } from '../../errors/catalogue.ts';
import type { Api } from '../demo/api.ts';
import { startFault } from '../start-fault.ts';
import { bad, type Finding, ok, unknown, warn } from './finding.ts';

/** As gRPC numbers them. */
const [DEADLINE_EXCEEDED, UNAVAILABLE] = [4, 14];
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

/** The centre's own certificate: when it ends, no terminal believes the centre any more. */
export function centreAuthority(config: Config | null, nowMs: number): Finding {
  if (config === null)
    return unknown('centre_ca', '未指明配置文件', 'no configuration file was named', '--config FILE');
  try {
    const ends = Date.parse(new X509Certificate(readFileSync(config.centre.caFile)).validTo);
    const days = Math.floor((ends - nowMs) / DAY_MS);
    const on = new Date(ends).toISOString().slice(0, 10);
    const next = '向中心索取新的 CA 证书，写入 centre.ca_file ask the centre for its new CA certificate';
    if (days < 0)
      return bad('centre_ca', `中心 CA 证书已于 ${on} 到期`, `the centre’s CA certificate ended on ${on}`, next);
    return days < 60
      ? warn('centre_ca', `中心 CA 证书 ${days} 天后到期`, `the centre’s CA certificate ends in ${days} days`, next)
      : ok('centre_ca', `中心 CA 证书有效至 ${on}`, `the centre’s CA certificate is valid until ${on}`);
  } catch {
    return bad(
      'centre_ca',
      `读不到中心 CA 证书 ${config.centre.caFile}`,
      `the centre’s CA certificate ${config.centre.caFile} cannot be read`,
      'centre.ca_file',
    );
  }
}

/** Whether somebody else works on this ledger. `atWork`: the agent of this folder answers. */
export function instance(folder: string, atWork: boolean): Finding {
  const path = join(folder, 'tongxing.db');
  if (atWork) return ok('instance', '只有一个实例', 'there is one instance');
  if (!existsSync(`${path}.lock`)) return ok('instance', '账本没有被占用', 'nobody holds the ledger');
  try {
    lockDatabase(path)();
    return ok('instance', '账本没有被占用', 'nobody holds the ledger');
  } catch (error) {
    const found = startFault(error);
    if (found?.code === 'native_not_loaded') {
      const { zh, en, hint_zh, hint_en } = describe(found);
      return bad('instance', zh, en, `${hint_zh} ${hint_en}`);
    }
    // A full or read-only disk, or no rights: other findings say so.
    if (!(error instanceof StoreError && error.code === 'store_locked'))
      return unknown('instance', '不能查看账本是否被占用', 'whether somebody holds the ledger cannot be seen');
    return bad(
      'instance',
      '账本被另一个进程占用，而它没有应答',
      'another process holds the ledger and does not answer',
      `fuser -v ${path}.lock`,
    );
  }
}

interface Status {
  readonly version: string;
  readonly link: { readonly phase: string; readonly last_contact: string | null };
  readonly shift: { readonly phase: string };
  readonly clock: { readonly trusted: boolean; readonly step_ms: number; readonly offset_ms: number | null };
  readonly queue: Readonly<Record<string, number>>;
  readonly devices: readonly {
    readonly name: string;
    readonly type: string;
    readonly phase: string;
    readonly contactless: boolean;
    readonly virtual: boolean;
    readonly role: string | null;
    readonly problem: { readonly code: string; readonly zh: string; readonly en: string } | null;
  }[];
  readonly troubles: readonly {
    readonly code: string;
    readonly zh: string;
    readonly en: string;
    readonly hint_zh: string;
  }[];
}

const REACH_MS = 5_000;

/**
 * Why the centre of the configuration is not reached, in the words of the network or of TLS; null where it answers,
 * whatever that is, and where there is nothing to ask it with: other findings say so.
 */
export async function unreached(config: Pick<Config, 'centre'> | null, folder: string): Promise<string | null> {
  if (config === null) return null;
  const { address, caFile, serverName } = config.centre;
  const identities = identityFolder(folder);
  try {
    const identity = identities.read();
    if (identity === null) return null;
    const call = {
      ...{ address, ca: identities.trusted(caFile), deadlineMs: REACH_MS },
      ...{ certificate: Buffer.from(identity.certificate), key: identities.key() },
      ...(serverName === undefined ? {} : { serverName }),
    };
    // A method that no centre has: nothing comes of it.
    await callCentre(call, 'TerminalService/Reach', new Uint8Array(0));
    return null;
  } catch (error) {
    const { code, details } = error as { readonly code?: unknown; readonly details?: unknown };
    if ((code !== UNAVAILABLE && code !== DEADLINE_EXCEEDED) || typeof details !== 'string') return null;
    return /Last error: (?:Error: )?(.*?)\.? Resolution note:/s.exec(details)?.[1] ?? details;
  }
}

/**
 * `api`: of the agent on this folder; null when none runs. `otherAtPort`: whether somebody else has the one port it may
 * take. `why`: what keeps the centre from being reached; asked where there is no link.
 */
export async function agentAtWork(
  api: Api | null,
  otherAtPort: boolean,
  why: () => Promise<string | null>,
): Promise<readonly Finding[]> {
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
    link.phase === 'ready' ? ok('link', '与中心连通', 'the centre answers') : noLink(link.last_contact, await why()),
    clock.trusted
      ? ok('clock', '时钟可信', 'the clock is trusted')
      : bad(
          'clock',
          `时钟跳变 ${clock.step_ms} ms，不可信`,
          `the clock stepped ${clock.step_ms} ms`,
          '校正时间后恢复联网 set it and restore the link',
        ),
    clockOffset(clock.offset_ms),
    queue['unknown'] === 0 && queue['queued'] === 0
      ? ok('queue', '没有未上传的交易', 'nothing waits for the centre')
      : warn(
          'queue',
          `待上传 ${queue['queued']}，未知 ${queue['unknown']}`,
          `${queue['queued']} queued, ${queue['unknown']} unknown`,
          'tongxing queue',
        ),
    ...devices.map((device) => {
      const { name, problem } = device;
      const [zh, en] = modeOf(device);
      return problem === null
        ? ok('device', `${name} 可用（${zh}）`, `${name} can be used (${en})`)
        : warn('device', `${name}（${zh}）：${problem.zh}`, `${name} (${en}): ${problem.en}`, problem.code);
    }),
    ...(devices.length === 0
      ? [warn('device', '没有读卡器、扫码枪或打印机', 'no reader, scanner or printer', '检查连线 check the cables')]
      : []),
    ...troubles.map(({ code, zh, en, hint_zh }) => warn('trouble', zh, `${code}: ${en}`, hint_zh)),
  ];
}

function noLink(last_contact: string | null, why: string | null): Finding {
  return bad(
    'link',
    `与中心断开${why === null ? '' : `（${why}）`}，上次联系 ${last_contact ?? '无'}`,
    `no link${why === null ? '' : ` (${why})`}; last contact ${last_contact ?? 'never'}`,
    '查网络、centre.host、防火墙、centre.ca_file network, centre.host, firewall, centre.ca_file',
  );
}

/** In which mode a device works. */
function modeOf({
  type,
  contactless,
  virtual,
  role,
  problem,
}: Status['devices'][number]): readonly [zh: string, en: string] {
  const kinds: Readonly<Record<string, readonly [string, string]>> = {
    reader: contactless ? ['非接触读卡器', 'contactless reader'] : ['接触式读卡器', 'contact reader'],
    scanner:
      problem?.code === 'scanner_keyboard_mode'
        ? ['扫码枪，键盘模式', 'scanner, keyboard mode']
        : ['扫码枪', 'scanner'],
    printer: ['打印机', 'printer'],
  };
  const [zh, en] = kinds[type] ?? [type, type];
  const more = [virtual ? ['虚拟', 'virtual'] : null, role === null ? null : [role, role]].filter(
    (one) => one !== null,
  );
  return [[zh, ...more.map(([one]) => one)].join('，'), [en, ...more.map(([, one]) => one)].join(', ')];
}

const OFFSET_WARN_MS = 2_000;
/** Evidence with such a clock is worth little, and a certificate may count as not valid yet. */
const OFFSET_BAD_MS = 60_000;

export function clockOffset(offset_ms: number | null): Finding {
  if (offset_ms === null)
    return unknown('clock_offset', '未与中心对过时', 'the centre has not told its time', '等待联网 wait for the link');
  const said = `${(Math.round(offset_ms / 100) / 10 || 0).toFixed(1)} s`;
  const [zh, en] = [`与中心时间相差 ${said}`, `${said} from the centre’s clock`];
  const next = '校时：timedatectl set-ntp true set the clock';
  if (Math.abs(offset_ms) >= OFFSET_BAD_MS) return bad('clock_offset', zh, en, next);
  return Math.abs(offset_ms) >= OFFSET_WARN_MS ? warn('clock_offset', zh, en, next) : ok('clock_offset', zh, en);
}
