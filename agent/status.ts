/** The agent's state as screens and callers see it. Reads and names; it must never show whose card is in a reader. */
import type { StatusView } from './agent.ts';
import { offlineBudget } from './core/offline.ts';
import { rightsNow } from './core/rights.ts';
import { placementsOf } from './core/roles.ts';
import type { AgentState } from './core/state.ts';
import { civilTime, type Stamp } from './core/time.ts';

export function statusOf(state: AgentState, version: string, at: Stamp): StatusView {
  const { link, dispatch, exposure, limits } = state;
  const { lastContactMs } = link;
  return {
    version,
    terminal: state.terminal,
    link: {
      phase: link.phase,
      last_contact: lastContactMs === null ? null : civilTime(lastContactMs),
      retry_in_ms: Math.max(0, Math.ceil(link.retryAtMs - at.monotonicMs)),
    },
    shift: state.shift,
    rights: rightsNow(state),
    clock: {
      trusted: state.clock.trusted,
      step_ms: state.clock.stepMs,
      now: civilTime(at.wallMs),
      offset_ms: link.clockOffsetMs,
    },
    queue: {
      queued: dispatch.queued,
      underway: dispatch.underway,
      unknown: dispatch.unknown,
      reversing: dispatch.reversing,
      waiting: Object.keys(state.waiting).length,
    },
    offline_budget: offlineBudget({ limits, nowMs: at.wallMs, lastContactMs, outstanding: exposure }),
    troubles: Object.values(state.troubles),
    devices: devicesOf(state),
    roles: rolesOf(state),
    services: Object.entries(state.services).map(([service, rest]) => ({ service, ...rest })),
  };
}

function rolesOf(state: AgentState): StatusView['roles'] {
  const placements = placementsOf(state);
  return state.roles.map(({ role, type, model, vid, pid, serial, port }, at) => {
    const placement = placements[at] ?? { role, state: 'absent' as const };
    const devices = placement.state === 'ambiguous' ? placement.devices.join(', ') : '';
    return {
      role,
      type,
      state: placement.state,
      device: placement.state === 'here' ? placement.device : null,
      problem: placement.state === 'here' ? null : (`role_${placement.state}` as const),
      facts: placement.state === 'ambiguous' ? { role, devices } : { role },
      learned: { model, vid, pid, serial, port },
    };
  });
}

function devicesOf(state: AgentState): StatusView['devices'] {
  const { readers, gear } = state;
  const named = new Map(
    placementsOf(state).flatMap((one) => (one.state === 'here' ? [[one.device, one.role] as const] : [])),
  );
  const roleOf = (device: string) => named.get(device) ?? null;
  return [
    ...Object.entries(readers).map(
      ([device, { name, virtual, contactless, phase, presence, failure, identity, take, pin, psam }]) => ({
        device,
        type: 'reader' as const,
        name,
        role: roleOf(device),
        virtual,
        contactless,
        phase: psam ? ('ready' as const) : phase,
        presence,
        take_card: take,
        problem: typeof pin?.tries_left === 'number' ? 'card_pin_wrong' : failure,
        facts: typeof pin?.tries_left === 'number' ? { tries_left: pin.tries_left } : {},
        pin_wanted: pin !== null,
        psam,
        identity,
      }),
    ),
    ...Object.entries(gear).map(([device, { type, name, virtual, problem, identity }]) => {
      const phase = problem === null ? ('ready' as const) : ('failed' as const);
      const role = roleOf(device);
      return {
        device,
        type,
        name,
        role,
        virtual,
        contactless: false,
        phase,
        presence: 0,
        take_card: false,
        problem,
        facts: {},
        pin_wanted: false,
        psam: false,
        identity,
      };
    }),
  ];
}
