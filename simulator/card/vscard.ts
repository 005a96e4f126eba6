/**
 * The card behind QEMU's USB CCID reader: the VSCARD protocol on a socket, driving the same chip as every other reader of
 * the simulator. Messages: type, reader, length, each 32 bits big-endian, then the payload.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { CardImage } from './image.ts';
import { answerOf, type ChipState, coldChip } from './virtual-card.ts';

const INIT = 1;
const READER_ADD = 3;
const ATR = 5;
const REMOVE = 6;
const APDU = 7;
const NO_READER = 0xffffffff;
const HEADER = 12;
/** QEMU's reader takes no more; what is longer is a fault of this end. */
const MAX_PAYLOAD = 4096;

export interface VsCard {
  readonly port: number;
  insert(image: CardImage): void;
  pull(): void;
  /** How many commands it was sent so far. */
  asked(): number;
  close(): Promise<void>;
}

export async function vsCard(): Promise<VsCard> {
  let socket: Socket | null = null;
  let asked = 0;
  let card: { readonly image: CardImage; chip: ChipState } | null = null;

  const send = (type: number, reader: number, payload: Uint8Array): void => {
    const header = Buffer.alloc(HEADER);
    header.writeUInt32BE(type, 0);
    header.writeUInt32BE(reader >>> 0, 4);
    header.writeUInt32BE(payload.length, 8);
    socket?.write(Buffer.concat([header, payload]));
  };

  function answer(reader: number, command: Uint8Array): void {
    asked += 1;
    if (card === null) return;
    const { state, response } = answerOf(card.image, card.chip, command);
    card.chip = state;
    if (response !== null) send(APDU, reader, response);
  }

  const server: Server = createServer((joined) => {
    socket = joined;
    joined.setNoDelay(true);
    joined.on('error', () => {});
    send(INIT, NO_READER, Buffer.concat([Buffer.from('VSCD'), Buffer.of(0, 0, 0, 2), Buffer.alloc(4)]));
    send(READER_ADD, NO_READER, Buffer.from('SimulatedReader\0'));
    if (card !== null) {
      // A reader that has just come has just been given power, and the chip with it.
      card.chip = coldChip(null);
      send(ATR, 0, card.image.atr);
    }
    let pending = Buffer.alloc(0);
    joined.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= HEADER) {
        const length = pending.readUInt32BE(8);
        if (length > MAX_PAYLOAD) return void joined.destroy();
        if (pending.length < HEADER + length) return;
        const [type, reader] = [pending.readUInt32BE(0), pending.readUInt32BE(4)];
        const payload = pending.subarray(HEADER, HEADER + length);
        pending = pending.subarray(HEADER + length);
        if (type === APDU) answer(reader, payload);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    insert(image) {
      card = { image, chip: coldChip(null) };
      send(ATR, 0, image.atr);
    },
    pull() {
      card = null;
      send(REMOVE, 0, new Uint8Array());
    },
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        socket?.destroy();
        server.close(() => resolve());
      }),
  };
}
