import { describe, expect, it } from 'vitest';
import { atTheCounter, Counter, codeOf, replyOf, START, v1 } from './counter.ts';

const DAY = 86_400_000;

async function cutOff(): Promise<Counter> {
  const counter = new Counter();
  await counter.connect();
  await counter.signIn();
  counter.insertCard();
  await counter.run();
  const session = await counter.openSession();
  await counter.command({ kind: 'close_session', session });
  counter.cut();
  await counter.run();
  return counter;
}

describe('a full disk', () => {
  it('refuses the sale with its reason, loses nothing stored, and sells again when there is room', async () => {
    const counter = await cutOff();
    const first = await counter.sell('k1');
    const pages = counter.db.pragma('page_count', { simple: true }) as number;
    counter.db.pragma(`max_page_count = ${pages}`);
    let refused = 'none';
    let tries = 0;
    for (; tries < 200 && refused === 'none'; tries += 1) {
      const session = await counter.prepare('1.00');
      const outcome = await counter.command({ kind: 'accept', session, key: `f${tries}` });
      if (outcome?.ok === false) refused = outcome.problem.code;
    }
    expect(refused).toBe('store_full');
    expect(counter.state(first)).toBe('queued');
    const stored = counter.agent.transactions({ openOnly: true, limit: 500 });
    expect(stored.map((view) => view.number)).toEqual(stored.map((_view, index) => index + 1));
    counter.db.pragma('max_page_count = 1000000');
    // The same key under which nothing was stored now stores: the next number, no gap.
    const session = await counter.prepare('1.00');
    const { msgid } = replyOf(await counter.command({ kind: 'accept', session, key: `f${tries - 1}` }), 'accepted');
    expect(counter.agent.transaction(msgid)?.number).toBe(stored.length + 1);
  });

  it('does not lose an answer of the centre: it is written down when there is room', async () => {
    const counter = await cutOff();
    const msgid = await counter.sell('k1');
    await counter.connect();
    counter.db.exec("CREATE TRIGGER full BEFORE UPDATE ON transactions BEGIN SELECT RAISE(FAIL, 'full'); END");
    await counter.exchange();
    expect(counter.state(msgid)).toBe('inflight');
    counter.db.exec('DROP TRIGGER full');
    await counter.run(2_000);
    expect(counter.state(msgid)).toBe('settled');
  });
});

describe('a clock that jumps', () => {
  it('a day ahead stops insured sales without the centre, names the step, and loses nothing', async () => {
    const counter = await cutOff();
    const before = await counter.sell('k1');
    counter.clock.stepWall(DAY);
    const session = await counter.prepare();
    const outcome = await counter.command({ kind: 'accept', session, key: 'k2' });
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'clock_not_trusted', facts: { step_ms: DAY } } });
    expect(counter.state(before)).toBe('queued');
    expect(counter.agent.status().clock).toMatchObject({ trusted: false, step_ms: DAY });
  });

  it('a day back never reuses an id', async () => {
    const counter = await cutOff();
    const first = await counter.sell('k1');
    counter.clock.stepWall(-DAY);
    await counter.connect();
    await counter.exchange();
    counter.removeCard();
    counter.insertCard();
    await counter.run();
    const session = await counter.prepare();
    const accepted = counter.give({ kind: 'accept', session, key: 'k2' });
    await counter.run();
    await counter.settle();
    const { msgid } = replyOf(await accepted, 'accepted');
    expect(msgid > first).toBe(true);
  });

  it('is trusted again when the centre’s time agrees', async () => {
    const counter = await cutOff();
    counter.clock.stepWall(DAY);
    await counter.run();
    await counter.connect({ centre_ms: counter.clock.wallMs() });
    expect(counter.agent.status().clock.trusted).toBe(true);
  });
});

describe('time without the centre', () => {
  const HOUR = 3_600_000;

  /** Sells once at an hour since contact; the code of what came of it. */
  async function at(counter: Counter, hours: number, key: string): Promise<string> {
    const now = (counter.clock.monotonicMs() / HOUR) | 0;
    await counter.run((hours - now) * HOUR);
    counter.removeCard();
    counter.insertCard();
    await counter.run();
    const session = await counter.prepare('10.00');
    return codeOf(await counter.command({ kind: 'accept', session, key }));
  }

  it('does not become less by setting the machine back and starting it again: nothing insured is sold on', async () => {
    const counter = await cutOff();
    expect(await at(counter, 60, 'k1')).toBe('ok accepted');
    counter.clock.stepWall(-58 * HOUR);
    counter.crash();
    await counter.run();
    expect(await at(counter, 61, 'k2')).toBe('clock_not_trusted');
    expect(counter.agent.status().clock).toMatchObject({ trusted: false, step_ms: -58 * HOUR });
    // Nor by starting it twice.
    counter.crash();
    await counter.run();
    expect(await at(counter, 62, 'k3')).toBe('clock_not_trusted');
  });

  it('does not become less by setting it back a minute at a time', async () => {
    const counter = await cutOff();
    for (let hour = 1; hour <= 3; hour += 1) {
      counter.clock.stepWall(-60_000);
      expect(await at(counter, hour, `k${hour}`)).toBe(hour < 3 ? 'ok accepted' : 'clock_not_trusted');
    }
    expect(counter.agent.status().clock).toMatchObject({ trusted: false, step_ms: -180_000 });
  });

  it('and a clock that goes to and fro by a minute is nobody’s deed', async () => {
    const counter = await cutOff();
    for (let hour = 1; hour <= 6; hour += 1) {
      counter.clock.stepWall(hour % 2 === 0 ? 60_000 : -60_000);
      expect(await at(counter, hour, `k${hour}`)).toBe('ok accepted');
    }
  });

  it('is begun anew by the centre: what was seen by a clock that was ahead holds nothing up', async () => {
    const counter = await cutOff();
    const seen = { wallMs: START + DAY, monotonicMs: 0, bootId: 'an earlier boot' };
    counter.db.prepare("UPDATE state SET value = ? WHERE key = 'seen'").run(JSON.stringify(seen));
    const trusted = async () => {
      counter.crash();
      await counter.run();
      return counter.agent.status().clock.trusted;
    };
    expect(await trusted()).toBe(false);
    await counter.connect();
    counter.removeCard();
    counter.insertCard();
    await counter.run();
    await counter.openSession();
    expect(await trusted()).toBe(true);
  });
});

describe('the centre that knows more of this terminal than the terminal itself', () => {
  it('is not sent anything: the file was rolled back', async () => {
    const counter = await cutOff();
    await counter.sell('k1');
    await counter.connect({ number: 7 });
    expect(counter.agent.status().link.phase).toBe('greeting');
    expect(counter.link.calls.filter((one) => one.method === 'Exchange')).toEqual([]);
    expect(counter.agent.status().queue.queued).toBe(1);
  });
});

describe('what is wrong with the surroundings', () => {
  it('is listed as long as it lasts: the card service, a refused reader, the link', async () => {
    const counter = await cutOff();
    const codes = () => counter.agent.status().troubles.map((one) => one.code);
    counter.device({
      kind: 'service',
      service: 'pcscd',
      up: false,
      detail: '',
      problem: 'device_service_down',
      subject: 'pcscd',
    });
    counter.link.listener({ kind: 'up' });
    await counter.run();
    counter.cut();
    await counter.run();
    expect(codes()).toEqual(['device_service_down', 'link_reset']);
    counter.device({ kind: 'service', service: 'pcscd', up: true, detail: '', problem: null, subject: 'pcscd' });
    await counter.connect();
    expect(codes()).toEqual([]);
  });
});

describe('two readers', () => {
  it('both holding a card have to be told apart by the counter', async () => {
    const counter = await cutOff();
    counter.device({ kind: 'device_added', device: 'r2', name: 'Second', virtual: true });
    counter.device({ kind: 'card_inserted', device: 'r2', presence: 1, atr: '' });
    await counter.run();
    expect(codeOf(await counter.command({ kind: 'open_session' }))).toBe('several_cards');
    expect(codeOf(await counter.command({ kind: 'open_session', device: 'r1' }))).toBe('ok session');
  });
});

describe('a card', () => {
  it.each(['card_mute', 'card_not_social_security', 'card_expired', 'card_unreadable'] as const)(
    'that is %s is said so, and the next card works',
    async (code) => {
      const counter = await cutOff();
      counter.removeCard();
      counter.device({ kind: 'card_inserted', device: 'r1', presence: 2, atr: '' });
      counter.device({ kind: 'card_failed', device: 'r1', presence: 2, code, detail: '' });
      await counter.run();
      expect(codeOf(await counter.command({ kind: 'open_session' }))).toBe(code);
      counter.presence = 2;
      counter.removeCard();
      counter.insertCard();
      await counter.run();
      expect(codeOf(await counter.command({ kind: 'open_session' }))).toBe('ok session');
    },
  );

  it('pulled while it is being read leaves no session', async () => {
    const counter = await cutOff();
    counter.removeCard();
    counter.device({ kind: 'card_inserted', device: 'r1', presence: 2, atr: '' });
    await counter.run();
    const opened = counter.give({ kind: 'open_session' });
    await counter.run();
    counter.device({ kind: 'card_removed', device: 'r1', presence: 2 });
    await counter.run();
    expect(codeOf(await opened)).toBe('card_removed');
    expect(codeOf(await counter.command({ kind: 'open_session' }))).toBe('no_card');
  });
});

describe('the end of the day', () => {
  it('is refused while something is open', async () => {
    const counter = await cutOff();
    await counter.sell('k1');
    expect(await counter.command({ kind: 'close_shift' })).toMatchObject({
      ok: false,
      problem: { code: 'open_items', facts: { queued: 1 } },
    });
  });

  it('starts with a local shift when the morning has no network, signed in at contact', async () => {
    const counter = new Counter();
    await counter.command({ kind: 'enrol_operator', opter: '001', opter_name: '测试员', pin_hash: 'any' });
    const opened = await counter.command({ kind: 'open_shift', opter: '001', opter_name: '测试员', proof: 'right' });
    expect(replyOf(opened, 'shift').shift).toMatchObject({ phase: 'local', opened_ms: START + 1 });
    await counter.connect();
    counter.answerSignIn();
    await counter.run();
    expect(counter.agent.status().shift).toMatchObject({ phase: 'signed_in', sign_no: 'S1' });
  });
});

describe('a sale whose agent died before anybody was told', () => {
  /** The key again after the start; nothing is heard of the centre yet. */
  async function askedAgain() {
    const counter = await atTheCounter();
    const session = await counter.prepare();
    const accept = { kind: 'accept', session, key: 'k1' } as const;
    void counter.give(accept);
    await counter.run();
    const [{ msgid = '' } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
    counter.crash();
    await counter.run();
    const again = { code: 'unanswered' };
    void counter.give(accept).then((outcome) => {
      again.code = codeOf(outcome);
    });
    await counter.run();
    expect([counter.state(msgid), again.code]).toEqual(['unknown', 'unanswered']);
    return { counter, msgid, again };
  }

  it('is waited for when its key comes again: told as the centre has judged it, and owed by nobody', async () => {
    const result = { code: v1.ResultCode.RESULT_CODE_REFUSED, error_class: v1.ErrorClass.ERROR_CLASS_PERMANENT };
    const refused = { outcome: v1.Outcome.OUTCOME_REJECTED, result, setlinfo: null };
    for (const [change, said] of [
      [{}, 'ok accepted'],
      [refused, 'centre_rejected'],
    ] as const) {
      const { counter, msgid, again } = await askedAgain();
      await counter.connect();
      const bytes = counter.store.bytesOf([msgid as never]).get(msgid as never) ?? new Uint8Array();
      await counter.inquire(() => counter.settled(bytes, change));
      expect([again.code, counter.agent.transaction(msgid as never)?.told]).toEqual([said, true]);
      expect(counter.agent.claims({ openOnly: false, limit: 9 })).toEqual([]);
    }
  });

  it('is undone when the centre stays away: nobody was told that it is sold', async () => {
    const { counter, msgid, again } = await askedAgain();
    await counter.run(counter.limits.settleDeadlineMs);
    expect([counter.state(msgid), again.code]).toEqual(['reversing', 'outcome_unknown_reversing']);
  });

  it('is answered by what was found out when its key comes later, also on a full disk: it stands', async () => {
    const counter = await atTheCounter();
    const accept = { kind: 'accept', session: await counter.prepare(), key: 'k1' } as const;
    void counter.give(accept);
    await counter.run();
    const [{ msgid = '' } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
    const bytes = counter.store.bytesOf([msgid as never]).get(msgid as never) ?? new Uint8Array();
    counter.crash();
    await counter.run();
    await counter.connect();
    await counter.inquire(() => counter.settled(bytes));
    counter.db.exec("CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(FAIL, 'full'); END");
    expect(replyOf(await counter.command(accept), 'accepted').msgid).toBe(msgid);
    counter.db.exec('DROP TRIGGER full');
    const undo = async (key: string) =>
      replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key }), 'cancelled').paid_back;
    expect([await undo('c1'), await undo('c2')]).toEqual([5_000, 5_000]);
  });

  it('gives back nothing, however often it is asked, when it is undone while nobody knows whether it is sold', async () => {
    const counter = await atTheCounter();
    void counter.give({ kind: 'accept', session: await counter.prepare(), key: 'k1' });
    await counter.run();
    const [{ msgid = '' } = {}] = counter.agent.transactions({ openOnly: true, limit: 9 });
    counter.crash();
    await counter.run();
    const undo = async (key: string) =>
      replyOf(await counter.command({ kind: 'cancel', msgid: msgid as never, key }), 'cancelled').paid_back;
    expect([counter.state(msgid), await undo('c1'), await undo('c2')]).toEqual(['unknown', 0, 0]);
  });
});

describe('whether the agent is alive', () => {
  it('is no longer said when what was due is not done, and again once it is', async () => {
    const counter = new Counter();
    // A greeting that is not answered: its deadline has to be seen to.
    counter.link.listener({ kind: 'up' });
    await counter.run();
    expect(counter.agent.alive()).toBe(true);
    // Time passes and no turn comes.
    counter.clock.block(60_000);
    expect(counter.agent.alive()).toBe(false);
    await counter.run(30_000);
    expect(counter.agent.alive()).toBe(true);
  });

  it('is not said when the ledger does not answer, or belongs to another', async () => {
    const counter = new Counter();
    await counter.connect();
    const former = counter.agent;
    counter.crash();
    await counter.signIn().catch(() => {});
    expect([former.alive(), counter.agent.alive()]).toEqual([false, true]);
    counter.store.close();
    expect(counter.agent.alive()).toBe(false);
  });
});

describe('a virtual reader that was refused', () => {
  const name = 'Virtual PCD 00 00';
  const service = { kind: 'service', service: 'pcscd', up: true, detail: '', subject: name } as const;

  it('is a trouble as long as it is there, or as somebody can say that it is', async () => {
    const counter = new Counter();
    const troubles = async () => {
      await counter.run();
      return counter.agent.status().troubles.map(({ code }) => code);
    };
    await counter.connect();
    counter.device({ ...service, problem: 'device_virtual_refused' });
    expect(await troubles()).toEqual(['device_virtual_refused']);
    counter.device({ ...service, problem: null });
    expect(await troubles()).toEqual([]);
    counter.device({ ...service, problem: 'device_virtual_refused' });
    const host = { ...service, service: 'device-host', subject: 'device-host' } as const;
    counter.device({ ...host, up: false, problem: 'device_host_ended' });
    expect(await troubles()).toEqual(['device_host_ended']);
    counter.device({ ...host, problem: null });
    expect(await troubles()).toEqual([]);
  });

  it('stays one when something else ends that looks at no readers', async () => {
    const counter = new Counter();
    await counter.connect();
    counter.device({ ...service, problem: 'device_virtual_refused' });
    for (const other of ['vendor_reader', 'scanner-host', 'serial-host']) {
      const ended = { ...service, service: other, subject: other, up: false } as const;
      counter.device({ ...ended, problem: 'device_program_ended' } as never);
    }
    await counter.run();
    expect(counter.agent.status().troubles.map(({ code }) => code)).toContain('device_virtual_refused');
  });
});
