/**
 * Keeps the terminal's data up to date: asks the centre after every hello and then at intervals, goes on where a broken
 * fetch ended, believes only what the pinned key signed, and puts packs in force at their day. Runs beside the counter and
 * never holds it up; a refused update changes nothing and is said once. Must never judge what an update holds.
 */
import type { UpdateNotice } from './core/effect.ts';
import type { CompiledPack } from './core/packs/compile.ts';
import type { InstalledPack } from './core/packs/installed.ts';
import type { Terminal } from './core/state.ts';
import { civilTime, dateOf } from './core/time.ts';
import { refusedNotice, signedText, type UpdateFault } from './core/update.ts';
import type { Clock, Random } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { PartialUpdates, UpdateSource, UpdateTaker } from './ports/updates.ts';
import { decodeUpdateChunk, encodeUpdateRequest, type UpdateChunk } from './wire/update.ts';

/** The packs a day puts in force, from wherever they are kept. */
export interface PacksOfDay {
  inForce(day: string): { readonly packs: readonly CompiledPack[]; readonly damaged: readonly InstalledPack[] };
  /** Changes whenever somebody, also another process, changed what is installed. */
  stamp(): string;
}

export interface UpdatesParts {
  readonly terminal: Terminal;
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly source: UpdateSource;
  readonly partial: PartialUpdates;
  readonly takers: readonly UpdateTaker[];
  readonly packs: PacksOfDay;
  /** Whether the pinned key signed this text. */
  readonly isSigned: (text: string, signature: Uint8Array) => boolean;
  readonly tell: (change: {
    readonly notices: readonly UpdateNotice[];
    readonly packs: readonly CompiledPack[] | null;
  }) => void;
  /** Everything the centre has was told; wall ms. */
  readonly asked?: (atMs: number) => void;
}

export interface Updates {
  /** The centre has answered a hello. */
  greeted(): void;
  /** The link went down: nothing is asked before the next hello. */
  lost(): void;
  stop(): Promise<void>;
}

/** Between two fetches; a fleet must not ask in step. */
const INTERVAL_MS = 3_600_000;
const AFTER_HELLO_MS = 5_000;
const RETRY_MS = 5_000;
/** How soon a date or a change by the command line takes effect. */
export const WATCH_MS = 5_000;

/** `inForce` is what the agent was started with. */
export function keepUpdated(parts: UpdatesParts, inForce: readonly CompiledPack[]): Updates {
  const { clock, random, log } = parts;
  const said = new Set<string>();
  let packs = inForce;
  let watched = '';
  let cancelFetch = () => {};
  let cancelWatch = () => {};
  let fetching: Promise<void> | null = null;
  let failures = 0;
  let up = false;

  const today = () => dateOf(civilTime(clock.wallMs()));

  function plan(delayMs: number): void {
    cancelFetch();
    cancelFetch = clock.after(Math.ceil(delayMs), () => {
      fetching ??= fetchOnce().finally(() => {
        fetching = null;
      });
    });
  }

  async function fetchOnce(): Promise<void> {
    const fetch = receive(parts, today(), report);
    try {
      await parts.source.fetch(request(), fetch.message);
      parts.partial.keep(fetch.unfinished());
      failures = 0;
      parts.asked?.(clock.wallMs());
      if (up) plan(INTERVAL_MS * (0.75 + random.next() / 2));
    } catch (error) {
      failures += 1;
      log.warn('updates_not_fetched', { message: error instanceof Error ? error.message : String(error), failures });
      if (up) plan(random.next() * Math.min(INTERVAL_MS, RETRY_MS * 2 ** failures));
    }
    refresh();
  }

  function request(): Uint8Array {
    const { terminal } = parts;
    return encodeUpdateRequest({
      header: {
        dev_no: terminal.dev_no,
        fixmedins_code: terminal.fixmedins_code,
        mdtrtarea_admvs: terminal.mdtrtarea_admvs,
        agent_version: parts.version,
        inf_time: civilTime(clock.wallMs()),
      },
      held: parts.takers.flatMap(({ kind, held }) => held().map((one) => ({ kind, ...one }))),
      partial: parts.partial.held(),
    });
  }

  /** Said once a run: a centre that goes on offering the same is no news. */
  function report(chunk: UpdateChunk, notices: readonly UpdateNotice[], faults: readonly UpdateFault[]): void {
    const news = faults.filter((fault) => !said.has(`${chunk.sha256} ${fault.code} ${fault.field}`));
    for (const fault of news) {
      said.add(`${chunk.sha256} ${fault.code} ${fault.field}`);
      log.error('update_refused', { ...fault });
    }
    for (const { what, name, version } of notices) log.info(`update_${what}`, { name, version });
    const told = [...notices, ...news.slice(0, 1).map((fault) => refusedNotice(chunk, fault))];
    if (told.length > 0) parts.tell({ notices: told, packs: null });
  }

  /** Puts in force what the day asks for; while what is installed cannot be read, what is in force stays. */
  function refresh(): void {
    const now = `${today()} ${parts.packs.stamp()}`;
    if (now === watched) return;
    watched = now;
    const found = readNow();
    if (found === null) return;
    const { packs: next, damaged } = found;
    for (const { id, version } of damaged) log.error('pack_damaged', { id, version });
    const notices = changes(packs, next);
    if (notices.length === 0) return;
    packs = next;
    for (const { what, name, version } of notices) log.info(`update_${what}`, { name, version });
    parts.tell({ notices, packs });
  }

  function readNow(): ReturnType<PacksOfDay['inForce']> | null {
    try {
      return parts.packs.inForce(today());
    } catch (error) {
      log.error('packs_not_read', { message: error instanceof Error ? error.message : String(error) });
      return null;
    }
  }

  function watch(): void {
    refresh();
    cancelWatch = clock.after(WATCH_MS, watch);
  }

  watch();
  return {
    greeted() {
      up = true;
      if (fetching === null) plan(random.next() * AFTER_HELLO_MS);
    },
    lost() {
      up = false;
      cancelFetch();
    },
    async stop() {
      up = false;
      cancelFetch();
      cancelWatch();
      await parts.source.close();
      await fetching;
    },
  };
}

function changes(before: readonly CompiledPack[], after: readonly CompiledPack[]): readonly UpdateNotice[] {
  const name = ({ pack }: CompiledPack) => `${pack.id}@${pack.version}`;
  const lacking = (from: readonly CompiledPack[], what: 'in_force' | 'withdrawn', than: readonly CompiledPack[]) => {
    const known = new Set(than.map(name));
    return from
      .filter((one) => !known.has(name(one)))
      .map(({ pack: { id, version } }): UpdateNotice => {
        return { kind: 'update', what, name: id, version, code: null, rule: '', field: '' };
      });
  };
  return [...lacking(before, 'withdrawn', after), ...lacking(after, 'in_force', before)];
}

/** One fetch: chunks in, whole updates to their takers. */
function receive(
  { takers, partial, isSigned }: UpdatesParts,
  today: string,
  report: (chunk: UpdateChunk, notices: readonly UpdateNotice[], faults: readonly UpdateFault[]) => void,
) {
  const refused = new Set<string>();
  const unfinished = new Set<string>();
  const refuse = (chunk: UpdateChunk, code: string, field: string, reason: string) => {
    refused.add(chunk.sha256);
    partial.drop(chunk.sha256);
    unfinished.delete(chunk.sha256);
    report(chunk, [], [{ code, file: `${chunk.name}@${chunk.version}`, rule: '', field, reason }]);
  };
  return {
    unfinished: () => [...unfinished],
    message(bytes: Uint8Array): void {
      const chunk = decodeUpdateChunk(bytes);
      const { kind, name, version, sha256, totalBytes, signature } = chunk;
      const taker = takers.find((one) => one.kind === kind);
      if (kind === null || taker === undefined || refused.has(sha256)) return;
      // Before a byte is kept: what nobody vouches for is not even stored.
      if (!isSigned(signedText({ kind, name, version, sha256 }), signature))
        return refuse(chunk, 'update_signature_wrong', 'signature', sha256);
      if (totalBytes > taker.mostBytes) return refuse(chunk, 'update_too_large', 'total_bytes', String(totalBytes));
      if (!partial.append(sha256, chunk.offset, chunk.chunk))
        return refuse(chunk, 'update_damaged', 'offset', String(chunk.offset));
      const whole = partial.whole(sha256, totalBytes);
      if (whole === 'damaged') return refuse(chunk, 'update_damaged', 'sha256', sha256);
      if (whole === null) return void unfinished.add(sha256);
      const update = { kind, name, version, sha256, begndate: chunk.begndate, signature, bytes: whole };
      const { notices, faults } = taker.take(update, today);
      // Only now: a kill before this takes the same update once more.
      partial.drop(sha256);
      unfinished.delete(sha256);
      refused.add(sha256);
      report(chunk, notices, faults);
    },
  };
}
