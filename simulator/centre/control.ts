/**
 * The operator's side door, JSON over HTTP on loopback, for the demonstration and for tests: look at the books, change
 * persons, switch faults. It must never be reachable from another machine, and no terminal uses it.
 *
 * GET / (the page) · GET /overview · GET /state · GET /ledger · GET /alarms (silent terminals, numbers that did not come) · POST /faults (any fields of Faults) · POST /drop (breaks all connections)
 * POST /enrolment-codes {fixmedins_code} · POST /terminals/:dev_no/revoke
 * POST /updates {kind: "pack", name, version, begndate, data: base64} · POST /packs {pack: {…}, offered_from}
 * GET /heads/:dev_no · POST /recovered-keys {keys: [{name, wrapped: base64}]} → {keys: [{name, key: base64}]}
 * POST /books/:msgid {deed: "lack" | "alter" | "copy" | "twice", by: "1.00"} spoils the centre's books
 * GET /prescriptions · POST /prescriptions {psn_no, lines: [{med_list_codg, cnt}], valid_days: 3, rx_exra_attr_code: "02"} → {hi_rxno}, which is its QR code · POST /prescriptions/:hi_rxno/cancel
 * POST /vouchers {psn_no | cardno} → {code}: what that person's phone shows now
 * POST /clock {ahead_ms} leaps ahead of the machine’s clock, and breaks all connections
 * POST /persons/:psn_no {balc: "12.00", accumulators: {"aid.ceiling": "1.00"}, aid_category, commercial} · POST /cards/:cardno {revoked: true}
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { parseYuan } from '../../agent/core/money.ts';
import { UPDATE_KINDS } from '../../agent/core/update.ts';
import { newNonce } from './adapters/nonce.ts';
import type { RecoveryKey } from './adapters/recovery-key.ts';
import { isRefusal } from './answers.ts';
import type { CareDesk } from './care.ts';
import type { Faults } from './delivery.ts';
import { ledgerOf } from './ledger.ts';
import { centrePage, isFromHere, overviewOf } from './page.ts';
import type { Profile } from './people.ts';
import { changePerson, PersonChangeError } from './person-change.ts';
import { PrescribeError, prescribe } from './prescribe.ts';
import { SPOILS, type StatementDesk } from './statement.ts';
import type { CentreStore } from './store.ts';
import { packPublication, type UpdateShelf } from './updates.ts';
import { VOUCHER_MS, type VoucherDesk } from './vouchers.ts';
import { alarmsOf, gapsOf } from './watch.ts';

export interface ControlOptions {
  readonly store: CentreStore;
  readonly faults: Faults;
  readonly drop: () => void;
  readonly newCode: () => string;
  readonly wallMs: () => number;
  readonly updates?: UpdateShelf;
  readonly care?: CareDesk;
  readonly recovery?: RecoveryKey;
  readonly statements?: StatementDesk;
  readonly vouchers?: VoucherDesk;
  readonly leapTo?: (aheadMs: number) => void;
}

/** What a request gets; a thrown Refused becomes 400 with its sentence. */
type Answer = object;
class Refused extends Error {}
type Body = Readonly<Record<string, unknown>>;

/** A pack is the largest thing that comes. */
const LARGEST_BODY = 16 << 20;

export function control(options: ControlOptions): Server {
  return createServer((request, response) => {
    const { host, origin } = request.headers;
    if (!isFromHere(host, origin))
      return void response.writeHead(403, JSON_TYPE).end(JSON.stringify({ error: 'this machine alone' }));
    if (request.method === 'GET' && request.url === '/') {
      const { headers, html } = centrePage(newNonce());
      return void response.writeHead(200, headers).end(html);
    }
    asked(options, request).then(
      (value) => response.writeHead(value === null ? 404 : 200, JSON_TYPE).end(JSON.stringify(value ?? NOTHING)),
      (error: unknown) => {
        const status = error instanceof Refused ? 400 : 500;
        const said = error instanceof Refused ? error.message : String(error);
        response.writeHead(status, JSON_TYPE).end(JSON.stringify({ error: said }));
      },
    );
  });
}

/** No such door, or nobody of that number. */
const NOTHING = { error: '没有这个编号，或没有这个地址 nothing of that number, or no such address' };

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

async function asked(options: ControlOptions, request: IncomingMessage): Promise<Answer | null> {
  const body = request.method === 'POST' ? await bodyOf(request) : {};
  return openDoor(options, request.method ?? '', request.url ?? '', body);
}

/** What a request gets; null: there is no such door. Throws for one that is not right. */
export function openDoor(options: ControlOptions, method: string, path: string, body: Body): Answer | null {
  const [, kind = '', name = '', deed = ''] = path.split('/').map(decodeURIComponent);
  const { store, faults } = options;
  if (method === 'GET' && kind === 'state') return { faults, terminals: store.terminals() };
  if (method === 'GET' && kind === 'overview') return overviewOf(store, faults, options.wallMs());
  if (method === 'GET' && kind === 'ledger') return ledgerOf(store);
  if (method === 'GET' && kind === 'heads') return options.care?.head(name) ?? null;
  if (method === 'GET' && kind === 'alarms') return { alarms: alarmsOf(store, options.wallMs()), gaps: gapsOf(store) };
  if (method === 'GET' && kind === 'prescriptions') return { prescriptions: store.prescriptions.all() };
  if (method !== 'POST') return null;
  switch (kind) {
    case 'faults':
      return setFaults(faults, body);
    case 'drop':
      options.drop();
      return {};
    case 'clock':
      return leap(options, body['ahead_ms']);
    case 'enrolment-codes': {
      const fixmedins_code = String(body['fixmedins_code'] ?? '');
      // Under a code of an institution that is not here no terminal would ever be let in.
      if (store.institution(fixmedins_code) === null) return null;
      const code = options.newCode();
      store.putEnrolmentCode(code, fixmedins_code);
      return { code };
    }
    case 'recovered-keys':
      return options.recovery === undefined ? null : { keys: recovered(options.recovery, body) };
    case 'packs':
    case 'updates':
      return options.updates === undefined ? null : publish(options.updates, kind, body);
    case 'terminals':
      if (deed !== 'revoke' || store.terminal(name) === null) return null;
      store.revokeTerminal(name);
      return {};
    case 'books':
      return spoil(options, name, body);
    case 'persons':
      try {
        return changePerson(store, options.wallMs(), name, body) ? {} : null;
      } catch (error) {
        throw error instanceof PersonChangeError ? new Refused(error.message) : error;
      }
    case 'vouchers': {
      const psn_no = store.credential('03', String(body['cardno'] ?? ''))?.psn_no ?? String(body['psn_no']);
      const person = store.person<Profile>(psn_no);
      if (options.vouchers === undefined || person === null) return null;
      const { insuplc_admdvs } = person.profile;
      return { code: options.vouchers.show(psn_no, insuplc_admdvs, options.wallMs()), valid_ms: VOUCHER_MS };
    }
    case 'prescriptions':
      return prescription(options, name, deed, body);
    case 'cards':
      if (store.credential('03', name) === null) return null;
      store.setRevoked('03', name, body['revoked'] === true);
      return {};
    default:
      return null;
  }
}

function prescription({ store, wallMs }: ControlOptions, hi_rxno: string, deed: string, body: Body): Answer | null {
  if (hi_rxno !== '') return deed === 'cancel' && store.prescriptions.cancel(hi_rxno) ? {} : null;
  try {
    return prescribe(store, wallMs(), body);
  } catch (error) {
    throw error instanceof PrescribeError ? new Refused(error.message) : error;
  }
}

/** Whoever is connected greets anew, and hears the new time. */
function leap({ leapTo, drop }: ControlOptions, aheadMs: unknown): Answer | null {
  if (leapTo === undefined) return null;
  if (typeof aheadMs !== 'number' || !Number.isSafeInteger(aheadMs) || aheadMs < 0)
    throw new Refused('ahead_ms: a whole number of milliseconds');
  leapTo(aheadMs);
  drop();
  return {};
}

/** The office asks who is asking before it does this; a simulated one does not. */
function recovered(recovery: RecoveryKey, { keys }: Readonly<Record<string, unknown>>): readonly object[] {
  if (!Array.isArray(keys)) throw new Refused('keys: a list of {name, wrapped}');
  return (keys as readonly { name?: unknown; wrapped?: unknown }[]).map(({ name, wrapped }) => {
    const key = recovery.unwrap(Buffer.from(String(wrapped), 'base64'));
    if (key === null) throw new Refused(`${String(name)}: not wrapped for this centre`);
    return { name, key: Buffer.from(key).toString('base64') };
  });
}

function spoil({ statements }: ControlOptions, msgid: string, body: Readonly<Record<string, unknown>>): Answer | null {
  const deed = SPOILS.find((known) => known === body['deed']);
  const by = parseYuan(String(body['by'] ?? '1.00'));
  if (deed === undefined) throw new Refused(`deed: one of ${SPOILS.join(', ')}`);
  if (by === null) throw new Refused('by: a decimal text of yuan');
  return statements?.spoil(msgid, deed, by) === true ? {} : null;
}

/** Whatever it says: what is wrong with a pack is for the terminal to find. */
function publish(updates: UpdateShelf, kind: 'packs' | 'updates', body: Readonly<Record<string, unknown>>): Answer {
  const word = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  const text = JSON.stringify(body['pack'] ?? {});
  const own = kind === 'packs' ? packPublication(text) : null;
  const wanted = UPDATE_KINDS.find((known) => known === (own?.kind ?? word('kind')));
  if (wanted === undefined) throw new Refused(`kind: one of ${UPDATE_KINDS.join(', ')}`);
  const publication = {
    kind: wanted,
    name: own?.name ?? word('name'),
    version: own?.version ?? word('version'),
    begndate: word('begndate') || (own?.begndate ?? ''),
    offered_from: word('offered_from'),
    offered_until: word('offered_until') || (own?.offered_until ?? ''),
  };
  updates.publish(publication, Buffer.from(own === null ? word('data') : text, own === null ? 'base64' : 'utf8'));
  return publication;
}

/** Takes over the fields that are known and of the right kind; refuses all when one is not. */
function setFaults(faults: Faults, changes: Readonly<Record<string, unknown>>): Faults {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(faults, name)) throw new Refused(`${name}: no such fault`);
    const kind = typeof faults[name as keyof Faults];
    const fits = name === 'refuse' ? value === null || isRefuse(value) : typeof value === kind;
    if (!fits) throw new Refused(`${name}: not ${name === 'refuse' ? 'null or {code, count}' : `a ${kind}`}`);
    if (typeof value === 'number' && !(Number.isSafeInteger(value) && value >= 0))
      throw new Refused(`${name}: not a whole number from 0 on`);
  }
  return Object.assign(faults, changes);
}

function isRefuse(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('count' in value)) return false;
  return typeof value.code === 'string' && isRefusal(value.code) && Number.isInteger(value.count);
}

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LARGEST_BODY) throw new Refused('the body is too large');
  }
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told below.
  }
  throw new Refused('the body is not a JSON object');
}
