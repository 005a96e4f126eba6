/**
 * The counter page in a real Chromium over the real agent: the demonstration's stage with its reader in memory, one
 * browser, and the deeds of a clerk. Waits for what the page shows, never for a time.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Stage, setStage } from '../../agent/cli/demo/stage.ts';
import { pageLink } from '../../agent/cli/open.ts';
import { type ImageName, imageOf } from '../../simulator/card/catalogue.ts';

export const CHROMIUM =
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? null;

/** What keeps a headless browser from talking to anybody but us. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export class CounterPage {
  readonly stage: Stage;
  readonly browser: Browser;
  readonly #folder: string;

  private constructor(stage: Stage, browser: Browser, folder: string) {
    this.stage = stage;
    this.browser = browser;
    this.#folder = folder;
  }

  /** Codes in front of the counter's scanner. */
  scan(text: string, aim: string): void {
    this.stage.reader.hands.scan(text, aim);
  }

  static async open(): Promise<CounterPage> {
    if (CHROMIUM === null) throw new Error('no Chromium here');
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-page-'));
    process.env['TONGXING_DEMO_READER'] = 'memory';
    const stage = await setStage(folder, 0);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
    return new CounterPage(stage, browser, folder);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.stage.daemon.port}`;
  }

  /** A window of its own browser profile, let in by a link. */
  async window(size = { width: 1366, height: 820 }): Promise<Page> {
    const context = await this.browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    // So that a day can prove that it went without a mouse.
    await context.addInitScript(
      'addEventListener("pointerdown", () => sessionStorage.setItem("pointed", "yes"), { capture: true })',
    );
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(await pageLink(this.stage.daemon.port, this.stage.daemon.tokenPath));
    await page.waitForURL(`${this.origin}/`);
    return page;
  }

  insert(card: ImageName): Promise<void> {
    return this.stage.reader.insert(imageOf(card));
  }

  pull(): Promise<void> {
    return this.stage.reader.pull();
  }

  /** Switches a fault of the simulated centre. */
  async fault(faults: object): Promise<void> {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(faults) };
    const answer = await fetch(`http://127.0.0.1:${this.stage.centre.controlPort}/faults`, sent);
    if (!answer.ok) throw new Error(`the centre knows no such fault: ${await answer.text()}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stage.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
