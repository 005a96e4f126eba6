/** The sale made last, for the customer's screen, until the card is out or the next one in. */
import { type Ref, ref, watch } from 'vue';
import type { Transaction } from './answers.ts';
import type { Counter } from './counter.ts';

export function useLastSale({ state, api }: Counter): Ref<Transaction | null> {
  const sold = ref<Transaction | null>(null);
  watch(
    () => state.turn,
    async () => {
      const { transactions } = await api.get<{ transactions: Transaction[] }>('/v1/transactions?limit=10');
      // What is told of its goods besides comes after a sale and has no amounts.
      sold.value = transactions.find(({ estimate, final }) => (final ?? estimate) !== null) ?? null;
    },
  );
  watch(
    () => [state.session?.id, state.status?.devices.some(({ phase }) => phase !== 'empty')],
    ([session, card]) => {
      if (session !== undefined || card === false) sold.value = null;
    },
  );
  return sold;
}
