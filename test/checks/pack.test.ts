/** Checks as a pack carries them: read whole, or refused by name of check and field. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { PLACES } from '../../agent/core/checks/check.ts';
import { parsePackText } from '../../agent/core/packs/validate.ts';

const text = (name: string) => readFileSync(new URL(`../../agent/packs/${name}.json`, import.meta.url), 'utf8');
type Json = Record<string, unknown>;
const SAMPLE = '370200-2026-sample';
const documents = (change: (checks: Json[]) => void): Json => {
  const pack = JSON.parse(text(SAMPLE)) as { checks: Json[] } & Json;
  change(pack.checks);
  return pack;
};
const faults = (change: (checks: Json[]) => void) => {
  const read = parsePackText(JSON.stringify(documents(change)), 'pack.json');
  return 'errors' in read ? read.errors.map(({ code, rule, field }) => `${code} ${rule} ${field}`) : [];
};
const at = (checks: readonly Json[], kind: string): number => checks.findIndex((one) => one['kind'] === kind);
const change = (kind: string, more: Json) => (checks: Json[]) => {
  checks[at(checks, kind)] = { ...checks[at(checks, kind)], ...more };
};

describe('the checks of a pack', () => {
  it('cover every kind in the sample of 2026', () => {
    const { checks } = JSON.parse(text(SAMPLE)) as { checks: Json[] };
    expect(new Set(checks.map((one) => one['kind']))).toEqual(new Set(Object.keys(PLACES)));
  });

  it('are refused, as the schema refuses them, by check and field', () => {
    const schema = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(
      JSON.parse(text('pack.schema')),
    );
    const cases: readonly (readonly [string, Json, string])[] = [
      ['sex', { sex: '1' }, 'unknown_field sex_limit checks[0].sex'],
      ['sex', { kind: 'gender' }, 'bad_value sex_limit checks[0].kind'],
      ['sex', { severity: 'error' }, 'bad_value sex_limit checks[0].severity'],
      ['sex', { max_days: 3 }, 'unknown_field sex_limit checks[0].max_days'],
      ['sex', { when: { level: ['1'] } }, 'unknown_field sex_limit checks[0].when.level'],
      ['repeat', { early_days: 1.5 }, 'bad_value bought_too_soon checks[4].early_days'],
      ['supply', { max_days: null }, 'missing_field over_supply checks[5].max_days'],
      ['trace_malformed', { shapes: [] }, 'bad_value trace_malformed checks[12].shapes'],
      ['trace_malformed', { shapes: [{ least: 1 }] }, 'missing_field trace_malformed checks[12].shapes[0].most'],
    ];
    for (const [kind, more, fault] of cases) {
      expect(faults(change(kind, more))).toContain(fault);
      expect([fault, schema(documents(change(kind, more)))]).toEqual([fault, false]);
    }
    expect(schema(documents(() => {}))).toBe(true);
  });

  it('are refused for what a schema can not say', () => {
    const say = { zh: '{trac}', en: 'x' };
    expect(faults(change('sex', { say }))).toEqual(['bad_value sex_limit checks[0].say.zh']);
    expect(faults(change('sex', { source: 'Z9' }))).toEqual(['unknown_source sex_limit checks[0].source']);
    expect(faults(change('sex', { code: 'age_limit' }))).toEqual(['duplicate_id age_limit checks[1].code']);
    const when = { begndate: '2026-02-01', enddate: '2026-01-01' };
    expect(faults(change('sex', { when }))).toEqual(['date_order sex_limit checks[0].when.enddate']);
    const shapes = [{ begins: '81', least: 1, most: 1 }];
    expect(faults(change('trace_malformed', { shapes }))).toEqual([
      'bad_value trace_malformed checks[12].shapes[0].most',
    ]);
  });
});
