/**
 * A whole day at a counter on real files, with many persons and everything that goes wrong; then every byte that lies about is
 * looked at: database and WAL while it runs, backups, logs, metrics, support bundle, exports. Nobody is in any of it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoPeople } from '../../simulator/centre/people.ts';
import { shippedPeople } from '../../simulator/people/people.ts';
import { run, until } from '../e2e/program.ts';
import { basket, VendorSystem } from '../front/system.ts';
import { filesUnder, personal, searchFor } from './needles.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongxing-day-'));
const EVERYBODY = [...demoPeople(), ...shippedPeople().map(({ centre }) => centre)].flatMap(personal);
const search = searchFor(EVERYBODY);
const texts = new Map<string, string>();

describe('a whole day, and what lies about afterwards', () => {
  let system: VendorSystem;
  const agent = () => system.counter.daemon.agent;
  const data = () => dirname(system.counter.daemon.tokenPath);
  const out = join(folder, 'out');

  /** Reads whoever's card is in the reader and buys; what is refused is part of the day. */
  async function buys(card: string, more: Parameters<typeof basket>[1] = {}): Promise<string> {
    await system.card(card);
    const read = await system.call('1161', {});
    if (read.infcode !== 0) return read.err_msg;
    const { baseinfo, insuinfo } = read.output;
    const answer = await system.call('2102', basket(baseinfo.psn_no, { insutype: insuinfo[0].insutype, ...more }));
    return answer.infcode === 0 ? answer.output.setlinfo.exp_content.tongxing_msgid : answer.err_msg;
  }

  async function stale(nonce: string): Promise<void> {
    const timestamp = String(Math.floor(Date.now() / 1000) - 3_600);
    const text = `${timestamp}${system.signing.key}${nonce}${timestamp}`;
    await system.send(`${system.base}/fsi/api/callFsiService/callService`, system.envelope('1101', {}), {
      ...{ 'x-tif-paasid': system.signing.paasid, 'x-tif-timestamp': timestamp, 'x-tif-nonce': nonce },
      'x-tif-signature': createHash('sha256').update(text).digest('hex'),
    });
  }

  const drained = () =>
    until('drained', () => {
      const { queued, unknown, underway, reversing } = agent().status().queue;
      return queued + unknown + underway + reversing === 0;
    });

  async function theDay(): Promise<readonly string[]> {
    await system.signIn();
    const told: string[] = [];
    for (const { name } of shippedPeople().slice(0, 6)) told.push(await buys(name));
    // Cards in trouble, a wrong number, an unreadable message.
    for (const image of system.counter.cards().filter((one) => /expired|blocked|mute|garbled|revoked/.test(one)))
      told.push(await buys(image).catch((error: Error) => error.message));
    const [somebody] = shippedPeople();
    const { cardno = '', profile } = somebody?.centre ?? {};
    await system.call('1101', {
      data: { mdtrt_cert_type: '03', mdtrt_cert_no: cardno, psn_cert_type: '01', certno: profile?.certno },
    });
    await system.call('5301', { data: { psn_no: profile?.psn_no } });
    await system.call('2102', { druginfo: { psn_no: profile?.psn_name }, drugdetail: 'x' });
    // Signed an hour ago: what is refused so is logged.
    for (const nonce of [cardno, profile?.certno ?? '', profile?.psn_no ?? '']) await stale(nonce);
    // The answer is lost, the line is cut, sales go on, one is taken back before it was sent.
    await system.card('ceshi-jia');
    await system.centre('/faults', { lose_answers: 1 });
    told.push(await buys('ceshi-jia', { cnt: 2 }));
    await buys('ceshi-yi');
    await system.cut();
    told.push(await buys('ceshi-yi', { cnt: 2 }));
    const undone = await buys('ceshi-yi', { cnt: 3 });
    await agent().command({ kind: 'cancel', msgid: undone as never, key: 'c1' });
    told.push(await buys('ceshi-jia', { cnt: 3 }));
    await system.counter.relay.restore();
    await drained();
    // Given back in part and in whole; the day is compared and ended.
    const settled = agent()
      .transactions({ openOnly: false, limit: 99 })
      .filter(({ state, infno }) => state === 'settled' && infno === '2102');
    const [first, second] = settled;
    const lines = [{ feedetl_sn: '1', cnt: '1' }];
    await agent().command({ kind: 'refund', msgid: (first?.msgid ?? '') as never, key: 'r1', lines });
    await agent().command({ kind: 'cancel', msgid: (second?.msgid ?? '') as never, key: 'c2' });
    await drained();
    await agent().command({ kind: 'close_shift', reason: '培训 training' });
    return told;
  }

  beforeAll(async () => {
    mkdirSync(out);
    system = await VendorSystem.open('日终', { data: join(folder, 'counter'), log: { largest: 300, lookLines: 1 } });
  }, 30_000);
  afterAll(async () => {
    await system.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is lived through: sold, refused, cut off, given back, ended', async () => {
    const told = await theDay();
    expect(told.filter((one) => /^P37010200001\d{18}$/.test(one)).length).toBeGreaterThanOrEqual(8);
    const states = new Set(
      agent()
        .transactions({ openOnly: false, limit: 99 })
        .map(({ state }) => state),
    );
    for (const state of ['settled', 'reversed', 'voided'] as const) expect([...states]).toContain(state);
    expect(agent().status().shift.phase).toBe('closed');
  }, 60_000);

  it('names nobody in database, WAL, keys, logs, backups, metrics, bundle and exports', async () => {
    for (const args of [
      ['doctor', '--bundle', join(out, 'support.zip')],
      ['backup', '--to', join(out, 'backup')],
      ['ledger', 'export', '--out', join(out, 'ledger.jsonl')],
      ['queue', '--json'],
      ['queue', '--claims', '--json'],
    ])
      texts.set(args.join(' '), (await run([...args, '--data', data()])).said);
    for (const path of ['/metrics', '/page/status', '/healthz', '/readyz'])
      texts.set(path, await (await fetch(`${system.base}${path}`)).text());
    const files = [...filesUnder(data()), ...filesUnder(out), ...logs(join(folder, 'counter'))];
    const names = files.map(({ file }) => file);
    for (const wanted of [
      /tongxing\.db$/,
      /tongxing\.db-wal$/,
      /front\.db$/,
      /agent\.log$/,
      /agent\.log\.1$/,
      /support\.zip$/,
      /backup/,
    ])
      expect(
        names.some((name) => wanted.test(name)),
        String(wanted),
      ).toBe(true);
    const leaks = [
      ...files.flatMap(({ file, bytes }) => search(file, file.endsWith('.zip') ? unpacked(bytes) : bytes)),
      ...[...texts].flatMap(([name, text]) => search(name, Buffer.from(text))),
    ];
    expect(leaks).toEqual([]);
  }, 60_000);

  it('and sees one person wherever and however they would lie', () => {
    const [one = '', two = ''] = [demoPeople()[0]?.profile.psn_name, demoPeople()[0]?.profile.certno];
    for (const what of [one, two])
      for (const written of [
        Buffer.from(`"name":"${what}"`),
        iconv.encode(`x${what}`, 'gbk'),
        Buffer.from(`x${what}`, 'utf16le'),
        Buffer.from(`x${what}`, 'utf16le').swap16(),
        Buffer.from(Buffer.from(`ab${what}cd`).toString('base64')),
        Buffer.from(Buffer.from(`a${what}`).toString('base64')),
        Buffer.from(iconv.encode(`a${what}`, 'gbk').toString('base64')),
        Buffer.from(Buffer.from(what).toString('hex')),
        Buffer.from(iconv.encode(what, 'gbk').toString('hex').toUpperCase()),
      ]) {
        const planted = Buffer.concat([Buffer.alloc(1_000, 7), written, Buffer.alloc(10)]);
        expect(
          search('planted', planted).map((leak) => leak.what),
          written.toString('latin1'),
        ).toContain(what);
      }
  });
});

/** The log and those put aside; beside them lies the centre, which knows everybody. */
function logs(counter: string) {
  return filesUnder(counter).filter(({ file }) => /agent\.log(\.\d+)?$/.test(file));
}

/** The contents of a ZIP, one after the other. */
function unpacked(zip: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = zip.indexOf('PK\x01\x02'); at >= 0; at = zip.indexOf('PK\x01\x02', at + 4)) {
    const [packed, method, local] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 42)];
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + packed);
    parts.push(method === 8 ? inflateRawSync(bytes) : bytes);
  }
  return Buffer.concat(parts);
}
