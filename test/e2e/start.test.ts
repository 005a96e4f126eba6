/** The daemon as a process in bad surroundings: it refuses with a reason and an exit code, or goes on; it leaves nothing. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
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
    expect(second.said).toContain(`进程 ${pid}，http://127.0.0.1:${shop().port}`);
    expect(second.said).toContain(`process ${pid} at http://127.0.0.1:${shop().port}`);
    await shop().signIn();
    expect(shop().daemon).toMatchObject({ pid, running: true });
  });

  it('whose log can not be opened says so, and why it does not start', async () => {
    const file = shop().configure('no-log.yaml', { log: { file: join(shop().folder, 'no-log.yaml', 'tongxing.log') } });
    const refused = await start(file);
    expect(refused).toMatchObject({ code: 3, said: expect.stringContaining(shop().dataDir) });
    expect(refused.said).toContain('log_not_opened');
    expect(refused.said).not.toMatch(/node_modules|not ready|a defect/);
  });

  it('on a port that is taken takes the next free one, says so, and writes it where clients look', async () => {
    const data_dir = join(shop().folder, 'next');
    const code = await shop().enrolmentCode();
    const other = new Program(['start', '--config', shop().configure('next.yaml', { data_dir }, code)]);
    await other.says('Started: local API');
    expect(other.said).toContain(`端口 ${shop().port} 已被占用`);
    const running = JSON.parse(readFileSync(join(data_dir, 'api.json'), 'utf8'));
    expect(running).toMatchObject({ name: 'tongxing', pid: other.pid, wanted_port: shop().port });
    expect(running.port).toBeGreaterThan(shop().port);
    expect(running.port).toBeLessThanOrEqual(shop().port + 20);
    const found = await (await fetch(`${running.address}/.well-known/tongxing`)).json();
    expect(found).toMatchObject({ name: 'tongxing', openapi: '/v1/openapi.json' });
    expect(await other.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(existsSync(join(data_dir, 'api.json'))).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)('keeps everything it has from another user of the machine', async () => {
    const { dataDir, folder, port } = shop();
    // The way to the data folder is open: what keeps the other out is the folder itself.
    chmodSync(folder, 0o755);
    const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).map((name) => join(dataDir, name));
    expect(files.map((name) => name.slice(dataDir.length + 1))).toEqual(
      expect.arrayContaining(['api.token', 'api.port', 'api.json', 'tongxing.db']),
    );
    const look = `const { readFileSync, readdirSync } = require('node:fs');
      const got = (work) => { try { work(); return true; } catch { return false; } };
      const read = ${JSON.stringify(files)}.filter((name) => got(() => readFileSync(name)));
      const listed = got(() => readdirSync(${JSON.stringify(dataDir)}));
      const ask = (path) => fetch('http://127.0.0.1:${port}' + path).then((answer) => answer.status);
      Promise.all(['/v1/status', '/v1/transactions', '/healthz'].map(ask)).then((asked) =>
        console.log(JSON.stringify({ uid: process.getuid(), read, listed, asked })));`;
    const seen = execFileSync(process.execPath, ['-e', look], { uid: 65_534, gid: 65_534, cwd: '/', encoding: 'utf8' });
    expect(JSON.parse(seen)).toEqual({ uid: 65_534, read: [], listed: false, asked: [401, 401, 200] });
  });

  it('on a port that is taken, told to refuse, ends with exit code 3, leaves no process, and keeps its new identity', async () => {
    const data_dir = join(shop().folder, 'other');
    const code = await shop().enrolmentCode();
    const other = new Program([
      'start',
      '--config',
      shop().configure('other.yaml', { data_dir, api: { port: shop().port, when_taken: 'refuse' } }, code),
    ]);
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

  it('is refused with exit code 3 and says that the same code is good for the next start', async () => {
    const centre = { host: '127.0.0.1', port: 1, ca_file: shop().caFile, fixmedins_code: 'P37010200001' };
    const config = shop().configure('lonely.yaml', {
      data_dir: join(shop().folder, 'lonely'),
      api: { port: await Shop.freePort() },
      centre: { ...centre, server_name: 'localhost', enrolment: { port: 1, code: 'NOBODY' } },
    });
    const lonely = new Program(['start', '--config', config]);
    expect(await lonely.ended()).toMatchObject({ code: 3 });
    expect(lonely.said).toContain('start again with the same enrolment code');
    expect(lonely.leftBehind()).toEqual([]);
  });
});
