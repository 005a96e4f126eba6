/** The fuzz of the local API at length, with a seed nobody has tried: cut off from the centre, and with one that never answers. */
import { expect, it } from 'vitest';
import { fuzzApi } from './api-run.ts';

it('answers as its document says cut off from the centre, and does by chance most of what works without one', async () => {
  const { asked, reached, operations } = await fuzzApi(100, (local) => local.cutOff());
  expect(asked).toBeGreaterThan(5_000);
  // What needs a chain of lucky answers is not reached with every seed.
  expect(reached.size / operations.length).toBeGreaterThan(0.6);
});

it('answers as its document says, and in time, while the centre takes every request and answers none', async () => {
  const { asked } = await fuzzApi(40, async ({ counter }) => {
    await counter.connect();
    await counter.signIn();
    counter.insertCard();
    await counter.run();
  });
  expect(asked).toBeGreaterThan(1_000);
});
