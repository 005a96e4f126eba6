/** A vendor's morning without network: the shift it opened by PIN ends under the number that it was told. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../e2e/program.ts';
import { VendorSystem } from './system.ts';

let system: VendorSystem;
beforeAll(async () => {
  system = await VendorSystem.open();
  await system.linked();
});
afterAll(() => system.close());

it('is signed out by the number of a local shift, also after the centre has given it another', async () => {
  const { daemon, relay } = system.counter;
  const token = readFileSync(daemon.tokenPath, 'utf8').trim();
  const enrolled = await fetch(`${system.base}/v1/operators/001`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ opter_name: '测试员', pin: '246813' }),
  });
  expect(enrolled.status).toBe(200);
  await system.cut();
  const signIn = { opter_no: '001', mac: '00-00-00-00-00-00', ip: '127.0.0.1', exp_content: { pin: '246813' } };
  const { signinoutb } = await system.done('9001', { signIn });
  expect(signinoutb.sign_no).toBe('~L');
  await relay.restore();
  await until('signed in', () => daemon.agent.status().shift.phase === 'signed_in');
  const other = await system.call('9002', { signOut: { sign_no: 'S-of-yesterday', opter_no: '001' } });
  expect(other.err_msg).toContain('sign_no');
  await system.done('9002', { signOut: { sign_no: signinoutb.sign_no, opter_no: '001' } });
  expect(daemon.agent.status().shift.phase).toBe('closed');
});
