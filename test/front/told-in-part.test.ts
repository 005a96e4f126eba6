/** A self-paid 3505 of several lines of which the centre takes a part: each line is told what became of it. */
import { expect, it } from 'vitest';
import { sold } from '../../agent/front/goods.ts';
import type { Call, FrontParts } from '../../agent/front/parts.ts';
import type { CallerRef } from '../../agent/ports/front.ts';
import { shop, taken } from '../goods/shop.ts';

const line = (bchno: string, med_list_codg: string) => ({
  ...{ fixmedins_bchno: bchno, med_list_codg, fixmedins_hilist_id: '1', trdn_flag: '0', mdtrt_setl_type: '2' },
  ...{ finl_trns_pric: '10.00', sel_retn_cnt: '1', rtal_docno: 'R1' },
});

it('a line that the centre took is told as taken beside one that it did not, also under another msgid', async () => {
  const counter = await shop();
  const kept = new Map<string, CallerRef>();
  const refs = {
    find: (_system: string, ref: string) => kept.get(ref) ?? null,
    remember: (one: CallerRef) => void kept.set(one.ref, one),
    ofPerson: () => [],
  };
  const parts = { agent: counter.agent, systems: { blind: (text: string) => text }, refs } as unknown as FrontParts;
  const tell = async (msgid: string) => {
    const call = { infno: '3505', msgid, system: '药店系统', input: { selinfo: [line('B1', 'A'), line('B2', 'B')] } };
    let said: unknown = null;
    void sold(parts, call as unknown as Call).then((outcome) => {
      said = outcome;
    });
    for (let turn = 0; turn < 4; turn += 1) await counter.run();
    return said;
  };
  await tell('M1');
  await counter.exchange((one) => taken(one, [1]));
  for (const msgid of ['M1', 'M2'])
    expect(await tell(msgid)).toMatchObject({
      output: {
        result: [
          { fixmedins_bchno: 'B1', retRslt: '1', msgRslt: '' },
          { fixmedins_bchno: 'B2', retRslt: '0', msgRslt: '不收' },
        ],
      },
    });
});
