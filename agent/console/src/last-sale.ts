/** The sale that was just made, for the customer's screen, until the card is out or the next person is there. */
import { onUnmounted, type Ref, ref, watch } from 'vue';
import { isReader, isSale, type Transaction } from './answers.ts';
import type { Counter } from './counter.ts';
import { hear } from './feed.ts';

/** Of one that is not to be paid, or no more, there is nothing to show. */
const OVER = ['rejected', 'reversing', 'reversed', 'voided'];

export function useLastSale({ state, api }: Counter): Ref<Transaction | null> {
  const sold = ref<Transaction | null>(null);
  const show = (sale: Transaction | undefined) => {
    sold.value = sale === undefined || OVER.includes(sale.state) ? null : sale;
  };
  const find = async (session: unknown) => {
    const { transactions } = await api.get<{ transactions: Transaction[] }>('/v1/transactions?limit=10');
    if (state.session === null || state.session.id === session) show(transactions.find(isSale));
  };
  const look = async (msgid: string) => {
    const now = await api.get<Transaction>(`/v1/transactions/${msgid}`);
    if (sold.value?.msgid === msgid) show(now);
  };
  onUnmounted(
    hear(({ event, data }) => {
      const { msgid } = sold.value ?? {};
      if (event === 'session' && data['phase'] === 'accepted') find(data['session']).catch(() => {});
      else if (event === 'transaction' && msgid !== undefined && data['msgid'] === msgid) look(msgid).catch(() => {});
    }),
  );
  watch(
    () => [state.session?.id, state.status?.devices.some((one) => isReader(one) && one.phase !== 'empty')],
    ([session, card], [former, before]) => {
      const another = session !== undefined && session !== former;
      if (another || (before === true && card === false)) sold.value = null;
    },
  );
  return sold;
}
