/**
 * Draining the queue: every row to the simulated centre over gRPC with mutual TLS in another process, answered, settled
 * and in the journal; beside the same bytes on the bare stream, and beside the same bytes to the same centre.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { GrpcLink } from '../../agent/adapters/grpc-link.ts';
import { giveWay } from '../../agent/adapters/low-priority.ts';
import type { Link, LinkEvent, LinkMethod } from '../../agent/ports/link.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import type { CentreAsked, CentreReady } from './centre-process.ts';
import { sampleAnswer } from './echo.ts';
import { readFrames, writeFrames } from './frames.ts';
import { median, percentile } from './measure.ts';
import { enqueue, sampleSale } from './queue.ts';
import { introduce, openLedger, Shop, shopClock } from './shop.ts';
import type { Bench, Row } from './table.ts';

const v1 = tongxing.v1;

/** Purchases during a drain, PACE_MS between basket and acceptance: those asked for before its end count, and no others. */
const ACCEPTS = 200;
const PACE_MS = 15;
/** So many times the rows, that a drain lasts for a good many purchases. */
const LONGER = 3;
const FRAMES_IN_FLIGHT = 2;

/** A terminal that is back begins at a moment drawn by lot within seconds: a wait, and no work. Here it falls on at once. */
const AT_ONCE = { next: () => 0 };

/** As many rows in flight as the agent has, when each goes by itself. */
const ROWS_IN_FLIGHT = 200;

export const drain: Bench = {
  name: 'drain',
  title: 'drain of the queue',
  async run({ folder, rounds, rows: asked, full, say }) {
    const rows = full ? 100_000 : asked;
    const turns = Math.max(1, Math.min(rounds, full ? 2 : 3));
    const sale = await sampleSale(folder);
    if (sale.body.body.kind !== 'sale') throw new Error('the sample is no sale');
    writeFrames(join(folder, 'answer'), [sampleAnswer(sale.body.body.estimate)]);
    const world: World = { folder, rows, sale };
    const rates: Record<RateName, number[]> = { echo: [], ours: [], framed: [], bare: [], centre: [], alone: [] };
    for (let turn = 0; turn < turns; turn += 1) {
      say(`round ${turn + 1} of ${turns}: ${rows} rows`);
      rates.echo.push((await drainOnce(world, 'record', 0)).rate);
      if (turn === 0) singly(folder);
      rates.bare.push(await streamed(world, 'sink-one'));
      rates.framed.push(await streamed(world, 'sink'));
      rates.ours.push((await drainOnce(world, 'centre', 0)).rate);
      rates.centre.push(await streamed(world, 'centre'));
      rates.alone.push((await drainOnce(world, 'replay', 0)).rate);
    }
    say('once more, with purchases');
    const longer = { ...world, rows: LONGER * rows };
    const toEcho = await drainOnce(longer, 'echo', ACCEPTS);
    return table(rows, rates, toEcho, await drainOnce(longer, 'centre', ACCEPTS));
  },
};

type RateName = 'echo' | 'ours' | 'framed' | 'bare' | 'centre' | 'alone';

interface World {
  readonly folder: string;
  readonly rows: number;
  readonly sale: Awaited<ReturnType<typeof sampleSale>>;
}

/** The recorded frames once more with one row a message, and their answers: the bare stream the design notes speak of. */
function singly(folder: string): void {
  const frames = readFrames(join(folder, 'requests')).map((bytes) => v1.ExchangeRequest.decode(bytes));
  const one = frames.flatMap(({ header, items }) =>
    (items ?? []).map((item) => v1.ExchangeRequest.encode({ header: header ?? null, items: [item] }).finish()),
  );
  const [reply] = readFrames(join(folder, 'replies')).map((bytes) => v1.ExchangeResponse.decode(bytes));
  writeFrames(join(folder, 'requests-one'), one);
  writeFrames(join(folder, 'replies-one'), [
    v1.ExchangeResponse.encode({ answers: (reply?.answers ?? []).slice(0, 1) }).finish(),
  ]);
}

function table(
  rows: number,
  rates: Readonly<Record<RateName, readonly number[]>>,
  toEcho: Drained,
  toCentre: Drained,
): readonly Row[] {
  const [echoed, ours, framed, bare] = [
    median(rates.echo),
    median(rates.ours),
    median(rates.framed),
    median(rates.bare),
  ];
  const [centre, alone] = [median(rates.centre), median(rates.alone)];
  const show = (rate: number) => `${Math.round(rate)} rows/s`;
  const compared = (what: string, rate: number, beside: string, limit: number): Row => {
    return {
      what,
      ours: show(rate),
      beside: `${beside} ${show(limit)}`,
      ratio: (rate / limit).toFixed(2),
      target: '–',
      met: null,
    };
  };
  const during = (what: string, { stored, told }: Drained): Row => {
    const p99 = percentile(stored, 0.99);
    const beside = `p50 ${median(stored).toFixed(1)} ms; settled by the centre p50 ${median(told).toFixed(1)} ms`;
    const ratio = `n = ${stored.length}`;
    return { what, ours: `${p99.toFixed(1)} ms`, beside, ratio, target: '≤ 15 ms', met: p99 <= 15 };
  };
  return [
    {
      ...compared(
        `drain of ${rows} rows to an echo centre, gRPC + mTLS, settled and journaled`,
        echoed,
        'bare stream, a row a message',
        bare,
      ),
      target: '≥ 0.85',
      met: echoed >= 0.85 * bare,
    },
    compared('the same, beside the same frames on the bare stream', echoed, 'bare stream', framed),
    compared('the same to the simulated centre', ours, 'same frames straight to it', centre),
    compared(
      'the same without wire and centre (recorded answers at once)',
      alone,
      'bare stream, a row a message',
      bare,
    ),
    during('accept during the drain to the echo centre, durable: p99', toEcho),
    during('accept during the drain to the simulated centre, durable: p99', toCentre),
  ];
}

interface Drained {
  /** Rows a second. */
  readonly rate: number;
  /** Milliseconds from an accept to the notice that it is stored, and to its outcome. */
  readonly stored: readonly number[];
  readonly told: readonly number[];
}

/** Fills a new ledger, drains it and counts. 'record' keeps the frames echoed for the bare stream, 'replay' needs no centre. */
export async function drainOnce(
  { folder, rows, sale }: World,
  how: 'centre' | 'echo' | 'record' | 'replay',
  accepts: number,
): Promise<Drained> {
  const own = mkdtempSync(join(folder, 'drain-'));
  const store = openLedger({ folder: own });
  introduce(store, 0, rows + accepts);
  enqueue(store, sale, rows);
  const people = rows + accepts;
  const asked: CentreAsked =
    how === 'centre' ? { folder: own, as: how, people, sign_no: '' } : { folder, as: 'echo', people: 0, sign_no: '' };
  const centre = how === 'replay' ? null : await startCentre(asked);
  // In the field it is a machine of its own. On one of two cores it held the agent up to the end of its slices: turns of at most
  // 6 ms of CPU took 14 to 46 ms at the 99th percentile, the rest of it waiting for a core.
  if (accepts > 0 && centre?.child.pid !== undefined) await giveWay(centre.child.pid);
  const tape = new Tape(centre === null ? new Replay(folder) : linkTo(centre.ready), how === 'record');
  const shop = new Shop(store, { link: tape, random: AT_ONCE });
  try {
    const { begun, queue } = settledAll(shop, rows);
    await shop.open();
    await begun;
    const purchases = accepts === 0 ? null : buyMeanwhile(shop, rows, accepts, queue);
    const ms = await queue;
    const { stored, told, sold } = (await purchases) ?? { stored: [], told: [], sold: 0 };
    const settled = store.counts().settled ?? 0;
    if (settled !== rows + sold) throw new Error(`not all settled: ${JSON.stringify(store.counts())}`);
    if (how === 'record') tape.save(folder);
    return { rate: (rows / ms) * 1_000, stored, told };
  } finally {
    await shop.agent.stop();
    centre?.child.disconnect();
  }
}

/**
 * `begun`: the sign-in, after which the first row may leave; `queue`: milliseconds from then to the last one settled. What is
 * sold meanwhile is told when it is settled, and no row of the queue.
 */
function settledAll(shop: Shop, rows: number): { readonly begun: Promise<void>; readonly queue: Promise<number> } {
  let from = Number.NaN;
  const begun = new Promise<void>((resolve) => {
    shop.agent.subscribe(null, ({ notice }) => {
      if (notice.kind !== 'shift' || notice.phase !== 'signed_in') return;
      from = performance.now();
      resolve();
    });
  });
  const queue = new Promise<number>((resolve, reject) => {
    let settled = 0;
    const stuck = setInterval(() => reject(new Error(`stuck: ${JSON.stringify(shop.agent.status())}`)), 120_000);
    shop.agent.subscribe(null, ({ notice }) => {
      if (notice.kind !== 'transaction' || notice.state !== 'settled' || !notice.told) return;
      settled += 1;
      if (settled < rows) return;
      clearInterval(stuck);
      resolve(performance.now() - from);
    });
  });
  return { begun, queue };
}

/** Persons nobody has queued buy while the queue is drained, one after the other. */
async function buyMeanwhile(
  shop: Shop,
  firstPerson: number,
  times: number,
  queue: Promise<unknown>,
): Promise<Omit<Drained, 'rate'> & { readonly sold: number }> {
  const stored: number[] = [];
  const told: number[] = [];
  let [asked, drained, sold] = [0, false, 0];
  void queue.then(() => {
    drained = true;
  });
  shop.agent.subscribe(null, ({ notice }) => {
    if (asked === 0 || notice.kind !== 'session' || notice.phase !== 'accepted') return;
    stored.push(performance.now() - asked);
    asked = 0;
  });
  while (sold < times) {
    const session = await shop.prepare(firstPerson + sold);
    // From when the key was pressed, and not from when the process had time to see it.
    const pressed = performance.now() + PACE_MS;
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    if (drained) break;
    asked = pressed;
    told.push(await shop.accept(session, randomUUID()));
    sold += 1;
  }
  return { stored, told, sold };
}

/** Rows a second of the recorded frames on a bare link, as many in flight as the agent has. */
async function streamed({ folder, rows }: World, as: 'sink' | 'sink-one' | 'centre'): Promise<number> {
  const frames = readFrames(join(folder, as === 'sink-one' ? 'requests-one' : 'requests'));
  const { header } = v1.ExchangeRequest.decode(frames[0] ?? new Uint8Array(0));
  const own = as === 'centre' ? mkdtempSync(join(folder, 'centre-')) : folder;
  const { child, ready } = await startCentre({ folder: own, as, people: rows, sign_no: header?.sign_no ?? '' });
  const inFlight = as === 'sink-one' ? ROWS_IN_FLIGHT : FRAMES_IN_FLIGHT;
  const link = linkTo(ready);
  try {
    const ms = await new Promise<number>((resolve, reject) => {
      let [next, answered, from] = [0, 0, 0];
      const push = () => {
        const frame = frames[next];
        next += 1;
        if (frame !== undefined) link.call(next, 'Exchange', frame, 120_000);
      };
      link.start((event) => {
        if (event.kind === 'no_reply') return reject(new Error(`${event.reason} ${event.detail}`));
        if (event.kind === 'up') {
          from = performance.now();
          for (let at = 0; at < inFlight; at += 1) push();
        }
        if (event.kind !== 'reply') return;
        answered += 1;
        push();
        if (answered === frames.length) resolve(performance.now() - from);
      });
    });
    return (rows / ms) * 1_000;
  } finally {
    await link.close();
    child.disconnect();
  }
}

function linkTo({ address, ca, identity }: CentreReady): Link {
  const [certificate, key] = [Buffer.from(identity.certificate), Buffer.from(identity.key)];
  return new GrpcLink({ address, ca: Buffer.from(ca), certificate, key, clock: shopClock() });
}

async function startCentre(asked: CentreAsked): Promise<{ readonly child: ChildProcess; readonly ready: CentreReady }> {
  const child = fork(process.argv[1] ?? '', ['--role', 'centre', '--asked', JSON.stringify(asked)]);
  const ready = await new Promise<CentreReady>((resolve, reject) => {
    child.once('message', (message) => resolve(message as CentreReady));
    child.once('exit', (code) => reject(new Error(`the centre ended with ${code}`)));
  });
  return { child, ready };
}

/** A centre without wire or work: the recorded answers, each as soon as it is asked for. */
class Replay implements Link {
  readonly #replies: readonly Uint8Array[];
  #listener: (event: LinkEvent) => void = () => {};
  #next = 0;

  constructor(folder: string) {
    this.#replies = readFrames(join(folder, 'replies'));
  }

  start(listener: (event: LinkEvent) => void): void {
    this.#listener = listener;
    setImmediate(() => listener({ kind: 'up' }));
  }

  call(call: number, method: LinkMethod): void {
    const bytes = this.#answer(method);
    setImmediate(() => this.#listener({ kind: 'reply', call, method, bytes }));
  }

  async close(): Promise<void> {}

  #answer(method: LinkMethod): Uint8Array {
    const result = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };
    if (method === 'Hello')
      return v1.HelloResponse.encode({ result, epoch: 1, centre_ms: shopClock().wallMs(), batch_rows: 500 }).finish();
    if (method === 'SignIn') return v1.SignInResponse.encode({ result, sign_no: 'S1' }).finish();
    const reply = this.#replies[this.#next];
    if (method !== 'Exchange' || reply === undefined) throw new Error(`nothing recorded for ${method} ${this.#next}`);
    this.#next += 1;
    return reply;
  }
}

/** A link that remembers its Exchange frames and their answers. */
class Tape implements Link {
  readonly #link: Link;
  readonly #record: boolean;
  readonly #requests: Uint8Array[] = [];
  readonly #replies: Uint8Array[] = [];

  constructor(link: Link, record: boolean) {
    this.#link = link;
    this.#record = record;
  }

  start(listener: (event: LinkEvent) => void): void {
    this.#link.start((event) => {
      if (this.#record && event.kind === 'reply' && event.method === 'Exchange') this.#replies.push(event.bytes);
      listener(event);
    });
  }

  call(...call: Parameters<Link['call']>): void {
    if (this.#record && call[1] === 'Exchange') this.#requests.push(call[2]);
    this.#link.call(...call);
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  save(folder: string): void {
    writeFrames(join(folder, 'requests'), this.#requests);
    writeFrames(join(folder, 'replies'), this.#replies);
  }
}
