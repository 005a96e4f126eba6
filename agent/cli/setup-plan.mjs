// @ts-check
/**
 * Decides what set-up has to do on a machine, and says in words what will be missing where it may not do it.
 * Pure: it gets what was found (`Probe`) and returns steps and sentences; it never looks at the machine itself.
 */

/**
 * @typedef {'pcscd' | 'vsmartcard-vpcd' | 'libpcsclite-dev' | 'g++' | 'make' | 'python3' | 'qemu-system-x86' |
 *   'busybox-static' | 'cpio' | 'libccid' | 'chromium' | 'socat' | 'fonts-wqy-microhei'} Package Debian names
 *
 * @typedef {object} Probe
 * @property {string} node version without "v"
 * @property {string} platform as in process.platform
 * @property {boolean} root may this process install packages
 * @property {boolean} apt is apt-get there
 * @property {boolean} systemd does systemd run this machine (it starts pcscd for whoever asks)
 * @property {readonly Package[]} packages which of the system packages are there
 * @property {boolean} modules does node_modules match package-lock.json and this Node
 * @property {boolean} sqlite is better-sqlite3's native part there
 * @property {boolean} pcsclite is pcsclite's native part there
 * @property {boolean} pcscliteFailed did pcsclite already fail to build here with everything it needs
 * @property {boolean} [browser] are the tests wanted, which use the counter page in a browser
 * @property {boolean} [pictures] are the pictures of the page wanted, whose Chinese needs a font
 * @property {boolean} [lab] is the long test suite wanted, whose guests run under QEMU
 *
 * @typedef {{ socket: boolean, reader: boolean }} Quiet what to switch off after the packages came: systemd's socket for
 *   pcscd, the virtual reader's lines for any pcscd
 *
 * @typedef {{ kind: 'refuse', message: string }
 *   | { kind: 'packages', names: readonly Package[], quiet: Quiet }
 *   | { kind: 'modules' }
 *   | { kind: 'pcsclite' }
 *   | { kind: 'build' }} Step
 *
 * @typedef {{ steps: readonly Step[], notes: readonly string[] }} Plan `notes` are lines for the person, in order
 */

const OLDEST_NODE = '20.19.0';

/** @type {readonly Package[]} */
const READER = ['pcscd', 'vsmartcard-vpcd'];
/** @type {readonly Package[]} */
export const COMPILERS = ['g++', 'make', 'python3'];
/** @type {readonly Package[]} */
const BUILDS_PCSCLITE = ['libpcsclite-dev', ...COMPILERS];
/** @type {readonly Package[]} */
const LAB = ['qemu-system-x86', 'busybox-static', 'cpio', 'libccid'];

/** @type {readonly Package[]} */
const BROWSER = ['chromium'];
/** @type {readonly Package[]} */
const CABLES = ['socat'];
/**
 * Any Chinese font will do; this is the smallest.
 * @type {readonly Package[]}
 */
const FONTS = ['fonts-wqy-microhei'];

const IN_MEMORY = 'cards are read from the in-memory reader only';

/**
 * @param {Probe} probe
 * @returns {Plan}
 */
export function plan(probe) {
  if (isOlder(probe.node, OLDEST_NODE)) {
    const message = `Node ${probe.node} is too old: Tongxing needs ${OLDEST_NODE} or newer. Install Node 20 LTS or newer (https://nodejs.org/en/download) and run the same command again.`;
    return { steps: [{ kind: 'refuse', message }], notes: [] };
  }
  const absent = missingPackages(probe);
  const installable = probe.root && probe.apt;
  const usable = (/** @type {Package} */ name) => !absent.includes(name) || installable;
  const canCompile = probe.platform !== 'linux' || BUILDS_PCSCLITE.every(usable);

  /** @type {Step[]} */
  const steps = [];
  if (absent.length > 0 && installable)
    steps.push({ kind: 'packages', names: absent, quiet: quietAfter(probe, absent) });
  if (!probe.modules || !probe.sqlite) steps.push({ kind: 'modules' });
  else if (!probe.pcsclite && !probe.pcscliteFailed && canCompile) steps.push({ kind: 'pcsclite' });
  steps.push({ kind: 'build' });
  return { steps, notes: notesOn(probe, installable ? [] : absent) };
}

/**
 * The line that installs packages, as root or through sudo.
 * @param {readonly Package[]} names
 * @param {boolean} root
 */
export function installLine(names, root) {
  return `${root ? '' : 'sudo '}apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/**
 * What of `names` being absent means for the person.
 * @param {readonly Package[]} names
 * @param {Probe} probe
 * @returns {string[]}
 */
export function consequences(names, probe) {
  const lines = [];
  const listed = (/** @type {readonly Package[]} */ group) => names.filter((name) => group.includes(name)).join(', ');
  if (listed(READER) !== '')
    lines.push(`without ${listed(READER)}: no virtual reader behind the real pcscd; ${IN_MEMORY}`);
  const builders = listed(BUILDS_PCSCLITE);
  if (builders !== '' && !probe.pcsclite) lines.push(`without ${builders}: pcsclite cannot be built; ${IN_MEMORY}`);
  const lab = listed(LAB);
  if (lab !== '')
    lines.push(`without ${lab}: no power cuts and no plugged devices in a guest; those tests are skipped`);
  if (listed(CABLES) !== '') lines.push('without socat: serial devices are tested in memory only; the rest is skipped');
  if (listed(BROWSER) !== '') lines.push('without chromium: the counter page is not tested; those tests are skipped');
  if (listed(FONTS) !== '') lines.push('without a Chinese font: the pictures show boxes in place of Chinese');
  const compilers = listed(COMPILERS);
  if (compilers !== '' && !probe.sqlite) {
    lines.push(
      `without ${compilers}: better-sqlite3 cannot be built, and without a ready-made copy to download nothing runs`,
    );
  }
  return lines;
}

/**
 * @param {Probe} probe
 * @returns {Package[]}
 */
function missingPackages(probe) {
  if (probe.platform !== 'linux') return [];
  const rebuilds = !probe.modules || !probe.sqlite;
  const compiles = rebuilds || (!probe.pcsclite && !probe.pcscliteFailed);
  /** @type {readonly Package[]} */
  const wanted = [
    ...READER,
    ...(compiles ? BUILDS_PCSCLITE : []),
    ...(probe.lab === true ? LAB : []),
    ...(probe.browser === true ? [...BROWSER, ...CABLES] : []),
    ...(probe.pictures === true ? [...BROWSER, ...FONTS] : []),
  ];
  return wanted.filter((name) => !probe.packages.includes(name));
}

/**
 * Debian's vsmartcard-vpcd makes any pcscd listen for virtual cards on all interfaces, and systemd starts pcscd for
 * whoever asks. Both are switched off when they come through us; what was there before is the owner's and stays.
 * @param {Probe} probe
 * @param {readonly Package[]} absent
 * @returns {Quiet}
 */
function quietAfter(probe, absent) {
  return { socket: absent.includes('pcscd') && probe.systemd, reader: absent.includes('vsmartcard-vpcd') };
}

/**
 * @param {Probe} probe
 * @param {readonly Package[]} absent what stays absent
 * @returns {string[]}
 */
function notesOn(probe, absent) {
  if (probe.platform !== 'linux') return [`this is ${probe.platform}, not Linux: ${IN_MEMORY}`];
  if (absent.length > 0) {
    const why = probe.root ? 'there is no apt-get here' : 'installing system packages needs root';
    const how = probe.apt
      ? `run: ${installLine(absent, probe.root)}`
      : `install what matches Debian's ${absent.join(' ')}`;
    const lines = [`${why}; ${how}`, ...consequences(absent, probe)];
    if (absent.includes('vsmartcard-vpcd')) {
      lines.push(
        'vsmartcard-vpcd makes any pcscd listen on all interfaces; after installing it by hand, empty /etc/reader.conf.d/vpcd',
      );
    }
    return lines;
  }
  if (probe.pcscliteFailed && !probe.pcsclite)
    return [`pcsclite did not build here; ${IN_MEMORY} (to try again: rm -r node_modules)`];
  return [];
}

/**
 * @param {string} version
 * @param {string} than
 */
function isOlder(version, than) {
  const [mine, other] = [version, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  for (let index = 0; index < 3; index++) {
    const difference = (mine?.[index] ?? 0) - (other?.[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
