/** What routes answer with, and the asking of the agent that they share. Decides nothing. */
import type { Agent, CommandOutcome } from '../agent.ts';
import type { CommandReply } from '../core/effect.ts';
import type { Command } from '../core/input.ts';
import type { Fault } from '../errors/catalogue.ts';

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

export function param(params: Readonly<Record<string, string>>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`the path has no {${name}}`);
  return value;
}
