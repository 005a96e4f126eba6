/**
 * Training can reach no real centre: the one place that says which addresses a terminal in training mode may speak to. Names
 * are not believed, because a hosts file or a name server could lead them anywhere.
 */

/** A centre in training mode somewhere else than on this machine. */
export class TrainingPlaceError extends Error {
  readonly address: string;
  constructor(address: string) {
    super(`${address}: a terminal in training mode speaks to a centre on this machine alone`);
    this.name = 'TrainingPlaceError';
    this.address = address;
  }
}

/** `host` or `host:port`; true for a literal loopback address. */
export function isThisMachine(address: string): boolean {
  return /^(127(\.\d{1,3}){3}|\[?::1\]?)(:\d+)?$/.test(address);
}

/** Throws TrainingPlaceError for the first that is elsewhere. */
export function holdToThisMachine(addresses: readonly string[]): void {
  const elsewhere = addresses.find((address) => !isThisMachine(address));
  if (elsewhere !== undefined) throw new TrainingPlaceError(elsewhere);
}
