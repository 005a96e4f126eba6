/** The set-up sheet for scanners: every make with its words and codes, the plugged-in one first, without a token. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { barCodeSvg } from '../../agent/adapters/bar-code.ts';
import { scannerSetupPage } from '../../agent/scanner-setup.ts';
import { scannerProfiles } from '../../drivers/hid/profile.ts';
import { Local } from '../api/local.ts';

let local: Local;
beforeEach(async () => {
  local = await Local.start();
});
afterEach(() => local.stop());

describe('the set-up sheet', () => {
  it('is served to whoever stands there, Chinese first, with every code of every profile drawn', async () => {
    const { status, headers, text } = await local.ask('GET', '/scanner-setup', { token: null });
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text.indexOf('扫码枪设置')).toBeLessThan(text.indexOf('Scanner set-up'));
    for (const { name, setup } of scannerProfiles()) {
      expect(text).toContain(`<section id="${name}">`);
      expect(text).toContain(setup.zh);
      for (const code of setup.codes) {
        expect(text).toContain(await barCodeSvg(code.text, code.fnc3));
        expect(text).toContain(`<code>${code.text}</code>`);
      }
    }
    expect(text).not.toContain('<script');
  });

  it('has the make of the scanner that is plugged in first', async () => {
    const identity = { vid: '1EAB', pid: '1D10', serial: 'S1', port: '1-2' };
    local.counter.device({
      kind: 'device_added',
      device: 'hid:1',
      name: 'N',
      virtual: false,
      type: 'scanner',
      identity,
    });
    await local.counter.run();
    const { text } = await local.ask('GET', '/scanner-setup', { token: null });
    expect(/<section id="(\w+)">/.exec(text)?.[1]).toBe('newland');
    expect(text.match(/现在接着/g)).toHaveLength(1);
    expect(await scannerSetupPage([])).not.toContain('现在接着');
  });

  it('is named by the error of a scanner in keyboard mode and linked from its page', async () => {
    const identity = { vid: '0C2E', pid: '0B61', serial: 'S1', port: '1-2' };
    local.counter.device({
      kind: 'device_added',
      device: 'hid:1',
      name: 'X',
      virtual: false,
      type: 'scanner',
      identity,
    });
    local.counter.device({ kind: 'device_problem', device: 'hid:1', code: 'scanner_keyboard_mode', detail: '' });
    await local.counter.run();
    const { devices } = (await local.ask('GET', '/v1/devices')).body as { devices: { problem: { hint_zh: string } }[] };
    expect(devices[0]?.problem.hint_zh).toContain('/scanner-setup');
    const page = await local.ask('GET', '/errors/scanner_keyboard_mode', { token: null });
    expect(page.text).toContain('<a href="/scanner-setup">');
  });
});

describe('a bar code', () => {
  it('with FNC3 is another one than without, and any sign of text can be in it', async () => {
    const [command, data] = [await barCodeSvg('TERMID131.', true), await barCodeSvg('TERMID131.', false)];
    expect(command).toMatch(/^<svg /);
    expect(command).not.toBe(data);
    expect(await barCodeSvg('A^FNC3B', false)).not.toBe(await barCodeSvg('AB', false));
  });
});
