/**
 * An input held to the field rules: what is wrong with it, by field, before any transaction sees it. Pure; knows no
 * transaction and no person.
 */
import { knows } from '../../protocol/codes.ts';
import { dateOf, dayAfter } from '../core/time.ts';
import { describe, fault } from '../errors/catalogue.ts';
import { isJson, type Json, textOf } from './envelope.ts';
import { CODES, type Field, TRANSACTIONS } from './fields.ts';

/** What is wrong with an input, naming the field; null when nothing is. */
export function inputFault(infno: string, input: Json): string | null {
  for (const one of TRANSACTIONS[infno]?.nodes ?? []) {
    const value = input[one.name];
    if (value === undefined || value === null) {
      if (one.required) return `${one.name}：必填 required`;
      continue;
    }
    // One node where a list stands is a list of one.
    const nodes = Array.isArray(value) ? value : [value];
    if (!one.list && Array.isArray(value)) return `${one.name}：应为单个节点 one node, not a list`;
    if (one.required && nodes.length === 0) return `${one.name}：必填，没有节点 required, and there is none`;
    for (const [at, item] of nodes.entries()) {
      const where = one.list ? `${one.name}[${at}]` : one.name;
      if (!isJson(item)) return `${where}：应为 JSON 对象 a JSON object`;
      for (const rule of one.fields) {
        const wrong = fieldFault(rule, item[rule.name]);
        if (wrong !== null) return `${where}.${rule.name}：${wrong}`;
        const unknown = codeFault(rule, item[rule.name], `${where}.${rule.name}`);
        if (unknown !== null) return unknown;
      }
    }
  }
  return null;
}

/** A value no code table knows, in the words of the error catalogue. */
function codeFault({ name, use }: Field, value: unknown, where: string): string | null {
  const table = CODES[name];
  const text = textOf(value);
  if (table === undefined || use === 'i' || text === '' || knows(table, text)) return null;
  const found = fault('national_code_unknown', { field: where, value: text.slice(0, 20), table: table.name });
  const { zh, hint_zh, en } = describe(found);
  return `${found.code}：${zh}。${hint_zh}。${en}`;
}

/** A file, as a list of signed or unsigned bytes or as base64. */
export function bytesOf(value: unknown): Uint8Array | null {
  if (Array.isArray(value)) {
    const whole = value.every((one) => Number.isInteger(one) && one >= -128 && one <= 255);
    return whole ? Uint8Array.from(value as number[], (one) => one & 0xff) : null;
  }
  if (
    typeof value !== 'string' ||
    value === '' ||
    !/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)
  )
    return null;
  return Uint8Array.from(atob(value), (one) => one.charCodeAt(0));
}

function fieldFault({ name, type, required, use }: Field, value: unknown): string | null {
  const blank = value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
  if (blank) return required && use !== 'i' ? '必填 required' : null;
  // Not read further: a vendor's spelling of what is not used must not stop a sale.
  if (use === 'i' || (name === 'exp_content' && isJson(value))) return null;
  if (type === 'L') return tracesFault(value);
  if (type === 'B') return bytesOf(value) === null ? '应为字节数组或 base64 a list of bytes, or base64' : null;
  const text = textOf(value);
  const kind = type[0];
  if (text === '') return '应为文本，或 15 位以内的数字 a text, or a number of 15 digits at most';
  if (kind === 'C') {
    const most = Number(type.slice(1));
    // Characters: a rare one of a name, as 𠮷, is one and not two.
    return text.length > most && [...text].length > most ? `最长 ${most} at most ${most} characters` : null;
  }
  if (kind === 'D') return isDay(text) ? null : '应为 yyyy-MM-dd，且有这一天 a day of the calendar';
  if (kind === 'T')
    return isTime(text) ? null : '应为 yyyy-MM-dd HH:mm:ss，且有这一时刻 a time of a day of the calendar';
  const [digits = '16', decimals = '0'] = type.slice(1).split(',');
  const { before, after } = numberOf(text);
  if (before === '') return '应为数字 a number';
  const whole = Number(digits) - Number(decimals);
  return before.length > whole || after.length > Number(decimals)
    ? `应为 ${type}，整数最多 ${whole} 位、小数最多 ${decimals} 位 at most ${whole} digits and ${decimals} decimals`
    : null;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && dayAfter(text, 0) === text;
const isTime = (text: string): boolean => /^.{10} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text) && isDay(dateOf(text));

/** Sign, whole part and decimals without the zeros that say nothing; `before` is empty for what is no number. */
function numberOf(text: string): { readonly sign: string; readonly before: string; readonly after: string } {
  const [, sign = '', before = '', after = ''] = (text.length <= MOST_DIGITS && NUMBER.exec(text)) || [];
  return { sign, before, after };
}

const NUMBER = /^(-?)0*(\d+?)(?:\.(?=\d)(\d*?)0*)?$/;
const MOST_DIGITS = 40;

/** Trace codes, a node each; a node may be empty. One that cannot be read must not be left out. */
function tracesFault(value: unknown): string | null {
  for (const one of Array.isArray(value) ? value : [value]) {
    if (!isJson(one) || (!('drug_trac_codg' in one) && Object.keys(one).length > 0))
      return '节点应为 {drug_trac_codg} nodes of {drug_trac_codg}';
    const wrong = fieldFault(TRACE, one['drug_trac_codg']);
    if (wrong !== null) return `drug_trac_codg ${wrong}`;
  }
  return null;
}

const TRACE: Field = { name: 'drug_trac_codg', type: 'C100', required: false, use: 'd' };

/** An input whose numbers are written as the agent reads them: many systems pad them to a fixed number of decimals. */
export function plainNumbers(infno: string, input: Json): Json {
  const plain: Record<string, unknown> = { ...input };
  for (const { name, fields } of TRANSACTIONS[infno]?.nodes ?? []) {
    const rules = fields.filter(({ type, use }) => type.startsWith('N') && use !== 'i');
    const value = input[name];
    if (value === undefined || value === null || rules.length === 0) continue;
    plain[name] = Array.isArray(value) ? value.map((one) => plainNode(rules, one)) : plainNode(rules, value);
  }
  return plain;
}

function plainNode(rules: readonly Field[], node: unknown): unknown {
  if (!isJson(node)) return node;
  const plain = rules.flatMap(({ name, type }) => {
    const text = textOf(node[name]);
    const { sign, before, after } = numberOf(text);
    const most = Number(type.split(',')[1] ?? '0');
    const padded = (text.split('.')[1] ?? '').length > most || /^-?0\d/.test(text);
    return padded && before !== '' ? [[name, `${sign}${before}${after === '' ? '' : `.${after}`}`]] : [];
  });
  return plain.length === 0 ? node : { ...node, ...Object.fromEntries(plain) };
}
