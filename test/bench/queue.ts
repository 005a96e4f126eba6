/**
 * Ledgers with many rows: queued ones as a shop sells them (each another person's, sealed, in the journal), and settled
 * ones of past days, which nobody opens again. For measuring; it must never be run on a ledger that matters.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { nextIdentity } from '../../agent/core/numbering.ts';
import type { Store } from '../../agent/ports/store.ts';
import { BASKET, introduce, openLedger, Shop, somebody, TERMINAL } from './shop.ts';

type Sale = NonNullable<Shop['lastSale']>;

/** One sale as the agent stores it, made by selling one in a ledger of its own. */
export async function sampleSale(folder: string): Promise<Sale> {
  const own = join(folder, 'sample');
  mkdirSync(own);
  const store = openLedger({ folder: own });
  introduce(store, 0, 1);
  const shop = new Shop(store);
  await shop.open();
  await shop.accept(await shop.prepare(0), 'sample');
  await shop.agent.stop();
  if (shop.lastSale === null) throw new Error(`nothing was sold of ${BASKET.lines.length} lines`);
  return shop.lastSale;
}

/** Puts `rows` sales of persons 0 to rows − 1 in the queue, numbers from `after` + 1. */
export function enqueue(store: Store, sale: Sale, rows: number, after = 0): void {
  if (sale.body.body.kind !== 'sale') throw new Error('the sample is no sale');
  const sold = sale.body.body;
  let numbering = { epoch: 1, number: after, second: Math.floor(sale.accepted_ms / 1_000), counter: 0 };
  for (let at = 0; at < rows; at += 1) {
    if (at % 1_000 === 0) store.begin(sale.accepted_ms);
    const { credential, person } = somebody(at);
    const identity = nextIdentity(numbering, TERMINAL, sale.accepted_ms);
    numbering = identity.numbering;
    const druginfo = {
      ...sold.druginfo,
      psn_no: person.psn_no,
      mdtrt_cert_no: credential.mdtrt_cert_no,
      card_sn: credential.card_sn,
    };
    const body = { ...sale.body, msgid: identity.msgid, number: identity.number, body: { ...sold, druginfo } };
    store.apply({ ...sale, body, psn_no: person.psn_no, key: null });
    if (at % 1_000 === 999 || at === rows - 1) store.commit();
  }
}

const HISTORY = `
WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i < @to)
INSERT INTO transactions (row, msgid, infno, state, send, told, provisional, grade, unavailable, snapshot_age_ms, attempts,
  psn_key, insutype, begndate, accepted_ms, est_fund, est_acct, previous)
SELECT (1 << 40) + i, printf('P37010200001%s01%02d', strftime('%Y%m%d%H%M%S', 1664582400 + i / 100, 'unixepoch'), i % 100),
  '2102', 'settled', 0, 1, 0, 1, '', 0, 1, randomblob(16), '310', date(1664582400 + i / 100, 'unixepoch'),
  (1664582400 + i / 100) * 1000, 6000, 5000, 0 FROM n`;
const BODIES = `
WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i < @to)
INSERT INTO bodies (row, deltas, estimate, body)
SELECT (1 << 40) + i, '{"outpatient-employee.ceiling":6000}', @final, randomblob(@body) FROM n`;
const ANSWERS = `
WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i < @to)
INSERT INTO answers (row, setl_id, mdtrt_id, setl_time, setl_date, clr_type, clr_optins, final, fin_medfee, fin_fund, fin_acct)
SELECT (1 << 40) + i, printf('S%024d', i), printf('M%024d', i), '2022-10-01 08:00:00',
  date(1664582400 + i / 100, 'unixepoch'), '41', '370100', @final, 25000, 6000, 5000 FROM n`;
const KEYS = `
WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i < @to)
INSERT INTO keys SELECT lower(hex(randomblob(16))), 'P37010200001', 'accept', @now FROM n`;

/** Settled rows of the days before, numbers 1 to rows, each with its key. The ledger must be new and closed. */
export function putHistory(folder: string, rows: number, say: (done: number) => void): void {
  const db = new Database(join(folder, 'tongxing.db'));
  const [history, bodies, answers, keys] = [HISTORY, BODIES, ANSWERS, KEYS].map((sql) => db.prepare(sql));
  const final = JSON.stringify({ medfee_sumamt: 25_000, fund_pay_sumamt: 6_000, psn_cash_pay: 14_000 }).padEnd(450);
  const step = 100_000;
  for (let from = 1; from <= rows; from += step) {
    const to = Math.min(rows, from + step - 1);
    db.transaction(() => {
      history?.run({ from, to });
      bodies?.run({ from, to, final, body: 1_100 });
      answers?.run({ from, to, final });
      keys?.run({ from, to, now: Date.UTC(2022, 9, 8) });
    })();
    say(to);
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
