/**
 * Data the centre keeps its terminals up to date with: what there is, and the text its signature covers. Pure; must never
 * judge what an update holds.
 */
import type { UpdateNotice } from './effect.ts';

/** In the order of the contract's numbers, from 1. */
export const UPDATE_KINDS = ['pack', 'catalogue', 'revocation', 'profile'] as const;
export type UpdateKind = (typeof UPDATE_KINDS)[number];

export function numberOf(kind: UpdateKind): number {
  return UPDATE_KINDS.indexOf(kind) + 1;
}

export interface UpdateName {
  readonly kind: UpdateKind;
  readonly name: string;
  readonly version: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** What the centre's update key signs (terminal.proto, FetchUpdatesResponse.signature). */
export function signedText({ kind, name, version, sha256 }: UpdateName): string {
  return ['tongxing.v1.update', numberOf(kind), name, version, sha256].join('\n');
}

/** A refused update: a code of the error catalogue and where it lies. */
export interface UpdateFault {
  readonly code: string;
  readonly file: string;
  readonly rule: string;
  readonly field: string;
  readonly reason: string;
}

export function refusedNotice(
  update: Pick<UpdateName, 'name' | 'version'>,
  { code, rule, field }: UpdateFault,
): UpdateNotice {
  return { kind: 'update', what: 'refused', name: update.name, version: update.version, code, rule, field };
}
