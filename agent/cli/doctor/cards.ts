/**
 * What stands between the daemon and a card: the card service, and who may use it. Repairs by the system's own tools
 * alone.
 */
import { accessSync, constants, copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { packageRoot } from '../../root.ts';
import { bad, type Finding, ok, unknown, warn } from './finding.ts';
import { mustRun } from './machine.ts';

const PCSCD_SOCKET = '/run/pcscd/pcscd.comm';
const ANSWER_MS = 2_000;
const START = ['enable', '--now', 'pcscd.socket'];

/** Whether pcscd answers this user. Without its socket nothing reads a card. `run` starts it; throws where it cannot. */
export function cardService(
  socket = PCSCD_SOCKET,
  run: () => void = () => mustRun('systemctl', START),
): Promise<Finding> {
  const start = `systemctl ${START.join(' ')}`;
  const repair = { what: start, run };
  if (!existsSync(socket)) {
    const next = `apt-get install pcscd; ${start}`;
    return Promise.resolve({
      ...bad('pcscd', '读卡服务 pcscd 没有运行', 'the card service pcscd does not run', next),
      repair,
    });
  }
  return new Promise((resolve) => {
    const end = (finding: Finding) => {
      probe.destroy();
      resolve(finding);
    };
    const probe = connect(socket, () => end(ok('pcscd', '读卡服务在运行', 'the card service runs')));
    const mute = bad('pcscd', '读卡服务没有应答', 'the card service does not answer', 'systemctl restart pcscd');
    probe.setTimeout(ANSWER_MS, () => end(mute));
    probe.once('error', (error: NodeJS.ErrnoException) =>
      end(
        error.code === 'EACCES'
          ? bad(
              'pcscd',
              '本用户不能使用读卡服务',
              'this user may not use the card service',
              'tongxing doctor --repair（polkit 规则 the polkit rule）',
            )
          : {
              ...bad(
                'pcscd',
                `读卡服务不可用（${error.code}）`,
                `the card service is not usable (${error.code})`,
                start,
              ),
              repair,
            },
      ),
    );
  });
}

const RULE = '60-tongxing-pcscd.rules';

/** polkit lets a service without a seat to the cards by a rule alone. */
export function cardPolicy(folder = '/etc/polkit-1'): Finding {
  if (!existsSync(folder)) return unknown('card_policy', '没有 polkit，无须规则', 'no polkit here: no rule is needed');
  const shipped = join(packageRoot(), 'drivers/pcsc/polkit', RULE);
  const rules = join(folder, 'rules.d');
  const installed = join(rules, RULE);
  try {
    if (existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(shipped, 'utf8'))
      return ok('card_policy', 'polkit 规则已安装', 'the polkit rule is installed');
  } catch {
    return unknown(
      'card_policy',
      '无权查看 polkit 规则',
      'the polkit rules cannot be read by this user',
      'sudo tongxing doctor',
    );
  }
  const found = warn(
    'card_policy',
    'polkit 规则未安装：服务用户可能无权读卡',
    'the polkit rule is missing: the service’s user may not reach the cards',
    `cp ${shipped} ${installed}`,
  );
  const run = () => {
    mkdirSync(rules, { recursive: true });
    copyFileSync(shipped, installed);
  };
  return { ...found, repair: { what: `安装 install ${installed}`, run } };
}

/** Whether the maker's reading program of the configuration can be run by this user; nothing to say where there is none. */
export function cardProgram(command: readonly string[] | undefined): readonly Finding[] {
  const [program] = command ?? [];
  if (program === undefined) return [];
  const places = /[\\/]/.test(program)
    ? [resolve(program)]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  return places.some(canRun)
    ? [ok('card_program', `读卡程序 ${program} 可以执行`, `the card program ${program} can be run`)]
    : [
        bad(
          'card_program',
          `读卡程序 ${program} 不存在或不能执行`,
          `the card program ${program} is not there, or may not be run`,
          '配置 devices.vendor_reader.command in the configuration',
        ),
      ];
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
