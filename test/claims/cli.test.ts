import { describe, expect, it } from 'vitest';
import { runQueue } from '../../agent/cli/queue.ts';
import type { Claim } from '../../agent/core/claim.ts';
import { fen } from '../../agent/core/money.ts';
import { START } from '../agent/counter.ts';

const CLAIM: Claim = {
  msgid: 'P37010200001202210080930000101' as never,
  reason: 'difference',
  opened_ms: START,
  amounts: { hifp_pay: fen(-1_000), psn_cash_pay: fen(1_000) },
  cash: fen(1_000),
  closed: null,
};

function shown(claims: readonly Claim[], options: object): string {
  let said = '';
  const world = { out: (text: string) => (said += text), nowMs: () => START } as never;
  expect(runQueue({ transactions: () => [], claims: () => claims }, { limit: 9, ...options }, world)).toBe(0);
  return said;
}

describe('tongxing queue and what is owed', () => {
  it('says that something is owed, and shows amounts and how each claim may end with --claims', () => {
    expect(shown([CLAIM], {})).toContain('tongxing queue --claims');
    const said = shown([CLAIM], { claims: true });
    expect(said).toContain('应收 collect 10.00');
    expect(said).toContain('hifp_pay -10.00  psn_cash_pay 10.00');
    expect(said).toContain('collected 已向参保人补收 · borne_by_shop 由药店承担');
    expect(shown([], { claims: true })).toContain('没有待收退差额');
    expect(shown([], {})).not.toContain('--claims');
    expect(JSON.parse(shown([CLAIM], { claims: true, json: true }))).toMatchObject([{ cash: '10.00', closed: null }]);
  });
});
