/**
 * `tongxing presettle --replay MSGID`: a stored sale computed once more under its own pack and catalogue rows, compared
 * byte for byte with what was stored, and beside it what the centre answered. Reads only; must never use today's pack,
 * catalogue or person.
 */
import { keyFolder } from '../adapters/key-folder.ts';
import { openReadOnly, type ReadableStore } from '../adapters/sqlite/read-only.ts';
import { maskPersons } from '../api/view.ts';
import type { StoredSettlement } from '../core/input.ts';
import { type Fen, formatYuan } from '../core/money.ts';
import { compareWithCentre, likelyCause } from '../core/settlement/compare.ts';
import { present } from '../core/settlement/present.ts';
import { replay, type StepDifference } from '../core/settlement/replay.ts';
import type { Presettlement } from '../core/settlement/result.ts';
import type { Msgid } from '../core/transaction.ts';
import { fault } from '../errors/catalogue.ts';
import { CAUSES } from '../errors/words.ts';
import { shelfOf } from '../upkeep.ts';
import { decodeTransaction, encodeTransaction, WIRE_CODEC } from '../wire.ts';
import { atLedger } from './ledger-place.ts';
import type { PlaceOptions } from './program.ts';
import { refuse } from './refusal.ts';
import { EXIT, type World } from './world.ts';

export function replayAt(msgid: string, options: PlaceOptions, world: World): number {
  return atLedger(options, world, (folder, path) => {
    const packs = shelfOf(folder);
    const store = openReadOnly({ path, key: keyFolder(folder), codec: WIRE_CODEC, packs });
    try {
      return runReplay(store, msgid as Msgid, world);
    } finally {
      store.close();
    }
  });
}

/** Exit codes: done when it came out byte for byte, found when it did not, cannot when something is missing. */
export function runReplay(
  store: Pick<ReadableStore, 'settlement' | 'bytesOf' | 'transaction'>,
  msgid: Msgid,
  world: Pick<World, 'out' | 'err'>,
): number {
  if (store.transaction(msgid)?.erased === true)
    return refuse(world, fault('replay_impossible', { field: 'msgid', reason: '已到期清除 erased' }), EXIT.cannot);
  const stored = store.settlement(msgid);
  const bytes = store.bytesOf([msgid]).get(msgid);
  if (stored === null || bytes === undefined)
    return refuse(world, fault('replay_impossible', { field: 'msgid', reason: msgid }), EXIT.cannot);
  const { sale, facts, pack } = stored;
  if (pack === null && sale.pack !== '')
    return refuse(
      world,
      fault('replay_impossible', { field: 'pack', reason: `${sale.pack}@${sale.pack_version}` }),
      EXIT.cannot,
    );
  const again = replay(sale, facts, pack);
  if ('error' in again)
    return refuse(
      world,
      fault('replay_impossible', { field: again.error.field, reason: again.error.message }),
      EXIT.found,
    );
  const difference = again.difference ?? inBytes(bytes, again.result);
  world.out(`${JSON.stringify(report(msgid, stored, again.result, difference), null, 2)}\n`);
  if (difference === null) return EXIT.done;
  const { step, amount } = difference;
  const [before, after] = [shown(difference.stored), shown(difference.recomputed)];
  return refuse(world, fault('replay_differs', { step, amount, stored: before, recomputed: after }), EXIT.found);
}

function shown(value: string | number | null): string {
  return typeof value === 'number' ? formatYuan(value as Fen) : (value ?? '—');
}

/** The transaction encoded anew with what was recomputed must give the very bytes that were stored. */
function inBytes(stored: Uint8Array, result: Presettlement): StepDifference | null {
  const transaction = decodeTransaction(stored);
  if (transaction.body.kind !== 'sale') return null;
  const drugdetail = transaction.body.drugdetail.map((line, at) => ({
    ...line,
    det_item_fee_sumamt: result.lines[at]?.det_item_fee_sumamt ?? line.det_item_fee_sumamt,
  }));
  const body = { ...transaction.body, drugdetail, estimate: result.setlinfo };
  const again = Buffer.from(encodeTransaction({ ...transaction, body }));
  if (again.equals(Buffer.from(stored))) return null;
  return { step: 'transaction', amount: 'bytes', stored: `${stored.length}`, recomputed: `${again.length}` };
}

function report(
  msgid: Msgid,
  { sale, final }: StoredSettlement,
  result: Presettlement,
  difference: StepDifference | null,
) {
  const { trace, ...bill } = present(result);
  const differences = final === null ? [] : compareWithCentre(result, final);
  const cause = differences.length === 0 ? null : likelyCause(differences);
  return {
    msgid,
    pack: sale.pack === '' ? null : `${sale.pack}@${sale.pack_version}`,
    catalogue_version: sale.catalogue_version,
    equal: difference === null,
    difference,
    centre:
      final === null
        ? null
        : {
            cause,
            cause_text: cause === null ? null : { zh: CAUSES[cause][0], en: CAUSES[cause][1] },
            differences: differences.map(({ amount, local, centre, cause: why }) => ({
              amount,
              local: formatYuan(local),
              centre: formatYuan(centre),
              cause: why,
            })),
          },
    bill: { ...bill, trace: trace.map(maskPersons) },
  };
}
