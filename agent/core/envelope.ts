/**
 * What every transaction of this terminal begins with: an identity that is used from then on, and where, when and by whom it
 * was made.
 */
import { type Draft, patch } from './draft.ts';
import { type Identity, nextIdentity } from './numbering.ts';
import { civilTime } from './time.ts';
import type { TransactionBody } from './transaction.ts';

/** Takes the next id and number: what gets them is stored in this turn, or a number is missing at the centre. */
export function takeIdentity(draft: Draft): Pick<Identity, 'msgid' | 'number'> {
  const { msgid, number, numbering } = nextIdentity(draft.state.numbering, draft.state.terminal, draft.at.wallMs);
  patch(draft, { numbering });
  return { msgid, number };
}

type Said = Pick<TransactionBody, 'infno' | 'body'> &
  Partial<Pick<TransactionBody, 'insuplc_admdvs' | 'opter' | 'opter_name'>>;

/** Of the terminal's own area and by whoever is on duty, unless `said` says otherwise. */
export function envelope(
  { state, at }: Draft,
  { msgid, number }: Pick<Identity, 'msgid' | 'number'>,
  { infno, body, insuplc_admdvs, opter, opter_name }: Said,
): TransactionBody {
  const { terminal, shift, numbering } = state;
  return {
    msgid,
    infno,
    fixmedins_code: terminal.fixmedins_code,
    dev_no: terminal.dev_no,
    epoch: numbering.epoch,
    number,
    inf_time: civilTime(at.wallMs),
    mdtrtarea_admvs: terminal.mdtrtarea_admvs,
    insuplc_admdvs: insuplc_admdvs ?? terminal.mdtrtarea_admvs,
    opter: opter ?? shift.opter,
    opter_name: opter_name ?? shift.opter_name,
    body,
  };
}
