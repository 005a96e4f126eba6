/**
 * One error, or all of them, as a page for whoever met it: what happened, what to do, whether to try again; Chinese and
 * English. Made from the catalogue alone; holds no script and no fact of anybody.
 */
import { CATALOGUE, type Code, isCode } from './catalogue.ts';
import type { Entry, Pair } from './entry.ts';

export const errorPagePath = (code: Code): string => `/errors/${code}`;

const CLASSES: Readonly<Record<Entry['class'], Pair>> = {
  transient: ['可以原样重试', 'The same again may work'],
  ambiguous: ['可能已经生效：先查询，再决定是否重做', 'It may have been done: ask before doing it again'],
  permanent: ['原样重试没有用：先改正', 'The same again will not work: something has to change first'],
};

/** Pages that help with one error. */
const SHEETS: Partial<Record<Code, string>> = {
  scanner_keyboard_mode: '<p><a href="/scanner-setup">扫码枪设置条码 set-up codes for scanners</a></p>',
};

/** Null: there is no such code. */
export function errorPage(code: string): string | null {
  if (!isCode(code)) return null;
  const { say, hint, status, class: kind } = CATALOGUE[code];
  const [again_zh, again_en] = CLASSES[kind];
  return page(
    code,
    `<h1>${code}</h1>
<h2>原因 Cause</h2><p lang="zh-CN">${safe(say[0])}</p><p lang="en">${safe(say[1])}</p>
<h2>处理 Cure</h2><p lang="zh-CN">${safe(hint[0])}</p><p lang="en">${safe(hint[1])}</p>
${SHEETS[code] ?? ''}<h2>重试 Again</h2><p lang="zh-CN">${again_zh}</p><p lang="en">${again_en}</p>
<p><small>${kind} · HTTP ${status} · {…} 由具体数值填入 is filled in</small></p>
<p><a href="/errors">全部错误 all errors</a></p>`,
  );
}

export function errorIndex(): string {
  const rows = Object.entries(CATALOGUE).map(
    ([code, { say }]) =>
      `<li><a href="/errors/${code}">${code}</a> ${safe(say[0])} <span lang="en">${safe(say[1])}</span></li>`,
  );
  return page('错误 errors', `<h1>错误 Errors</h1><ul>${rows.join('\n')}</ul>`);
}

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} 通行 Tongxing</title><main>${body}</main></html>`;

const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
