/** What the simulated centre refuses of an enrolment, and what is left of the code then. */
import { beforeEach, expect, it } from 'vitest';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import { signingRequest } from '../../agent/wire/signing-request.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { Authority } from '../../simulator/centre/adapters/authority.ts';
import { enrol } from '../../simulator/centre/registry.ts';
import { DEVICE, SHOP, TestCentre } from './counter.ts';

type Asked = tongxing.v1.EnrolRequest.$Properties;

const { EnrolRequest, EnrolResponse } = tongxing.v1;
const ELSEWHERE = 'P37010299999';
const authority = Authority.make(Date.UTC(2022, 10, 8));
const key = makeTerminalKey();

let centre: TestCentre;
beforeEach(() => {
  centre = new TestCentre();
  centre.store.putEnrolmentCode('CODE-1', SHOP);
});

function asked(change: Asked = {}) {
  const certificate_request = signingRequest(key, 'any name');
  const request = { enrolment_code: 'CODE-1', fixmedins_code: SHOP, certificate_request, ...change };
  const sign = (der: Uint8Array, dev_no: string, spki?: Uint8Array) => authority.sign(der, dev_no, centre.nowMs, spki);
  const { dev_no, slot, result } = EnrolResponse.decode(
    enrol(centre.store, sign, EnrolRequest.encode(request).finish()),
  );
  return { dev_no, slot, said: result?.err_msg ?? '' };
}

it('refuses an institution that it does not know, and a code that was used', () => {
  centre.store.putEnrolmentCode('CODE-2', ELSEWHERE);
  expect(asked({ enrolment_code: 'CODE-2', fixmedins_code: ELSEWHERE }).said).toContain('机构未登记');
  expect(asked()).toMatchObject({ dev_no: `${SHOP}-002`, slot: 0 });
  centre.store.useEnrolmentCode('CODE-1', DEVICE);
  expect(asked().said).toContain('登记码无效');
});

it('answers the same key under the same code again as the terminal it was: the answer may have been lost', () => {
  const first = asked();
  expect(asked()).toEqual(first);
  const another = signingRequest(makeTerminalKey(), 'any name');
  expect(asked({ certificate_request: another })).toMatchObject({
    dev_no: '',
    said: expect.stringContaining('登记码无效'),
  });
  expect(asked({ fixmedins_code: ELSEWHERE }).said).toContain('机构编号不符');
  expect(centre.store.terminals()).toHaveLength(2);
  centre.store.revokeTerminal(first.dev_no ?? '');
  expect(asked()).toMatchObject({ dev_no: '', said: expect.stringContaining('登记码无效') });
});

it('keeps the code for another try where the request is none, or is not signed by its own key', () => {
  const { spki } = makeTerminalKey();
  for (const certificate_request of [Buffer.from('none'), signingRequest({ spki, sign: key.sign }, 'any name')])
    expect(asked({ certificate_request })).toMatchObject({ dev_no: '', said: expect.stringContaining('不符合规范') });
  expect(centre.store.terminals()).toHaveLength(1);
  expect(asked().dev_no).toBe(`${SHOP}-002`);
});

it('takes a hundred terminals of an institution; the slot of a revoked one is the next one’s, under a new name', () => {
  const { slot: taken } = centre.store.terminal(DEVICE) ?? {};
  const free = Array.from({ length: 100 }, (_, slot) => slot).filter((slot) => slot !== taken);
  for (const [at, slot] of free.entries())
    centre.store.putTerminal(`${SHOP}-${String(at + 2).padStart(3, '0')}`, SHOP, slot);
  expect(asked().said).toContain('终端数已满');
  centre.store.revokeTerminal(DEVICE);
  expect(asked()).toMatchObject({ slot: taken, dev_no: `${SHOP}-101` });
});
