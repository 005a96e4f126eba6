/**
 * Whether what an agent says in a replay is what it said when it was recorded. Ids that carry the second of their making may
 * be other ones, as long as each stands for the same one everywhere; readings of clocks and hashes over them are not looked
 * at, money and everything else must be equal. Never repairs a difference.
 */

/** msgid: institution, yyyyMMddHHmmss, slot and counter. */
const MSGID = /[A-Z][0-9]{11}[0-9]{14}[0-9]{4}/g;
/** The same, and ids of sessions, which never leave the counter. */
const ID = /[A-Z][0-9]{11}[0-9]{14}[0-9]{4}|[0-9]{14}-[0-9]+-[0-9]{1,5}/g;
/** A reading of the wall clock inside a sentence. */
const INSTANT = /\b[0-9]{13}\b/g;
const DATE_TIME = /\b\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\b/g;
/** Another second of the same sale: the replay's clock stands where an instant of the recorded one is not known. */
const NEAR_MS = 60_000;
/** Readings of clocks, hashes and signatures over them, and numbers of the connection. */
const NOT_LOOKED_AT =
  /(^|_)(hash|sha256|ms|wall|boot_id|inf_time|signature|at|now|monotonic|frame_id|call|detail|seq)$|Ms$/;
/** Made of the second and nothing else: two of one second are no identity. */
const OF_THE_SECOND = /(^|\.)header\.msgid$/;

export class Identities {
  readonly #replayed = new Map<string, string>();
  readonly #recorded = new Map<string, string>();

  /** Null when it is the same; otherwise the first place and both sides. */
  difference(recorded: unknown, replayed: unknown, at = ''): string | null {
    if (Array.isArray(recorded) && Array.isArray(replayed)) {
      if (recorded.length !== replayed.length) return said(`${at}.length`, recorded.length, replayed.length);
      return first(recorded.map((one, index) => () => this.difference(one, replayed[index], `${at}[${index}]`)));
    }
    if (isRecord(recorded) && isRecord(replayed)) return this.#inRecord(recorded, replayed, at);
    if (recorded === replayed || (isNone(recorded) && isNone(replayed))) return null;
    if (typeof recorded === 'string' && typeof replayed === 'string' && this.#sameText(recorded, replayed)) return null;
    return said(at, recorded, replayed);
  }

  #inRecord(recorded: Fields, replayed: Fields, at: string): string | null {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(replayed)])];
    return first(
      names
        .filter((name) => !NOT_LOOKED_AT.test(name) && !OF_THE_SECOND.test(`${at}.${name}`))
        .map((name) => () => this.difference(recorded[name], replayed[name], at === '' ? name : `${at}.${name}`)),
    );
  }

  #sameText(given: string, now: string): boolean {
    if (!nearInTime(given, now)) return false;
    const [recorded, replayed] = [timeless(given), timeless(now)];
    if (recorded === replayed) return true;
    const [ours, theirs] = [recorded.match(ID) ?? [], replayed.match(ID) ?? []];
    if (ours.length === 0 || ours.length !== theirs.length) return false;
    if (recorded.replace(ID, '#') !== replayed.replace(ID, '#')) return false;
    return ours.every((one, index) => this.#stands(one, theirs[index] ?? ''));
  }

  /** One for one, for good. */
  #stands(recorded: string, replayed: string): boolean {
    const [known, back] = [this.#replayed.get(recorded), this.#recorded.get(replayed)];
    if (known !== undefined || back !== undefined) return known === replayed && back === recorded;
    this.#replayed.set(recorded, replayed);
    this.#recorded.set(replayed, recorded);
    return true;
  }

  /** What was recorded, in the ids of the replay. */
  translated<T>(value: T): T {
    if (value instanceof Uint8Array) return this.#bytes(value) as T;
    if (typeof value === 'string') return this.#text(value) as T;
    if (Array.isArray(value)) return value.map((one) => this.translated(one) as unknown) as T;
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.translated(one)])) as T;
  }

  #text(text: string): string {
    return text.replace(ID, (one) => this.#replayed.get(one) ?? one);
  }

  /** An id has the same length as the one it stands for, so lengths inside the bytes stay right. */
  #bytes(bytes: Uint8Array): Uint8Array {
    const text = Buffer.from(bytes).toString('latin1');
    return Buffer.from(
      text.replace(MSGID, (one) => this.#replayed.get(one) ?? one),
      'latin1',
    );
  }
}

/** Whether the times of day in both are about the same ones. */
function nearInTime(given: string, now: string): boolean {
  const theirs = instantsOf(now);
  return instantsOf(given).every((at, index) => Math.abs(at - (theirs[index] ?? at)) <= NEAR_MS);
}

const timeless = (text: string): string => text.replace(INSTANT, '@').replace(DATE_TIME, '@');
const instantsOf = (text: string): readonly number[] =>
  (text.match(DATE_TIME) ?? []).map((one) => Date.parse(one.replace(' ', 'T')));

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

const isNone = (value: unknown): boolean => value === undefined || value === null;

function first(checks: readonly (() => string | null)[]): string | null {
  for (const check of checks) {
    const found = check();
    if (found !== null) return found;
  }
  return null;
}

function said(at: string, recorded: unknown, replayed: unknown): string {
  const show = (value: unknown) => (JSON.stringify(value) ?? 'nothing').slice(0, 200);
  return `${at === '' ? '' : `${at}: `}${show(replayed)}, recorded ${show(recorded)}`;
}
