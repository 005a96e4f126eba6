/** The whole centre on real sockets: enrolment, mutual TLS, faults, the control port, and the relay that can be cut. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GrpcLink } from '../../agent/adapters/grpc-link.ts';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import { startFault } from '../../agent/cli/start-fault.ts';
import type { CentreReply, CentreRequest } from '../../agent/core/centre.ts';
import { enrol } from '../../agent/enrolment.ts';
import type { LinkEvent } from '../../agent/ports/link.ts';
import { signingRequest } from '../../agent/wire/signing-request.ts';
import { decodeReply, encodeRequest } from '../../agent/wire.ts';
import { Authority } from '../../simulator/centre/adapters/authority.ts';
import { systemClock } from '../../simulator/centre/adapters/system-clock.ts';
import { noFaults } from '../../simulator/centre/delivery.ts';
import { type House, openHouse } from '../../simulator/centre/house.ts';
import { CuttableRelay } from '../../simulator/link/cut.ts';
import { header } from '../protocol/samples.ts';
import { Counter, type Slip, TestCentre } from './counter.ts';

const clock = systemClock();
const SERVER = 'localhost';
const DEADLINE_MS = 10_000;

let data: string;
let house: House;
let codes = 0;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'tongxing-house-'));
  house = await openHouse({ data, port: 0, enrolPort: 0, controlPort: 0, clock, newCode: () => `CODE-${++codes}` });
});
afterAll(async () => {
  await house.close();
  rmSync(data, { recursive: true });
});

async function post(path: string, body: object = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const url = `http://127.0.0.1:${house.controlPort}${path}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function get(path: string): Promise<Record<string, unknown>> {
  return (await (await fetch(`http://127.0.0.1:${house.controlPort}${path}`)).json()) as Record<string, unknown>;
}

function request(code: string, fixmedins_code = house.institution.fixmedins_code, key = makeTerminalKey()) {
  return {
    key,
    ...{ address: `127.0.0.1:${house.enrolPort}`, ca: readFileSync(house.caFile), serverName: SERVER },
    ...{ enrolment_code: code, fixmedins_code, agent_version: '0.1.0', deadlineMs: DEADLINE_MS },
  };
}

async function newTerminal() {
  const { fixmedins_code } = house.institution;
  const { body } = await post('/enrolment-codes', { fixmedins_code });
  const asked = request(String(body['code']));
  return { ...(await enrol(asked)), key: asked.key.pem };
}

describe('enrolment', () => {
  test('turns a one-time code into an identity, once', async () => {
    const { body } = await post('/enrolment-codes', { fixmedins_code: house.institution.fixmedins_code });
    const code = String(body['code']);
    const asked = request(code);
    const terminal = await enrol(asked);
    expect(terminal).toMatchObject({
      dev_no: `${house.institution.fixmedins_code}-001`,
      slot: 0,
      fixmedins_name: '测试大药房',
      mdtrtarea_admvs: '370102',
      institution_kind: 'pharmacy',
      institution_level: '',
      dual_channel: true,
      last_msgid: '',
    });
    expect(terminal.certificate.match(/BEGIN CERTIFICATE/g)?.length).toBe(2);
    await expect(enrol(request(code))).rejects.toMatchObject({ name: 'EnrolmentError', code: 30 });
    expect(await enrol(asked)).toMatchObject({ dev_no: terminal.dev_no, slot: 0 });
  });

  test('that is answered with no whole identity says what is missing, and not that nobody answered', async () => {
    const { institution, store } = house;
    store.putInstitution('P99000000009', { ...institution, fixmedins_code: 'P99000000009', mdtrtarea_admvs: '' });
    const { body } = await post('/enrolment-codes', { fixmedins_code: 'P99000000009' });
    const asked = enrol(request(String(body['code']), 'P99000000009'));
    const fault = startFault(await asked.catch((error: unknown) => error));
    expect(fault).toMatchObject({ code: 'enrolment_incomplete' });
    expect(fault?.facts['reason']).toContain('mdtrtarea_admvs');
    const { body: code } = await post('/enrolment-codes', { fixmedins_code: institution.fixmedins_code });
    const own = request(String(code['code']));
    const anothers = enrol({ ...own, key: { ...own.key, pem: makeTerminalKey().pem } });
    expect(startFault(await anothers.catch((error: unknown) => error))?.code).toBe('enrolment_incomplete');
    const nobody = enrol({ ...request('any'), address: '127.0.0.1:1' });
    expect(startFault(await nobody.catch((error: unknown) => error))?.code).toBe('enrolment_unreachable');
  });

  test('gives a slot that was freed to the next terminal, which then starts above its former holder’s last id', async () => {
    const first = await newTerminal();
    const msgid = `${house.institution.fixmedins_code}20221108103015${String(first.slot).padStart(2, '0')}42`;
    house.store.insertTxn({
      ...{ msgid, dev_no: first.dev_no, epoch: 1, number: 1, psn_no: '', state: 'voided', moves: null },
      ...{ body: new Uint8Array(1), answer: new Uint8Array(0), omsgid: null, counted: null },
    });
    await post(`/terminals/${first.dev_no}/revoke`);
    const second = await newTerminal();
    expect(second.slot).toBe(first.slot);
    expect(second.dev_no).not.toBe(first.dev_no);
    expect(second.last_msgid).toBe(msgid);
  });

  test('refuses a code of nobody and a code of another shop', async () => {
    await expect(enrol(request('NO-SUCH-CODE'))).rejects.toMatchObject({ code: 30 });
    const { body } = await post('/enrolment-codes', { fixmedins_code: house.institution.fixmedins_code });
    await expect(enrol(request(String(body['code']), 'P37020200009'))).rejects.toMatchObject({ code: 30 });
  });

  test('does not believe a centre that another authority has signed', async () => {
    const ca = Buffer.from(Authority.make(clock.wallMs()).certificate);
    await expect(enrol({ ...request('X'), ca })).rejects.toMatchObject({ code: 0 });
  });

  test('refuses a request that is not signed by its own key, or is no request', () => {
    const authority = Authority.make(clock.wallMs());
    const request = signingRequest(makeTerminalKey(), 'x');
    expect(authority.sign(request, 'T1', clock.wallMs())).not.toBeNull();
    const tampered = Uint8Array.from(request, (byte, at) => (at === request.length - 1 ? byte ^ 1 : byte));
    expect(authority.sign(tampered, 'T1', clock.wallMs())).toBeNull();
    expect(authority.sign(Uint8Array.of(0x30, 0x82, 0xff, 0xff), 'T1', clock.wallMs())).toBeNull();
    expect(authority.sign(new Uint8Array(0), 'T1', clock.wallMs())).toBeNull();
  });

  test('keeps the authority’s key to its owner, and the same authority after a restart', () => {
    expect(statSync(join(data, 'ca.key.pem')).mode & 0o777).toBe(0o600);
    expect(Authority.open(data, clock.wallMs()).certificate).toBe(readFileSync(house.caFile, 'utf8'));
  });
});

describe('a terminal on the real link', () => {
  let relay: CuttableRelay;
  let link: GrpcLink;
  let dev_no: string;
  let slot: number;
  let sign_no: string;
  let events: LinkEvent[];
  let calls: number;
  let told: () => void;
  /** Builds slips; nothing is sent through it. */
  let paper: Counter;

  beforeEach(async () => {
    const terminal = await newTerminal();
    ({ dev_no, slot } = terminal);
    paper = new Counter(new TestCentre(), dev_no);
    relay = await CuttableRelay.start(0, house.port);
    link = new GrpcLink({
      ...{ address: `127.0.0.1:${relay.port}`, ca: readFileSync(house.caFile), serverName: SERVER, clock },
      ...{ certificate: Buffer.from(terminal.certificate), key: Buffer.from(terminal.key) },
      backoffMs: { first: 20, longest: 100 },
    });
    [events, calls, sign_no] = [[], 0, ''];
    told = () => {};
    link.start((event) => {
      events.push(event);
      told();
    });
    await until(() => events.some(({ kind }) => kind === 'up'));
    const reply = await ask({ kind: 'sign_in', opter_no: 'zhang01' });
    if (typeof reply === 'string' || reply.kind !== 'sign_in') throw new Error(JSON.stringify(reply));
    sign_no = reply.sign_no;
  });
  afterEach(async () => {
    Object.assign(house.faults, noFaults());
    await link.close();
    await relay.close();
  });

  /** Resolves when an event makes it true. */
  function until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      told = () => {
        if (condition()) resolve();
      };
      told();
    });
  }

  /** The reply, or the reason there is none. */
  async function ask(asked: CentreRequest, slips: readonly Slip[] = [], deadlineMs = DEADLINE_MS) {
    const items = new Map(slips.map(({ value, bytes }) => [value.msgid, bytes]));
    const { method, bytes } = encodeRequest(asked, header({ dev_no, sign_no }), items);
    const call = ++calls;
    link.call(call, method, bytes, deadlineMs);
    const ended = () => events.find((event) => 'call' in event && event.call === call);
    await until(() => ended() !== undefined);
    const event = ended();
    if (event?.kind === 'reply') return decodeReply(event.method, event.bytes);
    return event?.kind === 'no_reply' ? event.reason : 'nothing';
  }

  function settle(slip: Slip, deadlineMs?: number): Promise<CentreReply | string> {
    const attempt = { attempt: 1, provisional: false, grade: 0, unavailable: '', snapshot_age_ms: 0 } as const;
    const item = { msgid: slip.value.msgid, attempt, disposition: 'perform' } as const;
    return ask({ kind: 'perform', infno: '2102', item }, [slip], deadlineMs);
  }

  function exchange(slip: Slip): Promise<CentreReply | string> {
    const attempt = { attempt: 1, provisional: true, grade: 1, unavailable: 'link', snapshot_age_ms: 0 } as const;
    return ask({ kind: 'exchange', items: [{ msgid: slip.value.msgid, attempt, disposition: 'perform' }] }, [slip]);
  }

  /** A sale with an id no other test has used. */
  function sale(): Slip {
    const [minute, of] = [1000 + Number(dev_no.slice(-3)), String(slot).padStart(2, '0')];
    const id = `${house.institution.fixmedins_code}20221108${minute}00${of}${String(++unique).padStart(2, '0')}`;
    return paper.sale('1.00', 'ceshi-wu', { msgid: id as never });
  }
  let unique = 0;

  const balance = () => house.store.person('99000000000000000005')?.balc ?? 0;

  test('sells, and the books show it', async () => {
    const before = balance();
    const slip = sale();
    expect(await settle(slip)).toMatchObject({ answer: { msgid: slip.value.msgid, outcome: 'settled' } });
    expect(balance()).toBe(before - 100);
    const { transactions } = (await get('/ledger')) as { transactions: readonly { msgid: string }[] };
    expect(transactions).toContainEqual(expect.objectContaining({ msgid: slip.value.msgid, state: 'settled' }));
  });

  test('whose answer is lost after the centre settled is not settled a second time', async () => {
    const before = balance();
    for (const send of [settle, exchange]) {
      const slip = sale();
      await post('/faults', { lose_answers: 1 });
      expect(await send(slip)).toBe('reset');
      const known = await ask({ kind: 'inquire', msgids: [slip.value.msgid] });
      expect(known).toMatchObject({ answers: [{ outcome: 'settled' }] });
      expect(await exchange(slip)).toMatchObject({ answers: [{ outcome: 'settled' }] });
    }
    expect(balance()).toBe(before - 200);
  });

  test('whose request is lost, or delivered twice, is settled once', async () => {
    const before = balance();
    const slip = sale();
    await post('/faults', { lose_requests: 1 });
    expect(await settle(slip)).toBe('reset');
    expect(balance()).toBe(before);
    await post('/faults', { duplicate: 1 });
    expect(await settle(slip)).toMatchObject({ answer: { outcome: 'settled' } });
    expect(balance()).toBe(before - 100);
  });

  test('whose answer comes late has timed out, and its inquiry finds it', async () => {
    const slip = sale();
    await post('/faults', { answer_delay_ms: 300 });
    expect(await settle(slip, 50)).toBe('timeout');
    await post('/faults', { answer_delay_ms: 0 });
    expect(await ask({ kind: 'inquire', msgids: [slip.value.msgid] })).toMatchObject({
      answers: [{ outcome: 'settled' }],
    });
  });

  test('gets over a cut line and over dropped connections', async () => {
    const ups = () => events.filter(({ kind }) => kind === 'up').length;
    const downs = () => events.filter(({ kind }) => kind === 'down').length;
    await relay.cut();
    await until(() => downs() === 2);
    expect(await settle(sale())).toBe('unsent');
    await relay.restore();
    await until(() => ups() === 2);
    expect(await settle(sale())).toMatchObject({ answer: { outcome: 'settled' } });
    await post('/drop');
    await until(() => ups() === 3);
    expect(await exchange(sale())).toMatchObject({ answers: [{ outcome: 'settled' }] });
  });

  test('can not speak for another terminal, however it names itself', async () => {
    const other = await newTerminal();
    const slip = new Counter(new TestCentre(), other.dev_no).sale('1.00', 'ceshi-wu', {
      msgid: `${house.institution.fixmedins_code}202211081111117777` as never,
    });
    expect(await settle(slip)).toMatchObject({ answer: { outcome: 'rejected', result: { code: 'terminal_refused' } } });
  });

  test('that sends what is no message gets a broken call, and the next one is answered', async () => {
    const call = ++calls;
    link.call(call, 'Settle', Uint8Array.of(0x0a, 0xff), DEADLINE_MS);
    await until(() => events.some((event) => event.kind === 'no_reply' && event.call === call));
    expect(await settle(sale())).toMatchObject({ answer: { outcome: 'settled' } });
  });
});

describe('the control port', () => {
  test('changes a balance and a card, and shows terminals and faults', async () => {
    const psn_no = '99000000000000000006';
    expect((await post(`/persons/${psn_no}`, { balc: '77.70' })).status).toBe(200);
    expect(house.store.person(psn_no)?.balc).toBe(7_770);
    expect(await get('/state')).toMatchObject({ faults: noFaults(), terminals: expect.any(Array) });
  });

  test.each([
    ['/faults', { delay_ms: 'soon' }, 400],
    ['/faults', { no_such_fault: 1 }, 400],
    ['/faults', { refuse: { code: 'nonsense', count: 1 } }, 400],
    ['/persons/99000000000000000006', { balc: 7 }, 400],
    ['/persons/nobody', { balc: '7.00' }, 404],
    ['/nowhere', {}, 404],
  ])('refuses %s %j with %i and changes nothing', async (path, body, status) => {
    expect((await post(path, body)).status).toBe(status);
    expect(house.faults).toEqual(noFaults());
  });
});
