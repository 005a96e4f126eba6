/** `tongxing demo` as a newcomer runs it: the whole story, twice on one folder, on pcscd and on the reader in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_PORT } from '../../agent/config.ts';
import { Program, run } from './program.ts';

/** One story. */
const STORY_MS = 40_000;
/** What a test may take beyond its stories. */
const SPARE_MS = 15_000;
/** Another test file may have pcscd. */
const WAIT_MS = 120_000;

describe('tongxing demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongxing-demo-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Tells the story and ends by the key q. */
  async function tell(reader: 'pcscd' | 'memory', data = folder): Promise<string> {
    const demo = new Program(['demo', '--data', data], 'q\n', { TONGXING_DEMO_READER: reader });
    const ending = await demo.ended(STORY_MS + (reader === 'pcscd' ? WAIT_MS : 0));
    expect({ ...ending, left: demo.leftBehind() }, demo.said).toEqual({ code: 0, signal: null, left: [] });
    return demo.said;
  }

  /** All that the issue promises a newcomer, in its order. */
  function expectWholeStory(said: string): void {
    const chapters = [
      'Sign in (9001)',
      '✓ 班次 已签到',
      '来自中心',
      '48.00  碳酸钙D3片',
      '总额 120.10 = 基金',
      '✓ 已结算',
      'The link is cut',
      '来自本机快照',
      '【临时受理，等级 1】',
      '【临时受理，等级 1】',
      '离线额度',
      'The link is back',
      '✓ 两边一致，已签退',
      'http://127.0.0.1:',
      'Ctrl-C',
    ];
    let from = 0;
    for (const chapter of chapters) {
      const at = said.indexOf(chapter, from);
      expect(at, `${chapter} in ${said}`).toBeGreaterThanOrEqual(from);
      from = at + chapter.length;
    }
  }

  it(
    'tells its whole story on pcscd and ends with 0, again from what is there, and its ledger verifies',
    async ({ skip }) => {
      const first = await tell('pcscd');
      const missing = /instead of pcscd: (.*)/.exec(first)?.[1];
      // Another simulator that did not end in time is a failure, as is one that did not start.
      const lacking = /install the packages|needs root|no network namespace|systemctl/.test(missing ?? '');
      if (lacking && process.env['CI'] !== 'true') skip(`no pcscd here: ${missing}`);
      expect(missing).toBeUndefined();
      expectWholeStory(first);
      expectWholeStory(await tell('pcscd'));
      expect(await run(['ledger', 'verify', '--data', join(folder, 'agent')])).toMatchObject({
        code: 0,
        said: expect.stringContaining('6 笔交易'),
      });
    },
    2 * (STORY_MS + WAIT_MS) + SPARE_MS,
  );

  it(
    'without pcscd says why and tells the same story with the reader in memory',
    async () => {
      const said = await tell('memory', join(folder, 'memory'));
      expectWholeStory(said);
      expect(said).toContain('reader in memory instead of pcscd: asked for');
    },
    STORY_MS + SPARE_MS,
  );

  it(
    'takes another port when its own is taken, and still ends with all that it started',
    async () => {
      const holder = createServer();
      // Whoever else has it serves as well.
      await new Promise<void>((resolve) => {
        holder.once('error', () => resolve());
        holder.listen(DEFAULT_PORT, '127.0.0.1', resolve);
      });
      const said = await tell('memory', join(folder, 'port')).finally(() => holder.close());
      expectWholeStory(said);
      expect(said).not.toContain(`http://127.0.0.1:${DEFAULT_PORT}/`);
    },
    STORY_MS + SPARE_MS,
  );

  it(
    'ends at SIGINT in the middle of its story with 0 and no process',
    async () => {
      const demo = new Program(['demo', '--data', join(folder, 'cut')], '', { TONGXING_DEMO_READER: 'memory' });
      await demo.says('The link is cut');
      expect(await demo.end('SIGINT')).toEqual({ code: 0, signal: null });
      expect(demo.leftBehind()).toEqual([]);
    },
    STORY_MS + SPARE_MS,
  );
});
