/** A terminal's identity straight from an authority, for tests that are not about enrolment. */
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import { pem } from '../../agent/wire/der.ts';
import { signingRequest } from '../../agent/wire/signing-request.ts';
import type { Authority, Identity } from '../../simulator/centre/adapters/authority.ts';

export function identityOf(authority: Authority, dev_no: string, key = makeTerminalKey()): Identity {
  const chain = authority.sign(signingRequest(key, 'x'), dev_no, Date.now());
  if (chain === null) throw new Error('the request was refused');
  return { key: key.pem, certificate: chain.map((der) => pem('CERTIFICATE', der)).join('') };
}
