/** What the transactions of the national front work with, and what they share: sessions by person, the words of a refusal. */
import type { Agent } from '../agent.ts';
import type { CommandReply } from '../core/effect.ts';
import type { Command } from '../core/input.ts';
import type { Problem } from '../core/problem.ts';
import type { Session } from '../core/state.ts';
import { describe, type Fault } from '../errors/catalogue.ts';
import type { Archive } from '../ports/archive.ts';
import type { CatalogueLookup } from '../ports/catalogue.ts';
import type { Clock } from '../ports/clock.ts';
import type { CallerRef, CallerRefs, PairedSystems } from '../ports/front.ts';
import type { Staff } from '../staff.ts';
import { type FrontOutcome, type FrontRequest, isJson, type Json, textOf } from './envelope.ts';
import { TRANSACTIONS } from './fields.ts';
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

/** One transaction of the national interface. Throws FrontFault. */
export type Handler = (parts: FrontParts, call: Call) => Promise<FrontOutcome>;

/** The nodes of one name; a single node is a list of one. */
export const listOf = ({ input }: Call, name: string): readonly Json[] => {
  const value = input[name];
  return (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).filter(isJson);
};
/** The node of one name; empty where there is none. */
export const headOf = ({ input }: Call, name: string): Json => (isJson(input[name]) ? (input[name] as Json) : {});

/** A refusal on its way out of a transaction; `problem`: the agent's, which names the fields of the local API. */
export class FrontFault extends Error {
  readonly problem: Problem | null;
  /** What the counter checks found, where it is refused for that. */
  readonly found: string;
  constructor(message: string, problem: Problem | null = null, found = '') {
    super(message);
    this.problem = problem;
    this.found = found;
  }
}

/** What another terminal of the institution did is not here: it is dealt with there. */
export function notHere(field: 'mdtrt_id' | 'setl_id', id: string): FrontFault {
  const [zh, en] = field === 'mdtrt_id' ? ['就诊', 'visit'] : ['结算', 'settlement'];
  return new FrontFault(
    `${field}：本终端没有该人员的${zh} ${id}；在别的终端办理的，到那台终端去办 this terminal has no such ${en} of this person; what another terminal did is dealt with there`,
  );
}

/** A fault in the words of the error catalogue: code, sentence, next step. */
export function inWords(problem: Fault, found = '', where = ''): string {
  const { zh, hint_zh, en } = describe(problem);
  return `${problem.code}：${zh}。${found === '' ? '' : `${found}。`}${hint_zh}${where}。${en}`;
}

/** A refusal in the vendor's names: their nodes for our lines, and where the reasons of a finding go. */
export function theirWords({ message, problem, found }: FrontFault, infno: string): string {
  if (problem === null) return message;
  const { field } = problem.facts;
  const told =
    typeof field === 'string' ? { ...problem, facts: { ...problem.facts, field: theirField(field, infno) } } : problem;
  const where = problem.code === 'check_needs_reason' ? ' (exp_content.overrides: [{code, reason, feedetl_sn}])' : '';
  return inWords(told, found, where);
}

function theirField(field: string, infno: string): string {
  const [, at = '', name = ''] = /^lines(\[\d+\])?(?:\.(\w+))?$/.exec(field) ?? [];
  if (!field.startsWith('lines')) return field;
  const goods = infno.startsWith('35');
  const node = goods ? 'selinfo' : infno.startsWith('21') ? 'drugdetail' : 'feedetail';
  // A line of goods that comes back is asked for by itself.
  const where = infno === '3506' ? node : `${node}${at}`;
  return name === '' ? where : `${where}.${goods ? (GOODS_NAMES[name] ?? name) : name}`;
}

const GOODS_NAMES: Readonly<Record<string, string>> = {
  feedetl_sn: 'fixmedins_bchno',
  medins_list_codg: 'fixmedins_hilist_id',
  pric: 'finl_trns_pric',
  cnt: 'sel_retn_cnt',
};

/** The agent's answer, or a FrontFault. */
export async function ask<K extends CommandReply['kind']>(
  agent: Agent,
  command: Command,
  kind: K,
): Promise<CommandReply & { readonly kind: K }> {
  const outcome = await agent.command(command);
  if (!outcome.ok) throw new FrontFault(inWords(outcome.problem), outcome.problem);
  if (outcome.reply.kind !== kind) throw new Error(`${kind} was expected, ${outcome.reply.kind} came`);
  return outcome.reply as CommandReply & { readonly kind: K };
}

export type Known = Session & { readonly person: NonNullable<Session['person']> };

const isKnown = (session: Session): session is Known => session.person !== null;

/**
 * The session of the card in the reader; opened where there is none yet, and anew where it is known only from before a
 * cut.
 */
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
const isVoucher = ({ credential }: Session): boolean => credential?.mdtrt_cert_type === '01';

/** The same, if it is this person's card; or the session their e-voucher opened, the newest: they may have come before. */
export async function sessionOf(agent: Agent, psn_no: string): Promise<Known> {
  const byVoucher = vouchersOf(agent, psn_no).at(-1);
  if (byVoucher !== undefined) return byVoucher;
  const session = await sessionAtReader(agent);
  if (session.person.psn_no === psn_no) return session;
  throw new FrontFault(ANOTHERS);
}

const ANOTHERS =
  'psn_no：读卡器里不是该人员的卡，请插入本人的卡 the card in the reader is another person’s: insert the right one';

const vouchersOf = (agent: Agent, psn_no: string): readonly Known[] =>
  agent
    .sessions()
    .filter(isKnown)
    .filter((one) => isVoucher(one) && one.person.psn_no === psn_no);

/** The session of the person and credential that a node names: their e-voucher (01), or the card in the reader (03). */
export async function sessionBy(agent: Agent, node: Json): Promise<Known> {
  const [psn_no, type, number] = ['psn_no', 'mdtrt_cert_type', 'mdtrt_cert_no'].map((name) => textOf(node[name]));
  if (type === '02') throw new FrontFault(notBy('02'));
  if (type !== '01') {
    const session = await sessionAtReader(agent);
    if (session.person.psn_no !== psn_no) throw new FrontFault(ANOTHERS);
    sameCard(session, node, ['mdtrt_cert_no']);
    return session;
  }
  const byVoucher = vouchersOf(agent, psn_no ?? '');
  const session = number === '' ? byVoucher.at(-1) : byVoucher.find((one) => tokenOf(one) === number);
  if (session === undefined)
    throw new FrontFault(
      'mdtrt_cert_no：没有该人员的这个电子凭证，请扫码（1162） no such e-voucher of this person: scan it (1162)',
    );
  return session;
}

const tokenOf = ({ credential }: Session): string => credential?.mdtrt_cert_no ?? '';

/** Why a credential is not taken. */
export const notBy = (type: string): string =>
  `mdtrt_cert_type：${type} 暂不支持，请插入社会保障卡（03） not supported: insert the social-security card (03)`;

/** What a node says of the card, against the one in the reader. */
export function sameCard(
  { credential, person }: Known,
  node: Json,
  names: readonly ('mdtrt_cert_no' | 'card_sn' | 'certno')[],
): void {
  for (const name of names) {
    const [given, own] = [textOf(node[name]), name === 'certno' ? person.certno : credential?.[name]];
    if (given !== '' && own !== undefined && given.toUpperCase() !== own.toUpperCase())
      throw new FrontFault(`${name}：与读卡器里的卡不符 not that of the card in the reader`);
  }
}

export function sameInsurance({ person }: Known, node: Json): void {
  if (textOf(node['insutype']) !== person.insutype)
    throw new FrontFault(`insutype：该人员参保险种为 ${person.insutype} is what the person has`);
}

/** One msgid is one message for ever. */
export function sameMessage(
  { agent, systems }: Pick<FrontParts, 'agent' | 'systems'>,
  call: Call,
  known: CallerRef,
): void {
  if (known.infno === call.infno) {
    // Whole, as an earlier version kept it.
    if ([bodyOf({ systems }, call), systems.blind(JSON.stringify(call.input))].includes(known.body)) return;
    const settles = known.lines !== '';
    if (settles && (known.msgid !== '' || agent.storedUnder(known.key) !== null)) throw new FrontFault(DONE_OTHERWISE);
  }
  throw new FrontFault(
    '同一 msgid 的报文内容不同 the same msgid came with another body；换新 msgid 再发 send it under a new one',
  );
}

/** Sold it would be twice under a new msgid. */
const DONE_OTHERWISE =
  '该 msgid 已按另一内容办成：同一笔请按原样再发，不要换号；要更改先撤销那笔；确是另一笔才换 msgid it was done with another body: send that again as it was, or undo it first; a new msgid is another one';

/**
 * What a message says, by hash: a retry may read its clock anew where nothing is done with the reading (offline.md,
 * Identity).
 */
export function bodyOf({ systems }: Pick<FrontParts, 'systems'>, { infno, input }: Call): string {
  const fields = TRANSACTIONS[infno]?.nodes.flatMap((node) => node.fields) ?? [];
  const readings = new Set(fields.filter(({ type, use }) => type === 'T' && use === 'i').map(({ name }) => name));
  return systems.blind(JSON.stringify(input, (name, value) => (readings.has(name) ? undefined : value)));
}

/** Under this key the agent does a thing once, whatever the caller repeats. */
export const keyOf = ({ system, msgid }: Pick<Call, 'system' | 'msgid'>): string => `nf:${system}:${msgid}`;
