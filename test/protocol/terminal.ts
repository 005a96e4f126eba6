/** A terminal's identity straight from an authority, for tests that are not about enrolment. */
import { generateKeyPairSync } from 'node:crypto';
import { pem } from '../../agent/wire/der.ts';
import { signingRequest } from '../../agent/wire/signing-request.ts';
import type { Authority, Identity } from '../../simulator/centre/authority.ts';

export function identityOf(authority: Authority, dev_no: string): Identity {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const chain = authority.sign(signingRequest(privateKey, 'x'), dev_no, Date.now());
  if (chain === null) throw new Error('the request was refused');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: chain.map((der) => pem('CERTIFICATE', der)).join(''),
  };
}
