import { beforeEach, describe, expect, it } from 'vitest';
import { fen } from '../../agent/core/money.ts';
import type { TransactionBody } from '../../agent/core/transaction.ts';
import type { FeeUploadBody, RegistrationBody, VisitInfoBody } from '../../agent/core/visit/body.ts';
import { provisionalSetlId } from '../../agent/core/visit/identity.ts';
import { bill } from '../agent/bill.ts';
import { reversalOf } from '../protocol/samples.ts';
import { Counter, cardOf, DEVICE, SHOP, type Slip, TestCentre } from './counter.ts';

const VISIT = `~M${SHOP}2211081000000700`;

let centre: TestCentre;
let desk: Counter;
let psn_no: string;

beforeEach(() => {
  centre = new TestCentre();
  desk = new Counter(centre).signIn();
  psn_no = desk.person().psn_no;
});

function registration(changes: Partial<RegistrationBody> = {}): RegistrationBody {
  const { cardno, card_sn } = cardOf('ceshi-jia');
  return {
    ...{ kind: 'registration', mdtrt_id: VISIT, psn_no, insutype: '310', begntime: '2022-11-08 10:00:00' },
    ...{ mdtrt_cert_type: '03', mdtrt_cert_no: cardno, card_sn, ipt_otp_no: 'OTP-1', atddr_no: 'D1' },
    ...{ dr_name: '测试医生', dept_code: '0300', dept_name: '内科', caty: 'A03', med_type: '11' },
    ...changes,
  };
}

function info(mdtrt_id = VISIT): VisitInfoBody {
  const mdtrtinfo = { mdtrt_id, psn_no, med_type: '11', begntime: '2022-11-08 10:00:00' };
  return {
    kind: 'visit_info',
    mdtrtinfo: { ...mdtrtinfo, main_cond_dscr: '', dise_codg: '', dise_name: '' },
    diseinfo: [],
  };
}

function upload(yuan = 60, chrg_bchno = 'B1', feedetl_sn = '1'): FeeUploadBody {
  const line = {
    ...{ feedetl_sn, rxno: '', rx_circ_flag: '0', fee_ocur_time: '2022-11-08 10:05:00', medins_list_codg: '1' },
    ...{ med_list_codg: 'XA02BCA905A001010100001', det_item_fee_sumamt: fen(yuan * 100), cnt: '1', pric: `${yuan}.00` },
    ...{ bilg_dept_codg: '0300', bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '测试医生' },
    hosp_appr_flag: '1',
  };
  return { kind: 'fee_upload', mdtrt_id: VISIT, psn_no, chrg_bchno, dise_codg: '', feedetail: [line] };
}

/** 2207; `whole`: with everything in it. */
function settlement(yuan = 60, whole = false, chrg_bchno = 'B1'): TransactionBody['body'] {
  const { cardno, card_sn } = cardOf('ceshi-jia');
  const total = fen(yuan * 100);
  return {
    ...{ kind: 'visit_settlement', mdtrt_id: VISIT, setl_id: provisionalSetlId(`${SHOP}202211081000000799` as never) },
    ...{ psn_no, mdtrt_cert_type: '03', mdtrt_cert_no: cardno, card_sn, med_type: '11', medfee_sumamt: total },
    ...{ psn_setlway: '01', chrg_bchno, insutype: '310', acct_used_flag: '0', invono: '' },
    ...{ fulamt_ownpay_amt: fen(0), overlmt_selfpay: fen(0), preselfpay_amt: fen(0), inscp_scp_amt: total },
    ...{ begntime: '2022-11-08 10:00:00', drug_trac_info: [], estimate: bill(yuan * 100, 0) },
    ...{ pack: '', pack_version: '', catalogue_version: '', override: [] },
    whole: whole ? { registration: registration(), visit_info: info(), fee_upload: upload(yuan, chrg_bchno) } : null,
  };
}

const slip = (infno: TransactionBody['infno'], body: TransactionBody['body']): Slip => desk.slip({ infno, body });
const undo = (infno: TransactionBody['infno'], of: Slip) => slip(infno, { ...reversalOf(of.value), psn_no });
const told = (one: Slip) => {
  const { outcome, result } = desk.send(one);
  return outcome === 'settled' || outcome === 'reversed' ? outcome : `${outcome} ${result.code}`;
};

/** A visit as far as its fees, by the usual steps. */
function charged(): readonly [Slip, Slip, Slip] {
  const steps = [slip('2201', registration()), slip('2203', info()), slip('2204', upload())] as const;
  expect(steps.map(told)).toEqual(['settled', 'settled', 'settled']);
  return steps;
}

describe('the centre and a visit', () => {
  it('takes the steps in their order and no other', () => {
    expect(told(slip('2203', info()))).toBe('rejected refused');
    expect(told(slip('2201', registration()))).toBe('settled');
    expect(told(slip('2204', upload()))).toBe('rejected refused');
    expect(told(slip('2203', info()))).toBe('settled');
    expect(told(slip('2207', settlement()))).toBe('rejected refused');
    expect(told(slip('2204', upload()))).toBe('settled');
    expect(told(slip('2207', settlement()))).toBe('settled');
    expect(told(slip('2207', settlement()))).toBe('rejected refused');
  });

  it('answers a repeat with the first answer and the same id with another body with a conflict, at each step', () => {
    const steps = [...charged(), slip('2207', settlement())];
    const first = steps.map((step) => desk.send(step));
    for (const [at, step] of steps.entries()) {
      expect(desk.send(step)).toEqual(first[at]);
      const other = desk.slip({ ...step.value, opter: 'li02' });
      expect(desk.send({ value: step.value, bytes: other.bytes }).result.code).toBe('conflict');
    }
    expect([...centre.store.txns()].filter(({ counted }) => counted !== null)).toHaveLength(1);
  });

  it('gives ids of its own and never one in the reserved form; both lead to the visit', () => {
    const [registered] = charged();
    const { mdtrt_id } = desk.send(registered);
    expect(mdtrt_id).toMatch(/^M\d/);
    const settled = desk.send(slip('2207', { ...settlement(), mdtrt_id } as never));
    expect([settled.mdtrt_id, settled.setl_id]).toEqual([mdtrt_id, expect.stringMatching(/^S\d/)]);
    expect(centre.store.visits.find(SHOP, VISIT)?.mdtrt_id).toBe(mdtrt_id);
    expect(told(slip('2201', registration({ mdtrt_id: 'M1', ipt_otp_no: 'OTP-2' })))).toBe('rejected bad_request');
  });

  it('splits the fees line by line, and tells before settling what settling will give', () => {
    charged();
    const body = settlement();
    if (body.kind !== 'visit_settlement') throw new Error('no settlement');
    const before = desk.ask({ kind: 'presettle_visit', settlement: { ...body, setl_id: '' } });
    const after = desk.send(slip('2207', body));
    expect(before.setlinfo).toEqual(after.setlinfo);
    expect(before.setlinfo?.medfee_sumamt).toBe(6_000);
    // The estimate that came along knew of no deductible.
    expect(after.setlinfo?.act_pay_dedc).toBeGreaterThan(0);
  });

  it('settles what its own books say: another total, batch or person is refused', () => {
    charged();
    expect(told(slip('2207', settlement(61)))).toBe('rejected bad_request');
    expect(told(slip('2207', settlement(60, false, 'B9')))).toBe('rejected refused');
    const other = desk.person('ceshi-yi').psn_no;
    expect(told(slip('2207', { ...settlement(), psn_no: other } as never))).toBe('rejected bad_request');
    expect(told(slip('2204', upload(5, 'B1', '9')))).toBe('rejected refused');
    expect(told(slip('2204', upload(5, 'B2', '1')))).toBe('rejected refused');
    expect(told(slip('2204', upload(5, 'B2', '2')))).toBe('settled');
  });

  it('does a whole visit as a whole: opened, replaced and settled, or nothing of it', () => {
    centre.store.setRevoked('03', cardOf('ceshi-jia').cardno, true);
    expect(told(slip('2207', settlement(60, true)))).toBe('rejected card_revoked');
    expect(centre.store.visits.find(SHOP, VISIT)).toBeNull();
    centre.store.setRevoked('03', cardOf('ceshi-jia').cardno, false);
    const steps = charged();
    const { mdtrt_id } = desk.send(steps[0]);
    const settled = desk.send(slip('2207', settlement(75, true, 'B7')));
    expect([settled.outcome, settled.mdtrt_id, settled.setlinfo?.medfee_sumamt]).toEqual(['settled', mdtrt_id, 7_500]);
    const batches = centre.store.visits.batches(mdtrt_id);
    expect(batches.map(({ body, settled_by }) => [body.chrg_bchno, settled_by !== null])).toEqual([['B7', true]]);
    expect(told(slip('2207', settlement(75, true, 'B8')))).toBe('rejected refused');
  });

  it('keeps a tombstone for a step that was taken back before it was seen', () => {
    const late = slip('2201', registration());
    expect(told(undo('2202', late))).toBe('reversed');
    expect(told(late)).toBe('rejected tombstoned');
    expect(told(slip('2201', registration()))).toBe('settled');
    expect(told(slip('2203', info()))).toBe('settled');
    const fees = slip('2204', upload());
    expect(told(undo('2205', fees))).toBe('reversed');
    expect(told(fees)).toBe('rejected tombstoned');
    expect(centre.store.visits.batches(centre.store.visits.find(SHOP, VISIT)?.mdtrt_id ?? '')).toEqual([]);
  });

  it('undoes each step by its own message, in the order that makes sense, and moves back what the settlement moved', () => {
    const [registered, , fees] = charged();
    const before = centre.store.accumulators(psn_no, 2022);
    const balance = centre.store.person(psn_no)?.balc;
    const settled = slip('2207', settlement());
    expect(told(settled)).toBe('settled');
    expect(told(undo('2205', fees))).toBe('rejected not_reversible');
    expect(told(undo('2202', registered))).toBe('rejected not_reversible');
    expect(told(undo('2208', settled))).toBe('reversed');
    expect(Object.entries(centre.store.accumulators(psn_no, 2022)).filter(([, amount]) => amount !== 0)).toEqual(
      Object.entries(before).filter(([, amount]) => amount !== 0),
    );
    expect(centre.store.person(psn_no)?.balc).toBe(balance);
    expect(told(undo('2202', registered))).toBe('rejected refused');
    expect(told(undo('2103', fees))).toBe('rejected bad_request');
    expect(told(undo('2205', fees))).toBe('reversed');
    expect(told(undo('2205', fees))).toBe('rejected not_reversible');
    expect(told(undo('2202', registered))).toBe('reversed');
    expect(told(slip('2203', info()))).toBe('rejected refused');
  });

  it('takes a whole visit back as a whole, by 2601 too, and lets it come again under the same mdtrt_id', () => {
    const whole = slip('2207', settlement(60, true));
    const { mdtrt_id } = desk.send(whole);
    expect(told(undo('2601', whole))).toBe('reversed');
    expect(centre.store.visits.find(SHOP, VISIT)?.cancelled).toBe(true);
    const again = desk.send(slip('2207', settlement(60, true)));
    expect([again.outcome, again.mdtrt_id]).toEqual(['settled', mdtrt_id]);
  });

  it('counts in the day’s totals the settlement and its undoing, and no step', () => {
    charged();
    const settled = slip('2207', settlement());
    desk.send(settled);
    const [group] = centre.store.totals(DEVICE, '2022-11-08', '2022-11-08');
    expect([group?.clr_type, group?.fixmedins_setl_cnt, group?.medfee_sumamt]).toEqual(['11', 1, 6_000]);
    desk.send(undo('2208', settled));
    const [after] = centre.store.totals(DEVICE, '2022-11-08', '2022-11-08');
    expect([after?.fixmedins_setl_cnt, after?.medfee_sumamt]).toEqual([2, 0]);
  });

  it('takes no second visit under a 门诊号 that stands, and takes it again when it was cancelled', () => {
    const [registered, , fees] = charged();
    const second = registration({ mdtrt_id: `~M${SHOP}2211081000000701` });
    expect(told(slip('2201', second))).toBe('rejected refused');
    desk.send(undo('2205', fees));
    desk.send(undo('2202', registered));
    expect(told(slip('2201', second))).toBe('settled');
  });

  it('puts every step off while it is busy, and does it once afterwards', () => {
    centre.faults.busy = true;
    const registered = slip('2201', registration());
    expect(desk.send(registered).outcome).toBe('retry');
    centre.faults.busy = false;
    expect([told(registered), told(registered)]).toEqual(['settled', 'settled']);
    expect([...centre.store.txns()]).toHaveLength(1);
  });
});
