/**
 * Person snapshots, sealed, found by keyed hashes of person and card. A snapshot says up to which transaction of this
 * terminal everything is counted in; what settles later is added once, what it already counts is not.
 */
import type { Credential, PersonSnapshot } from '../../core/centre.ts';
import type { Durable } from '../../core/effect.ts';
import { type Fen, fen } from '../../core/money.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';
import type { Seal } from './seal.ts';

export interface Persons {
  save(credential: Credential, person: PersonSnapshot): void;
  absorb(effect: Durable & { kind: 'absorb' }): void;
  byCard(card_sn: string): PersonSnapshot | null;
  /** Key of the newest row counted in the person's snapshot; 0 when there is none. */
  includedRow(psn_no: string): number;
}

interface Stored {
  readonly snapshot: Buffer;
  readonly included_row: number;
}

export function createPersons(db: Db, seal: Seal): Persons {
  const put = db.prepare(
    'INSERT OR REPLACE INTO persons (psn_key, card_key, snapshot, as_of_ms, included_row) VALUES (?, ?, ?, ?, ?)',
  );
  const update = db.prepare('UPDATE persons SET snapshot = ?, included_row = ? WHERE psn_key = ?');
  const byCard = db.prepare<[Buffer], Stored>('SELECT snapshot, included_row FROM persons WHERE card_key = ?');
  const byPerson = db.prepare<[Buffer], Stored>('SELECT snapshot, included_row FROM persons WHERE psn_key = ?');
  const read = (stored: Stored) => JSON.parse(seal.open(stored.snapshot).toString()) as PersonSnapshot;
  const sealed = (person: PersonSnapshot) => seal.seal(Buffer.from(JSON.stringify(person)));
  return {
    save(credential, person) {
      const included = person.included_epoch * EPOCH_UNIT + person.included_number;
      const psnKey = seal.lookup('psn', person.psn_no);
      put.run(psnKey, seal.lookup('card', credential.card_sn), sealed(person), person.as_of_ms, included);
    },
    absorb({ psn_no, epoch, number, deltas, acct_pay, sign }) {
      const psnKey = seal.lookup('psn', psn_no);
      const stored = byPerson.get(psnKey);
      const row = epoch * EPOCH_UNIT + number;
      if (stored === undefined || row <= stored.included_row) return;
      const person = read(stored);
      const accumulators: Record<string, Fen> = { ...person.accumulators };
      for (const [name, delta] of Object.entries(deltas))
        accumulators[name] = fen(Math.max(0, (accumulators[name] ?? 0) + sign * delta));
      const balc = fen(Math.max(0, person.balc - sign * acct_pay));
      update.run(sealed({ ...person, accumulators, balc }), row, psnKey);
    },
    byCard(card_sn) {
      const stored = byCard.get(seal.lookup('card', card_sn));
      return stored === undefined ? null : read(stored);
    },
    includedRow: (psn_no) => byPerson.get(seal.lookup('psn', psn_no))?.included_row ?? 0,
  };
}
