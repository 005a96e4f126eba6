/**
 * The messages that change something at the centre, and what fits each when its answer does not come or when it is to be
 * undone (offline.md: recovery fits message as data). One table, asked by whoever recovers or undoes; nobody else in the
 * house may decide this.
 */

/** 交易编号 of every message that is kept as a transaction of its own. */
export type Infno =
  | '2102'
  | '2103'
  | '2201'
  | '2202'
  | '2203'
  | '2204'
  | '2205'
  | '2207'
  | '2208'
  | '2601'
  | '3505'
  | '3506'
  | '3507';

export interface Message {
  /**
   * When its outcome is not known: `inquire` by its id before anything else · `resend` it under the same id, because a
   * repeat is answered as the first · `undo` it, because only what is certainly gone may be sent anew.
   */
  readonly unanswered: 'inquire' | 'resend' | 'undo';
  /** Undoes one whose outcome is not known; null: it is never undone. */
  readonly reversedBy: Infno | null;
  /** Undoes one that the centre has done; null: it can not be undone. */
  readonly undoneBy: Infno | null;
}

export const MESSAGES: Readonly<Record<Infno, Message>> = {
  '2102': { unanswered: 'inquire', reversedBy: '2601', undoneBy: '2103' },
  '2103': { unanswered: 'inquire', reversedBy: '2601', undoneBy: null },
  '2201': { unanswered: 'resend', reversedBy: '2202', undoneBy: '2202' },
  '2202': { unanswered: 'resend', reversedBy: null, undoneBy: null },
  '2203': { unanswered: 'resend', reversedBy: null, undoneBy: null },
  '2204': { unanswered: 'undo', reversedBy: '2205', undoneBy: '2205' },
  '2205': { unanswered: 'resend', reversedBy: null, undoneBy: null },
  '2207': { unanswered: 'inquire', reversedBy: '2601', undoneBy: '2208' },
  '2208': { unanswered: 'inquire', reversedBy: '2601', undoneBy: null },
  '2601': { unanswered: 'inquire', reversedBy: null, undoneBy: null },
  // An inquiry by id says whether the rows were taken, so nothing has to be deleted to find out; 3507 is for what is there.
  '3505': { unanswered: 'inquire', reversedBy: '3507', undoneBy: '3507' },
  '3506': { unanswered: 'inquire', reversedBy: '3507', undoneBy: '3507' },
  '3507': { unanswered: 'resend', reversedBy: null, undoneBy: null },
};

const UNDOING = new Set(Object.values(MESSAGES).flatMap(({ reversedBy, undoneBy }) => [reversedBy, undoneBy]));

/** Whether this message undoes another. */
export function undoes(infno: Infno): boolean {
  return UNDOING.has(infno);
}

/** The message that undoes this one, by whether its outcome is known. Throws where the table knows none. */
export function undoing(infno: Infno, outcome: 'known' | 'unknown'): Infno {
  const found = outcome === 'known' ? MESSAGES[infno].undoneBy : MESSAGES[infno].reversedBy;
  if (found === null) throw new Error(`${infno} can not be undone`);
  return found;
}
