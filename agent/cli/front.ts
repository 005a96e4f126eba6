/**
 * `tongxing front`: pairs systems with the national front. Works on the file that the agent reads; needs no running
 * agent.
 */
import { join } from 'node:path';
import { pairAt, pairedAt, revokeAt } from '../adapters/front-systems.ts';
import { DEFAULT_PORT } from '../config.ts';
import { civilTime } from '../core/time.ts';
import type { FrontCommands } from './front-program.ts';
import { folderOf } from './ledger-place.ts';
import type { PlaceOptions } from './program.ts';
import { portAt } from './running.ts';
import { EXIT, type World } from './world.ts';

const MOST_NAME = 50;

export function frontCommands(world: World): FrontCommands {
  const at = async (options: PlaceOptions, work: (path: string, folder: string) => number): Promise<number> => {
    const folder = folderOf(options, world);
    return typeof folder === 'number' ? folder : work(join(folder, 'front.json'), folder);
  };
  return {
    frontPair: (name, options) =>
      at(options, (path, folder) => {
        if (!/^[^\s:]+$/u.test(name) || name.length > MOST_NAME) {
          world.err(
            `名称：不含空格和冒号，最长 ${MOST_NAME}\nthe name: no spaces or colons, ${MOST_NAME} characters at most\n`,
          );
          return EXIT.badInput;
        }
        const made = pairAt(path, name, civilTime(world.nowMs()));
        if (made === null) {
          world.err(`${name} 已配对；先 tongxing front revoke ${name}\n${name} is paired already: revoke it first\n`);
          return EXIT.cannot;
        }
        const base = `http://127.0.0.1:${options.port ?? portAt(folder) ?? DEFAULT_PORT}`;
        const url = `${base}/nf/${made.secret}`;
        if (options.json === true) {
          world.out(
            `${JSON.stringify({ name, url, paasid: made.paasid, key: made.key, signed_url: `${base}/fsi/api/callFsiService/callService` })}\n`,
          );
          return EXIT.done;
        }
        world.out(`已配对 paired: ${name}。以下内容只显示这一次。 Shown this once:

  方式一：把系统的医保接口地址改成（后面可再加 /交易编号） the address, /infno may follow
    ${url}
  方式二：按平台签名（x-tif-*） the platform's signature
    ${base}/fsi/api/callFsiService/callService
    x-tif-paasid ${made.paasid}    secretKey ${made.key}
`);
        return EXIT.done;
      }),
    frontList: (options) =>
      at(options, (path) => {
        const paired = pairedAt(path);
        if (paired.length === 0) world.out('还没有配对的系统 no system is paired: tongxing front pair\n');
        for (const { name, paasid, made } of paired) world.out(`${name}  ${paasid}  ${made}\n`);
        return EXIT.done;
      }),
    frontRevoke: (name, options) =>
      at(options, (path) => {
        if (revokeAt(path, name)) {
          world.out(`已取消 ended: ${name}\n`);
          return EXIT.done;
        }
        world.err(`没有配对的系统 ${name}\nno system ${name} is paired\n`);
        return EXIT.cannot;
      }),
  };
}
