/**
 * Every pack version that was ever installed, for results priced under it. Types only.
 *
 * `get` answers at once and never throws; null for a version that is not here or can not be read any more. Versions are
 * never changed: the same id and version is the same content for ever.
 */
import type { CompiledPack } from '../core/packs/compile.ts';

export interface PackArchive {
  get(id: string, version: string): CompiledPack | null;
}
