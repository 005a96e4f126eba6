/** Updates over real sockets from the simulated centre: the key pinned at enrolment, its side door, a cut in the middle. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partialUpdates } from '../../agent/adapters/partial-updates.ts';
import { makeTerminalKey } from '../../agent/adapters/terminal-key.ts';
import { updateFetch } from '../../agent/adapters/update-fetch.ts';
import { digestOf, isSignedBy } from '../../agent/adapters/update-signature.ts';
import { signedText } from '../../agent/core/update.ts';
import { type Enrolled, enrol } from '../../agent/enrolment.ts';
import { pem } from '../../agent/wire/der.ts';
import { signingRequest } from '../../agent/wire/signing-request.ts';
import { decodeUpdateChunk, encodeUpdateRequest, type UpdateChunk } from '../../agent/wire/update.ts';
import { Authority } from '../../simulator/centre/adapters/authority.ts';
import { systemClock } from '../../simulator/centre/adapters/system-clock.ts';
import { type House, openHouse } from '../../simulator/centre/house.ts';
import { newFolder, secondVersion, set, textOf } from './packs.ts';

const clock = systemClock();
let data: string;
let house: House;
let terminal: Enrolled;
const key = makeTerminalKey();

beforeAll(async () => {
  data = newFolder();
  let codes = 0;
  house = await openHouse({ data, port: 0, enrolPort: 0, controlPort: 0, clock, newCode: () => `CODE-${++codes}` });
  house.store.putEnrolmentCode('C1', house.institution.fixmedins_code);
  terminal = await enrol({
    key,
    ...{ address: `127.0.0.1:${house.enrolPort}`, ca: readFileSync(house.caFile), serverName: 'localhost' },
    ...{ enrolment_code: 'C1', fixmedins_code: house.institution.fixmedins_code, agent_version: '0.1.0' },
    deadlineMs: 10_000,
  });
});
afterAll(async () => {
  await house.close();
  rmSync(data, { recursive: true });
});

function source(certificate = () => Buffer.from(terminal.certificate)) {
  return updateFetch({
    ...{ address: `127.0.0.1:${house.port}`, ca: readFileSync(house.caFile), serverName: 'localhost', clock },
    ...{ certificate, key: Buffer.from(key.pem) },
  });
}

const header = () => ({
  ...{ dev_no: terminal.dev_no, fixmedins_code: '', mdtrtarea_admvs: '370102', agent_version: '0.1.0', inf_time: '' },
});

async function fetchAll(
  partial: { readonly sha256: string; readonly bytes: number }[] = [],
  onChunk: (chunk: UpdateChunk) => void = () => {},
): Promise<UpdateChunk[]> {
  const chunks: UpdateChunk[] = [];
  await source().fetch(encodeUpdateRequest({ header: header(), held: [], partial }), (bytes) => {
    const chunk = decodeUpdateChunk(bytes);
    chunks.push(chunk);
    onChunk(chunk);
  });
  return chunks;
}

async function publish(body: object): Promise<number> {
  const url = `http://127.0.0.1:${house.controlPort}/packs`;
  return (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).status;
}

/** Valid today, whatever day that is. */
function lastingVersion() {
  return secondVersion((pack) => set(pack, 'enddate', '9999-12-31'));
}

describe('the centre', () => {
  it('gives its update key at enrolment, and what it serves is signed by it', async () => {
    expect(await publish({ pack: lastingVersion() })).toBe(200);
    const chunks = (await fetchAll()).filter(({ version }) => version === '2');
    const whole = Buffer.concat(chunks.map(({ chunk }) => chunk));
    const [first] = chunks;
    if (first === undefined) throw new Error('nothing came');
    expect(whole.toString()).toBe(textOf(lastingVersion()));
    const { name, version, sha256, signature } = first;
    expect(sha256).toBe(digestOf(whole));
    expect(isSignedBy(terminal.update_key, signedText({ kind: 'pack', name, version, sha256 }), signature)).toBe(true);
  });

  it('offers a pack from the day it is told to, and none that has ended', async () => {
    const pack = lastingVersion();
    set(pack, 'version', '3');
    await publish({ pack, offered_from: '9999-01-01' });
    const names = (await fetchAll()).map((chunk) => `${chunk.name}@${chunk.version}`);
    expect(names).not.toContain('370000-2022-sample@3');
    expect(names).not.toContain('370000-2022-sample@1');
  });

  it('goes on behind what came before the connection broke', async () => {
    const partial = partialUpdates(join(data, 'partial'));
    const broken = fetchAll([], (chunk) => {
      if (chunk.version === '2') partial.append(chunk.sha256, chunk.offset, chunk.chunk);
      if (chunk.version === '2') throw new Error('cut');
    });
    await expect(broken).rejects.toThrow('cut');
    const held = partial.held();
    expect(held).toMatchObject([{ bytes: 32_768 }]);
    const rest = (await fetchAll([...held])).filter(({ version }) => version === '2');
    expect(rest[0]?.offset).toBe(32_768);
    for (const { sha256, offset, chunk } of rest) partial.append(sha256, offset, chunk);
    expect(partial.whole(rest[0]?.sha256 ?? '', rest[0]?.totalBytes ?? 0)).toEqual(
      Buffer.from(textOf(lastingVersion())),
    );
  });

  it('is asked under the certificate the terminal has by then, not under the one it was started with', async () => {
    const [stranger = Buffer.alloc(0)] =
      Authority.make(clock.wallMs()).sign(signingRequest(key, 'x'), 'D', clock.wallMs()) ?? [];
    let certificate = pem('CERTIFICATE', stranger);
    const updates = source(() => Buffer.from(certificate));
    const request = encodeUpdateRequest({ header: header(), held: [], partial: [] });
    await expect(updates.fetch(request, () => {})).rejects.toThrow();
    certificate = terminal.certificate;
    await updates.fetch(request, () => {});
  });

  it('keeps what was published, and its key, over a restart', async () => {
    await house.close();
    house = await openHouse({ data, port: 0, enrolPort: 0, controlPort: 0, clock, newCode: () => 'C9' });
    expect(Buffer.from(house.updates.publicKey)).toEqual(Buffer.from(terminal.update_key));
    expect((await fetchAll()).map(({ version }) => version)).toContain('2');
  });

  it('serves nothing to a terminal it has revoked', async () => {
    house.store.revokeTerminal(terminal.dev_no);
    await expect(fetchAll()).rejects.toThrow('terminal refused');
  });
});
