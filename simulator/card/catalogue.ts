/**
 * Every card image the simulator ships, by name. Imported one by one so that a bundle carries them and a misspelt name
 * is a type error.
 */

import { type CardImage, cardImage, type ImageJson } from './image.ts';
import badDate from './images/bad-date.json' with { type: 'json' };
import bankCard from './images/bank-card.json' with { type: 'json' };
import blocked from './images/blocked.json' with { type: 'json' };
import blockedPin from './images/blocked-pin.json' with { type: 'json' };
import ceshiBing from './images/ceshi-bing.json' with { type: 'json' };
import ceshiDing from './images/ceshi-ding.json' with { type: 'json' };
import ceshiGeng from './images/ceshi-geng.json' with { type: 'json' };
import ceshiJi from './images/ceshi-ji.json' with { type: 'json' };
import ceshiJia from './images/ceshi-jia.json' with { type: 'json' };
import ceshiWu from './images/ceshi-wu.json' with { type: 'json' };
import ceshiYi from './images/ceshi-yi.json' with { type: 'json' };
import expired from './images/expired.json' with { type: 'json' };
import invalidGbk from './images/invalid-gbk.json' with { type: 'json' };
import mute from './images/mute.json' with { type: 'json' };
import oversizedAnswer from './images/oversized-answer.json' with { type: 'json' };
import pinCard from './images/pin-card.json' with { type: 'json' };
import pinLocked from './images/pin-locked.json' with { type: 'json' };
import psam from './images/psam.json' with { type: 'json' };
import psamForeign from './images/psam-foreign.json' with { type: 'json' };
import residenceCard from './images/residence-card.json' with { type: 'json' };
import slow from './images/slow.json' with { type: 'json' };
import statusDenied from './images/status-denied.json' with { type: 'json' };
import statusUnknown from './images/status-unknown.json' with { type: 'json' };
import stopsAnswering from './images/stops-answering.json' with { type: 'json' };
import tooSlow from './images/too-slow.json' with { type: 'json' };
import truncatedRecord from './images/truncated-record.json' with { type: 'json' };
import unknownVersion from './images/unknown-version.json' with { type: 'json' };
import wrongTag from './images/wrong-tag.json' with { type: 'json' };

const IMAGES = {
  'bad-date': badDate,
  'bank-card': bankCard,
  blocked: blocked,
  'blocked-pin': blockedPin,
  'ceshi-bing': ceshiBing,
  'ceshi-ding': ceshiDing,
  'ceshi-geng': ceshiGeng,
  'ceshi-ji': ceshiJi,
  'ceshi-jia': ceshiJia,
  'ceshi-wu': ceshiWu,
  'ceshi-yi': ceshiYi,
  expired: expired,
  'invalid-gbk': invalidGbk,
  mute: mute,
  'oversized-answer': oversizedAnswer,
  'pin-card': pinCard,
  'pin-locked': pinLocked,
  psam: psam,
  'psam-foreign': psamForeign,
  'residence-card': residenceCard,
  slow: slow,
  'status-denied': statusDenied,
  'status-unknown': statusUnknown,
  'stops-answering': stopsAnswering,
  'too-slow': tooSlow,
  'truncated-record': truncatedRecord,
  'unknown-version': unknownVersion,
  'wrong-tag': wrongTag,
} satisfies Readonly<Record<string, ImageJson>>;

export type ImageName = keyof typeof IMAGES;

export function imageNames(): readonly ImageName[] {
  return Object.keys(IMAGES).filter(isImageName);
}

export function isImageName(text: string): text is ImageName {
  return Object.hasOwn(IMAGES, text);
}

export function imageOf(name: ImageName): CardImage {
  const json: ImageJson = IMAGES[name];
  if (json.extends === undefined) return cardImage(name, json, null);
  if (!isImageName(json.extends)) throw new RangeError(`card image ${name} extends an unknown one: ${json.extends}`);
  return cardImage(name, json, IMAGES[json.extends]);
}
