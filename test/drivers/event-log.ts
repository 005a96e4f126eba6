/** Collects device events and waits for one with a deadline, so that no test sleeps. */

import type { DeviceEvent } from '../../drivers/contract.ts';

export type EventOf<K extends DeviceEvent['kind']> = Extract<DeviceEvent, { kind: K }>;

export interface EventLog {
  readonly events: DeviceEvent[];
  readonly listener: (event: DeviceEvent) => void;
  of<K extends DeviceEvent['kind']>(kind: K): EventOf<K>[];
  /** "card_failed card_mute", "card_read 测试甲", "card_removed": the story in one line an event. */
  story(): string[];
  /** The first event, not returned before, that fits; rejects with the story after deadlineMs of real time. */
  next<K extends DeviceEvent['kind']>(
    kind: K,
    fits?: (event: EventOf<K>) => boolean,
    deadlineMs?: number,
  ): Promise<EventOf<K>>;
}

export function eventLog(): EventLog {
  const events: DeviceEvent[] = [];
  const taken = new Set<DeviceEvent>();
  const waiters = new Set<() => void>();
  const story = (): string[] => events.map(lineOf);
  const ofKind =
    <K extends DeviceEvent['kind']>(kind: K) =>
    (event: DeviceEvent): event is EventOf<K> =>
      event.kind === kind;
  return {
    events,
    story,
    listener(event) {
      events.push(event);
      for (const wake of [...waiters]) wake();
    },
    of: (kind) => events.filter(ofKind(kind)),
    next(kind, fits = () => true, deadlineMs = 15_000) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const found = events.filter(ofKind(kind)).find((event) => !taken.has(event) && fits(event));
          if (found === undefined) return;
          taken.add(found);
          waiters.delete(look);
          clearTimeout(deadline);
          resolve(found);
        };
        const deadline = setTimeout(() => {
          waiters.delete(look);
          reject(new Error(`no ${kind} within ${deadlineMs} ms; so far: ${story().join(' | ')}`));
        }, deadlineMs);
        waiters.add(look);
        look();
      });
    },
  };
}

function lineOf(event: DeviceEvent): string {
  switch (event.kind) {
    case 'card_read':
      return `card_read ${event.card.psn_name}`;
    case 'card_failed':
      return `card_failed ${event.code}`;
    case 'service':
      return `service ${event.service} ${event.up ? 'up' : 'down'}`;
    default:
      return event.kind;
  }
}
