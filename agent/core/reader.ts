/**
 * Readers and the cards in them. A session lives exactly as long as its card stays where it was read: presence numbers
 * tell one insertion from the next, so a swapped card is never taken for the first.
 */
import type { DeviceInput, ReaderState } from './device.ts';
import { type Draft, notify, patch, setTrouble } from './draft.ts';
import { onGear } from './gear.ts';
import { PROBLEM_CODES, type ProblemCode } from './problem.ts';
import { watchRoles } from './roles.ts';
import { onScan } from './scan/route.ts';
import { cardFailed, cardGone, cardRead } from './session.ts';

export function onDevice(draft: Draft, event: DeviceInput): void {
  take(draft, event);
  watchRoles(draft, event);
}

function take(draft: Draft, event: DeviceInput): void {
  if (onGear(draft, event)) return;
  switch (event.kind) {
    case 'service':
      noteService(draft, event);
      return;
    case 'scan':
      return onScan(draft, event);
    case 'device_added':
      putReader(draft, event.device, {
        ...emptyReader(event.name, event.virtual),
        contactless: event.contactless ?? false,
        identity: event.identity ?? null,
      });
      break;
    case 'device_removed': {
      const { [event.device]: reader, ...rest } = draft.state.readers;
      patch(draft, { readers: rest });
      if (reader !== undefined) cardGone(draft, event.device, reader.presence);
      break;
    }
    case 'card_inserted': {
      const former = readerOf(draft, event.device);
      if (former.phase !== 'empty') cardGone(draft, event.device, former.presence);
      putReader(draft, event.device, {
        ...former,
        presence: event.presence,
        phase: 'reading',
        card: null,
        failure: null,
        take: false,
        pin: null,
        psam: false,
        inserted_ms: draft.at.wallMs,
        read_ms: null,
      });
      break;
    }
    case 'card_read': {
      const { presence, card } = readerOf(draft, event.device);
      // The same stay, another card: whatever the reader said, nothing of the first may go on.
      if (card !== null && presence === event.presence && card.card_sn !== event.card.card_sn)
        cardGone(draft, event.device, presence, 'card_swapped');
      putReader(draft, event.device, {
        ...readerOf(draft, event.device),
        presence: event.presence,
        phase: 'ready',
        card: event.card,
        failure: null,
        pin: null,
        read_ms: draft.at.wallMs,
      });
      cardRead(draft, event.device, event.presence, event.card);
      break;
    }
    case 'card_failed': {
      const failure = failureCode(event.code);
      putReader(draft, event.device, {
        ...readerOf(draft, event.device),
        presence: event.presence,
        phase: 'failed',
        card: null,
        failure,
        pin: null,
      });
      cardFailed(draft, event.device, event.presence, failure);
      break;
    }
    case 'pin_wanted':
      putReader(draft, event.device, {
        ...readerOf(draft, event.device),
        presence: event.presence,
        pin: { tries_left: event.tries_left },
      });
      break;
    case 'psam_found':
      // Empty as far as a sale is concerned; whoever took it for a card hears that it is none.
      putReader(draft, event.device, { ...readerOf(draft, event.device), phase: 'empty', psam: true });
      cardFailed(draft, event.device, event.presence, 'card_not_social_security');
      break;
    case 'card_removed':
      putReader(draft, event.device, {
        ...readerOf(draft, event.device),
        phase: 'empty',
        card: null,
        failure: null,
        take: false,
        pin: null,
        psam: false,
      });
      cardGone(draft, event.device, event.presence);
      break;
    case 'device_problem':
    case 'scan_failed':
    case 'printed':
      return;
    default:
      event satisfies never;
  }
  const wrong = event.kind === 'pin_wanted' && event.tries_left !== null;
  const code = event.kind === 'card_failed' ? failureCode(event.code) : wrong ? 'card_pin_wrong' : null;
  notify(draft, { kind: 'device', device: event.device, what: event.kind, code });
}

/** Refused readers are troubles beside their service, which runs, as long as they are there. */
function noteService(draft: Draft, event: DeviceInput & { kind: 'service' }): void {
  const { service, subject, problem, up } = event;
  const refused = [problem, draft.state.troubles[subject]?.code].includes('device_virtual_refused');
  const source = refused ? subject : service;
  if (!refused) {
    const { services } = draft.state;
    const ended = (services[service]?.ended ?? 0) + (up ? 0 : 1);
    patch(draft, { services: { ...services, [service]: { up, problem, subject, ended } } });
  }
  const facts = { service: subject, module: subject, device: subject, program: subject };
  setTrouble(draft, source, problem === null ? null : { code: problem, facts });
  // Nobody looks at readers any more; whoever comes up says what is there then.
  if (!up && LOOKS.has(service))
    for (const [name, { code }] of Object.entries(draft.state.troubles))
      if (code === 'device_virtual_refused') setTrouble(draft, name, null);
  notify(draft, { kind: 'service', service, up });
}

/** What looks for readers and refuses some: the card service, and the process that talks to it. */
const LOOKS: ReadonlySet<string> = new Set(['pcscd', 'device-host']);

/** A code the catalogue does not have still has to be said: as the most general one. */
function failureCode(code: string): ProblemCode {
  return PROBLEM_CODES.find((known) => known === code) ?? 'card_unreadable';
}

function emptyReader(name: string, virtual: boolean): ReaderState {
  return {
    name,
    virtual,
    contactless: false,
    identity: null,
    presence: 0,
    phase: 'empty',
    card: null,
    failure: null,
    take: false,
    pin: null,
    psam: false,
    inserted_ms: null,
    read_ms: null,
  };
}

function readerOf(draft: Draft, device: string): ReaderState {
  return draft.state.readers[device] ?? emptyReader(device, false);
}

function putReader(draft: Draft, device: string, reader: ReaderState): void {
  patch(draft, { readers: { ...draft.state.readers, [device]: reader } });
}
