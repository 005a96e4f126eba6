/** What goes wrong inside the front: said in the envelope, and in the log where it is nobody's request. */
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../agent/core/store-error.ts';
import { type FrontOptions, frontRoutes } from '../../agent/front/front.ts';

/** A front whose agent fails with this as soon as it is asked for anything but its status. */
function failingWith(error: Error) {
  const logged: unknown[] = [];
  const terminal = { fixmedins_code: 'P37010200001', mdtrtarea_admvs: '370102' };
  const options = {
    agent: {
      status: () => ({ terminal }),
      sessions: () => {
        throw error;
      },
    },
    systems: { byPath: () => ({ name: 'pos', paasid: 'p' }) },
    clock: { wallMs: () => 0, after: () => () => {} },
    log: { warn: () => {}, error: (event: string, facts: object) => logged.push([event, facts]) },
  };
  const [route] = frontRoutes(options as unknown as FrontOptions);
  const body = { infno: '5301', msgid: 'M1', fixmedins_code: 'P37010200001', input: { data: { psn_no: 'X' } } };
  const call = () => route?.handle({ params: { secret: 's' }, body, headers: {} } as never);
  return { logged, call };
}

describe('a failure inside the front', () => {
  it('of the ledger is said by its code, as it is anywhere else', async () => {
    const { logged, call } = failingWith(new StoreError('store_full', '/ledger'));
    expect(await call()).toMatchObject({
      status: 200,
      body: { infcode: -1, err_msg: expect.stringContaining('store_full：') },
    });
    expect(logged).toEqual([]);
  });

  it('that nobody foresaw is in the log, and the vendor’s system hears that the same msgid may come again', async () => {
    const error = new Error('planted');
    const { logged, call } = failingWith(error);
    expect(await call()).toMatchObject({
      status: 200,
      body: { infcode: -1, err_msg: expect.stringContaining('同一 msgid') },
    });
    expect(logged).toEqual([['front', { infno: '5301', error }]]);
    expect(await call()).toMatchObject({ status: 200 });
  });
});
