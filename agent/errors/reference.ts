/**
 * The catalogue as a page for people (ERRORS.md). A test holds the page to this text, so that it cannot drift; must
 * never say anything that the catalogue does not.
 */
import { CATALOGUE } from './catalogue.ts';
import type { Entry, Pair } from './entry.ts';

const HEAD = `# 错误目录 · Error catalogue

每个错误都有代码、类别、HTTP 状态、给操作员的一句话和下一步。程序只看代码和类别，不解析文字。
Every error has a code, a class, an HTTP status, a sentence for the clerk and the next step. Programs go by code and class, never by text.

类别 · Classes: \`transient\` 可重试 the same again may work · \`ambiguous\` 可能已生效，先查询 it may have been done: ask before doing it again · \`permanent\` 先改正 something has to change first.

\`{…}\` 由具体数值填入；方括号内的部分在没有该数值时省略。 \`{…}\` is filled in; a part in square brackets is left out where the value is not known.

This page is made from the catalogue (\`npx vitest run --config test/vitest.config.ts test/errors -u\` renews it).
`;

export function errorReference(): string {
  return `${HEAD}${Object.entries(CATALOGUE)
    .map(([code, entry]) => section(code, entry))
    .join('')}`;
}

/** No table: a formatter would line its columns up again at every change. */
function section(code: string, entry: Entry): string {
  const line = (language: 0 | 1): string => `- ${text(entry.say, language)} → ${text(entry.hint, language)}`;
  return `\n## ${code}\n\n\`${entry.class}\` · HTTP ${entry.status}\n\n${line(0)}\n${line(1)}\n`;
}

function text(pair: Pair, language: 0 | 1): string {
  return pair[language].replaceAll('<', '&lt;');
}
