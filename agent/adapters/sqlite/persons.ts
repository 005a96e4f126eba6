/**
 * Person snapshots, sealed, found by keyed hashes of person and card. A snapshot says up to which transaction of this
 * terminal everything is counted in, and what before it was overtaken and is not; what settles later is noted beside it, so
 * that each is counted once and never twice.
 */
import type { Credential, PersonSnapshot } from '../../core/centre.ts';
import type { Durable } from '../../core/effect.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';
import { type Counted, counts, NOTHING_COUNTED, type Since } from './since.ts';

export interface Persons {
  save(credential: Credential, person: PersonSnapshot): void;
  /** Drops a snapshot that does not count this transaction. */
  outdate(effect: Durable & { kind: 'outdate_person' }): void;
  byCard(card_sn: string): PersonSnapshot | null;
  /** The rows that the person's snapshot counts in; none when there is none. */
  counted(psn_no: string): Counted;
}

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
  const read = (stored: Stored) => JSON.parse(seal.open(stored.snapshot).toString()) as PersonSnapshot;
  const sealed = (person: PersonSnapshot) => seal.seal(Buffer.from(JSON.stringify(person)));
  const counted = (psn_no: string): Counted => {
    const stored = byPerson.get(seal.lookup('psn', psn_no));
    return stored === undefined ? NOTHING_COUNTED : countedIn(read(stored));
  };
  return {
    save(credential, person) {
      const now = countedIn(person);
      const psnKey = seal.lookup('psn', person.psn_no);
      since.forget(person.psn_no, counted(person.psn_no), now);
      put.run(psnKey, seal.lookup('card', credential.card_sn), sealed(person), person.as_of_ms, now.upto);
    },
    outdate({ psn_no, epoch, number }) {
      if (!counts(counted(psn_no), epoch * EPOCH_UNIT + number)) drop.run(seal.lookup('psn', psn_no));
    },
    byCard(card_sn) {
      const stored = byCard.get(seal.lookup('card', card_sn));
      return stored === undefined ? null : read(stored);
    },
    counted,
  };
}

/** One that an earlier release stored names nothing as outstanding. */
function countedIn(person: Partial<PersonSnapshot>): Counted {
  const { included_epoch = 0, included_number = 0, outstanding = [] } = person;
  const row = (epoch: number, number: number) => epoch * EPOCH_UNIT + number;
  const but = outstanding.map(({ epoch, first, last }) => ({
    first: row(epoch, first),
    last: last === 0 ? row(epoch + 1, 0) - 1 : row(epoch, last),
  }));
  return { upto: row(included_epoch, included_number), but };
}
