/** One set-up at a time in a folder, and no lock outlives its owner. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { takeLock } from '../../agent/cli/setup-lock.mjs';
import { listenForStop } from '../../agent/cli/setup-run.mjs';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tongxing-lock-'));
  file = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function stopListener() {
  const stop = listenForStop();
  onTestFinished(() => stop.release());
  return stop;
}

it('a second one waits, says for whom, and goes on when the first is done', async () => {
  const stop = stopListener();
  const order: string[] = [];
  const first = await takeLock(file, stop, () => order.push('first waits'));
  let isWaiting = (_owner: number) => {};
  const waiting = new Promise<number>((resolve) => {
    isWaiting = resolve;
  });
  const second = takeLock(file, stop, isWaiting).then((release) => {
    order.push('second is in');
    return release;
  });
  expect(await waiting).toBe(process.pid);
  order.push('first leaves');
  first();
  (await second)();
  expect(order).toEqual(['first leaves', 'second is in']);
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ['of a process that is gone', '4194305 77'],
  ['of a process number that now belongs to another program', `${process.pid} 1`],
  ['that holds nothing', ''],
])('a lock %s is taken over at once', async (_what, content) => {
  writeFileSync(file, content);
  const release = await takeLock(file, stopListener(), () => expect.unreachable('nobody is there to wait for'));
  expect(existsSync(file)).toBe(true);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it('whoever is stopped while waiting leaves nothing behind', async () => {
  const stop = stopListener();
  const release = await takeLock(file, stop, () => undefined);
  const second = takeLock(file, stop, () => {
    stop.signal = 'SIGINT';
  });
  await expect(second).rejects.toMatchObject({ signal: 'SIGINT' });
  expect(readdirSync(folder)).toEqual(['lock']);
  release();
});
