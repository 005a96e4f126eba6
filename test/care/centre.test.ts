/** CareService over real sockets: heads told and contradicted, certificates renewed, an expired one that still drains. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCentre } from '../../agent/adapters/centre-call.ts';
import { wrapperFor, wrapperIn } from '../../agent/adapters/recovery-key.ts';
import { certificateFacts, isChainFor, makeTerminalKey, type TerminalKey } from '../../agent/adapters/terminal-key.ts';
import { type Checkpoint, checkpointText } from '../../agent/core/checkpoint.ts';
import { type Enrolled, enrol } from '../../agent/enrolment.ts';
import {
  type CareMethod,
  decodeNoteHead,
  decodeRenewal,
  encodeNoteHead,
  encodeRenewal,
} from '../../agent/wire/care.ts';
import { pem } from '../../agent/wire/der.ts';
import { signingRequest } from '../../agent/wire/signing-request.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { Authority } from '../../simulator/centre/adapters/authority.ts';
import { systemClock } from '../../simulator/centre/adapters/system-clock.ts';
import { type House, openHouse } from '../../simulator/centre/house.ts';
import { newFolder } from '../packs/packs.ts';

const clock = systemClock();
const LONG_AGO = clock.wallMs() - 3 * 365 * 86_400_000;
let data: string;
let house: House;
let terminal: Enrolled;
const key = makeTerminalKey();

beforeAll(async () => {
  data = newFolder();
  house = await openHouse({ data, port: 0, enrolPort: 0, controlPort: 0, clock, newCode: () => 'CODE' });
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

const header = () => ({
  ...{ dev_no: terminal.dev_no, fixmedins_code: '', mdtrtarea_admvs: '', agent_version: '0.1.0', inf_time: '' },
});

function ask(method: string, bytes: Uint8Array, certificate = terminal.certificate): Promise<Uint8Array> {
  const call = { address: `127.0.0.1:${house.port}`, ca: readFileSync(house.caFile), serverName: 'localhost' };
  const own = { certificate: Buffer.from(certificate), key: Buffer.from(key.pem), deadlineMs: 10_000 };
  return callCentre({ ...call, ...own }, method, bytes);
}

const care = (method: CareMethod, bytes: Uint8Array, certificate?: string) =>
  ask(`CareService/${method}`, bytes, certificate);

/** A certificate of this terminal for its own key, from an authority, as it was given out at that time. */
function certificateOf(authority: Authority, atMs: number): string {
  const chain = authority.sign(signingRequest(key, 'any'), terminal.dev_no, atMs);
  return (chain ?? []).map((der) => pem('CERTIFICATE', der)).join('');
}

const signed = (checkpoint: Checkpoint) => ({
  ...checkpoint,
  signature: key.sign(Buffer.from(checkpointText(terminal.dev_no, checkpoint))),
});

async function note(checkpoint: Checkpoint) {
  return decodeNoteHead(await care('NoteHead', encodeNoteHead(header(), signed(checkpoint))));
}

describe('the head the centre holds', () => {
  const one = { epoch: 1, entries: 10, head: 'aa'.repeat(32), number: 4, wall_ms: 1 };

  it('is the last one told, and what contradicts it is refused and counted', async () => {
    expect((await note(one)).ok).toBe(true);
    const two = { ...one, entries: 20, head: 'bb'.repeat(32), number: 8 };
    expect((await note(two)).ok).toBe(true);
    const back = await note({ ...one, entries: 15, head: 'cc'.repeat(32) });
    expect(back).toMatchObject({ ok: false, newest: { entries: 20, head: two.head } });
    const asked = decodeNoteHead(await care('NoteHead', encodeNoteHead(header(), null)));
    expect(asked.newest).toMatchObject(two);
    expect(house.care.head(terminal.dev_no)).toMatchObject({ entries: 20, contradicted: 1 });
  });

  it('is not taken from a signature of another key', async () => {
    const forged = { ...one, entries: 99, signature: Buffer.alloc(70) };
    expect(decodeNoteHead(await care('NoteHead', encodeNoteHead(header(), forged))).ok).toBe(false);
    expect(house.care.head(terminal.dev_no)?.entries).toBe(20);
  });
});

describe('a certificate', () => {
  it('is renewed over the link for the key the terminal has, and for no other', async () => {
    const answer = decodeRenewal(await care('RenewCertificate', encodeRenewal(header(), signingRequest(key, 'x'))));
    expect(answer.ok).toBe(true);
    expect(Buffer.from(certificateFacts(answer.certificate).spki).equals(Buffer.from(key.spki))).toBe(true);
    const other = makeTerminalKey();
    await enrolAnother(other);
    const no = decodeRenewal(await care('RenewCertificate', encodeRenewal(header(), signingRequest(other, 'x'))));
    expect([no.ok, no.certificate]).toEqual([false, '']);
    expect([key, other].map((one) => isChainFor(answer.certificate, one))).toEqual([true, false]);
    const cut = `${answer.certificate}${pem('CERTIFICATE', Buffer.from('cut'))}`;
    expect(['', 'none', cut].filter((chain) => isChainFor(chain, key))).toEqual([]);
  });

  it('that has ended still drains and is renewed, but no new person is told to it', async () => {
    const expired = certificateOf(Authority.open(data, clock.wallMs()), LONG_AGO);
    expect(certificateFacts(expired).validUntilMs).toBeLessThan(clock.wallMs());
    const inquiry = tongxing.v1.InquireRequest.encode({ msgid: ['nothing'] }).finish();
    const inquired = tongxing.v1.InquireResponse.decode(await ask('TerminalService/Inquire', inquiry, expired));
    expect(inquired.answers).toHaveLength(1);
    const person = tongxing.v1.QueryPersonRequest.encode({}).finish();
    await expect(ask('TerminalService/QueryPerson', person, expired)).rejects.toMatchObject({
      code: status.PERMISSION_DENIED,
    });
    const request = encodeRenewal(header(), signingRequest(key, 'x'));
    const renewed = decodeRenewal(await care('RenewCertificate', request, expired));
    expect(certificateFacts(renewed.certificate).validUntilMs).toBeGreaterThan(clock.wallMs());
  });

  it('of another authority is not spoken to, ended or not', async () => {
    const stranger = Authority.make(LONG_AGO);
    for (const atMs of [LONG_AGO, clock.wallMs()])
      await expect(
        care('NoteHead', encodeNoteHead(header(), null), certificateOf(stranger, atMs)),
      ).rejects.toMatchObject({
        code: status.UNAVAILABLE,
      });
  });
});

describe('the recovery key', () => {
  it('that was not given, or is no RSA key, wraps nothing and ends nothing', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    for (const kept of [undefined, '', 'AAAA', other]) expect(wrapperIn(kept)).toBe(null);
    expect(wrapperIn(Buffer.from(terminal.recovery_key).toString('base64'))).not.toBe(null);
  });

  it('comes with the enrolment, and what is wrapped for it only the centre opens', async () => {
    const wrapped = Buffer.from(wrapperFor(terminal.recovery_key)(Buffer.alloc(32, 7))).toString('base64');
    expect(Buffer.from(wrapped, 'base64').includes(Buffer.alloc(32, 7))).toBe(false);
    const ask = (keys: object) =>
      fetch(`http://127.0.0.1:${house.controlPort}/recovered-keys`, { method: 'POST', body: JSON.stringify(keys) });
    const answer = await ask({ keys: [{ name: '3', wrapped }] });
    expect(await answer.json()).toEqual({ keys: [{ name: '3', key: Buffer.alloc(32, 7).toString('base64') }] });
    expect((await ask({ keys: [{ name: '3', wrapped: 'AAAA' }] })).status).toBe(400);
  });
});

async function enrolAnother(own: TerminalKey): Promise<Enrolled> {
  house.store.putEnrolmentCode('C2', house.institution.fixmedins_code);
  return enrol({
    key: own,
    ...{ address: `127.0.0.1:${house.enrolPort}`, ca: readFileSync(house.caFile), serverName: 'localhost' },
    ...{ enrolment_code: 'C2', fixmedins_code: house.institution.fixmedins_code, agent_version: '0.1.0' },
    deadlineMs: 10_000,
  });
}
