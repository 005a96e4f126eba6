/**
 * The terminal profiles the centre has signed, in one small file of the data folder: those that may still come into
 * force, and the names of those refused, so that they are not sent again. Written whole; must never judge what a
 * profile says.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { UpdateName } from '../core/update.ts';
import { writeSecret } from './secret-file.ts';

export interface KeptProfile extends Omit<UpdateName, 'kind'> {
  /** First day it applies; empty for at once. */
  readonly begndate: string;
  /** By the centre's update key; base64. */
  readonly signature: string;
  readonly text: string;
}

export interface ProfileShelf {
  all(): readonly KeptProfile[];
  held(): readonly Omit<UpdateName, 'kind'>[];
  /** On disk when it returns. */
  keep(profile: KeptProfile): void;
  refuse(name: Omit<UpdateName, 'kind'>): void;
}

interface Shelf {
  readonly kept: readonly KeptProfile[];
  readonly refused: readonly Omit<UpdateName, 'kind'>[];
}

/** The one in force, and those of days to come. */
const MOST = 16;

export function profileShelf(path: string): ProfileShelf {
  const read = (): Shelf => {
    if (!existsSync(path)) return { kept: [], refused: [] };
    try {
      const { kept = [], refused = [] } = JSON.parse(readFileSync(path, 'utf8')) as Partial<Shelf>;
      return { kept, refused };
    } catch {
      // Without a profile the configuration bounds; the centre sends it again.
      return { kept: [], refused: [] };
    }
  };
  const write = (shelf: Shelf) => writeSecret(path, JSON.stringify(shelf, null, 2));
  return {
    all: () => read().kept,
    held: () => [...read().kept, ...read().refused].map(({ name, version, sha256 }) => ({ name, version, sha256 })),
    keep(profile) {
      const { kept, refused } = read();
      const others = kept.filter(({ sha256 }) => sha256 !== profile.sha256);
      write({ kept: [...others, profile].slice(-MOST), refused });
    },
    refuse({ name, version, sha256 }) {
      const { kept, refused } = read();
      write({ kept, refused: [...refused, { name, version, sha256 }].slice(-MOST) });
    },
  };
}
