/** Takes policy packs out of the updates: what the shelf admits is installed and comes into force at its day. */
import type { UpdateTaker } from '../../ports/updates.ts';
import type { PackShelf } from './shelf.ts';

/** The sample packs have 90 KB; a region with a hundred benefits and their examples has less than this. */
const MOST_BYTES = 8 << 20;

export function packTaker(shelf: PackShelf, mdtrtarea_admvs: string): UpdateTaker {
  return {
    kind: 'pack',
    mostBytes: MOST_BYTES,
    held: shelf.held,
    take({ name, version, begndate, sha256, bytes, signature }, today) {
      const arrived = { announced: { name, version, begndate }, sha256, bytes, signature };
      const done = shelf.install(arrived, { mdtrtarea_admvs, today });
      if ('faults' in done) return { notices: [], faults: done.faults };
      const what = { kind: 'update', what: 'installed', code: null, rule: '', field: '' } as const;
      return { notices: [{ ...what, name, version }], faults: [] };
    },
  };
}
