/** Updates in virtual time: asked for after a hello, resumed, believed by the pinned key alone, in force at their day. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PackShelf, packShelf } from '../../agent/adapters/packs/shelf.ts';
import { packTaker } from '../../agent/adapters/packs/taker.ts';
import { partialUpdates } from '../../agent/adapters/partial-updates.ts';
import { isSignedBy } from '../../agent/adapters/update-signature.ts';
import type { UpdateNotice } from '../../agent/core/effect.ts';
import type { UpdateSource } from '../../agent/ports/updates.ts';
import { keepUpdated, type Updates, WATCH_MS } from '../../agent/updates.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { UpdateKey } from '../../simulator/centre/adapters/update-key.ts';
import { packPublication, UpdateShelf } from '../../simulator/centre/updates.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { Counter, codeOf, replyOf, TERMINAL } from '../agent/counter.ts';
import { type Loose, newFolder, PLACE, SAMPLE, secondVersion, set, textOf } from './packs.ts';

const { FetchUpdatesRequest, FetchUpdatesResponse } = tongxing.v1;
/** 2022-10-08 22:00 in Asia/Shanghai. */
const EVENING = Date.UTC(2022, 9, 8, 14);
const key = UpdateKey.make();

let folder: string;
let shelf: PackShelf;
let centre: UpdateShelf;
let clock: VirtualClock;
let updates: Updates;
let told: UpdateNotice[];
let said: string[];
let inForce: string[];
let requests: Uint8Array[];
/** What happens to the messages of a fetch on their way; throwing breaks the connection. */
let onTheWay: (message: Uint8Array, at: number) => Uint8Array;

const source: UpdateSource = {
  async fetch(request, onMessage) {
    requests.push(request);
    let at = 0;
    for (const message of centre.serve(request, '2022-10-08')) onMessage(onTheWay(message, at++));
  },
  close: async () => {},
};

beforeEach(() => {
  folder = newFolder();
  clock = new VirtualClock(EVENING);
  [told, said, inForce, requests] = [[], [], [], []];
  onTheWay = (message) => message;
  centre = new UpdateShelf({ folder: null, key, chunkBytes: 16_384 });
  boot();
});
afterEach(async () => {
  const stopped = updates.stop();
  await clock.runFor(1);
  await stopped;
  rmSync(folder, { recursive: true });
});

function boot(pinned = key.spki): void {
  shelf = packShelf(join(folder, 'packs'), '0.1.0');
  shelf.bundle('agent/packs', PLACE);
  const { packs } = shelf.inForce('2022-10-08');
  const note = (event: string, facts: object = {}) => void said.push(`${event} ${JSON.stringify(facts)}`);
  updates = keepUpdated(
    {
      ...{ terminal: TERMINAL, version: '0.1.0', clock, random: seededRandom(1), packs: shelf, source },
      log: { info: note, warn: note, error: note },
      partial: partialUpdates(join(folder, 'updates')),
      takers: [packTaker(shelf, TERMINAL.mdtrtarea_admvs)],
      isSigned: (text, signature) => isSignedBy(pinned, text, signature),
      tell: (change) => {
        told.push(...change.notices);
        if (change.packs !== null) inForce = change.packs.map(({ pack }) => `${pack.id}@${pack.version}`);
      },
    },
    packs,
  );
}

function publish(pack: Loose, change: object = {}): void {
  centre.publish({ ...packPublication(textOf(pack)), ...change }, Buffer.from(textOf(pack)));
}

const minute = 60_000;

describe('updates', () => {
  it('are asked for soon after a hello and then about every hour, and never before', async () => {
    await clock.runFor(10 * minute);
    expect(requests).toHaveLength(0);
    updates.greeted();
    await clock.runFor(6_000);
    expect(requests).toHaveLength(1);
    await clock.runFor(40 * minute);
    expect(requests).toHaveLength(1);
    await clock.runFor(40 * minute);
    expect(requests).toHaveLength(2);
    updates.lost();
    await clock.runFor(300 * minute);
    expect(requests).toHaveLength(2);
  });

  it('that are newer are installed, in force within seconds, and not fetched again', async () => {
    publish(secondVersion());
    updates.greeted();
    await clock.runFor(6_000);
    expect(told.map(({ what, version }) => [what, version])).toEqual([
      ['installed', '2'],
      ['withdrawn', '1'],
      ['in_force', '2'],
    ]);
    expect(inForce).toEqual([`${SAMPLE}@2`]);
    await clock.runFor(90 * minute);
    expect(requests).toHaveLength(2);
    expect(told).toHaveLength(3);
    expect(readdirSync(join(folder, 'updates'))).toEqual([]);
  });

  it('come into force at midnight in Shanghai without a restart', async () => {
    publish(secondVersion(), { begndate: '2022-10-09' });
    updates.greeted();
    await clock.runFor(119 * minute);
    expect(inForce).toEqual([]);
    await clock.runFor(minute + WATCH_MS);
    expect(inForce).toEqual([`${SAMPLE}@2`]);
  });

  it('go on where a fetch broke off, also after a restart', async () => {
    publish(secondVersion());
    onTheWay = (message, at) => {
      if (requests.length > 1 || at === 2) throw new Error('cut');
      return message;
    };
    updates.greeted();
    await clock.runFor(6_000);
    expect(said.join('\n')).toContain('updates_not_fetched');
    expect(shelf.list()).toHaveLength(2);
    await updates.stop();
    boot();
    const offsets: number[] = [];
    onTheWay = (message) => {
      offsets.push(Number(FetchUpdatesResponse.decode(message).offset));
      return message;
    };
    updates.greeted();
    await clock.runFor(6_000);
    expect(FetchUpdatesRequest.decode(requests.at(-1) ?? new Uint8Array()).partial).toHaveLength(1);
    expect(offsets[0]).toBe(2 * 16_384);
    expect(inForce).toEqual([`${SAMPLE}@2`]);
  });

  it('with a chunk missing are refused, and what came is thrown away', async () => {
    publish(secondVersion());
    onTheWay = (message, at) => {
      const chunk = FetchUpdatesResponse.decode(message);
      return at === 1 ? FetchUpdatesResponse.encode({ ...chunk, offset: 32_768 }).finish() : message;
    };
    updates.greeted();
    await clock.runFor(6_000);
    expect(told).toMatchObject([{ what: 'refused', code: 'update_damaged', field: 'offset' }]);
    expect(readdirSync(join(folder, 'updates'))).toEqual([]);
  });

  it('with one flipped byte are thrown away, said once, and fetched whole again', async () => {
    publish(secondVersion());
    onTheWay = (message, at) => {
      const chunk = FetchUpdatesResponse.decode(message);
      const bytes = Buffer.from(chunk.chunk ?? new Uint8Array());
      if (at === 1) bytes[100] = (bytes[100] ?? 0) ^ 1;
      return FetchUpdatesResponse.encode({ ...chunk, chunk: bytes }).finish();
    };
    updates.greeted();
    await clock.runFor(200 * minute);
    expect(requests.length).toBeGreaterThan(2);
    expect(told).toMatchObject([{ what: 'refused', code: 'update_damaged', field: 'sha256', version: '2' }]);
    expect(shelf.list()).toHaveLength(2);
    expect(inForce).toEqual([]);
    onTheWay = (message) => message;
    await clock.runFor(90 * minute);
    expect(inForce).toEqual([`${SAMPLE}@2`]);
  });

  it('signed by another key are refused before a byte of them is kept', async () => {
    await updates.stop();
    boot(UpdateKey.make().spki);
    publish(secondVersion());
    updates.greeted();
    await clock.runFor(6_000);
    expect(told).toMatchObject([{ what: 'refused', code: 'update_signature_wrong', field: 'signature' }]);
    expect(said.filter((line) => line.startsWith('update_refused'))).toHaveLength(1);
    expect(existsSync(join(folder, 'updates'))).toBe(false);
    expect(shelf.list()).toHaveLength(2);
  });

  it('whose signature is of another version are refused', async () => {
    publish(secondVersion());
    onTheWay = (message) =>
      FetchUpdatesResponse.encode({ ...FetchUpdatesResponse.decode(message), version: '3' }).finish();
    updates.greeted();
    await clock.runFor(6_000);
    expect(told).toMatchObject([{ what: 'refused', code: 'update_signature_wrong' }]);
  });

  it('that are signed and unsound are refused with rule and field, and are not fetched again', async () => {
    const pack = secondVersion();
    const [first] = pack['benefits'] as Loose[];
    if (first !== undefined) set(first, 'counts_for', ['critical']);
    publish(pack);
    updates.greeted();
    await clock.runFor(6_000);
    expect(told).toMatchObject([
      { what: 'refused', code: 'pack_unsound', rule: 'chronic-employee', field: 'benefits[0].counts_for' },
    ]);
    let messages = 0;
    onTheWay = (message) => {
      messages += 1;
      return message;
    };
    await clock.runFor(90 * minute);
    expect([requests.length, messages]).toEqual([2, 0]);
  });

  it('leave what is in force as it is while what is installed cannot be read, and are asked for again', async () => {
    const index = join(folder, 'packs', 'index.json');
    const whole = readFileSync(index);
    writeFileSync(index, '{');
    await clock.runFor(WATCH_MS);
    updates.greeted();
    await clock.runFor(6_000);
    expect(said.filter((line) => line.startsWith('packs_not_read'))).toHaveLength(1);
    expect(said.some((line) => line.startsWith('updates_not_fetched'))).toBe(true);
    writeFileSync(index, whole);
    publish(secondVersion());
    await clock.runFor(minute);
    expect(inForce).toContain('370000-2022-sample@2');
  });

  it('rolled back by another program take effect within seconds', async () => {
    publish(secondVersion());
    updates.greeted();
    await clock.runFor(6_000);
    packShelf(join(folder, 'packs'), '0.1.0').rollBack(SAMPLE, '2022-10-08');
    await clock.runFor(WATCH_MS);
    expect(inForce).toEqual([`${SAMPLE}@1`]);
  });
});

describe('a session priced under a pack that is no longer in force', () => {
  it('is priced again before it is accepted', async () => {
    const counter = new Counter();
    await counter.connect();
    await counter.signIn();
    counter.insertCard();
    const session = await counter.prepare();
    publish(secondVersion());
    updates.greeted();
    await clock.runFor(6_000);
    counter.agent.updated({ notices: [], packs: shelf.inForce('2022-10-08').packs });
    const refused = await counter.command({ kind: 'accept', session, key: 'k1' });
    expect(refused).toMatchObject({ ok: false, problem: { facts: { phase: 'pack_changed' } } });
    expect(codeOf(refused)).toBe('session_wrong_phase');
    const priced = replyOf(await counter.price(session), 'session');
    // 100.00 at 0.55 of the new version instead of 0.50.
    expect(priced.session.priced?.setlinfo.hifp_pay).toBe(5_500);
    void counter.give({ kind: 'accept', session, key: 'k1' });
    await counter.run();
    await counter.settle();
    expect(counter.agent.transactions({ openOnly: false, limit: 1 })).toMatchObject([{ state: 'settled' }]);
  });
});
