/**
 * Clinic visits: what the desk gave, sealed, beside the rows of their transactions; and which ids of the centre stand for
 * which provisional ones, for ever, whatever else is pruned. Where a step stands is read from its row, never kept twice.
 */
import { isDeepStrictEqual } from 'node:util';
import type { RowView } from '../../core/input.ts';
import { type Fen, fen } from '../../core/money.ts';
import type { Msgid } from '../../core/transaction.ts';
import type { VisitCommand, VisitDurable } from '../../core/visit/command.ts';
import { isProvisional, msgidIn, provisionalSetlId, type VisitId } from '../../core/visit/identity.ts';
import { type FeeResult, type Step, type Visit, type VisitFacts, visitPhase } from '../../core/visit/visit.ts';
import type { Listed } from '../../ports/store.ts';
import type { Journal } from './journal.ts';
import { hashOf } from './journal.ts';
import type { Db } from './schema.ts';
import type { Seal } from './seal.ts';

export interface Visits {
  apply(effect: VisitDurable, atMs: number): void;
  /** By any id it is known under: mdtrt_id or setl_id, provisional or the centre's. */
  find(id: string): VisitFacts | null;
  /** The standing visit a command speaks of: by id, or by ipt_otp_no for one that is to be opened. */
  meant(command: VisitCommand): VisitFacts | null;
  /** The visit a command's key was used for, and whether for the same command. `psn_no`: for whom one is to be opened. */
  former(command: VisitCommand, psn_no: string): { readonly visit: VisitId; readonly same: boolean } | null;
  /** Newest first; `openOnly`: neither settled nor cancelled. */
  list(what: Listed<VisitId>): readonly VisitFacts[];
  /** The transaction an id stands for: itself, or the settlement that has this setl_id. */
  msgidOf(id: string): Msgid;
  /**
   * The transaction that this names to be undone: itself, or the settlement of a visit; under a key that was used
   * before, that one.
   */
  toUndo(named: string, key: string): { readonly msgid: Msgid; readonly said: Fen | null };
  /** Earlier settlements of the visit that this one settles. */
  settledBefore(msgid: Msgid): readonly Msgid[];
  /** Whether a later settlement of its visit was told as sold, whatever became of that. */
  settledAnew(msgid: Msgid): boolean;
  /** Where the sequence of ids has come to by visits; null for none. */
  newestMsgid(): string | null;
}

/** How far back open visits are looked for. */
const OPEN_AMONG = 1_000;
/** No id is above it. */
const ABOVE_ALL = '~~';
/** The space keeps these apart from the keys of sales: no key a caller gives holds one. */
const keyName = (key: string) => `visit ${key}`;
const undoneName = ({ named, key }: { readonly named: string; readonly key: string }) => `undone ${named} ${key}`;

export function createVisits(db: Db, seal: Seal, journal: Journal, row: (msgid: Msgid) => RowView | null): Visits {
  const sql = prepare(db);
  const request = ({ key: _key, ...asked }: VisitCommand & { readonly key?: string }) =>
    seal.asked(JSON.stringify(asked));
  const otpKey = (number: string) => seal.lookup('otp', number);
  /** The card may have been put in anew since: the same registration of the same person, whatever session it is asked in. */
  const isAgain = (id: string, command: VisitCommand, psn_no: string) => {
    if (command.kind !== 'open_visit') return false;
    const visit = factsOf(id)?.visit;
    return visit?.psn_no === psn_no && isDeepStrictEqual(visit.registration, command.registration);
  };

  function factsOf(id: string): VisitFacts | null {
    const stored = sql.visit.get(id);
    if (stored === undefined) return null;
    const visit = JSON.parse(seal.open(stored.record).toString()) as Visit;
    const rows: Partial<Record<Step, RowView>> = {};
    // In the order they were made: the newest of each step counts.
    for (const { msgid, step } of sql.rows.all(id)) {
      const found = row(msgid);
      if (found !== null) rows[step] = found;
    }
    const settled = rows.settlement;
    const results = rows.fees === undefined ? undefined : sql.result.get(rows.fees.msgid);
    return {
      visit,
      mdtrt_id: sql.final.get(id)?.final ?? '',
      setl_id: settled === undefined ? '' : (sql.final.get(provisionalSetlId(settled.msgid))?.final ?? ''),
      rows,
      results: results === undefined ? null : (JSON.parse(results.lines) as FeeResult[]),
    };
  }

  function find(id: string): VisitFacts | null {
    const provisional = isProvisional(id) ? id : sql.provisional.get(id)?.provisional;
    if (provisional === undefined) return null;
    if (provisional.startsWith('~M')) return factsOf(provisional);
    const owner = sql.owner.get(sql.msgid.get(provisional)?.msgid ?? '');
    return owner === undefined ? null : factsOf(owner.visit);
  }

  function standing(number: string): VisitFacts | null {
    for (const { id } of sql.numbered.all(otpKey(number))) {
      const facts = factsOf(id);
      const phase = facts === null ? 'cancelled' : visitPhase(facts);
      if (phase !== 'cancelled' && phase !== 'refused') return facts;
    }
    return null;
  }

  function msgidOf(id: string): Msgid {
    const provisional = isProvisional(id) ? id : sql.provisional.get(id)?.provisional;
    return ((provisional === undefined ? undefined : sql.msgid.get(provisional)?.msgid) ?? id) as Msgid;
  }

  const noteFinal = (provisional: string, final: string) => {
    if (final === '' || sql.map.run(final, provisional).changes === 0) return;
    journal.note(['id', provisional, final]);
  };

  return {
    apply(effect, atMs) {
      switch (effect.kind) {
        case 'save_visit': {
          const { visit, command } = effect;
          const sealed = seal.seal(Buffer.from(JSON.stringify(visit)));
          const { ipt_otp_no } = visit.registration;
          sql.save.run(visit.id, otpKey(ipt_otp_no), visit.opened_ms, sealed);
          sql.register.run(visit.id, null);
          journal.note(['visit', atMs, visit.id, command.kind, hashOf(sealed)]);
          if ('key' in command) sql.putKey.run(keyName(command.key), visit.id, request(command), atMs);
          return;
        }
        case 'visit_step':
          sql.putStep.run(effect.msgid, effect.visit, effect.step);
          if (effect.step === 'settlement') sql.register.run(provisionalSetlId(effect.msgid), effect.msgid);
          return;
        case 'visit_ids':
          noteFinal(sql.owner.get(effect.msgid)?.visit ?? '', effect.mdtrt_id);
          noteFinal(provisionalSetlId(effect.msgid), effect.setl_id);
          return;
        case 'undone_under':
          sql.putUndone.run(undoneName(effect), effect.msgid, String(effect.paid_back), atMs);
          return;
        case 'fee_result':
          sql.putResult.run(effect.msgid, JSON.stringify(effect.lines));
          return;
        default:
          effect satisfies never;
      }
    },
    find,
    meant: (command) =>
      command.kind === 'open_visit' ? standing(command.registration.ipt_otp_no) : find(command.visit),
    former(command, psn_no) {
      const known = 'key' in command ? sql.key.get(keyName(command.key)) : undefined;
      if (known === undefined) return null;
      return {
        visit: known.msgid,
        same: known.fingerprint === request(command) || isAgain(known.msgid, command, psn_no),
      };
    },
    list({ openOnly, limit, before = ABOVE_ALL }) {
      const found = sql.newest.all(before, openOnly ? OPEN_AMONG : limit).flatMap(({ id }) => factsOf(id) ?? []);
      return openOnly ? found.filter((facts) => isOpenVisit(facts)).slice(0, limit) : found;
    },
    msgidOf,
    toUndo(named, key) {
      const known = sql.key.get(undoneName({ named, key }));
      // An earlier release kept the visit in its place.
      if (known !== undefined)
        return { msgid: known.msgid, said: isProvisional(known.fingerprint) ? null : fen(Number(known.fingerprint)) };
      const own = msgidOf(named);
      return { msgid: row(own) === null ? (find(named)?.rows.settlement?.msgid ?? own) : own, said: null };
    },
    settledBefore: (msgid) => sql.before.all({ msgid }),
    settledAnew: (msgid) =>
      sql.after.all({ msgid }).some((one) => {
        const later = row(one);
        return later !== null && (later.provisional || later.final !== null);
      }),
    newestMsgid() {
      const newest = sql.newest.get(ABOVE_ALL, 1)?.id;
      return newest === undefined ? null : msgidIn(newest);
    },
  };
}

function isOpenVisit(facts: VisitFacts): boolean {
  const phase = visitPhase(facts);
  return phase === 'open' || phase === 'settling' || phase === 'undoing';
}

function prepare(db: Db) {
  return {
    save: db.prepare(`INSERT INTO visits (id, otp_key, opened_ms, record) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET record = excluded.record`),
    visit: db.prepare<[string], { record: Buffer }>('SELECT record FROM visits WHERE id = ?'),
    numbered: db.prepare<[Buffer], { id: string }>('SELECT id FROM visits WHERE otp_key = ? ORDER BY id DESC'),
    newest: db.prepare<[string, number], { id: string }>('SELECT id FROM visits WHERE id < ? ORDER BY id DESC LIMIT ?'),
    putStep: db.prepare('INSERT INTO visit_rows (msgid, visit, step) VALUES (?, ?, ?)'),
    rows: db.prepare<[string], { msgid: Msgid; step: Step }>(
      'SELECT msgid, step FROM visit_rows WHERE visit = ? ORDER BY msgid',
    ),
    owner: db.prepare<[string], { visit: string }>('SELECT visit FROM visit_rows WHERE msgid = ?'),
    before: db
      .prepare<{ msgid: string }, Msgid>(`SELECT msgid FROM visit_rows WHERE step = 'settlement' AND msgid < @msgid
        AND visit = (SELECT visit FROM visit_rows WHERE msgid = @msgid) ORDER BY msgid`)
      .pluck(),
    after: db
      .prepare<{ msgid: string }, Msgid>(`SELECT msgid FROM visit_rows WHERE step = 'settlement' AND msgid > @msgid
        AND visit = (SELECT visit FROM visit_rows WHERE msgid = @msgid)`)
      .pluck(),
    putResult: db.prepare('INSERT OR REPLACE INTO fee_results (msgid, lines) VALUES (?, ?)'),
    result: db.prepare<[string], { lines: string }>('SELECT lines FROM fee_results WHERE msgid = ?'),
    register: db.prepare('INSERT INTO provisional_ids (provisional, msgid) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    // The first answer stands for ever.
    map: db.prepare('UPDATE provisional_ids SET final = ? WHERE provisional = ? AND final IS NULL'),
    final: db.prepare<[string], { final: string | null }>('SELECT final FROM provisional_ids WHERE provisional = ?'),
    msgid: db.prepare<[string], { msgid: Msgid | null }>('SELECT msgid FROM provisional_ids WHERE provisional = ?'),
    provisional: db.prepare<[string], { provisional: string }>(
      'SELECT provisional FROM provisional_ids WHERE final = ?',
    ),
    putKey: db.prepare('INSERT INTO keys (key, msgid, fingerprint, at_ms) VALUES (?, ?, ?, ?)'),
    putUndone: db.prepare('INSERT OR REPLACE INTO keys (key, msgid, fingerprint, at_ms) VALUES (?, ?, ?, ?)'),
    key: db.prepare<[string], { msgid: VisitId & Msgid; fingerprint: string }>(
      'SELECT msgid, fingerprint FROM keys WHERE key = ?',
    ),
  };
}
