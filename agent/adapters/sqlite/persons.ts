/**
 * Person snapshots, sealed, found by keyed hashes of person and card. A snapshot says up to which transaction of this
 * terminal everything is counted in, and what before it was overtaken and is not; what settles later is noted beside
 * it, so that each is counted once and never twice. It holds one year: of the one before, what was known as it ended is
 * kept with it.
 */
import type { Credential, PersonSnapshot } from '../../core/centre.ts';
import type { Durable } from '../../core/effect.ts';
import { type Fen, fen } from '../../core/money.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';
import { type Counted, counts, type Since, type Uncounted } from './since.ts';

export interface Persons {
  save(credential: Credential, person: PersonSnapshot): void;
  /** Drops a snapshot that does not count this transaction. */
  outdate(effect: Durable & { kind: 'outdate_person' }): void;
  byCard(card_sn: string): PersonSnapshot | null;
  /**
   * What the person has used of a year beyond what this snapshot says of its own, or the one that is kept, where that is
   * newer: of a voucher's person none is kept.
   */
  used(asked: PersonSnapshot, year: number): Uncounted & { readonly person: PersonSnapshot };
}

/** What was used of one year. */
interface Year {
  readonly year: number;
  readonly accumulators: Readonly<Record<string, Fen>>;
}

/** A snapshot as it is kept; `earlier`: the year before its own, where the person was seen in it. */
type Kept = PersonSnapshot & { readonly earlier?: Year };

interface Stored {
  readonly snapshot: Buffer;
}

export function createPersons(db: Db, seal: Seal, since: Since): Persons {
  const put = db.prepare(
    'INSERT OR REPLACE INTO persons (psn_key, card_key, snapshot, as_of_ms, included_row) VALUES (?, ?, ?, ?, ?)',
  );
  const drop = db.prepare('DELETE FROM persons WHERE psn_key = ?');
  const byCard = db.prepare<[Buffer], Stored>('SELECT snapshot FROM persons WHERE card_key = ?');
  const byPerson = db.prepare<[Buffer], Stored>('SELECT snapshot FROM persons WHERE psn_key = ?');
  const read = (stored: Stored) => JSON.parse(seal.open(stored.snapshot).toString()) as Kept;
  const sealed = (person: Kept) => seal.seal(Buffer.from(JSON.stringify(person)));
  const one = (psn_no: string): Kept | null => {
    const stored = byPerson.get(seal.lookup('psn', psn_no));
    return stored === undefined ? null : read(stored);
  };
  /** The year before this snapshot's: as the former one knew it, with what that one did not count and this one does. */
  const earlier = (former: Kept, now: PersonSnapshot): Year | undefined => {
    const { psn_no } = now;
    const known: Year | undefined =
      former.accumulator_year < now.accumulator_year
        ? { year: former.accumulator_year, accumulators: former.accumulators }
        : former.earlier;
    if (known === undefined) return undefined;
    const beside = (snapshot: PersonSnapshot) => since.uncounted(psn_no, known.year, countedIn(snapshot)).deltas;
    return { year: known.year, accumulators: add(add(known.accumulators, beside(former)), beside(now), -1) };
  };
  return {
    save(credential, person) {
      const now = countedIn(person);
      const psnKey = seal.lookup('psn', person.psn_no);
      const former = one(person.psn_no);
      const before = former === null ? undefined : earlier(former, person);
      const kept = before === undefined ? person : { ...person, earlier: before };
      since.forget(person.psn_no, countedIn(former ?? {}), now);
      put.run(psnKey, seal.lookup('card', credential.card_sn), sealed(kept), person.as_of_ms, now.upto);
    },
    outdate({ psn_no, epoch, number }) {
      if (!counts(countedIn(one(psn_no) ?? {}), epoch * EPOCH_UNIT + number)) drop.run(seal.lookup('psn', psn_no));
    },
    byCard(card_sn) {
      const stored = byCard.get(seal.lookup('card', card_sn));
      if (stored === undefined) return null;
      return shown(read(stored));
    },
    used(asked, year) {
      const kept = one(asked.psn_no);
      const newer = kept !== null && kept.as_of_ms >= asked.as_of_ms;
      const person = newer ? shown(kept) : asked;
      const moved = { person, ...since.uncounted(asked.psn_no, year, countedIn(person)) };
      const before = kept === null || newer ? kept?.earlier : earlier(kept, asked);
      return before?.year === year ? { ...moved, deltas: add(before.accumulators, moved.deltas) } : moved;
    },
  };
}

function shown({ earlier: _beside, ...person }: Kept): PersonSnapshot {
  return person;
}

function add(one: Year['accumulators'], other: Year['accumulators'], sign: 1 | -1 = 1): Year['accumulators'] {
  const sums: Record<string, Fen> = { ...one };
  for (const [name, amount] of Object.entries(other)) sums[name] = fen((sums[name] ?? 0) + sign * amount);
  return sums;
}

/** One that an earlier release stored names nothing as outstanding; none counts nothing. */
function countedIn(person: Partial<PersonSnapshot>): Counted {
  const { included_epoch = 0, included_number = 0, outstanding = [] } = person;
  const row = (epoch: number, number: number) => epoch * EPOCH_UNIT + number;
  const but = outstanding.map(({ epoch, first, last }) => ({
    first: row(epoch, first),
    last: last === 0 ? row(epoch + 1, 0) - 1 : row(epoch, last),
  }));
  return { upto: row(included_epoch, included_number), but };
}
