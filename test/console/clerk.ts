/**
 * A clerk at the counter page: what is done at a counter, by keyboard alone. Each deed waits for what the page shows of it,
 * never for a time.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page, Route } from 'playwright-core';
import type { CounterPage } from './counter-page.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Slower than any scanner that types. */
const HAND_MS = 60;

export interface Operator {
  readonly opter: string;
  readonly opter_name: string;
  readonly pin?: string;
}

export class Clerk {
  readonly counter: CounterPage;
  readonly page: Page;

  constructor(counter: CounterPage, page: Page) {
    this.counter = counter;
    this.page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text, { delay: HAND_MS });
  }

  see(selector: string, options: { readonly hasText?: string | RegExp } = {}): Promise<void> {
    return this.page.locator(selector, options).first().waitFor();
  }

  gone(selector: string): Promise<void> {
    return this.page.locator(selector).first().waitFor({ state: 'detached' });
  }

  amount(name: string): Promise<string> {
    return this.page.locator(`[data-amount="${name}"]`).first().innerText();
  }

  async rows(count: number): Promise<void> {
    const lines = this.page.locator('.basket tbody');
    if (count > 0) await lines.nth(count - 1).waitFor();
    await lines.nth(count).waitFor({ state: 'detached' });
  }

  ready(): Promise<void> {
    return this.see('[data-deed="settle"]:not([disabled])');
  }

  /**
   * Hands over what the page asks the agent for. It is certain from the first that comes this way: for a moment after it
   * has said that it hands over, a browser still asks by itself.
   */
  async intercept(...[what, taken]: Parameters<Page['route']>): Promise<void> {
    let certain = false;
    const probe = (route: Route) => {
      certain = true;
      return route.fulfill({ body: '' });
    };
    await this.page.route('**/probe', probe);
    while (!certain) await this.page.evaluate(() => fetch('/probe').then(() => {}));
    await this.page.route(what, taken);
    await this.page.unroute('**/probe', probe);
  }

  /** The cursor stands in this field. */
  field(name: string): Promise<void> {
    return this.see(`input[name="${name}"]:focus`);
  }

  async signIn({ opter, opter_name, pin = '' }: Operator): Promise<void> {
    await this.see('[data-sign="link"].ok');
    await this.field('opter');
    for (const text of [opter, opter_name, pin]) {
      await this.type(text);
      if (text !== pin) await this.press('Tab');
    }
    await this.press('Enter');
    await this.gone('.sign-in');
  }

  async card(name: Parameters<CounterPage['insert']>[0]): Promise<void> {
    await this.counter.insert(name);
    await this.see('.person');
  }

  /** Ends the sale whose basket is there; the basket is asked for first. */
  async leave(): Promise<void> {
    await this.press('Escape');
    await this.see('[data-note="leave"]');
    await this.press('Enter');
    await this.see('.waiting');
  }

  /** Cancels the visit that is shown; it is asked for first. */
  async cancelVisit(): Promise<void> {
    await this.press('Alt+x');
    await this.see('[data-note="leave"]');
    await this.press('Enter');
    await this.see('.visit[data-step="register"]');
  }

  async pull(): Promise<void> {
    await this.counter.pull();
    await this.see('.waiting');
  }

  /** A good by name, initials or code. */
  async add(text: string, rows: number): Promise<void> {
    await this.field('search');
    await this.type(text);
    await this.see('.found li');
    await this.press('Enter');
    await this.rows(rows);
  }

  /** More of the line that is chosen, up to this many. */
  async count(upTo: number): Promise<void> {
    const chosen = '.basket tbody.here .count b';
    for (let count = Number(await this.page.locator(chosen).innerText()) + 1; count <= upTo; count += 1) {
      await this.press('+');
      await this.see(chosen, { hasText: new RegExp(`^${count}$`) });
    }
  }

  async prescribe(rxno: string): Promise<void> {
    await this.press('Alt+r');
    await this.field('rxno');
    await this.type(rxno);
    await this.press('Enter');
    await this.see('.basket .tag', { hasText: rxno });
  }

  /** `cash`: what is handed over; without it exactly what is due. */
  async settle(state: string, cash = ''): Promise<void> {
    await this.ready();
    await this.press('F9');
    await this.field('received');
    if (cash !== '') await this.type(cash);
    await this.press('Enter');
    await this.see(`.done[data-state="${state}"]`);
  }

  /** From now on keeps whatever the result says, also what stands there for a moment only; asked, it gives all of it. */
  async outcomes(): Promise<() => Promise<string[]>> {
    const kept = await this.page.evaluateHandle<string[]>(`(() => {
      const said = [];
      const look = () => {
        const text = document.querySelector('.done')?.innerText;
        if (text !== undefined && text !== said.at(-1)) said.push(text);
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      return said;
    })()`);
    return () => kept.jsonValue();
  }

  /** From the result to the next person. */
  async next(): Promise<void> {
    await this.press('Enter');
    await this.see('.waiting');
  }

  /** Opens the transaction of the list that says so. */
  async open(text: string): Promise<void> {
    await this.press('F3');
    const rows = this.page.locator('.list tbody tr');
    await rows.filter({ hasText: text }).first().waitFor();
    const at = (await rows.allInnerTexts()).findIndex((row) => row.includes(text));
    for (let down = 0; down < at; down += 1) await this.press('ArrowDown');
    await this.see('.list tr.here', { hasText: text });
    await this.press('Enter');
    await this.see('.detail');
  }

  async closeDay(): Promise<void> {
    await this.press('F7');
    await this.see('[data-deed="close-day"]:not([disabled])');
    await this.press('F9');
    await this.see('[data-equal="true"]');
  }

  async cut(): Promise<void> {
    await this.counter.stage.relay.cut();
    await this.see('[data-sign="link"].bad');
  }

  async restore(): Promise<void> {
    await this.counter.stage.relay.restore();
    await this.see('[data-sign="link"].ok');
  }

  /**
   * Two milliseconds a key, by the browser's own clock: as a scanner types, however busy this machine is. `ends`: with the
   * Enter that most of them put behind a code.
   */
  async scannerTypes(text: string, ends = true): Promise<void> {
    const cdp = await this.page.context().newCDPSession(this.page);
    const began = Date.now() / 1000;
    const keys = [...text].map((key) => ({ key, text: key }));
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
    await Promise.all(
      [...keys, ...(ends ? [enter] : [])].flatMap((key, at) =>
        (['keyDown', 'keyUp'] as const).map((type) =>
          cdp.send('Input.dispatchKeyEvent', { ...key, type, timestamp: began + at * 0.002 }),
        ),
      ),
    );
    await cdp.detach();
  }

  /** What would be in the way of a screen reader or of weak eyes, by the rules of axe; of any window. The watermark is to be pale. */
  async barriers(page = this.page): Promise<readonly string[]> {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    // Through the debugger, as the page itself lets nothing in.
    if (!(await page.evaluate("'axe' in window"))) await page.evaluate(readFileSync(AXE, 'utf8'));
    // What still fades in has no contrast yet.
    await page.evaluate(
      'Promise.allSettled(document.getAnimations().filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime)).map((one) => one.finished)).then(() => {})',
    );
    return page.evaluate(
      'axe.run({ exclude: [[".training-mark"]] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))',
    );
  }

  /** Deeds that can be seen and have no key beside them. */
  unkeyed(): Promise<readonly string[]> {
    const deeds = '.top button, main button.deed, main .el-button, main .banner button, .el-dialog__footer button';
    return this.page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(deeds)})]
        .filter((one) => one.checkVisibility() && one.querySelector('kbd') === null).map((one) => one.innerText)`,
    );
  }
}
