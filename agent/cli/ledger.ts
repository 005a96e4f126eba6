/**
 * `tongxing ledger verify | export`: walks the ledger's chain and says what does not hold, by number and never by content;
 * or writes it out for an audit. Must never write to the ledger.
 */
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { callCentre } from '../adapters/centre-call.ts';
import { checkpointFile } from '../adapters/checkpoint-file.ts';
import { identityFolder } from '../adapters/identity-folder.ts';
import { exportLedger } from '../adapters/sqlite/export.ts';
import { guarded } from '../adapters/sqlite/schema.ts';
import { type Verification, verifyLedger } from '../adapters/sqlite/verify.ts';
import { certificateFacts } from '../adapters/terminal-key.ts';
import { isSignedBy } from '../adapters/update-signature.ts';
import { loadConfig } from '../config.ts';
import { type Checkpoint, checkpointText, type SignedCheckpoint } from '../core/checkpoint.ts';
import { civilTime } from '../core/time.ts';
import { VERSION } from '../version.ts';
import { decodeNoteHead, encodeNoteHead } from '../wire/care.ts';
import type { CareCommands, LedgerVerifyOptions } from './care-program.ts';
import { atLedger, folderOf, isOfLedger, refuseLedger } from './ledger-place.ts';
import { misused } from './refusal.ts';
import { EXIT, type World } from './world.ts';

const SENTENCES: Readonly<Record<Verification['findings'][number]['kind'], string>> = {
  changed_entry: '账目被改动 an entry was changed',
  missing_entry: '账目缺失或顺序被改 an entry is missing or out of order',
  changed_body: '交易内容被改动 the body of a transaction was changed',
  missing_row: '交易缺失 a transaction is missing',
  number_gap: '序号不连续 the numbers have a gap',
  illegal_move: '状态变化不合规定 a state change is not allowed',
  state_differs: '状态与账目不符 a state differs from the journal',
  cut_tail: '账尾被截去 the end of the ledger was cut off',
  rolled_back: '数据文件被换回旧的或被重写 the file was put back or written anew',
  false_checkpoint: '检查点与账目不符 a signed checkpoint does not fit the entries',
};

export function ledgerCommands(world: World): Pick<CareCommands, 'ledgerVerify' | 'ledgerExport'> {
  return {
    ledgerVerify: (options) => verifyAt(options, world),
    ledgerExport: async ({ out, ...place }) =>
      atLedger(place, world, (folder, path) => {
        if (isOfLedger(out, folder)) return refuseLedger(out, world);
        const file = out === '-' ? null : openSync(out, 'w', 0o600);
        try {
          exportLedger(path, (text) => (file === null ? world.out(text) : writeFileSync(file, text)));
        } finally {
          if (file !== null) closeSync(file);
        }
        return EXIT.done;
      }),
  };
}

export async function verifyAt(options: LedgerVerifyOptions, world: World): Promise<number> {
  const given = options.against === undefined ? [] : [headOf(options.against)];
  if (given.includes(null)) return misused(world, '--against EPOCH:ENTRIES:HASH');
  const told = options.centre === true ? await centreHead(options, world) : null;
  if (typeof told === 'number') return told;
  return atLedger(options, world, (folder, path) => {
    const { terminal, certificate } = identityFolder(folder).read() ?? {};
    const spki = certificate === undefined ? null : certificateFacts(certificate).spki;
    const kept = checkpointFile(folder).read();
    const against = [...given, told, kept].filter((one): one is Checkpoint => one !== null);
    const isSigned = (one: SignedCheckpoint) =>
      spki === null || isSignedBy(spki, checkpointText(terminal?.dev_no ?? '', one), one.signature);
    let tenth = 0;
    const onProgress = (done: number, total: number) => {
      const now = Math.floor((10 * done) / Math.max(1, total));
      if (now > tenth) world.err(`${now * 10} %  ${done}/${total}\n`);
      tenth = Math.max(tenth, now);
    };
    const found = guarded(path, () => verifyLedger(path, { onProgress, against, isSigned }));
    return tell(found, against, world);
  });
}

function tell(
  { entries, transactions, head, findings }: Verification,
  against: readonly Checkpoint[],
  world: World,
): number {
  for (const { kind, at } of findings) world.out(`${at}  ${SENTENCES[kind]}\n`);
  for (const { epoch, entries: reached, wall_ms } of against)
    world.out(`已与检查点比较 compared with the checkpoint: ${epoch}:${reached}  ${civilTime(wall_ms)}\n`);
  const checked = `${entries} 条账目 entries, ${transactions} 笔交易 transactions, ${head}`;
  if (findings.length === 0) {
    world.out(`完整无误。 The ledger is whole: ${checked}\n`);
    return EXIT.done;
  }
  world.out(
    `发现 ${findings.length} 处问题：不要删除数据，停机并联系技术支持。 ${findings.length} findings: keep the data, stop, ask support. ${checked}\n`,
  );
  return EXIT.found;
}

function headOf(text: string): Checkpoint | null {
  const [, epoch, entries, head] = /^(\d+):(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (head === undefined) return null;
  return { epoch: Number(epoch), entries: Number(entries), head, number: 0, wall_ms: 0 };
}

/** What the centre last received; a number is the exit code of a refusal. */
async function centreHead({ config: file }: LedgerVerifyOptions, world: World): Promise<Checkpoint | null | number> {
  if (file === undefined) return misused(world, '--centre --config FILE');
  const folder = folderOf({ config: file }, world);
  const outcome = loadConfig(file);
  if (typeof folder === 'number' || !outcome.ok) return EXIT.badInput;
  const { centre } = outcome.config;
  const identities = identityFolder(folder);
  const identity = identities.read();
  if (identity === null) return cannot(world, '终端尚未登记 the terminal is not enrolled');
  const { dev_no, fixmedins_code, mdtrtarea_admvs } = identity.terminal;
  const header = {
    dev_no,
    fixmedins_code,
    mdtrtarea_admvs,
    agent_version: VERSION,
    inf_time: civilTime(world.nowMs()),
  };
  try {
    const call = {
      ...{ address: centre.address, ca: identities.trusted(centre.caFile), deadlineMs: 10_000 },
      ...{ certificate: Buffer.from(identity.certificate), key: identities.key() },
      ...(centre.serverName === undefined ? {} : { serverName: centre.serverName }),
    };
    return decodeNoteHead(await callCentre(call, 'CareService/NoteHead', encodeNoteHead(header, null))).newest;
  } catch (error) {
    return cannot(
      world,
      `中心没有答复 no answer from the centre: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function cannot(world: World, why: string): number {
  world.err(`${why}\n`);
  return EXIT.cannot;
}
