/** The client package: current with the OpenAPI document, and a sale, a refusal and resumed events made through it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSecret } from '../../agent/adapters/secret-file.ts';
import { systemClock } from '../../agent/adapters/system-clock.ts';
import { ApiProblem, answerOf, createClient, events, findAgent, type Place } from '../../agent/api/client/client.ts';
import { sellOne } from '../../agent/api/client/example.ts';
import { openApiDocument } from '../../agent/api/openapi.ts';
import { packageRoot } from '../../agent/root.ts';
import { BASKET, Local } from './local.ts';

let local: Local;
let place: Place;

beforeEach(async () => {
  local = await Local.start();
  await local.cutOff();
  place = { address: `http://127.0.0.1:${local.port}`, token: local.token };
});

afterEach(() => local.stop());

/** The counter's time goes on until it is done. */
async function during<T>(work: Promise<T>): Promise<T> {
  let over = false;
  const end = work.finally(() => {
    over = true;
  });
  end.catch(() => {});
  while (!over) await local.counter.run();
  return end;
}

const basket = { ...BASKET, lines: [...BASKET.lines] };

describe('the client package', () => {
  it('is what the OpenAPI document says today', async () => {
    const document = JSON.parse(JSON.stringify(openApiDocument('0')));
    const said = `/** Made from the OpenAPI document of the local API; not changed by hand. */\n${astToString(await openapiTS(document))}`;
    await expect(said).toMatchFileSnapshot('../../agent/api/client/generated/schema.ts');
  });

  it('sells as its example does, once under one key', async () => {
    const client = createClient(place);
    const sold = await during(sellOne(client, basket, 'example-1'));
    expect(sold).toMatchObject({ infno: '2102', state: 'queued', provisional: true });
    const params = { path: { msgid: sold.msgid } };
    const stored = await during(answerOf(client.GET('/v1/transactions/{msgid}', { params })));
    expect(stored).toEqual(sold);
    const { data } = await during(client.GET('/v1/queue'));
    expect(data?.counts.queued).toBe(1);
  });

  it('throws a refusal as the problem it is', async () => {
    const refused = during(answerOf(createClient(place).POST('/v1/sessions', { body: { device: 'none' } })));
    const error = await refused.catch((caught: unknown) => caught);
    if (!(error instanceof ApiProblem)) throw new Error('expected an ApiProblem');
    expect(error.problem).toMatchObject({ code: 'no_reader', class: 'permanent' });
    expect(error.message).toContain('no_reader: No card reader found');
  });

  it('is built, and imported by its name as any program of plain JavaScript would', async () => {
    const program = `import { createClient, answerOf } from 'tongxing/client';
      const client = createClient(${JSON.stringify(place)});
      console.log((await answerOf(client.GET('/v1/shift'))).phase);`;
    const run = promisify(execFile);
    const ran = during(run(process.execPath, ['--input-type=module', '-e', program], { cwd: packageRoot() }));
    expect((await ran).stdout).toBe('signed_in\n');
  });

  it('is typed for a program of somebody else, compiled by settings of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-vendor-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(packageRoot(), join(folder, 'node_modules/tongxing'));
    const files = ['string', 'number'].map((type) => join(folder, `${type}.mts`));
    for (const file of files)
      writeFileSync(
        file,
        `import { answerOf, createClient } from 'tongxing/client';
        const client = createClient({ address: '', token: '' });
        const shift = await answerOf(client.GET('/v1/shift'));
        export const phase: ${basename(file, '.mts')} = shift.phase;`,
      );
    const { NodeNext } = ts.ModuleKind;
    const options = { module: NodeNext, target: ts.ScriptTarget.ES2022, strict: true, noEmit: true, types: [] };
    const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
    expect(found.map(({ file, code }) => [file?.fileName, code])).toEqual([[files[1], 2322]]);
    rmSync(folder, { recursive: true });
  });

  it('does in its guide what the guide says', async () => {
    // A pairing lasts two minutes: of the time that the commands take, not of the counter's.
    await local.stop();
    local = await Local.start({ clock: systemClock() });
    await local.cutOff();
    place = { address: `http://127.0.0.1:${local.port}`, token: local.token };
    const guide = readFileSync(join(packageRoot(), 'agent/api/GUIDE.md'), 'utf8');
    const script = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text]) => text).join('\n');
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-guide-'));
    writeFileSync(join(folder, 'api.json'), JSON.stringify({ address: place.address }));
    writeSecret(join(folder, 'api.token'), `${place.token}\n`);
    writeFileSync(join(folder, 'api.port'), String(local.port));
    // As it stands in the guide, run from where the program is.
    const env = { ...process.env, DATA: folder };
    const ran = await during(
      promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { env, cwd: packageRoot() }),
    );
    const answers = ran.stdout
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      { name: 'tongxing', capabilities: expect.arrayContaining(['roles']) },
      { may: expect.arrayContaining(['refund']) },
      { may: expect.arrayContaining(['refund']) },
      { phase: 'signed_in', opter: '001' },
      { phase: 'ready', person: { psn_name: '测**' } },
      { phase: 'priced', bill: { setlinfo: { medfee_sumamt: '25.00' } } },
      { infno: '2102', state: 'queued' },
      { infno: '2102', state: 'queued' },
      { code: 'transaction_unknown', hint: expect.stringMatching(/./) },
      { transactions: [{ infno: '2102' }], next: null },
    ]);
    expect(answers[7].msgid).toBe(answers[6].msgid);
    rmSync(folder, { recursive: true });
  });

  it('finds the agent by its data folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-client-'));
    writeFileSync(join(folder, 'api.json'), JSON.stringify({ address: place.address }));
    writeFileSync(join(folder, 'api.token'), `${place.token}\n`);
    expect(await during(findAgent(folder))).toEqual(place);
    rmSync(folder, { recursive: true });
  });

  it('goes on with the events after the one it had last', async () => {
    const ending = new AbortController();
    const heard = events(place, ending.signal);
    const first = heard.next();
    // Nothing is told before the stream is open: cards come and go until it is.
    let one: Awaited<typeof first> | null = null;
    void first.then((event) => {
      one = event;
    });
    while (one === null) {
      local.counter.removeCard();
      await local.counter.run();
      local.counter.insertCard();
      await local.counter.run();
      await new Promise(setImmediate);
    }
    const { value } = await first;
    ending.abort();
    await heard.return(undefined);
    expect(value?.event).toBe('device');
    local.counter.removeCard();
    await local.counter.run();
    const again = new AbortController();
    const resumed = events(place, again.signal, value?.id ?? '');
    const next = (await during(resumed.next())).value;
    again.abort();
    const number = (id = '') => Number(id.split('-').at(-1));
    expect(number(next?.id)).toBe(number(value?.id) + 1);
  });
});
