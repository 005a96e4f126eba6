/**
 * A sale over the local API, as a vendor's program makes it: card, basket, the bill explained, accepted once whatever
 * happens on the way. `tongxing sim serve` gives the counter to try it on. Names nobody.
 */
import { answerOf, type Client, type Schemas } from './client.ts';

export async function sellOne(client: Client, basket: Schemas['Basket'], key: string): Promise<Schemas['Transaction']> {
  const session = await answerOf(client.POST('/v1/sessions', { body: {} }));
  const path = { id: session.id };
  const priced = await answerOf(client.PUT('/v1/sessions/{id}/basket', { params: { path }, body: basket }));
  for (const step of priced.bill?.explanation.zh ?? []) process.stdout.write(`  ${step}\n`);
  // The same key settles once: after a time-out the same call is simply made again.
  const header = { 'Idempotency-Key': key };
  const sold = await answerOf(client.POST('/v1/sessions/{id}/accept', { params: { path, header } }));
  process.stdout.write(`${sold.state_text.zh} ${sold.msgid}${sold.provisional ? '（临时 provisional）' : ''}\n`);
  return sold;
}
