/** No whole number of a person leaves the local API, wherever it stands. */
import { expect, it } from 'vitest';
import { maskPersons, transactionView } from '../../agent/api/view.ts';
import { atTheCounter, PERSON, replyOf } from '../agent/counter.ts';

it('names the owner of a family account by a masked number, as deep in an explanation as it stands', () => {
  const fact = { kind: 'family', inputs: { psn_no: PERSON.psn_no, balc: 500 }, parts: [{ psn_no: PERSON.psn_no }] };
  const masked = { psn_no: '********01' };
  expect(maskPersons(fact)).toEqual({ kind: 'family', inputs: { ...masked, balc: 500 }, parts: [masked] });
});

it('hides the number that the centre’s words about a transaction name', async () => {
  const counter = await atTheCounter();
  const session = await counter.prepare('100.00');
  const accepted = counter.give({ kind: 'accept', session, key: 'k1' });
  await counter.run();
  await counter.settle();
  const row = counter.agent.transaction(replyOf(await accepted, 'accepted').msgid);
  if (row === null) throw new Error('nothing was sold');
  const { err_msg } = transactionView({ ...row, err_msg: `人员 ${PERSON.certno} 已停保` });
  expect(err_msg).toBe('人员 99*** 已停保');
});
