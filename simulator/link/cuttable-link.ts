/**
 * The link in virtual time, for deterministic simulation: same promises as the real one (agent/ports/link.ts, held by the
 * same contract suite), with seeded delays, losses and duplicates, and partitions on demand. It carries bytes between an
 * agent and a centre in one process and must never look into them; all its time and chance come from its arguments.
 */
import type { NoReply } from '../../agent/core/centre.ts';
import type { Clock, Random } from '../../agent/ports/clock.ts';
import type { Link, LinkEvent, LinkMethod } from '../../agent/ports/link.ts';
import { answerLine } from '../centre/line.ts';
import type { Answering, Backend } from '../centre/server.ts';

/** Chances are 0 to 1 per message. A loss either breaks the connection or, for a single call, passes in silence. */
export interface LinkWeather {
  readonly delayMs: readonly [least: number, most: number];
  readonly loseRequest: number;
  readonly loseAnswer: number;
  /** The request is delivered a second time; what comes back of that is dropped. */
  readonly duplicate: number;
  /** The second delivery comes up to this long after the first, over whatever connection there then is. */
  readonly straggleMs: number;
  /** The answer is handed over a second time. */
  readonly answerTwice: number;
  /** An answer is held up for up to twenty seconds more: longer than its deadline. */
  readonly stall: number;
  /** An answer that comes after its deadline is handed over all the same. */
  readonly lateAnswer: number;
  /** From a broken connection to a new one. */
  readonly reconnectMs: number;
  /** Until a silent partition is noticed by keep-alive. */
  readonly keepAliveMs: number;
}

export const FAIR_WEATHER: LinkWeather = {
  delayMs: [1, 5],
  loseRequest: 0,
  loseAnswer: 0,
  duplicate: 0,
  straggleMs: 0,
  answerTwice: 0,
  stall: 0,
  lateAnswer: 0,
  reconnectMs: 500,
  keepAliveMs: 20_000,
};

const STALL_MS = 20_000;

interface Open {
  readonly method: LinkMethod;
  readonly connection: Connection;
  readonly cancelTimer: () => void;
}

/** Calls without an answer in time, one after the other, that end their stream: as in the real link. */
const STREAM_MISSES = 2;

/** One connection's life; what belongs to a dead one is dropped. */
interface Connection {
  alive: boolean;
  /** Partitioned: nothing arrives any more, and nobody has noticed. */
  silent: boolean;
  /** Half open: requests still arrive, answers do not. */
  deaf: boolean;
  exchange: Exchange | null;
}

interface Exchange {
  readonly waiting: number[];
  readonly place: () => Answering;
  /** Frames do not overtake each other in either direction. */
  requestAt: number;
  answerAt: number;
  /** Calls that gave up waiting since one was answered. */
  missed: number;
}

export interface CuttableLinkOptions {
  readonly dev_no: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly centre: Backend;
  readonly weather?: LinkWeather;
}

export class CuttableLink implements Link {
  /** May be changed at any time. */
  weather: LinkWeather;
  readonly #options: CuttableLinkOptions;
  readonly #open = new Map<number, Open>();
  /** Calls whose deadline passed while their answer may still come. */
  readonly #late = new Map<number, LinkMethod>();
  #listener: (event: LinkEvent) => void = () => {};
  #connection: Connection | null = null;
  #cut = false;
  #closed = false;

  constructor(options: CuttableLinkOptions) {
    this.#options = options;
    this.weather = options.weather ?? FAIR_WEATHER;
  }

  start(listener: (event: LinkEvent) => void): void {
    this.#listener = listener;
    listener({ kind: 'down', detail: 'no connection yet' });
    this.#reconnect();
  }

  call(call: number, method: LinkMethod, bytes: Uint8Array, deadlineMs: number): void {
    const { clock } = this.#options;
    const connection = this.#connection;
    if (connection === null) {
      const detail = this.#closed ? 'link closed' : 'no connection';
      clock.after(0, () => this.#listener({ kind: 'no_reply', call, reason: 'unsent', detail }));
      return;
    }
    const cancelTimer = clock.after(deadlineMs, () => this.#end(call, 'timeout', `after ${deadlineMs} ms`));
    this.#open.set(call, { method, connection, cancelTimer });
    // A copy: what is on the wire does not change with the caller's buffer.
    const message = Uint8Array.from(bytes);
    if (method === 'Exchange') this.#push(connection, call, message);
    else this.#ask(connection, call, method, message);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#break(this.#connection, 'link closed', false);
  }

  /** Cuts the line until `restore`: noticed at once, or only by keep-alive when `silent` or `deaf` (half open). */
  cut({ silent = false, deaf = false } = {}): void {
    this.#cut = true;
    const connection = this.#connection;
    if (!silent && !deaf) {
      this.#break(connection, 'the line was cut');
    } else if (connection !== null) {
      connection.silent = !deaf;
      connection.deaf = true;
      this.#options.clock.after(this.weather.keepAliveMs, () => this.#break(connection, 'no sign of life'));
    }
  }

  restore(): void {
    if (!this.#cut) return;
    this.#cut = false;
    if (this.#connection === null) this.#reconnect();
    // What was under way in the silence is gone, so this connection can not simply go on.
    else this.#break(this.#connection, 'the line was dead');
  }

  #reconnect(): void {
    this.#options.clock.after(this.weather.reconnectMs, () => {
      if (this.#cut || this.#closed || this.#connection !== null) return;
      this.#connection = { alive: true, silent: false, deaf: false, exchange: null };
      this.#listener({ kind: 'up' });
    });
  }

  #break(connection: Connection | null, detail: string, tell = true): void {
    if (connection === null || !connection.alive) return;
    connection.alive = false;
    this.#connection = null;
    for (const [call, open] of [...this.#open]) if (open.connection === connection) this.#end(call, 'reset', detail);
    if (!tell) return;
    this.#listener({ kind: 'down', detail });
    this.#reconnect();
  }

  #ask(connection: Connection, call: number, method: LinkMethod, message: Uint8Array): void {
    const { clock } = this.#options;
    this.#deliver(connection, clock.monotonicMs() + this.#delay(), method, message, (bytes) => {
      if (bytes === null || this.#chance(this.weather.loseAnswer)) return this.#lose(connection);
      clock.after(this.#delay() + this.#stall(), () => this.#arrive(connection, call, bytes));
    });
  }

  #push(connection: Connection, call: number, message: Uint8Array): void {
    const { clock } = this.#options;
    connection.exchange ??= this.#openExchange(connection);
    const exchange = connection.exchange;
    exchange.waiting.push(call);
    exchange.requestAt = Math.max(exchange.requestAt, clock.monotonicMs() + this.#delay());
    this.#deliver(connection, exchange.requestAt, 'Exchange', message, exchange.place());
  }

  #openExchange(connection: Connection): Exchange {
    const { clock } = this.#options;
    const place = answerLine((bytes) => {
      if (connection.exchange !== exchange) return;
      if (bytes === null || this.#chance(this.weather.loseAnswer)) return this.#break(connection, 'the stream broke');
      exchange.answerAt = Math.max(exchange.answerAt, clock.monotonicMs() + this.#delay() + this.#stall());
      clock.after(exchange.answerAt - clock.monotonicMs(), () => {
        if (connection.alive && !connection.deaf && connection.exchange === exchange)
          this.#next(connection, exchange, bytes);
      });
    });
    const exchange: Exchange = { waiting: [], place, requestAt: 0, answerAt: 0, missed: 0 };
    return exchange;
  }

  /** The stream's next answer is that of its oldest call, whether anybody still waits for that or not. */
  #next(connection: Connection, exchange: Exchange, bytes: Uint8Array): void {
    const call = exchange.waiting.shift() ?? -1;
    if (this.#open.has(call)) exchange.missed = 0;
    this.#arrive(connection, call, bytes);
  }

  #miss(connection: Connection): void {
    const { exchange } = connection;
    if (exchange === null) return;
    exchange.missed += 1;
    if (exchange.missed < STREAM_MISSES) return;
    connection.exchange = null;
    for (const call of exchange.waiting) this.#end(call, 'reset', 'the stream fell behind');
  }

  #deliver(connection: Connection, at: number, method: LinkMethod, message: Uint8Array, answer: Answering): void {
    const { clock, centre, dev_no } = this.#options;
    const lost = this.#chance(this.weather.loseRequest);
    const twice = this.#chance(this.weather.duplicate);
    clock.after(Math.max(0, at - clock.monotonicMs()), () => {
      if (!connection.alive || connection.silent) return;
      if (lost) return method === 'Exchange' ? this.#break(connection, 'the stream broke') : this.#lose(connection);
      centre(dev_no, method, message, answer);
      if (twice) clock.after(this.#delay() + this.#straggle(), () => centre(dev_no, method, message, () => {}));
    });
  }

  /** Half of what is lost breaks the connection, the other half is noticed by its deadline only. */
  #lose(connection: Connection): void {
    if (this.#chance(0.5)) this.#break(connection, 'connection reset');
  }

  #arrive(connection: Connection, call: number, bytes: Uint8Array): void {
    if (!connection.alive || connection.deaf) return;
    const method = this.#take(call)?.method ?? this.#late.get(call);
    this.#late.delete(call);
    if (method === undefined) return;
    this.#listener({ kind: 'reply', call, method, bytes });
    if (!this.#chance(this.weather.answerTwice)) return;
    this.#options.clock.after(this.#delay(), () => this.#listener({ kind: 'reply', call, method, bytes }));
  }

  #end(call: number, reason: NoReply, detail: string): void {
    const open = this.#take(call);
    if (open === undefined) return;
    if (reason === 'timeout' && this.#chance(this.weather.lateAnswer)) this.#late.set(call, open.method);
    this.#listener({ kind: 'no_reply', call, reason, detail });
    if (reason === 'timeout' && open.method === 'Exchange') this.#miss(open.connection);
  }

  #take(call: number): Open | undefined {
    const open = this.#open.get(call);
    this.#open.delete(call);
    open?.cancelTimer();
    return open;
  }

  #delay(): number {
    const [least, most] = this.weather.delayMs;
    return Math.round(least + this.#options.random.next() * (most - least));
  }

  #stall(): number {
    return this.#chance(this.weather.stall) ? Math.round(this.#options.random.next() * STALL_MS) : 0;
  }

  #straggle(): number {
    const { straggleMs } = this.weather;
    return straggleMs === 0 ? 0 : Math.round(this.#options.random.next() * straggleMs);
  }

  #chance(of: number): boolean {
    return of > 0 && this.#options.random.next() < of;
  }
}
