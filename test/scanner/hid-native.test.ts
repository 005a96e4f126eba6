/** What the real binding lists, made to what a HID port promises; the binding itself is tried in the lab. */
import { describe, expect, it } from 'vitest';
import { onePerPath } from '../../drivers/hid/native.ts';

const entry = (path: string | undefined, usagePage: number, usage: number) => ({
  ...(path === undefined ? {} : { path }),
  usagePage,
  usage,
});
const SCANNER = [0x8c, 2] as const;
const KEYBOARD = [1, 6] as const;
const MEDIA_KEYS = [0x0c, 1] as const;
const VENDOR = [0xff00, 1] as const;

describe('a device that the binding lists once for each of its collections', () => {
  it.each([
    ['a scanner with a vendor’s own collection behind it', [SCANNER, VENDOR], SCANNER],
    ['a scanner with a vendor’s own collection before it', [VENDOR, SCANNER], SCANNER],
    ['a scanner that types, too', [KEYBOARD, SCANNER, MEDIA_KEYS], SCANNER],
    ['a keyboard with media keys', [KEYBOARD, MEDIA_KEYS], KEYBOARD],
    ['media keys with a keyboard', [MEDIA_KEYS, KEYBOARD], KEYBOARD],
    ['what is neither', [VENDOR, MEDIA_KEYS], VENDOR],
  ] as const)('is one device: %s', (_, faces, wanted) => {
    const listed = onePerPath(faces.map(([page, usage]) => entry('/dev/hidraw3', page, usage)));
    expect([...listed]).toEqual([['/dev/hidraw3', entry('/dev/hidraw3', wanted[0], wanted[1])]]);
  });

  it('does not hide another, and what has no path cannot be opened', () => {
    const all = [entry('/dev/hidraw0', ...KEYBOARD), entry('/dev/hidraw1', ...SCANNER), entry(undefined, ...SCANNER)];
    expect([...onePerPath(all).keys()]).toEqual(['/dev/hidraw0', '/dev/hidraw1']);
  });
});
