/**
 * One whole agent over a ledger file, as a process: says `ready`, goes on line once it reads `go`, and says the msgids of
 * everything it puts on the wire. Its centre greets and signs in and answers nothing else. Says `refused` or `ended` with
 * the code when it may not write, and exits.
 */
import { openStore } from '../../agent/adapters/sqlite/store.ts';
import { systemClock, systemRandom } from '../../agent/adapters/system-clock.ts';
import { DEFAULT_LIMITS } from '../../agent/core/limits.ts';
import { StoreError } from '../../agent/core/store-error.ts';
import type { Link, LinkEvent } from '../../agent/ports/link.ts';
import { createAgent } from '../../agent/shell.ts';
import { decodeTransaction, WIRE_CODEC } from '../../agent/wire.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';

const v1 = tongxing.v1;
const OK = { code: v1.ResultCode.RESULT_CODE_OK, infcode: '0' };

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function end(what: string, error: unknown): never {
  say(`${what} ${error instanceof StoreError ? error.code : String(error)}`);
  process.exit(0);
}

let hear: (event: LinkEvent) => void = () => {};
const link: Link = {
  start: (listener) => {
    hear = listener;
  },
  call(call, method, bytes) {
    const reply = (answer: Uint8Array) => setImmediate(() => hear({ kind: 'reply', call, method, bytes: answer }));
    if (method === 'Hello') {
      reply(v1.HelloResponse.encode({ result: OK, epoch: 1, centre_ms: Date.now() }).finish());
      // Nobody is enrolled here: a shift is opened with the centre, so after it has answered.
      setImmediate(() => void agent.command({ kind: 'open_shift', opter: '001', opter_name: '测试员' }));
    }
    if (method === 'SignIn') reply(v1.SignInResponse.encode({ result: OK, sign_no: 'S1' }).finish());
    if (method !== 'Exchange') return;
    for (const item of v1.ExchangeRequest.decode(bytes).items ?? [])
      say(`sent ${decodeTransaction(item.transaction ?? new Uint8Array()).msgid}`);
  },
  close: async () => {},
};

function start(path: string) {
  try {
    return createAgent({
      terminal: {
        ...{ dev_no: 'T0001', slot: 1, fixmedins_code: 'P37010200001', fixmedins_name: '测试药店' },
        mdtrtarea_admvs: '370102',
        institution: { kind: 'pharmacy', level: null, dual_channel: false },
      },
      limits: DEFAULT_LIMITS,
      packs: [],
      version: '0.1.0',
      clock: systemClock(),
      random: systemRandom(),
      store: openStore({
        path,
        key: Buffer.alloc(32, 1),
        codec: WIRE_CODEC,
        catalogue: { version: '', entries: () => [] },
      }),
      link,
      devices: { start: () => {}, stop: async () => {} },
      log: { info: () => {}, warn: () => {}, error: () => {} },
      onDefect: (error) => end('ended', error),
    });
  } catch (error) {
    return end('refused', error);
  }
}

const agent = start(process.argv[2] ?? '');
say('ready');
process.stdin.on('data', () => hear({ kind: 'up' }));
// Whoever started it is gone.
process.stdin.on('end', () => process.exit(0));
