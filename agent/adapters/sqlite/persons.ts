/**
 * Person snapshots, sealed, found by keyed hashes of person and card. A snapshot says up to which transaction of this
 * terminal everything is counted in; what settles later is noted beside it, so that it is counted once and never twice.
 */
import type { Credential, PersonSnapshot } from '../../core/centre.ts';
import type { Durable } from '../../core/effect.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';
import type { Since } from './since.ts';

export interface Persons {
  save(credential: Credential, person: PersonSnapshot): void;
  /** Drops a snapshot that does not count this transaction. */
  outdate(effect: Durable & { kind: 'outdate_person' }): void;
  byCard(card_sn: string): PersonSnapshot | null;
  /** Key of the newest row counted in the person's snapshot; 0 when there is none. */
  includedRow(psn_no: string): number;
}

interface Stored {
  readonly snapshot: Buffer;
}

export function createPersons(db: Db, seal: Seal, since: Since): Persons {
  const put = db.prepare(
    'INSERT OR REPLACE INTO persons (psn_key, card_key, snapshot, as_of_ms, included_row) VALUES (?, ?, ?, ?, ?)',
  );
  const outdate = db.prepare('DELETE FROM persons WHERE psn_key = ? AND included_row < ?');
  const byCard = db.prepare<[Buffer], Stored>('SELECT snapshot FROM persons WHERE card_key = ?');
  const byPerson = db.prepare<[Buffer], { included_row: number }>('SELECT included_row FROM persons WHERE psn_key = ?');
  const read = (stored: Stored) => JSON.parse(seal.open(stored.snapshot).toString()) as PersonSnapshot;
  const sealed = (person: PersonSnapshot) => seal.seal(Buffer.from(JSON.stringify(person)));
  return {
    save(credential, person) {
      const included = person.included_epoch * EPOCH_UNIT + person.included_number;
      const psnKey = seal.lookup('psn', person.psn_no);
      since.counted(person.psn_no, included);
      put.run(psnKey, seal.lookup('card', credential.card_sn), sealed(person), person.as_of_ms, included);
    },
    outdate: ({ psn_no, epoch, number }) => void outdate.run(seal.lookup('psn', psn_no), epoch * EPOCH_UNIT + number),
    byCard(card_sn) {
      const stored = byCard.get(seal.lookup('card', card_sn));
      return stored === undefined ? null : read(stored);
    },
    includedRow: (psn_no) => byPerson.get(seal.lookup('psn', psn_no))?.included_row ?? 0,
  };
}
