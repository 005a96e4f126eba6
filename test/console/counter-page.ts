/**
 * The counter page in a real Chromium over the real agent: the demonstration's stage with its reader in memory, one
 * browser, and the deeds of a clerk. Waits for what the page shows, never for a time.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { localApi } from '../../agent/cli/demo/api.ts';
import { memoryReader } from '../../agent/cli/demo/reader.ts';
import { type Stage, setStage } from '../../agent/cli/demo/stage.ts';
import { pageLink } from '../../agent/cli/open.ts';
import { openCounter } from '../../agent/cli/sim/served-counter.ts';
import { type ImageName, imageOf } from '../../simulator/card/catalogue.ts';

/** Before the page is told that no answer came; shorter than a terminal's own, so that a test need not wait as long. */
const TRAINING_DEADLINE_MS = 1_500;

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
    return CounterPage.#over(folder, await setStage(folder, 0));
  }

  /** A training: the served counter, as `tongxing sim serve` opens it. */
  static async openTraining(): Promise<CounterPage> {
    const folder = mkdtempSync(join(tmpdir(), 'tongxing-training-'));
    const limits = { settleDeadlineMs: TRAINING_DEADLINE_MS };
    const served = await openCounter({ data: folder, apiPort: 0, people: [], limits });
    const { daemon, hands, relay, days, stop } = served;
    return CounterPage.#over(folder, {
      ...{ daemon, relay, days, stop },
      api: localApi(daemon.port, daemon.tokenPath),
      reader: memoryReader(hands, 'training'),
      centre: { port: 0, controlPort: served.centrePort, data: folder },
    });
  }

  static browser(): Promise<Browser> {
    if (CHROMIUM === null) throw new Error('no Chromium here');
    return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  }

  static async #over(folder: string, stage: Stage): Promise<CounterPage> {
    const browser = await CounterPage.browser();
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
  fault(faults: object): Promise<void> {
    return this.centre('faults', faults);
  }

  /** The side door of the simulated centre. */
  async centre(path: string, body: object): Promise<void> {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`http://127.0.0.1:${this.stage.centre.controlPort}/${path}`, sent);
    if (!answer.ok) throw new Error(`the centre does not: ${await answer.text()}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stage.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
