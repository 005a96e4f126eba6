/** Messages in a file, each behind its length: how recorded requests and answers go from one process to another. */
import { readFileSync, writeFileSync } from 'node:fs';

export function writeFrames(path: string, frames: readonly Uint8Array[]): void {
  writeFileSync(
    path,
    Buffer.concat(
      frames.flatMap((frame) => {
        const length = Buffer.alloc(4);
        length.writeUInt32LE(frame.length);
        return [length, frame];
      }),
    ),
  );
}

export function readFrames(path: string): readonly Uint8Array[] {
  const bytes = readFileSync(path);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 + bytes.readUInt32LE(at);
    frames.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return frames;
}
