/** Signals that ask for nothing end neither the daemon nor its devices, from the first moment on, and open no debugger. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';

const built = (name: string) => join(packageRoot(), 'dist', name);
const HARMLESS = ['SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

it.each(['is heard', 'is not heard any more'])('a daemon that has not come up yet and %s', async (heard) => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-signals-'));
  // A centre that says nothing: the enrolment waits for it.
  const asked: Socket[] = [];
  const mute = createServer((socket) => asked.push(socket)).listen(0, '127.0.0.1');
  await once(mute, 'listening');
  const { port } = mute.address() as AddressInfo;
  const centre = {
    host: '127.0.0.1',
    port,
    ca_file: 'ca.pem',
    server_name: 'localhost',
    fixmedins_code: 'P37010200001',
  };
  const config = {
    ...{ data_dir: 'data', catalogue_file: join(packageRoot(), 'simulator/catalogue/demo.json') },
    centre: { ...centre, enrolment: { port, code: '7K2M-9QXD' } },
  };
  writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config));
  writeFileSync(join(folder, 'ca.pem'), '');
  const daemon = spawn(process.execPath, [built('tongxing.js'), 'start', '-c', 'config.yaml'], { cwd: folder });
  let said = '';
  daemon.stderr.on('data', (bytes) => {
    said += bytes;
  });
  const ended = once(daemon, 'exit');
  await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1);
  for (const signal of HARMLESS) daemon.kill(signal);
  // Whoever read what it says may be gone: it ends as it would have, and not by that.
  if (heard !== 'is heard') for (const reader of [daemon.stdout, daemon.stderr]) reader.destroy();
  for (const socket of asked) socket.destroy();
  expect(await ended).toEqual([3, null]);
  if (heard === 'is heard') expect(said).toMatch(/^登记终端时连不上中心/);
  mute.close();
  rmSync(folder, { recursive: true });
});

it('the device process', async () => {
  const devices = fork(built('device-host.js'), [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let said = '';
  devices.stderr?.on('data', (bytes) => {
    said += bytes;
  });
  const beat = () => once(devices, 'message');
  devices.send({ kind: 'start', drivers: {} });
  await beat();
  for (const signal of HARMLESS) devices.kill(signal);
  expect(await Promise.race([beat().then(() => 'beats'), once(devices, 'exit')])).toBe('beats');
  expect(said).toBe('');
  devices.disconnect();
  await once(devices, 'exit');
});

it('the device process takes a maker’s reading program along that looks at nothing but its reader', async () => {
  const devices = fork(built('device-host.js'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  // It holds a socket as it would a reader.
  const program = createServer().listen(0, '127.0.0.1');
  await once(program, 'listening');
  const { port } = program.address() as AddressInfo;
  const reading = `require('net').connect(${port}, '127.0.0.1').on('error', () => {}); setInterval(() => {}, 1000);`;
  devices.send({ kind: 'start', drivers: { vendor: { command: [process.execPath, '-e', reading] } } });
  const [held] = (await once(program, 'connection')) as [Socket];
  const ended = once(held.resume(), 'close');
  devices.disconnect();
  await once(devices, 'exit');
  await ended;
  program.close();
});
