/** The read machine as a table: in which state which answer leads to which command or verdict. */

import { describe, expect, it } from 'vitest';
import { bytesOf, hexOf } from '../../drivers/pcsc/apdu.ts';
import { type CardProfile, socialSecurityProfile } from '../../drivers/pcsc/card-profile.ts';
import { advanceRead, follow, prepare, startRead } from '../../drivers/pcsc/read-machine.ts';
import type { ReadNext, ReadState } from '../../drivers/pcsc/read-state.ts';
import { type ImageName, imageNames, imageOf } from '../../simulator/card/catalogue.ts';
import type { CardImage } from '../../simulator/card/image.ts';
import { answerOf, coldChip } from '../../simulator/card/virtual-card.ts';

const SELECT = '00A404000F7378312E73682EC9E7BBE1B1A3D5CF';
const BANK = '00A4040008A000000333010101';

/** Feeds answers in hex, one per command sent, and returns where that leads. */
function fed(...answers: readonly string[]): ReadNext {
  let next: ReadNext = { kind: 'send', state: startRead(socialSecurityProfile()) };
  for (const answer of answers) {
    if (next.kind !== 'send') throw new Error(`ended before ${answer}`);
    next = advanceRead(next.state, bytesOf(answer));
  }
  return next;
}

function commandOf(next: ReadNext): string {
  return next.kind === 'send' ? hexOf(next.state.command) : `${next.kind} ${'code' in next ? next.code : ''}`;
}

const SN = `0110${'370102D1560000050000000101010101'}9000`;
const TO_VERSION = ['9000', '9000', SN, '0201319000'] as const;
const EF05 = [...TO_VERSION, '0304312E30309000', `040C${'00'.repeat(12)}9000`, '0504201210019000', '0604203210019000'];
const TO_NAME = [...EF05, `0709${'41'.repeat(9)}9000`, '9000', `0812${'39'.repeat(18)}9000`];

describe('which command follows which answer', () => {
  const table: readonly (readonly [string, readonly string[], string])[] = [
    ['begins with the applet', [], SELECT],
    ['asks for what 61xx announces', ['611E'], '00C000001E'],
    ['asks for 256 bytes when 6100 announces them', ['6100'], '00C0000000'],
    ['gives SELECT the length that 6Cxx wants', ['6C11'], `${SELECT}11`],
    ['gives SELECT another length when 6Cxx wants another', ['6C11', '6C12'], `${SELECT}12`],
    [
      'puts a record together that comes in pieces',
      ['9000', '9000', `${SN.slice(0, 16)}610A`, `${SN.slice(16, 20)}6108`, SN.slice(20)],
      '00B2022C03',
    ],
    ['selects the file when the applet is there', ['9000'], '00A4000002EF05'],
    ['selects the file after GET RESPONSE', ['611E', '6F009000'], '00A4000002EF05'],
    ['tries P1 02 when 00 is refused', ['9000', '6A86'], '00A4020002EF05'],
    ['reads EF05 by number up to the version', ['9000', '9000'], '00B2012C12'],
    ['repeats READ with the length that 6Cxx wants', ['9000', '9000', '6C10'], '00B2012C10'],
    ['fetches a record announced by 61xx', ['9000', '9000', '6112'], '00C0000012'],
    ['reads EF05 by tag from the issue date on', EF05.slice(0, 6), '00B2052806'],
    ['reads the number by tag from EF06', [...EF05, `0709${'41'.repeat(9)}9000`, '9000'], '00B2083014'],
    ['reads the name', TO_NAME, '00B2093020'],
    ['skips the name extension in version 1.00', [...TO_NAME, `091EB2E2${'00'.repeat(28)}9000`], '00B20A3003'],
    ...['6A82', '6A83', '6A88'].map(
      (none) =>
        [
          `takes an item that is ${none} for absent`,
          [...TO_NAME, `091EB2E2${'00'.repeat(28)}9000`, '0A01319000', none],
          '00B20C3005',
        ] as const,
    ),
    [
      'takes an item that was never written for absent',
      [...TO_NAME, `091EB2E2${'00'.repeat(28)}9000`, '0A01319000', '0B01FF9000'],
      '00B20C3005',
    ],
    ['asks whether it is a bank card when the applet is not there', ['6A82'], BANK],
  ];
  it.each(table)('%s', (_, answers, command) => {
    expect(commandOf(fed(...answers))).toBe(command);
  });
});

describe('which answers end the reading', () => {
  const table: readonly (readonly [string, readonly string[], string, string])[] = [
    ['a bank card', ['6A82', '6F009000'], 'card_is_bank_card', 'SELECT applet: this is a bank card (PBOC)'],
    ['a bank card that answers 61xx', ['6A82', '6120'], 'card_is_bank_card', 'this is a bank card (PBOC)'],
    [
      'a card with no known applet',
      ['6D00', '6A82', '6A82', '6A82'],
      'card_not_social_security',
      'SELECT applet: 6A82, no known applet',
    ],
    ['an applet that says something else', ['6F00'], 'card_unreadable', 'SELECT applet: 6F00'],
    ['an invalidated applet', ['6283'], 'card_blocked', 'SELECT applet: 6283'],
    ['an invalidated file', ['9000', '6283'], 'card_blocked', 'SELECT EF05: 6283'],
    ['a blocked record', ['9000', '9000', '6983'], 'card_blocked', 'READ card_sn: 6983'],
    ['a file that is in neither place', ['9000', '6A82', '6A82'], 'card_unreadable', 'SELECT EF05: 6A82'],
    ['a protected record', ['9000', '9000', '6982'], 'card_unreadable', 'READ card_sn: 6982'],
    ['a record that is not there', ['9000', '9000', '6A83'], 'card_unreadable', 'READ card_sn: 6A83'],
    ['an empty answer', ['9000', '9000', ''], 'card_unreadable', 'answer of 0 bytes'],
    ['half a status word', ['9000', '9000', '90'], 'card_unreadable', 'answer of 1 bytes'],
    ['an answer longer than short answers are', ['41'.repeat(259)], 'card_unreadable', 'answer of 259 bytes'],
    ['a record cut short', ['9000', '9000', '0110379000'], 'card_unreadable', 'record of 3 bytes'],
    [
      'a record with bytes behind it',
      ['9000', '9000', `${SN.slice(0, -4)}009000`],
      'card_unreadable',
      'record of 19 bytes',
    ],
    ['a record that tells another length', ['9000', '9000', `0111${SN.slice(4)}`], 'card_unreadable', 'READ card_sn'],
    ['a record with another tag', ['9000', '9000', `02${SN.slice(2)}`], 'card_unreadable', 'READ card_sn'],
    ['a version nobody knows', [...TO_VERSION, '0304392E30309000'], 'card_version_unknown', 'READ card_version'],
    [
      'a date that is none',
      [...EF05.slice(0, 6), '0504201302299000'],
      'card_unreadable',
      'READ issued_date: not valid',
    ],
    [
      'a date in no digits',
      [...EF05.slice(0, 6), '05042013AA019000'],
      'card_unreadable',
      'READ issued_date: not valid',
    ],
    [
      'a number that is none',
      [...EF05, `0709${'61'.repeat(9)}9000`],
      'card_unreadable',
      'READ cardno: not valid ascii',
    ],
    ['a name that is no GBK', [...TO_NAME, `091EB2E2B2${'00'.repeat(27)}9000`], 'card_unreadable', 'READ psn_name'],
    ['a name of padding alone', [...TO_NAME, `091E${'20'.repeat(30)}9000`], 'card_unreadable', 'READ psn_name'],
    [
      'a challenge of another length, where a PSAM has to prove itself',
      [...EF05, `0709${'41'.repeat(9)}9000`, '112233449000'].map((one) => one.replace('370102D1', '980102D1')),
      'card_psam_refused',
      'answer of 4 bytes',
    ],
    ['61xx for ever', ['6110', '6110', '6110', '6110', '6110'], 'card_unreadable', 'again and again'],
    ['6Cxx for ever', ['6C10', '6C11', '6C10', '6C11', '6C10'], 'card_unreadable', 'again and again'],
  ];
  it.each(table)('%s', (_, answers, code, detail) => {
    const next = fed(...answers);
    expect(next).toMatchObject({ kind: 'failed', code });
    expect(next.kind === 'failed' && next.detail).toContain(detail);
  });
});

describe('a whole card', () => {
  /** Lets a chip answer the machine; counts the commands. */
  function read(
    image: CardImage,
    profile: CardProfile = socialSecurityProfile(),
  ): { next: ReadNext; commands: number } {
    let chip = coldChip(null);
    let state: ReadState = startRead(profile);
    for (let commands = 1; ; commands += 1) {
      const answer = answerOf(image, chip, state.command);
      chip = answer.state;
      const next = advanceRead(state, answer.response ?? new Uint8Array(0));
      if (next.kind !== 'send') return { next, commands };
      state = next.state;
    }
  }

  it('takes 16 commands in version 1.00, in later ones one more for the extension, and one more for SELECT by 61xx', () => {
    expect(read(imageOf('ceshi-jia')).commands).toBe(16);
    expect(read(imageOf('ceshi-yi')).commands).toBe(18);
  });

  it('has its name in one piece when the extension goes on in the middle of a character', () => {
    const { next } = read(imageOf('ceshi-ding'));
    expect(next).toMatchObject({ kind: 'done', card: { psn_name: '测试丁A·虚构的很长名字仅用于演示请勿当真' } });
  });

  it('never puts what a record holds into the detail of a failure', () => {
    for (const name of ['truncated-record', 'invalid-gbk', 'wrong-tag', 'bad-date'] as const) {
      const { next } = read(imageOf(name));
      expect(next.kind === 'failed' && next.detail).not.toMatch(/测试|990000|B2E2|T0000001A|39{4}|2012/);
    }
  });
});

describe('a card whose records are looked into while it works on the next command', () => {
  interface Read {
    readonly end: ReadNext;
    readonly commands: readonly string[];
  }

  type Ask = (state: ReadState, answer: () => Uint8Array) => ReadNext;

  function read(name: ImageName, profile: CardProfile, ask: Ask): Read {
    const image = imageOf(name);
    let chip = coldChip(null);
    const commands: string[] = [];
    for (let state: ReadState = startRead(profile, image.atr); ; ) {
      const next = ask(state, () => {
        commands.push(hexOf(state.command));
        const answer = answerOf(image, chip, state.command);
        chip = answer.state;
        return answer.response ?? new Uint8Array(0);
      });
      if (next.kind !== 'send') return { end: next, commands };
      state = next.state;
    }
  }

  const whole = socialSecurityProfile();
  const atOnce = (name: ImageName, profile = whole): Read =>
    read(name, profile, (state, answer) => advanceRead(state, answer()));
  const inItsTime = (name: ImageName, profile = whole): Read => {
    let record: Uint8Array = new Uint8Array(0);
    return read(name, profile, (state, answer) => {
      const prepared = prepare(state, record);
      const response = answer();
      if (prepared.kind !== 'send') return prepared;
      const followed = follow(prepared, response);
      record = followed.record;
      return followed.next;
    });
  };

  it.each(imageNames())(
    '%s comes to the same end by the same commands, and to a bad record by one more at most',
    (name) => {
      const [one, other] = [atOnce(name), inItsTime(name)];
      expect(other.end).toEqual({
        ...one.end,
        ...('state' in one.end && 'state' in other.end ? { state: other.end.state } : {}),
      });
      expect(other.commands.slice(0, one.commands.length)).toEqual(one.commands);
      const more = other.commands.length - one.commands.length;
      expect(more).toBeLessThanOrEqual(one.end.kind === 'failed' ? 1 : 0);
    },
  );

  it('waits for serial and version, since the very next command may hang on them', () => {
    const files = whole.files.map((file) => ({
      ...file,
      items: file.items.map((item) => (item.item === 'issuer' ? { ...item, since: '2.00' } : item)),
    }));
    const everywhere = { admdvs: '', selectFileP1: null, access: null, items: { card_class: { by: 'tag' as const } } };
    const profile = { ...whole, files, regions: [everywhere] };
    const { commands } = inItsTime('ceshi-jia', profile);
    expect(commands).toEqual(atOnce('ceshi-jia', profile).commands);
    expect(commands).toContain('00B2022803');
    expect(commands).not.toContain('00B2042C0E');
  });

  /** The command that goes out inside this answer, which is not looked into any further; null when it is. */
  const inside = (next: ReadNext, record: string): string | null => {
    const prepared = next.kind === 'send' ? prepare(next.state, new Uint8Array(0)) : null;
    if (prepared?.kind !== 'send') throw new Error('nothing is under way');
    const ahead = prepared.ahead(bytesOf(record));
    return ahead === null ? null : hexOf(ahead.command);
  };

  it('knows the next command before the card has answered', () => {
    expect(inside({ kind: 'send', state: startRead(socialSecurityProfile()) }, '9000')).toBe('00A4000002EF05');
  });

  it('waits for the serial only where cards of its area are read otherwise', () => {
    const serial = fed('9000', '9000');
    expect(inside(serial, SN)).toBe('00B2022C03');
    expect(inside(serial, SN.replace('370102', '990102'))).toBeNull();
  });

  it('waits for the last piece of a record that comes in several', () => {
    const pieces = fed('9000', '9000', `${SN.slice(0, 16)}610A`);
    const prepared = pieces.kind === 'send' ? prepare(pieces.state, new Uint8Array(0)) : null;
    if (prepared?.kind !== 'send') throw new Error('nothing is under way');
    const { next, record } = follow(prepared, bytesOf(SN.slice(16)));
    expect([commandOf(next), record.length]).toEqual(['00B2022C03', 0]);
    expect(next.kind === 'send' && next.state.texts['card_sn']).toBe(SN.slice(4, -4));
  });

  it('has made the next command for each version that a card may name', () => {
    const version = fed(...TO_VERSION);
    const named = (text: string) => `03${hexOf(Uint8Array.of(text.length))}${Buffer.from(text).toString('hex')}9000`;
    for (const known of ['1.00', '2.00', '3.00']) expect(inside(version, named(known))).toBe('00B2042C0E');
    for (const other of ['4.00', '2.0', '2.000']) expect(inside(version, named(other))).toBeNull();
  });
});
