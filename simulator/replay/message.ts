/** A request to the centre in the field names of the contract, to be compared. Decides nothing. */
import type { LinkMethod } from '../../agent/ports/link.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';

interface Message {
  decode(bytes: Uint8Array): unknown;
}

const WITHIN: Readonly<Record<string, Message>> = {
  transaction: tongxing.v1.Transaction,
  evidence: tongxing.v1.Evidence,
};

export function messageOf(method: LinkMethod, bytes: Uint8Array): unknown {
  const type = (tongxing.v1 as unknown as Readonly<Record<string, Message | undefined>>)[`${method}Request`];
  if (type === undefined) throw new RangeError(`no request of ${method}`);
  return fieldsOf(type.decode(bytes));
}

/** Only what was on the wire; 64-bit numbers as text, bytes as hex. */
function fieldsOf(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map(fieldsOf);
  if (typeof value !== 'object' || value === null) return value;
  if ('low' in value && 'high' in value) return String(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      // A stored transaction travels as the bytes it was stored as, and its evidence as the bytes that were signed.
      const within = one instanceof Uint8Array ? WITHIN[name] : undefined;
      return [name, fieldsOf(within === undefined ? one : within.decode(one as Uint8Array))];
    }),
  );
}
