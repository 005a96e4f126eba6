/**
 * The simulated centre against the published contract, as protocol/proto says it and not as our code does: every method of
 * every service is called over real gRPC with every field of its request, and answers with its own message. A method or a
 * field that is added to the contract without a call here, or without a handler there, is named.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import { checkpointText } from '../../agent/core/checkpoint.ts';
import { fen } from '../../agent/core/money.ts';
import { pem } from '../../agent/wire/der.ts';
import { signingRequest } from '../../agent/wire/signing-request.ts';
import { writeSettlement } from '../../agent/wire/visit.ts';
import { encode } from '../../protocol/encode.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { systemClock } from '../../simulator/centre/adapters/system-clock.ts';
import { type House, openHouse } from '../../simulator/centre/house.ts';
import { bill } from '../agent/bill.ts';
import { header, reversalOf } from '../protocol/samples.ts';
import { Counter, cardOf, type Slip, TestCentre } from './counter.ts';

type Fields = Readonly<Record<string, unknown>>;

const PROTO = join(import.meta.dirname, '../../protocol/proto');
const root = new protobuf.Root();
root.resolvePath = (_origin, target) => join(PROTO, target);
root.loadSync(['tongxing/v1/terminal.proto', 'tongxing/v1/care.proto'], { keepCase: true }).resolveAll();
const services = (root.lookup('tongxing.v1') as protobuf.Namespace).nestedArray.filter(
  (one) => one instanceof protobuf.Service,
);
const methods = services.flatMap((service) =>
  service.methodsArray.map(
    (method) => [`${service.name}/${method.name}`, method.resolve() as protobuf.Method] as const,
  ),
);

const key = makeTerminalKey();
const clock = systemClock();
const CARD = cardOf('ceshi-wu');
const PSN_NO = '99000000000000000005';
let [dev_no, slot, sign_no, fixmedins_code] = ['', '', '', ''];
let certificate: Buffer | null = null;
let house: House;
let paper: Counter;
let sold: Slip;

const head = (): Fields => ({ ...header({ dev_no, sign_no, fixmedins_code, insuplc_admdvs: '370102' }), infno: '' });
const bytesOf = (hex: string) => Buffer.from(hex, 'hex');

function item({ bytes }: Slip, attempt: Fields = {}): Fields {
  const told = { attempt: 1, provisional: false, grade: 0, unavailable: '', snapshot_age_ms: 0, wall_ms: 1 };
  return { transaction: bytes, attempt: { ...told, ...attempt }, disposition: 'DISPOSITION_PERFORM' };
}

let numbers = 0;

function slip(infno: string, body: object): Slip {
  numbers += 1;
  const msgid = `${fixmedins_code}20221108100000${slot}${String(numbers).padStart(2, '0')}`;
  return paper.slip({ msgid: msgid as never, fixmedins_code, infno: infno as never, body: body as never });
}

/** From a paper of its own: a number that is given and never sent would hold the person up. */
const saleBody = (): object => new Counter(new TestCentre(), dev_no).sale('1.00', 'ceshi-wu').value.body;
const visit = () => `~M${fixmedins_code}2211081000000701`;

function registration(): object {
  return {
    ...{ kind: 'registration', mdtrt_id: visit(), psn_no: PSN_NO, insutype: '310' },
    ...{ begntime: '2022-11-08 10:00:00', mdtrt_cert_type: '03', mdtrt_cert_no: CARD.cardno, card_sn: CARD.card_sn },
    ...{ ipt_otp_no: 'OTP-1', atddr_no: 'D1', dr_name: '测试医生', dept_code: '0300', dept_name: '内科' },
    ...{ caty: 'A03', med_type: '11' },
  };
}

function visitInfo(): object {
  const mdtrtinfo = { mdtrt_id: visit(), psn_no: PSN_NO, med_type: '11', begntime: '2022-11-08 10:00:00' };
  const told = { ...mdtrtinfo, main_cond_dscr: '', dise_codg: '', dise_name: '' };
  return { kind: 'visit_info', mdtrtinfo: told, diseinfo: [] };
}

function feeUpload(): object {
  const line = {
    ...{ feedetl_sn: '1', rxno: '', rx_circ_flag: '0', fee_ocur_time: '2022-11-08 10:05:00', medins_list_codg: '1' },
    ...{ med_list_codg: 'XA02BCA905A001010100001', det_item_fee_sumamt: fen(6_000), cnt: '1', pric: '60.00' },
    ...{ bilg_dept_codg: '0300', bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '测试医生' },
    hosp_appr_flag: '1',
  };
  const fees = { mdtrt_id: visit(), psn_no: PSN_NO, chrg_bchno: 'B1', dise_codg: '', feedetail: [line] };
  return { kind: 'fee_upload', ...fees };
}

function visitSettlement(): Parameters<typeof writeSettlement>[0] {
  const settlement = {
    ...{ kind: 'visit_settlement', mdtrt_id: visit(), setl_id: `~S${fixmedins_code}2211081000000701` },
    ...{ psn_no: PSN_NO, mdtrt_cert_type: '03', mdtrt_cert_no: CARD.cardno, card_sn: CARD.card_sn, med_type: '11' },
    ...{ medfee_sumamt: fen(6_000), psn_setlway: '01', chrg_bchno: 'B1', insutype: '310', acct_used_flag: '0' },
    ...{ invono: '', fulamt_ownpay_amt: fen(0), overlmt_selfpay: fen(0), preselfpay_amt: fen(0) },
    ...{ inscp_scp_amt: fen(6_000), begntime: '2022-11-08 10:00:00', drug_trac_info: [], estimate: bill(6_000, 0) },
    ...{ pack: '', pack_version: '', catalogue_version: '', override: [], whole: null },
  };
  return settlement as unknown as Parameters<typeof writeSettlement>[0];
}

const GROUP = { insutype: '310', clr_type: '41', setl_optins: '370102' };

/** A request of every method with every field of it, in the order of a terminal's day. */
const CALLS: Readonly<Record<string, () => Fields>> = {
  'EnrolmentService/Enrol': () => ({
    ...{ enrolment_code: 'CODE', fixmedins_code, agent_version: '0.1.0' },
    certificate_request: signingRequest(key, fixmedins_code),
  }),
  'TerminalService/Hello': () => ({
    header: head(),
    epoch: 1,
    number: 0,
    head_hash: bytesOf('00'.repeat(32)),
    head_seq: 0,
  }),
  'TerminalService/SignIn': () => ({ header: head(), opter_no: 'zhang01' }),
  'TerminalService/QueryPerson': () => ({
    ...{ header: head(), mdtrt_cert_type: '03', mdtrt_cert_no: CARD.cardno, card_sn: CARD.card_sn },
    ...{ certno: CARD.certno, psn_name: CARD.psn_name, ec_qrcode: '' },
  }),
  'TerminalService/Settle': () => ({ header: head(), item: item(sold) }),
  'TerminalService/Inquire': () => ({ header: head(), msgid: [sold.value.msgid] }),
  'TerminalService/Reverse': () => ({ header: head(), item: item(slip('2103', reversalOf(sold.value))) }),
  'TerminalService/VisitStep': () => ({ header: head(), item: item(slip('2201', registration())) }),
  'TerminalService/Exchange': () => ({ frame_id: 7, header: head(), items: [item(slip('2102', saleBody()))] }),
  'TerminalService/PresettleVisit': () => ({
    header: head(),
    visit_settlement: root
      .lookupType('tongxing.v1.VisitSettlement')
      .decode(encode<object>(tongxing.v1.VisitSettlement, writeSettlement(visitSettlement()))),
  }),
  'TerminalService/FetchTransactions': () => ({ header: head(), held: [{ epoch: 1, first: 1, last: 1 }] }),
  'TerminalService/ReconcileTotals': () => ({
    ...{ header: head(), stmt_begndate: '2022-11-08', stmt_enddate: '2022-11-08' },
    totals: [
      {
        ...GROUP,
        medfee_sumamt: { fen: 100 },
        fund_pay_sumamt: { fen: 0 },
        acct_pay: { fen: 0 },
        fixmedins_setl_cnt: 1,
      },
    ],
  }),
  'TerminalService/ReconcileDetails': () => ({
    header: head(),
    stmt_date: '2022-11-08',
    ...GROUP,
    details: [],
    after: '',
  }),
  'TerminalService/FetchUpdates': () => ({ header: head(), held: [], partial: [] }),
  'TerminalService/SignOut': () => ({ header: head(), sign_no, opter_no: 'zhang01' }),
  'CareService/NoteHead': () => {
    const reached = { epoch: 1, entries: 3, head: 'ab'.repeat(32), number: 2, wall_ms: 1_667_874_615_000 };
    const { head: hash, ...rest } = reached;
    const signature = key.sign(Buffer.from(checkpointText(dev_no, reached)));
    return { header: head(), checkpoint: { ...rest, head_hash: bytesOf(hash), signature } };
  },
  'CareService/RenewCertificate': () => ({ header: head(), certificate_request: signingRequest(key, fixmedins_code) }),
};

/** The steps of a visit after its first: a person has one a call. */
const MORE: Readonly<Record<string, readonly (() => Fields)[]>> = {
  'TerminalService/VisitStep': [
    () => ({ header: head(), item: item(slip('2203', visitInfo())) }),
    () => ({ header: head(), item: item(slip('2204', feeUpload())) }),
  ],
};

/** The messages that answered; rejects with gRPC's own error. */
function call(name: string, method: protobuf.Method, fields: Fields): Promise<readonly Fields[]> {
  const type = method.resolvedRequestType;
  if (type === null) throw new Error(name);
  const bytes = Buffer.from(type.encode(type.fromObject(fields)).finish());
  const enrolling = name.startsWith('Enrolment');
  const client = new Client(
    `127.0.0.1:${enrolling ? house.enrolPort : house.port}`,
    credentials.createSsl(readFileSync(house.caFile), enrolling ? null : Buffer.from(key.pem), certificate),
    { 'grpc.ssl_target_name_override': 'localhost', 'grpc.use_local_subchannel_pool': 1 },
  );
  const path = `/tongxing.v1.${name}`;
  const asIs = (one: Buffer): Buffer => one;
  const options = { deadline: Date.now() + 10_000 };
  return new Promise<readonly Buffer[]>((resolve, reject) => {
    if (method.requestStream !== true && method.responseStream !== true)
      return void client.makeUnaryRequest(path, asIs, asIs, bytes, new Metadata(), options, (error, answer) =>
        error === null && answer !== undefined ? resolve([answer]) : reject(error),
      );
    const heard: Buffer[] = [];
    const listened = (stream: Readable) => {
      stream.on('data', (message: Buffer) => heard.push(message));
      stream.on('error', reject);
      stream.on('end', () => resolve(heard));
    };
    if (method.requestStream !== true)
      return listened(client.makeServerStreamRequest(path, asIs, asIs, bytes, options));
    const stream = client.makeBidiStreamRequest(path, asIs, asIs, options);
    listened(stream);
    stream.write(bytes);
    stream.end();
  })
    .then((heard) => heard.map((one) => decoded(method, one)))
    .finally(() => client.close());
}

function decoded({ resolvedResponseType: type }: protobuf.Method, bytes: Buffer): Fields {
  if (type === null) throw new Error('no response type');
  return type.toObject(type.decode(bytes), { enums: String, longs: Number }) as Fields;
}

const answers = new Map<string, readonly Fields[]>();
const failures = new Map<string, string>();

beforeAll(async () => {
  const data = mkdtempSync(join(tmpdir(), 'tongxing-contract-'));
  house = await openHouse({ data, port: 0, enrolPort: 0, controlPort: 0, clock, newCode: () => 'CODE' });
  ({ fixmedins_code } = house.institution);
  house.store.putEnrolmentCode('CODE', fixmedins_code);
  for (const [name, fields] of Object.entries(CALLS)) {
    const method = methods.find(([one]) => one === name)?.[1];
    if (method === undefined) continue;
    try {
      const heard: Fields[] = [];
      for (const one of [fields, ...(MORE[name] ?? [])]) heard.push(...(await call(name, method, one())));
      answers.set(name, heard);
      take(heard[0] ?? {});
    } catch (error) {
      failures.set(name, String(error));
    }
  }
  afterAll(async () => {
    await house.close();
    rmSync(data, { recursive: true });
  });
}, 60_000);

/** What later calls need of an earlier answer. */
function take(answer: Fields): void {
  if (typeof answer['sign_no'] === 'string') ({ sign_no } = answer as { sign_no: string });
  if (typeof answer['dev_no'] !== 'string') return;
  ({ dev_no } = answer as { dev_no: string });
  slot = String(answer['slot'] ?? 0).padStart(2, '0');
  const chain = answer['certificate_chain'] as readonly Uint8Array[];
  certificate = Buffer.from(chain.map((der) => pem('CERTIFICATE', der)).join(''));
  paper = new Counter(new TestCentre(), dev_no);
  sold = slip('2102', saleBody());
}

describe.each(methods)('%s', (name, method) => {
  it('is called here with every field of its request', () => {
    expect(Object.keys(CALLS), 'no call of this method').toContain(name);
    const fields = Object.keys(CALLS[name]?.() ?? {}).toSorted();
    expect(fields).toEqual((method.resolvedRequestType?.fieldsArray ?? []).map((field) => field.name).toSorted());
  });

  it('is answered by the simulated centre with its own message', () => {
    expect(failures.get(name)).toBeUndefined();
    const heard = answers.get(name) ?? [];
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.map(refusalIn).join('')).toBe('');
  });
});

/** Empty: it was done. */
function refusalIn(answer: Fields): string {
  const {
    result,
    answer: one,
    answers: all,
  } = answer as {
    readonly result?: { readonly code?: string; readonly err_msg?: string };
    readonly answer?: Fields;
    readonly answers?: readonly Fields[];
  };
  const outcomes = [...(one === undefined ? [] : [one]), ...(all ?? [])];
  for (const each of outcomes)
    if (!['OUTCOME_SETTLED', 'OUTCOME_REVERSED'].includes(String(each['outcome']))) return JSON.stringify(each);
  return result === undefined || result.code === 'RESULT_CODE_OK' ? '' : JSON.stringify(result);
}

it('a method nobody handles is told as unimplemented, so that the calls above mean something', async () => {
  const [[, method] = []] = methods.filter(([name]) => name === 'TerminalService/Hello');
  if (method === undefined) throw new Error('no Hello');
  const unknown = call('TerminalService/NoSuchMethod', method, { header: head() });
  await expect(unknown).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
});
