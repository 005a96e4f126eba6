/**
 * Other job queues over SQLite with the same body and the same durability, which neither has as shipped: FULL is forced on
 * them. They keep no ledger, no chain and no secrets; they are here for what a durable row costs elsewhere.
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { BODY_BYTES } from './disk.ts';

export interface Peer {
  /** Milliseconds of one durable job. */
  once(): Promise<number>;
  close(): void;
}

const BODY = 'x'.repeat(BODY_BYTES);

/** Jobs put in before any is measured: the code is compiled, and the log has its full length as it has in what they stand beside. */
const WARM_UP = 2_000;

interface Plainjob {
  better(db: Database.Database): unknown;
  defineQueue(options: { connection: unknown; logger: object }): {
    add(type: string, data: unknown): unknown;
    close(): void;
  };
}

export async function plainjob(folder: string): Promise<Peer> {
  const { better, defineQueue } = (await import('plainjob')) as unknown as Plainjob;
  const db = new Database(join(folder, 'plainjob.db'));
  const quiet = { error() {}, warn() {}, info() {}, debug() {} };
  const queue = defineQueue({ connection: better(db), logger: quiet });
  db.pragma('synchronous = OFF');
  for (let at = 0; at < WARM_UP; at += 1) queue.add('sale', BODY);
  force(db);
  return {
    async once() {
      const from = performance.now();
      queue.add('sale', BODY);
      return performance.now() - from;
    },
    // Its upkeep runs on a timer that would keep the process alive.
    close: () => queue.close(),
  };
}

interface Liteque {
  buildDBClient(
    path: string,
    options: { runMigrations: boolean },
  ): { readonly session: { readonly client: Database.Database } };
  readonly SqliteQueue: new (name: string, db: object, options: object) => { enqueue(job: unknown): Promise<unknown> };
}

export async function liteque(folder: string): Promise<Peer> {
  const { buildDBClient, SqliteQueue } = (await import('liteque')) as unknown as Liteque;
  const db = buildDBClient(join(folder, 'liteque.db'), { runMigrations: true });
  const queue = new SqliteQueue('sales', db, { defaultJobArgs: { numRetries: 2 }, keepFailedJobs: true });
  const { client } = db.session;
  client.pragma('synchronous = OFF');
  for (let at = 0; at < WARM_UP; at += 1) await queue.enqueue({ body: BODY });
  force(client);
  return {
    async once() {
      const from = performance.now();
      await queue.enqueue({ body: BODY });
      return performance.now() - from;
    },
    close: () => client.close(),
  };
}

function force(db: Pick<Database.Database, 'pragma'>): void {
  db.pragma('synchronous = FULL');
  if (db.pragma('synchronous', { simple: true }) !== 2) throw new Error('FULL could not be forced');
}
