/**
 * A PC/SC service in memory: readers, cards that are inserted and pulled, a service that dies and comes back, at the
 * same byte seam as the real one. Answers come in later turns of the event loop, never within the call. No time of its
 * own: a slow card takes the time it is given by whoever has a clock, a silent one stays silent until it is pulled.
 */

import type { CardSharing } from '../../drivers/contract.ts';
import {
  type PcscContext,
  type PcscEvent,
  type PcscPort,
  type PcscResult,
  pcscFault,
} from '../../drivers/pcsc/port.ts';
import type { CardImage } from './image.ts';
import { answerOf, type ChipState, coldChip } from './virtual-card.ts';

export interface Insertion {
  /** Pull the card instead of answering the command after this many. */
  readonly pullAfter?: number;
  /** Mute until its power is cut once, as a card that came up badly. In memory only. */
  readonly asleep?: boolean;
}

export interface MemoryPcsc {
  readonly port: PcscPort;
  addReader(reader: string): void;
  removeReader(reader: string): void;
  /**
   * Puts a card in. Over a card that is there it is a swap between two looks of the service: one event, another count.
   * Throws when there is no such reader.
   */
  insert(reader: string, image: CardImage, insertion?: Insertion): void;
  pull(reader: string): void;
  /** Changes the card without the service noticing: no event, and the count stays. */
  swapUnseen(reader: string, image: CardImage): void;
  /** Another program takes the reader for itself, shares it, or releases it. */
  hold(reader: string, held: boolean | 'shared'): void;
  /** Loses and restores the service, as pcscd killed and started again. Readers and cards stay where they are. */
  service(up: boolean): void;
}

interface Slot {
  card: { readonly image: CardImage; chip: ChipState; readonly pullAfter: number; asleep: boolean } | null;
  count: number;
  connected: Life | null;
  held: boolean | 'shared';
  /** Ends the command that a silent card leaves open. */
  giveUp: ((result: PcscResult<Uint8Array>) => void) | null;
}

interface Life {
  readonly listener: (event: PcscEvent) => void;
  ended: boolean;
}

const REMOVED = pcscFault('removed', 'no card in the reader');

/** `after` is for slow cards; without it they are quick. */
export function memoryPcsc(
  readers: readonly string[] = ['Memory 00'],
  after: (delayMs: number, callback: () => void) => unknown = (_delayMs, callback) => callback(),
): MemoryPcsc {
  const slots = new Map<string, Slot>();
  const lives = new Set<Life>();
  let up = true;

  function tell(event: PcscEvent): void {
    for (const life of lives) later(life, event);
  }

  function later(life: Life, event: PcscEvent): void {
    queueMicrotask(() => {
      if (!life.ended || event.kind === 'ended') life.listener(event);
    });
  }

  function cardEvent(reader: string, slot: Slot): PcscEvent {
    const { card, count } = slot;
    const atr =
      card === null || card.image.mute || card.asleep ? '' : Buffer.from(card.image.atr).toString('hex').toUpperCase();
    return { kind: 'card', reader, present: card !== null, count, atr };
  }

  function changeCard(reader: string, card: Slot['card']): void {
    const slot = slotOf(reader);
    slot.giveUp?.(REMOVED);
    slot.giveUp = null;
    slot.connected = null;
    slot.count += slot.card !== null && card !== null ? 2 : 1;
    slot.card = card;
    tell(cardEvent(reader, slot));
  }

  function slotOf(reader: string): Slot {
    const slot = slots.get(reader);
    if (slot === undefined) throw new RangeError(`no such reader: ${reader}`);
    return slot;
  }

  function addReader(reader: string): void {
    slots.set(reader, { card: null, count: 0, connected: null, held: false, giveUp: null });
    tell({ kind: 'reader_added', reader });
    tell(cardEvent(reader, slotOf(reader)));
  }

  function pull(reader: string): void {
    if (slotOf(reader).card !== null) changeCard(reader, null);
  }

  /** Runs an operation on a reader in a later turn, with the failures that all operations share. */
  async function operate<T>(
    life: Life,
    reader: string,
    work: (slot: Slot) => PcscResult<T> | Promise<PcscResult<T>>,
  ): Promise<PcscResult<T>> {
    await Promise.resolve();
    if (life.ended) return pcscFault('service', 'the context has ended');
    const slot = slots.get(reader);
    return slot === undefined ? pcscFault('reader', 'the reader is gone') : work(slot);
  }

  function connect(life: Life, slot: Slot, sharing: CardSharing): PcscResult<void> {
    if (slot.card === null) return REMOVED;
    const taken = slot.held === true || (slot.held === 'shared' && sharing === 'exclusive');
    if (taken || (slot.connected !== null && slot.connected !== life)) return pcscFault('busy', 'held elsewhere');
    if (slot.card.image.mute || slot.card.asleep) return pcscFault('mute', 'no answer to reset');
    slot.connected = life;
    slot.card.chip = coldChip(slot.card.chip);
    return { ok: true, value: undefined };
  }

  function transmit(
    life: Life,
    reader: string,
    slot: Slot,
    command: Uint8Array,
  ): PcscResult<Uint8Array> | Promise<PcscResult<Uint8Array>> {
    const { card } = slot;
    if (card === null) return REMOVED;
    if (slot.connected !== life) return pcscFault('reset', 'not connected');
    if (card.chip.commands >= card.pullAfter) {
      pull(reader);
      return REMOVED;
    }
    const { state, response } = answerOf(card.image, card.chip, command);
    card.chip = state;
    if (response !== null && card.image.answerMs === 0) return { ok: true, value: response };
    return new Promise((resolve) => {
      slot.giveUp = resolve;
      if (response !== null) after(card.image.answerMs, () => resolve({ ok: true, value: response }));
    });
  }

  function open(listener: (event: PcscEvent) => void): PcscResult<PcscContext> {
    if (!up) return pcscFault('service', 'the service is not running');
    const life: Life = { listener, ended: false };
    lives.add(life);
    for (const [reader, slot] of slots) {
      later(life, { kind: 'reader_added', reader });
      later(life, cardEvent(reader, slot));
    }
    const release = (slot: Slot): PcscResult<void> => {
      if (slot.connected === life) slot.connected = null;
      return { ok: true, value: undefined };
    };
    const context: PcscContext = {
      connect: (reader, sharing = 'exclusive') => operate(life, reader, (slot) => connect(life, slot, sharing)),
      transmit: (reader, command, answered) =>
        void operate(life, reader, (slot) => transmit(life, reader, slot, command)).then(answered),
      disconnect: (reader) => operate(life, reader, release),
      unpower: (reader) =>
        operate(life, reader, (slot) => {
          if (slot.card !== null) slot.card.asleep = false;
          return release(slot);
        }),
      async close() {
        endLife(life);
      },
    };
    return { ok: true, value: context };
  }

  function endLife(life: Life): void {
    life.ended = true;
    lives.delete(life);
    for (const slot of slots.values()) {
      if (slot.connected !== life) continue;
      slot.giveUp?.(pcscFault('service', 'the service ended'));
      slot.giveUp = null;
      slot.connected = null;
    }
  }

  for (const reader of readers) addReader(reader);
  return {
    port: { open },
    addReader,
    removeReader(reader) {
      slotOf(reader).giveUp?.(pcscFault('reader', 'the reader is gone'));
      slots.delete(reader);
      tell({ kind: 'reader_removed', reader });
    },
    insert(reader, image, insertion = {}) {
      const pullAfter = insertion.pullAfter ?? Number.POSITIVE_INFINITY;
      changeCard(reader, { image, chip: coldChip(null), pullAfter, asleep: insertion.asleep ?? false });
    },
    pull,
    swapUnseen(reader, image) {
      const slot = slotOf(reader);
      if (slot.card !== null) slot.card = { ...slot.card, image, chip: coldChip(null) };
    },
    hold(reader, held) {
      slotOf(reader).held = held;
    },
    service(nowUp) {
      up = nowUp;
      if (up) return;
      for (const life of [...lives]) {
        endLife(life);
        later(life, { kind: 'ended', detail: 'the service ended' });
      }
    },
  };
}
