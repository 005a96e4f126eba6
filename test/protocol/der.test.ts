/** The little DER that requests for certificates are made of: lengths and numbers at their edges, and what is cut short. */
import { expect, it } from 'vitest';
import { content, integer, octets, oid, parts, sequence } from '../../agent/wire/der.ts';
import { decodeUpdateChunk } from '../../agent/wire/update.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it.each([
  [0, '0400'],
  [127, '047f'],
  [128, '048180'],
  [255, '0481ff'],
  [256, '04820100'],
  [30_000, '04827530'],
])('a value of %d bytes has its length in the shortest form, and is read back whole', (size, header) => {
  const made = octets(Buffer.alloc(size, 7));
  expect(hex(made).slice(0, header.length)).toBe(header);
  expect(content(made)).toEqual(Buffer.alloc(size, 7));
  expect(parts(sequence(made, made))).toEqual([made, made]);
});

it('a number whose first bit is set stays positive', () => {
  expect([integer(0x7f), integer(0x80), integer(0xff, 1)].map(hex)).toEqual(['02017f', '02020080', '020300ff01']);
});

it('an identifier has seven bits of each arc in a byte', () => {
  expect([oid('2.5.4.3'), oid('1.2.840.10045.4.3.2')].map(hex)).toEqual(['0603550403', '06082a8648ce3d040302']);
});

it('what is cut short, or of a length it does not take, is refused', () => {
  const made = octets(Buffer.alloc(300));
  for (const bytes of [made.subarray(0, -1), Buffer.from('0480', 'hex'), Buffer.from('048301000000', 'hex')])
    expect(() => content(bytes)).toThrow(RangeError);
  expect(() => parts(Buffer.concat([Buffer.from('3004', 'hex'), Buffer.from('04030000', 'hex')]))).toThrow(RangeError);
});

it('an update that names no kind is of none that is known', () => {
  expect(decodeUpdateChunk(new Uint8Array(0)).kind).toBeNull();
});
