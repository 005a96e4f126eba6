/**
 * People files: fictitious persons with card and insurance, read whole or not at all. The shipped file and any other that
 * a tester draws or writes are read alike. Must never take a person who could be somebody: certno begins with 990000.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../agent/root.ts';
import { type CardImage, cardImage } from '../card/image.ts';
import { personOnCard } from '../card/people.ts';
import { type CentrePerson, insuredPerson } from '../centre/people.ts';
import type { PeopleJson, PersonJson } from './draw.ts';

/** A people file that can not be read; `path` names the place in it. */
export class PeopleError extends Error {
  readonly path: string;
  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
    this.name = 'PeopleError';
    this.path = path;
  }
}

export interface Person {
  readonly name: string;
  readonly card: CardImage;
  readonly centre: CentrePerson;
}

/** The persons that come with the project. */
export function shippedPeople(): readonly Person[] {
  return peopleFrom(readFileSync(join(packageRoot(), 'simulator/people/shandong.json'), 'utf8'));
}

/** Throws PeopleError naming the person and the field. */
export function peopleFrom(text: string): readonly Person[] {
  const people = listOf(text).map(personFrom);
  for (const { path, value } of [...repeated(people)]) throw new PeopleError(path, `${value} is another person's`);
  return people;
}

function listOf(text: string): readonly PersonJson[] {
  let file: Partial<PeopleJson> | null;
  try {
    file = JSON.parse(text) as Partial<PeopleJson> | null;
  } catch (error) {
    throw new PeopleError('$', error instanceof Error ? error.message : String(error));
  }
  if (!Array.isArray(file?.people)) throw new PeopleError('people', 'a list of persons');
  return file.people;
}

function personFrom(json: PersonJson, at: number): Person {
  const path = `people[${at}]`;
  if (typeof json?.name !== 'string' || json.name === '') throw new PeopleError(`${path}.name`, 'a name');
  try {
    const card = cardImage(json.name, json.card, null);
    const centre = insuredPerson(personOnCard(card), json.insurance);
    if (!/^990000/.test(centre.profile.certno)) throw new PeopleError(`${path}.card`, 'certno must begin with 990000');
    return { name: json.name, card, centre };
  } catch (error) {
    if (error instanceof PeopleError) throw error;
    throw new PeopleError(path, error instanceof Error ? error.message : String(error));
  }
}

/** What only one person may have. */
function* repeated(people: readonly Person[]): Generator<{ readonly path: string; readonly value: string }> {
  const seen = new Set<string>();
  for (const [at, { name, centre }] of people.entries()) {
    const own = { name, psn_no: centre.profile.psn_no, certno: centre.profile.certno, cardno: centre.cardno };
    for (const [field, value] of Object.entries(own)) {
      if (seen.has(`${field} ${value}`)) yield { path: `people[${at}].${field}`, value };
      seen.add(`${field} ${value}`);
    }
  }
}
