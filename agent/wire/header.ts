/** The national header of a request, from the agent's state: who asks, from which terminal, and when. Pure. */
import type { AgentState } from '../core/state.ts';
import { civilTime, compactTime, type Stamp } from '../core/time.ts';
import type { Header } from '../wire.ts';

export function headerOf(state: AgentState, version: string, at: Stamp): Header {
  const { terminal, shift } = state;
  return {
    msgid: `${terminal.fixmedins_code}${compactTime(at.wallMs)}${String(terminal.slot).padStart(2, '0')}00`,
    mdtrtarea_admvs: terminal.mdtrtarea_admvs,
    insuplc_admdvs: '',
    opter_type: '1',
    opter: shift.opter,
    opter_name: shift.opter_name,
    inf_time: civilTime(at.wallMs),
    fixmedins_code: terminal.fixmedins_code,
    fixmedins_name: terminal.fixmedins_name,
    sign_no: shift.sign_no,
    dev_no: terminal.dev_no,
    infver: 'V1.0',
    agent_version: version,
    wall_ms: at.wallMs,
    monotonic_ms: Math.floor(at.monotonicMs),
    boot_id: at.bootId,
  };
}
