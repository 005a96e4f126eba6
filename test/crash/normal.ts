/** A database that is not synced at commit, planted: first the setting, then the assertion that would notice it. */
import type { Edit } from '../oracle/planted.ts';

const file = 'agent/adapters/sqlite/schema.ts';
export const NORMAL: readonly Edit[] = [
  { file, find: "db.pragma('synchronous = FULL');", put: "db.pragma('synchronous = NORMAL');" },
  { file, find: "db.pragma('synchronous', { simple: true }) !== 2", put: 'db.inTransaction' },
];
