/**
 * The work list: one item for each mismatch, seen from here, with the class it has and the actions that are legal for it.
 * Which those are is the table below and nothing else; what an item offers is worked out, never stored.
 */
import type { CentreState } from '../transaction.ts';
import type { Detail } from './detail.ts';

export const CLASSES = ['only_here', 'only_centre', 'amount', 'status', 'duplicate'] as const;
export type MismatchClass = (typeof CLASSES)[number];

export const ACTIONS = ['inquire', 'resend', 'reverse', 'accept_centre', 'sign_off'] as const;
export type WorkAction = (typeof ACTIONS)[number];

/**
 * How the transaction stands here. none: no such id · open: its outcome is not known yet · settled · refund: it is a
 * reversal that was done · undone: settled and reversed since · dead: rejected, voided or parked · group: no single row.
 */
export type Standing = 'none' | 'open' | 'settled' | 'refund' | 'undone' | 'dead' | 'group';

export interface WorkItem {
  /** `<stmt_date>.<class>.<msgid, or what stands for it>`: the same mismatch has the same id in every run. */
  readonly item: string;
  readonly stmt_date: string;
  readonly class: MismatchClass;
  readonly msgid: string;
  readonly standing: Standing;
  readonly here: Detail | null;
  readonly centre: Detail | null;
  readonly state: 'open' | 'resolved' | 'signed_off';
  /** The last thing done about it; empty for nothing. */
  readonly last: WorkAction | '';
  /** What came of that: a result code, or the id of the reversal. */
  readonly note: string;
  /** Of a sign-off. */
  readonly reason: string;
  readonly opter: string;
  readonly at_ms: number;
}

const KNOWN: readonly WorkAction[] = ['inquire', 'accept_centre', 'sign_off'];
const UNDO: readonly WorkAction[] = ['inquire', 'reverse', 'accept_centre', 'sign_off'];
/** Not decided yet: whoever signs it off signs something that may still change. */
const WAIT: readonly WorkAction[] = ['inquire'];

/** By class and standing. What is not listed can not be, and offers what harms nothing. */
const LEGAL: Readonly<Record<MismatchClass, Readonly<Partial<Record<Standing, readonly WorkAction[]>>>>> = {
  only_here: {
    settled: ['inquire', 'resend', 'reverse', 'accept_centre', 'sign_off'],
    // A refund that is sent again is the same refund; a refund is never undone.
    refund: ['inquire', 'resend', 'accept_centre', 'sign_off'],
    // Sending the sale again would bring back what was undone.
    undone: KNOWN,
    dead: KNOWN,
  },
  only_centre: { none: UNDO },
  amount: { settled: UNDO, refund: KNOWN, undone: KNOWN, dead: KNOWN, group: ['sign_off'] },
  status: { open: WAIT, settled: KNOWN, refund: KNOWN, undone: KNOWN, dead: UNDO },
  // One id stands for both: undoing it would undo the right one too.
  duplicate: { none: KNOWN, settled: KNOWN, refund: KNOWN, undone: KNOWN, dead: KNOWN },
};

/** What may be done about an item now. */
export function actionsOf({ class: kind, standing, state, centre }: WorkItem): readonly WorkAction[] {
  if (state !== 'open') return [];
  const legal = LEGAL[kind][standing] ?? KNOWN;
  return centre?.refd_setl_flag === '1' ? legal.filter((action) => action !== 'reverse') : legal;
}

/** Which standing a row of this ledger has. */
export function standingOf(state: CentreState | null, refund: boolean): Standing {
  switch (state) {
    case null:
      return 'none';
    case 'settled':
    case 'settled_with_difference':
      return refund ? 'refund' : 'settled';
    case 'reversed':
      return 'undone';
    case 'rejected':
    case 'voided':
    case 'parked':
      return 'dead';
    default:
      return 'open';
  }
}

/**
 * The items of a day after a new comparison: what is new is open, what is gone is resolved, what is as it was keeps what
 * was done about it. One that was signed off is open again when the figures have changed since. Only what changed is given.
 */
export function mergeItems(former: readonly WorkItem[], found: readonly WorkItem[]): readonly WorkItem[] {
  const known = new Map(former.map((one) => [one.item, one]));
  const still = new Set(found.map((one) => one.item));
  const gone = former.filter((one) => one.state === 'open' && !still.has(one.item));
  const changed = found.flatMap((item): readonly WorkItem[] => {
    const before = known.get(item.item);
    if (before === undefined) return [item];
    const same = facts(before) === facts(item);
    if (same && before.state !== 'resolved') return [];
    const { last, note } = before;
    return [{ ...item, last, note }];
  });
  return [...changed, ...gone.map((one) => ({ ...one, state: 'resolved' as const }))];
}

function facts({ standing, here, centre }: WorkItem): string {
  return JSON.stringify([standing, here, centre]);
}
