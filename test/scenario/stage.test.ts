/** What stages leave behind: nothing, however they end; and a scenario at the counter's own pace. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { hostMachine } from '../../agent/cli/sim/host-machine.ts';
import { RealStage } from '../../agent/cli/sim/real-stage.ts';
import { runScenarios } from '../../agent/cli/sim/scenario-commands.ts';
import { EXIT, type World } from '../../agent/cli/world.ts';
import type { Pcscd } from '../../simulator/card/pcscd.ts';

const reader = { name: 'none', insert: async () => {}, pull: async () => {} };
const pcscd: Pcscd = {
  readers: [reader, reader],
  guarded: true,
  kill: async () => {},
  restart: async () => {},
  stop: async () => {},
};

function world(stopped: Promise<void> = new Promise(() => {})): World & { readonly said: string[] } {
  const said: string[] = [];
  const rest = { out: (text: string) => void said.push(text), err: (text: string) => void said.push(text) };
  return { ...rest, said, stopped: () => stopped, nowMs: () => 0 } as never;
}

/** Processes and listening sockets of this process. */
const handles = () => process.getActiveResourcesInfo().filter((kind) => /^(ProcessWrap|TCPServerWrap)$/.test(kind));

describe('a stage on the real parts', () => {
  it('whose daemon does not start leaves no folder, no centre and no line behind', async () => {
    // A place of its own: other files play at the same time.
    const place = mkdtempSync(join(tmpdir(), 'tongxing-place-'));
    vi.stubEnv('TMPDIR', place);
    const open = handles();
    // A limit no configuration may have: the daemon refuses it and ends.
    const scenario = { institution: 'pharmacy', limits: { noSuchLimit: 1 } } as const;
    await expect(RealStage.open(scenario, hostMachine(pcscd))).rejects.toThrow('the daemon did not start');
    expect(readdirSync(place)).toEqual([]);
    await expect.poll(handles).toEqual(open);
    vi.unstubAllEnvs();
    rmSync(place, { recursive: true });
  }, 60_000);
});

describe('in a guest', () => {
  it('is not where there is no QEMU, and what is missing is named', async () => {
    vi.stubEnv('PATH', '');
    const here = world();
    expect(await runScenarios(['employee-purchase'], { seed: '1', guest: true }, here)).toBe(EXIT.cannot);
    vi.unstubAllEnvs();
    expect(here.said.join('')).toMatch(/客机用不了 the guest cannot be used: .*qemu-system-x86_64/);
  });

  it.each([{ real: true }, { pace: '0' }])('is not at another place at once: %o', async (other) => {
    const here = world();
    expect(await runScenarios([], { seed: '1', guest: true, ...other }, here)).toBe(EXIT.badInput);
    expect(here.said.join('')).toContain('one of --real, --guest and --pace');
  });
});

describe('in virtual time', () => {
  it('what is not for it is counted and left out', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tongxing-elsewhere-')), 'story.yaml');
    writeFileSync(file, 'title: { zh: 故事, en: a story }\nruns: [guest]\nsteps: [begin the day]\n');
    const here = world();
    expect(await runScenarios([file], { seed: '1' }, here)).toBe(EXIT.done);
    rmSync(dirname(file), { recursive: true });
    expect(here.said.join('')).toContain('do not run here: 1');
  });
});

describe('at the counter’s own pace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-paced-'));
  const file = join(folder, 'story.yaml');
  const written = (steps: string) => writeFileSync(file, `title: { zh: 故事, en: a story }\nsteps:\n${steps}`);

  it('tells each step before it is done, with the page to look at', async () => {
    written('  - begin the day\n  - insert: expired\n  - { open session: null, fails: card_expired }\n');
    const here = world();
    expect(await runScenarios([file], { seed: '1', pace: '0' }, here)).toBe(EXIT.done);
    const text = here.said.join('');
    expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/open\//);
    expect(text).toMatch(/… +2 +插卡 insert: expired\n +✓ +2/);
    expect(text).toContain('1 通过 passed, 0 失败 failed, 柜台节奏');
  }, 60_000);

  it('ends at once when it is told to stop, in the middle of a pause', async () => {
    written('  - begin the day\n  - pass: 1h\n');
    let stop: () => void = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const here = world(stopped);
    const out = here.out;
    const watching = {
      ...here,
      out: (text: string) => {
        out(text);
        if (text.includes('…  2')) stop();
      },
    };
    expect(await runScenarios([file], { seed: '1', pace: '0' }, watching as World)).toBe(EXIT.cannot);
    expect(here.said.join('')).not.toContain('✗');
    rmSync(folder, { recursive: true });
    expect(existsSync(folder)).toBe(false);
  }, 60_000);

  it.each(['soon', '-1', ''])('%s is no pace', async (pace) => {
    expect(await runScenarios([file], { seed: '1', pace }, world())).toBe(EXIT.badInput);
  });
});
