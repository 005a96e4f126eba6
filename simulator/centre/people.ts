/**
 * The fictitious persons of the centre: who they are comes from their card images, so that card and centre can not
 * disagree; how they are insured from people.json. No real person must ever be in here.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fen, parseYuan } from '../../agent/core/money.ts';
import type { AidCategory } from '../../agent/core/settlement/case.ts';
import { packageRoot } from '../../agent/root.ts';
import { type CardPerson, cardPeople } from '../card/people.ts';
import type { CentreStore } from './store.ts';

/** What does not move with settlements. National names. */
export interface Profile {
  readonly psn_no: string;
  readonly psn_cert_type: string;
  readonly certno: string;
  readonly psn_name: string;
  readonly gend: string;
  readonly naty: string;
  readonly brdy: string;
  readonly insutype: string;
  readonly psn_type: string;
  readonly psn_insu_stas: string;
  readonly cvlserv_flag: '0' | '1';
  readonly insuplc_admdvs: string;
  readonly aid_category: AidCategory | null;
  readonly commercial: boolean;
  readonly entitlements: readonly {
    readonly opsp_dise_code: string;
    readonly begndate: string;
    readonly enddate: string;
  }[];
  /** psn_no of relatives whose accounts may pay, in order. */
  readonly mulaid: readonly string[];
}

/** A person with the credentials that lead to them. */
export interface CentrePerson {
  readonly profile: Profile;
  readonly cardno: string;
  readonly card_sn: string;
  /** Yuan. */
  readonly balc: string;
  /** Year-to-date amounts in yuan, by name. */
  readonly accumulators: Readonly<Record<string, string>>;
}

/** How somebody is insured, without who they are. Amounts in yuan. */
export type Insurance = Pick<
  Profile,
  'psn_no' | 'insutype' | 'psn_type' | 'psn_insu_stas' | 'cvlserv_flag' | 'aid_category' | 'commercial' | 'entitlements'
> &
  Pick<Profile, 'mulaid'> &
  Pick<CentrePerson, 'balc' | 'accumulators'>;

/** One person for each card image that stands for one. */
export function demoPeople(): readonly CentrePerson[] {
  const file = join(packageRoot(), 'simulator/centre/people.json');
  const insured = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Insurance>>;
  return cardPeople().map((card) => {
    const insurance = insured[card.image];
    if (insurance === undefined) throw new Error(`people.json has no insurance for ${card.image}`);
    const { image: _image, ...holder } = card;
    return insuredPerson(holder, insurance);
  });
}

/** The holder of a card as the centre has them. */
export function insuredPerson(
  { cardno, card_sn, ...identity }: Omit<CardPerson, 'image'>,
  { balc, accumulators, ...insurance }: Insurance,
): CentrePerson {
  return { profile: { psn_cert_type: '01', ...identity, ...insurance }, cardno, card_sn, balc, accumulators };
}

/** Puts persons into a store; one that is there keeps balance and accumulators. */
export function seedPeople(store: CentreStore, people: readonly CentrePerson[], year: number): void {
  store.atomically(() => {
    for (const { profile, cardno, card_sn, balc, accumulators } of people) {
      const known = store.person(profile.psn_no) !== null;
      store.putPerson(profile.psn_no, profile, yuan(balc));
      store.putCredential('03', cardno, profile.psn_no, card_sn);
      store.putCredential('02', profile.certno, profile.psn_no, '');
      if (known) continue;
      for (const [name, amount] of Object.entries(accumulators)) {
        store.moveAccumulator(profile.psn_no, year, name, yuan(amount));
      }
    }
  });
}

function yuan(text: string): number {
  return parseYuan(text) ?? fen(Number.NaN);
}
