/**
 * A scenario while it plays: the stage, what the story has named so far, and the words with which a step asks the local
 * API. Knows no verb; what a step may not do it must refuse in words.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../agent/root.ts';
import { imageOf, isImageName } from '../card/catalogue.ts';
import type { CardImage } from '../card/image.ts';
import { cardPeople } from '../card/people.ts';
import { demoPeople } from '../centre/people.ts';
import { shippedPeople } from '../people/people.ts';
import type { Args } from './scenario.ts';
import type { Method, Stage } from './stage.ts';

/** A step that was refused; `code` as the local API gives it, or `not_so` for an expectation. */
export class StepRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Play {
  readonly stage: Stage;
  readonly cast: Cast;
  /** What steps were called with `as`: msgid by name. */
  readonly names: Map<string, string>;
  session: string;
  msgid: string;
  visit: string;
  /** Body of the last answer of the local API. */
  reply: unknown;
  /** The last basket as the step had it, and the last bill: both outlive their session. */
  basket: unknown;
  bill: unknown;
  /** What a phone showed last. */
  voucher: string;
  /** Of the last prescription that was written. */
  prescription: string;
  /** Notices up to here have been expected. */
  heard: number;
  keys: number;
}

export interface Good {
  readonly med_list_codg: string;
  readonly name: string;
  readonly pric: string;
}

/** Who and what there is: cards, the persons behind them, goods by name. */
export interface Cast {
  card(name: string): CardImage | null;
  person(name: string): { readonly psn_no: string; readonly cardno: string } | null;
  good(name: string): Good | null;
}

export function castOf(): Cast {
  const people = shippedPeople();
  const own = new Map(people.map(({ name, card }) => [name, card]));
  const persons = new Map(
    people.map(({ name, centre }) => [name, { psn_no: centre.profile.psn_no, cardno: centre.cardno }]),
  );
  const insured = new Map(demoPeople().map(({ cardno, profile }) => [cardno, profile.psn_no]));
  for (const { image, cardno } of cardPeople()) persons.set(image, { psn_no: insured.get(cardno) ?? '', cardno });
  const file = readFileSync(join(packageRoot(), 'simulator/catalogue/demo.json'), 'utf8');
  const goods = new Map((JSON.parse(file) as { entries: readonly Good[] }).entries.map((one) => [one.name, one]));
  return {
    card: (name) => (isImageName(name) ? imageOf(name) : (own.get(name) ?? null)),
    person: (name) => persons.get(name) ?? null,
    good: (name) => goods.get(name) ?? null,
  };
}

export function newPlay(stage: Stage, cast: Cast): Play {
  const empty = {
    session: '',
    msgid: '',
    visit: '',
    voucher: '',
    prescription: '',
    reply: null,
    basket: null,
    bill: null,
    heard: 0,
    keys: 0,
  };
  return { stage, cast, names: new Map(), ...empty };
}

/** Throws StepRefused with the code of the refusal. */
export async function ask(play: Play, method: Method, path: string, body?: unknown, key?: string): Promise<Args> {
  const said = await play.stage.api(method, path, body, key);
  play.reply = said.body;
  if (said.status >= 200 && said.status < 300) return said.body as Args;
  const { code = String(said.status), title = '', title_en = '' } = said.body as Readonly<Record<string, string>>;
  throw new StepRefused(code, `${title} ${title_en}`.trim());
}

export function nextKey(play: Play): string {
  play.keys += 1;
  return `scenario-${play.keys}`;
}

/** The transaction a step means: by the name it was given, or the last one. */
export function msgidOf(play: Play, name: unknown): string {
  if (name === undefined || name === null) {
    if (play.msgid === '') throw new StepRefused('no_transaction', '还没有交易 there is no transaction yet');
    return play.msgid;
  }
  const found = play.names.get(String(name));
  if (found === undefined) throw new StepRefused('unknown_name', `没有叫 ${name} 的交易 nothing is called ${name}`);
  return found;
}

export function remember(play: Play, msgid: unknown, name: unknown): void {
  if (typeof msgid !== 'string') return;
  play.msgid = msgid;
  if (typeof name === 'string') play.names.set(name, msgid);
}

export function personOf(play: Play, name: unknown): { readonly psn_no: string; readonly cardno: string } {
  const person = play.cast.person(String(name));
  if (person === null) throw new StepRefused('unknown_name', `没有这个人 there is no person ${name}`);
  return person;
}

const LOOK_MS = 50;

/** Looks until the probe answers null, or says what it said last. */
export async function until(play: Play, seconds: number, probe: () => Promise<string | null>): Promise<void> {
  const end = play.stage.elapsedMs() + seconds * 1_000;
  for (;;) {
    const missing = await probe();
    if (missing === null) return;
    if (play.stage.elapsedMs() >= end)
      throw new StepRefused('not_so', `${seconds} 秒内没有等到 not within ${seconds} s: ${missing}`);
    await play.stage.pass(LOOK_MS);
  }
}
