/** What routes answer with, and the asking of the agent that they share. Decides nothing. */
import { knows, MED_TYPE } from '../../protocol/codes.ts';
import type { Agent, CommandOutcome } from '../agent.ts';
import type { CommandReply } from '../core/effect.ts';
import type { Command } from '../core/input.ts';
import { type Fault, fault } from '../errors/catalogue.ts';

export type ApiAnswer = { readonly status: number; readonly body: unknown } | { readonly fault: Fault };

export function ok(body: unknown): ApiAnswer {
  return { status: 200, body };
}

type ReplyOf<K extends CommandReply['kind']> = CommandReply & { readonly kind: K };

/** Runs a command; a refusal is handed on, an answer of another kind is a defect. */
export async function ask<K extends CommandReply['kind']>(
  agent: Agent,
  command: Command,
  kind: K,
  view: (reply: ReplyOf<K>) => unknown,
  status = 200,
): Promise<ApiAnswer> {
  return answered(await agent.command(command), kind, view, status);
}

export function answered<K extends CommandReply['kind']>(
  outcome: CommandOutcome,
  kind: K,
  view: (reply: ReplyOf<K>) => unknown,
  status = 200,
): ApiAnswer {
  if (!outcome.ok) return { fault: outcome.problem };
  if (outcome.reply.kind !== kind) throw new Error(`${kind} was expected, ${outcome.reply.kind} came`);
  return { status, body: view(outcome.reply as ReplyOf<K>) };
}

/**
 * 医疗类别 as the caller made it up; null where the national table, or a region, may know it. One that nobody knows would
 * quietly be priced as nothing of the funds'.
 */
export function medTypeUnknown(med_type: string): { readonly fault: Fault } | null {
  if (knows(MED_TYPE, med_type)) return null;
  return { fault: fault('national_code_unknown', { field: 'med_type', value: med_type, table: MED_TYPE.name }) };
}

export function param(params: Readonly<Record<string, string>>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the path has no {${name}}`);
  return value;
}
