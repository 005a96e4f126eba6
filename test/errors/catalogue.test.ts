/** The error catalogue is whole, says what it knows, and keeps what it must not say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, describe as group, it } from 'vitest';
import { PROBLEM_CODES, problem } from '../../agent/core/problem.ts';
import { MOVES } from '../../agent/core/transaction.ts';
import { AFTERMATH } from '../../agent/errors/aftermath.ts';
import { CATALOGUE, classOf, describe, fault, isCode, publicFacts } from '../../agent/errors/catalogue.ts';
import { CLIENTS } from '../../agent/errors/clients.ts';
import { CARD, CENTRE, COUNTER } from '../../agent/errors/counter.ts';
import { DEVICE, SCAN } from '../../agent/errors/devices.ts';
import { OFFLINE } from '../../agent/errors/offline.ts';
import { errorReference } from '../../agent/errors/reference.ts';
import { SHIFT } from '../../agent/errors/shift.ts';
import { CONFIG, START } from '../../agent/errors/start.ts';
import { API, DISK, HOST, LEDGER, LINK, SECOND, STORE } from '../../agent/errors/system.ts';
import { UPDATE } from '../../agent/errors/update.ts';
import { NEXT_STEPS, STATES } from '../../agent/errors/words.ts';
import { packageRoot } from '../../agent/root.ts';

const entries = Object.entries(CATALOGUE);
const sentences = entries.flatMap(([code, { say, hint }]) => [...say, ...hint].map((text) => ({ code, text })));

/** Placeholders of a template: those in brackets may be absent, the others are needed. */
function placeholders(text: string): { needed: string[]; all: string[] } {
  const names = (part: string) => [...part.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  return { needed: names(text.replace(/\[[^[\]]*\]/g, '')), all: names(text) };
}

/** Every problem('code', { facts }) and fault('code', { facts }) written out in the agent's source. */
function raised(): { code: string; facts: string[] }[] {
  const root = join(packageRoot(), 'agent');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const found: { code: string; facts: string[] }[] = [];
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /^(problem|fault|service\.refuse)$/.test(node.expression.getText(source))) {
        const [code, facts] = node.arguments;
        if (code !== undefined && ts.isStringLiteral(code)) {
          if (facts === undefined) found.push({ code: code.text, facts: [] });
          else if (ts.isObjectLiteralExpression(facts) && !facts.properties.some(ts.isSpreadAssignment))
            found.push({ code: code.text, facts: facts.properties.map((one) => (one.name as ts.Identifier).text) });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

group('the error catalogue', () => {
  it('has an entry for every code of the core and no code twice', () => {
    expect(PROBLEM_CODES.filter((code) => !isCode(code))).toEqual([]);
    const parts = [
      COUNTER,
      SHIFT,
      CARD,
      CENTRE,
      AFTERMATH,
      OFFLINE,
      SCAN,
      DEVICE,
      LINK,
      SECOND,
      STORE,
      LEDGER,
      DISK,
      HOST,
      CONFIG,
      START,
      UPDATE,
      API,
      CLIENTS,
    ];
    const codes = parts.flatMap((part) => Object.keys(part));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
    expect(codes).toHaveLength(entries.length);
  });

  it('says something and names a next step in both languages for every code', () => {
    expect(sentences.filter(({ text }) => text.trim() === '')).toEqual([]);
    for (const { code, text } of sentences)
      expect(/[\u4e00-\u9fff]/.test(text), `${code}: ${text}`).toBe(
        CATALOGUE[code as 'busy'].say[0] === text || CATALOGUE[code as 'busy'].hint[0] === text,
      );
  });

  it('names only facts that its entry declares, and the same ones in both languages', () => {
    for (const [code, { say, hint, facts }] of entries) {
      for (const text of [...say, ...hint])
        expect(
          placeholders(text).all.filter((name) => facts[name] === undefined),
          `${code}: ${text}`,
        ).toEqual([]);
      expect(placeholders(say[0]).all.sort(), code).toEqual(placeholders(say[1]).all.sort());
    }
  });

  it('is given every fact its sentences need, and declares every fact it is given', () => {
    const sites = raised();
    expect(sites.length).toBeGreaterThan(40);
    for (const { code, facts } of sites) {
      if (!isCode(code)) throw new Error(`${code} is raised and has no entry`);
      const { say, hint, facts: declared } = CATALOGUE[code];
      const needed = [...say, ...hint].flatMap((text) => placeholders(text).needed);
      expect(
        needed.filter((name) => !facts.includes(name)),
        code,
      ).toEqual([]);
      expect(
        facts.filter((name) => declared[name] === undefined),
        code,
      ).toEqual([]);
    }
  });

  it('declares no fact that is personal data', () => {
    const personal = /^(psn_|certno|cardno|card_sn|brdy|gend|naty|mdtrt_cert_no|opter_name)/;
    const names = entries.flatMap(([code, { facts }]) => Object.keys(facts).map((name) => `${code}.${name}`));
    expect(names.filter((name) => personal.test(name.split('.')[1] ?? ''))).toEqual([]);
  });

  it('has a word and a next step for every state of a transaction', () => {
    for (const state of Object.keys(MOVES) as (keyof typeof MOVES)[]) {
      expect(STATES[state].every((text) => text.length > 0)).toBe(true);
      expect(NEXT_STEPS[state].every((text) => text.length > 0)).toBe(true);
    }
  });

  it('is what the reference page shows', async () => {
    await expect(errorReference()).toMatchFileSnapshot('../../agent/errors/ERRORS.md');
  });
});

group('a described fault', () => {
  it('writes amounts as yuan', () => {
    const { zh, en } = describe(problem('offline_amount_limit', { limit: 50_000, asked: 61_205 }));
    expect(zh).toBe('断网期间单笔限额 500.00 元，本笔 612.05 元');
    expect(en).toBe('Without the centre one sale may reach 500.00 yuan; this one is 612.05');
  });

  it('leaves out the part whose fact is not known', () => {
    expect(describe(problem('offline_hours_limit', { limit: 72, hours: null })).zh).toBe('与中心失联超过 72 小时');
    expect(describe(problem('no_reader', { device: null })).en).toBe('No card reader found');
    expect(describe(problem('no_reader', { device: 'pcsc:A' })).en).toBe('No card reader found: pcsc:A');
  });

  it('speaks of states and phases in words', () => {
    expect(describe(problem('not_cancellable', { state: 'parked' })).zh).toContain('待人工处理');
    expect(describe(problem('session_wrong_phase', { session: 's', phase: 'ready' })).en).toContain(
      'ready for a basket',
    );
  });

  it.each([
    [-7_200_000, '-2 小时', '-2 hours'],
    [90_000, '90 秒', '90 seconds'],
    [259_200_000, '3 天', '3 days'],
  ])('spells %i ms as a person would', (step_ms, zh, en) => {
    const said = describe(problem('clock_not_trusted', { step_ms }));
    expect(said.zh).toContain(zh);
    expect(said.en).toContain(en);
  });

  it('hides person numbers in text that comes from elsewhere', () => {
    const refused = problem('person_refused', { result: 'not_insured', err_msg: '人员 990000190001010018 未参保' });
    expect(describe(refused).zh).toBe('中心未通过人员核验：人员 99*** 未参保');
    expect(publicFacts(refused)).toEqual({ result: 'not_insured', err_msg: '人员 99*** 未参保' });
  });

  it('hands programs only declared facts, amounts as yuan', () => {
    const facts = { limit: 2_000_000, left: 5, asked: 100, psn_name: '测试甲' };
    expect(publicFacts(problem('offline_sum_limit', facts))).toEqual({
      limit: '20000.00',
      left: '0.05',
      asked: '1.00',
    });
  });

  it('tells retry whether it may have been done', () => {
    expect(classOf('link_timeout')).toBe('ambiguous');
    expect(classOf('link_unsent')).toBe('transient');
    expect(classOf('centre_rejected')).toBe('permanent');
    expect(describe(fault('link_timeout')).hint_en).toContain('Do not charge again');
  });
});
