/**
 * Scanner profiles in memory, read from JSON (profiles/scanner-profile.schema.json says what the file may hold; a test
 * holds it to that). Must never hold knowledge of a particular scanner: that is the data's.
 */

import type { ReportLayout } from './descriptor.ts';
import { layoutOf } from './descriptor.ts';
import type { HidInfo } from './port.ts';
import scanners from './profiles/scanners.json' with { type: 'json' };

export interface ScannerProfile {
  readonly name: string;
  /** As people call it, Chinese first. */
  readonly make: string;
  readonly vendors: readonly number[];
  readonly report: ReportLayout & { readonly oneByteVariant: boolean };
  readonly activation: Uint8Array | null;
  readonly setup: {
    readonly codes: readonly { readonly text: string; readonly fnc3: boolean }[];
    readonly zh: string;
    readonly en: string;
  };
}

/** In the order of the file; the last one is for any vendor. */
export function scannerProfiles(): readonly ScannerProfile[] {
  return scanners.profiles.map(({ name, make, vendors, report, activation, setup }) => ({
    name,
    make,
    vendors: vendors.map((id) => Number.parseInt(id, 16)),
    report: { oneByteVariant: false, ...report },
    activation: activation === null ? null : Uint8Array.from(Buffer.from(activation, 'hex')),
    setup,
  }));
}

/** Null: no vendor of scanners; such a device counts as one only when it says so itself. */
export function profileOf(profiles: readonly ScannerProfile[], vendorId: number): ScannerProfile | null {
  return profiles.find(({ vendors }) => vendors.includes(vendorId)) ?? null;
}

/** What tells where things are: the device's own descriptor where it does, else the profile. */
export function reportOf(info: HidInfo, profile: ScannerProfile): ScannerProfile['report'] {
  const told = info.descriptor === null ? null : layoutOf(info.descriptor);
  return told === null ? profile.report : { ...told, oneByteVariant: false };
}
