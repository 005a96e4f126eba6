/**
 * Prescriptions that hospitals sent to the centre (处方流转): whose they are, what may be had on them and until when. What a
 * sale took counts as long as the sale stands. A number it does not hold is a paper one, of which it cannot judge. It must
 * never decide what a line costs.
 */
import type Database from 'better-sqlite3';
import { type Count, formatCount, parseCount } from '../../agent/core/settlement/decimal.ts';
import type { SaleBody } from '../../agent/core/transaction.ts';
import { inFours } from './answers.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS prescription (
  hi_rxno TEXT PRIMARY KEY, psn_no TEXT NOT NULL, rx_exra_attr_code TEXT NOT NULL, valid_end_time TEXT NOT NULL,
  cancelled INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS prescribed (
  hi_rxno TEXT NOT NULL, med_list_codg TEXT NOT NULL, cnt INTEGER NOT NULL, PRIMARY KEY (hi_rxno, med_list_codg)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS dispensed (
  hi_rxno TEXT NOT NULL, med_list_codg TEXT NOT NULL, msgid TEXT NOT NULL, cnt INTEGER NOT NULL,
  PRIMARY KEY (hi_rxno, med_list_codg, msgid)
) STRICT, WITHOUT ROWID;
`;

/** 处方附加属性: 01 双通道, 02 门诊统筹, 03 其他. */
export const RX_ATTRIBUTES = ['01', '02', '03'] as const;

export interface Prescribed {
  readonly med_list_codg: string;
  readonly cnt: Count;
}

export interface Prescription {
  readonly hi_rxno: string;
  readonly psn_no: string;
  readonly rx_exra_attr_code: string;
  /** yyyy-MM-dd HH:mm:ss */
  readonly valid_end_time: string;
  readonly cancelled: number;
}

type Line = Pick<SaleBody['drugdetail'][number], 'rxno' | 'rx_circ_flag' | 'med_list_codg' | 'cnt'>;

/** What sales that stand took of it. */
const TAKEN = `SELECT coalesce(sum(d.cnt), 0) AS cnt FROM dispensed d JOIN txn t ON t.msgid = d.msgid
  WHERE d.hi_rxno = ? AND d.med_list_codg = ? AND t.state = 'settled'`;

export class PrescriptionBook {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
    db.exec(SCHEMA);
  }

  issue(prescription: Omit<Prescription, 'cancelled'>, lines: readonly Prescribed[]): void {
    const { hi_rxno, psn_no, rx_exra_attr_code, valid_end_time } = prescription;
    this.#db
      .prepare('INSERT INTO prescription (hi_rxno, psn_no, rx_exra_attr_code, valid_end_time) VALUES (?, ?, ?, ?)')
      .run(hi_rxno, psn_no, rx_exra_attr_code, valid_end_time);
    const put = this.#db.prepare('INSERT INTO prescribed (hi_rxno, med_list_codg, cnt) VALUES (?, ?, ?)');
    for (const { med_list_codg, cnt } of lines) put.run(hi_rxno, med_list_codg, cnt);
  }

  count(): number {
    return this.#db.prepare<[], { n: number }>('SELECT count(*) AS n FROM prescription').get()?.n ?? 0;
  }

  /** Whether there is one to withdraw. */
  cancel(hi_rxno: string): boolean {
    return this.#db.prepare('UPDATE prescription SET cancelled = 1 WHERE hi_rxno = ?').run(hi_rxno).changes === 1;
  }

  one(hi_rxno: string): Prescription | null {
    return (this.#db.prepare('SELECT * FROM prescription WHERE hi_rxno = ?').get(hi_rxno) as Prescription) ?? null;
  }

  /** All of them with what is left, as texts of counts. */
  all() {
    const rows = this.#db.prepare<[], Prescription>('SELECT * FROM prescription ORDER BY hi_rxno').all();
    return rows.map((one) => ({
      ...one,
      lines: this.#lines(one.hi_rxno).map(({ med_list_codg, cnt }) => ({
        med_list_codg,
        cnt: formatCount(cnt),
        left: formatCount((cnt - this.#taken(one.hi_rxno, med_list_codg)) as Count),
      })),
    }));
  }

  /** Why these lines may not be had on the prescriptions they name, on the day of the visit; null when they may. */
  objection(psn_no: string, lines: readonly Line[], begntime: string): string | null {
    for (const [hi_rxno, wanted] of grouped(lines)) {
      const held = this.one(hi_rxno);
      if (held === null) continue;
      if (held.psn_no !== psn_no) return `${named(hi_rxno)}不是本人的`;
      if (held.cancelled !== 0) return `${named(hi_rxno)}已撤销`;
      if (begntime > held.valid_end_time) return `${named(hi_rxno)}已过期（${held.valid_end_time}）`;
      for (const [med_list_codg, cnt] of wanted) {
        const line = this.#lines(hi_rxno).find((one) => one.med_list_codg === med_list_codg);
        if (line === undefined) return `${named(hi_rxno)}没有 ${inFours(med_list_codg)}`;
        const left = line.cnt - this.#taken(hi_rxno, med_list_codg);
        if (cnt > left) return `${named(hi_rxno)}的 ${inFours(med_list_codg)} 余 ${formatCount(left as Count)}`;
      }
    }
    return null;
  }

  /** A sale that was settled took this. */
  dispense(msgid: string, lines: readonly Line[]): void {
    const put = this.#db.prepare('INSERT INTO dispensed (hi_rxno, med_list_codg, msgid, cnt) VALUES (?, ?, ?, ?)');
    for (const [hi_rxno, wanted] of grouped(lines))
      if (this.one(hi_rxno) !== null)
        for (const [med_list_codg, cnt] of wanted) put.run(hi_rxno, med_list_codg, msgid, cnt);
  }

  #lines(hi_rxno: string): readonly Prescribed[] {
    return this.#db
      .prepare<[string], Prescribed>('SELECT med_list_codg, cnt FROM prescribed WHERE hi_rxno = ?')
      .all(hi_rxno);
  }

  #taken(hi_rxno: string, med_list_codg: string): number {
    return this.#db.prepare<[string, string], { cnt: number }>(TAKEN).get(hi_rxno, med_list_codg)?.cnt ?? 0;
  }
}

/** For a counter, where long numbers are hidden. */
const named = (hi_rxno: string) => `处方（尾号 ${hi_rxno.slice(-4)}）`;

/** By prescription from elsewhere (rx_circ_flag 1), then by medicine. */
function grouped(lines: readonly Line[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const all = new Map<string, Map<string, number>>();
  for (const { rxno, rx_circ_flag, med_list_codg, cnt } of lines) {
    if (rx_circ_flag !== '1' || rxno === '') continue;
    const wanted = all.get(rxno) ?? new Map<string, number>();
    wanted.set(med_list_codg, (wanted.get(med_list_codg) ?? 0) + (parseCount(cnt) ?? 0));
    all.set(rxno, wanted);
  }
  return all;
}
