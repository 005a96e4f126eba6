/** What a terminal does for its ledger beside the sales: heads told, certificates renewed, copies, erasure, the disk. */
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskReserve } from '../../agent/adapters/disk-reserve.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import { CHECKPOINT_MS, COPY_AGAIN_MS, type KeepingParts, keepInOrder, LOOK_MS } from '../../agent/keeping.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { START, TERMINAL } from '../agent/counter.ts';

const v1 = tongxing.v1;
const OK = { code: v1.ResultCode.RESULT_CODE_OK };
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HEAD = { epoch: 1, entries: 5, head: 'ab', number: 4, wall_ms: START, signature: Buffer.from('s') };

/** Keeping over virtual time, with everything it does written down in order. */
function kept(changes: Partial<KeepingParts> = {}) {
  const clock = new VirtualClock(START);
  const done: string[] = [];
  const note = (what: string) => void done.push(what);
  const log = (message: string, facts?: object) =>
    note(facts === undefined ? message : `${message} ${JSON.stringify(facts)}`);
  const keeping = keepInOrder({
    ...{ terminal: TERMINAL, version: '0.1.0', clock, store: storeOf(note), sign: () => Buffer.from('s') },
    log: { info: log, warn: log, error: log },
    ask: async () => v1.NoteHeadResponse.encode({ result: OK }).finish(),
    certificate: {
      validUntilMs: () => START + 365 * DAY_MS,
      request: () => Buffer.alloc(1),
      fits: () => true,
      renewed: () => note('renewed'),
    },
    ...changes,
  });
  return { clock, done, keeping, note };
}

describe('the head of the journal', () => {
  it('is told at contact, and again every ten minutes as long as there is contact', async () => {
    const { clock, done, keeping } = kept();
    await clock.runFor(CHECKPOINT_MS);
    expect(done).toEqual([]);
    keeping.greeted();
    await clock.runFor(1);
    expect(done).toEqual(['told']);
    await clock.runFor(2 * CHECKPOINT_MS);
    expect(done).toEqual(['told', 'told', 'told']);
    keeping.lost();
    await clock.runFor(5 * CHECKPOINT_MS);
    expect(done).toHaveLength(3);
  });

  it('that the centre contradicts is logged with both, and not taken as told', async () => {
    const refused = { code: v1.ResultCode.RESULT_CODE_CONFLICT, err_msg: 'another head' };
    const { clock, done, keeping } = kept({
      ask: async () => v1.NoteHeadResponse.encode({ result: refused }).finish(),
    });
    keeping.greeted();
    await clock.runFor(1);
    expect(done).toEqual(['checkpoint_refused {"entries":5,"err_msg":"another head"}']);
  });

  it('is tried again ten minutes later when there was no answer', async () => {
    let answers = 0;
    const { clock, done, keeping } = kept({
      ask: async () => {
        answers += 1;
        if (answers === 1) throw new Error('no answer');
        return v1.NoteHeadResponse.encode({ result: OK }).finish();
      },
    });
    keeping.greeted();
    await clock.runFor(CHECKPOINT_MS);
    expect(done).toEqual(['keeping_put_off {"task":"tellHead","code":"no_answer"}', 'told']);
  });
});

describe('the certificate', () => {
  it('is renewed in its last thirty days and not before, and the head is told all the same', async () => {
    let until = START + 31 * DAY_MS;
    const asked: string[] = [];
    const { clock, done, keeping } = kept({
      ask: async (method) => {
        asked.push(method);
        return method === 'NoteHead'
          ? v1.NoteHeadResponse.encode({ result: OK }).finish()
          : v1.RenewCertificateResponse.encode({ result: OK, certificate_chain: [Buffer.from('x')] }).finish();
      },
      certificate: {
        validUntilMs: () => until,
        request: () => Buffer.alloc(1),
        fits: () => true,
        renewed: () => {
          until += 365 * DAY_MS;
        },
      },
    });
    keeping.greeted();
    await clock.runFor(1);
    expect(asked).toEqual(['NoteHead']);
    await clock.runFor(DAY_MS + CHECKPOINT_MS);
    expect(asked.filter((method) => method === 'RenewCertificate')).toHaveLength(1);
    expect(done.filter((what) => what.startsWith('certificate_renewed'))).toHaveLength(1);
  });

  it('that is none for the key of this terminal takes the place of no other', async () => {
    const answer = v1.RenewCertificateResponse.encode({ result: OK }).finish();
    const { clock, done, keeping, note } = kept({
      ask: async () => answer,
      certificate: {
        validUntilMs: () => START,
        request: () => Buffer.alloc(1),
        fits: (certificate) => certificate !== '',
        renewed: () => note('renewed'),
      },
    });
    keeping.greeted();
    await clock.runFor(1);
    const err_msg = 'the answer has no certificate for the terminal’s key';
    expect(done[0]).toBe(`certificate_not_renewed ${JSON.stringify({ err_msg })}`);
    expect(done).not.toContain('renewed');
  });
});

describe('the data keys', () => {
  it('are wrapped for the centre as they are made, with contact or without, once it gave its key', async () => {
    let bare = 1;
    let given = false;
    const wrapKeys = () => {
      const keys = bare;
      bare = 0;
      return keys;
    };
    const { clock, done, keeping } = kept({
      store: { ...storeOf(() => {}), wrapKeys },
      wrapped: () => (given ? (key) => key : null),
    });
    await clock.runFor(LOOK_MS);
    expect(done).toEqual([]);
    given = true;
    await clock.runFor(LOOK_MS);
    expect(done).toEqual(['keys_wrapped {"keys":1}']);
    await clock.runFor(LOOK_MS);
    bare = 1;
    await clock.runFor(LOOK_MS);
    expect(done).toEqual(['keys_wrapped {"keys":1}', 'keys_wrapped {"keys":1}']);
    await keeping.stop();
  });

  it('wait for room on a full disk', async () => {
    const undone: string[] = [];
    const wrapKeys = () => {
      throw new StoreError('store_full', 'tongxing.db');
    };
    const store = { ...storeOf((what) => undone.push(what)), wrapKeys };
    const { clock, done, keeping } = kept({ store, wrapped: () => (key) => key });
    await clock.runFor(1);
    expect([undone, done]).toEqual([['rolled back'], ['keeping_put_off {"task":"wrap","code":"store_full"}']]);
    await keeping.stop();
  });
});

describe('the daily copy', () => {
  const copies = (codes: number[], told: boolean[], madeAt = START + 2 * COPY_AGAIN_MS) => {
    let newest = 0;
    let made = 0;
    return {
      newestMs: () => newest,
      stop: () => {},
      tell: (whole: boolean) => void told.push(whole),
      made: () => made,
      make: async () => {
        const code = codes[made] ?? 0;
        made += 1;
        // A copy that was not whole is not kept, and so does not count as one.
        if (code === 0) newest = madeAt;
        return code;
      },
    };
  };

  it('is left alone in the first five minutes, and then made once a day', async () => {
    const told: boolean[] = [];
    const daily = copies([], told);
    const { clock, keeping } = kept({ copies: daily });
    await clock.runFor(5 * MINUTE_MS - 1);
    expect(daily.made()).toBe(0);
    await clock.runFor(MINUTE_MS);
    expect([daily.made(), told]).toEqual([1, [true]]);
    await keeping.stop();
  });

  it('is made once a day also where the names of the copies bear another time, as when the clock was ahead', async () => {
    const daily = copies([], [], START + 365 * DAY_MS);
    const { clock, keeping } = kept({ copies: daily });
    await clock.runFor(DAY_MS);
    expect(daily.made()).toBe(1);
    await clock.runFor(DAY_MS);
    expect(daily.made()).toBe(2);
    await keeping.stop();
  });

  it('that is not whole is shown as long as it is so, and tried again an hour later', async () => {
    const told: boolean[] = [];
    const { clock, done, keeping } = kept({ copies: copies([4, 4, 0], told) });
    await clock.runFor(5 * MINUTE_MS + 2 * (COPY_AGAIN_MS + LOOK_MS));
    expect(told).toEqual([false, false, true]);
    expect(done).toEqual(['ledger_check_failed {"code":4}', 'ledger_check_failed {"code":4}', 'backed_up']);
    await keeping.stop();
  });

  it('that could not be made says nothing of the ledger', async () => {
    const told: boolean[] = [];
    const { clock, done, keeping } = kept({ copies: copies([3], told) });
    await clock.runFor(5 * MINUTE_MS);
    expect([told, done]).toEqual([[], ['not_backed_up {"code":3}']]);
    await keeping.stop();
  });
});

describe('the reserve', () => {
  const MB = 1 << 20;
  const held = (folder: string) => readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size / MB]);

  it('is put down and taken back only where there is plenty, and given up when nothing is left, by a start, too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-reserve-'));
    let freeMb = 14.5;
    const disk = diskReserve(folder, { reserveMb: 4, leastMb: 10, free: () => freeMb * MB });
    expect(disk.look()).toEqual({ freeMb: 14, leastMb: 10, low: false });
    expect(held(folder)).toEqual([]);
    freeMb = 15;
    disk.look();
    expect(held(folder)).toEqual([['reserve', 4]]);
    writeFileSync(join(folder, 'reserve'), 'cut off');
    disk.look();
    expect(held(folder)).toEqual([['reserve', 4]]);
    freeMb = 9.9;
    expect([disk.look().low, disk.makeRoom(), held(folder).length]).toEqual([true, false, 1]);
    freeMb = 0.9;
    expect([disk.makeRoom(), disk.makeRoom(), held(folder)]).toEqual([true, false, []]);
    freeMb = 15;
    disk.look();
    disk.release();
    expect(held(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('is done without where no file can be made, as on a disk without inodes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-reserve-'));
    symlinkSync(join(folder, 'nowhere', 'file'), join(folder, 'reserve'));
    const disk = diskReserve(folder, { reserveMb: 4, leastMb: 10, free: () => 15 * MB });
    expect(disk.look()).toEqual({ freeMb: 15, leastMb: 10, low: false });
    expect(held(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('the disk', () => {
  it('is looked at every half minute; the reserve is given up when nothing is left', async () => {
    let freeMb = 500;
    const told: (object | null)[] = [];
    const { clock, done, note, keeping } = kept({
      disk: {
        look: () => ({ freeMb, leastMb: 128, low: freeMb < 128 }),
        release: () => note('reserve given up'),
        tell: (short) => void told.push(short),
      },
    });
    freeMb = 100;
    await clock.runFor(LOOK_MS);
    freeMb = 0;
    await clock.runFor(LOOK_MS);
    expect(told).toEqual([null, { free_mb: 100, needed_mb: 128 }, { free_mb: 0, needed_mb: 128 }]);
    expect(done).toEqual(['reserve given up']);
    await keeping.stop();
  });
});

describe('erasure', () => {
  it('goes some rows at a time until it is done, and again a day later', async () => {
    let due = 120;
    const erase = (limit: number) => {
      const erased = Math.min(limit, due);
      due -= erased;
      return { erased, moved: 0, destroyed: [], done: due === 0 };
    };
    const { clock, done, keeping } = kept({ store: { ...storeOf(() => {}), erase } });
    await clock.runFor(MINUTE_MS);
    expect(done).toEqual([
      'erased {"erased":50,"moved":0,"keys":0}',
      'erased {"erased":50,"moved":0,"keys":0}',
      'erased {"erased":20,"moved":0,"keys":0}',
    ]);
    due = 1;
    await clock.runFor(DAY_MS);
    expect(done).toHaveLength(4);
    await keeping.stop();
  });

  it('waits until the centre has said that the clock is right: what is erased by a wrong one never comes back', async () => {
    let confirmed = false;
    const passes: number[] = [];
    const erase = (limit: number) => {
      passes.push(limit);
      return { erased: 1, moved: 0, destroyed: [], done: true };
    };
    const store = { ...storeOf(() => {}), erase };
    const { clock, keeping } = kept({ store, clockConfirmed: () => confirmed });
    clock.stepWall(900 * DAY_MS);
    await clock.runFor(DAY_MS);
    expect(passes).toEqual([]);
    confirmed = true;
    await clock.runFor(LOOK_MS);
    expect(passes).toHaveLength(1);
    await keeping.stop();
  });

  it('is put off when the disk is full, and leaves no turn open', async () => {
    const undone: string[] = [];
    const erase = () => {
      throw new StoreError('store_full', 'tongxing.db');
    };
    const { clock, done, keeping } = kept({ store: { ...storeOf((what) => undone.push(what)), erase } });
    await clock.runFor(1);
    expect([undone, done]).toEqual([['rolled back'], ['keeping_put_off {"task":"erase","code":"store_full"}']]);
    await keeping.stop();
  });
});

function storeOf(note: (what: string) => void): KeepingParts['store'] {
  return {
    begin: () => {},
    commit: () => {},
    rollback: () => note('rolled back'),
    checkpoint: () => HEAD,
    untold: () => null,
    told: () => note('told'),
    erase: () => ({ erased: 0, moved: 0, destroyed: [], done: true }),
    wrapKeys: () => 0,
  };
}
