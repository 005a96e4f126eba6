/** The e-voucher, end to end: shown on a phone, scanned, decoded by the centre, paid with, and never kept. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../agent/agent.ts';
import type { Notice } from '../../agent/core/effect.ts';
import { Counter, codeOf, replyOf } from '../agent/counter.ts';
import { until } from '../e2e/program.ts';
import { basket, VendorSystem } from '../front/system.ts';

const JIA = '99000000000000000001';
const BASKET = {
  med_type: '41',
  acct_used_flag: '1',
  lines: [{ feedetl_sn: '1', med_list_codg: 'XJ01FAA903A001010100001', pric: '9.90', cnt: '1' }],
} as const;

describe('a scanned e-voucher', () => {
  let system: VendorSystem;
  const heard: Notice[] = [];
  const shown: string[] = [];
  beforeAll(async () => {
    system = await VendorSystem.open('手机');
    system.counter.daemon.agent.subscribe(null, ({ notice }) => heard.push(notice));
    await system.signIn();
  });
  afterAll(() => system.close());

  const phone = async (): Promise<string> => {
    const { code } = await system.centre<{ code: string }>('/vouchers', { psn_no: JIA });
    shown.push(code);
    return code;
  };
  async function scan(code: string): Promise<Notice & { kind: 'scan' }> {
    heard.length = 0;
    system.counter.hands.scan(code, 'Q1');
    return until(
      'the scan',
      () => heard.find((notice) => notice.kind === 'scan') as (Notice & { kind: 'scan' }) | undefined,
    );
  }
  const open = (what: object): Promise<CommandOutcome> =>
    system.counter.daemon.agent.command({ kind: 'open_session', ...what });
  async function buy(session: string, key: string): Promise<CommandOutcome> {
    const { agent } = system.counter.daemon;
    await agent.command({ kind: 'set_basket', session, basket: BASKET });
    return agent.command({ kind: 'accept', session, key });
  }

  it('opens a session without any card and pays like one; the token stands for it from then on', async () => {
    const heardOf = await scan(await phone());
    expect(heardOf).toMatchObject({ what: 'voucher', to: 'taker', text: null });
    const { session } = replyOf(await open({ scan: heardOf.scan }), 'session');
    expect(session).toMatchObject({ phase: 'ready', source: 'centre', person: { psn_no: JIA } });
    expect(session.credential).toMatchObject({
      mdtrt_cert_type: '01',
      mdtrt_cert_no: expect.stringMatching(/^370102ec[0-9a-f]{32}$/),
    });
    const { msgid } = replyOf(await buy(session.id, 'voucher-1'), 'accepted');
    expect(system.counter.daemon.agent.transaction(msgid)).toMatchObject({ state: 'settled', provisional: false });
    expect((await system.ledger()).map((one) => one.msgid)).toEqual([msgid]);
  });

  it('is good once: shown again it is refused here, and by the centre under another hand', async () => {
    const code = await phone();
    const first = await scan(code);
    expect((await open({ scan: first.scan })).ok).toBe(true);
    expect(await scan(code)).toMatchObject({ to: 'nobody', code: 'scan_replayed' });
    expect(codeOf(await open({ scan: first.scan }))).toBe('scan_gone');
    expect(codeOf(await open({ voucher: code }))).toBe('voucher_refused');
    expect(codeOf(await open({ voucher: '1234' }))).toBe('voucher_invalid');
    expect(codeOf(await open({ voucher: '2022100809300000000001370102' }))).toBe('voucher_refused');
  });

  it('is not taken without the centre, says so, and can still be used when the link is back in time', async () => {
    await system.cut();
    const held = await scan(await phone());
    expect(codeOf(await open({ scan: held.scan }))).toBe('offline_credential');
    await system.counter.relay.restore();
    await system.linked();
    expect((await open({ scan: held.scan })).ok).toBe(true);
  });

  it('a sale by voucher is never provisional: cut off before it is accepted it is refused, with an answer lost it is reversed', async () => {
    const before = (await system.ledger()).length;
    const opened = await open({ voucher: await phone() });
    const { session } = replyOf(opened, 'session');
    await system.cut();
    expect(codeOf(await buy(session.id, 'voucher-2'))).toBe('offline_credential');
    await system.counter.relay.restore();
    await system.linked();
    await system.centre('/faults', { lose_answers: 1 });
    expect(codeOf(await buy(session.id, 'voucher-3'))).toBe('outcome_unknown_reversing');
    await until('reversed', async () =>
      (await system.ledger()).slice(before).some(({ state }) => state === 'reversed'),
    );
    const standing = (await system.ledger()).slice(before).filter(({ state }) => state === 'settled');
    expect(standing).toEqual([]);
  });

  it('pays through the national front: 1162, then 2102 without a card', async () => {
    const { baseinfo, cardecinfo } = await system.done('1162', { data: { ecQrCode: await phone() } });
    expect(baseinfo).toMatchObject({ psn_no: JIA });
    expect(cardecinfo.ecToken).toMatch(/^370102ec/);
    const again = await system.done('1101', {
      data: { mdtrt_cert_type: '01', mdtrt_cert_no: cardecinfo.ecToken, psn_cert_type: '01' },
    });
    expect(again.baseinfo).toEqual(baseinfo);
    const sale = basket(JIA, { cnt: 3 });
    const paid = (mdtrt_cert_no: string) => ({
      ...sale,
      druginfo: { ...sale.druginfo, mdtrt_cert_type: '01', mdtrt_cert_no },
    });
    // By the credential the message names: there is no card in the reader, and no other code was shown.
    expect((await system.call('2102', sale)).infcode).toBe(-1);
    expect((await system.call('2102', paid('370102ecother'))).err_msg).toContain('mdtrt_cert_no');
    const { setlinfo } = await system.done('2102', paid(cardecinfo.ecToken));
    expect(setlinfo).toMatchObject({ medfee_sumamt: '29.70', exp_content: { provisional: '0' } });
    // By the code shown last, and not by one from a visit before that nobody ended.
    const open = system.counter.daemon.agent.sessions().map(({ credential }) => credential?.mdtrt_cert_no);
    expect(open.length).toBeGreaterThan(0);
    expect(open).not.toContain(cardecinfo.ecToken);
  });

  it('leaves no code on the disk: not in the ledger, not in a log', async () => {
    expect(shown.length).toBeGreaterThan(4);
    const folder = join(dirname(system.counter.daemon.tokenPath), '..');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.length).toBeGreaterThan(5);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      for (const code of shown) expect(bytes.includes(code), `${name} holds ${code}`).toBe(false);
    }
  });
});

it('a voucher the centre did not answer leaves no session, and says to refresh the code', async () => {
  const counter = new Counter();
  await counter.connect();
  await counter.signIn();
  const opening = counter.give({ kind: 'open_session', voucher: '2022100809300000000001370102' });
  await counter.run();
  counter.cut();
  await counter.run();
  expect(codeOf(await opening)).toBe('voucher_unanswered');
  expect(counter.agent.sessions()).toEqual([]);
});
