/**
 * The Store port over one SQLite file. Every write of a turn, its journal entries included, is one transaction; bodies
 * are sealed once and leave as the bytes they were stored as. Knows no rule of the counter: it writes what it is told.
 */
import type { Durable, Lookup } from '../../core/effect.ts';
import type { Found, StoredSettlement } from '../../core/input.ts';
import type { Msgid } from '../../core/transaction.ts';
import type { StoreCare } from '../../ports/care.ts';
import type { CatalogueSource } from '../../ports/catalogue.ts';
import type { KeyStore } from '../../ports/keys.ts';
import type { PackArchive } from '../../ports/packs.ts';
import type { RevocationList } from '../../ports/revocation.ts';
import type { BodyCodec, Store } from '../../ports/store.ts';
import { createBooks, guardedBooks } from './books.ts';
import { createCare } from './care.ts';
import { createClaims } from './claims.ts';
import type { Context } from './context.ts';
import { createDeadlines } from './deadlines.ts';
import { createDispensed } from './dispensed.ts';
import { heldNumbers, lackingOf, setEpoch } from './epoch.ts';
import { createEvidence, keepTold, type Witness } from './evidence.ts';
import { standingOf } from './facts.ts';
import { hashOf, openJournal } from './journal.ts';
import { keyStoreOf, openKeyring } from './keyring.ts';
import { createLease } from './lease.ts';
import { createLinks, findGoods, findGoodsFacts, findRefundFacts, findRemainder } from './links.ts';
import { createLog } from './log.ts';
import { type Migration, migrate } from './migrate.ts';
import { createOperators, noteAnswering } from './operators.ts';
import { findCancelFacts, findFormer, findParked } from './parked.ts';
import { createPersons } from './persons.ts';
import { createRecent } from './recent.ts';
import { lockLedger } from './replace.ts';
import { createRows } from './rows.ts';
import { goodsIn, scannedGoods } from './scanned.ts';
import { type Db, guarded, openDatabase } from './schema.ts';
import { createSeal } from './seal.ts';
import { createSince } from './since.ts';
import { startFacts } from './start-facts.ts';
import { createValues, epochOf, givenBackOf, noteGivenBack, reserveNonces, saveContact, shiftOf } from './values.ts';
import { createVisits } from './visits.ts';

export interface StoreOptions {
  /** Path of the database, or ':memory:'. */
  readonly path: string;
  /** Where the keys lie; 32 bytes: keys in memory, made from these (simulations, tests). */
  readonly key: KeyStore | Uint8Array;
  readonly codec: BodyCodec;
  readonly catalogue: CatalogueSource;
  /** Cards that may not be used; without it no list is known. */
  readonly revocation?: RevocationList;
  /** Every installed pack version; without it differences are not explained. */
  readonly packs?: PackArchive;
  /** Signs evidence; without it (simulated terminals) it is kept unsigned. */
  readonly witness?: Witness;
  /** Told when a file of an older release was brought up to this one. */
  readonly onMigrated?: (migration: Migration) => void;
  /** Told when a restore or a salvage that had been broken off was ended, and where the former file is. */
  readonly onReplaced?: (aside: string | null) => void;
  /** Told when a page could not be read while at work. */
  readonly onDamaged?: () => void;
}

export function openStore(options: StoreOptions): Store & StoreCare {
  const { path } = options;
  const unlock = path === ':memory:' ? () => {} : lockLedger(path, options.onReplaced);
  try {
    const migration = migrate(path, keyStoreOf(options.key));
    if (migration !== null) options.onMigrated?.(migration);
    return guarded(path, () => attachStore(openDatabase(path), options, unlock));
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A store over a database that is open already; `unlock` is called when it closes. */
export function attachStore(db: Db, options: StoreOptions, unlock: () => void = () => {}): Store & StoreCare {
  const guard = <T>(work: () => T): T => guarded(options.path, work, options.onDamaged);
  const values = createValues(db);
  const keyring = openKeyring(db, keyStoreOf(options.key), options.path);
  const seal = createSeal(keyring, (least) => reserveNonces(values, least));
  const journal = openJournal(db);
  const lease = createLease(db, options.path);
  const recent = createRecent(db);
  const evidence = createEvidence(db, journal, options.codec.evidence, options.witness);
  const rows = createRows(db, seal, options.codec, recent, evidence, (msgid) => givenBackOf(values, msgid));
  const since = createSince(db, seal, rows.placeOf, recent.newest);
  const persons = createPersons(db, seal, since);
  const dispensed = createDispensed(db, seal);
  const claims = createClaims(db);
  const operators = createOperators(db, journal);
  const visits = createVisits(db, seal, journal, rows.row);
  const links = createLinks(db);
  const books = createBooks(db, journal, rows, claims, (msgid) => givenBackOf(values, msgid), visits.settledAnew);
  const [begin, commit, rollback] = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'].map((sql) => db.prepare(sql));
  const context: Context = {
    db,
    seal,
    journal,
    rows,
    evidence,
    recent,
    persons,
    since,
    dispensed,
    claims,
    operators,
    visits,
    links,
    books,
    values,
    catalogue: options.catalogue,
    packs: options.packs ?? { get: () => null },
    revocation: options.revocation ?? null,
    atMs: 0,
  };
  let epoch: number | null = null;
  const write = createWriter(context);
  const read = createReader(context);
  // A turn sees its own moves, also those that wait for others like them.
  const look = <T>(work: () => T): T =>
    guard(() => {
      rows.written();
      return work();
    });
  return {
    begin: (atMs) =>
      guard(() => {
        context.atMs = atMs;
        begin?.run();
        lease.enter();
        epoch ??= epochOf(values);
        keyring.turn(atMs, epoch);
      }),
    commit: () =>
      guard(() => {
        rows.written();
        journal.flush();
        recent.settle();
        commit?.run();
        lease.committed();
      }),
    rollback: () => {
      if (db.inTransaction) rollback?.run();
      lease.rolledBack();
      journal.reload();
      epoch = null;
      recent.reload();
      rows.forget();
      keyring.reload();
      seal.forget();
    },
    apply: (effect) =>
      guard(() => {
        if (effect.kind === 'begin_epoch') epoch = null;
        // What a frame's rows bring besides looks at no state.
        if (effect.kind !== 'move' && effect.kind !== 'absorb') rows.written();
        write(effect);
      }),
    find: (lookup) => look(() => read(lookup)),
    start: () => look(() => startFacts(context)),
    bytesOf: (msgids) => look(() => rows.bytesOf(msgids)),
    evidenceOf: (bodies) => look(() => rows.evidenceOf(bodies)),
    head: () => journal.head(),
    headSeq: () => journal.seq(),
    held: () => look(() => lease.held()),
    transaction: (msgid) => look(() => rows.view(visits.msgidOf(msgid))),
    storedUnder: (key) => look(() => recent.former(key)?.msgid ?? null),
    settledAs: (...named) => look(() => rows.settledAs(...named)),
    visit: (id) => look(() => visits.find(id)),
    visits: (what) => look(() => visits.list(what)),
    transactions: (what) => look(() => rows.views(what)),
    settlement: (msgid) => look(() => settlementOf(context, msgid)),
    claims: (what) => look(() => claims.list(what)),
    claim: (msgid) => look(() => claims.one(msgid)),
    printed: (msgid) => look(() => Number(values.get(`printed ${msgid}`) ?? '0')),
    notePrinted: (msgid, times) => look(() => values.set(`printed ${msgid}`, String(times))),
    counts: () => look(() => rows.counts()),
    operator: (opter) => look(() => operators.get(opter)),
    operators: () => look(() => operators.all()),
    ...createCare(context, keyring, look),
    ...createLog(db),
    shift: () => look(() => shiftOf(values)),
    books: guardedBooks(books, look),
    close: () => {
      db.close();
      unlock();
    },
  };
}

function settlementOf({ rows, packs }: Context, msgid: Msgid): StoredSettlement | null {
  const stored = rows.settlement(msgid);
  return stored === null ? null : { ...stored, pack: packs.get(stored.sale.pack, stored.sale.pack_version) };
}

function createWriter(context: Context): (effect: Durable) => void {
  const { db, journal, rows, persons, since, dispensed, visits, claims, values } = context;
  return (effect) => {
    switch (effect.kind) {
      case 'insert': {
        const sealed = rows.insert(effect);
        dispensed.keep(effect);
        context.links.keep(effect);
        const { msgid, epoch, number, infno } = effect.body;
        const { state, told, provisional } = effect;
        journal.note(['accept', context.atMs, msgid, epoch, number, infno, hashOf(sealed), state, told, provisional]);
        const { tenders, consent } = effect.at_counter ?? {};
        if (tenders !== undefined) journal.note(['at_counter', context.atMs, msgid, tenders, consent]);
        return;
      }
      case 'move':
        journal.note(['move', context.atMs, effect.msgid, effect.path, effect.note ?? '', rows.move(effect)]);
        return;
      case 'tell':
        rows.tell(effect);
        journal.note(['tell', context.atMs, effect.msgid, effect.provisional, effect.grade]);
        keepTold(context, effect.msgid, effect.evidence);
        return;
      case 'explain':
        return rows.explain(effect.msgid, effect.cause);
      case 'void_noted':
        rows.voidNoted(effect.msgid);
        journal.note(['void_noted', context.atMs, effect.msgid]);
        return;
      case 'void_again':
        return rows.voidAgain(effect.msgid);
      case 'evidence':
        journal.note(['evidence', context.atMs, effect.msgid, effect.text]);
        return;
      case 'save_person':
        persons.save(effect.credential, effect.person);
        rows.recognise(effect.credential.card_sn, effect.person.psn_no);
        return;
      case 'absorb':
        return since.absorb(effect);
      case 'save_shift':
        values.set('shift', JSON.stringify(effect.shift));
        journal.note(['shift', context.atMs, effect.shift.phase, effect.shift.opter]);
        return;
      case 'save_roles':
        return values.set('roles', JSON.stringify(effect.roles));
      case 'save_operator':
      case 'remove_operator':
        return context.operators.apply(effect, context.atMs);
      case 'note_approval':
      case 'note_client':
        return noteAnswering(journal, effect, context.atMs);
      case 'save_seen':
        return values.set('seen', JSON.stringify(effect.seen));
      case 'save_contact':
        return saveContact(values, effect);
      case 'given_back':
        return noteGivenBack(values, effect);
      case 'begin_epoch':
        setEpoch(db, effect.epoch);
        journal.note(['epoch', context.atMs, effect.epoch, 'behind']);
        return;
      case 'outdate_person':
        return persons.outdate(effect);
      case 'release':
        rows.release(effect.msgid);
        journal.note(['release', context.atMs, effect.msgid]);
        return;
      case 'open_claim':
        claims.open(effect, context.atMs);
        journal.note(['owed', context.atMs, effect.msgid, effect.reason, effect.amounts]);
        return;
      case 'close_claim': {
        const { msgid, as, opter, reason } = effect;
        if (claims.close(effect, context.atMs)) journal.note(['owed_closed', context.atMs, msgid, as, opter, reason]);
        return;
      }
      case 'save_work':
      case 'adopt':
      case 'save_statement':
      case 'close_days':
        context.books.apply(effect, context.atMs);
        return;
      case 'save_visit':
      case 'visit_step':
      case 'visit_ids':
      case 'undone_under':
      case 'fee_result':
        visits.apply(effect, context.atMs);
        return;
      default:
        effect satisfies never;
    }
  };
}

function createReader(context: Context): (lookup: Lookup) => Found {
  const { db, journal, rows, recent, persons, dispensed, visits, claims, catalogue } = context;
  const deadlines = createDeadlines(db, context.values);
  return (lookup) => {
    switch (lookup.kind) {
      case 'find_snapshot':
        return {
          revocation: standingOf(context.revocation, lookup.card_sn),
          ...{ kind: 'snapshot', session: lookup.session, person: persons.byCard(lookup.card_sn) },
        };
      case 'find_person_facts': {
        const { session, year, person, card_sn } = lookup;
        const revocation = standingOf(context.revocation, card_sn);
        return { kind: 'person_facts', session, year, ...persons.used(person, year), revocation };
      }
      case 'find_catalogue': {
        const entries = new Map(lookup.codes.map((code) => [code, catalogue.entries(code)]));
        const goods = goodsIn(catalogue, lookup.codes);
        const ingredients = new Set([...goods.values()].flatMap(({ ingredient }) => ingredient ?? []));
        const known = dispensed.known(lookup.psn_no, [...ingredients], lookup.trac, lookup.visit);
        return { kind: 'catalogue', session: lookup.session, version: catalogue.version, entries, goods, known };
      }
      case 'find_scanned':
        return scannedGoods(catalogue, lookup);
      case 'find_accept_facts': {
        const { call, session, key, psn_no, card_sn, begndate, overrides, given } = lookup;
        const known = recent.former(key);
        const row = known === undefined ? null : rows.row(known.msgid);
        return {
          kind: 'accept_facts',
          former: row === null ? null : { row, same: rows.isOf(known?.fingerprint ?? '', lookup.fingerprint) },
          catalogue_version: catalogue.version,
          known: dispensed.known(psn_no, lookup.ingredients, lookup.trac, lookup.visit),
          visit: lookup.visit === null ? null : visits.find(lookup.visit),
          ...{ call, session, key, overrides, given, ...rows.exposure(psn_no, card_sn, begndate) },
        };
      }
      case 'claim': {
        const claimed = rows.claim(lookup.limit, lookup.except);
        const sent = claimed.filter((row) => row.state === 'inflight').map((row) => row.msgid);
        if (sent.length > 0) journal.note(['claim', context.atMs, sent]);
        return { kind: 'claimed', rows: claimed };
      }
      case 'find_unknown':
        return { kind: 'unknown', rows: rows.unknown(lookup.limit, lookup.except) };
      case 'find_late': {
        const pairs = lookup.answers.flatMap((answer) => {
          const row = rows.row(answer.msgid);
          return row === null ? [] : [{ row, answer }];
        });
        return { kind: 'late', pairs };
      }
      case 'find_head':
        return { kind: 'head', hello: lookup.hello, hash: journal.hashAt(lookup.hello.head_seq) };
      case 'find_deadline':
        return { kind: 'deadline', oldest: deadlines.oldest(lookup.now_ms) };
      case 'find_held':
        return { kind: 'held', held: heldNumbers(db) };
      case 'find_lacking':
        return { ...lookup, kind: 'lacking', ...lackingOf(db, rows, lookup.transactions) };
      case 'find_replay':
        return { kind: 'replay', msgid: lookup.msgid, stored: settlementOf(context, lookup.msgid) };
      case 'find_operator':
        return context.operators.find(lookup);
      case 'find_cancel_facts':
        return findCancelFacts(context, lookup);
      case 'find_parked':
        return findParked(context, lookup);
      case 'find_former':
        return findFormer(context, lookup.msgid);
      case 'find_visit': {
        const { call, command, psn_no, card_sn } = lookup;
        const [facts, former] = [visits.meant(command), visits.former(command, lookup.psn_no)];
        const { visit } = facts ?? {};
        const { person_open } = rows.exposure(visit?.psn_no ?? psn_no, visit?.credential.card_sn ?? card_sn, '');
        return { kind: 'visit', call, command, facts, former, person_open };
      }
      case 'find_refund_facts':
        return findRefundFacts(context, lookup, recent.former(lookup.key) ?? null, settlementOf(context, lookup.msgid));
      case 'find_goods_facts': {
        const known = dispensed.known('', [], lookup.line.drug_trac_codg, null);
        return findGoodsFacts(context, lookup, recent.former(lookup.key) ?? null, known);
      }
      case 'find_remainder':
        return findRemainder(context, lookup);
      case 'find_goods':
        return findGoods(context, lookup);
      case 'find_goods_missed':
        return findGoods(context, { ...lookup, kind: 'find_goods', msgids: context.links.missed(lookup.cause) });
      case 'find_claim': {
        const { call, msgid, as, reason } = lookup;
        return { kind: 'claim', call, msgid, as, reason, claim: claims.one(msgid) };
      }
      case 'find_totals':
      case 'find_details':
      case 'find_days':
      case 'find_known':
      case 'find_open_work':
      case 'find_work':
        return context.books.find(lookup);
      default:
        return lookup satisfies never;
    }
  };
}
