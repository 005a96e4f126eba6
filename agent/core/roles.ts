/**
 * Which device plays which role at this counter: learned once from a device that is there, found again by serial number,
 * model and port whatever number the system gives it next. Two that cannot be told apart are told as such and neither is
 * taken. Pure; must never guess.
 */
import type { DeviceIdentity, DeviceInput } from './device.ts';
import { type Draft, durable, notify, patch, refuse, reply } from './draft.ts';
import { problem } from './problem.ts';
import type { AgentState } from './state.ts';

/** What a device is known by when it comes back. Empty text where the system tells nothing. */
export interface Features {
  readonly type: 'reader' | 'scanner' | 'printer';
  /** What it calls itself, without the number that changes. */
  readonly model: string;
  readonly vid: string;
  readonly pid: string;
  readonly serial: string;
  readonly port: string;
}

export interface LearnedRole extends Features {
  readonly role: string;
}

export interface PresentDevice extends Features {
  readonly device: string;
}

export type Placement =
  | { readonly role: string; readonly state: 'here'; readonly device: string }
  | { readonly role: string; readonly state: 'absent' }
  /** Any of these may be it. */
  | { readonly role: string; readonly state: 'ambiguous'; readonly devices: readonly string[] };

/** The role whose reader is meant when none is named, and the printer's. */
export const MAIN_READER = 'reader';
export const MAIN_PRINTER = 'printer';

/** Roles that fit no device are absent; a device is given to one role at most. The order of either list changes nothing. */
export function placeRoles(roles: readonly LearnedRole[], present: readonly PresentDevice[]): readonly Placement[] {
  const inPlace = new Map<LearnedRole, PresentDevice>();
  const taken = new Set<PresentDevice>();
  for (const role of roles) {
    const here = present.filter((device) => isSame(role, device) && role.port !== '' && device.port === role.port);
    const rivals = roles.filter((other) => isSame(other, role) && other.port === role.port);
    const [only] = here;
    if (only === undefined || here.length > 1 || rivals.length > 1) continue;
    inPlace.set(role, only);
    taken.add(only);
  }
  return roles.map((role): Placement => {
    const found = inPlace.get(role);
    if (found !== undefined) return { role: role.role, state: 'here', device: found.device };
    const left = present.filter((device) => isSame(role, device) && !taken.has(device));
    const rivals = roles.filter((other) => isSame(other, role) && !inPlace.has(other));
    const [only] = left;
    if (only === undefined) return { role: role.role, state: 'absent' };
    if (left.length === 1 && rivals.length === 1) return { role: role.role, state: 'here', device: only.device };
    return { role: role.role, state: 'ambiguous', devices: left.map(({ device }) => device).toSorted() };
  });
}

/** Whether nothing tells the two apart but the number the system gave them. */
function isTwin(one: PresentDevice, other: PresentDevice): boolean {
  return one.device !== other.device && isSame(one, other) && one.port === other.port;
}

/** One of a kind by serial number; of those without one, any of the model may be meant. */
function isSame(one: Features, other: Features): boolean {
  return kindOf(one) === kindOf(other) && one.serial === other.serial;
}

/** USB tells what a device is better than its name does; a reader's name is all that PC/SC tells of it for certain. */
function kindOf({ type, model, vid, pid }: Features): string {
  return type === 'reader' || vid === '' ? `${type} ${model}` : `${type} ${vid}:${pid}`;
}

function presentDevices({ readers, gear }: AgentState): readonly PresentDevice[] {
  const nothing: DeviceIdentity = { vid: '', pid: '', serial: '', port: '' };
  return [
    ...Object.entries(readers).map(([device, { name, identity }]) => {
      const { model = name, ...features } = identity ?? nothing;
      return { device, type: 'reader' as const, model, ...features };
    }),
    ...Object.entries(gear).map(([device, { type, name, identity }]) => {
      const { model = name, ...features } = identity ?? nothing;
      return { device, type, model, ...features };
    }),
  ];
}

export function placementsOf(state: AgentState): readonly Placement[] {
  return placeRoles(state.roles, presentDevices(state));
}

/** A role is learned from what is there now; whatever other role the device had, it has no longer. */
export function nameDevice(draft: Draft, call: number, role: string, wanted: string): void {
  const present = presentDevices(draft.state);
  const device = present.find((one) => one.device === wanted);
  if (device === undefined) return refuse(draft, call, problem('device_unknown', { device: wanted }));
  const twin = present.find((other) => isTwin(device, other));
  if (twin !== undefined)
    return refuse(draft, call, problem('role_ambiguous', { role, devices: `${wanted}, ${twin.device}` }));
  const former = placementsOf(draft.state).find((one) => one.state === 'here' && one.device === wanted);
  const others = draft.state.roles.filter((one) => one.role !== role && one.role !== former?.role);
  const { device: _now, ...features } = device;
  keep(draft, [...others, { role, ...features }]);
  notify(draft, { kind: 'device', device: wanted, what: 'device_named', code: null });
  reply(draft, call, { kind: 'role', role });
}

export function forgetRole(draft: Draft, call: number, role: string): void {
  const left = draft.state.roles.filter((one) => one.role !== role);
  if (left.length === draft.state.roles.length) return refuse(draft, call, problem('role_unknown', { role }));
  keep(draft, left);
  reply(draft, call, { kind: 'role', role });
}

function keep(draft: Draft, roles: readonly LearnedRole[]): void {
  const sorted = roles.toSorted((one, other) => (one.role < other.role ? -1 : 1));
  patch(draft, { roles: sorted });
  durable(draft, { kind: 'save_roles', roles: sorted });
}

/** A role that became ambiguous with the device that was just plugged in is told at once, not when it is needed. */
export function watchRoles(draft: Draft, event: DeviceInput): void {
  if (event.kind !== 'device_added') return;
  const unclear = placementsOf(draft.state).some(
    (one) => one.state === 'ambiguous' && one.devices.includes(event.device),
  );
  if (unclear) notify(draft, { kind: 'device', device: event.device, what: 'device_problem', code: 'role_ambiguous' });
}
