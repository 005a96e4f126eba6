/** Bugs of what is kept of a sale, told of it, and taken for done: each falls under another sentence of the oracles. */
import { type Bug, edit } from './bug.ts';

/** One key of a clerk's sells again: it is not kept, and the session outlives its sale. */
const KEY_FORGOTTEN = [
  edit('agent/core/accept.ts', '    key: facts.key,', '    key: null,'),
  edit(
    'agent/core/accept.ts',
    '  answerWaiting(draft, session);\n  dropSession(draft, session.id);',
    '  answerWaiting(draft, session);',
  ),
];

/** Another person's snapshot is found for a card. */
const ANY_CARD = [
  edit(
    'agent/adapters/sqlite/persons.ts',
    `'SELECT snapshot FROM persons WHERE card_key = ?'`,
    `'SELECT snapshot FROM persons WHERE card_key IS NOT ?'`,
  ),
];

const NOTHING_FETCHED = [
  edit(
    'agent/core/epoch.ts',
    `if (link.epochConfirmed || numbering.epoch === 1) return 'same';`,
    `if (numbering.epoch > 0) return 'same';`,
  ),
];

export const LEDGER_BUGS: readonly Bug[] = [
  {
    name: 'what is owed is owed on once the centre’s word is taken over',
    edits: [
      edit(
        'agent/core/reconcile/act.ts',
        'if (owed?.closed === null) dropSettled',
        'if (owed?.cash === null) dropSettled',
      ),
    ],
    seen: /fen were paid, it costs/,
    seed: 1,
    denied: true,
  },
  {
    name: 'what is not undone at the centre either is taken over in silence',
    edits: [
      edit(
        'agent/core/given-back.ts',
        'if (accepted === null || item === null) return;',
        'if (accepted === null || item !== null) return;',
      ),
    ],
    seen: /was refused and stands/,
    seed: 1,
    denied: true,
  },
  {
    name: 'an undoing from the work list is counted, and what it undoes is not',
    edits: [
      edit(
        'agent/core/reconcile/act.ts',
        '  adopt(draft, item, item.centre);\n  const { msgid, centre } = item;',
        '  const { msgid, centre } = item;',
      ),
    ],
    seen: /can not be closed: totals differ/,
    seed: 1,
    denied: true,
  },
  {
    name: 'one key told as several sales',
    edits: KEY_FORGOTTEN,
    seen: /was told as \d+ transactions/,
    seed: 1,
  },
  {
    name: 'one key standing several times',
    edits: KEY_FORGOTTEN,
    seen: /stands \d+ times/,
    seed: 1,
  },
  {
    name: 'a reversal without an answer taken for done',
    edits: [
      edit(
        'agent/core/answer.ts',
        `const moved = moveRow(draft, row, ['unknown']);\n  const waiter`,
        `const moved = moveRow(draft, row, ['unknown']);
  if (row.state === 'inflight' && row.original?.state === 'reversing')
    moveOriginal(draft, row.original, 'reversed', null);
  const waiter`,
      ),
    ],
    seen: /is reversed here and stands there/,
    seed: 4,
  },
  {
    name: 'silence taken for a yes',
    edits: [
      edit(
        'agent/core/answer.ts',
        `const moved = moveRow(draft, row, ['unknown']);\n  const waiter`,
        `const gone = row.state === 'inflight' && row.told && row.estimate !== null;
  const moved = moveRow(draft, row, [gone ? 'settled' : 'unknown']);
  const waiter`,
      ),
    ],
    seen: /is settled here and nothing there/,
    seed: 4,
  },
  {
    name: 'the amounts of a settlement put over by those of its reversal',
    edits: [
      edit(
        'agent/core/row.ts',
        'if (original.final !== null || reversal.setlinfo === null) return null;',
        'if (reversal.setlinfo === null) return null;',
      ),
    ],
    seen: /has other amounts than it was settled with/,
    seed: 2,
  },
  {
    name: 'no amounts of what was settled unseen',
    edits: [
      edit(
        'agent/core/row.ts',
        'if (original.final !== null || reversal.setlinfo === null) return null;',
        'if (original.number > 0 || reversal.setlinfo === null) return null;',
      ),
    ],
    seen: /count is -?\d+ here and -?\d+ at the centre/,
    seed: 2,
  },
  {
    name: 'a snapshot said to be of now',
    edits: [
      edit(
        'agent/core/session.ts',
        `return known(draft, session, found.person, 'snapshot');`,
        `return known(draft, session, { ...found.person, as_of_ms: draft.at.wallMs }, 'snapshot');`,
      ),
    ],
    seen: /a snapshot of \d+ that the centre never gave/,
    seed: 1,
  },
  {
    name: 'sold to whoever was seen before',
    edits: ANY_CARD,
    seen: /was sold to another person than the one at the counter/,
    seed: 1,
  },
  {
    name: 'settled for whoever was seen before, by a centre that does not look either',
    edits: [
      ...ANY_CARD,
      edit(
        'simulator/centre/judge.ts',
        '(credential !== null && credential.psn_no !== psn_no)',
        '(credential !== null && psn_no === credential.card_sn)',
      ),
    ],
    seen: /stands for another person than the one at the counter/,
    seed: 1,
  },
  {
    name: 'what was on the wire taken for unsent at a start',
    edits: [
      edit(
        'agent/adapters/sqlite/start-facts.ts',
        `['claimed', 'queued'] : [row.state, 'unknown'];`,
        `['claimed', 'queued'] : [row.state, 'unknown', 'inquiring', 'queued'];`,
      ),
    ],
    seen: /was inflight and is queued after a start/,
    seed: 4,
  },
  {
    name: 'what the centre has not fetched after a restore',
    edits: NOTHING_FETCHED,
    seen: /is settled at the centre alone/,
    seed: 2,
    restore: true,
  },
  {
    name: 'what was told and is not fetched after a restore',
    edits: NOTHING_FETCHED,
    seen: /was told as accepted and is not in the ledger/,
    seed: 2,
    restore: true,
  },
  {
    name: 'a row deleted in the middle of the day',
    edits: [
      edit(
        'agent/adapters/sqlite/moves.ts',
        'const { row, before, note, err_msg } = move;',
        `const { row, before, note, err_msg } = move;
      if (note === 'time_limit') return void db.prepare('DELETE FROM transactions WHERE row = ?').run(row);`,
      ),
    ],
    seen: /was written and is not there/,
    seed: 2,
  },
  {
    name: 'all but the first moved together',
    edits: [
      edit(
        'agent/adapters/sqlite/moves.ts',
        'alike.run(entered, sendOf(entered), JSON.stringify(moved), left);',
        '{ changes: 1 + alike.run(entered, sendOf(entered), JSON.stringify(moved.slice(1)), left).changes };',
      ),
    ],
    seen: /went to \w+ and is \w+/,
    seed: 4,
  },
  {
    name: 'begun in the middle of its states',
    edits: [
      edit(
        'agent/core/accept.ts',
        `direct ? 'inflight' : 'queued', null);`,
        `direct ? 'inflight' : ('unknown' as 'queued'), null);`,
      ),
    ],
    seen: /began as unknown/,
    seed: 1,
  },
  {
    name: 'no longer told once it has left',
    edits: [
      edit(
        'agent/adapters/sqlite/moves.ts',
        '`UPDATE transactions SET state = ?, send = ?, before',
        `\`UPDATE transactions SET told = told AND state <> 'queued', state = ?, send = ?, before`,
      ),
    ],
    seen: /is no longer told/,
    seed: 2,
  },
  {
    name: 'the amount of one sale is not minded',
    edits: [
      edit(
        'agent/core/offline.ts',
        'if (bill.medfee_sumamt > limits.offlineAmount)',
        'if (bill.medfee_sumamt > 9 * limits.offlineAmount)',
      ),
    ],
    seen: /told provisionally beyond the limit on amount/,
    seed: 12,
    outage: 12,
  },
  {
    name: 'a part given back leaves the whole standing beside its rest',
    edits: [
      edit(
        'agent/core/refund.ts',
        "row.state === 'queued' ? undoQueued(draft, row, 'clerk') : storeReversal(draft, row, 'clerk')",
        'null as Msgid | null',
      ),
    ],
    seen: /stands 2 times/,
    seed: 1,
  },
  {
    name: 'one key told as another sale than stands',
    edits: KEY_FORGOTTEN,
    seen: /was told as another than/,
    seed: 1,
  },
  {
    name: 'a later sale of a person done first',
    edits: [
      edit('agent/core/accept.ts', 'const direct = facts.person_open === 0;', 'const direct = facts.person_open >= 0;'),
    ],
    seen: /was done after/,
    seed: 4,
  },
  {
    name: 'moved from where it was not',
    edits: [
      edit(
        'agent/core/row.ts',
        'path: [row.state, ...path]',
        "path: [row.state === 'unknown' ? 'inflight' : row.state, ...path]",
      ),
      edit('agent/adapters/sqlite/moves.ts', 'WHERE row = ? AND state = ?`', "WHERE row = ? AND ? <> ''`"),
      edit('agent/adapters/sqlite/moves.ts', 'AND +state = ?`', "AND ? <> ''`"),
    ],
    seen: /was \w+, not \w+/,
    seed: 1,
  },
  {
    name: 'what stands after all is not owed',
    edits: [
      edit('agent/core/refund.ts', 'if (stands === null || !original.told) return;', 'if (stands !== null) return;'),
    ],
    seen: /fen were paid, it costs/,
    seed: 1,
  },
  {
    name: 'what was owed goes back as if it had been paid',
    edits: [
      edit(
        'agent/core/claim.ts',
        'return fen((bill?.psn_cash_pay ?? 0) - unpaidOf(claim));',
        'return fen((bill?.psn_cash_pay ?? 0) - 0 * unpaidOf(claim));',
      ),
    ],
    seen: /fen were paid, it costs/,
    seed: 1,
  },
  {
    name: 'a rest in place of one that is held goes at once',
    edits: [
      edit(
        'agent/core/refund.ts',
        'const waits_for = undone === null ? facts.waits_for : row.msgid;',
        'const waits_for = undone === null ? null : row.msgid;',
      ),
    ],
    seen: /stands 2 times/,
    seed: 1,
  },
];
