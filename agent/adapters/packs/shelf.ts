/**
 * The installed packs of a data folder: `<id>@<version>.json` each, with the centre's signature beside it, and the index.
 * A file is written before it is listed and never changed or removed afterwards, so a kill at any point leaves either the
 * old state or the new one. Must never list a pack that was not admitted.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Announced, admit, type PackFault } from '../../core/packs/admit.ts';
import { type CompiledPack, compilePack } from '../../core/packs/compile.ts';
import { type Activation, activate, type InstalledPack, inForce, rollBack } from '../../core/packs/installed.ts';
import { parsePackText } from '../../core/packs/validate.ts';
import type { PackArchive } from '../../ports/packs.ts';
import { PackFolderError, packFiles, placed } from '../pack-folder.ts';
import { writeSecret } from '../secret-file.ts';
import { digestOf } from '../update-signature.ts';
import { indexFile, type PackIndex, type RefusedUpdate, type WriteWhole } from './index-file.ts';

/** Where a terminal stands: decides which packs fit it. */
export interface Place {
  readonly mdtrtarea_admvs: string;
  readonly today: string;
}

export interface ArrivedPack {
  readonly announced: Announced;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly signature: Uint8Array;
}

export interface PackShelf extends PackArchive {
  list(): readonly InstalledPack[];
  /** Installed ones whose file is whole, and refused ones: not to be fetched again. */
  held(): readonly Omit<RefusedUpdate, 'program'>[];
  /** Those in force on this day, and those of them that can not be read: the version before such a one serves instead. */
  inForce(day: string): { readonly packs: readonly CompiledPack[]; readonly damaged: readonly InstalledPack[] };
  /** Packs of a folder that came with the program. Throws PackFolderError for one that is no pack. */
  bundle(folder: string, place: Place): readonly PackFault[];
  install(arrived: ArrivedPack, place: Place): InstalledPack | { readonly faults: readonly PackFault[] };
  activate(id: string, version: string, day: string): Activation;
  rollBack(id: string, day: string): Activation;
  stamp(): string;
}

/** Refused updates that are remembered. */
const REFUSED = 100;

/** `program` is this program's version. */
export function packShelf(folder: string, program: string, write: WriteWhole = writeSecret): PackShelf {
  const index = indexFile(folder, write);
  const compiled = new Map<string, CompiledPack>();
  const at = ({ id, version }: Pick<InstalledPack, 'id' | 'version'>) => join(folder, `${id}@${version}.json`);
  const load = (pack: InstalledPack): CompiledPack | null => {
    const known = compiled.get(pack.sha256);
    if (known !== undefined) return known;
    const read = readWhole(at(pack), pack.sha256);
    if (read === null) return null;
    const parsed = parsePackText(read, at(pack));
    if ('errors' in parsed) return null;
    const made = compilePack(parsed.pack);
    compiled.set(pack.sha256, made);
    return made;
  };
  const store = (
    listed: PackIndex,
    pack: InstalledPack,
    bytes: Uint8Array,
    signature: Uint8Array | null,
  ): PackIndex => {
    write(at(pack), bytes);
    if (signature !== null) write(`${at(pack)}.sig`, `${Buffer.from(signature).toString('base64')}\n`);
    const others = listed.installed.filter(({ id, version }) => id !== pack.id || version !== pack.version);
    return { ...listed, installed: [...others, pack] };
  };
  const byHand = (change: (installed: readonly InstalledPack[]) => Activation): Activation =>
    index.change<Activation>((listed) => {
      const done = change(listed.installed);
      return 'code' in done ? [listed, done] : [{ ...listed, installed: done.installed }, done];
    });
  return {
    list: () => index.read().installed,
    held() {
      const { installed, refused } = index.read();
      const whole = installed.filter((pack) => readWhole(at(pack), pack.sha256) !== null);
      return [
        ...whole.map(({ id, version, sha256 }) => ({ name: id, version, sha256 })),
        ...refused.filter((one) => one.program === program),
      ];
    },
    inForce(day) {
      let { installed } = index.read();
      const damaged: InstalledPack[] = [];
      for (;;) {
        const chosen = inForce(installed, day);
        const broken = chosen.filter((pack) => load(pack) === null);
        if (broken.length === 0) return { packs: chosen.flatMap((pack) => load(pack) ?? []), damaged };
        damaged.push(...broken);
        installed = installed.filter((pack) => !broken.includes(pack));
      }
    },
    bundle: (source, place) =>
      index.change((listed) => {
        let now = listed;
        const faults: PackFault[] = [];
        for (const name of packFiles(source)) {
          const file = join(source, name);
          const bytes = readFileSync(file);
          const sha256 = digestOf(bytes);
          if (now.installed.some((pack) => pack.sha256 === sha256)) continue;
          const admitted = admit({ file, text: bytes.toString(), sha256 }, null, {
            ...place,
            installed: now.installed,
          });
          if ('faults' in admitted) {
            if (admitted.faults.every(({ code }) => code === 'pack_wrong_region')) continue;
            const fatal = admitted.faults.filter(({ code }) => code !== 'pack_version_taken');
            if (fatal.length > 0) throw new PackFolderError(file, fatal.map(placed));
            faults.push(...admitted.faults);
            continue;
          }
          now = store(now, entryOf(admitted, sha256, 'bundled', now.installed), bytes, null);
        }
        return [now, faults];
      }),
    install: ({ announced, sha256, bytes, signature }, place) =>
      index.change<InstalledPack | { readonly faults: readonly PackFault[] }>((listed) => {
        const file = `${announced.name}@${announced.version}.json`;
        const text = Buffer.from(bytes).toString();
        const admitted = admit({ file, text, sha256 }, announced, { ...place, installed: listed.installed });
        if ('faults' in admitted) {
          const { name, version } = announced;
          const others = listed.refused.filter((one) => one.sha256 !== sha256).slice(1 - REFUSED);
          return [{ ...listed, refused: [...others, { name, version, sha256, program }] }, admitted];
        }
        const pack = entryOf(admitted, sha256, 'update', listed.installed);
        return [store(listed, pack, bytes, signature), pack];
      }),
    activate: (id, version, day) => byHand((installed) => activate(installed, id, version, day)),
    rollBack: (id, day) => byHand((installed) => rollBack(installed, id, day)),
    stamp: index.stamp,
    get(id, version) {
      const pack = index.read().installed.find((one) => one.id === id && one.version === version);
      return pack === undefined ? null : load(pack);
    },
  };
}

/** Null when the file is not there or is not what was installed. */
function readWhole(path: string, sha256: string): string | null {
  try {
    const bytes = readFileSync(path);
    return digestOf(bytes) === sha256 ? bytes.toString() : null;
  } catch {
    return null;
  }
}

function entryOf(
  { pack, activation }: Exclude<ReturnType<typeof admit>, { readonly faults: readonly PackFault[] }>,
  sha256: string,
  source: InstalledPack['source'],
  installed: readonly InstalledPack[],
): InstalledPack {
  const { id, version, admdvs, begndate, enddate } = pack;
  const known = installed.find((one) => one.id === id && one.version === version);
  // Fetched again because its file was damaged: it stands where it stood.
  if (known !== undefined) return known;
  const sequence = Math.max(0, ...installed.map((one) => one.sequence)) + 1;
  return { id, version, sha256, admdvs, begndate, enddate, activation, source, sequence, rolled_back: false };
}
