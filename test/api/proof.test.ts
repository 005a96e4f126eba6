/** Who listens at the port an agent had last gets no token before it has shown that it holds it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeSecret } from '../../agent/adapters/secret-file.ts';
import { findAgent } from '../../agent/api/client/client.ts';
import { runOpen } from '../../agent/cli/open.ts';
import { runningAt } from '../../agent/cli/running.ts';
import { typedWorld } from '../cli/typed-world.ts';
import { Local } from './local.ts';

let local: Local;
let folder: string;
let other: Server | null = null;

beforeEach(async () => {
  local = await Local.start();
  folder = mkdtempSync(join(tmpdir(), 'tongxing-proof-'));
});

afterEach(async () => {
  other?.close();
  other = null;
  await local.stop();
  rmSync(folder, { recursive: true });
});

/** A folder whose agent is said to listen at this port. */
function saidAt(port: number): void {
  writeSecret(join(folder, 'api.token'), `${local.token}\n`);
  writeFileSync(join(folder, 'api.port'), String(port));
  writeFileSync(join(folder, 'api.json'), JSON.stringify({ address: `http://127.0.0.1:${port}` }));
}

/** Another program's server, with all that it heard. */
async function squat(answer: (asked: IncomingMessage) => Promise<string>): Promise<readonly string[]> {
  const heard: string[] = [];
  const server = createServer((asked, reply) => {
    heard.push(`${asked.url} ${JSON.stringify(asked.headers)}`);
    void answer(asked).then((text) => reply.setHeader('content-type', 'application/json').end(text));
  });
  other = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  saidAt((server.address() as AddressInfo).port);
  return heard;
}

async function askAll() {
  const { world, heard } = typedWorld(() => 0);
  const found = await runningAt(folder);
  const opened = await runOpen({ data: folder, print: true }, world);
  const client = await findAgent(folder).catch((error: Error) => error.message);
  return { found, opened, client, complained: heard().complained };
}

describe('the token of a folder', () => {
  it('is sent to no other program that answers at the port', async () => {
    const heard = await squat(async () =>
      JSON.stringify({ phase: 'signed_in', path: '/open/x', proof: '0'.repeat(64) }),
    );
    const { found, opened, client, complained } = await askAll();
    expect({ found, opened }).toEqual({ found: null, opened: 3 });
    expect(client).toContain('not the agent of this folder');
    expect(complained).toContain('is the agent of this folder running');
    expect(heard).toHaveLength(3);
    expect(heard.join('\n')).not.toContain(local.token);
  });

  it('is sent to none that passes on what the agent answers at its own port', async () => {
    const heard = await squat(async ({ url = '' }) => (await local.ask('GET', url, { token: null })).text);
    expect(await askAll()).toMatchObject({ found: null, opened: 3, client: expect.stringContaining('not the agent') });
    expect(heard.join('\n')).not.toContain(local.token);
  });

  it('is sent to the agent that holds it', async () => {
    saidAt(local.port);
    expect(await (await runningAt(folder))?.get('/v1/access')).toMatchObject({ may: expect.anything() });
    expect(await findAgent(folder)).toEqual({ address: `http://127.0.0.1:${local.port}`, token: local.token });
  });
});

it('a challenge is 32 bytes in hex; another is refused, and without one nothing is proven', async () => {
  const ask = async (query: string) => (await local.ask('GET', `/.well-known/tongxing${query}`, { token: null })).body;
  expect(await ask(`?challenge=${'0a'.repeat(32)}`)).toMatchObject({ proof: expect.stringMatching(/^[0-9a-f]{64}$/) });
  for (const query of ['?challenge=', '?challenge=x', '?challenge=1&challenge=2'])
    expect(await ask(query)).toMatchObject({ code: 'request_bad_value' });
  expect(await ask('')).not.toHaveProperty('proof');
});
