/**
 * Answers in the order of their questions, whatever the order they come in: what one Exchange stream promises. It must
 * never let an answer overtake, and says nothing more once one was lost.
 */
import type { Answering } from './server.ts';

/** Gives the place for the next answer. `send` gets the answers in order; after a null (lost) it gets nothing more. */
export function answerLine(send: Answering): () => Answering {
  const places: { bytes?: Uint8Array | null }[] = [];
  let broken = false;
  return () => {
    const place: { bytes?: Uint8Array | null } = {};
    places.push(place);
    return (bytes) => {
      place.bytes = bytes;
      for (let first = places[0]; !broken && first?.bytes !== undefined; first = places[0]) {
        places.shift();
        broken = first.bytes === null;
        send(first.bytes);
      }
    };
  };
}
