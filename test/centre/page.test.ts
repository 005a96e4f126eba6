/** The simulated centre's page in a real browser: what it shows, its switches, and what it keeps out. */
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { control } from '../../simulator/centre/control.ts';
import { noFaults } from '../../simulator/centre/delivery.ts';
import { seedDemo } from '../../simulator/centre/house.ts';
import { DEMO_PHARMACY } from '../../simulator/centre/institution.ts';
import type { Profile } from '../../simulator/centre/people.ts';
import { CentreStore } from '../../simulator/centre/store.ts';
import type { UpdateShelf } from '../../simulator/centre/updates.ts';
import { VoucherDesk } from '../../simulator/centre/vouchers.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const NOW = Date.UTC(2022, 10, 8, 2);

describe.skipIf(CHROMIUM === undefined)('the centre’s page', () => {
  const store = new CentreStore(':memory:');
  const faults = noFaults();
  seedDemo(store, NOW);
  const code = DEMO_PHARMACY.fixmedins_code;
  store.putInstitution(code, DEMO_PHARMACY);
  store.putTerminal(`${code}-001`, code, 1);
  store.moveAccumulator('99000000000000000001', 2022, 'outpatient-employee.ceiling', 1_234);
  const published: (readonly [string, boolean])[] = [];
  const updates = {
    publish: ({ name }: { readonly name: string }, data: Uint8Array) =>
      void published.push([name, data.length > 1_000]),
  } as unknown as UpdateShelf;
  const server = control({
    store,
    faults,
    wallMs: () => NOW,
    drop: () => {},
    newCode: () => 'CODE-OF-THE-PAGE',
    vouchers: new VoucherDesk(),
    updates,
  });
  let browser: Browser;
  let page: Page;
  let origin = '';
  const complaints: string[] = [];

  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(origin);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
    store.close();
  });

  it('shows institutions, terminals, persons with what they have used, under a strict policy and without a complaint', async () => {
    await page.getByText('12.34').waitFor();
    const text = await page.locator('main').textContent();
    for (const shown of [DEMO_PHARMACY.fixmedins_name, `${code}-001`, '测试甲', 'outpatient-employee.ceiling 12.34'])
      expect(text).toContain(shown);
    expect(complaints).toEqual([]);
    const { headers } = await fetch(origin);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'nonce-[^']+';/);
    if (process.env['TONGXING_PICTURE'] !== undefined) await page.screenshot({ path: process.env['TONGXING_PICTURE'] });
  });

  it('switches faults and revokes a terminal, which it asks about first', async () => {
    await page.locator('input[name=busy]').check();
    await expect.poll(() => faults.busy).toBe(true);
    await page.locator('input[name=delay_ms]').fill('250');
    await page.locator('input[name=delay_ms]').press('Tab');
    await expect.poll(() => faults.delay_ms).toBe(250);
    const revoke = async (answer: 'dismiss' | 'accept') => {
      page.once('dialog', (dialog) => void dialog[answer]());
      await page.getByRole('button', { name: '吊销 revoke' }).click();
    };
    await revoke('dismiss');
    expect(store.terminal(`${code}-001`)?.revoked).toBe(0);
    await revoke('accept');
    await expect.poll(() => Boolean(store.terminal(`${code}-001`)?.revoked)).toBe(true);
  });

  it('changes an account and an accumulator, revokes a card, shows an e-voucher and gives an enrolment code', async () => {
    const psn_no = '99000000000000000001';
    const [card] = store.cards(psn_no);
    const fill = (name: string, text: string) => page.locator(`input[name=${name}]`).fill(text);
    const press = (name: string) => page.getByRole('button', { name }).click();
    await fill('psn_no', psn_no);
    await fill('balc', '77.70');
    await press('改账户 set balance');
    await expect.poll(() => store.person(psn_no)?.balc).toBe(7_770);
    await press('电子凭证 e-voucher');
    await expect.poll(() => page.locator('#result').textContent()).toMatch(/^\d+/);
    await fill('of', psn_no);
    await fill('accumulator', 'outpatient-employee.ceiling');
    await fill('amount', '5.00');
    await press('改累计 set accumulator');
    await expect.poll(() => store.accumulators(psn_no, 2022)['outpatient-employee.ceiling']).toBe(500);
    await fill('insured', psn_no);
    await fill('aid_category', 'dibao');
    await press('改类别 set category');
    await expect.poll(() => store.person<Profile>(psn_no)?.profile.aid_category).toBe('dibao');
    await press('有商业保险 commercial');
    await expect.poll(() => store.person<Profile>(psn_no)?.profile.commercial).toBe(true);
    await page.locator('input[name=pack]').setInputFiles(join(packageRoot(), 'agent/packs/370000-2022-sample.json'));
    await press('下发政策包 offer pack');
    await expect.poll(() => published).toEqual([['370000-2022-sample', true]]);
    await fill('cardno', card?.cardno ?? '');
    await press('挂失 revoke card');
    await page.getByText('（挂失 revoked）').first().waitFor();
    await press('解挂 restore card');
    await expect.poll(() => store.cards(psn_no)[0]?.revoked).toBe(0);
    await fill('patient', psn_no);
    await fill('med_list_codg', 'XA02BCA905A001010100001');
    await fill('cnt', '2');
    await press('开电子处方 prescribe');
    await page.getByText('XA02BCA905A001010100001 × 2（余 left 2）').waitFor();
    await press('撤销 withdraw');
    await expect.poll(() => store.prescriptions.all()[0]?.cancelled).toBe(1);
    await fill('fixmedins_code', code);
    await press('终端注册码 enrolment code');
    await expect.poll(() => page.locator('#result').textContent()).toBe('CODE-OF-THE-PAGE');
    expect(complaints).toEqual([]);
  });

  it('says why the centre does not take a setting', async () => {
    await page.locator('input[name=refuse]').fill('no_such_code');
    await page.locator('input[name=refuse]').press('Tab');
    await page.getByText('refuse: not null or {code, count}').waitFor();
    expect(faults.refuse).toBeNull();
    await page.locator('input[name=pace_ms]').fill('-5');
    await page.locator('input[name=pace_ms]').press('Tab');
    await page.getByText('pace_ms: not a whole number from 0 on').waitFor();
    expect(faults.pace_ms).toBe(0);
    for (const [name, number, deed] of [
      ['psn_no', '99000000000000000999', '改账户 set balance'],
      ['fixmedins_code', 'P37010299999', '终端注册码 enrolment code'],
    ] as const) {
      await page.locator(`input[name=${name}]`).fill(number);
      await page.getByRole('button', { name: deed }).click();
      await page.getByText('没有这个编号').waitFor();
      await page.locator('input[name=busy]').click();
      await page.getByText('没有这个编号').waitFor({ state: 'detached' });
    }
  });

  it('is for this machine alone: another site’s page is refused', async () => {
    const answer = await fetch(`${origin}/faults`, {
      ...{ method: 'POST', body: '{"busy":false}' },
      headers: { origin: 'http://evil.example' },
    });
    expect(answer.status).toBe(403);
    expect(faults.busy).toBe(true);
  });
});
