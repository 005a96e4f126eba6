import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aboveLost, isIdentity, type Numbering, nextIdentity, readIdentity } from '../../agent/core/numbering.ts';

const terminal = { fixmedins_code: 'P37010200001', slot: 7 };
const fresh: Numbering = { epoch: 1, number: 0, second: 0, counter: 0 };
const AT = Date.UTC(2026, 10, 22, 1, 2, 3);

function take(times: number, wallMs: (index: number) => number, from = fresh) {
  const ids: string[] = [];
  let numbering = from;
  for (let index = 0; index < times; index += 1) {
    const taken = nextIdentity(numbering, terminal, wallMs(index));
    ids.push(taken.msgid);
    numbering = taken.numbering;
  }
  return { ids, numbering };
}

describe('numbering', () => {
  it('makes 30 characters: institution, Shanghai time, slot and counter', () => {
    expect(take(1, () => AT).ids).toEqual(['P370102000012026112209020307' + '00']);
  });

  it('counts within a second and borrows the next one when a hundred are used', () => {
    const { ids } = take(101, () => AT);
    expect(ids[99]).toBe('P370102000012026112209020307' + '99');
    expect(ids[100]).toBe('P370102000012026112209020407' + '00');
  });

  it('begins each second anew, at the one that has begun', () => {
    const { ids } = take(3, (index) => AT + (index === 2 ? 1_999 : 999 * index));
    expect(ids.map((id) => id.slice(-8))).toEqual(['02030700', '02030701', '02040700']);
  });

  it('numbers without gaps from 1', () => {
    expect(take(5, () => AT).numbering.number).toBe(5);
  });

  it('gives rising ids, none twice, whatever the wall clock does', () => {
    const walls = fc.array(fc.integer({ min: AT - 864e5, max: AT + 864e5 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(walls, (times) => {
        const { ids } = take(times.length, (index) => times[index] ?? AT);
        for (let index = 1; index < ids.length; index += 1)
          expect((ids[index] ?? '') > (ids[index - 1] ?? '')).toBe(true);
      }),
    );
  });

  it('goes on above the last stored id after a restart with the clock set back a day', () => {
    const before = take(3, () => AT);
    const stored = readIdentity(before.ids[2] ?? '');
    const after = take(1, () => AT - 864e5, { epoch: 1, number: 3, ...stored });
    expect((after.ids[0] ?? '') > (before.ids[2] ?? '')).toBe(true);
  });

  it('keeps the ids of epochs that began from the same backup apart, and above it', () => {
    const last = { second: Math.floor(AT / 1000), counter: 7 };
    const begin = (epoch: number) => ({ ...fresh, epoch, ...aboveLost(last, epoch - 1) });
    // A clock that is behind, so that nothing but the last id counts.
    const [second, third] = [take(10_000, () => 0, begin(2)).ids, take(1, () => 0, begin(3)).ids];
    expect((second[0] ?? '') > (take(10_000, () => 0, { ...fresh, ...last }).ids.at(-1) ?? '')).toBe(true);
    expect((third[0] ?? '') > (second.at(-1) ?? '')).toBe(true);
  });

  it('reads back from an id what gave it, so that a restart goes on in the same second', () => {
    const { ids, numbering } = take(42, () => AT);
    const { second, counter } = numbering;
    expect(readIdentity(ids[41] ?? '')).toEqual({ second, counter });
  });

  it('knows the ids that this terminal may have given', () => {
    const [own = ''] = take(1, () => AT).ids;
    expect(isIdentity(own, terminal)).toBe(true);
    const others = [own.replace('P3701', 'P3702'), `${own.slice(0, 26)}0800`, own.slice(0, 29), `${own.slice(0, 29)}x`];
    for (const other of others) expect([other, isIdentity(other, terminal)]).toEqual([other, false]);
  });

  it('keeps a terminal that has given no id yet where it is', () => {
    expect(aboveLost({ second: 0, counter: 0 }, 3)).toEqual({ second: 0, counter: 0 });
  });

  it('refuses to read an id of another form', () => {
    expect(() => readIdentity('P37010200001')).toThrow(/msgid/);
  });
});
