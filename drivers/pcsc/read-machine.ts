/**
 * Reading one card as a pure machine: state + answer → next command, or the card, or why not. It follows 61xx and 6Cxx,
 * tries the ways cards differ as the profile lists them, and says in `detail` which step failed with which status,
 * never what the record held. While the card is busy with a command, `prepare` looks into the record that came before and
 * makes the command that follows a plain yes. No time, no I/O: removal and silence are the reader's to notice.
 */

import { decodeValue, gbkText, isFiller, recordValue } from '../card-file.ts';
import type { CardData } from '../contract.ts';
import { type AccessStep, accessCommand, accessSteps, isForPsam, type Proof, verifyCommand } from './access.ts';
import {
  getResponse,
  hexOf,
  MAX_ANSWER_BYTES,
  parseAnswer,
  readRecord,
  selectApplet,
  selectFile,
  withLe,
} from './apdu.ts';
import { type CardProfile, hasQuirks, inRegion, type ProfileItem } from './card-profile.ts';
import {
  badRecord,
  type Failed,
  failed,
  hexSw,
  NO_TEXTS,
  type Prepared,
  type ReadNext,
  type ReadState,
  type Send,
  type Step,
} from './read-state.ts';

const MAX_HOPS = 4;
const FACTOR_BYTES = 8;
const EMPTY = new Uint8Array(0);

const NOT_FOUND = new Set([0x6a82, 0x6a83, 0x6a88]);
const WRONG_P1 = new Set([0x6a80, 0x6a82, 0x6a86, 0x6700]);
const NO_SUCH_APPLET = new Set([0x6a80, 0x6a81, 0x6a82, 0x6a86, 0x6700, 0x6985, 0x6d00, 0x6e00]);
const BLOCKED = new Set([0x6283, 0x6983]);
/** As far as the card's serial and no further: is it still the same card? */
export function startCheck(start: ReadState): ReadState {
  return { ...start, serialOnly: true };
}

/** The same start for this card; its answer to reset is part of what a PSAM proves. */
export function withAtr(start: ReadState, atr: Uint8Array): ReadState {
  return { ...start, proof: { ...start.proof, atr } };
}

/** The first command to send is in the state. */
export function startRead(profile: CardProfile, atr: Uint8Array = EMPTY): ReadState {
  const files = profile.files.flatMap((file): Step[] => [
    { kind: 'file', file, p1At: 0 },
    ...file.items.map((item): Step => ({ kind: 'item', file, item })),
  ]);
  const rest = guarded(profile, files);
  const proof = { atr, admdvs: '', challenge: EMPTY, mac: EMPTY };
  const first: Step = { kind: 'applet' };
  return {
    profile,
    step: first,
    rest,
    command: commandOf(profile, first, '', proof),
    partial: EMPTY,
    hops: 0,
    proof,
    texts: NO_TEXTS,
    nameParts: [],
    name: null,
    left: null,
    serialOnly: false,
  };
}

/** Whether the state's command is for the PSAM instead of the card. */
export function isPsamTurn({ step }: ReadState): boolean {
  return isForPsam(step);
}

/** With what the holder typed: the command that shows it to the card, or null when it cannot be a PIN of this card. */
export function withPin(state: ReadState, pin: string): ReadState | null {
  const command = state.step.kind === 'holder' ? verifyCommand(state.step.access, pin) : null;
  return command === null ? null : { ...state, command, partial: EMPTY, hops: 0 };
}

/** To be called while the card works on `state.command`; `record` is what `follow` gave with the state, status included. */
export function prepare(state: ReadState, record: Uint8Array): Prepared | Exclude<ReturnType<typeof takeIn>, Send> {
  const { left } = state;
  const known = left === null ? null : takeIn({ ...state, left: null }, left, record.subarray(0, -2));
  if (known !== null && known.kind !== 'send') return known;
  const now = known?.state ?? state;
  return { kind: 'send', state: now, ahead: aheadOf(now) };
}

/**
 * Two records say what is sent next: it is made for each thing they may say, and of the answer no more is looked at
 * than that.
 */
function aheadOf(state: ReadState): Prepared['ahead'] {
  const { step, profile, texts } = state;
  if ('access' in step || step.kind === 'stranger') return NOT_KNOWN;
  if (step.kind !== 'item') return always(sentBy(state));
  const taken = { ...state, left: step.item };
  if (step.item.item === 'card_version') {
    const sent = profile.versions.map((card_version) => sentBy({ ...taken, texts: { ...texts, card_version } }));
    return (record) => sent[profile.versions.findIndex((version) => holdsText(record, version))] ?? null;
  }
  if (step.item.item !== 'card_sn') return always(sentBy(taken));
  if (state.serialOnly) return NOT_KNOWN;
  const sent = sentBy(taken);
  return (record) => (hasQuirks(profile, hexOf(record.subarray(2, 5))) ? null : sent);
}

const NOT_KNOWN = () => null;
const always = (sent: ReadState | null) => () => sent;

/** Null where the end comes next, or what only the card's own answer can make. */
function sentBy(state: ReadState): ReadState | null {
  const next = state.rest[nextAt(state)];
  if (next === undefined || 'access' in next) return null;
  const sent = proceed(state);
  return sent.kind === 'send' ? sent.state : null;
}

/** Whether a record with its status behind it has this ASCII text. */
function holdsText(record: Uint8Array, text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (record[at + 2] !== text.charCodeAt(at)) return false;
  return record.length === text.length + 4;
}

/**
 * Takes the card's answer to the command of a state that was prepared, with the record to be looked into next. The reader
 * waits for this: what can be done before it or after it is not done here.
 */
export function follow(
  { state, ahead }: Prepared,
  response: Uint8Array,
): { readonly next: ReadNext; readonly record: Uint8Array } {
  const { length } = response;
  const yes = response[length - 2] === 0x90 && response[length - 1] === 0x00 && length <= MAX_ANSWER_BYTES;
  const sent = yes && state.partial.length === 0 ? ahead(response) : null;
  return sent === null
    ? { next: advanceRead(state, response), record: EMPTY }
    : { next: { kind: 'send', state: sent }, record: response };
}

/** Takes the card's answer to `state.command`. */
export function advanceRead(state: ReadState, response: Uint8Array): ReadNext {
  const answer = parseAnswer(response);
  if (answer === null) return unreadable(state, `answer of ${response.length} bytes`);
  const { data, sw } = answer;
  const sw1 = sw >> 8;
  const le = sw & 0xff;
  if (state.step.kind === 'stranger') return afterStranger(state, state.step.at, sw);
  if (sw1 === 0x61 || sw1 === 0x6c) {
    if (state.hops === MAX_HOPS) return unreadable(state, `${hexSw(sw)} again and again`);
    const partial = sw1 === 0x61 ? Uint8Array.of(...state.partial, ...data) : state.partial;
    const command = sw1 === 0x61 ? getResponse(le) : withLe(state.command, le);
    return { kind: 'send', state: { ...state, command, partial, hops: state.hops + 1 } };
  }
  if ('access' in state.step) return afterAccess(state, state.step, Uint8Array.of(...state.partial, ...data), sw);
  if (BLOCKED.has(sw)) return failed('card_blocked', state, hexSw(sw));
  if (sw === 0x9000) return accept(state, Uint8Array.of(...state.partial, ...data));
  return refuse(state, sw);
}

function accept(state: ReadState, data: Uint8Array): ReadNext {
  if (state.step.kind !== 'item') return proceed(state);
  const known = takeIn(state, state.step.item, data);
  return known.kind === 'send' ? proceed(known.state) : known;
}

/** Looks into the record of an item. The state is still to go on. */
function takeIn(
  state: ReadState,
  item: ProfileItem,
  data: Uint8Array,
): Send | Failed | { readonly kind: 'serial'; readonly card_sn: string } {
  const value = recordValue(data, item.tag, item.length);
  if (value === null) return badRecord(item, `record of ${data.length} bytes is not the expected one`);
  if (item.optional && isFiller(value)) return withText(state, item, null);
  if (item.encoding === 'gbk') return takeName(state, item, value);
  const text = decodeValue(item.encoding, value);
  if (text === null || item.pattern?.test(text) === false) return badRecord(item, `not valid ${item.encoding}`);
  if (item.item === 'card_version' && !state.profile.versions.includes(text)) {
    return badRecord(item, 'version not in the card profile', 'card_version_unknown');
  }
  const known = withText(state, item, text);
  if (item.item !== 'card_sn') return known;
  return state.serialOnly
    ? { kind: 'serial', card_sn: text }
    : { kind: 'send', state: asInRegion(known.state, text.slice(0, 6)) };
}

/** From here on the card is read as those of its issuing area are. */
function asInRegion(state: ReadState, admdvs: string): ReadState {
  const profile = inRegion(state.profile, admdvs);
  const proof = { ...state.proof, admdvs };
  if (profile === state.profile) return { ...state, proof };
  const read = state.rest.filter((step) => !('access' in step));
  const rest = read.map((step): Step => {
    if (step.kind !== 'file' && step.kind !== 'item') return step;
    const file = profile.files.find(({ name }) => name === step.file.name) ?? step.file;
    if (step.kind === 'file') return { ...step, file };
    return { ...step, file, item: file.items.find(({ item }) => item === step.item.item) ?? step.item };
  });
  return { ...state, profile, proof, rest: guarded(profile, rest) };
}

/** What has to be proven stands before the file that it opens. */
function guarded(profile: CardProfile, steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step): readonly Step[] => {
    if (step.kind !== 'file') return [step];
    const wanted = profile.access.filter(({ before }) => before === step.file.name);
    return [...wanted.flatMap(accessSteps), step];
  });
}

function afterAccess(state: ReadState, step: AccessStep, data: Uint8Array, sw: number): ReadNext {
  const { proof } = state;
  if (step.kind === 'holder') return afterPin(state, sw);
  if (sw !== 0x9000) return failed('card_psam_refused', state, hexSw(sw));
  const gives = step.kind === 'challenge' || step.kind === 'psam_compute';
  if (gives && data.length !== FACTOR_BYTES)
    return failed('card_psam_refused', state, `answer of ${data.length} bytes`);
  if (step.kind === 'challenge') return proceed({ ...state, proof: { ...proof, challenge: data } });
  return proceed(step.kind === 'psam_compute' ? { ...state, proof: { ...proof, mac: data } } : state);
}

/** 63Cx: wrong, and x tries are left. The card counts them, nobody else. */
function afterPin(state: ReadState, sw: number): ReadNext {
  if (sw === 0x9000) return proceed({ ...state, command: EMPTY });
  const triesLeft = sw & 0x0f;
  if (sw >> 4 === 0x63c && triesLeft > 0) return { kind: 'pin', state: { ...state, command: EMPTY }, triesLeft };
  const blocked = sw === 0x63c0 || sw === 0x6983 || sw === 0x6984;
  return failed(blocked ? 'card_pin_blocked' : 'card_unreadable', state, hexSw(sw));
}

/** Name and extension are decoded together once both are there, but a bad name is refused at its own record. */
function takeName(state: ReadState, item: ProfileItem, value: Uint8Array): Send | Failed {
  const nameParts = [...state.nameParts, value];
  const name = gbkText(nameParts);
  const version = state.texts['card_version'] ?? null;
  const mayContinue = [state.step, ...state.rest].some(
    (step) => step.kind === 'item' && step.item !== item && step.item.encoding === 'gbk' && isDue(step.item, version),
  );
  if (name === null && !mayContinue) return badRecord(item, 'not valid gbk');
  return withText({ ...state, nameParts, name }, item, null);
}

function refuse(state: ReadState, sw: number): ReadNext {
  const { step, profile } = state;
  switch (step.kind) {
    case 'applet':
      if (!NO_SUCH_APPLET.has(sw)) return unreadable(state, hexSw(sw));
      return askStranger(state, 0, sw);
    case 'file':
      if (WRONG_P1.has(sw) && step.p1At + 1 < profile.selectFileP1.length) {
        return send(state, { ...step, p1At: step.p1At + 1 }, state.rest);
      }
      return unreadable(state, hexSw(sw));
    case 'item':
      if (step.item.optional && NOT_FOUND.has(sw)) return proceed(withText(state, step.item, null).state);
      return unreadable(state, hexSw(sw));
    default:
      return unreadable(state, hexSw(sw));
  }
}

/** Not our applet: one more question per known stranger, so that the log can say what was inserted. */
function askStranger(state: ReadState, at: number, sw: number): ReadNext {
  if (at >= state.profile.strangers.length) {
    return failed('card_not_social_security', state, `${hexSw(sw)}, no known applet`);
  }
  return send(state, { kind: 'stranger', at }, []);
}

function afterStranger(state: ReadState, at: number, sw: number): ReadNext {
  if (sw === 0x9000 || sw >> 8 === 0x61 || sw >> 8 === 0x62) {
    const { what = '', code = 'card_not_social_security' } = state.profile.strangers[at] ?? {};
    if (code === 'psam') return { kind: 'psam' };
    return { kind: 'failed', code, detail: `SELECT applet: this is a ${what}` };
  }
  return askStranger(state, at + 1, sw);
}

function proceed(state: ReadState): ReadNext {
  const at = nextAt(state);
  const next = state.rest[at];
  return next === undefined ? finish(state) : send(state, next, state.rest.slice(at + 1));
}

/** Which of the steps after this one comes next. */
function nextAt({ rest, texts }: ReadState): number {
  const version = texts['card_version'] ?? null;
  const at = rest.findIndex((step) => step.kind !== 'item' || isDue(step.item, version));
  return at < 0 ? rest.length : at;
}

/** Items of a later card version are skipped as soon as the version is known. */
function isDue(item: ProfileItem, version: string | null): boolean {
  return item.since === null || version === null || item.since <= version;
}

function send(state: ReadState, step: Step, rest: readonly Step[]): ReadNext {
  const command = commandOf(state.profile, step, state.texts['card_version'] ?? '', state.proof);
  const next = { ...state, step, rest, command, partial: EMPTY, hops: 0 };
  return step.kind === 'holder' ? { kind: 'pin', state: next, triesLeft: null } : { kind: 'send', state: next };
}

function commandOf(profile: CardProfile, step: Step, version: string, proof: Proof): Uint8Array {
  if ('access' in step) return accessCommand(step, proof);
  switch (step.kind) {
    case 'applet':
      return selectApplet(profile.aid);
    case 'stranger':
      return selectApplet(profile.strangers[step.at]?.aid ?? EMPTY);
    case 'file':
      return selectFile(profile.selectFileP1[step.p1At] ?? 0, step.file.id);
    case 'item': {
      const { by, tag, numbers, length } = step.item;
      return readRecord(by, by === 'tag' ? tag : (numbers[version] ?? tag), step.file.sfi, length + 2);
    }
  }
}

function finish(state: ReadState): ReadNext {
  const text = (item: string): string => state.texts[item] ?? '';
  const { name } = state;
  const version = text('card_version');
  if (name === null) return unreadable(state, 'psn_name is not valid gbk');
  if (version !== '1.00' && version !== '2.00' && version !== '3.00') {
    return failed('card_version_unknown', state, 'no version');
  }
  const card: CardData = {
    card_sn: text('card_sn'),
    issuing_admdvs: text('card_sn').slice(0, 6),
    card_class: text('card_class'),
    card_version: version,
    issuer: text('issuer'),
    issued_date: text('issued_date'),
    expiry_date: text('expiry_date'),
    cardno: text('cardno'),
    certno: text('certno'),
    psn_name: name,
    gend: text('gend'),
    naty: state.texts['naty'] ?? null,
    birthplace: state.texts['birthplace'] ?? null,
    brdy: text('brdy'),
  };
  return { kind: 'done', card };
}

function withText(state: ReadState, { item }: ProfileItem, text: string | null): Send {
  return { kind: 'send', state: { ...state, texts: { ...state.texts, [item]: text } } };
}

function unreadable(state: ReadState, detail: string): ReadNext {
  return failed('card_unreadable', state, detail);
}
