/**
 * The set-up sheet for scanners as a page to print or to scan from the screen: what brings each make out of keyboard mode.
 * Made from the scanner profiles alone; holds no script and no fact of anybody.
 */
import { type ScannerSetup, scannerSetups } from '../drivers/registry.ts';
import { barCodeSvg } from './adapters/bar-code.ts';

export const SCANNER_SETUP_PATH = '/scanner-setup';

/** Makes of the scanners that are plugged in come first, marked. `vendors`: USB vendor ids, four hex digits. */
export async function scannerSetupPage(vendors: readonly string[]): Promise<string> {
  const here = (setup: ScannerSetup) => setup.vendors.some((vendor) => vendors.includes(vendor));
  const setups = scannerSetups().toSorted((one, other) => Number(here(other)) - Number(here(one)));
  const sections = await Promise.all(setups.map((setup) => section(setup, here(setup))));
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>扫码枪设置 scanner set-up 通行 Tongxing</title><main>
<h1>扫码枪设置 Scanner set-up</h1>
<p lang="zh-CN">扫码枪处于键盘模式时会向当前窗口打字。找到您的品牌，用扫码枪扫下面的条码，改为 USB HID-POS。可直接扫屏幕，也可打印本页。</p>
<p lang="en">A scanner in keyboard mode types into the focused window. Find its make and scan the code below to make it a USB HID-POS scanner; from the screen, or print this page.</p>
<p lang="zh-CN">Linux 上可先安装 drivers/hid/udev 中的规则：不再打字，照常读取。</p>
<p lang="en">On Linux the rule in drivers/hid/udev keeps it from typing; it is read all the same.</p>
${sections.join('\n')}
<p><a href="/errors/scanner_keyboard_mode">scanner_keyboard_mode</a></p></main></html>`;
}

async function section({ name, make, vendors, codes, zh, en }: ScannerSetup, here: boolean): Promise<string> {
  const drawn = await Promise.all(
    codes.map(
      async ({ text, fnc3 }) =>
        `<figure>${await barCodeSvg(text, fnc3)}<figcaption>${fnc3 ? 'FNC3 ' : ''}<code>${safe(text)}</code></figcaption></figure>`,
    ),
  );
  const usb = vendors.length === 0 ? '' : ` <small>USB ${vendors.join(', ')}</small>`;
  const now = here ? ' — 现在接着 plugged in now' : '';
  return `<section id="${name}"><h2>${safe(make)}${usb}${now}</h2><p lang="zh-CN">${safe(zh)}</p><p lang="en">${safe(en)}</p>${drawn.join('')}</section>`;
}

const safe = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
