/** A day for the auditor, read back: CSV that a spreadsheet can not run, the national detail file in its ZIP, fen exact. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textsIn } from '../../agent/adapters/catalogue/archive.ts';
import { zipOf } from '../../agent/adapters/detail-zip.ts';
import { fen, formatYuan } from '../../agent/core/money.ts';
import { type AuditRow, auditCsv, nationalFiles, workCsv } from '../../agent/core/reconcile/export.ts';
import type { WorkItem } from '../../agent/core/reconcile/work.ts';

const DAY = '2022-10-08';

function row(change: Partial<AuditRow> = {}): AuditRow {
  return {
    ...{ msgid: 'P3701020000120221008093000010', setl_id: 'S1', mdtrt_id: 'M1', psn_no: 'PSN-990001', insutype: '310' },
    ...{ clr_type: '41', setl_optins: '370100', setl_time: `${DAY} 09:30:00`, begndate: DAY, state: 'settled' },
    ...{ medfee_sumamt: fen(10_001), fund_pay_sumamt: fen(5_000), acct_pay: fen(1), psn_cash_pay: fen(3_000) },
    ...{ acct_mulaid_pay: fen(1_500), hosp_part_amt: fen(500) },
    refd_setl_flag: '0',
    ...change,
  };
}

/** An independent reader of RFC 4180. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const [one, next] = [text[at], text[at + 1]];
    if (quoted && one === '"' && next === '"') {
      cell += '"';
      at += 1;
    } else if (one === '"') quoted = !quoted;
    else if (!quoted && (one === ',' || one === '\r')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (one === '\r') {
        rows.push([]);
        at += 1;
      }
    } else cell += one;
  }
  return rows.slice(0, -1);
}

describe('the auditor’s CSV', () => {
  it('begins with a byte-order mark, names its columns, and gives every amount to the fen', () => {
    const text = auditCsv(DAY, [row(), row({ medfee_sumamt: fen(-10_001), refd_setl_flag: '1' })]);
    expect(Buffer.from(text).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const [head, sale, refund] = read(text.slice(1));
    expect(head?.[11]).toBe('总额 medfee_sumamt');
    expect(sale).toEqual([
      ...[
        DAY,
        'P3701020000120221008093000010',
        'S1',
        'M1',
        'PSN-990001',
        '310',
        '41',
        '370100',
        `${DAY} 09:30:00`,
        DAY,
      ],
      ...['0', '100.01', '50.00', '0.01', '30.00', '15.00', '5.00', 'settled'],
    ]);
    // Who paid adds up to what was sold, in the row itself.
    const [total, ...payers] = (sale ?? []).slice(11, 17).map((yuan) => Math.round(Number(yuan) * 100));
    expect(payers.reduce((sum, one) => sum + one, 0)).toBe(total);
    expect(refund?.slice(10, 12)).toEqual(['1', '-100.01']);
  });

  it.each([
    ['a formula', '=HYPERLINK("http://x")'],
    ['a formula by sign', '+1+1'],
    ['a negative one', '-1+1'],
    ['a function', '@SUM(A1)'],
    ['one behind a tab', '\t=1+1'],
    ['one behind a line end', '\r=1+1'],
    ['a number longer than 15 digits', '3701020000120221008'],
  ])('makes text of %s', (_name, value) => {
    const [, cells] = read(auditCsv(DAY, [row({ setl_id: value })]).slice(1));
    expect(cells?.[2]).toBe(`'${value}`);
    expect(cells).toHaveLength(18);
  });

  it('comes back whole whatever the texts are, and no cell is anything a spreadsheet runs', () => {
    const value = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', 'a', '测') });
    fc.assert(
      fc.property(value, value, fc.integer({ min: -1e12, max: 1e12 }), (setl_id, psn_no, amount) => {
        const [, cells = []] = read(auditCsv(DAY, [row({ setl_id, psn_no, medfee_sumamt: fen(amount) })]).slice(1));
        expect(cells).toHaveLength(18);
        expect([setl_id, `'${setl_id}`]).toContain(cells[2]);
        expect([psn_no, `'${psn_no}`]).toContain(cells[4]);
        expect(cells[11]).toBe(formatYuan(fen(amount)));
        for (const at of [2, 4]) expect(cells[at]).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });
});

describe('the CSV of what differed', () => {
  const item: Omit<WorkItem, 'here' | 'centre'> = {
    ...{ item: `${DAY}.amount.S1`, stmt_date: DAY, class: 'amount', msgid: 'M1', standing: 'settled', at_ms: 0 },
    ...{ state: 'signed_off', last: 'inquire', note: 'settled', reason: '已核对', opter: '001' },
  };

  it('says of each item what both sides have, what was done about it and by whom', () => {
    const { psn_no: _psn, begndate: _begn, psn_cash_pay: _cash, state: _state, ...rest } = row();
    const { acct_mulaid_pay: _family, hosp_part_amt: _shop, ...here } = rest;
    const centre = { ...here, medfee_sumamt: fen(10_101), fund_pay_sumamt: fen(5_100) };
    const [head, both, alone] = read(
      workCsv([
        { ...item, here, centre },
        { ...item, here: null, centre },
      ]).slice(1),
    );
    const [known, done] = [
      [DAY, item.item, 'amount', 'M1', 'signed_off'],
      ['inquire', 'settled', '已核对', '001'],
    ];
    expect(both).toEqual([...known, '100.01', '50.00', '101.01', '51.00', ...done]);
    expect(alone).toEqual([...known, '', '', '101.01', '51.00', ...done]);
    expect(head).toHaveLength(both?.length ?? 0);
  });
});

describe('the national detail file', () => {
  it('is one for each 经办机构 and 清算类别, its request adding up what it holds', () => {
    const files = nationalFiles(DAY, [
      row(),
      row({ clr_type: '11', setl_id: 'S2' }),
      row({ psn_cash_pay: null, setl_id: 'S3' }),
    ]);
    expect(files.map(({ name }) => name)).toEqual(['3202_370100_11_20221008', '3202_370100_41_20221008']);
    expect(files[1]?.request).toEqual({
      ...{ setl_optins: '370100', stmt_begndate: DAY, stmt_enddate: DAY, medfee_sumamt: '200.02' },
      ...{ fund_pay_sumamt: '100.00', cash_payamt: '30.00', fixmedins_setl_cnt: '2', clr_type: '41' },
    });
  });

  it('has a name that leads nowhere, whatever the centre calls its offices', () => {
    const [file] = nationalFiles(DAY, [row({ setl_optins: '../../etc', clr_type: '4/1' })]);
    expect(file?.name).not.toMatch(/[/\\]/);
    expect(file?.request).toMatchObject({ setl_optins: '../../etc', clr_type: '4/1' });
  });

  it('is read back from its ZIP: tabs between, "null" for what is empty, fields in the national order', async () => {
    const [file] = nationalFiles(DAY, [row({ psn_no: null, mdtrt_id: 'M\t1\n' }), row({ refd_setl_flag: '1' })]);
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-zip-'));
    const path = join(folder, 'detail.zip');
    writeFileSync(path, await zipOf(`${file?.name}.txt`, file?.text ?? '', new Date(`${DAY}T00:00:00Z`)));
    const found: [string, string][] = [];
    for await (const { name, open } of textsIn(path)) {
      const chunks: Buffer[] = [];
      for await (const chunk of open()) chunks.push(chunk);
      found.push([name, Buffer.concat(chunks).toString('utf8')]);
    }
    rmSync(folder, { recursive: true });
    expect(found.map(([name]) => name)).toEqual(['detail.zip/3202_370100_41_20221008.txt']);
    expect(found[0]?.[1].split('\n').map((line) => line.split('\t'))).toEqual([
      ['S1', 'M 1', 'null', '100.01', '50.00', '0.01', '0', '41'],
      ['S1', 'M1', 'PSN-990001', '100.01', '50.00', '0.01', '1', '41'],
    ]);
  });
});
