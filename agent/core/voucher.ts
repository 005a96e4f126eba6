/**
 * Sessions opened by an e-voucher (医保电子凭证): decoded by the centre at once or not at all. The code goes to the centre and
 * nowhere else: what stays is the token it was exchanged for. Without the centre there is no such session.
 */
import type { CentreReply, Credential, NoReply } from './centre.ts';
import { type Draft, patch, putSession, refuse, send } from './draft.ts';
import type { Command } from './input.ts';
import { problem } from './problem.ts';
import type { HeldScan } from './scan/state.ts';
import { endSession, isFull, known, newSession } from './session.ts';
import type { Session } from './state.ts';

/** Digits; 28 in the one sample seen (national-interface.md 6). */
const FORM = /^[0-9]{18,32}$/;

const NOBODY_YET: Credential = { mdtrt_cert_type: '01', mdtrt_cert_no: '', card_sn: '', certno: '', psn_name: '' };

export function openByVoucher(draft: Draft, call: number, command: Command & { kind: 'open_session' }): void {
  const { state } = draft;
  if (state.shift.phase === 'closed') return refuse(draft, call, problem('shift_not_open'));
  // Looked at before the scan is taken: the code can still be used when the link is back within its minute.
  if (state.link.phase !== 'ready') return refuse(draft, call, problem('offline_credential', { type: '01' }));
  const held = command.voucher === undefined ? heldVoucher(draft, command.scan ?? 0) : undefined;
  const code = command.voucher ?? held?.text;
  if (code === undefined) return refuse(draft, call, problem('scan_gone', { scan: command.scan ?? 0 }));
  if (!FORM.test(code)) return refuse(draft, call, problem('voucher_invalid'));
  // Last, as somebody may have to leave for it.
  if (isFull(draft)) return refuse(draft, call, problem('too_many_sessions', { limit: state.limits.sessions }));
  const { scans } = state;
  if (held !== undefined) patch(draft, { scans: { ...scans, held: scans.held.filter((one) => one !== held) } });
  const session: Session = { ...newSession(draft, '', 0, call), phase: 'identifying', credential: NOBODY_YET };
  putSession(draft, session);
  const request = { kind: 'query_person', credential: NOBODY_YET, ec_qrcode: code } as const;
  send(draft, request, { kind: 'query_person', session: session.id }, state.limits.readDeadlineMs);
}

function heldVoucher({ state, at }: Draft, id: number): HeldScan | undefined {
  return state.scans.held.find(
    ({ scan, what, untilMs }) => scan === id && what === 'voucher' && untilMs > at.monotonicMs,
  );
}

/** The centre's answer to a voucher. Whether a code without an answer was used up is not known: another one is shown. */
export function onDecoded(
  draft: Draft,
  session: Session,
  credential: Credential,
  answer: (CentreReply & { kind: 'query_person' }) | NoReply,
): void {
  if (typeof answer === 'string' || (answer.person === null && answer.result.error_class !== 'permanent'))
    return endSession(draft, session, problem('voucher_unanswered'));
  const { person, ec_token, result } = answer;
  // A code that is used up or over says nothing of its person: another one may be taken.
  const why = result.code === 'bad_request' ? 'voucher_refused' : 'person_refused';
  if (person === null)
    return endSession(draft, session, problem(why, { result: result.code, err_msg: result.err_msg }));
  if (ec_token === '') return endSession(draft, session, problem('voucher_unanswered'));
  const { certno, psn_name } = person;
  // Kept with the session alone: a snapshot on disk is found by its card, and there is none.
  known(
    draft,
    { ...session, credential: { ...credential, mdtrt_cert_no: ec_token, certno, psn_name } },
    person,
    'centre',
  );
}
