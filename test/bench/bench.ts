/**
 * `npm run bench`: every promise about speed, measured beside its limit or a peer in the same run. A slow ratio is
 * printed, never a failure; a row that could not be measured is. Starts itself again in other roles where a measurement
 * needs another process.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../agent/root.ts';
import { type Bench, markdownTable, plainTable, type Row } from './table.ts';

const { values } = parseArgs({
  options: {
    role: { type: 'string' },
    asked: { type: 'string', default: '{}' },
    folder: { type: 'string', default: '' },
    only: { type: 'string', multiple: true },
    rounds: { type: 'string', default: '5' },
    rows: { type: 'string', default: '20000' },
    grown: { type: 'string', default: '300000' },
    full: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const USAGE = `usage: npm run bench -- [--only NAME]… [--full] [--rounds N] [--rows N] [--grown N] [--markdown]
  --only      measure this one alone; may be given several times
  --full      the large sizes: 100,000 rows to drain, 3 million to grow over (takes minutes, and gigabytes of disk)
  --rounds    alternating rounds of each measurement (5)
  --rows      rows to drain (20,000)
  --grown     settled rows to grow over (300,000; 3 million need 8 GB of disk and some minutes)
  --markdown  print the table as Markdown
names: `;

async function benches(): Promise<readonly Bench[]> {
  const { acceptOneByOne, acceptTogether } = await import('./accept.ts');
  const { executor } = await import('./executor.ts');
  const { drain } = await import('./drain.ts');
  const { coldStart, memory } = await import('./start.ts');
  const { growth } = await import('./growth.ts');
  const { basket } = await import('./basket.ts');
  const { catalogue } = await import('./catalogue.ts');
  const { revocation } = await import('./revocation.ts');
  const { care } = await import('./care.ts');
  const { devices } = await import('./devices.ts');
  const { servedCounter } = await import('./served.ts');
  const { world } = await import('./world.ts');
  return [
    ...[executor, acceptOneByOne, acceptTogether, coldStart, memory, drain, growth, basket, catalogue, revocation],
    ...[care, devices, servedCounter, world],
  ];
}

async function measure(): Promise<void> {
  const all = await benches();
  const names = all.map(({ name }) => name);
  const unknown = (values.only ?? []).filter((name) => !names.includes(name));
  if (values.help || unknown.length > 0) {
    console.log(`${unknown.map((name) => `no bench named ${name}\n`).join('')}${USAGE}${names.join(', ')}`);
    process.exitCode = unknown.length > 0 ? 2 : 0;
    return;
  }
  const chosen = all.filter(({ name }) => values.only === undefined || values.only.includes(name));
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const [at, bench] of chosen.entries()) {
    const say = (what: string) => console.error(`[${at + 1}/${chosen.length}] ${bench.title}: ${what}`);
    const folder = scratch();
    try {
      rows.push(
        ...(await bench.run({
          folder,
          rounds: Number(values.rounds),
          rows: Number(values.rows),
          grown: Number(values.grown),
          full: values.full,
          say,
        })),
      );
    } catch (error) {
      failures.push(`${bench.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  console.log(`\n${machine()}\n`);
  console.log(values.markdown ? markdownTable(rows) : plainTable(rows));
  for (const failure of failures) console.error(`\nnot measured: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}

/** A folder on the disk the package lies on: /tmp may be memory, which has no fdatasync to speak of. */
function scratch(): string {
  const dist = values.folder || join(packageRoot(), 'dist');
  mkdirSync(dist, { recursive: true });
  return mkdtempSync(join(dist, 'bench-'));
}

function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `${day} · ${cpus().length} × ${cpu?.model.trim() ?? 'unknown'} · ${memory} GiB · ${process.platform} ${process.arch} · Node ${process.version}`;
}

/** What this process is to be: the bench itself, or somebody it needs. */
async function play(): Promise<void> {
  if (values.role === 'centre') return (await import('./centre-process.ts')).runCentre(JSON.parse(values.asked));
  if (values.role === 'reader') return (await import('./reader-process.ts')).runReader(JSON.parse(values.asked));
  if (values.role === 'binding') return (await import('./reader-process.ts')).runBare(JSON.parse(values.asked));
  if (values.role === 'executor') {
    const { measureExecutor } = await import('./executor.ts');
    process.stdout.write(JSON.stringify(await measureExecutor(JSON.parse(values.asked))));
    return;
  }
  return measure();
}

play().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
