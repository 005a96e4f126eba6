/**
 * A transaction's business body to and from the bytes that are stored once and sent for ever. The same value always
 * gives the same bytes (fields in order of their numbers, no maps); what was stored must never be encoded again.
 */

import { encode } from '../../protocol/encode.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { Msgid, ReversalBody, SaleBody, TransactionBody } from '../core/transaction.ts';
import { readGoods, writeGoods } from './goods.ts';
import { OVERRIDE, readTraceCode, SETLINFO } from './line.ts';
import { checked, checkedEach, decode, type Message, present, read, shape, WireError } from './shape.ts';
import { readVisit, writeVisit } from './visit.ts';

const { Transaction } = tongxing.v1;

const TRANSACTION = shape({
  msgid: 'text',
  infno: 'text',
  fixmedins_code: 'text',
  dev_no: 'text',
  epoch: 'int',
  number: 'int',
  inf_time: 'text',
  mdtrtarea_admvs: 'text',
  insuplc_admdvs: 'text',
  opter: 'text',
  opter_name: 'text',
});

const DRUGINFO = shape({
  psn_no: 'text',
  mdtrt_cert_type: 'text',
  mdtrt_cert_no: 'text',
  card_sn: 'text',
  begntime: 'text',
  medfee_sumamt: 'fen',
  insutype: 'text',
  dise_codg: 'text',
  dise_name: 'text',
  acct_used_flag: 'text',
  med_type: 'text',
});

const DRUGDETAIL = shape({
  feedetl_sn: 'text',
  rxno: 'text',
  rx_circ_flag: 'text',
  fee_ocur_time: 'text',
  med_list_codg: 'text',
  medins_list_codg: 'text',
  det_item_fee_sumamt: 'fen',
  cnt: 'text',
  pric: 'text',
});

const SALE = shape({ pack: 'text', pack_version: 'text', catalogue_version: 'text' });

const REVERSAL = shape({
  omsgid: 'text',
  oinfno: 'text',
  psn_no: 'text',
  setl_id: 'text',
  mdtrt_id: 'text',
  reason: 'text',
});

const NAMED = shape({ chrg_bchno: 'text', ipt_otp_no: 'text' });

/** The bytes of a transaction. Throws WireError naming the field when an amount is not a safe integer. */
export function encodeTransaction(transaction: TransactionBody): Uint8Array {
  const { body } = transaction;
  return encode<object>(Transaction, checked(TRANSACTION, transaction, 'transaction'), writeBody(body));
}

function writeBody(body: TransactionBody['body']): object {
  if (body.kind === 'sale') return { sale: writeSale(body) };
  if (body.kind === 'goods') return { goods: writeGoods(body) };
  // Text alone, with what only 2205 and 2202 name.
  if (body.kind === 'reversal') return { reversal: body };
  return writeVisit(body);
}

/** What no shape names (drug_trac_info, override) is text through and through. */
function writeSale(sale: SaleBody): object {
  checked(DRUGINFO, sale.druginfo, 'sale.druginfo');
  checkedEach(DRUGDETAIL, sale.drugdetail, 'sale.drugdetail');
  checked(SETLINFO, sale.estimate, 'sale.estimate');
  return sale;
}

/** Reads stored or received bytes. Throws WireError naming the field; unknown fields are passed over. */
export function decodeTransaction(bytes: Uint8Array): TransactionBody {
  const message = decode(Transaction, 'transaction', bytes);
  const head = read(TRANSACTION, message, 'transaction');
  if (!/^.{30}$/.test(head.msgid)) throw new WireError('transaction.msgid', 'not 30 characters');
  if (head.epoch < 1) throw new WireError('transaction.epoch', 'below 1');
  if (head.number < 1) throw new WireError('transaction.number', 'below 1');
  const body = readBody(message);
  const fits = INFNOS[body.kind];
  if (!fits.includes(head.infno)) throw new WireError('transaction.infno', `${head.infno} is no ${body.kind}`);
  return { body, ...head } as TransactionBody;
}

function readBody(message: tongxing.v1.Transaction): TransactionBody['body'] {
  if (message.sale) return readSale(message.sale);
  if (message.goods) return readGoods(message.goods);
  return readVisit(message) ?? readReversal(message.reversal);
}

/** 交易编号 that each kind of body may come under. */
const INFNOS: Readonly<Record<TransactionBody['body']['kind'], readonly string[]>> = {
  sale: ['2102'],
  reversal: ['2103', '2202', '2205', '2208', '2601', '3507'],
  registration: ['2201'],
  visit_info: ['2203'],
  fee_upload: ['2204'],
  visit_settlement: ['2207'],
  goods: ['3505', '3506'],
};

function readSale(message: Message): SaleBody {
  const sale = present(message, 'sale');
  const lines = (sale['drugdetail'] ?? []) as readonly Message[];
  const rest = sale['remainder_of'];
  return {
    kind: 'sale',
    ...read(SALE, message, 'sale'),
    druginfo: read(DRUGINFO, sale['druginfo'] as Message, 'sale.druginfo'),
    drugdetail: lines.map((line, at) => readLine(line, `sale.drugdetail[${at}]`)),
    estimate: read(SETLINFO, sale['estimate'] as Message, 'sale.estimate'),
    ...several('override', sale['override'], (one) => read(OVERRIDE, one, 'sale.override')),
    ...(typeof rest === 'string' && rest !== '' ? { remainder_of: rest as Msgid } : {}),
  };
}

function readLine(message: Message, path: string): SaleBody['drugdetail'][number] {
  const { drug_trac_info } = present(message, path);
  const readCode = (one: Message) => readTraceCode(one, `${path}.drug_trac_info`);
  return { ...read(DRUGDETAIL, message, path), ...several('drug_trac_info', drug_trac_info, readCode) };
}

/** A repeated field under its name; nothing when it has no element, as what was stored before it existed. */
function several<K extends string, T>(name: K, value: unknown, read: (one: Message) => T): { readonly [P in K]?: T[] } {
  const items = (value ?? []) as readonly Message[];
  return items.length === 0 ? {} : ({ [name]: items.map(read) } as { [P in K]?: T[] });
}

function readReversal(message: Message): ReversalBody {
  if (!message) throw new WireError('transaction.body', 'missing');
  const reversal = read(REVERSAL, message, 'reversal');
  const { chrg_bchno, ipt_otp_no } = read(NAMED, message, 'reversal');
  if (!REASONS.has(reversal.reason)) throw new WireError('reversal.reason', `unknown: ${reversal.reason}`);
  const named = { ...(chrg_bchno === '' ? {} : { chrg_bchno }), ...(ipt_otp_no === '' ? {} : { ipt_otp_no }) };
  return { kind: 'reversal', ...reversal, ...named } as ReversalBody;
}

const REASONS: ReadonlySet<string> = new Set(['clerk', 'time_limit', 'abandoned']);
