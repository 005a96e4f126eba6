/** What scanners send, byte by byte: descriptors, reports, keys and the text in them, in the forms no make here sends by itself. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../drivers/hid/descriptor.ts';
import { advanceKeys, NO_KEYS } from '../../drivers/hid/keyboard.ts';
import { advanceMessage, NO_MESSAGE } from '../../drivers/hid/message.ts';
import { profileOf, scannerProfiles } from '../../drivers/hid/profile.ts';
import { scanText } from '../../drivers/scan-text.ts';
import { FIELD_DESCRIPTOR, MAKES, posReports } from '../../simulator/scanner/reports.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const FIELDS = Buffer.from(FIELD_DESCRIPTOR).toString('hex').toUpperCase();
const LAYOUT = layoutOf(FIELD_DESCRIPTOR);

describe('a report descriptor', () => {
  it('tells where the fields are', () => {
    expect(LAYOUT).toEqual({
      ...{ reportId: 2, length: 1, aim: 2, data: 5, dataBytes: 56 },
      continued: { at: 63, mask: 1 },
    });
  });

  it.each([
    // The first item of the report gets a companion that means nothing for it.
    ['a long item', '8502', '8502 FE 02 10 9507'],
    ['what is put aside and taken back', '7508', '7508 A4 7501 0501 B4'],
    ['usages in four bytes', '09FE', '0B FE008C00'],
    ['usages as a range', '09FB 8102 09FC 8102 09FD 8102 95', '19FB 29FD 9503 8102 95'],
  ])('tells the same with %s in it', (_, plain, other) => {
    const changed = FIELDS.replace(plain.replaceAll(' ', ''), other.replaceAll(' ', ''));
    expect(changed).not.toBe(FIELDS);
    expect(layoutOf(hex(changed))).toEqual(LAYOUT);
  });

  it.each([
    ['whose data begin within a byte', ['09FB8102', '7504 09FB8102 7508']],
    ['whose data are a few bytes', ['9538', '9507']],
    ['of a report no device sends', ['9538', '96FF7F']],
    ['that tells data alone', ['09FB810209FC810209FD8102', '9503 8102'], ['09FF', '0900']],
  ])('%s tells nothing', (_, ...changes) => {
    let text = FIELDS;
    for (const [plain = '', other = ''] of changes) {
      expect(text).toContain(plain);
      text = text.replace(plain, other);
    }
    expect(layoutOf(hex(text))).toBeNull();
  });
});

describe('reports of a code', () => {
  const profiles = scannerProfiles();
  const layout = profileOf(profiles, MAKES.zebra.vendorId)?.report;
  const first = (text: string) => posReports(MAKES.zebra, Buffer.from(text))[0] ?? hex('');

  it('may tell the symbology in the first alone, and are kept though their bytes are used again', () => {
    if (layout === undefined) throw new Error('no profile');
    const [one = hex(''), two = hex('')] = posReports(MAKES.zebra, Buffer.from('1'.repeat(60)));
    const next = advanceMessage(layout, NO_MESSAGE, one);
    one.fill(0);
    two.fill(0, 2, 5);
    expect(next.kind === 'more' && advanceMessage(layout, next.state, two)).toEqual({
      ...{ kind: 'scan', text: '1'.repeat(60), aim: 'Q1' },
    });
  });

  it('that hold nothing say nothing', () => {
    if (layout === undefined) throw new Error('no profile');
    expect(advanceMessage(layout, NO_MESSAGE, first(''))).toEqual({ kind: 'none' });
  });
});

describe('keys', () => {
  /** Reports of keys held, each with its modifiers; what they came to. */
  function typed(...reports: readonly (readonly number[])[]): readonly string[] {
    const said: string[] = [];
    let state = NO_KEYS;
    for (const [modifiers = 0, ...keys] of reports) {
      const next = advanceKeys(state, Uint8Array.from([modifiers, 0, ...keys, 0, 0, 0, 0, 0, 0].slice(0, 8)));
      state = next.state;
      if (next.kind !== 'more') said.push(next.kind === 'scan' ? next.text : next.kind);
    }
    return said;
  }
  const [A, B, ONE, ENTER, PAD_1, PAD_ENTER] = [0x04, 0x05, 0x1e, 0x28, 0x59, 0x58];

  it('that are held over several reports are typed once', () => {
    expect(typed([0, A], [0, A, B], [0, B], [0, ENTER], [0, ENTER, ONE], [0, ONE], [0], [0, ONE], [0, ENTER])).toEqual([
      'ab',
      '11',
    ]);
  });

  it('that are held beyond their Enter are not typed again', () => {
    expect(typed([0, A], [0, A, ENTER], [0, A], [0], [0, B], [0, ENTER])).toEqual(['a', 'b']);
  });

  it('of the number pad are read, and its Enter ends a code', () => {
    expect(typed([0, PAD_1], [0], [0, PAD_ENTER])).toEqual(['1']);
  });

  it('behind a report id are the same', () => {
    const down = advanceKeys(NO_KEYS, hex('01 00 00 04 00 00 00 00 00'));
    expect(down.state.text).toBe('a');
  });

  it('without end are no code, and cost no memory', () => {
    let state = NO_KEYS;
    for (let at = 0; at < 10_000; at += 1)
      state = advanceKeys(state, hex(at % 2 === 0 ? '0000040000000000' : '0000050000000000')).state;
    expect(state.text.length).toBeLessThanOrEqual(8192);
    expect(advanceKeys(state, hex('0000280000000000')).kind).toBe('garbled');
  });
});

describe('the text of a code', () => {
  it.each([
    ['a CR', 'A1\r', 'A1'],
    ['a LF', 'A1\n', 'A1'],
    ['CR and LF', 'A1\r\n', 'A1'],
    ['a tab', 'A1\t', 'A1'],
    ['one CR of two', 'A1\r\r', 'A1\r'],
    ['nothing', 'A1 ', 'A1 '],
  ])('goes without %s at its end', (_, sent, text) => {
    expect(scanText(Buffer.from(sent))).toBe(text);
  });

  it('goes without the mark that UTF-8 may begin with', () => {
    expect(scanText(Buffer.from('\ufeff81234567890123456789'))).toBe('81234567890123456789');
  });

  it('is none where there is nothing else', () => {
    for (const sent of ['', '\r', '\n', '\r\n', '\t', '\ufeff', '\ufeff\r'])
      expect(scanText(Buffer.from(sent))).toBeNull();
  });

  it('is UTF-8, GBK or GB18030 with rare characters, and nothing that is none of them', () => {
    for (const encoding of ['utf8', 'gb18030']) expect(scanText(iconv.encode('测试㐂', encoding))).toBe('测试㐂');
    for (const bytes of ['FF', 'B2', 'B2E2CA', '8130']) expect(scanText(hex(bytes))).toBeNull();
  });
});
