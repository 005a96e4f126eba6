/**
 * `tongxing keys list | request | restore`: which data keys a data file needs, and the way back from a lost one: the copy
 * in the file that only the centre can open goes out, the opened key comes back. Never shows a key.
 */
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { keyFolder } from '../adapters/key-folder.ts';
import { writeSecret } from '../adapters/secret-file.ts';
import { type KeyState, keyStates } from '../adapters/sqlite/key-states.ts';
import { isRecord } from '../core/settlement/document.ts';
import { civilTime } from '../core/time.ts';
import type { CareCommands } from './care-program.ts';
import { atLedger } from './ledger-place.ts';
import { EXIT, type World } from './world.ts';

const STANDS: Readonly<Record<KeyState['stands'], string>> = {
  held: '在位 held',
  missing: '缺失 missing',
  wrong: '不符 wrong',
  destroyed: '已销毁 destroyed',
};

export function keysCommands(world: World): Pick<CareCommands, 'keysList' | 'keysRequest' | 'keysRestore'> {
  return {
    keysList: async (place) =>
      atLedger(place, world, (folder, path) => {
        const states = keyStates(path, keyFolder(folder));
        for (const { name, period, epoch, made_ms, stands, wrapped } of states) {
          const copy = wrapped === null ? '未封存 not wrapped' : '已封存 wrapped';
          const made = made_ms === 0 ? '' : `  ${civilTime(made_ms)}`;
          world.out(`${name}  ${period}  epoch ${epoch}  ${STANDS[stands]}  ${copy}${made}\n`);
        }
        return states.some(({ stands }) => stands === 'missing' || stands === 'wrong') ? EXIT.found : EXIT.done;
      }),
    keysRequest: async ({ out, ...place }) =>
      atLedger(place, world, (folder, path) => {
        const needed = keyStates(path, keyFolder(folder)).filter(isNeeded);
        const keys = needed.flatMap(({ name, wrapped }) =>
          wrapped === null ? [] : [{ name, wrapped: wrapped.toString('base64') }],
        );
        const lost = needed.filter(({ wrapped }) => wrapped === null).map(({ name }) => name);
        if (lost.length > 0)
          world.err(`没有封存副本，无法找回 no wrapped copy, not to be recovered: ${lost.join(', ')}\n`);
        if (keys.length === 0) world.err('没有需要找回的密钥。 No key needs to be recovered.\n');
        else if (out === '-') world.out(`${JSON.stringify({ keys }, null, 2)}\n`);
        else writeSecret(out, `${JSON.stringify({ keys }, null, 2)}\n`);
        return lost.length > 0 ? EXIT.cannot : EXIT.done;
      }),
    keysRestore: async (file, place) =>
      atLedger(place, world, (folder, path) => {
        const keys = opened(file);
        if (keys === null) {
          world.err(
            `不是中心解开的密钥文件：${file}。keys request 写出的文件须先由中心解开。\nNot a file of opened keys: ${file}. What keys request wrote is opened by the centre first.\n`,
          );
          return EXIT.badInput;
        }
        const store = keyFolder(folder);
        const states = new Map(keyStates(path, store).map((state) => [state.name, state]));
        let code: number = EXIT.done;
        for (const { name, key } of keys) {
          const state = states.get(name);
          if (state === undefined || !isNeeded(state)) continue;
          if (!state.isRight(key)) {
            world.err(`密钥 ${name} 不符，没有放回。 The key ${name} is not the right one and was not taken.\n`);
            code = EXIT.found;
            continue;
          }
          if (state.stands === 'wrong') setAside(folder, name, world);
          store.write(name, key);
          world.out(`已放回 put back: ${name}\n`);
        }
        return code;
      }),
  };
}

const isNeeded = ({ stands }: KeyState) => stands === 'missing' || stands === 'wrong';

/** Null for another file than `{keys: [{name, key}]}`. */
function opened(file: string): readonly { readonly name: string; readonly key: Buffer }[] | null {
  const said = jsonOf(readFileSync(file, 'utf8'));
  const keys: readonly unknown[] | null = isRecord(said) && Array.isArray(said['keys']) ? said['keys'] : null;
  const found = keys?.flatMap((one) => {
    const { name, key } = isRecord(one) ? one : {};
    return typeof name === 'string' && typeof key === 'string' ? [{ name, key: Buffer.from(key, 'base64') }] : [];
  });
  return found === undefined || found.length !== keys?.length ? null : found;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function setAside(folder: string, name: string, world: World): void {
  const path = name === '0' ? join(folder, 'data.key') : join(folder, 'keys', `${name}.key`);
  const aside = `${path}.wrong-${world.nowMs()}`;
  renameSync(path, aside);
  world.out(`不符的密钥另存为 the wrong one is now ${aside}\n`);
}
