import { describe, expect, it } from 'vitest';
import { fault, publicFacts, describe as sentence } from '../../agent/errors/catalogue.ts';

describe('a sentence in Chinese', () => {
  it.each([
    fault('session_wrong_phase', { session: 's', phase: 'bill_changed' }),
    fault('not_cancellable', { state: 'none' }),
    fault('reason_needed', { action: 'close_claim' }),
    fault('reason_needed', { action: 'unpark' }),
    fault('reason_needed', { action: 'sign_off' }),
  ])('names what it is about by a word and not by a code: $code $facts', (found) => {
    expect(sentence(found).zh).not.toMatch(/[a-z]/);
    expect(sentence(found).en).not.toMatch(/_|\bnone\b/);
  });

  it('says in Chinese what the engine says of a value, or leaves it out', () => {
    const said = (message: string) =>
      sentence(fault('basket_invalid', { field: 'lines[0].cnt', code: 'bad_value', message }));
    expect(said('above 0, at most 11 digits and 4 decimals')).toMatchObject({
      hint_zh: '改正该项后重新提交（大于 0，整数最多 11 位、小数最多 4 位）',
      hint_en: 'Correct it and send the basket again (above 0, at most 11 digits and 4 decimals)',
    });
    expect(said('something new')).toMatchObject({
      hint_zh: '改正该项后重新提交',
      hint_en: 'Correct it and send the basket again (something new)',
    });
  });

  it('hides long numbers of what the engine says as it does those of others', () => {
    const found = fault('basket_invalid', {
      field: 'lines[1].feedetl_sn',
      code: 'duplicate_line',
      message: '99012345678',
    });
    expect(sentence(found).hint_en).not.toContain('99012345678');
    expect(publicFacts(found)).toMatchObject({ message: '99***' });
  });
});
