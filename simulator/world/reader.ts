/** The card reader at a simulated counter: can be unplugged, and holds a card across the deaths of the agent. */
import type { Devices } from '../../agent/ports/devices.ts';
import type { CardData, DeviceListener } from '../../drivers/contract.ts';

const DEVICE = 'reader';

export class Reader {
  #listener: DeviceListener | null = null;
  #presence = 0;
  #card: CardData | null = null;
  #plugged = true;

  insert(card: CardData): void {
    this.pull();
    this.#card = card;
    if (this.#plugged) this.#show(card);
  }

  pull(): void {
    if (this.#card === null) return;
    this.#card = null;
    if (this.#plugged) this.#listener?.({ kind: 'card_removed', device: DEVICE, presence: this.#presence });
  }

  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    if (this.#card !== null) this.#listener?.({ kind: 'card_removed', device: DEVICE, presence: this.#presence });
    this.#listener?.({ kind: 'device_removed', device: DEVICE });
  }

  plug(): void {
    if (this.#plugged) return;
    this.#plugged = true;
    this.#add();
  }

  /** For the next agent; the last one hears nothing more. */
  devices(): Devices {
    const mine: { listener: DeviceListener | null } = { listener: null };
    return {
      start: (listener) => {
        mine.listener = listener;
        this.#listener = listener;
        if (this.#plugged) this.#add();
      },
      stop: async () => {
        if (this.#listener === mine.listener) this.#listener = null;
      },
    };
  }

  #add(): void {
    this.#listener?.({ kind: 'device_added', device: DEVICE, name: 'Simulated reader', virtual: true });
    if (this.#card !== null) this.#show(this.#card);
  }

  #show(card: CardData): void {
    this.#presence += 1;
    this.#listener?.({ kind: 'card_inserted', device: DEVICE, presence: this.#presence, atr: '' });
    this.#listener?.({ kind: 'card_read', device: DEVICE, presence: this.#presence, card });
  }
}
