/**
 * Where a scan goes: to whoever waits for its kind, goods into the one basket that is open, anything else is held to be
 * taken once. A one-time code shown again is refused. A scan must never be typed anywhere, and one that does not fit
 * changes nothing.
 */
import { type Draft, lookUp, notify, patch, refuse, reply } from '../draft.ts';
import type { Basket, Found } from '../input.ts';
import { price } from '../pricing.ts';
import { type ProblemCode, problem } from '../problem.ts';
import { setBasket } from '../session.ts';
import type { Session, Terminal } from '../state.ts';
import { civilTime } from '../time.ts';
import { type ScannedGood, withGood, withTrace } from './basket.ts';
import { isOneTime, isPublic, looksLikeEan, MAX_SCAN, readingsOf, type ScanKind } from './reading.ts';
import { AWAIT_MS, type AwaitedScan, type HeldScan, HOLD_MS, MAX_HELD, MAX_USED, TWICE_MS } from './state.ts';

export interface ScanInput {
  readonly device: string;
  readonly text: string;
  /** AIM identifier without its bracket, "Q1"; null where the scanner tells none. */
  readonly aim: string | null;
}

interface Scan extends ScanInput {
  readonly scan: number;
  readonly what: ScanKind;
}

const GOODS: readonly ScanKind[] = ['trace', 'ean13', 'shop'];

export function onScan(draft: Draft, input: ScanInput): void {
  forget(draft);
  const { scans } = draft.state;
  const readings = input.text.length > MAX_SCAN ? ['unknown' as const] : readingsOf(input.text, input.aim);
  const { awaited } = scans;
  const wanted = awaited === null ? undefined : readings.find((kind) => fits(awaited, kind));
  const scan: Scan = { ...input, scan: scans.next, what: wanted ?? readings[0] ?? 'unknown' };
  const held = isOneTime(scan.what) ? draft.state.scans.held.find(({ text }) => text === scan.text) : undefined;
  if (held !== undefined) return heldAgain(draft, held);
  patch(draft, { scans: { ...scans, next: scans.next + 1 } });
  if (isOneTime(scan.what) && !firstUse(draft, scan.text)) return tell(draft, scan, 'nobody', 'scan_replayed');
  if (scan.what === 'unknown')
    return tell(draft, scan, 'nobody', looksLikeEan(scan.text) ? 'scan_check_digit' : 'scan_unreadable');
  if (GOODS.includes(scan.what)) return toBasket(draft, scan, wanted === undefined ? null : awaited);
  // Says all in its event, and there is nothing in it to be taken once.
  if (scan.what === 'receipt') return tell(draft, scan, 'taker', null);
  hold(draft, scan, wanted !== undefined);
}

function fits(awaited: AwaitedScan, kind: ScanKind): boolean {
  return awaited.want === 'goods' ? GOODS.includes(kind) : awaited.want === kind;
}

/** Drops what nobody came for in time. */
function forget(draft: Draft): void {
  const { scans, sessions, at } = { ...draft.state, at: draft.at.monotonicMs };
  const { awaited, held } = scans;
  const over = awaited !== null && (awaited.untilMs <= at || (awaited.session !== '' && !sessions[awaited.session]));
  if (!over && held.every(({ untilMs }) => untilMs > at)) return;
  const left = held.filter(({ untilMs }) => untilMs > at);
  patch(draft, { scans: { ...scans, awaited: over ? null : awaited, held: left } });
}

function firstUse(draft: Draft, text: string): boolean {
  const { scans } = draft.state;
  if (scans.used.includes(text)) return false;
  patch(draft, { scans: { ...scans, used: [...scans.used, text].slice(-MAX_USED) } });
  return true;
}

/** Some scanners read the code in front of them twice. Later it was shown again, and may have somebody to take it now. */
function heldAgain(draft: Draft, held: HeldScan): void {
  const { untilMs, ...scan } = held;
  if (untilMs - HOLD_MS + TWICE_MS <= draft.at.monotonicMs) tell(draft, { ...scan, aim: null }, 'taker', null);
}

function hold(draft: Draft, { scan, device, what, text }: Scan, wanted: boolean): void {
  const { scans } = draft.state;
  const entry = { scan, device, what, text, untilMs: draft.at.monotonicMs + HOLD_MS };
  const held = [...scans.held, entry].slice(-MAX_HELD);
  patch(draft, { scans: { ...scans, held, awaited: wanted ? null : scans.awaited } });
  tell(draft, { scan, device, what, text, aim: null }, 'taker', null);
}

/** The sessions whose basket may be changed; what is priced for a visit is the visit's, and changed there. */
function openBaskets(draft: Draft): readonly Session[] {
  return Object.values(draft.state.sessions).filter(
    ({ phase, visit }) => visit === null && (phase === 'ready' || phase === 'priced'),
  );
}

function toBasket(draft: Draft, scan: Scan, awaited: AwaitedScan | null): void {
  const open = openBaskets(draft);
  const named = awaited === null || awaited.session === '' ? null : awaited.session;
  const session = named === null ? (open.length === 1 ? open[0] : undefined) : open.find(({ id }) => id === named);
  if (session === undefined) return tell(draft, scan, 'nobody', 'scan_not_awaited');
  const line = awaited?.want === 'trace' ? awaited.feedetl_sn : '';
  lookUp(draft, {
    kind: 'find_scanned',
    scan: scan.scan,
    device: scan.device,
    what: scan.what,
    session: session.id,
    code: scan.text,
    feedetl_sn: line,
    day: civilTime(draft.at.wallMs).slice(0, 10),
    codes: session.basket?.lines.map(({ med_list_codg }) => med_list_codg) ?? [],
  });
}

/** The good is known, or that it is not: the basket with it is priced on trial, and only taken when it can be. */
export function onScanned(draft: Draft, found: Found & { kind: 'scanned' }): void {
  const scan: Scan = { device: found.device, scan: found.scan, what: found.what, text: found.code, aim: null };
  const session = draft.state.sessions[found.session];
  if (session === undefined) return tell(draft, scan, 'nobody', 'scan_not_awaited');
  const former = session.basket ?? emptyBasket(draft.state.terminal, session);
  const good = found.feedetl_sn === '' ? chosen(found.goods, former) : null;
  if (typeof good === 'string') return tell(draft, scan, session.id, good);
  const trace = scan.what === 'trace' ? scan.text : null;
  const basket = good === null ? withTrace(former, found.feedetl_sn, scan.text) : withGood(former, good, trace);
  if (basket === null) return tell(draft, scan, session.id, 'scan_trace_twice');
  const trial =
    session.person === null ? null : price(draft.state, session, basket, civilTime(draft.at.wallMs), found.entries);
  if (trial?.ok === false) return tell(draft, scan, session.id, 'scan_basket');
  setBasket(draft, null, { session: session.id, basket });
  tell(draft, scan, session.id, null);
}

/**
 * 定点药店购药 at a pharmacy, 普通门诊 elsewhere: what a basket begun by a scan is for, until the clerk says otherwise. On a card
 * alone it is paid in full: nothing else can be worked out of it.
 */
function emptyBasket({ institution }: Terminal, { credential, person }: Session): Basket {
  const med_type = institution.kind === 'pharmacy' ? '41' : '11';
  const cardAlone = credential !== null && person === null;
  return { med_type, acct_used_flag: '0', ...(cardAlone ? { payment: 'full_cash' } : {}), lines: [] };
}

/** One good with a price, or why not. Where several have the code, the one that is in the basket already. */
function chosen(goods: (Found & { kind: 'scanned' })['goods'], basket: Basket): ScannedGood | ProblemCode {
  if (goods.length === 0) return 'scan_good_unknown';
  const priced = goods.flatMap((good) => (good.pric === null ? [] : [{ ...good, pric: good.pric }]));
  if (priced.length === 0) return 'scan_no_price';
  const [first, second] = priced;
  if (first !== undefined && second === undefined) return first;
  const there = priced.filter((good) => basket.lines.some((line) => isLineOf(line, good)));
  return (there.length === 1 ? there[0] : undefined) ?? 'scan_good_ambiguous';
}

function isLineOf(line: Basket['lines'][number], good: ScannedGood): boolean {
  return line.med_list_codg === good.med_list_codg && line.medins_list_codg === (good.medins_list_codg ?? undefined);
}

function tell(draft: Draft, scan: Scan, to: string, code: ProblemCode | null): void {
  const { device, what } = scan;
  const text = isPublic(what) ? scan.text : null;
  notify(draft, { kind: 'scan', scan: scan.scan, device, what, to, code, text });
}

/** As the device of what a scanner typed into a page. */
const PAGE = 'page';

/** A scanner in keyboard mode that no driver reads: what it typed goes the way of any other scan. */
export function typedScan(draft: Draft, call: number, text: string): void {
  onScan(draft, { device: PAGE, text, aim: null });
  reply(draft, call, { kind: 'scan_heard', device: PAGE });
}

/** Says what is scanned next; null ends it. */
export function awaitScan(draft: Draft, call: number, wanted: Omit<AwaitedScan, 'untilMs'> | null): void {
  const { scans, sessions } = draft.state;
  if (wanted !== null && wanted.session !== '' && sessions[wanted.session] === undefined)
    return refuse(draft, call, problem('session_unknown', { session: wanted.session }));
  const awaited = wanted === null ? null : { ...wanted, untilMs: draft.at.monotonicMs + AWAIT_MS };
  patch(draft, { scans: { ...scans, awaited } });
  reply(draft, call, { kind: 'awaiting', want: wanted?.want ?? null });
}

/** Hands a held scan to the one who asks first. */
export function takeScan(draft: Draft, call: number, id: number): void {
  forget(draft);
  const { scans } = draft.state;
  const found = scans.held.find(({ scan }) => scan === id);
  if (found === undefined) return refuse(draft, call, problem('scan_gone', { scan: id }));
  patch(draft, { scans: { ...scans, held: scans.held.filter((one) => one !== found) } });
  const { scan, device, what, text } = found;
  reply(draft, call, { kind: 'scan_taken', scan: { scan, device, what, text } });
}
