/** Every operation of the local API under requests nobody would send: no defect, no hang, no answer the document does not name. */
import { describe, expect, it } from 'vitest';
import { fuzzApi } from './api-run.ts';

describe('the local API under requests made from its own document', () => {
  it('answers each as the document says, without a defect and without hanging, cut off from the centre', async () => {
    const { reached, operations } = await fuzzApi(20, (local) => local.cutOff());
    // What a fuzz never gets to do it does not test: a sale, a visit and their undoing have to have worked.
    const aims = ['openSession', 'setBasket', 'presettle', 'accept', 'enrolOperator', 'openVisit', 'putFees', 'cancel'];
    expect(aims.filter((id) => !reached.has(id))).toEqual([]);
    expect(reached.size / operations.length).toBeGreaterThan(0.6);
  });
});
