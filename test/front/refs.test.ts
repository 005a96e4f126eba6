/** What the front keeps of its callers' msgids and signatures, on disk. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFrontRefs } from '../../agent/adapters/front-refs.ts';

const REF = {
  ...{ system: 'vendor', ref: 'm1', infno: '2102', body: 'b', person: 'p', lines: 'l', session: 's', key: 'k' },
  ...{ msgid: '', reversed: false },
};

describe('the notes of the front', () => {
  let folder: string;
  let aside: string[];
  const open = () =>
    openFrontRefs(join(folder, 'front.db'), {
      nowMs: Date.UTC(2026, 10, 29, 1, 30),
      onSetAside: (name) => aside.push(name),
    });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tongxing-front-'));
    aside = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('take a signature once, also after the terminal was started anew', () => {
    const used = { paasid: 'tx1', nonce: 'n1', atS: 1_000_000 };
    const before = open();
    expect([before.spend(used, 999_400), before.spend(used, 999_400)]).toEqual([true, false]);
    before.close();
    const after = open();
    expect(after.spend({ ...used, atS: 1_000_100 }, 999_500)).toBe(false);
    // Out of the window its time alone refuses it, and it need not be remembered.
    expect(after.spend({ ...used, atS: 1_000_700 }, 1_000_100)).toBe(true);
    after.close();
  });

  it('are set aside as they are when they can not be read, and begun anew: the counter starts', () => {
    writeFileSync(join(folder, 'front.db'), 'no database at all '.repeat(500));
    const refs = open();
    expect(aside).toEqual([join(folder, 'front.db.aside-20261129T013000Z')]);
    expect(existsSync(aside[0] ?? '')).toBe(true);
    expect(refs.find('vendor', 'm1')).toBe(null);
    refs.remember(REF);
    refs.close();
    const again = open();
    expect([again.find('vendor', 'm1'), aside.length]).toEqual([REF, 1]);
    again.close();
  });
});
