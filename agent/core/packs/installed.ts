/**
 * Which installed pack version is in force on a day, and how that is changed by hand. One version of an id at a time: the
 * one that came into force last and was not withdrawn. Versions are never removed, because results priced under them are
 * recomputed for ever. Pure; must never read a pack's rules.
 */
import { validOn } from '../settlement/case.ts';

export interface InstalledPack {
  readonly id: string;
  readonly version: string;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  readonly admdvs: string;
  /** The pack's own validity, yyyy-MM-dd. */
  readonly begndate: string | null;
  readonly enddate: string | null;
  /** First business day in force; empty: from the day it was installed. */
  readonly activation: string;
  /** bundled: came with the program or the operator's folder. update: signed by the centre. */
  readonly source: 'bundled' | 'update';
  /** Rises with every installation. */
  readonly sequence: number;
  readonly rolled_back: boolean;
}

/** Later in force wins; on the same day the centre's over a bundled one, then the later installed. */
function ranks(a: InstalledPack, b: InstalledPack): number {
  if (a.activation !== b.activation) return a.activation < b.activation ? -1 : 1;
  if (a.source !== b.source) return a.source === 'bundled' ? -1 : 1;
  return a.sequence - b.sequence;
}

/** At most one version of each id, those installed first in front. */
export function inForce(installed: readonly InstalledPack[], day: string): readonly InstalledPack[] {
  const best = new Map<string, InstalledPack>();
  for (const pack of installed) {
    if (pack.rolled_back || pack.activation > day) continue;
    const known = best.get(pack.id);
    if (known === undefined || ranks(known, pack) < 0) best.set(pack.id, pack);
  }
  return [...best.values()];
}

export type ActivationCode = 'pack_not_installed' | 'pack_outside_validity' | 'pack_no_former';
export type Activation = { readonly installed: readonly InstalledPack[] } | { readonly code: ActivationCode };

/** Puts this version in force from `day`; what would outrank it is withdrawn until it is activated by hand again. */
export function activate(installed: readonly InstalledPack[], id: string, version: string, day: string): Activation {
  const wanted = installed.find((pack) => pack.id === id && pack.version === version);
  if (wanted === undefined) return { code: 'pack_not_installed' };
  if (!validOn(day, wanted.begndate, wanted.enddate)) return { code: 'pack_outside_validity' };
  const now: InstalledPack = {
    ...wanted,
    rolled_back: false,
    activation: wanted.activation < day ? wanted.activation : day,
  };
  const outranks = (pack: InstalledPack) => pack.id === id && pack.activation <= day && ranks(pack, now) > 0;
  return {
    installed: installed.map((pack) => {
      if (pack === wanted) return now;
      return outranks(pack) ? { ...pack, rolled_back: true } : pack;
    }),
  };
}

/** Withdraws the version in force, so that the one before it serves again; refused when there is none valid on `day`. */
export function rollBack(installed: readonly InstalledPack[], id: string, day: string): Activation {
  const ofId = installed.filter((pack) => pack.id === id);
  const [current] = inForce(ofId, day);
  if (current === undefined) return { code: 'pack_not_installed' };
  const [former] = inForce(
    ofId.filter((pack) => pack !== current),
    day,
  );
  if (former === undefined || !validOn(day, former.begndate, former.enddate)) return { code: 'pack_no_former' };
  return { installed: installed.map((pack) => (pack === current ? { ...pack, rolled_back: true } : pack)) };
}
