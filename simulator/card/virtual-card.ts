/**
 * A simulated chip: image + command APDU → answer, as a pure function over the chip's state. Knows ISO 7816-4 as far as
 * the cards in national-interface.md 5.1 use it; every reader of the simulator drives this one chip.
 */

import type { CardFile, CardImage, CardRecord, CardSecurity } from './image.ts';
import { challengeOf, encrypted } from './security.ts';
import { psamAnswer } from './virtual-psam.ts';

export interface ChipState {
  readonly commands: number;
  readonly selected: boolean;
  readonly file: CardFile | null;
  /** Data waiting for GET RESPONSE. */
  readonly waiting: Uint8Array | null;
  /** The record whose length was told with 6Cxx: asked again, it is given. */
  readonly told: CardRecord | null;
  /** The last challenge, good for one answer. */
  readonly challenge: Uint8Array | null;
  /** Both last until the power goes. */
  readonly authenticated: boolean;
  readonly verified: boolean;
  /** Wrong PINs so far: like a card's own counter, power does not clear it. */
  readonly wrongPins: number;
  /** Of a PSAM: the key it diversified last. */
  readonly key: Uint8Array | null;
}

export interface ChipAnswer {
  readonly state: ChipState;
  /** Null: the chip stays silent. */
  readonly response: Uint8Array | null;
}

/** The chip after power on or reset. Silence outlasts it only through `commands`, which a reset does not clear. */
export function coldChip(previous: ChipState | null): ChipState {
  return {
    commands: previous?.commands ?? 0,
    selected: false,
    file: null,
    waiting: null,
    told: null,
    challenge: null,
    authenticated: false,
    verified: false,
    wrongPins: previous?.wrongPins ?? 0,
    key: null,
  };
}

/** Answers one command. */
export function answerOf(image: CardImage, chip: ChipState, command: Uint8Array): ChipAnswer {
  const state = { ...chip, commands: chip.commands + 1 };
  if (chip.commands >= image.silentAfter) return { state, response: null };
  const [cla, ins] = [command[0], command[1]];
  const fromPsam = psamAnswer(image, state, command);
  if (fromPsam !== null) return fromPsam;
  if (cla !== 0x00) return status(state, 0x6e00);
  if (ins === 0xa4) return select(image, { ...state, waiting: null, told: null }, command);
  if (ins === 0xc0) return getResponse(state, command[4] ?? 0);
  if (ins === 0xb2) return readRecord(image, { ...state, waiting: null }, command);
  if (image.security === null || !state.selected) return status(state, 0x6d00);
  if (ins === 0x84) {
    const challenge = challengeOf(image.atr, chip.commands);
    return data({ ...state, challenge }, challenge, 0x9000);
  }
  if (ins === 0x82) return authenticate(image.security, state, command);
  return ins === 0x20 ? verify(image.security, state, command) : status(state, 0x6d00);
}

function authenticate({ key, reference }: CardSecurity, chip: ChipState, command: Uint8Array): ChipAnswer {
  const state = { ...chip, challenge: null };
  const [mac, echoed] = [command.subarray(5, 13), command.subarray(13, 21)];
  if (chip.challenge === null || command[3] !== reference) return status(state, 0x6a88);
  const right = same(mac, encrypted(key, chip.challenge)) && same(echoed, chip.challenge);
  return status({ ...state, authenticated: right }, right ? 0x9000 : 0x6982);
}

function verify({ pin, tries }: CardSecurity, state: ChipState, command: Uint8Array): ChipAnswer {
  if (state.wrongPins >= tries) return status(state, 0x6983);
  if (same(command.subarray(5), pin)) return status({ ...state, verified: true, wrongPins: 0 }, 0x9000);
  const wrongPins = state.wrongPins + 1;
  return status({ ...state, verified: false, wrongPins }, 0x63c0 | (tries - wrongPins));
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

function select(image: CardImage, state: ChipState, command: Uint8Array): ChipAnswer {
  const p1 = command[2];
  const name = command.subarray(5, 5 + (command[4] ?? 0));
  if (p1 === 0x04) {
    if (Buffer.compare(name, image.aid) !== 0) return status(state, 0x6a82);
    const selected = { ...state, selected: true, file: null };
    if (!image.selectBy61) return data(selected, image.fci, 0x9000);
    return status({ ...selected, waiting: image.fci }, 0x6100 | image.fci.length);
  }
  if (p1 !== image.selectFileP1) return status(state, 0x6a86);
  const id = ((name[0] ?? 0) << 8) | (name[1] ?? 0);
  const file = state.selected ? image.files.find((candidate) => candidate.id === id) : undefined;
  if (file === undefined) return status(state, 0x6a82);
  return isOpen(file, state) ? status({ ...state, file }, file.status) : status(state, 0x6982);
}

function getResponse(state: ChipState, le: number): ChipAnswer {
  if (state.waiting === null) return status(state, 0x6985);
  const length = le === 0 ? state.waiting.length : le;
  if (length > state.waiting.length) return status(state, 0x6c00 | state.waiting.length);
  return data({ ...state, waiting: null }, state.waiting.subarray(0, length), 0x9000);
}

function readRecord(image: CardImage, state: ChipState, command: Uint8Array): ChipAnswer {
  const [p1, p2, le] = [command[2] ?? 0, command[3] ?? 0, command[4] ?? 0];
  const sfi = p2 >> 3;
  const file = sfi === 0 ? state.file : image.files.find((candidate) => candidate.sfi === sfi);
  if (file === null || file === undefined || !state.selected) return status(state, 0x6a82);
  if (!isOpen(file, state)) return status(state, 0x6982);
  const byNumber = (p2 & 0x07) === 4;
  const record = byNumber ? file.records[p1 - 1] : file.records.find(({ tag }) => tag === p1);
  if (record === undefined) return status(state, 0x6a83);
  if (record.status !== 0x9000) return status(state, record.status);
  if (record.faulty) return data(state, record.bytes, 0x9000);
  const { length } = record.bytes;
  const askFirst = image.read === '6C' && state.told !== record;
  if (askFirst || (le !== 0 && le !== length)) return status({ ...state, told: record }, 0x6c00 | length);
  if (image.read === '61') return status({ ...state, waiting: record.bytes }, 0x6100 | length);
  return data({ ...state, told: null }, record.bytes, 0x9000);
}

function isOpen({ guarded }: CardFile, { authenticated, verified }: ChipState): boolean {
  return !guarded || (authenticated && verified);
}

function data(state: ChipState, bytes: Uint8Array, sw: number): ChipAnswer {
  return { state, response: Uint8Array.of(...bytes, sw >> 8, sw & 0xff) };
}

function status(state: ChipState, sw: number): ChipAnswer {
  return data(state, new Uint8Array(0), sw);
}
