/** The field rules, the page made from them, and the envelope. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEnvelope, writeEnvelope } from '../../agent/front/envelope.ts';
import { CODES, type Field, inputFault, TRANSACTIONS } from '../../agent/front/fields.ts';
import { fieldsDocument } from '../../agent/front/table.ts';

it('FIELDS.md is what the rules say', async () => {
  await expect(fieldsDocument()).toMatchFileSnapshot('../../agent/front/FIELDS.md');
});

it('every required field that is used is missed when it is not there, by its name', () => {
  for (const [infno, { nodes }] of Object.entries(TRANSACTIONS))
    for (const node of nodes)
      for (const field of node.fields) {
        if (!field.required || field.use === 'i' || !node.required) continue;
        const whole = Object.fromEntries(
          nodes.map(({ name, list, fields }) => {
            const filled = Object.fromEntries(fields.map((one) => [one.name, sample(one)]));
            return [name, list ? [filled] : filled];
          }),
        );
        expect(inputFault(infno, whole)).toBeNull();
        const target = whole[node.name];
        delete (Array.isArray(target) ? target[0] : target)?.[field.name];
        expect(inputFault(infno, whole), `${infno} ${field.name}`).toContain(field.name);
      }
});

function sample({ name, type }: Field): string {
  if (type === 'B') return 'AA==';
  const [code] = Object.keys(CODES[name]?.values ?? {});
  if (code !== undefined) return code;
  if (type.startsWith('D')) return '2026-11-29';
  return type.startsWith('T') ? '2026-11-29 09:30:00' : '1';
}

it('whatever is sent is read or refused in words, and never throws', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom('', '2102'), (body, infno) => {
      const read = readEnvelope(body, infno);
      if ('fault' in read) expect(read.fault).toMatch(/./);
      else inputFault(read.infno, read.input);
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(TRANSACTIONS)), fc.object({ maxDepth: 3 }), (infno, input) => {
      const fault = inputFault(infno, input as Record<string, unknown>);
      expect(fault === null || fault.length > 0).toBe(true);
    }),
  );
});

it('an answer has the times, numbers and lengths of the interface', () => {
  const at = {
    mdtrtarea_admvs: '370102',
    wallMs: Date.UTC(2026, 10, 29, 1, 30, 0, 7),
    receivedMs: Date.UTC(2026, 10, 29, 1, 30),
    serial: 12,
  };
  expect(writeEnvelope({ ok: false, err: '错'.repeat(300) }, at)).toEqual({
    infcode: -1,
    inf_refmsgid: '370102202611290930000000000012',
    refmsg_time: '20261129093000000',
    respond_time: '20261129093000007',
    err_msg: `${'错'.repeat(199)}…`,
    warn_msg: '',
    output: null,
  });
});

it('an input written as text is read, and not where it holds half a character, which nothing could read again', () => {
  const sent = (input: string) => readEnvelope({ infno: '9001', msgid: 'm1', input }, '');
  expect(sent('{"signIn":{"opter_no":"测\\ud83d\\ude00"}}')).toMatchObject({ input: { signIn: { opter_no: '测😀' } } });
  expect(sent('{"signIn":{"opter_no":"\\ud83d"}}')).toMatchObject({ fault: expect.stringContaining('input') });
});
