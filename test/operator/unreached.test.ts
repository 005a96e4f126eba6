/** Why the centre is not reached, as the doctor says it: each reason has another next step. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityFolder } from '../../agent/adapters/identity-folder.ts';
import { writeSecret } from '../../agent/adapters/secret-file.ts';
import type { Api } from '../../agent/cli/demo/api.ts';
import { agentAtWork, unreached } from '../../agent/cli/doctor/terminal.ts';
import { Authority } from '../../simulator/centre/adapters/authority.ts';
import { systemClock } from '../../simulator/centre/adapters/system-clock.ts';
import { CentreServer } from '../../simulator/centre/server.ts';
import { identityOf } from '../protocol/terminal.ts';

const nowMs = systemClock().wallMs();
const folder = mkdtempSync(join(tmpdir(), 'tongxing-unreached-'));
const caFile = join(folder, 'ca.pem');
let centre: CentreServer;

beforeAll(async () => {
  const authority = Authority.make(nowMs);
  const { certificate, key } = identityOf(authority, 'T1');
  const terminal = { fixmedins_code: 'P37010200001', dev_no: 'T1', mdtrtarea_admvs: '370102', slot: 1 };
  identityFolder(folder).write({ terminal: terminal as never, certificate, last_msgid: '' });
  writeSecret(join(folder, 'terminal.key'), key);
  writeFileSync(caFile, authority.certificate);
  writeFileSync(join(folder, 'other.pem'), Authority.make(nowMs).certificate);
  centre = await CentreServer.terminals(
    0,
    authority.certificate,
    authority.server(nowMs),
    (_dev, _method, _bytes) => {},
  );
});
afterAll(async () => {
  await centre.close();
  rmSync(folder, { recursive: true });
});

const reached = (more: object = {}) =>
  unreached(
    {
      centre: {
        ...{ address: `127.0.0.1:${centre.port}`, enrolAddress: '', caFile, serverName: 'localhost' },
        ...{ fixmedins_code: '', enrolmentCode: '', ...more },
      },
    },
    folder,
  );

describe('the centre', () => {
  it('that answers is reached', async () => {
    expect(await reached()).toBeNull();
  });

  it.each<[string, object, RegExp]>([
    ['where nobody listens', { address: '127.0.0.1:1' }, /^connect ECONNREFUSED 127\.0\.0\.1:1$/],
    ['of another CA', { caFile: join(folder, 'other.pem') }, /certificate/],
    ['that bears another name', { serverName: 'centre.example.cn' }, /Host: centre\.example\.cn\. is not in the cert/],
  ])('%s is not, and why is said', async (_what, more, why) => {
    expect(await reached(more)).toMatch(why);
  });

  it('is not asked for where no terminal is enrolled, or no configuration was named', async () => {
    expect(await unreached(null, folder)).toBeNull();
  });

  it('that is not reached is a finding with its reason', async () => {
    const status = { version: '1', link: { phase: 'down', last_contact: null }, clock: { trusted: true }, queue: {} };
    const get = async () => ({ ...status, devices: [], troubles: [] });
    const findings = await agentAtWork({ get } as unknown as Api, false, async () => 'connect ECONNREFUSED');
    expect(findings).toContainEqual({
      ...{ check: 'link', health: 'bad', next: expect.stringContaining('centre.ca_file') },
      zh: '与中心断开（connect ECONNREFUSED），上次联系 无',
      en: 'no link (connect ECONNREFUSED); last contact never',
    });
  });
});
