// @ts-check
/**
 * Looks at the machine for set-up: which packages, compilers and installed modules there are. It only reads (and loads
 * the native modules in a process of their own), so it may run any number of times.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** @typedef {import('./setup-plan.mjs').Package} Package */
/** @typedef {import('./setup-plan.mjs').Probe} Probe */
/** @typedef {{ modules: string, pcscliteFailed: boolean }} Stamp what set-up wrote down when it was last done */

const STAMP = 'node_modules/.tongxing-setup';

/**
 * @param {string} root the package's folder
 * @param {{ lab?: boolean, browser?: boolean, pictures?: boolean }} [wants] what only some goals need
 * @returns {Probe}
 */
export function probe(root, wants = {}) {
  const stamp = readStamp(root);
  const modules = stamp?.modules === modulesKey(root);
  const adopted = !modules && matchesLock(root) && loads(root, 'better-sqlite3');
  const pcsclite = existsSync(join(root, 'node_modules/pcsclite/build/Release/pcsclite.node'));
  return {
    node: process.versions.node,
    platform: process.platform,
    root: process.getuid?.() === 0,
    apt: hasCommand('apt-get'),
    systemd: existsSync('/run/systemd/system'),
    packages: systemPackages(),
    modules: modules || adopted,
    sqlite: existsSync(join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node')),
    pcsclite: pcsclite && (!adopted || loads(root, 'pcsclite')),
    pcscliteFailed: modules && stamp?.pcscliteFailed === true,
    ...wants,
  };
}

/**
 * Writes down that node_modules is as package-lock.json says, built for this Node.
 * @param {string} root
 * @param {{ pcscliteFailed: boolean }} outcome
 */
export function stamp(root, outcome) {
  writeFileSync(join(root, STAMP), `${JSON.stringify({ modules: modulesKey(root), ...outcome })}\n`);
}

/** @param {string} root */
export function isStamped(root) {
  return readStamp(root)?.modules === modulesKey(root);
}

/**
 * Does a native module load in this Node? In a process of its own: a broken one may crash.
 * @param {string} root
 * @param {'better-sqlite3' | 'pcsclite'} name
 */
export function loads(root, name) {
  const script = { 'better-sqlite3': `new (require('better-sqlite3'))(':memory:')`, pcsclite: `require('pcsclite')` }[
    name
  ];
  return spawnSync(process.execPath, ['-e', script], { cwd: root, stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/**
 * The folder whose include/node holds the running Node's headers, which node-gyp would otherwise download.
 * @returns {string | null}
 */
export function nodeHeaders() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  return existsSync(join(prefix, 'include/node/node.h')) ? prefix : null;
}

/** @returns {Package[]} */
function systemPackages() {
  /** @type {[Package, boolean][]} */
  const found = [
    ['pcscd', hasCommand('pcscd')],
    ['vsmartcard-vpcd', existsSync('/usr/lib/pcsc/drivers/serial/libifdvpcd.so')],
    ['libpcsclite-dev', existsSync('/usr/include/PCSC/winscard.h')],
    ['g++', hasCommand('g++')],
    ['make', hasCommand('make')],
    ['python3', hasCommand('python3')],
    ['qemu-system-x86', hasCommand('qemu-system-x86_64')],
    ['busybox-static', hasCommand('busybox')],
    ['cpio', hasCommand('cpio')],
    ['libccid', existsSync('/usr/lib/pcsc/drivers/ifd-ccid.bundle')],
    ['chromium', hasCommand('chromium')],
    ['socat', hasCommand('socat')],
    ['fonts-wqy-microhei', hasChineseFont()],
  ];
  return found.filter(([, there]) => there).map(([name]) => name);
}

/** Whichever it is: fontconfig knows what each font can write. */
function hasChineseFont() {
  const { stdout } = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8', timeout: 10_000 });
  return (stdout ?? '').trim() !== '';
}

/** @param {string} name */
function hasCommand(name) {
  // Daemons lie in sbin, which is not on everybody's PATH.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}

/** @param {string} root */
function modulesKey(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} abi${process.versions.modules} ${process.platform}-${process.arch}`;
}

/**
 * @param {string} root
 * @returns {Stamp | null}
 */
function readStamp(root) {
  return readJson(join(root, STAMP));
}

/**
 * Did somebody run npm themselves, so that node_modules is right without our stamp? npm's own record of what it
 * installed tells. Optional packages may be absent.
 * @param {string} root
 */
function matchesLock(root) {
  /** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean }> }} Lock */
  /** @type {Lock | null} */
  const wanted = readJson(join(root, 'package-lock.json'));
  /** @type {Lock | null} */
  const installed = readJson(join(root, 'node_modules/.package-lock.json'));
  if (wanted?.packages === undefined || installed?.packages === undefined) return false;
  const there = installed.packages;
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    const found = there[path];
    return path === '' || (found === undefined ? optional === true : found.version === version);
  });
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
