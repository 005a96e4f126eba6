/**
 * The last checkpoint the centre confirmed, as a file beside the data file: without the centre, too, a data file that was
 * cut or put back is told from the one that was there. Holds nothing personal.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SignedCheckpoint } from '../core/checkpoint.ts';
import { readSecretJson, writeSecret } from './secret-file.ts';

export interface CheckpointFile {
  /** Null when none was confirmed yet. */
  read(): SignedCheckpoint | null;
  write(checkpoint: SignedCheckpoint): void;
}

export function checkpointFile(dataDir: string): CheckpointFile {
  const path = join(dataDir, 'checkpoint.json');
  return {
    read() {
      if (!existsSync(path)) return null;
      const { signature, ...checkpoint } = readSecretJson(path) as SignedCheckpoint & {
        signature: string;
      };
      return { ...checkpoint, signature: Buffer.from(signature, 'base64') };
    },
    write: ({ signature, ...checkpoint }) =>
      writeSecret(path, JSON.stringify({ ...checkpoint, signature: Buffer.from(signature).toString('base64') })),
  };
}
