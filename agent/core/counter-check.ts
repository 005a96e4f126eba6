/**
 * Between a priced session and the counter checks: which checks apply at this terminal, and what they look at. The pack
 * is that of the place of care (就医地管理), whoever's pack prices the bill. Must never change the bill.
 */
import type { Finding } from './checks/check.ts';
import { type Known, type LookedLine, lookOver, purchasesOf } from './checks/look.ts';
import type { Basket } from './input.ts';
import { choosePack } from './packs/compile.ts';
import { personOf, visitOf } from './pricing.ts';
import type { AgentState, Session } from './state.ts';
import { dateOf } from './time.ts';

/** What is found in a priced basket; nothing where no pack serves this place. */
export function findingsOf(state: AgentState, session: Session, known: Known): readonly Finding[] {
  const { person, basket, begntime } = session;
  const chosen = choosePack(state.packs, state.terminal.mdtrtarea_admvs, dateOf(begntime));
  if (chosen === null || person === null || basket === null) return [];
  const { gend, brdy } = person;
  return lookOver(chosen.pack.checks, {
    person: { gend, brdy, ...personOf(session) },
    visit: visitOf(state.terminal, basket, begntime),
    lines: linesOf(session),
    known,
  });
}

/** What the person will have bought with this basket. */
export function boughtIn(session: Session) {
  return purchasesOf(linesOf(session));
}

/** The ingredients of a session's basket, each once. */
export function ingredientsOf(session: Session | undefined): readonly string[] {
  const found = [...(session?.goods.values() ?? [])].flatMap(({ ingredient }) => ingredient ?? []);
  return [...new Set(found)];
}

/** The trace codes of a basket. */
export function tracOf(basket: Basket | null | undefined): readonly string[] {
  return basket?.lines.flatMap((line) => line.drug_trac_codg ?? []) ?? [];
}

function linesOf({ basket, priced, goods }: Session): readonly LookedLine[] {
  return (priced?.lines ?? []).map(({ line, entry }, at) => {
    const given = basket?.lines[at];
    return {
      line,
      entry,
      goods: goods.get(line.med_list_codg) ?? null,
      drug_trac_codg: given?.drug_trac_codg ?? [],
      inParts: given?.trdn_flag === '1',
    };
  });
}
