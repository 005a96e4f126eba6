/** The lists of the local API that go on, page by page, from the newest to the first. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replyOf } from '../agent/counter.ts';
import { REGISTRATION } from '../visit/clinic.ts';
import { Local } from './local.ts';

let local: Local;

beforeEach(async () => {
  local = await (await Local.start()).cutOff();
});

afterEach(() => local.stop());

interface Page {
  readonly transactions: readonly { readonly msgid: string }[];
  readonly next: string | null;
}

async function page(query: string): Promise<Page> {
  const { status, body } = await local.ask('GET', `/v1/transactions?${query}`);
  expect(status).toBe(200);
  return body as unknown as Page;
}

describe('the list of transactions', () => {
  it('goes on where the page before ended, whatever is sold meanwhile, until there is nothing more', async () => {
    const sold: string[] = [];
    for (const key of ['a', 'b', 'c', 'd', 'e']) sold.push(await local.counter.sell(key, '1.00'));
    const pages: string[][] = [];
    for (let next: string | null | undefined; next !== null; ) {
      const got: Page = await page(`limit=2${next === undefined ? '' : `&before=${next}`}`);
      pages.push(got.transactions.map(({ msgid }) => msgid));
      if (next === undefined) await local.counter.sell('f', '1.00');
      next = got.next;
    }
    const [a, b, c, d, e] = sold;
    expect(pages).toEqual([[e, d], [c, b], [a]]);
    expect((await page('limit=6')).next).toBe(null);
  });

  it('has no page before what is not there, and none of what is open', async () => {
    const sold = await local.counter.sell('a', '1.00');
    const refused = await local.ask('GET', '/v1/transactions?before=nothing');
    expect(refused.body).toMatchObject({ status: 404, code: 'transaction_unknown' });
    const open = await local.ask('GET', `/v1/transactions?open=true&before=${sold}`);
    expect(open.body).toMatchObject({ status: 400, code: 'request_bad_value', facts: { field: 'open' } });
    expect(await page('open=true')).toMatchObject({ transactions: [{ msgid: sold }], next: null });
  });
});

/** The ids of each page of two, by what each is called. */
async function pagesOf(list: string, query: string, id: string): Promise<readonly (readonly unknown[])[]> {
  const pages: unknown[][] = [];
  for (let next: unknown; next !== null; ) {
    const before = next === undefined ? '' : `&before=${String(next)}`;
    const { status, body } = await local.ask('GET', `/v1/${list}?limit=2${query}${before}`);
    expect(status).toBe(200);
    pages.push((body[list] as Record<string, unknown>[]).map((one) => one[id]));
    next = body['next'];
  }
  return pages;
}

describe('the list of claims', () => {
  beforeEach(() => {
    const put = local.counter.db.prepare(
      "INSERT INTO claims (msgid, reason, opened_ms, amounts, cash) VALUES (?, 'rejected', ?, '{}', 0)",
    );
    // Two of one turn, and one that was opened anew.
    for (const [msgid, at] of [
      ['A', 9],
      ['B', 2],
      ['C', 2],
      ['D', 3],
      ['E', 4],
    ] as const)
      put.run(msgid, at);
  });

  it('goes on to the first that was ever opened', async () => {
    expect(await pagesOf('claims', '&open=false', 'msgid')).toEqual([['A', 'E'], ['D', 'C'], ['B']]);
  });

  it('has no page before what is not there, and none of what is open', async () => {
    const none = await local.ask('GET', '/v1/claims?open=false&before=nothing');
    expect(none.body).toMatchObject({ status: 404, code: 'claim_unknown' });
    const open = await local.ask('GET', '/v1/claims?before=A');
    expect(open.body).toMatchObject({ status: 400, code: 'request_bad_value', facts: { field: 'open' } });
    expect((await local.ask('GET', '/v1/claims')).body).toMatchObject({ next: null });
  });
});

describe('the list of visits', () => {
  it('goes on to the first, by any id that a visit is known under', async () => {
    const { counter } = local;
    const opened: unknown[] = [];
    for (const ipt_otp_no of ['1', '2', '3']) {
      const session = await counter.openSession();
      const registration = { ...REGISTRATION, ipt_otp_no };
      const outcome = await counter.command({ kind: 'open_visit', session, key: ipt_otp_no, registration });
      opened.unshift(replyOf(outcome, 'visit').visit);
    }
    const [third, second, first] = opened;
    expect(await pagesOf('visits', '', 'provisional_mdtrt_id')).toEqual([[third, second], [first]]);
    const none = await local.ask('GET', '/v1/visits?before=nothing');
    expect(none.body).toMatchObject({ status: 404, code: 'visit_unknown' });
  });
});
