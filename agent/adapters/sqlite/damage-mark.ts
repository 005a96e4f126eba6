/** That a ledger was found damaged, kept beside it until the next start has seen to it. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';

export interface DamageMark {
  isSet(): boolean;
  set(): void;
  clear(): void;
}

export function damageMark(path: string): DamageMark {
  const file = `${path}.damaged`;
  return {
    isSet: () => existsSync(file),
    set: () => writeFileSync(file, '', { mode: 0o600 }),
    clear: () => rmSync(file, { force: true }),
  };
}
