/** The bugs of others and of one's own fear. */
import { type Bug, edit } from './bug.ts';

export const BUGS: readonly Bug[] = [
  {
    name: 'resend an unknown as new',
    edits: [
      edit(
        'agent/centre-messages.ts',
        'const bytes = store.bytesOf(items.map((item) => item.msgid));',
        `const bytes = new Map([...store.bytesOf(items.map((item) => item.msgid))].map(([id, one]) => {
          const body = decodeTransaction(one);
          const again = items.some((item) => item.msgid === id && item.attempt.attempt > 1);
          return [id, again ? encodeTransaction({ ...body, msgid: (id.slice(0, 28) + '77') as typeof id }) : one] as const;
        }));`,
      ),
      edit(
        'agent/centre-messages.ts',
        `} from './wire.ts';`,
        `} from './wire.ts';\nimport { decodeTransaction, encodeTransaction } from './wire.ts';`,
      ),
    ],
    seen: /left before it was stored/,
    seed: 3,
  },
  {
    name: 'tell before commit',
    edits: [
      edit(
        'agent/shell.ts',
        'if (isOutward(effect)) return void outward.push(effect);',
        `if (effect.kind === 'reply') return leave(effect);\n      if (isOutward(effect)) return void outward.push(effect);`,
      ),
    ],
    seen: /told before it was stored|not in the ledger/,
    seed: 4,
  },
  {
    name: 'skip deduplication',
    edits: [
      edit('agent/adapters/sqlite/store.ts', 'const known = recent.former(key);', 'const known = recent.former(`?`);'),
    ],
    seen: /was refused and stands/,
    seed: 4,
  },
  {
    name: 'drop at max attempts',
    edits: [edit('agent/adapters/sqlite/row-sql.ts', 'WHERE q.send = 1\n', 'WHERE q.send = 1 AND q.attempts < 2\n')],
    seen: /is still queued/,
    seed: 4,
  },
  {
    name: 'lose a reversal',
    edits: [edit('agent/core/reversal.ts', `count(draft, 'queued', 1);`, `draft.effects.splice(-1);`)],
    seen: /is still reversing/,
    seed: 1,
  },
  {
    name: 'late answer revives a reversed sale',
    edits: [
      edit(
        'agent/core/answer.ts',
        `if (row.state === 'unknown' && decided) {`,
        `if (row.state === 'reversing' && answer.outcome === 'settled') return void moveRow(draft, row, ['settled'], { answer });
  if (row.state === 'unknown' && decided) {`,
      ),
    ],
    seen: /told as cancelled and is settled|reversed there/,
    seed: 1,
    late: true,
  },
  {
    name: 'reversal overtakes its original',
    edits: [edit('agent/core/reversal.ts', 'if (row.attempts === 0) {', 'if (row.attempts < 0) {')],
    seen: /overtook its original/,
    seed: 2,
  },
  {
    name: 'new epoch forgotten after restore',
    edits: [edit('agent/adapters/sqlite/epoch.ts', '    setEpoch(db, epoch);\n    const waiting', '    const waiting')],
    seen: /which ended with a lost disk/,
    seed: 1,
    restore: true,
  },
  {
    name: 'snapshot counted twice',
    edits: [edit('agent/adapters/sqlite/persons.ts', 'year, countedIn(person))', 'year, { upto: 0, but: [] })')],
    seen: /the counter believes in a balance/,
    seed: 32,
  },
  {
    name: 'what was overtaken taken as counted in a snapshot',
    edits: [
      edit(
        'agent/adapters/sqlite/persons.ts',
        'const but = outstanding.map(',
        'const but = outstanding.slice(0, 0).map(',
      ),
    ],
    seen: /the counter believes in a balance/,
    seed: 380,
    regular: true,
  },
  {
    name: 'two dispatchers',
    edits: [
      edit('agent/adapters/sqlite/lease.ts', 'else if (current() !== token) throw', 'else if (current() < 0) throw'),
      edit(
        'agent/adapters/sqlite/lease.ts',
        'token === null || current() === token',
        'token === null || current() > 0',
      ),
    ],
    seen: /a defect/,
    seed: 7,
  },
  {
    name: 'order per person broken',
    edits: [
      edit('agent/core/accept.ts', 'const direct = facts.person_open === 0;', 'const direct = facts.person_open >= 0;'),
    ],
    seen: /of the same person was/,
    seed: 4,
  },
  {
    name: 'clock set back reuses an id',
    edits: [edit('agent/core/numbering.ts', 'if (wallSecond > second) {', 'if (wallSecond !== second) {')],
    seen: /is not above/,
    seed: 6,
  },
  {
    name: 'amounts of a settlement not kept',
    edits: [
      edit(
        'agent/core/answer.ts',
        'moveRow(draft, row, [state], { answer, note:',
        'moveRow(draft, row, [state], { note:',
      ),
    ],
    seen: /not open, and settled there/,
    seed: 1,
  },
  {
    name: 'a limit is not minded',
    edits: [
      edit(
        'agent/core/offline.ts',
        'if (bill.acct_pay + bill.acct_mulaid_pay > limits.offlineAccount)',
        'if (bill.acct_pay + bill.acct_mulaid_pay > limits.offlineAmount)',
      ),
    ],
    seen: /told provisionally beyond the limit on account/,
    seed: 1,
  },
  {
    name: 'a log that names persons',
    edits: [
      edit(
        'agent/shell.ts',
        `log.warn('recovered', { rows: facts.recovered });`,
        `log.warn('recovered', { rows: store.transactions({ openOnly: true, limit: 9 }) });`,
      ),
    ],
    seen: /the log tells who somebody is/,
    seed: 4,
  },
  {
    name: 'a row disappears',
    edits: [
      edit(
        'agent/adapters/sqlite/start-facts.ts',
        'rows.voidsAgain();',
        `rows.voidsAgain();\n    db.prepare("DELETE FROM transactions WHERE state = 'rejected'").run();`,
      ),
    ],
    seen: /is gone after a start/,
    seed: 2,
  },
  {
    name: 'a move that is not in the table',
    edits: [
      edit(
        'agent/core/transaction.ts',
        'return MOVES[from].includes(to);',
        `return from === 'unknown' || MOVES[from].includes(to);`,
      ),
      edit(
        'agent/core/answer.ts',
        `? ['queued'] : ['unknown', 'inquiring', 'queued'];`,
        `? ['queued'] : ['unknown', 'queued'];`,
      ),
    ],
    seen: /unknown → queued/,
    seed: 1,
  },
  {
    name: 'a reversal does not give the account back',
    edits: [
      edit(
        'simulator/centre/judge.ts',
        'this.#store.moveBalance(psn_no, -sign * moves.acct_pay);',
        'if (sign > 0) this.#store.moveBalance(psn_no, -sign * moves.acct_pay);',
      ),
    ],
    seen: /fen, expected/,
    seed: 4,
    regular: true,
  },
  {
    name: 'other amounts kept than were answered',
    edits: [
      edit(
        'agent/core/answer.ts',
        'const moved = moveRow(draft, row, [state], { answer, note:',
        `const { setlinfo } = answer;
  const kept = { ...answer, setlinfo: { ...setlinfo, fund_pay_sumamt: fen(setlinfo.fund_pay_sumamt + 1) } };
  const moved = moveRow(draft, row, [state], { answer: kept, note:`,
      ),
    ],
    seen: /has other amounts here than there/,
    seed: 1,
  },
  {
    name: 'another body under the same id at the second try',
    edits: [
      edit(
        'agent/centre-messages.ts',
        'const bytes = store.bytesOf(items.map((item) => item.msgid));',
        `const bytes = new Map([...store.bytesOf(items.map((item) => item.msgid))].map(([id, one]) => {
          const again = items.some((item) => item.msgid === id && item.attempt.attempt > 1);
          return [id, again ? encodeTransaction({ ...decodeTransaction(one), opter_name: 'x' }) : one] as const;
        }));`,
      ),
      edit(
        'agent/centre-messages.ts',
        `} from './wire.ts';`,
        `} from './wire.ts';\nimport { decodeTransaction, encodeTransaction } from './wire.ts';`,
      ),
    ],
    seen: /left with another body/,
    seed: 4,
  },
  {
    name: 'silence taken for a refusal',
    edits: [
      edit(
        'agent/core/answer.ts',
        `const moved = moveRow(draft, row, ['unknown']);\n  const waiter`,
        `const gone = row.state === 'inflight' && row.told;
  const moved = moveRow(draft, row, [gone ? 'rejected' : 'unknown']);\n  const waiter`,
      ),
    ],
    seen: /is rejected here and stands there/,
    seed: 12,
  },
  {
    name: 'a cancellation told and not made',
    edits: [
      edit('agent/core/reversal.ts', `return undoneBy(undoQueued(draft, row, 'clerk'));`, 'return undoneBy(null);'),
    ],
    seen: /was told as cancelled and is/,
    seed: 2,
  },
  {
    name: 'a number left out',
    edits: [
      edit(
        'agent/core/numbering.ts',
        'const number = numbering.number + 1;',
        'const number = numbering.number + (counter === 1 ? 2 : 1);',
      ),
    ],
    seen: /has number|has gaps in its numbers/,
    seed: 1,
  },
  {
    name: 'a row rewritten as it is told',
    edits: [
      edit(
        'agent/adapters/sqlite/row-sql.ts',
        'tell: db.prepare(`UPDATE transactions SET told = 1,',
        `tell: db.prepare(\`UPDATE transactions SET told = 1, begndate = '2001-01-01',`,
      ),
    ],
    seen: /was changed/,
    seed: 1,
  },
  {
    name: 'the count of what waits is not minded',
    edits: [
      edit(
        'agent/core/offline.ts',
        'if (outstanding.count + 1 > limits.offlineCount)\n    return problem',
        'if (limits.offlineCount < 0)\n    return problem',
      ),
    ],
    seen: /told provisionally beyond the limit on count/,
    seed: 1,
    outage: 2,
  },
  {
    name: 'neither sum nor count of what waits is minded',
    edits: [
      edit(
        'agent/core/offline.ts',
        'if (outstanding.count + 1 > limits.offlineCount)\n    return problem',
        'if (limits.offlineCount < 0)\n    return problem',
      ),
      edit('agent/core/offline.ts', 'if (outstanding.sum + fund > limits.offlineSum)', 'if (fund > limits.offlineSum)'),
    ],
    seen: /told provisionally beyond the limit on sum/,
    seed: 1,
    outage: 3,
  },
  {
    name: 'the day of a person is not minded',
    edits: [edit('agent/core/offline.ts', 'if (personDayFund + fund > limits', 'if (fund > limits')],
    seen: /told provisionally beyond the limit on person and day/,
    seed: 1,
    outage: 1,
  },
  {
    name: 'hours without the centre are not minded',
    edits: [
      edit('agent/core/offline.ts', 'if (silentMs > limits.offlineHours * HOUR_MS)', 'if (limits.offlineHours < 0)'),
    ],
    seen: /told provisionally beyond the limit on silence/,
    seed: 1,
    outage: 2,
  },
];
