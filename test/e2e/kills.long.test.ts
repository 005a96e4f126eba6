/** Fifty kills over real paths, at moments nobody has tried: each told sale is settled exactly once, the books are equal. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { expectDayCloses, expectSameBooks } from './books.ts';
import { KILLS_A_ROUND, meetPersons, noTally, outage, PERSONS } from './kills.ts';
import { run } from './program.ts';
import { describeOnPcscd, shopForFile } from './shop-hooks.ts';

const KILLS = 50;

await describeOnPcscd('many outages', (pcscd) => {
  const shop = shopForFile({ pcscd });

  it(`survive ${KILLS} kills: everything told is settled once, and the day closes with equal totals`, async () => {
    const random = seededRandom(Number(process.env['TONGXING_SEED']));
    const tally = noTally();
    const told: string[] = [];
    await shop().signIn();
    await meetPersons(shop());
    for (let kills = 0; kills < KILLS; kills += KILLS_A_ROUND) {
      told.push(...(await outage(shop(), random, randomUUID, tally)).map(({ msgid }) => msgid));
      await expectSameBooks(shop(), told);
    }
    console.log(`what the kills hit: ${JSON.stringify(tally)}`);
    expect(told).toHaveLength((KILLS / KILLS_A_ROUND) * PERSONS.length);
    await expectDayCloses(shop(), told);
    await shop().daemon.end('SIGTERM');
    expect(await run(['ledger', 'verify', '--data', shop().dataDir])).toMatchObject({ code: 0 });
  });
});
