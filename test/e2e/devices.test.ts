/**
 * Cards and readers in trouble, from pcscd through the device process to the local API: each trouble has its own code and
 * sentence, and the next card works, without a restart of the daemon.
 */
import { afterEach, beforeAll, expect, it } from 'vitest';
import { ApiProblem } from '../../agent/cli/demo/api.ts';
import { imageOf } from '../../simulator/card/catalogue.ts';
import { listen } from './events.ts';
import { until } from './program.ts';
import { describeOnPcscd, shopForFile } from './shop-hooks.ts';

await describeOnPcscd('cards and readers', (pcscd) => {
  const shop = shopForFile({ pcscd });
  let pid = 0;

  beforeAll(async () => {
    await shop().signIn();
    pid = shop().daemon.pid;
  });

  /** Whatever went wrong before, this card is found at the centre, by the daemon that runs from the start. */
  async function expectNextCardWorks(): Promise<void> {
    expect(await shop().insert('ceshi-jia')).toMatchObject({ phase: 'ready', problem: null });
    const session = await shop().openSession();
    expect(session).toMatchObject({ source: 'centre', person: { psn_name: '测**' } });
    await shop().closeSession(session);
    expect(shop().daemon).toMatchObject({ pid, running: true });
  }

  afterEach(expectNextCardWorks, 30_000);

  const sentences = new Set<string>();
  it.each([
    ['bank-card', 'card_is_bank_card'],
    ['residence-card', 'card_is_residence_card'],
    ['mute', 'card_mute'],
    ['expired', 'card_expired'],
    ['blocked', 'card_blocked'],
    ['truncated-record', 'card_unreadable'],
  ] as const)('a card that is %s is told as %s, with a sentence of its own', async (image, code) => {
    const { phase, problem } = await shop().insert(image);
    expect({ phase, code: problem?.code }).toEqual({ phase: 'failed', code });
    const refusal = await shop()
      .openSession()
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ApiProblem);
    expect(refusal).toMatchObject({ code, zh: problem?.zh, en: problem?.en });
    expect(problem?.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(sentences).not.toContain(problem?.zh);
    sentences.add(problem?.zh ?? '');
  });

  it('a card pulled in mid-read is told as card_removed_early and leaves no session', async () => {
    const events = await listen(shop().port, `${shop().dataDir}/api.token`);
    await shop().pull();
    await shop().reader(0).insert(imageOf('ceshi-yi'), { pullAfter: 7 });
    const what = ({ data }: { data: object }) => ('what' in data ? data.what : null);
    expect((await events.next('card_failed', (heard) => what(heard) === 'card_failed')).data).toMatchObject({
      code: 'card_removed_early',
    });
    await events.next('card_removed', (heard) => what(heard) === 'card_removed');
    events.stop();
    expect(await shop().look(0, ({ phase }) => phase === 'empty')).toMatchObject({ problem: null });
    await expect(shop().openSession()).rejects.toMatchObject({ code: 'no_card' });
  });

  it('with cards in two readers asks which, and then takes the one that is named', async () => {
    const [left, right] = [await shop().insert('ceshi-yi', 0), await shop().insert('ceshi-bing', 1)];
    const refusal = await shop()
      .openSession()
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'several_cards', zh: expect.stringContaining(right.device) });
    const sessions = [await shop().openSession(left.device), await shop().openSession(right.device)];
    expect(sessions.map(({ device }) => device)).toEqual([left.device, right.device]);
    expect(sessions.map(({ person }) => person.psn_no.slice(-4))).toEqual(['0002', '0003']);
    for (const session of sessions) await shop().closeSession(session);
    await shop().pull(1);
  });

  it('after pcscd was killed and started again the readers are back', async () => {
    await pcscd.kill();
    await until('no readers', async () => (await shop().status()).devices.length === 0);
    await expect(shop().openSession()).rejects.toMatchObject({ code: 'no_reader' });
    await pcscd.restart();
    await until('both readers', async () => (await shop().status()).devices.length === 2, 5_000);
  });

  it('after the device process was killed another one reads the card that is still in', async () => {
    const { presence } = await shop().insert('ceshi-yi');
    const [host = 0] = shop().daemon.children();
    process.kill(host, 'SIGKILL');
    const again = await shop().look(0, (device) => device.phase === 'ready' && device.presence > presence);
    expect(again.problem).toBeNull();
    expect(shop().daemon.children()).not.toContain(host);
    const session = await shop().openSession();
    expect(session.person.psn_no.slice(-4)).toBe('0002');
    await shop().closeSession(session);
  });
});
