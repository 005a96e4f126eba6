/** The keys of a ledger that was written with keys in memory, laid down in a data folder as a daemon looks for them. */
import { keyFolder } from '../../agent/adapters/key-folder.ts';
import { memoryKeys } from '../../agent/adapters/sqlite/keyring.ts';

export function layKeys(dataDir: string, root: Uint8Array, names: readonly string[] = ['lookup', '1']): void {
  const [from, to] = [memoryKeys(root), keyFolder(dataDir)];
  for (const name of names) to.write(name, from.read(name) ?? Buffer.alloc(32));
}
