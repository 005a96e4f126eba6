import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PROTOCOL = join(import.meta.dirname, '../../protocol');

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(PROTOCOL, '../node_modules/.tongxing-contract-'));
  cpSync(PROTOCOL, copy, { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true }));

/** Runs `generate.mjs --check` on the copy; the exit code and all it said. */
function check(): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(copy, 'generate.mjs'), '--check'], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr });
    });
  });
}

function edit(file: string, from: string, to: string): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
  writeFileSync(path, text.replace(from, to));
}

describe('the check of the contract', () => {
  test('passes what is committed', async () => {
    expect(await check()).toMatchObject({ code: 0 });
  });

  test('sees generated code that was changed by hand', async () => {
    edit('generated/tongxing.js', 'OUTCOME_SETTLED', 'OUTCOME_SETTLED_BY_HAND');
    expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining('stale: tongxing.js') });
  });

  test('sees a field that got another number, against the last release', async () => {
    edit('proto/tongxing/v1/transaction.proto', 'string oinfno = 2;', 'string oinfno = 7;');
    const { code, said } = await check();
    expect(code).toBe(1);
    expect(said).toMatch(/field "2".*"oinfno".*"Reversal"/s);
  });

  test('sees a field without a comment', async () => {
    edit('proto/tongxing/v1/envelope.proto', '  // 交易编号, e.g. "2102".\n', '');
    expect(await check()).toMatchObject({ code: 1, said: expect.stringContaining('"infno"') });
  });
});
