/**
 * `tongxing shift recover`: the way back for a terminal whose only chief lost the PIN. For whoever is root at this machine,
 * while the agent is stopped: the operator gets a new PIN and is chief, and the ledger's journal keeps it for ever.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keyFolder } from '../adapters/key-folder.ts';
import { scryptPins } from '../adapters/scrypt-pins.ts';
import { openStore } from '../adapters/sqlite/store.ts';
import { NO_CATALOGUE } from '../api/catalogue.ts';
import { StoreError } from '../core/store-error.ts';
import { describe, fault } from '../errors/catalogue.ts';
import { WIRE_CODEC } from '../wire.ts';
import { folderOf } from './ledger-place.ts';
import { runningAt } from './running.ts';
import type { WhoOptions } from './shift-program.ts';
import { startFault } from './start-fault.ts';
import { EXIT, type World } from './world.ts';

export async function recoverChief(options: WhoOptions, world: World): Promise<number> {
  const folder = folderOf(options, world);
  if (typeof folder === 'number') return folder;
  const say = (zh: string, en: string): number => {
    world.err(`${zh}\n${en}\n`);
    return EXIT.cannot;
  };
  if (process.getuid?.() !== 0)
    return say('须由本机 root 执行：sudo tongxing shift recover …', 'For root of this machine: sudo');
  const path = join(folder, 'tongxing.db');
  if (!existsSync(path)) return say(`没有账本 ${path}`, `There is no ledger ${path}`);
  try {
    // The ledger's lock would say so, too; but not before it was opened.
    if ((await runningAt(folder)) !== null) throw new StoreError('store_locked', path);
    const store = openStore({ path, key: keyFolder(folder), codec: WIRE_CODEC, catalogue: NO_CATALOGUE });
    try {
      const operator = store.operators().find(({ opter }) => opter === options.opter);
      if (operator === undefined) {
        const { zh, en } = describe(fault('operator_unknown', { opter: options.opter }));
        return say(`${zh}。`, `${en}.`);
      }
      const pin = (await world.secret?.('新 PIN，6–12 位数字 the new PIN, 6 to 12 digits: ')) ?? '';
      if (!/^[0-9]{6,12}$/.test(pin)) return say('PIN 为 6–12 位数字', 'A PIN has 6 to 12 digits');
      const pin_hash = await scryptPins().hash(pin);
      const found = { ...operator, pin_hash, role: 'chief' as const, failures: 0, locked_until_ms: 0 };
      store.begin(world.nowMs());
      store.apply({ kind: 'save_operator', operator: found, what: 'recovered' });
      store.commit();
    } finally {
      store.close();
    }
    world.out(
      `操作员 ${options.opter} 已设新 PIN，角色 chief；已记入账本日志。\nOperator ${options.opter} has a new PIN and is chief; the journal keeps it.\n`,
    );
    return EXIT.done;
  } catch (error) {
    const found = startFault(error);
    if (found === null) throw error;
    const { zh, en, hint_zh, hint_en } = describe(found);
    return say(`${zh}。${hint_zh}。`, `${en}. ${hint_en}.`);
  }
}
