/** A number used once, for a page's content policy. The only place of the page that asks for chance. */
import { randomBytes } from 'node:crypto';

export function newNonce(): string {
  return randomBytes(16).toString('base64');
}
