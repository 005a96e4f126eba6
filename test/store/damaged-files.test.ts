/** Files of the data folder that came to harm: the start says which, and what to do, and no stack trace. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointFile } from '../../agent/adapters/checkpoint-file.ts';
import { servePairedSystems } from '../../agent/adapters/front-systems.ts';
import { identityFolder } from '../../agent/adapters/identity-folder.ts';
import { indexFile } from '../../agent/adapters/packs/index-file.ts';
import { explain } from '../../agent/cli/start-fault.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-damaged-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const HARM = { empty: '', cut: '{"terminal": {"dev_', noise: 'þ\u0000½ noise' };

describe.each(Object.entries(HARM))('a file that is %s', (_how, text) => {
  it.each([
    ['identity.json', () => identityFolder(folder).read()],
    ['terminal.key', () => identityFolder(folder).key()],
    ['checkpoint.json', () => checkpointFile(folder).read()],
    ['front.json', () => servePairedSystems(join(folder, 'front.json')).byPath('x')],
    ['index.json', () => indexFile(folder).read()],
  ])('is named, and so is what to do: %s', (name, read) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    let thrown: unknown;
    try {
      read();
    } catch (error) {
      thrown = error;
    }
    expect(explain(thrown)).toContain(join(folder, name));
    expect(explain(thrown)).toContain('put a copy of it back');
  });
});

it('a lock in which nothing is kept is made anew', () => {
  writeFileSync(join(folder, 'index.json.lock'), 'no database at all '.repeat(50));
  const refused = [{ name: 'p', version: '1', sha256: 's', program: '0.1.0' }];
  indexFile(folder).change((index) => [{ ...index, refused }, null]);
  expect(indexFile(folder).read().refused).toEqual(refused);
});
