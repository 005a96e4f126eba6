/**
 * The terminal's profile: what the centre allows it to promise without the centre, signed by the centre's update key and
 * believed by the key pinned at enrolment alone, also when it is read from disk. The newest version of its day is in force.
 */
import type { KeptProfile, ProfileShelf } from './adapters/profile-shelf.ts';
import { createChecks } from './adapters/schema-check.ts';
import { digestOf } from './adapters/update-signature.ts';
import { limitsOf } from './config.ts';
import type { ProfileLimits } from './core/limits.ts';
import type { Terminal } from './core/state.ts';
import { signedText, type UpdateFault } from './core/update.ts';
import type { UpdateTaker } from './ports/updates.ts';
import profileSchema from './profile.schema.json' with { type: 'json' };

export interface Profile {
  readonly name: string;
  readonly version: string;
  readonly limits: ProfileLimits;
}

type Place = Pick<Terminal, 'dev_no' | 'fixmedins_code'>;
type IsSigned = (text: string, signature: Uint8Array) => boolean;

interface Document {
  readonly fixmedins_code?: string;
  readonly dev_no?: string;
  readonly limits: Readonly<Record<string, string | number>>;
}

/** Null: it is for another terminal. */
function readProfile(text: string, place: Place): ProfileLimits | Omit<UpdateFault, 'file'> | null {
  const fault = (field: string, reason: string) => ({ code: 'profile_invalid', rule: '', field, reason });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fault('', error instanceof Error ? error.message : 'JSON');
  }
  const [found] = createChecks(profileSchema)('')(value);
  if (found !== undefined) return fault(found.field, `${found.kind} ${found.rule} ${found.limit}`.trim());
  const { dev_no = place.dev_no, fixmedins_code = place.fixmedins_code, limits } = value as Document;
  return dev_no === place.dev_no && fixmedins_code === place.fixmedins_code ? limitsOf(limits) : null;
}

/** A profile is small. */
const MOST_BYTES = 64 << 10;

/** `changed` is called when another profile may be in force. */
export function profileTaker(shelf: ProfileShelf, place: Place, changed: () => void): UpdateTaker {
  return {
    kind: 'profile',
    mostBytes: MOST_BYTES,
    held: shelf.held,
    take({ name, version, sha256, begndate, signature, bytes }) {
      const text = Buffer.from(bytes).toString('utf8');
      const read = readProfile(text, place);
      const file = `${name}@${version}`;
      if (read === null || 'code' in read) {
        shelf.refuse({ name, version, sha256 });
        if (read === null) return { notices: [], faults: [] };
        const { code, ...where } = read;
        return { notices: [], faults: [{ code, file, ...where }] };
      }
      shelf.keep({ name, version, sha256, begndate, signature: Buffer.from(signature).toString('base64'), text });
      changed();
      return {
        notices: [{ kind: 'update', what: 'installed', name, version, code: null, rule: '', field: '' }],
        faults: [],
      };
    },
  };
}

/** What is in force on a day; null: no profile is. What the pinned key did not sign is as if it were not there. */
export function profileInForce(shelf: ProfileShelf, place: Place, isSigned: IsSigned, day: string): Profile | null {
  const standing = shelf
    .all()
    .filter(({ begndate }) => begndate <= day)
    .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))
    .reverse();
  for (const one of standing) {
    const limits = genuine(one, isSigned) ? readProfile(one.text, place) : null;
    if (limits !== null && !('code' in limits)) return { name: one.name, version: one.version, limits };
  }
  return null;
}

function genuine({ name, version, sha256, signature, text }: KeptProfile, isSigned: IsSigned): boolean {
  const said = signedText({ kind: 'profile', name, version, sha256 });
  return digestOf(Buffer.from(text)) === sha256 && isSigned(said, Buffer.from(signature, 'base64'));
}
