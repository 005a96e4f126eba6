/**
 * `tongxing ledger verify`: walks the ledger's chain and says what does not hold, by number and never by content. Must
 * never write.
 */
import type { Verification } from '../adapters/sqlite/verify.ts';
import { EXIT, type World } from './world.ts';

export type Verify = (path: string, onProgress: (done: number, total: number) => void) => Verification;

const SENTENCES: Readonly<Record<Verification['findings'][number]['kind'], string>> = {
  changed_entry: '账目被改动 an entry was changed',
  missing_entry: '账目缺失或顺序被改 an entry is missing or out of order',
  changed_body: '交易内容被改动 the body of a transaction was changed',
  missing_row: '交易缺失 a transaction is missing',
  number_gap: '序号不连续 the numbers have a gap',
  illegal_move: '状态变化不合规定 a state change is not allowed',
  state_differs: '状态与账目不符 a state differs from the journal',
};

export function runLedgerVerify(path: string, verify: Verify, world: World): number {
  let tenth = 0;
  const { entries, transactions, head, findings } = verify(path, (done, total) => {
    const now = Math.floor((10 * done) / Math.max(1, total));
    if (now > tenth) world.err(`${now * 10} %  ${done}/${total}\n`);
    tenth = Math.max(tenth, now);
  });
  for (const { kind, at } of findings) world.out(`${at}  ${SENTENCES[kind]}\n`);
  const checked = `${entries} 条账目 entries, ${transactions} 笔交易 transactions, ${head}`;
  if (findings.length === 0) {
    world.out(`完整无误。 The ledger is whole: ${checked}\n`);
    return EXIT.done;
  }
  world.out(
    `发现 ${findings.length} 处问题：不要删除数据，停机并联系技术支持。 ${findings.length} findings: keep the data, stop, ask support. ${checked}\n`,
  );
  return EXIT.found;
}
