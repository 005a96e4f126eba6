/**
 * Goods at the centre (3505, 3506, 3507): which rows were taken, what came back, and that a trace code is out of the shop
 * once. Rows are never removed: a deleted one says so. It must never move money.
 */
import type Database from 'better-sqlite3';
import type { GoodsBody, GoodsLine, GoodsResult } from '../../agent/core/goods-body.ts';
import { parseCount } from '../../agent/core/settlement/decimal.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS goods (
  bchno TEXT PRIMARY KEY, msgid TEXT NOT NULL, sale TEXT NOT NULL, infno TEXT NOT NULL, setl_type TEXT NOT NULL,
  sold_bchno TEXT NOT NULL, cnt INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS goods_message ON goods (msgid);
CREATE INDEX IF NOT EXISTS goods_returned ON goods (sold_bchno) WHERE sold_bchno != '';
CREATE TABLE IF NOT EXISTS goods_code (
  code TEXT NOT NULL, bchno TEXT NOT NULL, in_parts INTEGER NOT NULL, PRIMARY KEY (code, bchno)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS goods_code_of ON goods_code (bchno);
`;

/** A code out of the shop: sold, not deleted, not come back. */
const HELD = `FROM goods_code c JOIN goods g ON g.bchno = c.bchno WHERE c.code = @code AND g.infno = '3505' AND g.deleted = 0
  AND NOT (c.in_parts = 1 AND @in_parts = 1) AND NOT EXISTS (SELECT 1 FROM goods r JOIN goods_code rc ON rc.bchno = r.bchno
    WHERE r.sold_bchno = g.bchno AND r.deleted = 0 AND rc.code = c.code)`;

/** One row of goods as the books show it. */
export interface GoodsRow {
  readonly bchno: string;
  readonly msgid: string;
  readonly sale: string;
  readonly infno: string;
  readonly setl_type: string;
  /** In ten-thousandths. */
  readonly cnt: number;
  readonly deleted: number;
}

/** What may stand against a code besides other rows of goods: the funds' own sales. */
export type SoldElsewhere = (code: string, inParts: boolean) => boolean;

export class GoodsBook {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
    db.exec(SCHEMA);
  }

  rows(): readonly GoodsRow[] {
    return this.#db
      .prepare('SELECT bchno, msgid, sale, infno, setl_type, cnt, deleted FROM goods ORDER BY msgid, bchno')
      .all() as GoodsRow[];
  }

  /** Whether the code left the shop in a self-paid sale and is still out. */
  soldAlone(code: string, inParts: boolean): boolean {
    const sql = `SELECT 1 ${HELD} AND g.setl_type = '2' LIMIT 1`;
    return this.#db.prepare(sql).get({ code, in_parts: inParts ? 1 : 0 }) !== undefined;
  }

  /** Takes what can be taken, row by row. `against` says why the whole batch may not be; empty when it may. */
  take(
    msgid: string,
    infno: string,
    goods: GoodsBody,
    against: string,
    elsewhere: SoldElsewhere,
  ): readonly GoodsResult[] {
    return goods.selinfo.map((line) => {
      const why = against || this.#refusal(infno, goods, line, elsewhere);
      if (why === '') this.#put(msgid, infno, goods, line);
      return { fixmedins_bchno: line.fixmedins_bchno, ret_rslt: why === '' ? '1' : '0', msg_rslt: why };
    });
  }

  /** 3507: what a message brought is gone. */
  remove(msgid: string): void {
    this.#db.prepare('UPDATE goods SET deleted = 1 WHERE msgid = ?').run(msgid);
  }

  #refusal(infno: string, goods: GoodsBody, line: GoodsLine, elsewhere: SoldElsewhere): string {
    const cnt = parseCount(line.sel_retn_cnt);
    if (cnt === null || cnt === 0) return '数量有误';
    if (line.fixmedins_bchno === '' || line.fixmedins_bchno.length > 30) return '批次流水号有误';
    if (this.#db.prepare('SELECT 1 FROM goods WHERE bchno = ?').get(line.fixmedins_bchno) !== undefined)
      return '批次流水号重复';
    if (infno === '3506') return this.#notSold(goods, line, cnt);
    const inParts = line.trdn_flag === '1';
    const other = `SELECT 1 ${HELD} AND g.sale != @sale LIMIT 1`;
    const taken = line.drug_trac_codg.some((code) => {
      const held = this.#db.prepare(other).get({ code, in_parts: inParts ? 1 : 0, sale: goods.mdtrt_sn });
      return held !== undefined || (goods.mdtrt_setl_type === '2' && elsewhere(code, inParts));
    });
    return taken ? '追溯码已销售且未退' : '';
  }

  #notSold(goods: GoodsBody, line: GoodsLine, cnt: number): string {
    const sold = this.#db
      .prepare("SELECT cnt FROM goods WHERE bchno = ? AND sale = ? AND infno = '3505' AND deleted = 0")
      .get(line.medins_prod_sel_no, goods.mdtrt_sn) as { cnt: number } | undefined;
    if (sold === undefined) return '未找到销售记录';
    const { back } = this.#db
      .prepare('SELECT coalesce(sum(cnt), 0) AS back FROM goods WHERE sold_bchno = ? AND deleted = 0')
      .get(line.medins_prod_sel_no) as { back: number };
    if (back + cnt > sold.cnt) return '退货数量大于销售数量';
    const codes = this.#db.prepare('SELECT code FROM goods_code WHERE bchno = ?').all(line.medins_prod_sel_no);
    const known = new Set((codes as { code: string }[]).map(({ code }) => code));
    return line.drug_trac_codg.every((code) => known.has(code)) ? '' : '追溯码不属于该销售记录';
  }

  #put(msgid: string, infno: string, goods: GoodsBody, line: GoodsLine): void {
    this.#db
      .prepare('INSERT INTO goods (bchno, msgid, sale, infno, setl_type, sold_bchno, cnt) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(
        ...[line.fixmedins_bchno, msgid, goods.mdtrt_sn, infno, goods.mdtrt_setl_type, line.medins_prod_sel_no],
        parseCount(line.sel_retn_cnt) ?? 0,
      );
    const code = this.#db.prepare('INSERT OR IGNORE INTO goods_code VALUES (?, ?, ?)');
    for (const one of line.drug_trac_codg) code.run(one, line.fixmedins_bchno, line.trdn_flag === '1' ? 1 : 0);
  }
}
