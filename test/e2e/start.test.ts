/** The daemon as a process in bad surroundings: it refuses with a reason and an exit code, or goes on; it leaves nothing. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { Program, run, until } from './program.ts';
import { Shop } from './shop.ts';
import { shopForFile } from './shop-hooks.ts';

describe('tongxing start', () => {
  const shop = shopForFile({ pcscd: null });
  const start = (configFile: string) => run(['start', '--config', configFile]);

  it('a second daemon on the same data folder is refused with exit code 3, and the first goes on', async () => {
    const { pid } = shop().daemon;
    const second = await start(shop().configure('second.yaml', { api: { port: await Shop.freePort() } }));
    expect(second).toMatchObject({ code: 3, said: expect.stringContaining(shop().dataDir) });
    await shop().signIn();
    expect(shop().daemon).toMatchObject({ pid, running: true });
  });

  it('on a port that is taken is refused with exit code 3, leaves no process, and keeps its new identity', async () => {
    const data_dir = join(shop().folder, 'other');
    const code = await shop().enrolmentCode();
    const other = new Program(['start', '--config', shop().configure('other.yaml', { data_dir }, code)]);
    expect(await other.ended()).toMatchObject({ code: 3 });
    expect(other.said).toContain(`端口 ${shop().port}`);
    expect(other.leftBehind()).toEqual([]);
    // The one-time code is used up, and is not needed again.
    const port = await Shop.freePort();
    const elsewhere = new Program([
      'start',
      '--config',
      shop().configure('other.yaml', { data_dir, api: { port } }, code),
    ]);
    await elsewhere.says('Started: local API');
    expect(await elsewhere.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('with an unknown field is refused with exit code 2 and the name of the field', async () => {
    const { code, said } = await start(shop().configure('wrong.yaml', { devises: { accept_virtual: false } }));
    expect(code).toBe(2);
    expect(said).toContain('devises');
    expect(said).toContain('devices');
  });

  it('with virtual readers in production is refused with exit code 2', async () => {
    const open = { mode: 'production', devices: { accept_virtual: true } };
    expect(await start(shop().configure('open.yaml', open))).toMatchObject({
      code: 2,
      said: expect.stringContaining('devices.accept_virtual'),
    });
  });

  it('ends at SIGTERM and at SIGINT with exit code 0, and leaves no process behind', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const { daemon } = shop();
      expect(daemon.leftBehind()).toHaveLength(2);
      expect(await daemon.end(signal)).toEqual({ code: 0, signal: null });
      expect(daemon.leftBehind()).toEqual([]);
      await shop().restart();
    }
  });

  it('leaves no process behind when it is killed', async () => {
    const { daemon } = shop();
    await shop().kill();
    await until('no process', () => daemon.leftBehind().length === 0);
    await shop().restart();
  });

  it('on a database of a newer version is refused with exit code 3 and the way out, and changes nothing', async () => {
    await shop().daemon.end('SIGTERM');
    const path = join(shop().dataDir, 'tongxing.db');
    const version = (next?: number) => {
      const db = new Database(path);
      const found = db.pragma(next === undefined ? 'user_version' : `user_version = ${next}`, { simple: true });
      db.close();
      return found;
    };
    const ours = Number(version());
    version(99);
    const refused = await start(shop().configFile);
    expect(refused).toMatchObject({ code: 3, said: expect.stringMatching(/新版本.*\n.*newer/) });
    expect(version()).toBe(99);
    version(ours);
    await shop().restart();
    expect((await shop().status()).shift.phase).toBe('signed_in');
  });
});

describe('a daemon that can not reach the centre to enrol', () => {
  const shop = shopForFile({ pcscd: null });

  it('is refused with exit code 3 and says that the code stays valid', async () => {
    const centre = { host: '127.0.0.1', port: 1, ca_file: shop().caFile, fixmedins_code: 'P37010200001' };
    const config = shop().configure('lonely.yaml', {
      data_dir: join(shop().folder, 'lonely'),
      api: { port: await Shop.freePort() },
      centre: { ...centre, server_name: 'localhost', enrolment: { port: 1, code: 'NOBODY' } },
    });
    const lonely = new Program(['start', '--config', config]);
    expect(await lonely.ended()).toMatchObject({ code: 3 });
    expect(lonely.said).toContain('the code stays valid');
    expect(lonely.leftBehind()).toEqual([]);
  });
});
