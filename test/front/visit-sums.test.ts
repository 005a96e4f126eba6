/** 2207 by a vendor who adds up what the centre answered to 2204, as the interface asks, where the centre splits otherwise than this terminal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFrontRefs } from '../../agent/adapters/front-refs.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import { settleVisit } from '../../agent/front/clinic.ts';
import type { Call, FrontParts } from '../../agent/front/parts.ts';
import type { CallerRefs } from '../../agent/ports/front.ts';
import { Clinic } from '../visit/clinic.ts';

const SPLIT = { feedetl_sn: '1', det_item_fee_sumamt: 6_000, fulamt_ownpay_amt: 0, overlmt_amt: 0 };

describe('2207', () => {
  let folder: string;
  let refs: CallerRefs;
  let clinic: Clinic;
  let visit: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tongxing-front-'));
    refs = openFrontRefs(join(folder, 'front.db'), { nowMs: 0, onSetAside: () => {} });
    clinic = await Clinic.online();
    visit = await clinic.visit('findings', 'fees');
    const lines = [{ ...SPLIT, preselfpay_amt: 1, inscp_scp_amt: 5_999 }];
    clinic.desk.db.prepare('UPDATE fee_results SET lines = ?').run(JSON.stringify(lines));
  });
  afterEach(() => {
    refs.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function settle(msgid: string, preselfpay_amt: string, inscp_scp_amt: string): Promise<string | null> {
    const parts = { agent: clinic.desk.agent, refs, systems: { blind: (text: string) => text } };
    const data = {
      ...{
        psn_no: 'PSN-990001',
        insutype: '310',
        mdtrt_cert_type: '03',
        mdtrt_id: visit,
        chrg_bchno: 'B1',
        acct_used_flag: '0',
        medfee_sumamt: '60.00',
      },
      ...{ fulamt_ownpay_amt: '0.00', overlmt_selfpay: '0.00', preselfpay_amt, inscp_scp_amt },
    };
    const call = { system: 'vendor', msgid, infno: '2207', input: { data } } as unknown as Call;
    const said: { text: string | null } = { text: null };
    void Promise.resolve(settleVisit(parts as unknown as FrontParts, call)).then(
      () => {
        said.text = 'settled';
      },
      (error: Error) => {
        said.text = error.message;
      },
    );
    for (let turn = 0; turn < 50 && said.text === null; turn += 1) {
      await clinic.settleDown();
      await new Promise(setImmediate);
    }
    return said.text;
  }

  it('has its sums held to the rows the centre answered, not to what this terminal had worked out', async () => {
    expect(await settle('m1', '0.00', '60.00')).toContain('data.preselfpay_amt：0.00，应为 0.01');
    expect(await settle('m2', '0.01', '59.99')).toBe('settled');
  });

  it('is settled, and found again, also when the disk has no room left to note which transaction it became', async () => {
    const whole = refs;
    const full = () => {
      throw new StoreError('store_full', 'front.db');
    };
    refs = { ...whole, remember: (ref) => (ref.msgid === '' ? whole.remember(ref) : full()) };
    expect(await settle('m1', '0.01', '59.99')).toBe('settled');
    expect(await settle('m1', '0.01', '59.99')).toBe('settled');
    expect(clinic.desk.agent.transactions({ openOnly: false, limit: 9 })).toHaveLength(4);
  });
});
