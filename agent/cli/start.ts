/**
 * `tongxing start`: the daemon with a configuration file. Runs until it is told to stop and then stops cleanly. Must
 * never start a simulator.
 */
import { join } from 'node:path';
import { openAgentPort } from '../adapters/http/server.ts';
import { type ClosableLog, createPinoLog } from '../adapters/pino-log.ts';
import { readRunning } from '../adapters/running-file.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { type Notifier, systemdNotifier } from '../adapters/systemd.ts';
import { type Config, configErrorText, loadConfig } from '../config.ts';
import { StoreError } from '../core/store-error.ts';
import { describe, type Fault, fault } from '../errors/catalogue.ts';
import { type Daemon, RUNNING_FILE, startDaemon } from '../main.ts';
import { compareConfigs } from '../reload.ts';
import { keepOwnersOf } from './keep-owner.ts';
import { refuse } from './refusal.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

export async function runStart(configFile: string, world: World): Promise<number> {
  // Before there is a daemon too: who asks for a reload must never end one that brings a ledger of years up to this version.
  let asked = false;
  let reload = () => {
    asked = true;
  };
  world.onReload?.(() => reload());
  const outcome = loadConfig(configFile);
  if (!outcome.ok) {
    world.err(`${outcome.errors.map(configErrorText).join('\n')}\n`);
    return EXIT.badInput;
  }
  const { config } = outcome;
  const handOver = keepOwnersOf(config);
  const log = createPinoLog(config.log);
  // Asked for before anything is said: who reads the greeting may stop us at once.
  const stopped = world.stopped();
  try {
    const daemon = await startDaemon({ ...config, log });
    const systemd = systemdNotifier(systemClock(), daemon.alive);
    systemd.ready();
    reload = reloader(configFile, config, { daemon, systemd, log, world });
    world.err(greeting(daemon, config));
    if (asked) reload();
    await stopped;
    systemd.stopping();
    await daemon.stop();
    return EXIT.done;
  } catch (error) {
    const found = (await secondAgent(error, config.dataDir)) ?? startFault(error);
    if (found === null) throw error;
    log.error('not_started', { code: found.code });
    return refuse(world, found);
  } finally {
    await log.close();
    handOver();
  }
}

interface AtWork {
  readonly daemon: Daemon;
  readonly systemd: Pick<Notifier, 'ready' | 'reloading'>;
  readonly log: ClosableLog;
  readonly world: Pick<World, 'err'>;
}

/**
 * Reads the file anew: all of it or nothing. A file that is not right changes nothing and is named; what needs a restart is
 * named, too, and the rest is taken.
 */
function reloader(configFile: string, running: Config, { daemon, systemd, log, world }: AtWork): () => void {
  let known = running;
  return () => {
    systemd.reloading();
    log.reopen();
    const outcome = loadConfig(configFile);
    if (outcome.ok) {
      const { config } = outcome;
      const { changed, needRestart } = compareConfigs(running, known, config);
      daemon.reload(config);
      log.setLevel(config.log.level);
      known = config;
      const keys = needRestart.join(', ');
      daemon.configTrouble(keys === '' ? null : { code: 'config_needs_restart', facts: { keys } });
      log.info('config_reloaded', { changed: changed.join(', '), need_restart: keys });
      world.err(`已重新读取配置 configuration read again: ${changed.join(', ') || '–'}\n`);
      if (keys !== '') world.err(`须重启才生效 at the next start: ${keys}\n`);
    } else {
      const [first] = outcome.errors;
      const text = first === undefined ? '' : (configErrorText(first).split('\n')[0] ?? '');
      const { zh } = first === undefined ? { zh: '' } : describe(first);
      daemon.configTrouble({ code: 'config_refused', facts: { text: `${text} ${zh}`.trim() } });
      for (const { code, facts } of outcome.errors)
        log.error('config_refused', { code, field: facts['field'], line: facts['line'], column: facts['column'] });
      world.err(
        `配置有误，仍用原配置 not right, the former one goes on:\n${outcome.errors.map(configErrorText).join('\n')}\n`,
      );
    }
    systemd.ready();
  };
}

/** Whoever has the folder, when it is an agent that answers; null where something else went wrong. */
async function secondAgent(error: unknown, path: string): Promise<Fault | null> {
  if (!(error instanceof StoreError) || error.code !== 'store_locked') return null;
  const running = readRunning(join(path, RUNNING_FILE));
  if (running === null || !(await openAgentPort(running.port))) return null;
  return fault('already_running', { path, pid: running.pid, address: running.address });
}

/** To standard error, because standard output may be the log. */
function greeting({ port, tokenPath }: Daemon, { mode, apiPort }: Config): string {
  const moved =
    apiPort === 0 || apiPort === port
      ? ''
      : `端口 ${apiPort} 已被占用，改用 ${port} port ${apiPort} is taken; this is ${port}\n`;
  const training = mode === 'training' ? '培训模式 training mode\n' : '';
  return `${training}${moved}已启动，本地接口 http://127.0.0.1:${port}，令牌 ${tokenPath}；按 Ctrl-C 停止。\nStarted: local API and page http://127.0.0.1:${port}, token in ${tokenPath}; Ctrl-C stops it.\n`;
}
