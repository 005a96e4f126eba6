/** FIELDS.md from the field rules: what the front does with each field. Made, never written by hand. */
import { CODES, type Field, TRANSACTIONS, USES } from './fields.ts';

export function fieldsDocument(): string {
  const rows = Object.entries(TRANSACTIONS).flatMap(([infno, { title, nodes, note }]) => [
    `## ${infno} ${title}`,
    '',
    ...(note === undefined ? [] : [`${note}`, '']),
    '| 节点 node | 字段 field | 类型 type | 码表 codes | 必填 required | 处理 what is done |',
    '| --- | --- | --- | --- | --- | --- |',
    ...nodes.flatMap(({ name, list, required, fields }) => {
      const shown = `${name}${list ? '[]' : ''}${required ? '' : '（可无 optional）'}`;
      if (fields.length === 0) return [`| ${shown} | – | – | – | – | 不使用 not used |`];
      return fields.map(
        (field) =>
          `| ${shown} | ${field.name} | ${field.type} | ${codesOf(field)} | ${field.required && field.use !== 'i' ? '是 yes' : ''} | ${USES[field.use]} |`,
      );
    }),
    '',
  ]);
  return `${HEAD}${rows.join('\n')}`;
}

/** In brackets where the table is not certain enough to refuse by. */
function codesOf({ name, use }: Field): string {
  const table = CODES[name];
  if (table === undefined || use === 'i') return '';
  return table.confidence === 'high' ? table.name : `（${table.name}）`;
}

const HEAD = `# 国家接口逐字段处理 · The national front, field by field

类型：C 文本及最大长度，N 数值（总位数,小数位），D 日期，T 时刻，B 字节，L 子节点。码表以外的值按字段名和值拒绝（national_code_unknown），括号内的码表只供参考；不使用的字段不检查。表中没有的字段读入后忽略；表中没有的交易一律拒绝并说明编号。
Types: C text with its greatest length, N number (digits, decimals), D day, T instant, B bytes, L nodes. A value that its code table does not know is
refused by field and value; a table in brackets is not certain enough for that. Fields that are not used are not checked. Fields that are not
listed are ignored; transactions that are not listed are refused by their number.

This page is made from the rules the program goes by (\`npx vitest run --config test/vitest.config.ts test/front -u\` renews it).

`;
