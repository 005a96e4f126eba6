/** The sale that was just made, for the customer's screen, until the card is out or the next person is there. */
import { onUnmounted, type Ref, ref, watch } from 'vue';
import { cardIn, isSale, type Transaction } from './answers.ts';
import type { Counter } from './counter.ts';
import { hear } from './feed.ts';

/** Without a card nothing says that the person has gone. */
const SEEN_MS = 60_000;
/** Of one that is not to be paid, or no more, there is nothing to show. */
const OVER = ['rejected', 'reversing', 'reversed', 'voided'];

export function useLastSale({ state, api }: Counter): Ref<Transaction | null> {
  const sold = ref<Transaction | null>(null);
  const show = (sale: Transaction | undefined) => {
    sold.value = sale === undefined || OVER.includes(sale.state) ? null : sale;
  };
  const forget = (msgid: string) => {
    if (sold.value?.msgid === msgid && !cardIn(state.status)) sold.value = null;
  };
  const find = async (session: unknown) => {
    const { transactions } = await api.get<{ transactions: Transaction[] }>('/v1/transactions?limit=10');
    if (state.session !== null && state.session.id !== session) return;
    const sale = transactions.find(isSale);
    show(sale);
    if (sale !== undefined) setTimeout(() => forget(sale.msgid), SEEN_MS);
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
    () => [state.session?.id, cardIn(state.status)],
    ([session, card], [former, before]) => {
      const another = session !== undefined && session !== former;
      if (another || (before === true && card === false)) sold.value = null;
    },
  );
  return sold;
}
