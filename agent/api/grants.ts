/**
 * Which operation of the local API a paired client may call under which grant, as data in this one place. `any`: whoever is
 * paired; `owner`: no grant opens it. A test holds the lists complete; what is in none of them is the owner's, too.
 */
import type { Grant } from '../core/client.ts';

const LISTS: Readonly<Record<Grant | 'any' | 'owner', string>> = {
  any: 'health page status devices shift access findGoods good askPairing collectPairing',
  read_card: 'openSession session closeSession awaitScan endAwaitScan typeScan takeScan revealPerson enterCardPin',
  settle: `setBasket emptyBasket presettle consent accept sessions transactions transaction lines queue printReceipt receipt openShift
    handOver closeShift approve reconcile statements statementDay workList act visits visit openVisit putDiagnoses putFees
    undoFees presettleVisit cancelVisit claims`,
  refund: 'cancel refund undoSettlement',
  administer:
    'operators enrolOperator setRole removeOperator nameDevice forgetRole closeClaim unpark clients revokeClient',
  owner: 'openPage pairings confirmPairing refusePairing',
};

const GRANT_OF: ReadonlyMap<string, Grant | 'any' | 'owner'> = new Map(
  Object.entries(LISTS).flatMap(([grant, ids]) =>
    ids.split(/\s+/).map((id) => [id, grant as Grant | 'any' | 'owner'] as const),
  ),
);

/** Undefined: the owner's alone. */
export function grantOf(id: string): Grant | 'any' | undefined {
  const grant = GRANT_OF.get(id);
  return grant === 'owner' ? undefined : grant;
}

export const isListed = (id: string): boolean => GRANT_OF.has(id);
