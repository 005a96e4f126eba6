/**
 * The simulated chip behind the real pcscd: speaks the protocol of vsmartcard's virtual reader over TCP. A connection
 * is an inserted card, closing it pulls the card. Must never offer a listening port itself: pcscd listens, this dials.
 *
 * Frames are a 16-bit length and a body, both ways. A body of one byte from the reader is a control: 0 power off, 1 power
 * on, 2 reset (no answer), 4 send the ATR; anything else is a command APDU.
 */

import type { Socket } from 'node:net';
import type { DriverClock } from '../../drivers/contract.ts';
import type { CardImage } from './image.ts';
import type { Insertion } from './memory-reader.ts';
import { answerOf, type ChipState, coldChip } from './virtual-card.ts';

const POWER_OFF = 0;
const POWER_ON = 1;
const RESET = 2;
const SEND_ATR = 4;
/**
 * A mute card is there (any answer to the ATR question says so) but must not come up when it is powered: an ATR longer
 * than the 33 bytes there are is refused then, and the connection stays. Hanging up instead would pull the card.
 */
const NO_ATR = new Uint8Array(40);

export interface VpcdOptions extends Pick<Insertion, 'pullAfter'> {
  /**
   * The reader's driver writes a frame's length and body apart, so Nagle holds the body until the length is
   * acknowledged, 40 ms later. An answer's length starts with a zero byte whenever it is under 256 bytes: sending that
   * zero as soon as a length arrives carries the acknowledgement. 660 ms a card become 4. Default true.
   */
  readonly earlyZero?: boolean;
  /** For slow cards; without it they are quick. */
  readonly after?: DriverClock['after'];
}

export interface VpcdCard {
  /** Takes the card out; resolves when the connection is closed. */
  pull(): Promise<void>;
}

/** One slot of the virtual reader, for hands that insert and pull. */
export interface VirtualReader {
  readonly name: string;
  /** Puts a card in, pulling the one that was there. Rejects when nothing listens. pcscd notices within 400 ms. */
  insert(image: CardImage, options?: VpcdOptions): Promise<void>;
  pull(): Promise<void>;
}

/**
 * A card pulled in the middle of a command and replaced at once would pass for the same card, since the reader's driver
 * only looks every 400 ms. No hand is that fast.
 */
const HAND_MS = 500;

/** `dial` opens a connection to the slot's port; a pcscd that went away takes its cards along. */
export function virtualReader(name: string, dial: () => Promise<Socket>, clock: DriverClock): VirtualReader {
  let card: VpcdCard | null = null;
  let emptySince = Number.NEGATIVE_INFINITY;

  async function pull(): Promise<void> {
    const last = card;
    card = null;
    await last?.pull();
  }

  return {
    name,
    pull,
    async insert(image, options = {}) {
      await pull();
      const delayMs = emptySince + HAND_MS - clock.monotonicMs();
      if (delayMs > 0) await new Promise<void>((resolve) => void clock.after(delayMs, resolve));
      const socket = await dial();
      socket.once('close', () => {
        emptySince = clock.monotonicMs();
      });
      card = serveVpcd(socket, image, { ...options, after: clock.after });
    },
  };
}

/** Serves a card on a connection to the reader's port. */
function serveVpcd(socket: Socket, image: CardImage, options: VpcdOptions = {}): VpcdCard {
  // An answer of 256 bytes and more has another first byte: such a card must wait.
  const early = (options.earlyZero ?? true) && image.files.every((file) => file.records.every(isShort));
  const pullAfter = options.pullAfter ?? Number.POSITIVE_INFINITY;
  let chip: ChipState = coldChip(null);
  let buffered = Buffer.alloc(0);
  /** A zero sent ahead and not yet used by an answer; at most one. */
  let ahead = false;
  let leaving = false;

  function send(bytes: Uint8Array): void {
    const frame = Buffer.alloc(2 + bytes.length);
    frame.writeUInt16BE(bytes.length, 0);
    frame.set(bytes, 2);
    socket.write(ahead ? frame.subarray(1) : frame);
    ahead = false;
  }

  function obey(body: Buffer): void {
    const control = body.length === 1 ? body[0] : undefined;
    if (control === POWER_OFF || control === POWER_ON || control === RESET) {
      chip = coldChip(chip);
    } else if (control === SEND_ATR) {
      send(image.mute ? NO_ATR : image.atr);
    } else if (chip.commands >= pullAfter) {
      hangUp();
    } else {
      const { state, response } = answerOf(image, chip, body);
      chip = state;
      if (response === null) return;
      if (image.answerMs === 0 || options.after === undefined) send(response);
      else options.after(image.answerMs, () => leaving || send(response));
    }
  }

  function hangUp(): void {
    if (leaving) return;
    leaving = true;
    // Half a length would be taken for an answer of one byte that is not there, and crash pcscd.
    if (ahead) socket.write(Buffer.of(0));
    socket.destroySoon();
  }

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    while (buffered.length >= 2 && !leaving) {
      const length = buffered.readUInt16BE(0);
      if (buffered.length < 2 + length) {
        if (early && !ahead) {
          socket.write(Buffer.of(0));
          ahead = true;
        }
        return;
      }
      const body = buffered.subarray(2, 2 + length);
      buffered = buffered.subarray(2 + length);
      obey(body);
    }
  });
  return {
    pull() {
      return new Promise((resolve) => {
        if (socket.closed) resolve();
        socket.once('close', resolve);
        hangUp();
      });
    },
  };
}

function isShort(record: { readonly bytes: Uint8Array }): boolean {
  return record.bytes.length <= 253;
}
