/** What the transactions of the national front work with, and what they share: sessions by person, the words of a refusal. */
import type { Agent } from '../agent.ts';
import type { CommandReply } from '../core/effect.ts';
import type { Command } from '../core/input.ts';
import type { Problem } from '../core/problem.ts';
import type { Session } from '../core/state.ts';
import { describe } from '../errors/catalogue.ts';
import type { Archive } from '../ports/archive.ts';
import type { CatalogueLookup } from '../ports/catalogue.ts';
import type { Clock } from '../ports/clock.ts';
import type { CallerRefs, PairedSystems } from '../ports/front.ts';
import type { Staff } from '../staff.ts';
import { type FrontRequest, isJson, type Json } from './envelope.ts';
import type { Files } from './files.ts';

export interface FrontParts {
  readonly agent: Agent;
  readonly staff: Staff;
  readonly refs: CallerRefs;
  readonly systems: PairedSystems;
  readonly catalogue: CatalogueLookup;
  readonly archive: Archive;
  readonly clock: Clock;
  readonly files: Files;
}

/** One call of one paired system. */
export interface Call extends FrontRequest {
  readonly system: string;
}

/** The nodes of one name; a single node is a list of one. */
export const listOf = ({ input }: Call, name: string): readonly Json[] => {
  const value = input[name];
  return (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).filter(isJson);
};
/** The node of one name; empty where there is none. */
export const headOf = ({ input }: Call, name: string): Json => (isJson(input[name]) ? (input[name] as Json) : {});

/** A refusal on its way out of a transaction. */
export class FrontFault extends Error {}

/** A fault in the words of the error catalogue: code, sentence, next step. */
export function inWords(found: Problem): string {
  const { zh, hint_zh, en } = describe(found);
  return `${found.code}：${zh}。${hint_zh}。${en}`;
}

/** The agent's answer, or a FrontFault. */
export async function ask<K extends CommandReply['kind']>(
  agent: Agent,
  command: Command,
  kind: K,
): Promise<CommandReply & { readonly kind: K }> {
  const outcome = await agent.command(command);
  if (!outcome.ok) throw new FrontFault(inWords(outcome.problem));
  if (outcome.reply.kind !== kind) throw new Error(`${kind} was expected, ${outcome.reply.kind} came`);
  return outcome.reply as CommandReply & { readonly kind: K };
}

export type Known = Session & { readonly person: NonNullable<Session['person']> };

const isKnown = (session: Session): session is Known => session.person !== null;

/** The session of the card in the reader; opened where there is none yet, and anew where it is known only from before a cut. */
export async function sessionAtReader(agent: Agent): Promise<Known> {
  const opened = await ask(agent, { kind: 'open_session' }, 'session');
  const online = agent.status().link.phase === 'ready';
  const stale = online && opened.session.source === 'snapshot' && opened.session.visit === undefined;
  if (stale) await ask(agent, { kind: 'close_session', session: opened.session.id }, 'closed');
  const { session } = stale ? await ask(agent, { kind: 'open_session' }, 'session') : opened;
  if (!isKnown(session))
    throw new FrontFault('人员未核对，请重新插卡 the person is not known yet: insert the card again');
  return session;
}

/** A session that an e-voucher opened needs no card in the reader. */
export const isVoucher = ({ credential }: Session): boolean => credential?.mdtrt_cert_type === '01';

/** The same, if it is this person's card; or the session their e-voucher opened, the newest: they may have come before. */
export async function sessionOf(agent: Agent, psn_no: string): Promise<Known> {
  const byVoucher = agent
    .sessions()
    .filter(isKnown)
    .findLast((one) => isVoucher(one) && one.person.psn_no === psn_no);
  if (byVoucher !== undefined) return byVoucher;
  const session = await sessionAtReader(agent);
  if (session.person.psn_no === psn_no) return session;
  throw new FrontFault(
    'psn_no：读卡器里不是该人员的卡，请插入本人的卡 the card in the reader is another person’s: insert the right one',
  );
}

/** Under this key the agent does a thing once, whatever the caller repeats. */
export const keyOf = ({ system, msgid }: Pick<Call, 'system' | 'msgid'>): string => `nf:${system}:${msgid}`;
