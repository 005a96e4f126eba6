/**
 * How an agent shows that it holds a folder's token before anybody sends that: on a machine of several users another
 * program may have taken the port it had last. The port is part of what is proven, so that no such program can pass on
 * what an agent at another port answers. Must never send the token.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What is asked with: as no two are alike, no answer can be kept for later. */
export const CHALLENGE_FORM = '^[0-9a-f]{64}$';
const WAIT_MS = 10_000;

/** Hex. Nothing else that is signed with the token begins like it. */
export function proofOf(token: string, port: number, challenge: string): string {
  return createHmac('sha256', token).update(`agent ${port} ${challenge}`).digest('hex');
}

/** Whether who listens at this port holds the token; false also when nobody does. */
export async function holdsToken(port: number, token: string): Promise<boolean> {
  const challenge = randomBytes(32).toString('hex');
  try {
    const url = `http://127.0.0.1:${port}/.well-known/tongxing?challenge=${challenge}`;
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(WAIT_MS) });
    const { proof } = (await answer.json()) as { readonly proof?: unknown };
    const [told, right] = [Buffer.from(String(proof)), Buffer.from(proofOf(token, port, challenge))];
    return told.length === right.length && timingSafeEqual(told, right);
  } catch {
    return false;
  }
}
