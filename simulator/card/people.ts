/**
 * The fictitious persons behind the card images, as the simulated centre holds them. Taken from the cards themselves, so
 * that card and centre cannot disagree; only the place of insurance is not on a card.
 */

import iconv from 'iconv-lite';
import { type ImageName, imageNames, imageOf } from './catalogue.ts';
import type { CardImage } from './image.ts';

/** National field names; dates are yyyy-MM-dd. */
export interface CardPerson {
  readonly image: ImageName;
  readonly psn_name: string;
  readonly certno: string;
  readonly cardno: string;
  readonly card_sn: string;
  readonly gend: string;
  readonly naty: string;
  readonly brdy: string;
  readonly insuplc_admdvs: string;
}

const PEOPLE = /^(ceshi-.+|pin-card)$/;

/** One entry for each image that stands for a person and works, one of them by its PIN; sorted by image name. */
export function cardPeople(): readonly CardPerson[] {
  return imageNames()
    .filter((name) => PEOPLE.test(name))
    .map((image) => ({ image, ...personOnCard(imageOf(image)) }));
}

/** Who a card says its holder is; nothing is checked. */
export function personOnCard(card: CardImage): Omit<CardPerson, 'image'> {
  const value = (tag: number): Buffer => {
    const record = card.files.flatMap(({ records }) => records).find((candidate) => candidate.tag === tag);
    return Buffer.from(record?.bytes.subarray(2) ?? []);
  };
  const name = Buffer.concat([unpadded(value(0x09)), unpadded(value(0x4e))]);
  return {
    psn_name: iconv.decode(name, 'gbk'),
    certno: value(0x08).toString('latin1'),
    cardno: value(0x07).toString('latin1'),
    card_sn: value(0x01).toString('hex').toUpperCase(),
    gend: value(0x0a).toString('latin1'),
    naty: value(0x0b).toString('hex'),
    brdy: value(0x0d)
      .toString('hex')
      .replace(/^(.{4})(..)(..)$/, '$1-$2-$3'),
    insuplc_admdvs: card.insuplc_admdvs ?? '',
  };
}

function unpadded(value: Buffer): Buffer {
  const last = value.findLastIndex((byte) => byte !== 0x00 && byte !== 0x20 && byte !== 0xff);
  return value.subarray(0, last + 1);
}
