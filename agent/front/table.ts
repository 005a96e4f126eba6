/** FIELDS.md from the field rules: what the front does with each field. Made, never written by hand. */
import { TRANSACTIONS, USES } from './fields.ts';

export function fieldsDocument(): string {
  const rows = Object.entries(TRANSACTIONS).flatMap(([infno, { title, nodes, note }]) => [
    `## ${infno} ${title}`,
    '',
    ...(note === undefined ? [] : [`${note}`, '']),
    '| 节点 node | 字段 field | 类型 type | 必填 required | 处理 what is done |',
    '| --- | --- | --- | --- | --- |',
    ...nodes.flatMap(({ name, list, required, fields }) => {
      const shown = `${name}${list ? '[]' : ''}${required ? '' : '（可无 optional）'}`;
      if (fields.length === 0) return [`| ${shown} | – | – | – | 不使用 not used |`];
      return fields.map(
        (field) =>
          `| ${shown} | ${field.name} | ${field.type} | ${field.required && field.use !== 'i' ? '是 yes' : ''} | ${USES[field.use]} |`,
      );
    }),
    '',
  ]);
  return `${HEAD}${rows.join('\n')}`;
}

const HEAD = `# 国家接口逐字段处理 · The national front, field by field

类型：C 文本及最大长度，N 数值（总位数,小数位），D 日期，T 时刻。不使用的字段不检查。表中没有的字段读入后忽略；表中没有的交易一律拒绝并说明编号。
Types: C text with its greatest length, N number (digits, decimals), D day, T instant. Fields that are not used are not checked. Fields that
are not listed are ignored; transactions that are not listed are refused by their number.

This page is made from the rules the program goes by (\`npx vitest run --config test/vitest.config.ts test/front -u\` renews it).

`;
