/**
 * Pinyin initials of a name, for the clerk's search: 阿莫西林胶囊 → AMXLJN. Most files of the interface have no such column.
 * Comes from the order in which ICU sorts Chinese, by the first character of each letter, so no dictionary is carried. A
 * character with several readings has its commonest one, except where names of medicines always use another.
 */
const FIRST = '阿八嚓咑妸发旮哈丌咔垃呣拏喔妑七呥仨他屲夕丫帀';
const LETTERS = 'ABCDEFGHJKLMNOPQRSTWXYZ';
const IN_MEDICINE: readonly (readonly [string, string])[] = [
  ['参', 'S'],
  ['重', 'C'],
];

/** Letters and digits stay, everything else without a reading falls out. Keeps what it has found. */
export function initialsReader(): (name: string) => string {
  const { compare } = new Intl.Collator('zh-Hans-CN-u-co-pinyin');
  const firsts = [...FIRST];
  const known = new Map<string, string>(IN_MEDICINE);
  const letterOf = (character: string): string => {
    if (/[0-9a-z]/i.test(character)) return character.toUpperCase();
    if (!/\p{Script=Han}/u.test(character)) return '';
    let at = firsts.length - 1;
    while (at >= 0 && compare(firsts[at] as string, character) > 0) at -= 1;
    return LETTERS[at] ?? '';
  };
  return (name) => {
    let initials = '';
    for (const character of name) {
      let letter = known.get(character);
      if (letter === undefined) {
        letter = letterOf(character);
        known.set(character, letter);
      }
      initials += letter;
    }
    return initials;
  };
}
