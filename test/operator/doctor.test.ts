/** The operator's tools over a counter at work: doctor, support bundle, metrics, readiness; and nobody's data in any of it. */

import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { createPinoLog } from '../../agent/adapters/pino-log.ts';
import { buildList, UPDATE_FORMAT } from '../../agent/adapters/revocation/build.ts';
import { lockDatabase } from '../../agent/adapters/sqlite/schema.ts';
import { systemdNotifier } from '../../agent/adapters/systemd.ts';
import { cardPolicy, cardProgram, cardService } from '../../agent/cli/doctor/cards.ts';
import { installed } from '../../agent/cli/doctor/data.ts';
import { disk, mustRun, permissions, scannerRule } from '../../agent/cli/doctor/machine.ts';
import { centreAuthority, certificate, clockOffset, instance } from '../../agent/cli/doctor/terminal.ts';
import type { Config } from '../../agent/config.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { packageRoot } from '../../agent/root.ts';
import { shelfOf } from '../../agent/upkeep.ts';
import { demoPeople } from '../../simulator/centre/people.ts';
import { shippedPeople } from '../../simulator/people/people.ts';
import { VirtualClock } from '../../simulator/time/virtual-clock.ts';
import { run, until } from '../e2e/program.ts';
import { basket, VendorSystem } from '../front/system.ts';

const folder = mkdtempSync(join(tmpdir(), 'tongxing-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Everything that could only be somebody's. */
const PERSONAL = [...demoPeople(), ...shippedPeople().map(({ centre }) => centre)].flatMap(
  ({ profile, cardno, card_sn }) => [...[profile.psn_no, profile.certno, profile.psn_name, cardno, card_sn]],
);

async function zipped(path: string): Promise<Record<string, string>> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true });
  const files: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    let text = '';
    for await (const chunk of await zip.openReadStreamPromise(entry)) text += Buffer.from(chunk).toString('utf8');
    files[entry.fileName] = text;
  }
  zip.close();
  return files;
}

describe('over a counter at work', () => {
  let system: VendorSystem;
  let data: string;
  beforeAll(async () => {
    system = await VendorSystem.open('体检');
    data = dirname(system.counter.daemon.tokenPath);
    await system.signIn();
    for (const [card, psn_no] of [
      ['ceshi-jia', '99000000000000000001'],
      ['ceshi-yi', '99000000000000000002'],
    ] as const) {
      await system.card(card);
      await system.done('2102', basket(psn_no));
    }
    await system.call('1101', { data: { mdtrt_cert_type: '03', mdtrt_cert_no: 'T0000009Z', psn_cert_type: '01' } });
    await system.cut();
    await system.call('2102', basket('99000000000000000002', { cnt: 2 }));
  });
  afterAll(() => system.close());

  it('the doctor says what stands and what does not, each with its next step, and exits with 4', async () => {
    const { code, said } = await run(['doctor', '--data', data, '--json']);
    const { health, findings } = JSON.parse(said.slice(said.indexOf('{'))) as {
      health: string;
      findings: { check: string; health: string; next: string }[];
    };
    const of = (check: string) => findings.find((one) => one.check === check);
    expect(health).toBe('bad');
    expect(code).toBe(4);
    expect(of('agent')).toMatchObject({ health: 'ok' });
    expect(of('link')).toMatchObject({ health: 'bad', next: expect.stringMatching(/./) });
    expect(of('certificate')).toMatchObject({ health: 'ok' });
    expect(of('permissions')).toMatchObject({ health: 'ok' });
    expect(of('disk_room')?.health).toMatch(/ok|bad/);
    expect(of('clock_offset')).toMatchObject({ health: 'ok' });
    expect(of('instance')).toMatchObject({ health: 'ok' });
    expect(of('packs')).toMatchObject({ en: expect.stringContaining('-sample@') });
    expect(of('device')).toMatchObject({ en: expect.stringContaining('contact reader') });
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining([
        'pcscd',
        'card_policy',
        'profile',
        'catalogue',
        'revocation',
        'centre_ca',
        'time_service',
      ]),
    );
    for (const one of findings) if (one.health === 'bad') expect(one.next, one.check).not.toBe('');
  });

  it('the support bundle holds findings, status and log, and not one name, number or card of anybody', async () => {
    const file = join(folder, 'support.zip');
    await run(['doctor', '--data', data, '--bundle', file]);
    const files = await zipped(file);
    expect(Object.keys(files).toSorted()).toEqual(['agent.log', 'doctor.json', 'status.json']);
    const text = Object.values(files).join('\n');
    expect(text).toContain('started');
    for (const one of PERSONAL) expect(text.includes(one), one).toBe(false);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('with a configuration that is not right it examines the folder that this names all the same', async () => {
    const config = join(folder, 'wrong.yaml');
    writeFileSync(config, `data_dir: ${data}\ncentre: 1\n`);
    const { said } = await run(['doctor', '--config', config]);
    for (const line of ['✗ config', '✓ agent', '✓ certificate']) expect(said).toContain(line);
  });

  it('the support bundle has the configuration without its codes, however they are written', async () => {
    const config = join(folder, 'config.yaml');
    for (const [at, written] of [
      'enrolment:\n  code: 7K2M-9QXD # once',
      '# code: 7K2M-9QXD',
      'enrolment: { port: 8471, code: 7K2M-9QXD }',
      '{"enrolment": {"code": "7K2M-9QXD", "port": 8471}}',
      'enrolment:\n  code:\n    7K2M-9QXD\n  port: 8471',
    ].entries()) {
      writeFileSync(config, `${written}\n`);
      await run(['doctor', '--data', data, '--config', config, '--bundle', join(folder, `config-${at}.zip`)]);
      const text = (await zipped(join(folder, `config-${at}.zip`)))['config.yaml'] ?? '';
      expect(text).toContain('[removed]');
      expect(text).not.toContain('9QXD');
      if (written.includes('8471')) expect(text).toContain('8471');
    }
  });

  it('another agent at the configured port is in the way only of one that may take no other', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    const config = join(folder, 'port.yaml');
    const agentAt = async (when_taken: string) => {
      const api = { port: system.counter.daemon.port, when_taken };
      const centre = { host: 'localhost', port: 1, ca_file: 'ca.pem', fixmedins_code: 'P37010200001' };
      writeFileSync(config, JSON.stringify({ data_dir: other, catalogue_file: 'c.json', api, centre }));
      const { said } = await run(['doctor', '--config', config, '--json']);
      const { findings } = JSON.parse(said.slice(said.indexOf('{'))) as { findings: { check: string; en: string }[] };
      return findings.find(({ check }) => check === 'agent')?.en;
    };
    expect(await agentAt('next')).toBe('the agent does not run');
    expect(await agentAt('refuse')).toBe('another instance has the port');
  });

  it('the log of the whole day names nobody', () => {
    const log = readFileSync(join(data, '..', 'agent.log'), 'utf8');
    expect(log).toContain('started');
    for (const one of PERSONAL) expect(log.includes(one), one).toBe(false);
  });

  it('every command of the operations guide does what it says', async () => {
    const guide = readFileSync(join(packageRoot(), 'agent/OPERATIONS.md'), 'utf8');
    const blocks = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    expect(blocks).toHaveLength(2);
    const script = blocks.join('\n').replaceAll('dist/tongxing.js', join(packageRoot(), 'dist/tongxing.js'));
    const out = join(folder, 'guide');
    mkdirSync(out);
    const { code, said } = await shell(script, { DATA: data, API: system.base, OUT: out });
    expect(code, said).toBe(0);
    expect(said).toContain('tongxing_link_up');
    expect(readdirSync(out).length).toBeGreaterThanOrEqual(2);
  });

  it('metrics tell link, queue, limits and devices without a token, and name nobody', async () => {
    const response = await fetch(`${system.base}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain('tongxing_link_up 0');
    expect(text).toMatch(/tongxing_transactions\{state="queued"\} [01]/);
    expect(text).toMatch(/tongxing_device_usable\{device="[^"]+",type="reader"\} 1/);
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[^}]*\})? [0-9.e+-]+)$/);
    for (const one of PERSONAL) expect(text.includes(one), one).toBe(false);
    expect(await (await fetch(`${system.base}/readyz`)).json()).toEqual({ ready: true, why: null });
  });
});

/** In a process of its own: the counter answers from this one. */
function shell(script: string, env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn('bash', ['-e', '-c', script], { env: { ...process.env, no_proxy: '*', ...env } });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    child.once('close', (code) => resolve({ code, said }));
  });
}

describe('single checks', () => {
  it('a card service that is not there is bad, with how to get it', async () => {
    expect(await cardService(join(folder, 'none'))).toMatchObject({
      health: 'bad',
      next: expect.stringContaining('pcscd'),
    });
  });

  it('a card service that is not there is started on request, and what the system says is told', async () => {
    let asked = 0;
    const found = await cardService(join(folder, 'none'), () => {
      asked += 1;
    });
    found.repair?.run();
    expect(asked).toBe(1);
    expect(() => mustRun('sh', ['-c', 'echo no >&2; exit 3'])).toThrow('no');
    expect(() => mustRun('/nowhere/systemctl', [])).toThrow('ENOENT');
  });

  it('a maker’s reading program is looked for where it would be run from', () => {
    expect(cardProgram(undefined)).toEqual([]);
    expect(cardProgram([process.execPath, '-e', ''])).toMatchObject([{ check: 'card_program', health: 'ok' }]);
    expect(cardProgram(['node'])).toMatchObject([{ health: 'ok' }]);
    const mayNotBeRun = join(folder, 'read-card');
    writeFileSync(mayNotBeRun, '', { mode: 0o600 });
    for (const program of [mayNotBeRun, '/nowhere/read-card', 'read-card-nobody-has'])
      expect(cardProgram([program])).toMatchObject([
        { health: 'bad', zh: expect.stringContaining(program), next: expect.stringContaining('devices.vendor_reader') },
      ]);
  });

  it('the polkit rule is installed on request, and is needed only where polkit is', () => {
    const polkit = join(folder, 'polkit-1');
    expect(cardPolicy(polkit).health).toBe('unknown');
    mkdirSync(polkit);
    const missing = cardPolicy(polkit);
    expect(missing.health).toBe('warn');
    missing.repair?.run();
    expect(cardPolicy(polkit).health).toBe('ok');
    expect(readFileSync(join(polkit, 'rules.d/60-tongxing-pcscd.rules'), 'utf8')).toContain('access_card');
  });

  it('a clock that is off is said by how far', () => {
    expect([null, 300, -2_500, 90_000].map((offset) => clockOffset(offset).health)).toEqual([
      'unknown',
      'ok',
      'warn',
      'bad',
    ]);
    expect(clockOffset(-2_500).en).toContain('-2.5 s');
  });

  it('a ledger that another process holds without answering is found', () => {
    const place = join(folder, 'held');
    mkdirSync(place);
    expect(instance(place, false).health).toBe('ok');
    const unlock = lockDatabase(join(place, 'tongxing.db'));
    expect(instance(place, false)).toMatchObject({ health: 'bad', next: expect.stringContaining('tongxing.db.lock') });
    unlock();
    expect(instance(place, false).health).toBe('ok');
    rmSync(join(place, 'tongxing.db.lock'));
    mkdirSync(join(place, 'tongxing.db.lock'));
    expect(instance(place, false).health).toBe('unknown');
  });

  it('packs, catalogue and revocation list are told with version and age against their limits', async () => {
    const place = join(folder, 'installed');
    const now = Date.UTC(2026, 10, 29);
    const [catalogue, revoked] = [join(place, 'catalogue'), join(place, 'revocation')];
    mkdirSync(catalogue, { recursive: true });
    const update = join(place, 'list.txt');
    const as_of = new Date(now - 60 * 3_600_000).toISOString();
    writeFileSync(update, JSON.stringify({ format: UPDATE_FORMAT, version: 'R7', as_of, base: '', count: 0 }));
    await buildList(revoked, update);
    shelfOf(place).bundle('agent/packs', { mdtrtarea_admvs: '370102', today: '2026-11-29' });
    writeFileSync(join(place, 'updates.asked'), String(now - 700 * 3_600_000), { mode: 0o600 });
    const config = { catalogueFile: catalogue, limits: DEFAULT_LIMITS, limitsGiven: [] } as unknown as Config;
    const found = new Map(installed(place, config, revoked, now).map((one) => [one.check, one]));
    expect(found.get('packs')).toMatchObject({ health: 'warn', en: expect.stringMatching(/@\d+, 29 days old: .*720/) });
    expect(found.get('catalogue')).toMatchObject({ health: 'bad', next: 'tongxing catalogue import' });
    expect(found.get('revocation')).toMatchObject({ health: 'warn', en: expect.stringContaining('R7, 60 hours old') });
    expect(found.get('profile')).toMatchObject({ health: 'ok' });
    const nextYear = installed(place, config, revoked, Date.UTC(2027, 0, 2));
    expect(nextYear.find(({ check }) => check === 'packs')).toMatchObject({
      health: 'bad',
      en: 'no policy pack is valid today',
    });
    const later = new Map(installed(place, config, revoked, now + 21 * 86_400_000).map((one) => [one.check, one]));
    expect([later.get('packs')?.health, later.get('revocation')?.health]).toEqual(['bad', 'bad']);
  });

  it('the centre’s own certificate is read, and one that is not there is bad', () => {
    const config = { centre: { caFile: join(folder, 'no-ca.pem') } } as unknown as Config;
    expect(centreAuthority(config, 0)).toMatchObject({ health: 'bad', check: 'centre_ca' });
    expect(centreAuthority(null, 0).health).toBe('unknown');
  });

  it('the scanner rule is installed on request, and then stands', () => {
    const rules = join(folder, 'rules.d');
    mkdirSync(rules);
    const missing = scannerRule(rules);
    expect(missing.health).toBe('warn');
    missing.repair?.run();
    expect(scannerRule(rules).health).toBe('ok');
  });

  it('files that others may read are found and closed on request', () => {
    const place = join(folder, 'data');
    mkdirSync(place, { mode: 0o700 });
    writeFileSync(join(place, 'api.token'), 'x', { mode: 0o600 });
    expect(permissions(place).health).toBe('ok');
    chmodSync(join(place, 'api.token'), 0o644);
    const open = permissions(place);
    expect(open).toMatchObject({ health: 'bad', next: expect.stringContaining('api.token') });
    open.repair?.run();
    expect(permissions(place).health).toBe('ok');
  });

  it('the disk is measured and left as it was', () => {
    const place = join(folder, 'disk');
    mkdirSync(place);
    expect(disk(place).map(({ check }) => check)).toEqual(['disk_room', 'disk_sync']);
    expect(readdirSync(place)).toEqual([]);
  });

  it('a terminal that is not enrolled has no certificate to speak of', () => {
    expect(certificate(folder, 0)).toMatchObject({ health: 'warn' });
    writeFileSync(join(folder, 'identity.json'), '{"certificate": "none"}');
    expect(certificate(folder, 0)).toMatchObject({ health: 'bad', check: 'certificate' });
    rmSync(join(folder, 'identity.json'));
  });
});

it('a log that grew large is put aside, and the newest five are kept', async () => {
  const file = join(folder, 'log', 'agent.log');
  const log = createPinoLog({ level: 'info', file, largest: 10_000 });
  for (let round = 0; round < 12; round += 1) {
    for (let at = 0; at < 500; at += 1) log.info('line', { round, at });
    await until('written', () => existsSync(file) || existsSync(`${file}.1`));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await log.close();
  const names = readdirSync(dirname(file));
  expect(names).toContain('agent.log.1');
  expect(names.length).toBeLessThanOrEqual(6);
  for (const name of names)
    for (const line of readFileSync(join(dirname(file), name), 'utf8')
      .trim()
      .split('\n'))
      if (line !== '') JSON.parse(line);
});

it('a log that is closed while it is put aside is closed all the same', async () => {
  const file = join(folder, 'closing', 'agent.log');
  const log = createPinoLog({ level: 'info', file, largest: 1, lookLines: 1 });
  log.info('first');
  await until('written', () => existsSync(file) && statSync(file).size > 0);
  log.info('second');
  await log.close();
  expect(readdirSync(dirname(file)).length).toBeGreaterThanOrEqual(2);
});

it('systemd hears READY, the watchdog while the daemon answers, and STOPPING', async () => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const heard = join(folder, 'heard');
  writeFileSync(join(bin, 'systemd-notify'), `#!/bin/sh\necho "$*" >> ${heard}\n`, { mode: 0o755 });
  const clock = new VirtualClock(0);
  let alive = true;
  const env = {
    PATH: `${bin}${delimiter}${process.env['PATH']}`,
    NOTIFY_SOCKET: '/run/none',
    WATCHDOG_USEC: '2000000',
  };
  const systemd = systemdNotifier(clock, () => alive, env);
  const words = () => (existsSync(heard) ? readFileSync(heard, 'utf8').trim().split('\n') : []);
  systemd.ready();
  await until('ready and first beat', () => words().length === 2);
  alive = false;
  await clock.runUntil(5_000);
  systemd.reloading();
  systemd.ready();
  await until('ready again', () => words().length === 4);
  expect(words().slice(2)).toEqual([expect.stringMatching(/^RELOADING=1 MONOTONIC_USEC=\d+$/), 'READY=1']);
  systemd.stopping();
  await until('stopping', () => words().includes('STOPPING=1'));
  expect(words().at(-1)).toBe('STOPPING=1');
  expect(words().filter((word) => word === 'WATCHDOG=1')).toHaveLength(1);
});

it('the shipped unit starts the daemon as systemd expects it', () => {
  const unit = readFileSync(new URL('../../agent/systemd/tongxing.service', import.meta.url), 'utf8');
  for (const line of ['Type=notify', 'NotifyAccess=all', 'Restart=always', 'ExecReload=/bin/kill -HUP $MAINPID'])
    expect(unit).toContain(line);
});
