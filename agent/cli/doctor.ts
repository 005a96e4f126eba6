/**
 * `tongxing doctor`: looks at everything a counter stands on, says what is wrong and the next step, repairs what it can when
 * asked, and packs what support needs without a person in it.
 */
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { openAgentPort } from '../adapters/http/server.ts';
import { loggable } from '../adapters/pino-log.ts';
import { loadConfig } from '../config.ts';
import { revocationFolder } from '../upkeep.ts';
import { VERSION } from '../version.ts';
import type { Api } from './demo/api.ts';
import { cardPolicy, cardProgram, cardService } from './doctor/cards.ts';
import { installed } from './doctor/data.ts';
import { type Finding, worst } from './doctor/finding.ts';
import { disk, permissions, scannerRule, timeService } from './doctor/machine.ts';
import { agentAtWork, centreAuthority, certificate, configuration, instance, unreached } from './doctor/terminal.ts';
import type { DoctorFlags } from './doctor-program.ts';
import { folderOf, isOfLedger, refuseLedger } from './ledger-place.ts';
import { runningAt } from './running.ts';
import { EXIT, type World } from './world.ts';

const MARKS = { ok: '✓', warn: '!', bad: '✗', unknown: '?' } as const;

export async function runDoctor(options: DoctorFlags, world: World): Promise<number> {
  const folder = placeOf(options, world);
  if (typeof folder === 'number') return folder;
  if (options.bundle !== undefined && isOfLedger(options.bundle, folder)) return refuseLedger(options.bundle, world);
  const api = await runningAt(folder);
  let findings = await examine(folder, options, api, world.nowMs());
  if (options.repair === true && repair(findings, world)) findings = await examine(folder, options, api, world.nowMs());
  if (options.json === true)
    world.out(
      `${JSON.stringify({ version: VERSION, health: worst(findings), findings: findings.map(plain) }, null, 2)}\n`,
    );
  else for (const finding of findings) world.out(lineOf(finding));
  if (options.bundle !== undefined) {
    await writeBundle(options.bundle, await bundleOf(findings, folder, options, api));
    world.err(`支持包已写入，不含个人信息 written, no person in it: ${options.bundle}\n`);
  }
  return worst(findings) === 'bad' ? EXIT.found : EXIT.done;
}

/** A configuration that is not right is a finding: the folder that it names is examined all the same. */
function placeOf(options: DoctorFlags, world: World): string | number {
  const outcome = options.data === undefined && options.config !== undefined ? loadConfig(options.config) : null;
  const named = outcome?.ok === false ? outcome.dataDir : null;
  return named === null ? folderOf(options, world) : folderOf({ ...options, data: named }, world);
}

async function examine(
  folder: string,
  { config: file }: DoctorFlags,
  api: Api | null,
  nowMs: number,
): Promise<readonly Finding[]> {
  const { finding, config } = configuration(file);
  // It takes the next port, unless it is told not to.
  const other = api === null && config?.spareApiPorts === 0 && (await openAgentPort(config.apiPort));
  return [
    finding,
    await cardService(),
    cardPolicy(),
    ...cardProgram(config?.vendorReader?.command),
    scannerRule(),
    timeService(),
    ...disk(folder),
    permissions(folder),
    certificate(folder, nowMs),
    centreAuthority(config, nowMs),
    instance(folder, api !== null),
    ...(await agentAtWork(api, other, () => unreached(config, folder))),
    ...installed(folder, config, revocationFolder(folder), nowMs),
  ];
}

function lineOf({ health, check, zh, en, next }: Finding): string {
  const step = next === '' ? '' : `\n    → ${next}`;
  return `${MARKS[health]} ${check}  ${zh}\n    ${en}${step}\n`;
}

/** True when something was tried. What cannot be done is said, and the rest goes on. */
function repair(findings: readonly Finding[], world: World): boolean {
  let tried = false;
  for (const { repair: cure } of findings) {
    if (cure === undefined) continue;
    tried = true;
    try {
      cure.run();
      world.err(`已修复 repaired: ${cure.what}\n`);
    } catch (error) {
      world.err(`未能修复 not repaired: ${cure.what}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return tried;
}

const plain = ({ repair: cure, ...finding }: Finding) => ({ ...finding, repairable: cure !== undefined });

const LOG_BYTES = 1 << 20;

/**
 * Wherever YAML may have one: on a line of its own, commented out, between braces, as JSON, or on the line after its
 * name.
 */
const SECRET = /(\b(?:code|pin|secret|key)["']?\s*:\s*)("[^"\n]*"|'[^'\n]*'|[^,}\n]*)/gi;

/** What support gets: findings, the status that names nobody, the configuration without codes, the end of the log. */
async function bundleOf(findings: readonly Finding[], folder: string, options: DoctorFlags, api: Api | null) {
  const files: Record<string, string> = {
    'doctor.json': JSON.stringify({ version: VERSION, node: process.version, findings: findings.map(plain) }, null, 2),
  };
  if (api !== null) files['status.json'] = JSON.stringify(await api.get('/page/status'), null, 2);
  if (options.config !== undefined && existsSync(options.config))
    files['config.yaml'] = readFileSync(options.config, 'utf8').replace(SECRET, '$1[removed]');
  const written = configuration(options.config).config?.log.file ?? null;
  for (const path of [options.log ?? null, written, join(folder, 'agent.log'), join(folder, '..', 'agent.log')])
    if (path !== null && existsSync(path) && files['agent.log'] === undefined) files['agent.log'] = logOf(path);
  return files;
}

/** Each line through the log's own filter once more: an older version may have said more. */
function logOf(path: string): string {
  const lines = readFileSync(path).subarray(-LOG_BYTES).toString('utf8').split('\n');
  return lines
    .flatMap((line) => {
      try {
        return [JSON.stringify(loggable(JSON.parse(line) as Record<string, unknown>))];
      } catch {
        return [];
      }
    })
    .join('\n');
}

async function writeBundle(path: string, files: Readonly<Record<string, string>>): Promise<void> {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 }));
}
