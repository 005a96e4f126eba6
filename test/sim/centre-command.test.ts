/** `tongxing sim centre`: the simulated centre is administered from the command line, and says what it does not take. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVED_CENTRE } from '../../agent/cli/sim-centre-program.ts';
import { control } from '../../simulator/centre/control.ts';
import { noFaults } from '../../simulator/centre/delivery.ts';
import { seedDemo } from '../../simulator/centre/house.ts';
import { CentreStore } from '../../simulator/centre/store.ts';
import { VoucherDesk } from '../../simulator/centre/vouchers.ts';
import { commandLine } from './command-line.ts';

const NOW = Date.UTC(2022, 10, 8, 2);
const PSN = '99000000000000000001';
const OMEPRAZOLE = 'XA02BCA905A001010100001';
const store = new CentreStore(':memory:');
const faults = noFaults();
const dropped: string[] = [];
let server: Server;
let at = '';

beforeAll(async () => {
  seedDemo(store, NOW);
  store.putTerminal('P37010200001-001', 'P37010200001', 1);
  const drop = () => void dropped.push('all');
  server = control({ store, faults, wallMs: () => NOW, drop, newCode: () => 'A-CODE', vouchers: new VoucherDesk() });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  store.close();
});

const told = (...args: string[]) => commandLine(['sim', 'centre', ...args, '--at', at]);
const done = async (...args: string[]): Promise<unknown> => {
  const ran = await told(...args);
  expect([ran.code, ran.err]).toEqual([0, '']);
  return JSON.parse(ran.out);
};

describe('tongxing sim centre', () => {
  it('changes a person’s account and accumulators, and shows them', async () => {
    await done('person', PSN, '--balc', '12.00', '--accumulator', 'aid.ceiling=1.00', '--commercial', 'yes');
    expect(store.person(PSN)?.balc).toBe(1_200);
    expect(store.accumulators(PSN, 2022)['aid.ceiling']).toBe(100);
    expect(await done('show')).toMatchObject({
      persons: expect.arrayContaining([expect.objectContaining({ balc: 1_200 })]),
    });
  });

  it('revokes a card and takes that back', async () => {
    const { cardno = '' } = store.cards(PSN)[0] ?? {};
    await done('card', cardno);
    expect(store.cards(PSN)[0]?.revoked).toBe(1);
    await done('card', cardno, '--restore');
    expect(store.cards(PSN)[0]?.revoked).toBe(0);
  });

  it('shows the e-voucher on a phone, and gives an enrolment code', async () => {
    expect(await done('voucher', PSN)).toMatchObject({ code: expect.stringMatching(/^\d{20,}/) });
    expect(await done('code', 'P37010200001')).toEqual({ code: 'A-CODE' });
    expect(store.enrolmentCode('A-CODE')?.fixmedins_code).toBe('P37010200001');
  });

  it('writes a prescription, shows it with what is left, and withdraws it', async () => {
    const made = await done('prescribe', PSN, `${OMEPRAZOLE}=2`, '--valid-days', '7', '--attribute', '01');
    const { hi_rxno, valid_end_time } = made as { hi_rxno: string; valid_end_time: string };
    // As long as a scanner's QR code of a prescription is.
    expect([hi_rxno.length, valid_end_time]).toEqual([27, '2022-11-15 10:00:00']);
    await done('withdraw', hi_rxno);
    const [shown] = ((await done('show', 'prescriptions')) as { prescriptions: unknown[] }).prescriptions;
    const lines = [{ med_list_codg: OMEPRAZOLE, cnt: '2', left: '2' }];
    expect(shown).toMatchObject({ hi_rxno, psn_no: PSN, rx_exra_attr_code: '01', cancelled: 1, lines });
  });

  it('sets faults and the pace, breaks connections, revokes a terminal', async () => {
    await done('faults', 'lose_answers=2', 'pace_ms=500', 'refuse={"code":"card_revoked","count":1}');
    expect(faults).toMatchObject({ lose_answers: 2, pace_ms: 500, refuse: { code: 'card_revoked', count: 1 } });
    expect(await done('faults')).toMatchObject({ faults: { pace_ms: 500 } });
    await done('drop');
    expect(dropped).toEqual(['all']);
    await done('terminal', 'P37010200001-001');
    expect(store.terminal('P37010200001-001')?.revoked).toBe(1);
  });

  it.each([
    [['person', 'nobody', '--balc', '1.00'], 'no such thing'],
    [['person', PSN, '--balc', 'much'], 'balc: a decimal text of yuan'],
    [['person', PSN, '--commercial', 'maybe'], 'yes, no'],
    [['prescribe', 'nobody', `${OMEPRAZOLE}=1`], 'no such thing'],
    [['prescribe', PSN, `${OMEPRAZOLE}=some`], 'lines[0].cnt'],
    [['prescribe', PSN, `${OMEPRAZOLE}=1`, '--valid-days', '0'], 'valid_days'],
    [['prescribe', PSN, `${OMEPRAZOLE}=1`, '--attribute', '09'], 'rx_exra_attr_code: one of 01, 02, 03'],
    [['withdraw', 'RX-none'], 'no such thing'],
    [['faults', 'no_such=1'], 'no_such: no such fault'],
    [['faults', 'busy'], 'name=value'],
    [['show', 'nothing'], 'overview, ledger'],
    [['pack', '/nowhere/pack.json'], 'ENOENT'],
  ])('says of %j what is wrong', async (args, words) => {
    const ran = await told(...args);
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain(words);
  });

  it('speaks to this machine alone, and says when nobody answers', async () => {
    const away = await commandLine(['sim', 'centre', 'show', '--at', 'http://centre.example:80']);
    expect([away.code === 0, away.err]).toEqual([false, expect.stringContaining('127.0.0.1')]);
    const nobody = await commandLine(['sim', 'centre', 'show', '--at', 'http://127.0.0.1:1']);
    expect([nobody.code === 0, nobody.err]).toEqual([false, expect.stringContaining('does not answer')]);
    expect(SERVED_CENTRE).toContain('127.0.0.1');
  });

  it('serves a centre by itself until it is stopped, with the sample of the province in force in any year', async () => {
    const data = mkdtempSync(join(tmpdir(), 'tongxing-centre-'));
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    let heard = '';
    const { code } = await commandLine(['sim', 'centre', 'serve', '--data', data], stopped, (text) => {
      heard += text;
      if (heard.includes('"ready":true')) stop();
    });
    expect(code).toBe(0);
    expect(JSON.parse(heard)).toMatchObject({
      ready: true,
      port: expect.any(Number),
      enrolment_code: expect.any(String),
    });
    const [province, city] = ['370000-2022-sample.json', '370200-2026-sample.json'].map((name) =>
      JSON.parse(readFileSync(join(data, 'packs', name), 'utf8')),
    );
    expect(province).not.toHaveProperty('enddate');
    // Another version than the one terminals come with: they take it from the centre.
    expect([province.version, city.version]).toEqual(['2', '1']);
    rmSync(data, { recursive: true });
  });
});
