/** What the parts of the store work with together. Types. */
import type { CatalogueSource } from '../../ports/catalogue.ts';
import type { PackArchive } from '../../ports/packs.ts';
import type { RevocationList } from '../../ports/revocation.ts';
import type { BookKeeper } from './books.ts';
import type { Claims } from './claims.ts';
import type { Dispensed } from './dispensed.ts';
import type { EvidenceNotes } from './evidence.ts';
import type { Journal } from './journal.ts';
import type { Links } from './links.ts';
import type { Operators } from './operators.ts';
import type { Persons } from './persons.ts';
import type { Recent } from './recent.ts';
import type { Rows } from './rows.ts';
import type { Db } from './schema.ts';
import type { Seal } from './seal.ts';
import type { Since } from './since.ts';
import type { Values } from './values.ts';
import type { Visits } from './visits.ts';

export interface Context {
  readonly db: Db;
  readonly seal: Seal;
  readonly journal: Journal;
  readonly rows: Rows;
  readonly evidence: EvidenceNotes;
  readonly recent: Recent;
  readonly persons: Persons;
  readonly since: Since;
  readonly dispensed: Dispensed;
  readonly claims: Claims;
  readonly operators: Operators;
  readonly visits: Visits;
  readonly links: Links;
  readonly books: BookKeeper;
  readonly values: Values;
  readonly catalogue: CatalogueSource;
  readonly packs: PackArchive;
  readonly revocation: RevocationList | null;
  /** Wall clock of the turn. */
  atMs: number;
}
