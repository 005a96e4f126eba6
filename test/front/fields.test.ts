/** The field rules, the page made from them, and the envelope. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failed, readEnvelope, writeEnvelope } from '../../agent/front/envelope.ts';
import { CODES, type Field, TRANSACTIONS } from '../../agent/front/fields.ts';
import { inputFault, plainNumbers } from '../../agent/front/input.ts';
import { fieldsDocument } from '../../agent/front/table.ts';

it('FIELDS.md is what the rules say', async () => {
  await expect(fieldsDocument()).toMatchFileSnapshot('../../agent/front/FIELDS.md');
});

it('every required field that is used is missed when it is not there, by its name', () => {
  for (const [infno, { nodes }] of Object.entries(TRANSACTIONS))
    for (const node of nodes)
      for (const field of node.fields) {
        if (!field.required || field.use === 'i' || !node.required) continue;
        const whole = Object.fromEntries(
          nodes.map(({ name, list, fields }) => {
            const filled = Object.fromEntries(fields.map((one) => [one.name, sample(one)]));
            return [name, list ? [filled] : filled];
          }),
        );
        expect(inputFault(infno, whole)).toBeNull();
        const target = whole[node.name];
        delete (Array.isArray(target) ? target[0] : target)?.[field.name];
        expect(inputFault(infno, whole), `${infno} ${field.name}`).toContain(field.name);
      }
});

function sample({ name, type }: Field): string {
  if (type === 'L') return '';
  if (type === 'B') return 'AA==';
  const [code] = Object.keys(CODES[name]?.values ?? {});
  if (code !== undefined) return code;
  if (type.startsWith('D')) return '2026-11-29';
  return type.startsWith('T') ? '2026-11-29 09:30:00' : '1';
}

it('whatever is sent is read or refused in words, and never throws', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom('', '2102'), (body, infno) => {
      const read = readEnvelope(body, infno);
      if ('fault' in read) expect(read.fault).toMatch(/./);
      else inputFault(read.infno, read.input);
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(TRANSACTIONS)), fc.object({ maxDepth: 3 }), (infno, input) => {
      const fault = inputFault(infno, input as Record<string, unknown>);
      expect(fault === null || fault.length > 0).toBe(true);
    }),
  );
});

it('an answer has the times, numbers and lengths of the interface', () => {
  const at = {
    mdtrtarea_admvs: '370102',
    wallMs: Date.UTC(2026, 10, 29, 1, 30, 0, 7),
    receivedMs: Date.UTC(2026, 10, 29, 1, 30),
    serial: 12,
  };
  expect(writeEnvelope({ ok: false, err: '错'.repeat(300) }, at)).toEqual({
    infcode: -1,
    inf_refmsgid: '370102202611290930000000000012',
    refmsg_time: '20261129093000000',
    respond_time: '20261129093000007',
    err_msg: `${'错'.repeat(199)}…`,
    warn_msg: '',
    output: null,
  });
});

it('an input written as text is read, and not where it holds half a character, which nothing could read again', () => {
  const sent = (input: string) => readEnvelope({ infno: '9001', msgid: 'm1', input }, '');
  expect(sent('{"signIn":{"opter_no":"测\\ud83d\\ude00"}}')).toMatchObject({ input: { signIn: { opter_no: '测😀' } } });
  expect(sent('{"signIn":{"opter_no":"\\ud83d"}}')).toMatchObject({ fault: expect.stringContaining('input') });
});

const UNDO = { psn_no: '1', setl_id: 'S1' };
const LINE = { feedetl_sn: '1', med_list_codg: 'X', medins_list_codg: '1', det_item_fee_sumamt: '9.90', pric: '9.90' };
const sale = (cnt: unknown, more: object = {}) => ({
  druginfo: {
    ...{ psn_no: '1', mdtrt_cert_type: '03', medfee_sumamt: '9.90', insutype: '310' },
    ...{ acct_used_flag: '0', med_type: '41' },
  },
  drugdetail: [{ ...LINE, cnt, ...more }],
});
const SOLD = {
  ...{ med_list_codg: 'X', fixmedins_hilist_id: '1', fixmedins_bchno: 'B1', trdn_flag: '0', rtal_docno: 'R1' },
  sel_retn_cnt: '1',
};
const goods = (drugtracinfo: unknown) => ({ selinfo: [{ ...SOLD, drugtracinfo }] });
const STATED = {
  setl_optins: '370102',
  file_qury_no: 'F',
  fixmedins_setl_cnt: '0',
  medfee_sumamt: '0',
  fund_pay_sumamt: '0',
};
const days = (stmt_begndate: string) => ({ data: { ...STATED, stmt_begndate, stmt_enddate: '2026-11-30' } });

it.each([
  ['an object where a text stands', '9001', { signIn: { opter_no: {} } }, 'signIn.opter_no'],
  ['an object for an id', '2103', { data: { ...UNDO, setl_id: {} } }, 'data.setl_id'],
  ['blanks for what is required', '2103', { data: { ...UNDO, setl_id: ' ' } }, 'data.setl_id：必填'],
  ['a number that lost its last digits', '2103', { data: { ...UNDO, psn_no: 1e20 } }, 'data.psn_no'],
  ['no nodes where some are required', '3506', { selinfo: [] }, 'selinfo：必填'],
  ['a number without its decimals', '2101', sale('1.'), 'drugdetail[0].cnt'],
  ['too many digits', '2101', sale('1234567890123'), 'drugdetail[0].cnt：应为 N16,4，整数最多 12 位'],
  ['a million digits', '2101', sale('0'.repeat(1_000_000)), 'drugdetail[0].cnt'],
  ['digits of another width', '2101', sale('１'), 'drugdetail[0].cnt'],
  ['a day that there is not', '3202', days('2026-02-30'), 'data.stmt_begndate'],
  ['trace codes that are no nodes', '3505', goods(['81234567890123456789']), 'selinfo[0].drugtracinfo'],
  ['a trace code under another name', '3505', goods({ drug_trac_code: '1' }), 'selinfo[0].drugtracinfo'],
  ['a trace code that is too long', '3505', goods({ drug_trac_codg: '8'.repeat(101) }), 'selinfo[0].drugtracinfo'],
])('%s is refused, naming the field', (_what, infno, input, named) => {
  expect(inputFault(infno, input)).toContain(named);
});

it('a length counts characters: a rare one of a name is one, in a refusal that is cut off, too', () => {
  const [name, longer] = ['𠮷'.repeat(30), '𠮷'.repeat(31)];
  expect(inputFault('2101', sale('1', { feedetl_sn: name }))).toBeNull();
  expect(inputFault('2101', sale('1', { feedetl_sn: longer }))).toContain('drugdetail[0].feedetl_sn：最长 30');
  const at = { mdtrtarea_admvs: '370102', wallMs: 0, receivedMs: 0, serial: 1 };
  const { err_msg } = writeEnvelope(failed(`x${'𠮷'.repeat(300)}`), at);
  expect([...String(err_msg)]).toEqual(['x', ...'𠮷'.repeat(198), '…']);
});

it('blanks are nothing, and zeros that say nothing are left out of a number', () => {
  const padded = sale('0001.00000', { rxno: ' ', pric: '9.9000000', det_item_fee_sumamt: '09.900' });
  expect(inputFault('2101', padded)).toBeNull();
  expect(plainNumbers('2101', padded)).toMatchObject({
    druginfo: { medfee_sumamt: '9.90' },
    drugdetail: [{ cnt: '1', pric: '9.9', det_item_fee_sumamt: '9.9', rxno: ' ' }],
  });
  expect(inputFault('3505', goods([{ drug_trac_codg: '' }, {}]))).toBeNull();
});
