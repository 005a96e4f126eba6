/**
 * Runs the generated encoders over one writer: bodies are encoded one after the other, and a writer of its own for each
 * would grow from nothing to the same size, copying all the way. Must never hand out the writer's own bytes.
 */
import protobuf from 'protobufjs/minimal.js';

interface Encoder<M> {
  encode(message: M, into: protobuf.Writer): protobuf.Writer;
}

let writer = protobuf.Writer.create();

/**
 * The bytes of a message, which are the caller's; one that comes in parts is written part by part, as one object of all
 * would have to be copied together first. Throws what the encoder throws; the next message is none the worse.
 */
export function encode<M>(type: Encoder<M>, ...parts: readonly M[]): Uint8Array {
  try {
    writer.reset();
    for (const part of parts) type.encode(part, writer);
    return writer.finish();
  } catch (error) {
    // This one stands in the middle of a message, and would go on there.
    writer = protobuf.Writer.create();
    throw error;
  }
}
