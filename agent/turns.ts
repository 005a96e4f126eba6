/**
 * Which of the inputs that wait make up the next turn: everything in order, but a frame of answers, and a tick, in which a
 * frame may leave, is a turn of its own, and what came from the counter since goes before it. It must never put one off for
 * longer than a purchase takes, nor change the order of what came from one side.
 */
import type { Event } from './core/input.ts';

/** Inputs of one turn: the group commit. */
const MOST = 64;

/** Turns that such a one lets pass: session, basket and acceptance of a sale, one after the other, and one to spare. */
const GIVES_WAY = 4;

export interface Turns {
  /** Takes the next turn out of the inbox. */
  next(inbox: Event[]): readonly Event[];
}

/**
 * It gives way, so that a sale waits for what is at work and never for the next frame as well. After some turns of others it
 * is taken with them, however much the counter asks.
 */
export function createTurns(): Turns {
  let gaveWay = 0;
  return {
    next(inbox) {
      const long = inbox.findIndex(isLong);
      if (long < 0 || long >= MOST) return inbox.splice(0, MOST);
      const taken = inbox.splice(0, long);
      const alone = inbox.splice(0, 1);
      for (let at = 0; at < inbox.length && taken.length < MOST; ) {
        if (isFromCounter(inbox[at])) taken.push(...inbox.splice(at, 1));
        else at += 1;
      }
      const stays = taken.length > 0 && gaveWay < GIVES_WAY;
      gaveWay = stays ? gaveWay + 1 : 0;
      if (!stays) return [...taken, ...alone];
      inbox.unshift(...alone);
      return taken;
    },
  };
}

function isLong(event: Event): boolean {
  return event.kind === 'tick' || (event.kind === 'reply' && event.reply.kind === 'exchange');
}

export function isFromCounter(event: Event | undefined): boolean {
  return event?.kind === 'command' || event?.kind === 'device';
}
