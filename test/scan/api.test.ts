/** Scans through the local API: said what is wanted, told by event, taken once. */
import { afterEach, expect, it } from 'vitest';
import { Local } from '../api/local.ts';

const VOUCHER = '2026112209301234567890370102';

let local: Local | null = null;
afterEach(() => local?.stop());

it('a caller says what it waits for, takes the scan once, and reads a good sentence the second time', async () => {
  local = await Local.start();
  const { counter } = local;
  const told: number[] = [];
  counter.agent.subscribe(null, ({ notice }) => {
    if (notice.kind === 'scan') told.push(notice.scan);
  });
  const waits = await local.ask('PUT', '/v1/scans/awaited', { body: { want: 'voucher' } });
  expect([waits.status, waits.body]).toEqual([200, { want: 'voucher' }]);
  counter.device({ kind: 'scan', device: 'hid:1', text: VOUCHER, aim: 'Q1' });
  await counter.run();
  const path = `/v1/scans/${told[0]}/take`;
  expect((await local.ask('POST', path)).body).toMatchObject({ what: 'voucher', text: VOUCHER });
  const again = await local.ask('POST', path);
  expect([again.status, again.body['code'], again.body['facts']]).toEqual([404, 'scan_gone', { scan: told[0] }]);
  expect((await local.ask('DELETE', '/v1/scans/awaited')).body).toEqual({ want: null });
  expect((await local.ask('PUT', '/v1/scans/awaited', { body: { want: 'money' } })).status).toBe(400);
  expect((await local.ask('POST', '/v1/scans/x/take')).status).toBe(404);
});
