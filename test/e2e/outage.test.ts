/**
 * The main job over real paths, with outages: each sale that was told is settled exactly once, whatever is killed, cut or
 * lost in between, and both sides end the day with equal books.
 */
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { expectDayCloses, expectSameBooks } from './books.ts';
import { KILLS_A_ROUND, meetPersons, noTally, outage } from './kills.ts';
import { run, until } from './program.ts';
import { BASKET_OF_FIVE, problemOf, sumsOf } from './shop.ts';
import { describeOnPcscd, shopForFile } from './shop-hooks.ts';

const SEED = Number(process.env['TONGXING_SEED']);

await describeOnPcscd('a shop on real paths', (pcscd) => {
  const shop = shopForFile({ pcscd });
  /** Every msgid told as sold, in the whole file: nothing else may be at the centre. */
  const told: string[] = [];

  it('settles a basket of five for the card in the reader, and the centre holds exactly that', async () => {
    await shop().signIn();
    expect(await shop().insert('ceshi-yi')).toMatchObject({ phase: 'ready', problem: null });
    const session = await shop().openSession();
    expect(session).toMatchObject({ source: 'centre', person: { psn_name: '测**' } });
    const { bill } = await shop().fill(session, BASKET_OF_FIVE, '1');
    expect(bill?.lines).toHaveLength(5);
    const sold = await shop().accept(session, randomUUID());
    expect(sold).toMatchObject({ state: 'settled', provisional: false, setl_id: expect.stringMatching(/./) });
    expect(sold.final).toEqual(bill?.setlinfo);
    const { transactions } = await shop().ledger();
    expect(transactions).toMatchObject([{ msgid: sold.msgid, state: 'settled', ...sumsOf(sold.final) }]);
    told.push(sold.msgid);
  });

  it(`settles each told sale exactly once although the daemon is killed ${KILLS_A_ROUND} times`, async () => {
    await meetPersons(shop());
    const sales = await outage(shop(), seededRandom(SEED), randomUUID, noTally());
    told.push(...sales.map(({ msgid }) => msgid));
    await expectSameBooks(shop(), told);
  }, 60_000);

  it('gives the same transaction for a key that is repeated before and after a kill', async () => {
    await shop().insert('ceshi-jia');
    const session = await shop().openSession();
    await shop().fill(session, ['1003']);
    const key = randomUUID();
    const { msgid } = await shop().accept(session, key);
    expect((await shop().accept(session, key)).msgid).toBe(msgid);
    await shop().kill();
    await shop().restart();
    expect(await shop().accept(session, key)).toMatchObject({ msgid, state: 'settled' });
    told.push(msgid);
    await expectSameBooks(shop(), told);
  });

  it('an answer lost after the centre settled is told as provisional and settled by inquiry, not a second time', async () => {
    await shop().signIn();
    await shop().look(0, ({ phase }) => phase === 'ready');
    const session = await shop().openSession();
    await shop().fill(session, ['1032']);
    await shop().faults({ lose_answers: 1 });
    const key = randomUUID();
    const sold = await shop().accept(session, key);
    expect(sold).toMatchObject({ provisional: true, told: true });
    expect(await shop().settled(sold.msgid)).toMatchObject({ estimate: sold.estimate, final: sold.estimate });
    expect((await shop().accept(session, key)).msgid).toBe(sold.msgid);
    told.push(sold.msgid);
    await expectSameBooks(shop(), told);
  });

  it('an answer lost in the drain is found out by inquiry, not sent a second time', async () => {
    await shop().cut();
    const session = await shop().openSession();
    await shop().fill(session, ['1005']);
    const sold = await shop().accept(session, randomUUID());
    expect(sold).toMatchObject({ state: 'queued', provisional: true });
    await shop().faults({ lose_answers: 1 });
    await shop().relay.restore();
    await shop().settled(sold.msgid);
    expect((await shop().faults({})).lose_answers).toBe(0);
    const { transactions } = await shop().ledger();
    // What was known when it was told came with it, signed by the key of the terminal's certificate.
    expect(transactions.find(({ msgid }) => msgid === sold.msgid)?.evidence).toBe('signed');
    told.push(sold.msgid);
    await expectSameBooks(shop(), told);
  });

  it('a lost answer for what may not be told offline is reversed: nothing sold, nothing left at the centre', async () => {
    const session = await shop().openSession();
    const before = session.person.balc;
    await shop().fill(session, ['1003'], '1');
    await shop().faults({ lose_answers: 1 });
    expect(await problemOf(shop().accept(session, randomUUID()))).toBe('outcome_unknown_reversing');
    await shop().drained();
    const { transactions } = await shop().ledger();
    const undone = transactions.filter(({ msgid }) => !told.includes(msgid));
    expect(undone.map(({ state }) => state).toSorted()).toEqual(['reversal', 'reversed']);
    const again = await shop().openSession();
    expect(again.person.balc).toBe(before);
    await shop().closeSession(again);
  });

  it('ends the day with equal totals on both sides', async () => {
    await shop().drained();
    // One reversal: of the answer that was lost last.
    await expectDayCloses(shop(), told, 1);
  });

  it('leaves a ledger that verifies, and a change in it is found with exit code 4', async () => {
    await shop().daemon.end('SIGTERM');
    expect(await run(['ledger', 'verify', '--data', shop().dataDir])).toMatchObject({
      code: 0,
      said: expect.stringContaining(`${told.length + 2} 笔交易`),
    });
    const copy = join(shop().folder, 'changed');
    mkdirSync(copy);
    copyFileSync(join(shop().dataDir, 'tongxing.db'), join(copy, 'tongxing.db'));
    const db = new Database(join(copy, 'tongxing.db'));
    db.prepare(`UPDATE transactions SET state = 'voided' WHERE msgid = ?`).run(told[0]);
    db.close();
    expect(await run(['ledger', 'verify', '--data', copy])).toMatchObject({
      code: 4,
      said: expect.stringContaining(told[0] ?? 'nothing was told'),
    });
    await until('no process left behind', () => shop().daemon.leftBehind().length === 0);
  });
});
