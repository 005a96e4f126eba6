/**
 * What the name that PC/SC gives a reader says of it: "Model [interface] (serial) index slot", where the index changes
 * with every plugging. Pure; a name of another form is a model as a whole.
 */

export interface ReaderName {
  /** Model and interface, and the slot where it is not the first: the same whatever number it has now. */
  readonly model: string;
  /** Empty where the name tells none. */
  readonly serial: string;
  readonly contactless: boolean;
}

/** How vsmartcard's driver names its readers in pcscd. */
export const VIRTUAL = /^Virtual PCD\b/;

const LINUX = /^(.+?)(?: \[([^\]]*)\])?(?: \(([^)]*)\))? [0-9A-F]{2} ([0-9A-F]{2})$/;
const WINDOWS = /^(.+?) [0-9]+$/;
const CONTACTLESS = /contactless|\bpicc\b|\bcl\b|\bnfc\b|非接/i;

export function readerName(name: string): ReaderName {
  const [, base = WINDOWS.exec(name)?.[1] ?? name, face = '', serial = '', slot = '00'] = LINUX.exec(name) ?? [];
  const model = `${base}${face === '' ? '' : ` [${face}]`}${slot === '00' ? '' : ` slot ${slot}`}`;
  // A name that says both is a device's; what this interface is stands in the brackets.
  return { model, serial, contactless: CONTACTLESS.test(face === '' ? base : face) };
}
