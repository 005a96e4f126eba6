/**
 * Enrolment at the centre: a one-time code and a signing request become a terminal with a slot and a certificate. A code
 * is for one key; it must never hand out a certificate for a name it did not choose.
 */
import { tongxing } from '../../protocol/generated/tongxing.js';
import { peerCertificate } from './adapters/peer.ts';
import { OK, type Refusal, refusal } from './answers.ts';
import type { Institution } from './institution.ts';
import type { CentreStore } from './store.ts';

const { EnrolRequest, EnrolResponse } = tongxing.v1;
const SLOTS = 100;

/** Signs a PKCS#10 request (DER) for a name; null when it can not, or when it is for another key than `spki`. */
export type Signer = (request: Uint8Array, dev_no: string, spki?: Uint8Array) => readonly Uint8Array[] | null;

/** Answers one Enrol request. */
export function enrol(
  store: CentreStore,
  sign: Signer,
  bytes: Uint8Array,
  update_key: Uint8Array = new Uint8Array(0),
  recovery_key: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const request = EnrolRequest.decode(bytes);
  const no = (name: Refusal, detail: string) => EnrolResponse.encode({ result: refusal(name, detail) }).finish();
  return store.atomically(() => {
    const code = store.enrolmentCode(request.enrolment_code ?? '');
    if (code === null) return no('refused', '登记码无效');
    if (code.fixmedins_code !== request.fixmedins_code) return no('refused', '机构编号不符');
    const institution = store.institution<Institution>(code.fixmedins_code);
    if (institution === null) return no('refused', '机构未登记');
    const certificate_request = request.certificate_request ?? new Uint8Array(0);
    const identityOf = (dev_no: string, slot: number, chain: readonly Uint8Array[]) => {
      const last_msgid = store.numbers.lastMsgid(code.fixmedins_code, slot);
      const identity = { dev_no, slot, certificate_chain: [...chain], last_msgid, update_key, recovery_key };
      return EnrolResponse.encode({ result: OK, ...identity, ...institution }).finish();
    };
    if (code.dev_no !== null) {
      // The answer may have been lost. Another key is somebody else's.
      const [known, spki] = [store.terminal(code.dev_no), store.evidence.keyOf(code.dev_no)];
      if (known === null || known.revoked !== 0 || spki === null) return no('refused', '登记码无效');
      const again = sign(certificate_request, known.dev_no, spki);
      return again === null ? no('refused', '登记码无效') : identityOf(known.dev_no, known.slot, again);
    }
    const terminals = store.terminals().filter(({ fixmedins_code }) => fixmedins_code === code.fixmedins_code);
    const taken = new Set(terminals.filter(({ revoked }) => revoked === 0).map(({ slot }) => slot));
    const slot = Array.from({ length: SLOTS }, (_, at) => at).find((at) => !taken.has(at));
    if (slot === undefined) return no('refused', '终端数已满');
    const dev_no = `${code.fixmedins_code}-${String(terminals.length + 1).padStart(3, '0')}`;
    const chain = sign(certificate_request, dev_no);
    if (chain === null) return no('bad_request', 'certificate_request');
    store.putTerminal(dev_no, code.fixmedins_code, slot);
    const [leaf] = chain;
    if (leaf !== undefined) store.evidence.noteKey(dev_no, peerCertificate(leaf).spki);
    store.useEnrolmentCode(request.enrolment_code ?? '', dev_no);
    return identityOf(dev_no, slot, chain);
  });
}
