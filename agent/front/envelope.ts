/**
 * The national interface's envelope: read tolerantly (numbers as strings, input as text, both spellings of the extension
 * field), written strictly. Pure; knows no transaction.
 */
import { civilTime } from '../core/time.ts';
import { parseWhole, RepeatedField } from '../core/whole-text.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface FrontRequest {
  readonly infno: string;
  readonly msgid: string;
  readonly opter: string;
  readonly opter_name: string;
  readonly fixmedins_code: string;
  readonly sign_no: string;
  readonly input: Json;
}

/** What a transaction comes to. `warn`: to be shown to the operator, the call did not fail. */
export type FrontOutcome =
  | { readonly ok: true; readonly output: Json | null; readonly warn?: string }
  /** The file itself, without an envelope (9102). */
  | { readonly ok: true; readonly file: Uint8Array }
  | { readonly ok: false; readonly err: string };

/** What goes into an envelope. */
export type Enveloped = Exclude<FrontOutcome, { readonly file: Uint8Array }>;

export const done = (output: Json | null, warn = ''): Enveloped =>
  warn === '' ? { ok: true, output } : { ok: true, output, warn };
export const failed = (err: string): Enveloped => ({ ok: false, err });

/** Longest err_msg the interface has room for; it sets none for warn_msg, which may have to name every line of a basket. */
const MOST_ERROR = 200;

/** The request, or why it is none, naming the field. `inPath`: the infno of the base + infno form, empty otherwise. */
export function readEnvelope(body: unknown, inPath: string): FrontRequest | { readonly fault: string } {
  if (!isJson(body)) return { fault: '报文不是 JSON 对象 the message is not a JSON object' };
  const infno = textOf(body['infno']) || inPath;
  if (!/^[0-9A-Z]{4,6}$/.test(infno)) return { fault: 'infno：交易编号，4 至 6 位 4 to 6 digits and capitals' };
  if (inPath !== '' && infno !== inPath)
    return { fault: `infno：${infno}，与地址中的 ${inPath} 不一致 not the one in the address` };
  const msgid = textOf(body['msgid']);
  if (msgid === '' || msgid.length > 40 || /\s/.test(msgid))
    return { fault: 'msgid：发送方报文ID，必填，最长 40，无空格 required, 40 characters at most, no space' };
  const input = objectOf(body['input']);
  if (input === null) return { fault: 'input：交易输入，必填 required' };
  const word = (name: string) => textOf(body[name]);
  return {
    ...{ infno, msgid, input },
    opter: word('opter'),
    opter_name: word('opter_name'),
    fixmedins_code: word('fixmedins_code'),
    sign_no: word('sign_no'),
  };
}

export interface Receiver {
  readonly mdtrtarea_admvs: string;
  readonly wallMs: number;
  /** Counts answers, for inf_refmsgid. */
  readonly serial: number;
  readonly receivedMs: number;
}

/** The answer as the interface has it. infcode is 0, or −1 with the reason. */
export function writeEnvelope(outcome: Enveloped, at: Receiver): Json {
  const inf_refmsgid = `${at.mdtrtarea_admvs}${compact(at.wallMs).slice(0, 14)}${String(at.serial % 1e10).padStart(10, '0')}`;
  return {
    infcode: outcome.ok ? 0 : -1,
    inf_refmsgid,
    refmsg_time: compact(at.receivedMs),
    respond_time: compact(at.wallMs),
    err_msg: outcome.ok ? '' : clip(outcome.err),
    warn_msg: outcome.ok ? (outcome.warn ?? '') : '',
    output: outcome.ok ? outcome.output : null,
  };
}

function clip(text: string): string {
  const letters = [...text];
  return letters.length > MOST_ERROR ? `${letters.slice(0, MOST_ERROR - 1).join('')}…` : text;
}

/** yyyyMMddHHmmssSSS. */
function compact(ms: number): string {
  return `${civilTime(ms).replace(/\D/g, '')}${String(Math.floor(ms) % 1000).padStart(3, '0')}`;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A text, or a number as text; empty for anything else. A number that is not kept to its last digit, or not written
 * plainly, is none.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'number' || !Number.isFinite(value)) return '';
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return '';
  const text = String(value);
  return text.includes('e') ? '' : text;
}

/** An object, or one written as text. Throws RepeatedField. */
function objectOf(value: unknown): Json | null {
  if (isJson(value)) return value;
  if (typeof value !== 'string') return null;
  try {
    const read = parseWhole(value);
    return isJson(read) ? read : null;
  } catch (error) {
    if (error instanceof RepeatedField) throw error;
    return null;
  }
}

/** 字段扩展, under either of its names. */
export function extensionOf(node: Json): Json {
  return objectOf(node['exp_content'] ?? node['expContent']) ?? {};
}
