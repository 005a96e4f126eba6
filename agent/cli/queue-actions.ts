/**
 * `tongxing queue …` over a world: the lists are read from the ledger, agent or not; what changes something is asked of the
 * running agent. Shows no person; must never write.
 */
import { randomUUID } from 'node:crypto';
import { keyFolder } from '../adapters/key-folder.ts';
import { openReadOnly } from '../adapters/sqlite/read-only.ts';
import { CLAIM_ENDS, type ClaimEnd } from '../core/claim.ts';
import type { Right } from '../core/rights.ts';
import type { Msgid } from '../core/transaction.ts';
import { WIRE_CODEC } from '../wire.ts';
import { atLedger, folderOf, queueAt } from './ledger-place.ts';
import { budgetText, type Meter, transactionJson, transactionText } from './queue.ts';
import type { QueueCommands, QueueFlags } from './queue-program.ts';
import { runningAt, withAgent } from './running.ts';
import { approvedBy } from './shift.ts';
import type { ByOptions, ReportOptions } from './shift-program.ts';
import { EXIT, type World } from './world.ts';

export function queueCommands(world: World): QueueCommands {
  return {
    queueList: (options) => list(options, world),
    queueShow: async (msgid, options) => show(msgid, options, world),
    queueCancel: (msgid, options) => act(msgid, options, world, { verb: 'cancel', right: 'refund', key: randomUUID() }),
    queueUnpark: (msgid, { reason, ...options }) =>
      act(msgid, options, world, { verb: 'unpark', right: 'sign_off', body: { reason } }),
    queueClose: async (msgid, as, { reason, ...options }) => close(msgid, as, reason, options, world),
  };
}

async function list(options: QueueFlags, world: World): Promise<number> {
  const code = await queueAt(options, world);
  if (code !== EXIT.done || options.json === true || options.claims === true) return code;
  const folder = folderOf(options, world);
  const api = typeof folder === 'number' ? null : await runningAt(folder);
  if (api === null) return code;
  const { offline_budget } = await api.get<{ offline_budget: { limits: readonly Meter[] } }>('/v1/queue?limit=1');
  world.out(budgetText(offline_budget.limits));
  return code;
}

function show(msgid: string, options: ReportOptions, world: World): number {
  return atLedger(options, world, (folder, path) => {
    const store = openReadOnly({ path, key: keyFolder(folder), codec: WIRE_CODEC });
    try {
      const row = store.transaction(msgid as Msgid);
      if (row === null) return unknown(msgid, world);
      const now = world.nowMs();
      world.out(
        options.json === true ? `${JSON.stringify(transactionJson(row, now), null, 2)}\n` : transactionText(row, now),
      );
      return EXIT.done;
    } finally {
      store.close();
    }
  });
}

interface Asked {
  readonly verb: 'cancel' | 'unpark';
  readonly right: Right;
  readonly body?: object;
  readonly key?: string;
}

interface Cancelled {
  readonly transaction: Done;
  readonly reversal: string | null;
  readonly paid_back: string;
}

interface Done {
  readonly msgid: string;
  readonly state: string;
  readonly state_text: { readonly zh: string; readonly en: string };
}

function act(msgid: string, options: ReportOptions & ByOptions, world: World, asked: Asked): Promise<number> {
  return withAgent(options, world, async (api) => {
    const { verb, right, body, key } = asked;
    const path = `/v1/transactions/${encodeURIComponent(msgid)}/${verb}`;
    const extra = { ...(await approvedBy(options.by, right, api, world)), key };
    const done = await api.send<Done | Cancelled>('POST', path, body, extra);
    if (options.json === true) world.out(`${JSON.stringify(done, null, 2)}\n`);
    else {
      const row = 'transaction' in done ? done.transaction : done;
      const by = 'transaction' in done && done.reversal !== null ? `  冲正 by ${done.reversal}` : '';
      const cash = 'transaction' in done ? `  应退现金 cash to pay back ${done.paid_back}` : '';
      world.out(`${row.msgid}  ${row.state_text.zh} ${row.state_text.en}${by}${cash}\n`);
    }
    return EXIT.done;
  });
}

async function close(
  msgid: string,
  as: ClaimEnd,
  reason: string,
  options: ReportOptions & ByOptions,
  world: World,
): Promise<number> {
  if (!CLAIM_ENDS.includes(as)) {
    world.err(`没有这种处理方式 no such end: ${as}；可以 one of ${CLAIM_ENDS.join(', ')}\n`);
    return EXIT.badInput;
  }
  return withAgent(options, world, async (api) => {
    const path = `/v1/claims/${encodeURIComponent(msgid)}/close`;
    const extra = await approvedBy(options.by, 'sign_off', api, world);
    const done = await api.send<{ closed: { as: ClaimEnd } }>('POST', path, { as, reason }, extra);
    world.out(options.json === true ? `${JSON.stringify(done, null, 2)}\n` : `${msgid}  ${done.closed.as}\n`);
    return EXIT.done;
  });
}

function unknown(msgid: string, world: World): number {
  world.err(`没有这笔交易 no such transaction: ${msgid}\n`);
  return EXIT.cannot;
}
