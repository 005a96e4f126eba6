/**
 * What the agent was told of the devices of one process, and would have to be told otherwise when that process is lost:
 * cards that are in, devices that are there, print jobs under way. Counts presences over processes, each of which begins
 * at one again. Pure.
 */
import type { DeviceEvent, DeviceId } from '../ports/devices.ts';

const VERDICTS: readonly DeviceEvent['kind'][] = ['card_read', 'card_failed', 'psam_found'];

interface Known {
  card: 'none' | 'being_read' | 'told';
  presence: number;
}

export class DeviceMemory {
  readonly #known = new Map<DeviceId, Known>();
  /** Print jobs under way, by id: lost with the process. */
  readonly #printing = new Map<string, DeviceId>();
  /** Highest presence told for a device, and the same at the start of the present process. */
  readonly #highest = new Map<DeviceId, number>();
  #base: ReadonlyMap<DeviceId, number> = new Map();

  /** An event of the process as the agent is told it. */
  told(heard: DeviceEvent): DeviceEvent {
    const event =
      'presence' in heard ? { ...heard, presence: (this.#base.get(heard.device) ?? 0) + heard.presence } : heard;
    if (event.kind === 'printed') this.#printing.delete(event.job);
    this.#note(event);
    return event;
  }

  /** The agent's presence as the process counts it. */
  presenceThere(device: DeviceId, presence: number): number {
    return presence - (this.#base.get(device) ?? 0);
  }

  printing(job: string, device: DeviceId): void {
    this.#printing.set(job, device);
  }

  /** What is true now that the process is lost. `detail`: how it ended. */
  *lost(detail: string): Iterable<DeviceEvent> {
    for (const [job, device] of this.#printing) yield { kind: 'printed', device, job, code: 'printer_offline' };
    this.#printing.clear();
    for (const [device, { card, presence }] of this.#known) {
      if (card === 'being_read')
        yield { kind: 'card_failed', device, presence, code: 'card_timeout', detail: `device process: ${detail}` };
      if (card !== 'none') yield { kind: 'card_removed', device, presence };
      yield { kind: 'device_removed', device };
    }
    this.#known.clear();
    this.#base = new Map(this.#highest);
  }

  #note(event: DeviceEvent): void {
    if (event.kind === 'device_removed') return void this.#known.delete(event.device);
    if (event.kind !== 'device_added' && !('presence' in event)) return;
    const entry: Known = this.#known.get(event.device) ?? { card: 'none', presence: 0 };
    if ('presence' in event) {
      entry.presence = event.presence;
      this.#highest.set(event.device, event.presence);
    }
    if (event.kind === 'card_inserted') entry.card = 'being_read';
    if (VERDICTS.includes(event.kind)) entry.card = 'told';
    if (event.kind === 'card_removed') entry.card = 'none';
    this.#known.set(event.device, entry);
  }
}
