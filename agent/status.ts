/** The agent's state as screens and callers see it. Reads and names; it must never show whose card is in a reader. */
import type { StatusView } from './agent.ts';
import { offlineBudget } from './core/offline.ts';
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
    clock: { trusted: state.clock.trusted, step_ms: state.clock.stepMs, now: civilTime(at.wallMs) },
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
  };
}

function devicesOf({ readers, gear }: AgentState): StatusView['devices'] {
  return [
    ...Object.entries(readers).map(([device, { name, virtual, phase, presence, failure }]) => ({
      device,
      type: 'reader' as const,
      name,
      virtual,
      phase,
      presence,
      problem: failure,
      identity: null,
    })),
    ...Object.entries(gear).map(([device, { type, name, virtual, problem, identity }]) => {
      const phase = problem === null ? ('ready' as const) : ('failed' as const);
      return { device, type, name, virtual, phase, presence: 0, problem, identity };
    }),
  ];
}
