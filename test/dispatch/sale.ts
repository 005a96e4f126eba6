/** Sales as a store takes them, numbered by hand, for tests of what happens to rows. */
import type { Durable } from '../../agent/core/effect.ts';
import { fen } from '../../agent/core/money.ts';
import { nextIdentity } from '../../agent/core/numbering.ts';
import { bill } from '../agent/bill.ts';
import { START, TERMINAL } from '../agent/counter.ts';

type Insert = Durable & { readonly kind: 'insert' };

/** A provisional sale of 100.00, 50.00 of it from the fund, waiting to be sent; one a second, by its number. */
export function sale(
  { number, psn_no, epoch = 1 }: { readonly number: number; readonly psn_no: string; readonly epoch?: number },
  changes: Partial<Insert> = {},
): Insert {
  const { dev_no, fixmedins_code, mdtrtarea_admvs } = TERMINAL;
  const empty = { epoch, number: number - 1, second: 0, counter: 0 };
  const { msgid } = nextIdentity(empty, TERMINAL, START + (epoch - 1) * 86_400_000 + number * 1_000);
  return {
    kind: 'insert',
    body: {
      ...{ msgid, infno: '2102', fixmedins_code, dev_no, epoch, number, mdtrtarea_admvs },
      ...{ inf_time: '2022-10-08 09:30:00', insuplc_admdvs: '370100', opter: '001', opter_name: '测试员' },
      body: {
        kind: 'sale',
        druginfo: {
          ...{ psn_no, mdtrt_cert_type: '03', mdtrt_cert_no: 'T00000001', card_sn: '0'.repeat(32) },
          ...{ begntime: '2022-10-08 09:30:00', medfee_sumamt: fen(10_000), insutype: '310' },
          ...{ dise_codg: '', dise_name: '', acct_used_flag: '0', med_type: '41' },
        },
        drugdetail: [],
        estimate: bill(10_000, 5_000),
        ...{ pack: '370000-2022-sample', pack_version: '1', catalogue_version: 'c1' },
      },
    },
    ...{ state: 'queued', told: true, provisional: true, grade: 1, unavailable: '', snapshot_age_ms: 0 },
    ...{ psn_no, insutype: '310', begndate: '2022-10-08', accepted_ms: START },
    ...{ deltas: {}, key: null, fingerprint: '', omsgid: null },
    ...changes,
  };
}
