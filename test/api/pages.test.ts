/** The list of transactions in the local API, page by page, from the newest to the first. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
