/**
 * Requests to be let in that wait for a person: few at once, soon over, ended by three wrong codes. The token is made when
 * it is collected and told once. In memory alone; must never log a code, a claim or a token.
 */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { Clients, PairingRequest, Pairings } from '../../ports/clients.ts';
import type { Clock } from '../../ports/clock.ts';
import { createPace } from './pace.ts';

interface Waiting extends Omit<PairingRequest, 'valid_ms'> {
  readonly claim: Buffer;
  readonly untilMs: number;
  confirmed: boolean;
  wrong: number;
}

const PAIRING_MS = 120_000;
/** More than anybody pairs at once; a flood of requests must not hide the one that is meant. */
const MAX_OPEN = 4;
const ASKING = { most: 6, windowMs: 60_000 };
const TRIES = 3;

export function createPairings(clock: Clock, clients: Clients): Pairings {
  const waiting = new Map<string, Waiting>();
  const pace = createPace(clock, ASKING);
  const alive = (request: string): Waiting | null => {
    for (const [id, { untilMs }] of waiting) if (untilMs <= clock.monotonicMs()) waiting.delete(id);
    return waiting.get(request) ?? null;
  };
  const shown = ({ request, client, name, origin, grants, code, untilMs }: Waiting): PairingRequest => {
    const valid_ms = Math.ceil(untilMs - clock.monotonicMs());
    return { request, client, name, origin, grants, code, valid_ms };
  };
  const codeOfItsOwn = (): string => {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    return [...waiting.values()].some((one) => one.code === code) ? codeOfItsOwn() : code;
  };
  return {
    ask(who) {
      alive('');
      if (waiting.size >= MAX_OPEN || pace.take('ask') !== null) return null;
      const [request, claim] = [id(9), id(24)];
      const untilMs = clock.monotonicMs() + PAIRING_MS;
      const code = codeOfItsOwn();
      const one = {
        ...who,
        request,
        client: `c-${id(6)}`,
        code,
        claim: digest(claim),
        untilMs,
        confirmed: false,
        wrong: 0,
      };
      waiting.set(request, one);
      return { ...shown(one), claim };
    },
    open() {
      alive('');
      return [...waiting.values()].filter(({ confirmed }) => !confirmed).map(shown);
    },
    match(request, code) {
      const one = alive(request);
      if (one === null || one.confirmed) return null;
      if (timingSafeEqual(digest(code), digest(one.code))) return shown(one);
      one.wrong += 1;
      if (one.wrong >= TRIES) waiting.delete(request);
      return 'wrong_code';
    },
    confirm(request) {
      const one = alive(request);
      if (one !== null) one.confirmed = true;
    },
    refuse: (request) => alive(request) !== null && waiting.delete(request),
    collect(request, claim, origin) {
      const one = alive(request);
      if (one === null || one.origin !== origin || !timingSafeEqual(digest(claim), one.claim)) return null;
      if (!one.confirmed) return { state: 'waiting' };
      const { client, name, grants } = one;
      const added = clients.add({ client, name, origin, grants });
      // Only now: what the disk has no room for is collected once it has.
      waiting.delete(request);
      return { state: 'paired', ...added };
    },
  };
}

const id = (bytes: number): string => randomBytes(bytes).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
