/**
 * What the office changes about an insured person, for training and tests: balance, amounts used this year, aid category,
 * commercial insurance. All of what is asked or, when one thing is not right, nothing; never who the person is.
 */
import { type Fen, parseYuan } from '../../agent/core/money.ts';
import { AID_CATEGORIES } from '../../agent/core/settlement/case.ts';
import { civilTime } from '../../agent/core/time.ts';
import type { Profile } from './people.ts';
import type { CentreStore } from './store.ts';

/** The sentence says which field and what it may be. */
export class PersonChangeError extends Error {}

interface Change {
  /** Fen; null: as it is. */
  readonly balc: Fen | null;
  /** Fen by name, of the centre's year. */
  readonly accumulators: readonly (readonly [name: string, amount: Fen])[];
  readonly profile: Partial<Profile>;
}

/** False: there is no such person. Throws PersonChangeError. */
export function changePerson(store: CentreStore, wallMs: number, psn_no: string, asked: object): boolean {
  const person = store.person<Profile>(psn_no);
  if (person === null) return false;
  const { balc, accumulators, profile } = changeFrom(asked);
  const year = Number(civilTime(wallMs).slice(0, 4));
  store.atomically(() => {
    const before = store.accumulators(psn_no, year);
    store.putPerson(psn_no, { ...person.profile, ...profile }, person.balc);
    if (balc !== null) store.setBalance(psn_no, balc);
    for (const [name, amount] of accumulators) store.moveAccumulator(psn_no, year, name, amount - (before[name] ?? 0));
  });
  return true;
}

const KNOWN = ['balc', 'accumulators', 'aid_category', 'commercial'];

function changeFrom(asked: object): Change {
  const { balc, accumulators = {}, aid_category, commercial, ...rest } = asked as Readonly<Record<string, unknown>>;
  const [strange] = Object.keys(rest);
  if (strange !== undefined || Object.keys(asked).length === 0)
    throw new PersonChangeError(`${strange ?? '?'}: one of ${KNOWN.join(', ')}`);
  if (typeof accumulators !== 'object' || accumulators === null)
    throw new PersonChangeError('accumulators: amounts by name');
  const aid = AID_CATEGORIES.find((one) => one === aid_category) ?? null;
  if (aid_category !== undefined && aid_category !== null && aid === null)
    throw new PersonChangeError(`aid_category: null or one of ${AID_CATEGORIES.join(', ')}`);
  if (commercial !== undefined && typeof commercial !== 'boolean')
    throw new PersonChangeError('commercial: true or false');
  return {
    balc: balc === undefined ? null : yuan('balc', balc),
    accumulators: Object.entries(accumulators).map(([name, text]) => [name, yuan(`accumulators.${name}`, text)]),
    profile: {
      ...(aid_category === undefined ? {} : { aid_category: aid }),
      ...(commercial === undefined ? {} : { commercial }),
    },
  };
}

function yuan(name: string, text: unknown): Fen {
  const amount = typeof text === 'string' ? parseYuan(text) : null;
  if (amount === null) throw new PersonChangeError(`${name}: a decimal text of yuan`);
  return amount;
}
