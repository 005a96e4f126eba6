/**
 * What a card wants proven before it gives a file (national-interface.md 5.3): that a PSAM stands behind the terminal, and
 * that its holder knows the PIN. Commands as bytes, in the order a profile lists them. Pure; keeps no PIN.
 */

export type Access =
  | {
      readonly step: 'psam';
      /** The file it opens. */
      readonly before: string;
      readonly aid: Uint8Array;
      /** The PSAM's key that is diversified. */
      readonly key: number;
      /** The card's key that it answers to. */
      readonly reference: number;
    }
  | { readonly step: 'holder'; readonly before: string; readonly reference: number; readonly digits: number };

type PsamAccess = Access & { readonly step: 'psam' };
type HolderAccess = Access & { readonly step: 'holder' };

export type AccessStep =
  | { readonly kind: 'challenge' | 'psam_select' | 'psam_diversify' | 'psam_compute'; readonly access: PsamAccess }
  | { readonly kind: 'authenticate'; readonly access: PsamAccess }
  | { readonly kind: 'holder'; readonly access: HolderAccess };

/** What the commands are made of. */
export interface Proof {
  readonly atr: Uint8Array;
  readonly admdvs: string;
  readonly challenge: Uint8Array;
  readonly mac: Uint8Array;
}

const CHALLENGE = Uint8Array.of(0x00, 0x84, 0x00, 0x00, 0x08);
/** The second half of the city factor, as published. */
const CITY = [0x73, 0x78];
const FACTOR_BYTES = 8;

export function accessSteps(access: Access): readonly AccessStep[] {
  if (access.step === 'holder') return [{ kind: 'holder', access }];
  const kinds = ['challenge', 'psam_select', 'psam_diversify', 'psam_compute', 'authenticate'] as const;
  return kinds.map((kind) => ({ kind, access }));
}

/** Whose command it is: the PSAM's, not the card's. */
export function isForPsam({ kind }: { readonly kind: string }): boolean {
  return kind === 'psam_select' || kind === 'psam_diversify' || kind === 'psam_compute';
}

export function accessCommand(step: AccessStep, { atr, admdvs, challenge, mac }: Proof): Uint8Array {
  switch (step.kind) {
    case 'challenge':
      return CHALLENGE;
    case 'psam_select':
      return Uint8Array.of(0x00, 0xa4, 0x04, 0x00, step.access.aid.length, ...step.access.aid);
    case 'psam_diversify': {
      const card = atr.slice(-FACTOR_BYTES);
      const city = [...admdvs].map((digit) => digit.charCodeAt(0));
      return Uint8Array.of(0xbf, 0xde, 0x48, step.access.key, 0x18, ...card, ...city, ...CITY, ...challenge);
    }
    case 'psam_compute':
      return Uint8Array.of(0x80, 0xfa, 0x00, 0x00, challenge.length, ...challenge);
    case 'authenticate':
      return Uint8Array.of(0x00, 0x82, 0x00, step.access.reference, 0x10, ...mac, ...challenge);
    case 'holder':
      // Made once the PIN is there.
      return new Uint8Array(0);
  }
}

/** Null: not a PIN as this card has them; it was not tried. */
export function verifyCommand({ reference, digits }: HolderAccess, pin: string): Uint8Array | null {
  if (pin.length !== digits || !/^[0-9]+$/.test(pin)) return null;
  const coded = Buffer.from(pin, 'hex');
  return Uint8Array.of(0x00, 0x20, 0x00, reference, coded.length, ...coded);
}

/** The same command without the PIN in it, as it may be recorded. */
export function withoutPin(command: Uint8Array): Uint8Array {
  if (command[0] !== 0x00 || command[1] !== 0x20) return command;
  return command.map((byte, at) => (at < 5 ? byte : 0xff));
}
