import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CentreRequest, ItemRef } from '../../agent/core/centre.ts';
import { fen } from '../../agent/core/money.ts';
import { decodeReply, decodeTransaction, encodeRequest, encodeTransaction, WireError } from '../../agent/wire.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { header, msgid, reversalOf, saleBody, setlinfo, transaction } from './samples.ts';

const v1 = tongxing.v1;
const OK = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };

function wireError(run: () => unknown): WireError {
  try {
    run();
  } catch (error) {
    if (error instanceof WireError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a transaction', () => {
  const reversal = transaction({ msgid: msgid(2), infno: '2601', number: 2, body: reversalOf(transaction()) });

  test.each([transaction(), reversal])('$infno is the same value after its bytes', (value) => {
    expect(decodeTransaction(encodeTransaction(value))).toEqual(value);
  });

  const traced = (trdn_flag: string) => ({
    ...saleBody(),
    drugdetail: saleBody().drugdetail.map((line) => ({
      ...line,
      drug_trac_info: [
        { feedetl_sn: '1', drug_trac_codg: '81000010000000000001', trdn_flag: trdn_flag as '1', min_prcunt_type: '2' },
      ],
    })),
    override: [{ code: 'bought_too_soon', feedetl_sn: '1', severity: 'reason', reason: '出差备药', opter: 'zhang01' }],
  });

  test('keeps trace codes and overrides', () => {
    const value = transaction({ body: traced('1') });
    expect(decodeTransaction(encodeTransaction(value))).toEqual(value);
  });

  test('is none of no epoch or number, and undoes nothing for a reason nobody knows', () => {
    const refused = (change: object) =>
      wireError(() => decodeTransaction(encodeTransaction(transaction(change as never)))).field;
    expect(refused({ epoch: 0 })).toBe('transaction.epoch');
    expect(refused({ number: 0 })).toBe('transaction.number');
    const body = { ...reversalOf(transaction()), reason: 'whim' };
    expect(refused({ infno: '2601', body })).toBe('reversal.reason');
  });

  test('says of a trace code whether its pack was opened, or is refused', () => {
    const bytes = encodeTransaction(transaction({ body: traced('2') }));
    expect(wireError(() => decodeTransaction(bytes)).field).toBe('sale.drugdetail[0].drug_trac_info.trdn_flag');
  });

  test('has the same bytes for the same value, whatever the order its fields were set in', () => {
    const backwards = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(backwards)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, inner]) => [name, backwards(inner)]),
            )
          : value;
    const other = backwards(transaction()) as ReturnType<typeof transaction>;
    expect(Object.keys(other)[0]).toBe('body');
    expect(encodeTransaction(other)).toEqual(encodeTransaction(transaction()));
  });

  test('keeps every safe amount to the fen', () => {
    const amounts = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(amounts, (amount) => {
        const value = transaction({ body: { ...saleBody(), estimate: setlinfo({ balc: fen(amount) }) } });
        expect(decodeTransaction(encodeTransaction(value))).toEqual(value);
      }),
    );
  });

  test('with an amount beyond 2^53 − 1 is refused, and the field is named', () => {
    const sale = { druginfo: {}, estimate: { balc: { fen: 2 ** 53 } } };
    const bytes = v1.Transaction.encode({ msgid: msgid(1), infno: '2102', epoch: 1, number: 1, sale }).finish();
    expect(wireError(() => decodeTransaction(bytes)).field).toBe('sale.estimate.balc');
    const unsafe = { ...saleBody(), estimate: { ...setlinfo(), hifp_pay: (2 ** 53) as ReturnType<typeof fen> } };
    expect(wireError(() => encodeTransaction(transaction({ body: unsafe }))).field).toBe('sale.estimate.hifp_pay');
  });

  test.each([
    ['transaction', Uint8Array.of(0x0a, 0xff)],
    ['transaction.msgid', v1.Transaction.encode({ msgid: 'short' }).finish()],
    ['transaction.body', v1.Transaction.encode({ msgid: msgid(1), epoch: 1, number: 1 }).finish()],
    ['transaction.number', v1.Transaction.encode({ msgid: msgid(1), epoch: 1 }).finish()],
    ['sale.druginfo', v1.Transaction.encode({ msgid: msgid(1), epoch: 1, number: 1, sale: {} }).finish()],
    [
      'transaction.infno',
      v1.Transaction.encode({
        msgid: msgid(1),
        infno: '2601',
        epoch: 1,
        number: 1,
        sale: { druginfo: {}, estimate: {} },
      }).finish(),
    ],
  ])('that breaks the contract is refused with the field: %s', (field, bytes) => {
    expect(wireError(() => decodeTransaction(bytes)).field).toBe(field);
  });

  test('of a newer version is read, and its stored bytes go out unchanged, unknown fields and all', () => {
    const newer = Uint8Array.from([...encodeTransaction(transaction()), 0x9a, 0x06, 0x03, 0x6e, 0x65, 0x77]);
    expect(decodeTransaction(newer)).toEqual(transaction());
    const { bytes } = encodeRequest(exchange([msgid(1)]), header(), new Map([[msgid(1), newer]]));
    expect(v1.ExchangeRequest.decode(bytes).items[0]?.transaction).toEqual(Buffer.from(newer));
  });
});

const attempt: ItemRef['attempt'] = {
  attempt: 2,
  provisional: true,
  grade: 2,
  unavailable: 'link since 2022-11-08 09:00:00',
  snapshot_age_ms: 3_600_000,
};

function exchange(ids: readonly ReturnType<typeof msgid>[]): CentreRequest {
  return { kind: 'exchange', items: ids.map((id) => ({ msgid: id, attempt, disposition: 'perform' })) };
}

describe('a request', () => {
  const stored = new Map([[msgid(1), encodeTransaction(transaction())]]);
  const item: ItemRef = { msgid: msgid(1), attempt, disposition: 'perform' };

  test.each<[CentreRequest, string, string]>([
    [{ kind: 'hello', epoch: 3, number: 17, head_hash: '00ff', head_seq: 40 }, 'Hello', ''],
    [{ kind: 'sign_in', opter_no: 'zhang01' }, 'SignIn', '9001'],
    [{ kind: 'sign_out', sign_no: 'S1', opter_no: 'zhang01' }, 'SignOut', '9002'],
    [{ kind: 'perform', infno: '2102', item }, 'Settle', '2102'],
    [{ kind: 'perform', infno: '2103', item }, 'Reverse', '2103'],
    [{ kind: 'perform', infno: '2601', item }, 'Reverse', '2601'],
    [{ kind: 'exchange', items: [item] }, 'Exchange', ''],
    [{ kind: 'inquire', msgids: [msgid(1)] }, 'Inquire', ''],
    [
      { kind: 'totals', stmt_begndate: '2022-11-08', stmt_enddate: '2022-11-08', totals: [] },
      'ReconcileTotals',
      '3201',
    ],
  ])('%j goes to %s with infno "%s"', (request, method, infno) => {
    const encoded = encodeRequest(request, header(), stored);
    const types = { Settle: v1.SettleRequest, Reverse: v1.ReverseRequest, Exchange: v1.ExchangeRequest } as const;
    const type = types[method as keyof typeof types] ?? v1[`${method}Request` as 'HelloRequest'];
    expect(encoded.method).toBe(method);
    expect(type.decode(encoded.bytes).header?.infno ?? '').toBe(infno);
  });

  test('for one transaction carries its id in the header, and the evidence of the attempt beside the stored bytes', () => {
    const { bytes } = encodeRequest({ kind: 'perform', infno: '2102', item }, header(), stored, {
      previous_hash: Uint8Array.of(1, 2),
    });
    const read = v1.SettleRequest.decode(bytes);
    expect(read.header?.msgid).toBe(msgid(1));
    expect(Buffer.from(read.item?.transaction ?? [])).toEqual(Buffer.from(stored.get(msgid(1)) ?? []));
    expect(read.item?.disposition).toBe(v1.Disposition.DISPOSITION_PERFORM);
    expect(read.item?.attempt).toMatchObject({
      attempt: 2,
      provisional: true,
      grade: 2,
      unavailable: attempt.unavailable,
    });
    expect(Number(read.item?.attempt?.snapshot_age_ms)).toBe(3_600_000);
    expect(Number(read.item?.attempt?.wall_ms)).toBe(header().wall_ms);
    expect([...(read.item?.attempt?.previous_hash ?? [])]).toEqual([1, 2]);
  });

  test('to void says so', () => {
    const request: CentreRequest = { kind: 'exchange', items: [{ ...item, disposition: 'void' }] };
    const { bytes } = encodeRequest(request, header(), stored, { frame_id: 8 });
    expect(v1.ExchangeRequest.decode(bytes).items[0]?.disposition).toBe(v1.Disposition.DISPOSITION_VOID);
    expect(Number(v1.ExchangeRequest.decode(bytes).frame_id)).toBe(8);
  });

  test('for a transaction whose bytes are not at hand is refused', () => {
    expect(wireError(() => encodeRequest(exchange([msgid(2)]), header(), stored)).message).toContain(msgid(2));
  });

  test('hello carries the hash of the newest ledger entry as bytes', () => {
    const hello = (head_hash: string): CentreRequest => ({
      kind: 'hello',
      epoch: 1,
      number: 0,
      head_hash,
      head_seq: 0,
    });
    const { bytes } = encodeRequest(hello('00ff10'), header(), new Map());
    expect([...(v1.HelloRequest.decode(bytes).head_hash ?? [])]).toEqual([0x00, 0xff, 0x10]);
    expect(wireError(() => encodeRequest(hello('zz'), header(), new Map())).field).toBe('head_hash');
  });
});

describe('a reply', () => {
  const answered = (answer: object) =>
    v1.SettleResponse.encode({ answer: { msgid: msgid(1), result: OK, ...answer } }).finish();

  test('to a sale gives the amounts as fen, and an amount that is not stated as zero', () => {
    const amounts = { medfee_sumamt: { fen: 3_086 }, pool_prop_selfpay: '0.5000' };
    const details = [{ fund_pay_type: '310201', fund_payamt: { fen: 3_086 } }];
    const reply = decodeReply(
      'Settle',
      answered({ outcome: 1, setl_id: 'S9', setlinfo: amounts, setldetail: details }),
    );
    if (reply.kind !== 'perform') throw new Error(reply.kind);
    expect(reply.answer).toMatchObject({ msgid: msgid(1), outcome: 'settled', setl_id: 'S9' });
    expect(reply.answer.result).toEqual({ code: 'ok', error_class: null, infcode: '0', err_msg: '' });
    expect(reply.answer.setlinfo).toMatchObject({
      medfee_sumamt: 3_086,
      hosp_part_amt: 0,
      pool_prop_selfpay: '0.5000',
    });
    expect(reply.answer.setldetail).toEqual([{ fund_pay_type: '310201', fund_payamt: 3_086 }]);
  });

  test('with a code and an outcome of a newer version is unrecognised and keeps its class', () => {
    const result = { code: 77, error_class: v1.ErrorClass.ERROR_CLASS_TRANSIENT };
    const reply = decodeReply('Settle', answered({ outcome: 66, result }));
    expect(reply).toMatchObject({
      answer: { outcome: 'unrecognised', result: { code: 'unrecognised', error_class: 'transient' } },
    });
  });

  test('that fails without a class this version knows may have been done', () => {
    for (const error_class of [0, 9]) {
      const result = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class };
      const reply = decodeReply('Settle', answered({ outcome: 2, result }));
      expect(reply).toMatchObject({ answer: { result: { error_class: 'ambiguous' } } });
    }
  });

  test('of several answers keeps those that can be read: the one that breaks the contract is unrecognised, with its field', () => {
    const setldetail = [{ fund_payamt: { fen: -(2 ** 53) } }];
    const [sound, broken] = [1, 2].map((number) => ({ msgid: msgid(number), outcome: 1, result: OK }));
    const answers = [{ ...broken, setldetail }, sound ?? {}];
    for (const [method, bytes] of [
      ['Inquire', v1.InquireResponse.encode({ result: OK, answers }).finish()],
      ['Exchange', v1.ExchangeResponse.encode({ answers }).finish()],
    ] as const)
      expect(decodeReply(method, bytes)).toMatchObject({
        answers: [
          {
            ...{ msgid: msgid(2), outcome: 'unrecognised' },
            result: {
              error_class: 'ambiguous',
              err_msg: expect.stringContaining('answers[0].setldetail[0].fund_payamt'),
            },
          },
          { msgid: msgid(1), outcome: 'settled' },
        ],
      });
  });

  test('with words too long for a counter is cut to what has room, between two characters', () => {
    const said = (err_msg: string) => {
      const reply = decodeReply('Settle', answered({ outcome: 2, result: { ...OK, err_msg } }));
      return reply.kind === 'perform' ? reply.answer.result.err_msg : reply.kind;
    };
    expect(said('拒'.repeat(500))).toBe('拒'.repeat(500));
    expect(said('拒'.repeat(501))).toBe(`${'拒'.repeat(499)}…`);
    expect(said(`${'拒'.repeat(498)}𠮷𠮷`)).toBe(`${'拒'.repeat(498)}…`);
  });

  test('to a fetch is every transaction as the centre keeps it, byte by byte, and whether there are more', () => {
    const kept = encodeTransaction(transaction());
    const one = { transaction: kept, answer: { msgid: msgid(1), result: OK, outcome: 1 } };
    for (const more of [true, false]) {
      const bytes = v1.FetchTransactionsResponse.encode({ result: OK, transactions: [one], more }).finish();
      const reply = decodeReply('FetchTransactions', bytes);
      if (reply.kind !== 'fetch_transactions') throw new Error(reply.kind);
      expect(reply.more).toBe(more);
      expect(reply.transactions).toMatchObject([{ body: transaction(), answer: { outcome: 'settled' } }]);
      expect(Buffer.from(reply.transactions[0]?.bytes ?? []).equals(kept)).toBe(true);
    }
  });

  test.each<[string, 'Settle' | 'QueryPerson' | 'Hello' | 'ReconcileDetails', Uint8Array]>([
    ['person.psn_no', 'QueryPerson', v1.QueryPersonResponse.encode({ result: OK, person: { psn_no: '' } }).finish()],
    [
      'details[1].refd_setl_flag',
      'ReconcileDetails',
      v1.ReconcileDetailsResponse.encode({
        result: OK,
        details: [{ refd_setl_flag: '1' }, { refd_setl_flag: '' }],
      }).finish(),
    ],
    ['answer', 'Settle', v1.SettleResponse.encode({}).finish()],
    ['answer.result', 'Settle', v1.SettleResponse.encode({ answer: { msgid: msgid(1) } }).finish()],
    ['answer.setlinfo.balc', 'Settle', answered({ setlinfo: { balc: { fen: 2 ** 53 } } })],
    [
      'answer.feedetail_result[1].overlmt_amt',
      'Settle',
      answered({ feedetail_result: [{}, { overlmt_amt: { fen: 2 ** 53 } }] }),
    ],
    ['person', 'QueryPerson', v1.QueryPersonResponse.encode({ result: OK }).finish()],
    [
      'person.accumulators.aid.ceiling',
      'QueryPerson',
      v1.QueryPersonResponse.encode({
        result: OK,
        person: { accumulators: [{ name: 'aid.ceiling', amount: { fen: 2 ** 60 } }] },
      }).finish(),
    ],
    ['HelloResponse.epoch', 'Hello', v1.HelloResponse.encode({ result: OK, epoch: 2 ** 60 }).finish()],
    ['HelloResponse', 'Hello', Uint8Array.of(0x0a, 0x05, 0x01)],
  ])('that breaks the contract is refused with the field: %s', (field, method, bytes) => {
    expect(wireError(() => decodeReply(method, bytes)).field).toBe(field);
  });

  test('to 1101 is the whole snapshot', () => {
    const person = {
      psn_no: '99000000000000000001',
      psn_name: '测试甲',
      insutype: '310',
      balc: { fen: 100_000 },
      commercial: true,
      entitlements: [{ opsp_dise_code: 'M03900', begndate: '2022-01-01' }],
      mulaid: [{ psn_no: '99000000000000000002', balc: { fen: 5 } }],
      accumulators: [{ name: 'outpatient-employee.ceiling', amount: { fen: 7 } }],
      accumulator_year: 2022,
      as_of_ms: 1_667_874_615_000,
      included_epoch: 1,
      included_number: 12,
      outstanding: [{ epoch: 1, first: 8, last: 9 }],
    };
    const bytes = v1.QueryPersonResponse.encode({ result: OK, person }).finish();
    expect(decodeReply('QueryPerson', bytes)).toMatchObject({
      person: {
        ...person,
        balc: 100_000,
        entitlements: [{ opsp_dise_code: 'M03900', begndate: '2022-01-01', enddate: '' }],
        mulaid: [{ psn_no: '99000000000000000002', balc: 5 }],
        accumulators: { 'outpatient-employee.ceiling': 7 },
      },
    });
  });

  test('that refuses a person has no snapshot', () => {
    const result = { code: v1.ResultCode.RESULT_CODE_PERSON_UNKNOWN, error_class: 3, err_msg: '查无此人' };
    const bytes = v1.QueryPersonResponse.encode({ result }).finish();
    expect(decodeReply('QueryPerson', bytes)).toMatchObject({ result: { code: 'person_unknown' }, person: null });
  });

  test('to hello, sign-in, sign-out, exchange and totals is read whole', () => {
    const hello = { epoch: 2, number: 9, centre_ms: 1_667_874_615_000, pace_ms: 5, batch_rows: 200 };
    const totals = { insutype: '310', clr_type: '41', setl_optins: '370200', fixmedins_setl_cnt: 3 };
    expect(
      decodeReply('Hello', v1.HelloResponse.encode({ result: OK, ...hello, missing_numbers: [4, 7] }).finish()),
    ).toMatchObject({ kind: 'hello', ...hello, missing_numbers: [4, 7] });
    expect(
      decodeReply('SignIn', v1.SignInResponse.encode({ result: OK, sign_no: 'S1', sign_time: 't' }).finish()),
    ).toMatchObject({ kind: 'sign_in', sign_no: 'S1', sign_time: 't' });
    expect(decodeReply('SignOut', v1.SignOutResponse.encode({ result: OK, sign_time: 't' }).finish())).toMatchObject({
      kind: 'sign_out',
      sign_time: 't',
    });
    expect(
      decodeReply(
        'Exchange',
        v1.ExchangeResponse.encode({ answers: [{ msgid: msgid(1), result: OK, outcome: 6 }], pace_ms: 40 }).finish(),
      ),
    ).toMatchObject({ kind: 'exchange', pace_ms: 40, answers: [{ msgid: msgid(1), outcome: 'retry' }] });
    expect(
      decodeReply(
        'ReconcileTotals',
        v1.ReconcileTotalsResponse.encode({
          result: OK,
          results: [{ centre: { ...totals, acct_pay: { fen: 5 } }, stmt_rslt: '3' }],
        }).finish(),
      ),
    ).toMatchObject({
      kind: 'totals',
      results: [{ centre: { ...totals, acct_pay: 5, medfee_sumamt: 0 }, stmt_rslt: '3' }],
    });
  });
});
