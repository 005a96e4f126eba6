/**
 * 3505, 3506 and 3507: goods that a vendor's system tells by itself. Goods of a settlement are told once, whoever tells
 * them first; without a setl_id they are a sale that the person pays alone. Translates; the agent decides.
 */
import { bchnoOf, refusalIn } from '../core/goods.ts';
import type { ToldLine } from '../core/goods-told.ts';
import type { Basket, BasketLine } from '../core/input.ts';
import type { Msgid } from '../core/transaction.ts';
import type { TransactionView } from '../ports/store.ts';
import { done, isJson, type Json, textOf } from './envelope.ts';
import {
  ask,
  bodyOf,
  type Call,
  FrontFault,
  type FrontParts,
  type Handler,
  headOf,
  keyOf,
  listOf,
  notHere,
  theirWords,
} from './parts.ts';
import { settleOnce, UNDONE } from './settle.ts';
import { rowBySetlId } from './settled.ts';
import { noteUndoing } from './undoing.ts';

export const sold: Handler = async (parts, call) => {
  const lines = listOf(call, 'selinfo');
  const setl_ids = new Set(lines.map((line) => textOf(line['setl_id'])));
  const [setl_id = ''] = setl_ids;
  if (lines.length === 0 || setl_ids.size > 1)
    throw new FrontFault('selinfo.setl_id：一次只传一笔销售 one sale at a time');
  for (const { mdtrt_setl_type } of lines) {
    const type = textOf(mdtrt_setl_type);
    if (type !== '' && (type === '1') !== (setl_id !== ''))
      throw new FrontFault('selinfo.mdtrt_setl_type：与 setl_id 不符 does not fit the setl_id');
  }
  const basket = setl_id === '' ? basketOf(lines) : null;
  const said = basket === null ? '' : parts.systems.blind(JSON.stringify(basket));
  const before = soldBefore(parts, call, lines, said);
  if (before !== null) return results(call, lines, before);
  const rows =
    basket !== null
      ? await soldAlone(parts, call, basket)
      : await lineByLine(lines, (line, at) =>
          soldInsured(parts, call, line, at, { setl_id, alike: alikeOf(lines, at) }),
        );
  for (const [at, line] of lines.entries()) remember(parts, call, textOf(line['fixmedins_bchno']), rows[at], said);
  return results(call, lines, rows);
};

/**
 * A number is one sale's, until that is deleted (national-interface.md 9): the same basket under it is that sale, told
 * again under a new msgid after a time-out, and another one is refused. `said`: the basket of a self-paid sale; empty
 * for goods of a settlement.
 */
function soldBefore(
  parts: FrontParts,
  call: Call,
  lines: readonly Json[],
  said: string,
): readonly TransactionView[] | null {
  if (parts.refs.find(call.system, call.msgid) !== null) return null;
  for (const [at, line] of lines.entries()) {
    const bchno = textOf(line['fixmedins_bchno']);
    const known = parts.refs.find(call.system, refOf(bchno));
    const row = known === null ? null : parts.agent.transaction(known.msgid as Msgid);
    if (known === null || row === null || !standsAlone(parts, row)) continue;
    if (said === '' || known.lines !== said)
      throw new FrontFault(
        `selinfo[${at}].fixmedins_bchno：${bchno} 是另一笔销售的流水号，请换新号，或先以 3507 删除那笔 is that of another sale: give a new one, or delete that first (3507)`,
      );
    const of = { system: call.system, ref: call.msgid, infno: call.infno, key: known.key, msgid: row.msgid };
    const body = bodyOf(parts, call);
    parts.refs.remember({ ...of, body, person: '', lines: said, session: '', reversed: false });
    return lines.map(() => row);
  }
  return null;
}

/** A self-paid sale of which something is left; one the centre refused may be told anew. */
function standsAlone({ agent }: FrontParts, { msgid, infno, state, estimate }: TransactionView): boolean {
  if (infno !== '3505' || estimate === null || state === 'voided' || state === 'rejected') return false;
  return agent.lines(msgid)?.length !== 0;
}

/** What one line came to: a refusal of one does not say that another was not done. */
type Row = TransactionView | FrontFault;

/** Throws the refusal of the first line where no line was done. */
async function lineByLine(
  lines: readonly Json[],
  perform: (line: Json, at: number) => Promise<TransactionView>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [at, line] of lines.entries())
    rows.push(
      await perform(line, at).catch((error: unknown) => {
        if (error instanceof FrontFault) return error;
        throw error;
      }),
    );
  const [first] = rows;
  if (first instanceof FrontFault && rows.every((row) => row instanceof FrontFault)) throw first;
  return rows;
}

/** How many lines before it say the same: as much of the same good, with the same codes. */
function alikeOf(lines: readonly Json[], at: number): number {
  const said = lines.slice(0, at + 1).map((line) => {
    const { med_list_codg, sel_retn_cnt, drug_trac_codg } = toldLine(line);
    return JSON.stringify([med_list_codg, sel_retn_cnt, drug_trac_codg]);
  });
  return said.filter((one) => one === said[at]).length - 1;
}

async function soldInsured(
  parts: FrontParts,
  call: Call,
  line: Json,
  at: number,
  { setl_id, alike }: { readonly setl_id: string; readonly alike: number },
) {
  const sale = rowBySetlId(parts, setl_id, textOf(line['psn_no']));
  if (sale === null) throw notHere('setl_id', setl_id);
  if (sale.infno === '2207')
    throw new FrontFault(
      'setl_id：门诊结算的追溯码随 2207 的 drug_trac_info 上传 codes of a visit go with its 2207, in drug_trac_info',
    );
  const med_list_codg = textOf(line['med_list_codg']);
  if (parts.agent.lines(sale.msgid)?.some((one) => one.med_list_codg === med_list_codg) === false)
    throw new FrontFault(`med_list_codg：该结算没有 ${med_list_codg} was not sold in this settlement`);
  const rtal_docno = textOf(line['rtal_docno']);
  const key = `${keyOf(call)}:${at}`;
  const given = { rtal_docno, line: toldLine(line), alike } as const;
  const command = { kind: 'tell_goods', msgid: sale.msgid, key, ...given } as const;
  const { msgid } = await ask(parts.agent, command, 'goods_told');
  return parts.agent.transaction(msgid) ?? sale;
}

/** One sale of what one message brings: it is stored, numbered and told as every self-paid sale is. */
async function soldAlone(parts: FrontParts, call: Call, basket: Basket) {
  const { agent } = parts;
  let opened = '';
  const { row } = await settleOnce(parts, call, {
    psn_no: '',
    lines: JSON.stringify(basket),
    head: {},
    price: async () => {
      const { session } = await ask(agent, { kind: 'open_session', without_card: true }, 'session');
      opened = session.id;
      return (await ask(agent, { kind: 'set_basket', session: session.id, basket }, 'session')).session;
    },
  }).finally(() => left(agent, opened));
  return basket.lines.map(() => row);
}

const basketOf = (lines: readonly Json[]): Basket => ({
  ...{ med_type: '41', acct_used_flag: '0', payment: 'self_paid' },
  lines: lines.map(basketLine),
});

/** What was refused leaves nobody at the counter; a sale has ended its session itself. */
async function left(agent: FrontParts['agent'], session: string): Promise<void> {
  if (agent.session(session) !== null) await agent.command({ kind: 'close_session', session });
}

/** Its number at the vendor's stands for the line, so that a return can name it. */
function basketLine(line: Json): BasketLine {
  const word = (name: string) => textOf(line[name]);
  if (word('finl_trns_pric') === '')
    throw new FrontFault('selinfo.finl_trns_pric：自费销售必填 required for a self-paid sale');
  const codes = codesOf(line);
  return {
    feedetl_sn: word('fixmedins_bchno'),
    ...{ med_list_codg: word('med_list_codg'), medins_list_codg: word('fixmedins_hilist_id') },
    ...{ pric: word('finl_trns_pric'), cnt: word('sel_retn_cnt') },
    ...(word('rxno') === '' ? {} : { rxno: word('rxno') }),
    ...(codes.length === 0 ? {} : { drug_trac_codg: codes }),
    ...(word('trdn_flag') === '1' ? { trdn_flag: '1' as const } : {}),
  };
}

function toldLine(line: Json): ToldLine {
  const word = (name: string) => textOf(line[name]);
  return {
    ...{ med_list_codg: word('med_list_codg'), fixmedins_hilist_id: word('fixmedins_hilist_id') },
    ...{ rxno: word('rxno'), rx_circ_flag: word('rx_circ_flag') || '0' },
    trdn_flag: word('trdn_flag') === '1' ? '1' : '0',
    ...{ finl_trns_pric: word('finl_trns_pric'), sel_retn_cnt: word('sel_retn_cnt') },
    drug_trac_codg: codesOf(line),
  };
}

/** One code of the older form, or the nodes of the newer one. */
function codesOf(line: Json): readonly string[] {
  const nodes = line['drugtracinfo'];
  const given = Array.isArray(nodes) ? nodes : isJson(nodes) ? [nodes] : [];
  const codes = given.filter(isJson).map((one) => textOf(one['drug_trac_codg']));
  return [...new Set([textOf(line['drug_trac_codg']), ...codes])].filter((code) => code !== '');
}

export const returned: Handler = async (parts, call) => {
  const lines = listOf(call, 'selinfo');
  return results(call, lines, await lineByLine(lines, (line, at) => returnedLine(parts, call, line, at)));
};

/** What was told of a sale is taken back as a whole: voided before it was sent, returned (3506) after it was. */
export const removed: Handler = async (parts, call) => {
  const data = headOf(call, 'data');
  if (textOf(data['inv_data_type']) !== '4')
    throw new FrontFault('inv_data_type：本终端只上传销售（4） sales alone (4) are told from here');
  const { row } = saleOf(parts, call, data, 'fixmedins_bchno');
  if (row.infno !== '3505' || row.estimate === null)
    throw new FrontFault(
      'fixmedins_bchno：医保结算的商品随结算撤销（2103） goods of a settlement go with its undoing (2103)',
    );
  noteUndoing(parts, call, row.msgid);
  if (!standsAlone(parts, row)) return results(call, [data], [row]);
  const { msgid } = await ask(parts.agent, { kind: 'cancel', msgid: row.msgid, key: keyOf(call) }, 'cancelled');
  return results(call, [data], [parts.agent.transaction(msgid) ?? row]);
};

async function returnedLine(parts: FrontParts, call: Call, line: Json, at: number): Promise<TransactionView> {
  const { agent } = parts;
  const sale = saleOf(parts, call, line, 'medins_prod_sel_no');
  if (sale.row.infno !== '3505' || sale.row.estimate === null) {
    const paid =
      sale.row.infno === '2102' ? sale.row : rowBySetlId(parts, textOf(line['setl_id']), textOf(line['psn_no']));
    if (paid !== null && UNDONE.includes(paid.state)) return paid;
    throw new FrontFault(
      'setl_id：医保结算的商品随结算撤销（2103）退货 goods of a settlement come back with its undoing (2103)',
    );
  }
  const sold = agent.lines(sale.row.msgid)?.find(({ feedetl_sn }) => feedetl_sn === sale.bchno);
  if (sold !== undefined && sold.med_list_codg !== textOf(line['med_list_codg']))
    throw new FrontFault(`med_list_codg：${sale.bchno} 售出的是 ${sold.med_list_codg} is what was sold under it`);
  const codes = codesOf(line);
  const back = { feedetl_sn: sale.bchno, cnt: textOf(line['sel_retn_cnt']) };
  const { made } = await ask(
    agent,
    {
      kind: 'refund',
      msgid: sale.row.msgid,
      key: `${keyOf(call)}:${at}`,
      lines: [codes.length === 0 ? back : { ...back, drug_trac_codg: codes }],
    },
    'refunded',
  );
  return agent.transaction(made) ?? sale.row;
}

/** By the number it was sold under; goods of a settlement by its setl_id, too. */
function saleOf(
  parts: FrontParts,
  call: Call,
  line: Json,
  field: string,
): { readonly row: TransactionView; readonly bchno: string } {
  const word = (name: string) => textOf(line[name]);
  for (const bchno of [word('medins_prod_sel_no'), word('fixmedins_bchno')]) {
    const known = bchno === '' ? null : parts.refs.find(call.system, refOf(bchno));
    const row = known === null ? null : parts.agent.transaction(known.msgid as Msgid);
    if (row !== null) return { row, bchno };
  }
  const row = word('setl_id') === '' ? null : rowBySetlId(parts, word('setl_id'), word('psn_no'));
  if (row === null)
    throw new FrontFault(
      `${field}：本终端没有这笔销售；在别的终端销售的，到那台终端去办 this terminal has no such sale; what another terminal sold is dealt with there`,
    );
  return { row, bchno: '' };
}

/** No msgid has a space in it. */
const refOf = (bchno: string): string => `3505 ${bchno}`;

/** `said`: what a self-paid sale was; it is told by it when it comes again. */
function remember({ refs }: FrontParts, call: Call, bchno: string, row: Row | undefined, said: string): void {
  if (row === undefined || row instanceof FrontFault) return;
  const none = { infno: '3505', body: '', person: '', session: '', reversed: false };
  refs.remember({ ...none, lines: said, key: keyOf(call), system: call.system, ref: refOf(bchno), msgid: row.msgid });
}

const WAITING = '已受理，待上传；以同一 msgid 再问 stored and waits for the centre; ask again';

/** infcode 0 does not say that a row was taken: retRslt does, and what waits says so. */
function results({ infno }: Call, lines: readonly Json[], rows: readonly Row[]) {
  const result = lines.map((line, at) => {
    const why = refusalOf(rows[at], infno, at);
    return {
      fixmedins_bchno: textOf(line['fixmedins_bchno']),
      retRslt: why === null ? '1' : '0',
      msgRslt: why ?? '',
    };
  });
  const waits = rows.some((row) => !(row instanceof FrontFault) && WAITS.has(row.state));
  return done({ result: result.length === 1 ? result[0] : result }, waits ? WAITING : '');
}

const WAITS: ReadonlySet<string> = new Set(['queued', 'claimed', 'inflight', 'unknown', 'inquiring']);
const REFUSED: ReadonlySet<string> = new Set(['rejected', 'parked', 'settled_with_difference']);

/** Null: it was taken, or waits. */
function refusalOf(row: Row | undefined, infno: string, at: number): string | null {
  if (row instanceof FrontFault) return theirWords(row, infno);
  if (row === undefined || !REFUSED.has(row.state)) return null;
  if (infno !== '3505' || row.state !== 'settled_with_difference') return row.note;
  // Taken in part: a line of a settlement is not told by a row that was refused, one of a self-paid sale is the nth of it.
  return row.estimate === null ? null : refusalIn(row.note, `${bchnoOf(row.msgid)}${at + 1}`);
}
