/**
 * A reader that only its maker's library can read, from the program beside the device process to the local API: its cards
 * open sessions like any other's, and neither its end nor its nonsense takes anything along.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { vendorLine } from '../../simulator/card/memory-vendor.ts';
import { personOnCard } from '../../simulator/card/people.ts';
import { until } from './program.ts';
import type { DeviceAnswer } from './shop.ts';
import { shopForFile } from './shop-hooks.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongxing-vendor-'));
const [card, pidFile] = [join(folder, 'card'), join(folder, 'pid')];
/** In place of the library: what lies in a file. */
const PROGRAM = `const { readFileSync, writeFileSync } = require('node:fs');
writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
setInterval(() => process.stdout.write(Buffer.concat([readFileSync(${JSON.stringify(card)}), Buffer.from('\\n')])), 50);
process.stdin.on('end', () => process.exit()).resume();`;

describe('a reader by way of its maker’s program', () => {
  writeFileSync(card, '');
  const vendor_reader = { command: [process.execPath, '-e', PROGRAM] };
  const shop = shopForFile({ pcscd: null, devices: { vendor_reader } });

  beforeAll(() => shop().signIn());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const put = (bytes: Uint8Array | string) => writeFileSync(card, bytes);
  const reader = (like: (device: DeviceAnswer) => boolean): Promise<DeviceAnswer> =>
    until('the reader', async () => {
      const found = (await shop().status()).devices.find(({ device }) => device.startsWith('vendor:'));
      return found !== undefined && like(found) ? found : null;
    });
  const pid = () => Number(readFileSync(pidFile, 'utf8'));

  function lineOf(image: 'ceshi-jia' | 'ceshi-yi'): Uint8Array {
    const { certno, cardno, card_sn } = personOnCard(imageOf(image));
    return vendorLine({ 0: card_sn.slice(0, 6), 1: certno, 2: cardno, 3: card_sn, 8: '20321001' });
  }

  it('opens a session by its card, which is found at the centre, and sells', async () => {
    await reader(({ phase }) => phase === 'empty');
    put(lineOf('ceshi-jia'));
    const { device } = await reader(({ phase }) => phase === 'ready');
    const session = await shop().openSession(device);
    expect(session).toMatchObject({ source: 'centre', person: { psn_name: '测**' } });
    const { msgid } = await shop().accept(await shop().fill(session, ['1001']), 'vendor-1');
    expect(await shop().settled(msgid)).toMatchObject({ state: 'settled' });
  });

  it('closes the session of a card that is taken out', async () => {
    put(lineOf('ceshi-yi'));
    await reader(({ phase, presence }) => phase === 'ready' && presence === 2);
    await shop().openSession();
    put('');
    await reader(({ phase }) => phase === 'empty');
    await until(
      'no session',
      async () => (await shop().api.get<{ sessions: unknown[] }>('/v1/sessions')).sessions.length === 0,
    );
  });

  it('tells a card that could not be read by its own sentence', async () => {
    put('-2201');
    const { problem } = await reader(({ phase }) => phase === 'failed');
    expect(problem).toMatchObject({ code: 'card_unreadable', zh: expect.stringMatching(/[\u4e00-\u9fff]/) });
  });

  it('is there again after its program was killed, and so after the device process was', async () => {
    put(lineOf('ceshi-yi'));
    const before = await reader(({ phase }) => phase === 'ready');
    process.kill(pid(), 'SIGKILL');
    const again = await reader(({ phase, presence }) => phase === 'ready' && presence > before.presence);
    const [host = 0] = shop().daemon.children();
    const orphan = pid();
    process.kill(host, 'SIGKILL');
    await reader(({ phase, presence }) => phase === 'ready' && presence > again.presence);
    expect(shop().daemon.running).toBe(true);
    await until('the end of the old program', () => Promise.resolve(!lives(orphan)));
  });
});

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
