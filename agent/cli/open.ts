/**
 * `tongxing open`: asks the running agent for a link that lets one browser in, and opens it where there is a desktop.
 * Prints the link otherwise; must never print the token.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holdsToken } from '../adapters/http/proof.ts';
import { DEFAULT_PORT, loadConfig } from '../config.ts';
import type { PageLink } from '../ports/http.ts';
import { ApiProblem, localApi } from './demo/api.ts';
import { folderOf } from './ledger-place.ts';
import type { OpenFlags } from './program.ts';
import { portAt } from './running.ts';
import { EXIT, type World } from './world.ts';

/** The whole address of a fresh link. Rejects when no agent answers there. */
export async function pageLink(port: number, tokenPath: string): Promise<string> {
  const { path } = await localApi(port, tokenPath).send<PageLink>('POST', '/v1/page-links');
  return `http://127.0.0.1:${port}${path}`;
}

export async function runOpen(options: OpenFlags, world: World): Promise<number> {
  const dataDir = folderOf(options, world);
  if (typeof dataDir === 'number') return dataDir;
  const port = portOf(options, dataDir);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    world.err('--port 1 … 65535\n');
    return EXIT.badInput;
  }
  const tokenPath = join(dataDir, 'api.token');
  if (!existsSync(tokenPath)) {
    world.err(`没有 ${tokenPath}：先启动终端程序 tongxing start\nno such file: start the agent first\n`);
    return EXIT.cannot;
  }
  if (!(await holdsToken(port, readFileSync(tokenPath, 'utf8').trim()))) return nobody(port, world);
  try {
    const url = await pageLink(port, tokenPath);
    if (options.print !== true && hasDesktop())
      spawn('xdg-open', [url], { stdio: 'ignore', detached: true })
        .on('error', () => {})
        .unref();
    world.out(`收银页面（两分钟内、只能打开一次） the counter page, once and within two minutes:\n  ${url}\n`);
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof ApiProblem)) return nobody(port, world);
    world.err(`${error.zh}\n${error.en}\n`);
    return EXIT.cannot;
  }
}

function nobody(port: number, world: World): number {
  world.err(
    `127.0.0.1:${port} 没有应答，或应答的是别的程序：这个目录的终端程序在运行吗？
nobody answers at 127.0.0.1:${port}, or another program does: is the agent of this folder running?\n`,
  );
  return EXIT.cannot;
}

/** Where the agent on this folder says it listens: its own port may have been taken, and another agent's gets no token. */
function portOf({ port, config }: OpenFlags, dataDir: string): number {
  if (port !== undefined) return Number(port);
  const told = portAt(dataDir);
  if (told !== null) return told;
  const outcome = config === undefined ? null : loadConfig(config);
  return outcome?.ok === true ? outcome.config.apiPort : DEFAULT_PORT;
}

function hasDesktop(): boolean {
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}
