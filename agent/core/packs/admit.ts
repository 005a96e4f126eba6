/**
 * Whether a pack may be installed on this terminal: readable, sound, proved by its examples, for this province, for days
 * that are still to come, and under a version that means one content only. Every fault names file, rule and field; one is
 * enough to refuse the whole. Pure; must never install anything.
 */
import type { InstalledPack } from './installed.ts';
import type { Pack } from './pack.ts';
import { type PackError, parsePackText } from './validate.ts';
import { verifyPack } from './verify.ts';

export type PackFaultCode =
  | 'pack_unsound'
  | 'pack_example_fails'
  | 'pack_name_differs'
  | 'pack_wrong_region'
  | 'pack_outside_validity'
  | 'pack_version_taken';

/** `rule` is a benefit's or layer's id or an example's name, empty for the pack itself. */
export interface PackFault {
  readonly code: PackFaultCode;
  readonly file: string;
  readonly rule: string;
  readonly field: string;
  readonly reason: string;
}

export interface Applicant {
  readonly file: string;
  readonly text: string;
  readonly sha256: string;
}

export interface Admission {
  /** 就医地 of the terminal. */
  readonly mdtrtarea_admvs: string;
  /** Business day. */
  readonly today: string;
  readonly installed: readonly InstalledPack[];
}

/** What the centre said beside the pack. */
export interface Announced {
  readonly name: string;
  readonly version: string;
  /** First day it applies; empty: the pack's own begin. */
  readonly begndate: string;
}

export type Admitted = { readonly pack: Pack; readonly activation: string } | { readonly faults: readonly PackFault[] };

/** A version becomes part of a file's name. */
const VERSION = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** A sound, proved pack; what a terminal has to do with it is not asked. */
export function readSoundPack({ file, text }: Pick<Applicant, 'file' | 'text'>): Admitted {
  const read = parsePackText(text, file);
  if ('errors' in read) return { faults: read.errors.map(unsound) };
  const { pack } = read;
  const fault = faultIn(file);
  if (!VERSION.test(pack.version))
    return { faults: [fault('pack_unsound', 'version', 'letters, digits, dot, hyphen and underscore, at most 63')] };
  const failing = verifyPack(pack).map(({ example, field, expected, found }) => ({
    ...fault('pack_example_fails', field, `${expected} ≠ ${found}`),
    rule: example,
  }));
  return failing.length > 0 ? { faults: failing } : { pack, activation: pack.begndate ?? '' };
}

function unsound({ code, file, rule, field, message }: PackError): PackFault {
  return { code: 'pack_unsound', file, rule, field, reason: `${code}: ${message}` };
}

function faultIn(file: string) {
  return (code: PackFaultCode, field: string, reason: string): PackFault => ({ code, file, rule: '', field, reason });
}

/** `announced` is null for a pack that came with the program. */
export function admit(applicant: Applicant, announced: Announced | null, to: Admission): Admitted {
  const read = readSoundPack(applicant);
  if ('faults' in read) return read;
  const { pack } = read;
  const fault = faultIn(applicant.file);
  const faults: PackFault[] = [];
  if (!servesProvince(pack.admdvs, to.mdtrtarea_admvs))
    faults.push(fault('pack_wrong_region', 'admdvs', `${pack.admdvs} ≠ ${to.mdtrtarea_admvs.slice(0, 2)}…`));
  const known = to.installed.find(({ id, version }) => id === pack.id && version === pack.version);
  if (known !== undefined && known.sha256 !== applicant.sha256)
    faults.push(fault('pack_version_taken', 'version', `${pack.id}@${pack.version}`));
  if (announced === null) return faults.length > 0 ? { faults } : read;

  if (announced.name !== pack.id) faults.push(fault('pack_name_differs', 'id', `${pack.id} ≠ ${announced.name}`));
  if (announced.version !== pack.version)
    faults.push(fault('pack_name_differs', 'version', `${pack.version} ≠ ${announced.version}`));
  // A pack may be put in force later than its begin, never earlier and never after its end.
  const activation = announced.begndate || (pack.begndate ?? '');
  if (!/^([0-9]{4}-[0-9]{2}-[0-9]{2})?$/.test(activation) || activation < (pack.begndate ?? ''))
    faults.push(fault('pack_outside_validity', 'begndate', activation));
  if (pack.enddate !== null && (pack.enddate < activation || pack.enddate < to.today))
    faults.push(fault('pack_outside_validity', 'enddate', pack.enddate));
  return faults.length > 0 ? { faults } : { pack, activation };
}

/**
 * A counter sells to everybody insured in its province, whatever city insures them, and settles others only through the
 * centre (offline.md). So a pack fits when it is of the terminal's province.
 */
function servesProvince(admdvs: string, mdtrtarea_admvs: string): boolean {
  return admdvs.slice(0, 2) === mdtrtarea_admvs.slice(0, 2);
}
