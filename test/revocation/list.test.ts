import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildList } from '../../agent/adapters/revocation/build.ts';
import { FILE_NAME, PAGE_BYTES } from '../../agent/adapters/revocation/layout.ts';
import { openList } from '../../agent/adapters/revocation/list.ts';
import { serveRevocation } from '../../agent/adapters/revocation/served.ts';
import { revocationTaker } from '../../agent/adapters/revocation/taker.ts';

let folder: string;
let update: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-revocation-'));
  update = join(folder, 'update.txt');
});
afterEach(() => rmSync(folder, { recursive: true }));

const AS_OF = '2022-10-08T00:00:00.000Z';

function text(version: string, base: string, lines: readonly string[], count = lines.length): string {
  const head = JSON.stringify({ format: 'tongxing.revocation.1', version, as_of: AS_OF, base, count });
  return `${[head, ...lines].join('\n')}\n`;
}

async function put(version: string, base: string, lines: readonly string[], count?: number) {
  writeFileSync(update, text(version, base, lines, count));
  return buildList(folder, update);
}

const card = (at: number) => (at * 0x9e3779b1).toString(16).padStart(32, '0').slice(-32);
const sorted = (cards: Iterable<string>) => [...new Set(cards)].sort();

function contents(): string[] {
  const list = openList(folder);
  const found = [...list.ids()].map((id) => id.toString('hex'));
  list.close();
  return found;
}

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const clock = { after: () => () => {}, monotonicMs: () => 0 };

describe('the revocation list', () => {
  it('answers as a set does, for any cards and any increments', async () => {
    const cards = fc.array(fc.integer({ min: 0, max: 900 }).map(card), { maxLength: 700 });
    await fc.assert(
      fc.asyncProperty(cards, cards, cards, async (first, added, removed) => {
        await put(
          '1',
          '',
          sorted(first).map((id) => `+${id}`),
        );
        const signs = new Map([
          ...sorted(removed).map((id) => [id, '-'] as const),
          ...sorted(added).map((id) => [id, '+'] as const),
        ]);
        await put(
          '2',
          '1',
          sorted(signs.keys()).map((id) => `${signs.get(id)}${id}`),
        );
        const expected = new Set(first);
        for (const [id, sign] of signs) sign === '+' ? expected.add(id) : expected.delete(id);
        expect(contents()).toEqual(sorted(expected));
        const list = openList(folder);
        for (let at = 0; at <= 901; at += 1) expect(list.revoked(card(at))).toBe(expected.has(card(at)));
        list.close();
      }),
      { numRuns: 25 },
    );
  });

  it('knows the first and the last card of a page, and none before or after', async () => {
    const cards = sorted(Array.from({ length: 600 }, (_, at) => card(at + 1)));
    await put(
      '1',
      '',
      cards.map((id) => `+${id}`),
    );
    const list = openList(folder);
    for (const at of [0, 254, 255, 509, 510, 599]) expect(list.revoked(cards[at] ?? '')).toBe(true);
    expect(list.revoked('0'.repeat(32))).toBe(false);
    expect(list.revoked('f'.repeat(32))).toBe(false);
    expect(list.revoked('not a card')).toBe(null);
    list.close();
  });

  it.each([
    ['a line that is no card', ['+00'], undefined, /line 2/],
    ['cards out of order', [`+${card(2)}`, `+${card(1)}`], undefined, /line 3: not in ascending order/],
    ['a list that was cut off', [`+${card(1)}`], 2, /1 lines, 2 announced/],
  ])('refuses %s and goes on serving the former', async (_what, lines, count, reason) => {
    await put('1', '', [`+${card(7)}`]);
    await expect(put('2', '', lines, count)).rejects.toThrow(reason);
    expect(openList(folder).version).toBe('1');
    expect(contents()).toEqual([card(7)]);
    // What came of it would keep room on a disk that may be full.
    expect(readdirSync(folder)).not.toContain(`.${FILE_NAME}.next`);
  });

  it('is built by one at a time', async () => {
    const cards = sorted(Array.from({ length: 2_000 }, (_, at) => card(at))).map((id) => `+${id}`);
    const under = put('1', '', cards);
    await expect(buildList(folder, update)).rejects.toThrow(/another import is under way/);
    await under;
    expect(contents()).toHaveLength(2_000);
  });

  it('takes an increment on nothing but its own base', async () => {
    await expect(put('2', '1', [])).rejects.toThrow(/goes on from 1, here is no list/);
    await put('1', '', []);
    await expect(put('3', '2', [])).rejects.toThrow(/goes on from 2, here is 1/);
  });

  it('is what it was when the build of the next one was killed, at whatever byte', async () => {
    await put(
      '1',
      '',
      sorted(Array.from({ length: 300 }, (_, at) => card(at))).map((id) => `+${id}`),
    );
    const whole = readFileSync(join(folder, FILE_NAME));
    for (const bytes of [0, 1, PAGE_BYTES, whole.length - 1]) {
      writeFileSync(join(folder, `.${FILE_NAME}.next`), whole.subarray(0, bytes));
      expect(openList(folder).version).toBe('1');
    }
    await put('2', '1', [`+${card(5_000)}`]);
    expect(contents()).toHaveLength(301);
    expect(readdirSync(folder).filter((name) => name.endsWith('.next'))).toEqual([]);
  });
});

describe('the served list', () => {
  it('says that nothing is known when there is none', () => {
    const served = serveRevocation(folder, clock, silent);
    expect([served.revoked(card(1)), served.version, served.asOf]).toEqual([null, '', null]);
    served.close();
  });

  it('changes to the next list when it looks, with version and date', async () => {
    await put('1', '', [`+${card(1)}`]);
    const served = serveRevocation(folder, clock, silent);
    expect([served.revoked(card(1)), served.revoked(card(2)), served.version]).toEqual([true, false, '1']);
    await put(
      '2',
      '1',
      [`-${card(1)}`, `+${card(2)}`].sort((a, b) => (a.slice(1) < b.slice(1) ? -1 : 1)),
    );
    expect(served.revoked(card(1))).toBe(true);
    served.refresh();
    expect([served.revoked(card(1)), served.revoked(card(2)), served.version]).toEqual([false, true, '2']);
    expect(served.asOf).toBe(Date.parse(AS_OF));
    served.close();
  });

  it('knows nothing any more once a page is found changed, and names it', async () => {
    await put(
      '1',
      '',
      sorted(Array.from({ length: 600 }, (_, at) => card(at))).map((id) => `+${id}`),
    );
    const said: unknown[] = [];
    const served = serveRevocation(folder, clock, { ...silent, error: (_what, facts) => said.push(facts) });
    const file = openSync(join(folder, FILE_NAME), 'r+');
    writeSync(file, Buffer.from([0xff]), 0, 1, PAGE_BYTES + 100);
    expect(served.revoked(card(0))).toBe(null);
    expect([served.asOf, served.version]).toEqual([null, '']);
    expect(said).toMatchObject([{ reason: 'page 1 is damaged' }]);
    served.close();
  });

  it('goes on with the list it has while the next one cannot be read, and takes that one when it can', async () => {
    await put('1', '', [`+${card(1)}`]);
    const said: unknown[] = [];
    const served = serveRevocation(folder, clock, { ...silent, error: (what, facts) => said.push([what, facts]) });
    const [path, aside] = [join(folder, FILE_NAME), join(folder, 'aside')];
    await put('2', '', [`+${card(2)}`]);
    renameSync(path, aside);
    // Reading a folder is refused as reading another user's file is, also to root.
    mkdirSync(path);
    served.refresh();
    expect([served.revoked(card(1)), served.version]).toEqual([true, '1']);
    expect(said).toEqual([['revocation_unreadable', { path: folder, reason: 'EISDIR' }]]);
    rmdirSync(path);
    renameSync(aside, path);
    served.refresh();
    expect([served.revoked(card(2)), served.version]).toEqual([true, '2']);
    served.close();
  });

  it('refuses a file that was cut off', async () => {
    await put('1', '', [`+${card(1)}`]);
    const path = join(folder, FILE_NAME);
    writeFileSync(path, readFileSync(path).subarray(0, statSync(path).size - 1));
    expect(() => openList(folder)).toThrow(/the length/);
  });
});

describe('the taker of revocation updates', () => {
  const clock = { wallMs: () => Date.parse(AS_OF) + 4 * 3_600_000 };
  /** Builds as the process apart does, one turn of the loop later. */
  const inTurn = async (path: string) => {
    await new Promise((done) => setImmediate(done));
    return buildList(folder, path).then(
      () => null,
      (error: Error) => error.message,
    );
  };
  const offered = (version: string, base: string, lines: readonly string[], hour = Number(version)) => {
    const as_of = new Date(Date.parse(AS_OF) + hour * 3_600_000).toISOString();
    const head = JSON.stringify({ format: 'tongxing.revocation.1', version, as_of, base, count: lines.length });
    const bytes = Buffer.from(`${[head, ...lines].join('\n')}\n`);
    const digest = version.padStart(64, '0');
    return {
      kind: 'revocation' as const,
      name: 'cards',
      version,
      sha256: digest,
      begndate: '',
      signature: bytes,
      bytes,
    };
  };
  const first = offered('1', '', [`+${card(1)}`]);
  const second = offered('2', '1', [`+${card(2)}`]);
  const third = offered('3', '2', [`-${card(1)}`]);
  const versions = (taker: ReturnType<typeof revocationTaker>) => taker.held().map(({ version }) => version);
  const quiet = () => vi.waitUntil(() => readdirSync(folder).every((name) => !name.startsWith('update-')));
  const served = () => {
    const list = openList(folder);
    list.close();
    return list.version;
  };

  it('builds a list and its increments that came together, in their order', async () => {
    const taker = revocationTaker(folder, inTurn, silent, clock);
    for (const update of [first, second, third]) taker.take(update, '2022-10-08');
    await quiet();
    expect(contents()).toEqual([card(2)]);
    expect(served()).toBe('3');
    expect(versions(taker)).toEqual(['1', '2', '3']);
  });

  it('holds no file open that was built and deleted: its room on the disk is free again', async () => {
    const taker = revocationTaker(folder, async () => null, silent, clock);
    taker.take({ ...first, bytes: Buffer.concat([first.bytes, Buffer.alloc(1 << 20, 10)]) }, '2022-10-08');
    await quiet();
    const open = readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    });
    expect(open.filter((path) => path.startsWith(folder))).toEqual([]);
  });

  it('stays with what it has when a centre sends an older one again', async () => {
    const taker = revocationTaker(folder, inTurn, silent, clock);
    for (const update of [first, second, first]) taker.take(update, '2022-10-08');
    await quiet();
    expect(served()).toBe('2');
  });

  it('leaves a list of a time that is still to come for the next one, full or an increment', async () => {
    for (const next of [offered('3', '', [`+${card(2)}`]), offered('3', '2', [`+${card(2)}`])]) {
      const taker = revocationTaker(folder, inTurn, silent, clock);
      for (const update of [offered('2', '', [`+${card(1)}`], 24 * 365), next]) taker.take(update, '2022-10-08');
      await quiet();
      expect(served()).toBe('3');
    }
  });

  it('asks for everything anew when an increment does not go on from what serves, and is whole then', async () => {
    const said: string[] = [];
    const taker = revocationTaker(folder, inTurn, { ...silent, error: (what) => said.push(what) }, clock);
    for (const update of [first, third]) taker.take(update, '2022-10-08');
    await quiet();
    expect([served(), said, versions(taker)]).toEqual(['1', ['revocation_refused'], []]);
    for (const update of [first, second, third]) taker.take(update, '2022-10-08');
    await quiet();
    expect([served(), versions(taker)]).toEqual(['3', ['1', '2', '3']]);
  });

  it('puts the next full list in the place of one that can not be read, and asks for one at an increment', async () => {
    // It leads to itself: nobody can open it.
    symlinkSync(FILE_NAME, join(folder, FILE_NAME));
    const taker = revocationTaker(folder, inTurn, silent, clock);
    taker.take(second, '2022-10-08');
    await quiet();
    expect(versions(taker)).toEqual([]);
    taker.take(first, '2022-10-08');
    await quiet();
    expect(served()).toBe('1');
  });

  it('does not ask again for what can not be built', async () => {
    const taker = revocationTaker(folder, inTurn, silent, clock);
    for (const update of [first, offered('2', '1', ['+00'])]) taker.take(update, '2022-10-08');
    await quiet();
    expect([served(), versions(taker)]).toEqual(['1', ['1', '2']]);
  });

  it('builds what was put down before the power went, and does not ask for what it has', async () => {
    const never = () => new Promise<null>(() => {});
    revocationTaker(folder, never, silent, clock).take(first, '2022-10-08');
    const taker = revocationTaker(folder, inTurn, silent, clock);
    expect(versions(taker)).toEqual(['1']);
    await quiet();
    expect(served()).toBe('1');
  });

  it('builds what an earlier release had put down, and knows the one name it kept', async () => {
    const { name, version, sha256, bytes } = first;
    writeFileSync(join(folder, 'update.txt'), bytes);
    writeFileSync(join(folder, 'taken.json'), JSON.stringify({ name, version, sha256 }));
    const taker = revocationTaker(folder, inTurn, silent, clock);
    taker.take(second, '2022-10-08');
    await quiet();
    expect([served(), versions(taker)]).toEqual(['2', ['1', '2']]);
    expect(readdirSync(folder)).not.toContain('update.txt');
  });

  it('asks for everything anew when the names of what it has are damaged', async () => {
    const taker = revocationTaker(folder, inTurn, silent, clock);
    taker.take(first, '2022-10-08');
    await quiet();
    writeFileSync(join(folder, 'taken.json'), '[{"name": ');
    expect(versions(taker)).toEqual([]);
    taker.take(first, '2022-10-08');
    await quiet();
    expect([served(), versions(taker)]).toEqual(['1', ['1']]);
  });
});
