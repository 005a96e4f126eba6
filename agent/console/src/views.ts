/** The views of the page and the keys that lead to them. Data only. */
import type { Word } from './words.ts';

export type ViewName = 'sale' | 'visit' | 'transactions' | 'work' | 'day_end' | 'devices';

export const VIEWS: readonly { readonly name: ViewName; readonly key: string; readonly word: Word }[] = [
  { name: 'sale', key: 'F2', word: 'sale' },
  { name: 'visit', key: 'Alt+v', word: 'visit' },
  { name: 'transactions', key: 'F3', word: 'transactions' },
  { name: 'work', key: 'F4', word: 'work' },
  { name: 'day_end', key: 'F7', word: 'day_end' },
  { name: 'devices', key: 'F8', word: 'devices' },
];

/** As it stands on the key caps. */
export function keyText(key: string): string {
  return key.replace('+', ' ').replace(/ [a-z]$/, (letter) => letter.toUpperCase());
}
