/** The configuration read again by a daemon at work: all of it or nothing, and what needs a restart by name. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../agent/config.ts';
import { compareConfigs } from '../../agent/reload.ts';
import { until } from './program.ts';
import { shopForFile } from './shop-hooks.ts';

interface Status {
  readonly offline_budget: { readonly amount: string };
  readonly troubles: readonly { readonly code: string; readonly zh: string }[];
}

describe('SIGHUP to a daemon at work', () => {
  const shop = shopForFile({ pcscd: null });
  const status = () => shop().api.get<Status>('/v1/status');
  const troubles = async () =>
    (await status()).troubles.map(({ code }) => code).filter((code) => code.startsWith('config'));
  const write = (change: object) => shop().configure('config.yaml', change);
  const reload = () => process.kill(shop().daemon.pid, 'SIGHUP');

  it('takes new limits at once, and the same process goes on', async () => {
    const { pid } = shop().daemon;
    await shop().signIn();
    write({ limits: { offlineAmount: '123.45', offlineCount: 7 } });
    reload();
    await until('the new limit', async () => (await status()).offline_budget.amount === '123.45');
    await shop().daemon.says('limits.offlineAmount');
    await shop().daemon.says('limits.offlineCount');
    expect(await troubles()).toEqual([]);
    expect(shop().daemon).toMatchObject({ pid, running: true });
  });

  it('a file that is not right changes nothing, is named by field and place, and shows until it is mended', async () => {
    write({ limits: { offlineAmount: '200.00', offlineHours: 'many' } });
    reload();
    await until('the refusal', async () => (await troubles())[0] === 'config_refused');
    expect((await status()).offline_budget.amount).toBe('123.45');
    expect((await status()).troubles.find(({ code }) => code === 'config_refused')?.zh).toContain(
      'limits.offlineHours',
    );
    await shop().daemon.says('the former one goes on');
    writeFileSync(shop().configFile, ': [not yaml');
    reload();
    await until('the other refusal', async () => (await status()).troubles.some(({ zh }) => zh.includes('YAML')));
    write({ limits: { offlineAmount: '200.00' } });
    reload();
    await until('mended', async () => (await troubles()).length === 0);
    expect((await status()).offline_budget.amount).toBe('200.00');
  });

  it('what needs a restart is named and not taken, the rest is; written back, nothing is named any more', async () => {
    write({ limits: { offlineAmount: '150.00' }, api: { port: shop().port + 1 }, data_dir: join(shop().folder, 'no') });
    reload();
    await until('named', async () => (await troubles())[0] === 'config_needs_restart');
    const named = (await status()).troubles.find(({ code }) => code === 'config_needs_restart');
    expect(named?.zh).toContain('data_dir, api.port');
    expect((await status()).offline_budget.amount).toBe('150.00');
    write({ limits: { offlineAmount: '150.00' } });
    reload();
    await until('nothing named', async () => (await troubles()).length === 0);
  });

  it('every setting of the file is live or named', () => {
    const base = loadConfig(shop().configFile);
    if (!base.ok) throw new Error('the configuration is not right');
    const { config } = base;
    const known = new Set(['limitsGiven', 'enrolAddress', 'enrolmentCode']);
    const other = (value: unknown): unknown => {
      if (Array.isArray(value)) return [...value, 'x'];
      if (typeof value === 'object' && value !== null)
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, other(one)]));
      return `${value}x`;
    };
    for (const [name, value] of Object.entries(config)) {
      if (known.has(name) || name === 'paper') continue;
      const { changed, needRestart } = compareConfigs(config, config, { ...config, [name]: other(value) } as never);
      expect(changed.length + needRestart.length, name).toBeGreaterThan(0);
    }
    expect(readFileSync(shop().configFile, 'utf8')).toContain('data_dir');
  });
});
