/** Verbs of hands, line, centre and machine: what is done to the counter from outside. Each does one thing on the stage. */
import { ask, msgidOf, type Play, personOf, StepRefused, until } from './play.ts';
import type { Args } from './scenario.ts';
import type { Cut } from './stage.ts';

export type Verb = (play: Play, args: unknown) => Promise<unknown>;

const READ_SECONDS = 60;

interface Reader {
  readonly type: string;
  readonly phase: string;
  readonly presence: number;
}

async function reader(play: Play): Promise<Reader | null> {
  const { status, body } = await play.stage.api('GET', '/v1/devices');
  if (status !== 200) return null;
  return (body as { devices: readonly Reader[] }).devices.find(({ type }) => type === 'reader') ?? null;
}

async function insert(play: Play, name: unknown): Promise<void> {
  const card = play.cast.card(String(name));
  if (card === null) throw new StepRefused('unknown_card', `没有这张卡 there is no card ${name}`);
  await until(play, READ_SECONDS, async () => ((await reader(play)) === null ? 'no reader' : null));
  const before = (await reader(play))?.presence ?? 0;
  await play.stage.insert(card);
  await until(play, READ_SECONDS, async () => {
    const now = await reader(play);
    const read = now?.phase === 'ready' || now?.phase === 'failed';
    return now !== null && now.presence > before && read ? null : `the card is not read: ${JSON.stringify(now)}`;
  });
}

async function pull(play: Play): Promise<void> {
  await play.stage.pull();
  await until(play, READ_SECONDS, async () =>
    (await reader(play))?.phase === 'empty' ? null : 'the card is still there',
  );
}

const faults =
  (name: string): Verb =>
  async (play, value) =>
    play.stage.centre('POST', '/faults', { [name]: value });

async function scan(play: Play, args: unknown): Promise<void> {
  const { text, aim = 'Q1' } = typeof args === 'object' ? (args as Args) : { text: args };
  const shown: Readonly<Record<string, string>> = { $voucher: play.voucher, $prescription: play.prescription };
  await play.stage.scan(shown[String(text)] ?? String(text), String(aim));
  await play.stage.pass(500);
}

function codeOf(play: Play, name: string): string {
  const good = play.cast.good(name);
  if (good === null) throw new StepRefused('unknown_good', `目录里没有 there is no such good: ${name}`);
  return good.med_list_codg;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** "+1d", "-2h", "90s", a number of seconds. */
function durationOf(value: unknown): number {
  if (typeof value === 'number') return value * 1_000;
  const [, sign = '', count = '', unit = ''] = /^([+-]?)(\d+)(ms|s|m|h|d)$/.exec(String(value)) ?? [];
  const size = UNITS[unit];
  if (size === undefined) throw new StepRefused('bad_value', `不是时长 not a span of time: ${value}`);
  return (sign === '-' ? -1 : 1) * Number(count) * size;
}

async function killed(play: Play, args: unknown, power: boolean): Promise<void> {
  const at = typeof args === 'string' ? args : null;
  await play.stage.kill(at, power);
}

export const HANDS: Readonly<Record<string, Verb>> = {
  insert,
  swap: insert,
  pull,
  scan,
  type: scan,
  scanner: (play, mode) => play.stage.scannerAs(mode === 'keyboard' ? 'keyboard' : 'pos'),
  paper: (play, state) => play.stage.paper(state === 'out' ? 0 : state === 'in' ? null : Number(state)),
  cover: (play, state) => play.stage.cover(state === 'open'),
  cut: (play, how) => play.stage.cut((how ?? 'reset') as Cut),
  'restore link': (play) => play.stage.restore(),
  'answer twice': (play, on) => play.stage.answerTwice(on === true),
  delay: (play, by) => faults('delay_ms')(play, durationOf(by)),
  'answer late': (play, by) => faults('answer_delay_ms')(play, durationOf(by)),
  'lose request': faults('lose_requests'),
  'lose answer': faults('lose_answers'),
  'deliver twice': faults('duplicate'),
  refuse: (play, args) => faults('refuse')(play, typeof args === 'string' ? { code: args, count: 1 } : args),
  busy: faults('busy'),
  pace: faults('pace_ms'),
  'fill disk': (play) => play.stage.disk({ full: true }),
  'free disk': (play) => play.stage.disk({ full: false }),
  'slow disk': (play, by) => play.stage.disk({ slowMs: durationOf(by) }),
  'jump clock': (play, by) => play.stage.jumpClock(durationOf(by)),
  kill: (play, at) => killed(play, at, false),
  'power cut': (play, at) => killed(play, at, true),
  upgrade: (play, old) => play.stage.upgrade(old === 'asleep' ? 'asleep' : 'ended'),
  'card service': (play, state) => play.stage.cardService(state === 'up'),
  pass: (play, span) => play.stage.pass(durationOf(span)),
  balance: async (play, args) => {
    const { of, balc } = args as Args;
    return play.stage.centre('POST', `/persons/${personOf(play, of).psn_no}`, { balc });
  },
  person: async (play, args) => {
    const { of, ...changes } = args as Args;
    return play.stage.centre('POST', `/persons/${personOf(play, of).psn_no}`, changes);
  },
  'revoke card': (play, name) => play.stage.centre('POST', `/cards/${personOf(play, name).cardno}`, { revoked: true }),
  'show voucher': async (play, name) => {
    const shown = await play.stage.centre('POST', '/vouchers', { psn_no: personOf(play, name).psn_no });
    play.voucher = String((shown as Args | null)?.['code'] ?? '');
  },
  prescribe: async (play, args) => {
    const { of, goods, ...more } = args as Args & { readonly goods: Readonly<Record<string, number>> };
    const lines = Object.entries(goods).map(([name, cnt]) => ({ med_list_codg: codeOf(play, name), cnt }));
    const body = { psn_no: personOf(play, of).psn_no, lines, ...more };
    const made = (await play.stage.centre('POST', '/prescriptions', body)) as Args | null;
    play.prescription = String(made?.['hi_rxno'] ?? '');
  },
  withdraw: async (play) => {
    await play.stage.centre('POST', `/prescriptions/${play.prescription}/cancel`, {});
  },
  'spoil books': async (play, args) => {
    const { of, deed, by = '1.00' } = args as Args;
    const done = await play.stage.centre('POST', `/books/${msgidOf(play, of)}`, { deed, by });
    if (done === null) throw new StepRefused('not_so', '中心没有这一笔 the centre has no such row');
  },
  ask: async (play, args) => {
    const { method = 'GET', path, body, key } = args as { method?: 'GET'; path: string; body?: unknown; key?: string };
    const filled = path.replace(/\$(\w+)/g, (_text, name: string) => msgidOf(play, name));
    return ask(play, method, filled, body, key);
  },
};
