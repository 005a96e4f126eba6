/** The configuration file: the example is right, every mistake is named with its place, nothing is guessed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../agent/config.schema.json' with { type: 'json' };
import { type Config, configErrorText, loadConfig, parseConfig } from '../../agent/config.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { packageRoot } from '../../agent/root.ts';
import { READER_TIMES } from '../../drivers/pcsc/reader.ts';

const EXAMPLE = join(packageRoot(), 'agent/config.example.yaml');

const LEAST = `data_dir: ./data
catalogue_file: ./catalogue.json
centre:
  host: centre.example.cn
  port: 8470
  ca_file: ./ca.pem
  fixmedins_code: P37010200001
`;

function read(text: string): Config {
  const outcome = parseConfig(text, '/etc/tongxing/config.yaml');
  if (!outcome.ok) throw new Error(outcome.errors.map(configErrorText).join('\n'));
  return outcome.config;
}

function errors(text: string) {
  const outcome = parseConfig(text, 'config.yaml');
  return outcome.ok ? [] : outcome.errors;
}

/** The example with every default written out. */
function uncommented(): string {
  const setting = /^( *)# ?( *[a-z][A-Za-z_]*:( .*)?)$/;
  return readFileSync(EXAMPLE, 'utf8')
    .split('\n')
    .map((line) => (line.startsWith('# Example') ? '' : line.replace(setting, '$1$2')))
    .join('\n');
}

describe('the configuration file', () => {
  it('needs folder, catalogue and centre, and takes defaults for the rest', () => {
    expect(read(LEAST)).toEqual({
      mode: 'production',
      dataDir: '/etc/tongxing/data',
      packsDir: join(packageRoot(), 'agent/packs'),
      catalogueFile: '/etc/tongxing/catalogue.json',
      apiPort: 8460,
      spareApiPorts: 20,
      allowedOrigins: [],
      centre: {
        address: 'centre.example.cn:8470',
        enrolAddress: 'centre.example.cn:8470',
        caFile: '/etc/tongxing/ca.pem',
        fixmedins_code: 'P37010200001',
        enrolmentCode: '',
      },
      acceptVirtual: false,
      cardSharing: 'exclusive',
      cardDeadlineMs: READER_TIMES.readDeadlineMs,
      hidScanners: true,
      serialDevices: [],
      paper: {},
      limits: DEFAULT_LIMITS,
      limitsGiven: [],
      log: { level: 'info', file: null },
    });
  });

  it('has an example that loads, and whose comments are the defaults', () => {
    const example = loadConfig(EXAMPLE);
    if (!example.ok) throw new Error(example.errors.map(configErrorText).join('\n'));
    const { centre, ...rest } = example.config;
    expect(centre.enrolmentCode).not.toBe('');
    const written = parseConfig(uncommented(), EXAMPLE);
    if (!written.ok) throw new Error(written.errors.map(configErrorText).join('\n'));
    const { limits, mode, apiPort, acceptVirtual } = written.config;
    expect({ limits, mode, apiPort, acceptVirtual }).toEqual({
      limits: rest.limits,
      mode: rest.mode,
      apiPort: rest.apiPort,
      acceptVirtual: rest.acceptVirtual,
    });
  });

  it('shows every setting there is in the example', () => {
    // What is commented twice is no default, and is not even offered as one.
    const text = readFileSync(EXAMPLE, 'utf8');
    const names: string[] = [];
    const visit = (properties: object) => {
      for (const [name, value] of Object.entries(properties)) {
        names.push(name);
        if (typeof value === 'object' && 'properties' in value) visit(value.properties);
      }
    };
    visit(schema.properties);
    expect(names.filter((name) => !new RegExp(`^[# ]*${name}:`, 'm').test(text))).toEqual([]);
  });

  it('has a schema that is one', () => {
    const ajv = new Ajv2020({ strict: true });
    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
  });

  it('can set every limit the core knows', () => {
    const settable = Object.keys(schema.properties.limits.properties);
    expect(
      Object.keys(DEFAULT_LIMITS)
        .map((name) => name.replace(/Ms$/, ''))
        .sort(),
    ).toEqual([...settable].sort());
  });

  it('reads amounts as yuan and durations with their unit', () => {
    const limits = 'limits: { offlineAmount: "1200.5", offlineAccount: "0", settleDeadline: 2 min, backoffBase: 90ms }';
    expect(read(`${LEAST}${limits}\n`).limits).toEqual({
      ...DEFAULT_LIMITS,
      offlineAmount: 120_050,
      offlineAccount: 0,
      settleDeadlineMs: 120_000,
      backoffBaseMs: 90,
    });
  });

  it('takes serial devices by what tells them from others, and refuses one that nothing tells', () => {
    const serial = (line: string) => `${LEAST}\ndevices:\n  serial:\n    - { name: p, type: printer, ${line} }\n`;
    const read = parseConfig(serial('usb: 1a86:7523, paper_mm: 58'), 'c.yaml');
    expect(read.ok && [read.config.serialDevices, read.config.paper]).toEqual([
      [{ name: 'p', type: 'printer', baud: 9600, vid: '1a86', pid: '7523' }],
      { 'serial:p': 58 },
    ]);
    const refused = parseConfig(serial('baud: 9600'), 'c.yaml');
    expect(refused.ok ? [] : refused.errors.map(({ code, facts }) => [code, facts['field']])).toEqual([
      ['config_missing_field', 'devices.serial[0].usb'],
    ]);
  });

  it('accepts virtual readers on a training machine only', () => {
    const devices = 'devices:\n  accept_virtual: true\n';
    const here = LEAST.replace('centre.example.cn', '127.0.0.1');
    expect(read(`${here}${devices}mode: training\n`).acceptVirtual).toBe(true);
    expect(errors(LEAST + devices)).toEqual([
      {
        code: 'config_virtual_in_production',
        facts: { file: 'config.yaml', field: 'devices.accept_virtual', line: 9, column: 3 },
      },
    ]);
  });

  it.each([
    ['::1', '[::1]:8470'],
    ['[2001:db8::5]', '[2001:db8::5]:8470'],
    ['10.0.0.7', '10.0.0.7:8470'],
  ])('reaches a centre at %s as %s', (host, address) => {
    expect(read(LEAST.replace('centre.example.cn', `"${host}"`)).centre.address).toBe(address);
  });

  it.each(['centre.example.cn', '10.0.0.7', 'localhost', '127.0.0.1.example.cn', '1127.0.0.1'])(
    'lets a training machine speak to no centre at %s',
    (host) => {
      expect(errors(`${LEAST.replace('centre.example.cn', host)}mode: training\n`)).toMatchObject([
        { code: 'config_training_place', facts: { field: 'centre.host', address: `${host}:8470` } },
      ]);
    },
  );

  it.each<[string, string, object]>([
    [
      'an amount that is no quoted text',
      'limits:\n  offlineAmount: 500\n',
      {
        code: 'config_bad_value',
        facts: { field: 'limits.offlineAmount', line: 9, column: 3, rule: 'type', example: '"500.00"' },
      },
    ],
    [
      'an amount with three decimals',
      'limits:\n  offlineSum: "1.005"\n',
      { code: 'config_bad_value', facts: { field: 'limits.offlineSum', rule: 'pattern' } },
    ],
    [
      'a negative amount',
      'limits:\n  offlineSum: "-1"\n',
      { code: 'config_bad_value', facts: { field: 'limits.offlineSum' } },
    ],
    [
      'a duration without unit',
      'limits:\n  readDeadline: 4\n',
      { code: 'config_bad_value', facts: { field: 'limits.readDeadline', example: '30 s' } },
    ],
    [
      'a slip in a name',
      'limits:\n  offline_amount: "500"\n',
      {
        code: 'config_unknown_field',
        facts: { field: 'limits.offline_amount', line: 9, column: 3, suggestion: 'offlineAmount' },
      },
    ],
    [
      'a setting nobody knows',
      'colour: red\n',
      { code: 'config_unknown_field', facts: { field: 'colour', suggestion: '' } },
    ],
    [
      'a port out of range',
      'api: { port: 84600 }\n',
      { code: 'config_bad_value', facts: { field: 'api.port', line: 8, column: 8, rule: 'maximum' } },
    ],
    [
      'a mode nobody knows',
      'mode: demo\n',
      { code: 'config_bad_value', facts: { field: 'mode', rule: 'enum', limit: 'production, training' } },
    ],
    [
      'usable before fresh',
      'limits: { snapshotFreshHours: 48, snapshotUsableHours: 24 }\n',
      {
        code: 'config_bad_value',
        facts: { field: 'limits.snapshotUsableHours', rule: 'above', limit: 'limits.snapshotFreshHours' },
      },
    ],
    [
      'an enrolment without code',
      '  enrolment: { port: 8471 }\n',
      { code: 'config_missing_field', facts: { field: 'centre.enrolment.code', line: 8, column: 3 } },
    ],
    ['the same setting twice', 'data_dir: ./other\n', { code: 'config_not_yaml', facts: { line: 8, column: 1 } }],
    ['a tab as indentation', 'api:\n\tport: 1\n', { code: 'config_not_yaml', facts: { line: 9 } }],
  ])('is refused with field and place: %s', (_what, text, expected) => {
    expect(errors(LEAST + text)).toEqual([expect.objectContaining(deep(expected))]);
  });

  it('names all of several mistakes at once', () => {
    const codes = errors('mode: x\ncolour: y\n').map(({ code, facts }) => `${code} ${facts['field']}`);
    expect(codes.sort()).toEqual([
      'config_bad_value mode',
      'config_missing_field catalogue_file',
      'config_missing_field centre',
      'config_missing_field data_dir',
      'config_unknown_field colour',
    ]);
  });

  it('says each mistake in two languages with the next step', () => {
    const [found] = errors(`${LEAST}limits:\n  offline_amount: "500"\n`);
    if (found === undefined) throw new Error('expected an error');
    expect(configErrorText(found)).toBe(
      [
        'config.yaml:9:3',
        '  没有配置项 limits.offline_amount，是否想写 offlineAmount。对照 agent/config.example.yaml 改正后重新启动。',
        '  There is no setting limits.offline_amount; did you mean offlineAmount. Correct it after agent/config.example.yaml and start again.',
      ].join('\n'),
    );
  });

  it('says so when the file is not there or holds nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-config-'));
    const path = join(folder, 'config.yaml');
    expect(loadConfig(path)).toEqual({
      ok: false,
      errors: [{ code: 'config_unreadable', facts: { file: path, reason: 'ENOENT' } }],
      dataDir: null,
    });
    writeFileSync(path, '');
    expect(loadConfig(path)).toMatchObject({ ok: false, errors: { length: 3 } });
    rmSync(folder, { recursive: true });
  });
});

/** Matches the facts that are named, and lets others be. */
function deep(expected: object): object {
  return { ...expected, ...('facts' in expected ? { facts: expect.objectContaining(expected.facts as object) } : {}) };
}
