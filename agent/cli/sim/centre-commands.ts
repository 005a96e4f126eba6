/**
 * `tongxing sim centre …`: the simulated centre as a process of its own, and its administration over its control door.
 * Speaks to a centre on this machine alone.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../root.ts';
import { lastingPacks } from '../demo/stage.ts';
import type { CentreCommands, CentreServeFlags, PersonFlags } from '../sim-centre-program.ts';
import { EXIT, type World } from '../world.ts';

type Body = Readonly<Record<string, unknown>>;

/** What is wrong with what was typed. */
class Mistyped extends Error {}

export function centreCommands(world: World): CentreCommands {
  const ask = (at: string, path: string, body?: () => Body): Promise<number> => asked(world, at, path, body);
  return {
    serve: (flags) => serve(flags, world),
    show: (what, { at }) => {
      if (WHAT.some((one) => one === what)) return ask(at, `/${what}`);
      world.err(`${WHAT.join(', ')}: ${what}\n`);
      return Promise.resolve(EXIT.badInput);
    },
    person: (psn_no, flags) => ask(flags.at, `/persons/${encodeURIComponent(psn_no)}`, () => personOf(flags)),
    card: (cardno, { at, restore = false }) =>
      ask(at, `/cards/${encodeURIComponent(cardno)}`, () => ({ revoked: !restore })),
    prescribe: (psn_no, lines, { at, validDays, attribute }) =>
      ask(at, '/prescriptions', () => ({
        psn_no,
        lines: lines.map((one) => pair(one, (cnt) => cnt)).map(([med_list_codg, cnt]) => ({ med_list_codg, cnt })),
        ...(validDays === undefined ? {} : { valid_days: Number(validDays) }),
        ...(attribute === undefined ? {} : { rx_exra_attr_code: attribute }),
      })),
    withdraw: (hi_rxno, { at }) => ask(at, `/prescriptions/${encodeURIComponent(hi_rxno)}/cancel`, () => ({})),
    voucher: (psn_no, { at }) => ask(at, '/vouchers', () => ({ psn_no })),
    faults: (settings, { at }) =>
      settings.length === 0
        ? ask(at, '/state')
        : ask(at, '/faults', () => Object.fromEntries(settings.map((one) => pair(one, settingOf)))),
    drop: ({ at }) => ask(at, '/drop', () => ({})),
    terminal: (dev_no, { at }) => ask(at, `/terminals/${encodeURIComponent(dev_no)}/revoke`, () => ({})),
    code: (fixmedins_code, { at }) => ask(at, '/enrolment-codes', () => ({ fixmedins_code })),
    pack: (file, { at, from }) =>
      ask(at, '/packs', () => ({ pack: packOf(file), ...(from === undefined ? {} : { offered_from: from }) })),
  };
}

const WHAT: readonly string[] = ['overview', 'ledger', 'prescriptions', 'alarms', 'state'];

async function asked(world: World, at: string, path: string, body?: () => Body): Promise<number> {
  try {
    if (!/^https?:$/.test(new URL(at).protocol) || !['127.0.0.1', 'localhost'].includes(new URL(at).hostname))
      throw new Mistyped(`--at: http://127.0.0.1:… ${at}`);
    const sent = body?.();
    const answer = await fetch(`${at.replace(/\/+$/, '')}${path}`, {
      ...(sent === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }),
    });
    const said = await answer.text();
    if (answer.ok) world.out(`${JSON.stringify(JSON.parse(said), null, 2)}\n`);
    else world.err(answer.status === 404 ? `中心没有这一项 the centre has no such thing: ${path}\n` : `${said}\n`);
    return answer.ok ? EXIT.done : EXIT.badInput;
  } catch (error) {
    if (error instanceof Mistyped) world.err(`${error.message}\n`);
    else if (error instanceof TypeError) world.err(`中心没有应答 the centre does not answer: ${at}\n`);
    else throw error;
    return error instanceof Mistyped ? EXIT.badInput : EXIT.cannot;
  }
}

function personOf({ balc, accumulator, aidCategory, commercial }: PersonFlags): Body {
  if (commercial !== undefined && commercial !== 'yes' && commercial !== 'no')
    throw new Mistyped('--commercial: yes, no');
  return {
    ...(balc === undefined ? {} : { balc }),
    ...(accumulator === undefined
      ? {}
      : { accumulators: Object.fromEntries(accumulator.map((one) => pair(one, (text) => text))) }),
    ...(aidCategory === undefined ? {} : { aid_category: aidCategory === 'none' ? null : aidCategory }),
    ...(commercial === undefined ? {} : { commercial: commercial === 'yes' }),
  };
}

function pair(text: string, value: (text: string) => unknown): readonly [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new Mistyped(`name=value: ${text}`);
  return [text.slice(0, at), value(text.slice(at + 1))];
}

function settingOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Mistyped(`true, false, 数 a number, null, JSON: ${text}`);
  }
}

function packOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Mistyped(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Until it is told to stop; the centre ends with this process, however that goes. */
async function serve(
  { data, port, enrolPort, controlPort, packs, people = [] }: CentreServeFlags,
  world: World,
): Promise<number> {
  const ports = ['--port', port, '--enrol-port', enrolPort, '--control-port', controlPort];
  const files = people.flatMap((file) => ['--people', file]);
  files.push('--packs', packs ?? shippedPacks(join(data, 'packs')));
  const program = join(packageRoot(), 'dist/centre.js');
  const centre = spawn(process.execPath, [program, '--data', data, ...ports, ...files, '--until-stdin-ends'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  centre.stdout.setEncoding('utf8').on('data', (text: string) => world.out(text));
  centre.stderr.setEncoding('utf8').on('data', (text: string) => world.err(text));
  const ended = new Promise<number>((resolve) => centre.once('exit', (code) => resolve(code ?? EXIT.done)));
  void world.stopped().then(() => centre.kill('SIGTERM'));
  return (await ended) === 0 ? EXIT.done : EXIT.cannot;
}

/** The shipped packs; that of the province in force in any year, or nobody would get anything from the funds today. */
function shippedPacks(folder: string): string {
  lastingPacks(folder, '2');
  const city = '370200-2026-sample.json';
  copyFileSync(join(packageRoot(), 'agent/packs', city), join(folder, city));
  return folder;
}
