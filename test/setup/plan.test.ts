/** What set-up decides to do on a machine, and what it says where it may not. */
import { describe, expect, it } from 'vitest';
import { installLine, plan } from '../../agent/cli/setup-plan.mjs';

type Probe = Parameters<typeof plan>[0];

const ready: Probe = {
  node: '20.20.2',
  platform: 'linux',
  root: true,
  apt: true,
  systemd: false,
  packages: ['pcscd', 'vsmartcard-vpcd', 'libpcsclite-dev', 'g++', 'make', 'python3'],
  modules: true,
  sqlite: true,
  pcsclite: true,
  pcscliteFailed: false,
};
const bare: Probe = { ...ready, packages: [], modules: false, sqlite: false, pcsclite: false };
const kinds = (probe: Probe) => plan(probe).steps.map((step) => step.kind);

describe('on a fresh Debian machine', () => {
  it('root gets everything: system packages, npm packages, the build', () => {
    const { steps, notes } = plan(bare);
    expect(steps).toEqual([
      {
        kind: 'packages',
        names: ['pcscd', 'vsmartcard-vpcd', 'libpcsclite-dev', 'g++', 'make', 'python3'],
        quiet: { socket: false, reader: true },
      },
      { kind: 'modules' },
      { kind: 'build' },
    ]);
    expect(notes).toEqual([]);
  });

  it('without root one line names all that is to be installed, and each loss is said', () => {
    const { steps, notes } = plan({ ...bare, root: false });
    expect(steps.map((step) => step.kind)).toEqual(['modules', 'build']);
    expect(notes.filter((note) => note.includes('apt-get'))).toEqual([
      'installing system packages needs root; run: sudo apt-get install -y --no-install-recommends pcscd vsmartcard-vpcd libpcsclite-dev g++ make python3',
    ]);
    const said = notes.join('\n');
    expect(said).toMatch(/without pcscd, vsmartcard-vpcd: .*in-memory reader/);
    expect(said).toMatch(/without libpcsclite-dev, g\+\+, make, python3: pcsclite .*in-memory reader/);
    expect(said).toMatch(/without g\+\+, make, python3: better-sqlite3 cannot be built/);
    expect(said).toContain('/etc/reader.conf.d/vpcd');
  });

  it('root without apt is told the packages and not a command that is not there', () => {
    const { steps, notes } = plan({ ...bare, apt: false });
    expect(steps.map((step) => step.kind)).toEqual(['modules', 'build']);
    expect(notes[0]).toContain('pcscd vsmartcard-vpcd libpcsclite-dev g++ make python3');
    expect(notes.join('\n')).not.toContain('apt-get install');
  });
});

describe('for the long test suite', () => {
  const guests = ['qemu-system-x86', 'busybox-static', 'cpio', 'libccid'] as const;

  it('root gets what its guests boot with besides, and nobody else does', () => {
    const steps = (probe: Probe) => plan(probe).steps.filter((step) => step.kind === 'packages');
    expect(steps({ ...ready, lab: true })).toMatchObject([{ names: guests }]);
    expect(steps({ ...ready, lab: true, packages: [...ready.packages, ...guests] })).toEqual([]);
    expect(steps(ready)).toEqual([]);
  });

  it('without root it says which tests are skipped', () => {
    const said = plan({ ...ready, lab: true, root: false }).notes.join('\n');
    expect(said).toMatch(/without qemu-system-x86, busybox-static, cpio, libccid: no power cuts .*skipped/);
  });
});

describe('for the tests', () => {
  it('root gets the browser they use the counter page in, and without root it says what is skipped', () => {
    const steps = (probe: Probe) => plan(probe).steps.filter((step) => step.kind === 'packages');
    expect(steps({ ...ready, browser: true })).toMatchObject([{ names: ['chromium', 'socat'] }]);
    expect(steps({ ...ready, browser: true, packages: [...ready.packages, 'chromium', 'socat'] })).toEqual([]);
    const said = plan({ ...ready, browser: true, root: false }).notes.join('\n');
    expect(said).toMatch(/without chromium: .*skipped/);
  });
});

describe('for the pictures', () => {
  it('root gets the browser and a font that can write Chinese, and nobody else gets the font', () => {
    const names = (probe: Probe) => plan(probe).steps.flatMap((step) => (step.kind === 'packages' ? step.names : []));
    expect(names({ ...ready, pictures: true })).toEqual(['chromium', 'fonts-wqy-microhei']);
    expect(names({ ...ready, browser: true })).not.toContain('fonts-wqy-microhei');
    const there = { ...ready, packages: [...ready.packages, 'chromium', 'fonts-wqy-microhei'] as const };
    expect(names({ ...there, pictures: true })).toEqual([]);
    expect(plan({ ...ready, pictures: true, root: false }).notes.join('\n')).toMatch(/without a Chinese font: .*boxes/);
  });
});

describe('on a machine that has something', () => {
  it('only the build is looked at when nothing is missing', () => {
    expect(plan(ready)).toEqual({ steps: [{ kind: 'build' }], notes: [] });
  });

  it('only what is missing is installed', () => {
    expect(plan({ ...ready, packages: ['vsmartcard-vpcd', 'libpcsclite-dev'] }).steps[0]).toEqual({
      kind: 'packages',
      names: ['pcscd'],
      quiet: { socket: false, reader: false },
    });
  });

  it('compilers are not asked for once everything is built', () => {
    expect(plan({ ...ready, packages: ['pcscd', 'vsmartcard-vpcd'] })).toEqual({
      steps: [{ kind: 'build' }],
      notes: [],
    });
  });

  it("systemd's pcscd is switched off only when it came through us", () => {
    const quiet = (packages: Probe['packages']) => {
      const [first] = plan({ ...ready, systemd: true, packages }).steps;
      return first?.kind === 'packages' ? first.quiet : null;
    };
    expect(quiet(['vsmartcard-vpcd'])).toEqual({ socket: true, reader: false });
    expect(quiet(['pcscd'])).toEqual({ socket: false, reader: true });
  });

  it('packages are installed again when the lock file or Node changed, or a native part is gone', () => {
    expect(kinds({ ...ready, modules: false })).toEqual(['modules', 'build']);
    expect(kinds({ ...ready, sqlite: false })).toEqual(['modules', 'build']);
  });
});

describe('pcsclite', () => {
  const without: Probe = { ...ready, pcsclite: false };

  it('is built by itself when its headers come later', () => {
    expect(kinds(without)).toEqual(['pcsclite', 'build']);
    expect(kinds({ ...without, packages: ['pcscd', 'vsmartcard-vpcd'] })).toEqual(['packages', 'pcsclite', 'build']);
  });

  it('is not tried while its headers cannot come', () => {
    const probe: Probe = { ...without, root: false, packages: ['pcscd', 'vsmartcard-vpcd', 'g++', 'make', 'python3'] };
    expect(kinds(probe)).toEqual(['build']);
    expect(plan(probe).notes.join('\n')).toMatch(/without libpcsclite-dev: .*in-memory reader/);
  });

  it('is not tried again at every start once it failed with everything there', () => {
    const { steps, notes } = plan({ ...without, pcscliteFailed: true });
    expect(steps).toEqual([{ kind: 'build' }]);
    expect(notes.join('\n')).toMatch(/did not build.*in-memory reader/);
  });
});

describe('a machine that does not fit', () => {
  it.each(['18.20.4', '20.18.3', '9.11.2'])('Node %s is refused with the next step', (node) => {
    const { steps } = plan({ ...ready, node });
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      kind: 'refuse',
      message: expect.stringMatching(/20\.19\.0 or newer.*run the same command/),
    });
  });

  it.each(['20.19.0', '20.20.2', '22.1.0', '100.0.0'])('Node %s is taken', (node) => {
    expect(kinds({ ...ready, node })).toEqual(['build']);
  });

  it('another system than Linux gets no Debian packages, and is told what is missing', () => {
    const { steps, notes } = plan({ ...bare, platform: 'darwin' });
    expect(steps.map((step) => step.kind)).toEqual(['modules', 'build']);
    expect(notes).toEqual(['this is darwin, not Linux: cards are read from the in-memory reader only']);
  });
});

it('the line to run needs no sudo for root', () => {
  expect(installLine(['pcscd'], true)).toBe('apt-get install -y --no-install-recommends pcscd');
});
