/** Operators and their shifts: PINs, lockout, the morning without network, handover, midnight. */

import { describe, expect, it } from 'vitest';
import { scryptPins } from '../../agent/adapters/scrypt-pins.ts';
import { operatorView } from '../../agent/api/view.ts';
import type { Command } from '../../agent/core/input.ts';
import { civilTime } from '../../agent/core/time.ts';
import { createStaff } from '../../agent/staff.ts';
import { Counter, codeOf, replyOf, START, v1 } from '../agent/counter.ts';

const OPEN = { kind: 'open_shift', opter: '001', opter_name: '测试员' } as const;
const ENROL: Command = { kind: 'enrol_operator', opter: '001', opter_name: '测试员', pin_hash: 'hash' };
const OK = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };

async function enrolled(): Promise<Counter> {
  const counter = new Counter();
  replyOf(await counter.command(ENROL), 'operator');
  return counter;
}

/** The operator numbers of the sign-outs under way, answered. */
async function signOuts(counter: Counter): Promise<(string | undefined)[]> {
  const { call, bytes } = counter.link.take('SignOut');
  counter.link.reply('SignOut', call, v1.SignOutResponse.encode({ result: OK }).finish());
  await counter.run();
  const { opter_no, sign_no } = v1.SignOutRequest.decode(bytes);
  return [opter_no ?? '', sign_no ?? ''];
}

describe('a morning without network', () => {
  it('opens a local shift for an enrolled operator with the right PIN, signed in at contact', async () => {
    const counter = await enrolled();
    const opened = await counter.command({ ...OPEN, proof: 'right' });
    expect(replyOf(opened, 'shift').shift).toMatchObject({ phase: 'local', opter: '001', opened_ms: START + 1 });
    await counter.connect();
    counter.answerSignIn();
    await counter.run();
    expect(counter.agent.status().shift).toMatchObject({ phase: 'signed_in', sign_no: 'S1' });
  });

  it('is not signed in before the centre has answered the greeting, however long that takes', async () => {
    const counter = await enrolled();
    await counter.command({ ...OPEN, proof: 'right' });
    counter.link.listener({ kind: 'up' });
    await counter.run(60_000);
    expect(new Set(counter.link.calls.map(({ method }) => method))).toEqual(new Set(['Hello']));
    counter.cut();
    await counter.run(60_000);
    expect(counter.link.calls).toEqual([]);
    await counter.connect();
    expect(counter.link.calls.map(({ method }) => method)).toEqual(['SignIn']);
  });

  it('opens nothing without the PIN, and nothing for somebody who is not enrolled', async () => {
    const counter = await enrolled();
    expect(codeOf(await counter.command(OPEN))).toBe('pin_needed');
    expect(codeOf(await counter.command({ ...OPEN, opter: '002' }))).toBe('operator_unknown');
    expect(codeOf(await new Counter().command(OPEN))).toBe('operator_unknown');
    expect(counter.agent.status().shift.phase).toBe('closed');
  });
});

describe('the first day of a terminal', () => {
  it('takes whom the centre signs in as long as nobody is enrolled', async () => {
    const counter = new Counter();
    await counter.connect();
    await counter.signIn();
    expect(counter.agent.status().shift.phase).toBe('signed_in');
  });

  it('takes nobody else once somebody is, with the centre or without', async () => {
    const counter = await enrolled();
    await counter.connect();
    expect(codeOf(await counter.command({ ...OPEN, opter: '002' }))).toBe('operator_unknown');
    expect(codeOf(await counter.command(OPEN))).toBe('pin_needed');
  });
});

describe('wrong PINs', () => {
  it('are counted down, then lock for a minute, twice as long each time, at most an hour', async () => {
    const counter = await enrolled();
    const wrong = async () => (await counter.command({ ...OPEN, proof: 'wrong' })) as { problem?: object };
    for (const left of [4, 3, 2, 1])
      expect((await wrong()).problem).toMatchObject({ code: 'pin_wrong', facts: { left } });
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect((await wrong()).problem).toMatchObject({ code: 'operator_locked', facts: { wait: minutes * 60_000 } });
      // While it is locked not even the right one counts, and a wrong one does not lengthen it.
      expect(codeOf(await counter.command({ ...OPEN, proof: 'right' }))).toBe('operator_locked');
      await counter.run(minutes * 60_000);
    }
    expect(codeOf(await counter.command({ ...OPEN, proof: 'right' }))).toBe('ok shift');
    expect(counter.agent.operator('001')).toMatchObject({ failures: 0, locked_until_ms: 0 });
  });

  it('say until when none counts, to the second in which one does again', async () => {
    const counter = await enrolled();
    const shown = () => counter.agent.operators().map((one) => operatorView(one).locked_until);
    expect(shown()).toEqual([null]);
    for (let tries = 0; tries < 5; tries += 1) await counter.command({ ...OPEN, proof: 'wrong' }, 0);
    const [until] = shown();
    expect(until).toBe(civilTime(counter.clock.wallMs() + 60_000));
    await counter.run(59_000);
    expect(codeOf(await counter.command({ ...OPEN, proof: 'right' }, 0))).toBe('operator_locked');
    await counter.run(1_000);
    expect(civilTime(counter.clock.wallMs())).toBe(until);
    expect(codeOf(await counter.command({ ...OPEN, proof: 'right' }))).toBe('ok shift');
  });

  it('are remembered over a restart', async () => {
    const counter = await enrolled();
    for (let tries = 0; tries < 5; tries += 1) await counter.command({ ...OPEN, proof: 'wrong' });
    counter.crash();
    expect(codeOf(await counter.command({ ...OPEN, proof: 'right' }))).toBe('operator_locked');
  });

  it('are told to whoever listens, once they lock', async () => {
    const counter = await enrolled();
    const heard: object[] = [];
    counter.agent.subscribe(null, ({ notice }) => heard.push(notice));
    for (let tries = 0; tries < 5; tries += 1) await counter.command({ ...OPEN, proof: 'wrong' });
    expect(heard).toEqual([{ kind: 'operator', opter: '001', what: 'locked' }]);
  });
});

describe('an operator', () => {
  it('changes the PIN only by showing the one in force', async () => {
    const counter = await enrolled();
    const change = { ...ENROL, pin_hash: 'other' } as Command & { kind: 'enrol_operator' };
    expect(codeOf(await counter.command(change))).toBe('pin_needed');
    expect(codeOf(await counter.command({ ...change, proof: 'wrong' }))).toBe('pin_wrong');
    expect(codeOf(await counter.command({ ...change, role: 'cashier', proof: 'right' }))).toBe('not_permitted');
    expect(codeOf(await counter.command({ ...change, proof: 'right' }))).toBe('ok operator');
    expect(counter.agent.operator('001')?.pin_hash).toBe('other');
  });

  it('is not removed while working, and is afterwards', async () => {
    const counter = await enrolled();
    await counter.command({ ...OPEN, proof: 'right' });
    expect(codeOf(await counter.command({ kind: 'remove_operator', opter: '001' }))).toBe('shift_already_open');
    expect(codeOf(await counter.command({ kind: 'remove_operator', opter: '002' }))).toBe('operator_unknown');
    await counter.command({ ...ENROL, opter: '002' } as Command);
    expect(codeOf(await counter.command({ kind: 'remove_operator', opter: '002' }))).toBe('ok operator');
    expect(counter.agent.operators().map(({ opter }) => opter)).toEqual(['001']);
  });
});

describe('a handover', () => {
  async function two(): Promise<Counter> {
    const counter = await enrolled();
    await counter.command({ ...OPEN, proof: 'right' });
    replyOf(await counter.command({ ...ENROL, opter: '002', opter_name: '测试乙' } as Command), 'operator');
    return counter;
  }

  it('needs the other operator’s PIN', async () => {
    const counter = await two();
    expect(codeOf(await counter.command({ kind: 'hand_over', opter: '002', opter_name: '' }))).toBe('pin_needed');
    expect(counter.agent.status().shift.opter).toBe('001');
  });

  it('signs the new operator in and the former one out, and keeps what is queued', async () => {
    const counter = await two();
    await counter.connect();
    counter.answerSignIn();
    await counter.run();
    const handed = counter.give({ kind: 'hand_over', opter: '002', opter_name: '', proof: 'right' });
    await counter.run();
    const { call, bytes } = counter.link.take('SignIn');
    expect(v1.SignInRequest.decode(bytes).opter_no).toBe('002');
    counter.link.reply('SignIn', call, v1.SignInResponse.encode({ result: OK, sign_no: 'S2' }).finish());
    await counter.run();
    expect(replyOf(await handed, 'shift').shift).toMatchObject({
      phase: 'signed_in',
      opter: '002',
      opter_name: '测试乙',
    });
    expect(await signOuts(counter)).toEqual(['001', 'S1']);
    expect(counter.agent.status().shift.former).toEqual([]);
  });

  it('without the centre is made up at contact, also after a restart', async () => {
    const counter = await two();
    await counter.connect();
    counter.answerSignIn();
    await counter.run();
    counter.cut();
    await counter.run();
    const handed = await counter.command({ kind: 'hand_over', opter: '002', opter_name: '', proof: 'right' });
    expect(replyOf(handed, 'shift').shift).toMatchObject({
      phase: 'local',
      opter: '002',
      since_ms: expect.any(Number),
    });
    counter.crash();
    await counter.connect();
    counter.answerSignIn();
    await counter.run();
    expect(await signOuts(counter)).toEqual(['001', 'S1']);
  });

  it('after another one, before the centre has ended the first, ends both', async () => {
    const counter = await two();
    await counter.connect();
    counter.answerSignIn();
    await counter.run();
    const to = async (opter: string, sign_no: string) => {
      await counter.command({ kind: 'hand_over', opter, opter_name: '', proof: 'right' });
      const { call } = counter.link.take('SignIn');
      counter.link.reply('SignIn', call, v1.SignInResponse.encode({ result: OK, sign_no }).finish());
      await counter.run();
    };
    await to('002', 'S2');
    const { call } = counter.link.take('SignOut');
    counter.link.listener({ kind: 'no_reply', call, reason: 'timeout', detail: '' });
    await to('001', 'S3');
    await counter.run(5_000);
    expect(await signOuts(counter)).toEqual(['001', 'S1']);
    expect(await signOuts(counter)).toEqual(['002', 'S2']);
    expect(counter.agent.status().shift).toMatchObject({ phase: 'signed_in', sign_no: 'S3', former: [] });
  });

  it('while the former operator is being signed in does not take that sign-in for the new one’s', async () => {
    const counter = await two();
    await counter.connect();
    await counter.command({ kind: 'hand_over', opter: '002', opter_name: '', proof: 'right' });
    const sign = async (sign_no: string) => {
      const { call } = counter.link.take('SignIn');
      counter.link.reply('SignIn', call, v1.SignInResponse.encode({ result: OK, sign_no }).finish());
      await counter.run();
    };
    await sign('S-OF-001');
    expect(counter.agent.status().shift).toMatchObject({ phase: 'local', opter: '002' });
    await sign('S-OF-002');
    expect(counter.agent.status().shift).toMatchObject({ phase: 'signed_in', sign_no: 'S-OF-002' });
    expect(await signOuts(counter)).toEqual(['001', 'S-OF-001']);
  });
});

describe('PINs at rest', () => {
  const pins = scryptPins(4);

  it('are salted: one PIN gives two hashes, and both fit', async () => {
    const [one, other] = [await pins.hash('123456'), await pins.hash('123456')];
    expect(one).not.toBe(other);
    expect(one).not.toContain('123456');
    expect(await pins.matches('123456', one)).toBe(true);
    expect(await pins.matches('123456', other)).toBe(true);
    expect(await pins.matches('123457', one)).toBe(false);
  });

  it('carry their own cost, and a text that is no hash fits nothing', async () => {
    expect(await scryptPins(5).matches('123456', await pins.hash('123456'))).toBe(true);
    for (const text of ['', 'scrypt$4$8$1$00', 'plain$4$8$1$00$00', `scrypt$99$8$1$00$${'0'.repeat(64)}`])
      expect(await pins.matches('123456', text), text).toBe(false);
  });

  it('are checked one after the other: guesses made at once are all counted', async () => {
    const counter = new Counter();
    const staff = createStaff(counter.agent, pins);
    const done = <T>(work: Promise<T>): Promise<T> => {
      let over = false;
      const end = work.finally(() => {
        over = true;
      });
      return (async () => {
        while (!over) {
          await counter.run();
          await new Promise(setImmediate);
        }
        return end;
      })();
    };
    await done(staff.enrol({ opter: '001', opter_name: '测试员', pin: '123456' }));
    const tries = Array.from({ length: 8 }, (_, at) => `00000${at}`);
    const guesses = [...tries, '123456'].map((pin) => staff.openShift({ opter: '001', opter_name: '', pin }));
    const outcomes = (await done(Promise.all(guesses))).map(codeOf);
    expect(outcomes.slice(0, 4)).toEqual(Array(4).fill('pin_wrong'));
    expect(outcomes.slice(4)).toEqual(Array(5).fill('operator_locked'));
  });
});
