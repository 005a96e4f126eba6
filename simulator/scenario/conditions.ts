/** What `expect` and `wait for` can look at: agent, centre, paper and notices. Looks only; must never change anything. */
import { formatYuan } from '../../agent/core/money.ts';
import type { Ledger } from '../centre/ledger.ts';
import { mismatch } from './match.ts';
import { msgidOf, type Play, personOf, until } from './play.ts';
import type { Args } from './scenario.ts';

type Condition = (play: Play, wanted: unknown) => Promise<string | null>;

async function look(play: Play, path: string): Promise<unknown> {
  return (await play.stage.api('GET', path)).body;
}

const part = (of: unknown, name: string): unknown => (of as Args | null)?.[name] ?? null;

async function device(play: Play, type: string): Promise<unknown> {
  const devices = part(await look(play, '/v1/devices'), 'devices') as readonly Args[] | null;
  return devices?.find((one) => one['type'] === type) ?? null;
}

const ledger = async (play: Play): Promise<Ledger> => (await play.stage.centre('GET', '/ledger')) as Ledger;

async function atCentre(play: Play, wanted: unknown): Promise<string | null> {
  const { counts, transaction, person, total } = wanted as Readonly<Record<string, Args | undefined>>;
  const books = await ledger(play);
  const yuan = (amount: number) => formatYuan(amount as Parameters<typeof formatYuan>[0]);
  const shown = (row: object) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        /_sumamt$|_pay$|^balc$/.test(name) && typeof value === 'number' ? yuan(value) : value,
      ]),
    );
  const found: (string | null)[] = [mismatch(counts ?? {}, books.counts, 'counts')];
  if (total !== undefined) found.push(mismatch(total, books.transactions.length, 'total'));
  if (transaction !== undefined) {
    const { of, ...fields } = transaction;
    const row = books.transactions.find(({ msgid }) => msgid === msgidOf(play, of));
    found.push(row === undefined ? 'the centre does not have it' : mismatch(fields, shown(row), 'transaction'));
  }
  for (const [name, fields] of Object.entries(person ?? {})) {
    const row = books.persons.find(({ psn_no }) => psn_no === personOf(play, name).psn_no);
    found.push(mismatch(fields, row === undefined ? null : shown(row), name));
  }
  return found.find((one) => one !== null) ?? null;
}

/** In the order they came; what was expected once is not expected again. */
async function noticed(play: Play, wanted: unknown): Promise<string | null> {
  const notices = play.stage.notices();
  const at = notices.findIndex((notice, index) => index >= play.heard && mismatch(wanted, notice) === null);
  if (at < 0)
    return `no notice ${JSON.stringify(wanted)} among ${JSON.stringify(notices.slice(play.heard)).slice(0, 600)}`;
  play.heard = at + 1;
  return null;
}

async function onPaper(play: Play, wanted: unknown): Promise<string | null> {
  const paper = play.stage.printed().join('\n');
  const missing = (wanted as readonly string[]).find((text) => !paper.includes(text));
  return missing === undefined ? null : `not on the paper: ${missing}; printed: ${paper.slice(-600)}`;
}

const EMPTY_QUEUE = { queued: 0, underway: 0, unknown: 0, reversing: 0, waiting: 0 };

const CONDITIONS: Readonly<Record<string, Condition>> = {
  session: async (play, wanted) => mismatch(wanted, await look(play, `/v1/sessions/${play.session}`)),
  bill: async (play, wanted) => {
    const bill = part(await look(play, `/v1/sessions/${play.session}`), 'bill') ?? play.bill;
    const { lines, warnings, explanation, ...amounts } = wanted as Args;
    const asked = { lines, warnings, explanation };
    const beside = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    return mismatch({ ...beside, setlinfo: amounts }, bill);
  },
  transaction: async (play, wanted) => {
    const { of, ...fields } = wanted as Args;
    return mismatch(fields, await look(play, `/v1/transactions/${msgidOf(play, of)}`));
  },
  visit: async (play, wanted) => mismatch(wanted, await look(play, `/v1/visits/${play.visit}`)),
  status: async (play, wanted) => mismatch(wanted, await look(play, '/v1/status')),
  link: async (play, wanted) => mismatch(wanted, part(part(await look(play, '/v1/status'), 'link'), 'phase'), 'link'),
  shift: async (play, wanted) =>
    mismatch(wanted, part(part(await look(play, '/v1/status'), 'shift'), 'phase'), 'shift'),
  queue: async (play, wanted) =>
    mismatch(wanted === 'empty' ? EMPTY_QUEUE : wanted, part(await look(play, '/v1/status'), 'queue'), 'queue'),
  reader: async (play, wanted) => mismatch(wanted, await device(play, 'reader'), 'reader'),
  scanner: async (play, wanted) => mismatch(wanted, await device(play, 'scanner'), 'scanner'),
  printer: async (play, wanted) => mismatch(wanted, await device(play, 'printer'), 'printer'),
  claims: async (play, wanted) => mismatch(wanted, part(await look(play, '/v1/claims'), 'claims'), 'claims'),
  work: async (play, wanted) => mismatch(wanted, part(await look(play, '/v1/work-list'), 'items'), 'work'),
  reply: async (play, wanted) => mismatch(wanted, play.reply, 'reply'),
  died: async (play, wanted) => mismatch(wanted, play.stage.deaths(), 'died'),
  notice: noticed,
  printed: onPaper,
  centre: atCentre,
};

/** Null when all of them hold. */
export async function holds(play: Play, conditions: Args): Promise<string | null> {
  for (const [name, wanted] of Object.entries(conditions)) {
    const missing = await CONDITIONS[name]?.(play, wanted);
    if (typeof missing === 'string') return `${name}: ${missing}`;
  }
  return null;
}

const PATIENCE_SECONDS = 120;

export function waitFor(play: Play, { within = PATIENCE_SECONDS, ...conditions }: Args): Promise<void> {
  return until(play, Number(within), () => holds(play, conditions));
}
