/**
 * Scanners and printers as the core knows them: that they are there, and what keeps them from work. Readers and their
 * cards are the reader's file.
 */
import type { DeviceIdentity, DeviceInput } from './device.ts';
import { type Draft, notify, patch } from './draft.ts';

export interface GearState {
  readonly name: string;
  readonly virtual: boolean;
  readonly type: 'scanner' | 'printer';
  readonly identity: DeviceIdentity | null;
  /** Catalogue code of what is wrong with it; null when nothing is. */
  readonly problem: string | null;
}

/** True when the event was about such a device. */
export function onGear(draft: Draft, event: DeviceInput): boolean {
  switch (event.kind) {
    case 'device_added': {
      const { type, name, virtual, identity = null } = event;
      if (type === undefined || type === 'reader') return false;
      put(draft, event.device, { name, virtual, type, identity, problem: null });
      break;
    }
    case 'device_removed': {
      const { [event.device]: gone, ...rest } = draft.state.gear;
      if (gone === undefined) return false;
      patch(draft, { gear: rest });
      break;
    }
    case 'device_problem': {
      const known = draft.state.gear[event.device];
      if (known !== undefined) put(draft, event.device, { ...known, problem: event.code });
      notify(draft, { kind: 'device', device: event.device, what: event.kind, code: event.code });
      return true;
    }
    case 'scan_failed': {
      const { next } = draft.state.scans;
      patch(draft, { scans: { ...draft.state.scans, next: next + 1 } });
      const { device } = event;
      notify(draft, {
        kind: 'scan',
        scan: next,
        device,
        what: 'unknown',
        to: 'nobody',
        code: 'scan_garbled',
        text: null,
      });
      return true;
    }
    case 'printed':
      notify(draft, event);
      return true;
    default:
      return false;
  }
  notify(draft, { kind: 'device', device: event.device, what: event.kind, code: null });
  return true;
}

function put(draft: Draft, device: string, gear: GearState): void {
  patch(draft, { gear: { ...draft.state.gear, [device]: gear } });
}
