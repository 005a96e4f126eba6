/**
 * Checkpoints of the journal as they are kept: what was signed, and whether the centre has confirmed it. Reads the journal
 * and never writes to it.
 */
import type { Checkpoint, SignedCheckpoint } from '../../core/checkpoint.ts';
import { recordedEpoch } from './epoch.ts';
import { type Db, EPOCH_UNIT } from './schema.ts';

export interface Checkpoints {
  take(atMs: number, sign: (checkpoint: Checkpoint) => Uint8Array): SignedCheckpoint | null;
  untold(): SignedCheckpoint | null;
  told(checkpoint: Checkpoint, atMs: number): void;
}

interface Stored {
  readonly epoch: number;
  readonly entries: number;
  readonly head: Buffer;
  readonly number: number;
  readonly wall_ms: number;
  readonly signature: Buffer;
}

const COLUMNS = 'epoch, entries, head, number, wall_ms, signature';

export function createCheckpoints(db: Db): Checkpoints {
  const head = db.prepare<[], { seq: number; hash: Buffer }>('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1');
  const newest = db.prepare<[], { entries: number }>('SELECT max(entries) AS entries FROM checkpoints');
  const last = db.prepare<[number, number], { row: number | null }>(
    'SELECT max(row) AS row FROM transactions WHERE row >= ? AND row < ?',
  );
  const put = db.prepare(`INSERT INTO checkpoints (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`);
  const untold = db.prepare<[], Stored>(
    `SELECT ${COLUMNS} FROM checkpoints WHERE told_ms IS NULL ORDER BY entries DESC LIMIT 1`,
  );
  const told = db.prepare('UPDATE checkpoints SET told_ms = ? WHERE entries <= ? AND told_ms IS NULL');
  return {
    take(atMs, sign) {
      const at = head.get();
      if (at === undefined || newest.get()?.entries === at.seq) return null;
      const epoch = recordedEpoch(db);
      const number = (last.get(epoch * EPOCH_UNIT, (epoch + 1) * EPOCH_UNIT)?.row ?? 0) % EPOCH_UNIT;
      const checkpoint = { epoch, entries: at.seq, head: at.hash.toString('hex'), number, wall_ms: atMs };
      const signature = sign(checkpoint);
      put.run(epoch, at.seq, at.hash, number, atMs, Buffer.from(signature));
      return { ...checkpoint, signature };
    },
    untold() {
      const stored = untold.get();
      return stored === undefined ? null : checkpointOf(stored);
    },
    told: ({ entries }, atMs) => void told.run(atMs, entries),
  };
}

/** Every checkpoint a file holds, oldest first; none in a file of a version that had none. */
export function* checkpointsOf(db: Db): Generator<SignedCheckpoint> {
  const there = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'checkpoints'").get() !== undefined;
  if (!there) return;
  const page = db.prepare<[number], Stored>(
    `SELECT ${COLUMNS} FROM checkpoints WHERE entries > ? ORDER BY entries LIMIT 100`,
  );
  for (let after = 0; ; ) {
    const stored = page.all(after);
    yield* stored.map(checkpointOf);
    const end = stored.at(-1);
    if (end === undefined) return;
    after = end.entries;
  }
}

function checkpointOf({ head, ...stored }: Stored): SignedCheckpoint {
  return { ...stored, head: head.toString('hex') };
}
