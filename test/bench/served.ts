/**
 * A served counter as others' CI has it: from starting `tongxing sim serve` without a data folder to the first purchase that
 * the centre has settled, all of it asked over HTTP; beside a Node that does nothing.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../../agent/root.ts';
import { alternate, median, timed } from './measure.ts';
import type { Bench } from './table.ts';

const PROGRAM = join(packageRoot(), 'dist/tongxing.js');
const MOST_MS = 3_000;
const LOOK_MS = 5;
const MOST_LOOKS = 4_000;

interface Place {
  readonly api: string;
  readonly control: string;
  readonly token_file: string;
}

export const servedCounter: Bench = {
  name: 'serve',
  title: 'a served counter',
  async run({ rounds }) {
    const first: number[] = [];
    const once = async () => {
      const from = performance.now();
      const { child, place } = await served();
      try {
        const ms = performance.now() - from;
        await sell(place);
        first.push(performance.now() - from);
        return ms;
      } finally {
        await ended(child);
      }
    };
    await once();
    first.splice(0);
    const samples = await alternate(rounds, {
      bare: () => timed(() => spawnSync(process.execPath, ['-e', '0'], { stdio: 'ignore' })),
      ready: once,
    });
    const [bare, ready, sold] = [median(samples.bare), median(samples.ready), median(first)];
    const show = (ms: number) => `${ms.toFixed(0)} ms`;
    const row = (ms: number) => ({
      ...{ ours: show(ms), beside: `bare node ${show(bare)}`, ratio: `${(ms / bare).toFixed(1)} ×` },
    });
    return [
      { what: 'sim serve: started to ready', ...row(ready), target: '–', met: null },
      {
        what: 'sim serve: started to first settled purchase, over HTTP',
        ...{ ...row(sold), target: `< ${MOST_MS / 1_000} s`, met: sold < MOST_MS },
      },
    ];
  },
};

function served(): Promise<{ readonly child: ChildProcess; readonly place: Place }> {
  const flags = ['--json', '--port', '0', '--control-port', '0', '--until-stdin-ends'];
  const child = spawn(process.execPath, [PROGRAM, 'sim', 'serve', ...flags], { stdio: ['pipe', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`sim serve ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) =>
      resolve({ child, place: JSON.parse(line) as Place }),
    );
  });
}

/** As simulator/examples/vendor does it. Throws when it is not settled. */
async function sell({ api, control, token_file }: Place): Promise<void> {
  const authorization = `Bearer ${readFileSync(token_file, 'utf8').trim()}`;
  let key = 0;
  const ask = async (url: string, method: string, body?: object): Promise<Readonly<Record<string, unknown>>> => {
    key += 1;
    const answer = await fetch(url, {
      method,
      headers: {
        ...(url.startsWith(api) ? { authorization, 'idempotency-key': `bench-${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Readonly<Record<string, unknown>>;
  };
  await ask(`${api}/v1/shift/open`, 'POST', { opter: '001', opter_name: '测试员' });
  await ask(`${control}/card`, 'POST', { name: 'ceshi-jia' });
  for (let looks = 0; ; looks += 1) {
    const { devices } = (await ask(`${api}/v1/devices`, 'GET')) as { readonly devices: readonly { phase?: string }[] };
    if (devices.some(({ phase }) => phase === 'ready')) break;
    if (looks >= MOST_LOOKS) throw new Error('the card was not read');
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  const { id } = await ask(`${api}/v1/sessions`, 'POST');
  const line = { feedetl_sn: '1', med_list_codg: 'XJ01FAA903A001010100001', pric: '9.90', cnt: '2' };
  await ask(`${api}/v1/sessions/${String(id)}/basket`, 'PUT', { med_type: '41', acct_used_flag: '1', lines: [line] });
  const { final } = await ask(`${api}/v1/sessions/${String(id)}/accept`, 'POST');
  if (final === undefined || final === null) throw new Error('the purchase was not settled');
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.stdin?.end();
  });
}
