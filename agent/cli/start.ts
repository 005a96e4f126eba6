/**
 * `tongxing start`: the daemon with a configuration file. Runs until it is told to stop and then stops cleanly. Must
 * never start a simulator.
 */
import { createPinoLog } from '../adapters/pino-log.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { systemdNotifier } from '../adapters/systemd.ts';
import { type Config, configErrorText, loadConfig } from '../config.ts';
import { describe } from '../errors/catalogue.ts';
import { type Daemon, startDaemon } from '../main.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

export async function runStart(configFile: string, world: World): Promise<number> {
  const outcome = loadConfig(configFile);
  if (!outcome.ok) {
    world.err(`${outcome.errors.map(configErrorText).join('\n')}\n`);
    return EXIT.badInput;
  }
  const { config } = outcome;
  const log = createPinoLog(config.log);
  // Asked for before anything is said: who reads the greeting may stop us at once.
  const stopped = world.stopped();
  try {
    const daemon = await startDaemon({ ...config, log });
    const systemd = systemdNotifier(systemClock(), () => daemon.agent.status().version !== '');
    systemd.ready();
    world.err(greeting(daemon, config));
    await stopped;
    systemd.stopping();
    await daemon.stop();
    return EXIT.done;
  } catch (error) {
    const found = startFault(error);
    if (found === null) throw error;
    const { zh, en, hint_zh, hint_en } = describe(found);
    log.error('not_started', { code: found.code });
    world.err(`${zh}。${hint_zh}。\n${en}. ${hint_en}.\n`);
    return EXIT.cannot;
  } finally {
    await log.close();
  }
}

/** To standard error, because standard output may be the log. */
function greeting({ port, tokenPath }: Daemon, { mode }: Config): string {
  const training = mode === 'training' ? '培训模式 training mode\n' : '';
  return `${training}已启动，本地接口 http://127.0.0.1:${port}，令牌 ${tokenPath}；按 Ctrl-C 停止。\nStarted: local API and page http://127.0.0.1:${port}, token in ${tokenPath}; Ctrl-C stops it.\n`;
}
