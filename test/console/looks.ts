/** How the page looks and reads: rules for screen readers and contrast, keys beside deeds, twice the size, weight. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import type { Clerk } from './clerk.ts';

const VIEWS = ['F2', 'Alt+v', 'F3', 'F4', 'F7', 'F8'];
/** In each the keys that lead there from the one before; the last leads back to the first. */
const LOOKS: readonly (readonly [name: string, keys: readonly string[], views: readonly string[]])[] = [
  ['Chinese, light', [], VIEWS],
  ['English, dark', ['Alt+l', 'Alt+n'], VIEWS],
  ['English, dark, high contrast, large', ['Alt+c', 'Alt+b'], ['F2', 'F3']],
  ['Chinese, light, high contrast, large', ['Alt+l', 'Alt+n'], ['F2', 'F4']],
];

export function looksOfThePage(clerk: () => Clerk): void {
  const go = async (key: string) => {
    await clerk().press(key);
    const cap = key.replace('+v', ' V');
    await clerk().see('nav button.here', { hasText: cap });
  };

  it('names everything for a screen reader, with contrast enough, in both languages and every look', async () => {
    for (const [look, keys, views] of LOOKS) {
      await clerk().press(...keys);
      for (const view of views) {
        await go(view);
        expect(await clerk().barriers(), `${look} ${view}`).toEqual([]);
        expect(await clerk().unkeyed(), `${look} ${view}`).toEqual([]);
      }
    }
  });

  it('keeps everything reachable at twice the size, with large type too', async () => {
    const { page } = clerk();
    await page.setViewportSize({ width: 683, height: 410 });
    for (const key of ['', 'Alt+b']) {
      if (key !== '') await clerk().press(key);
      for (const view of VIEWS) {
        await go(view);
        const over = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate(over), `${view} ${key}`).toBeLessThanOrEqual(0);
      }
    }
    await page.setViewportSize({ width: 1366, height: 820 });
    await clerk().press('Alt+c');
    await go('F2');
  });

  it('makes every text larger in large type, those of a dialog too', async () => {
    const speaks = `one.matches('input') || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')`;
    const spoken = `[...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && (${speaks}))`;
    const sizes = async () => {
      await clerk().press('F1');
      await clerk().see('.el-dialog .key-columns');
      // A size that is on its way to another is neither.
      await clerk().page.evaluate('document.getAnimations().forEach((one) => one.finish())');
      const size = 'parseFloat(getComputedStyle(one).fontSize)';
      const found = await clerk().page.evaluate(`${spoken}.map((one) => [one.innerText || one.placeholder, ${size}])`);
      await clerk().press('Escape', 'Alt+b');
      return found as [text: string, px: number][];
    };
    await go('F3');
    const [plain, large] = [await sizes(), await sizes()].sort(([one], [other]) => (one?.[1] ?? 0) - (other?.[1] ?? 0));
    expect(plain?.length).toBeGreaterThan(40);
    expect(large?.map(([text]) => text)).toEqual(plain?.map(([text]) => text));
    expect(large?.filter(([, px], at) => px <= (plain?.[at]?.[1] ?? 0))).toEqual([]);
    await go('F2');
  });

  it('shows on a small screen who pays what beside what is due, with nothing over it', async () => {
    const { page } = clerk();
    await page.setViewportSize({ width: 1024, height: 600 });
    await clerk().card('ceshi-jia');
    await clerk().add('YSAX', 1);
    await clerk().ready();
    const box = async (selector: string) => {
      const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator(selector).first().boundingBox()) ?? {};
      return { left: x, top: y, right: x + width, bottom: y + height };
    };
    const [share, handle] = [await box('.shares li'), await box('.demo .handle')];
    expect(share.bottom).toBeLessThanOrEqual(600);
    expect(share.left < handle.right && handle.left < share.right && share.bottom > handle.top).toBe(false);
    await clerk().pull();
    await clerk().press('Escape');
    await page.setViewportSize({ width: 1366, height: 820 });
  });

  it('says how much it weighs and how soon it is seen', async () => {
    const { page } = clerk();
    await page.reload();
    await clerk().see('header.top');
    const paint = `new Promise((seen) => {
      const take = (entries) => entries.getEntriesByName("first-contentful-paint").forEach((one) => seen(one.startTime));
      new PerformanceObserver(take).observe({ type: "paint", buffered: true });
    })`;
    const painted = Number(await page.evaluate(paint));
    const assets = join(packageRoot(), 'dist/console/assets');
    const bytes = readdirSync(assets).reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);
    console.log(`counter page: ${(bytes / 1000).toFixed(0)} kB compressed, first paint after ${painted.toFixed(0)} ms`);
    expect(painted).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(0);
  });
}
