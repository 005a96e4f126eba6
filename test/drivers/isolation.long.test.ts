/**
 * A crash and a hang inside the card binding's own native call, planted before libpcsclite in the real device process of the
 * real daemon: sales, the queue, the API, scanner and printer go on, and the reader comes back when the fault is gone.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostMachine } from '../../agent/cli/sim/host-machine.ts';
import { RealStage } from '../../agent/cli/sim/real-stage.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import type { Said } from '../../simulator/scenario/stage.ts';
import { realPcscd } from './real-pcscd.ts';

const { pcscd, missing } = await realPcscd();
const folder = mkdtempSync(join(tmpdir(), 'tongxing-planted-'));
const [library, word] = [join(folder, 'planted.so'), join(folder, 'word')];
const source = new URL('./fixture/planted-pcsc.c', import.meta.url).pathname;
const PATIENCE_MS = 60_000;

interface Devices {
  readonly devices: readonly { readonly type: string; readonly phase: string; readonly problem: unknown }[];
  readonly services: readonly {
    readonly service: string;
    readonly up: boolean;
    readonly ended: number;
    readonly problem: { readonly code: string } | null;
  }[];
}

describe('a fault inside the native call that talks to a card', () => {
  if (pcscd === null) return it.skip(missing);
  let stage: RealStage;

  const look = async () => (await stage.api('GET', '/v1/devices')).body as Devices;
  const host = ({ services }: Devices) => services.find(({ service }) => service === 'device-host');
  const reader = ({ devices }: Devices) => devices.find(({ type }) => type === 'reader');
  const plant = (what: 'abort' | 'hang' | 'none') => writeFileSync(word, what);

  async function until(what: string, is: (seen: Devices) => boolean): Promise<Devices> {
    const giveUp = performance.now() + PATIENCE_MS;
    for (;;) {
      const seen = await look();
      if (is(seen)) return seen;
      if (performance.now() > giveUp) throw new Error(`not ${what}: ${JSON.stringify(seen)}`);
      await stage.pass(50);
    }
  }

  async function sell(session: string, payment: 'insured' | 'self_paid', key: string): Promise<string> {
    const basket = { payment, med_type: '41', acct_used_flag: '0', lines: [LINE] };
    expect(await stage.api('PUT', `/v1/sessions/${session}/basket`, basket)).toMatchObject({ status: 200 });
    const accepted: Said = await stage.api('POST', `/v1/sessions/${session}/accept`, {}, key);
    expect(accepted).toMatchObject({ status: 200 });
    return (accepted.body as { readonly msgid: string }).msgid;
  }

  async function queued(): Promise<number> {
    const { queue } = (await stage.api('GET', '/v1/status')).body as { readonly queue: { readonly queued: number } };
    return queue.queued;
  }

  /** One insured sale that waits for the line to come back. */
  async function sellCutOff(n: number): Promise<string> {
    await stage.insert(imageOf('ceshi-jia'));
    await until('read', (seen) => reader(seen)?.phase === 'ready');
    // Once online, so that the person is known when the line is cut.
    expect((await stage.api('POST', '/v1/sessions', {})).status).toBe(201);
    await stage.pull();
    await until('empty', (seen) => reader(seen)?.phase === 'empty');
    await stage.cut('reset');
    await stage.insert(imageOf('ceshi-jia'));
    await until('read', (seen) => reader(seen)?.phase === 'ready');
    const opened = await stage.api('POST', '/v1/sessions', {});
    const msgid = await sell((opened.body as { readonly id: string }).id, 'insured', `queued-${n}`);
    expect(await queued()).toBe(1);
    await stage.pull();
    await until('empty', (seen) => reader(seen)?.phase === 'empty');
    return msgid;
  }

  /** A self-paid sale is accepted, a receipt printed and a scan is taken, whatever became of the reader. */
  async function theRestWorks(n: number, sold: string): Promise<void> {
    const opened = await stage.api('POST', '/v1/sessions', { without_card: true });
    expect(opened.status).toBe(201);
    const { id } = opened.body as { readonly id: string };
    await sell(id, 'self_paid', `isolation-${n}`);
    expect(await stage.api('POST', `/v1/transactions/${sold}/print`)).toMatchObject({ status: 200 });
    await stage.scan(`20261122093012345678${10 + n}370102`, 'Q1');
    const giveUp = performance.now() + PATIENCE_MS;
    const isIt = ({ what }: Readonly<Record<string, unknown>>) => what === 'voucher';
    while (stage.notices().filter(isIt).length < n) {
      if (performance.now() > giveUp) throw new Error('no scan');
      await stage.pass(20);
    }
  }

  beforeAll(async () => {
    const made = spawnSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'], { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`cc: ${made.stderr}`);
    plant('none');
    process.env['TONGXING_PLANTED'] = word;
    process.env['LD_PRELOAD'] = library;
    try {
      stage = await RealStage.open({ institution: 'pharmacy', limits: {} }, hostMachine(pcscd));
    } finally {
      delete process.env['LD_PRELOAD'];
    }
    const operator = { opter_name: '测试员', pin: '123456' };
    await stage.api('PUT', '/v1/operators/001', operator);
    expect(await stage.api('POST', '/v1/shift/open', { opter: '001', ...operator })).toMatchObject({ status: 200 });
    await until('a reader', (seen) => reader(seen) !== undefined);
  }, 120_000);
  afterAll(async () => {
    await stage?.stop();
    await pcscd.stop();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['abort', 1],
    ['hang', 2],
  ] as const)(
    '%s: the process is replaced again and again, the rest goes on, and the card is read at last',
    async (fault, n) => {
      const sold = await sellCutOff(n);
      const before = host(await look())?.ended ?? 0;
      plant(fault);
      await stage.insert(imageOf('ceshi-jia'));
      const lost = await until('lost', (seen) => host(seen)?.up === false);
      expect(host(lost)?.problem?.code).toBe('device_host_ended');
      expect(lost.devices.map(({ type }) => type).toSorted()).toEqual(['printer', 'scanner']);
      await theRestWorks(n, sold);
      await stage.restore();
      // The card is still in: the next process falls over it too.
      await until('lost again', (seen) => (host(seen)?.ended ?? 0) >= before + 2);
      const giveUp = performance.now() + PATIENCE_MS;
      while ((await queued()) > 0 && performance.now() < giveUp) await stage.pass(50);
      expect(await queued()).toBe(0);
      plant('none');
      const back = await until('back', (seen) => reader(seen)?.phase === 'ready');
      expect(host(back)).toMatchObject({ up: true, problem: null });
      expect(await stage.api('POST', '/v1/sessions', {})).toMatchObject({ status: 201 });
      await stage.pull();
      await until('empty', (seen) => reader(seen)?.phase === 'empty');
    },
  );
});

const LINE = { feedetl_sn: '1', med_list_codg: 'XA07BCA907A001010100001', cnt: '1', pric: '10.00' };
