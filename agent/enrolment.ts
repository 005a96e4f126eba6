/**
 * Enrolment: has the centre sign the terminal's own key against a one-time code, and hands back the identity. The key is
 * stored before it is asked with, so that the same can be asked again; this must never let it out.
 */
import { tongxing } from '../protocol/generated/tongxing.js';
import { type CentreCall, callCentre } from './adapters/centre-call.ts';
import { isChainFor, type TerminalKey } from './adapters/terminal-key.ts';
import { pem } from './wire/der.ts';
import { signingRequest } from './wire/signing-request.ts';

const { EnrolRequest, EnrolResponse, ResultCode } = tongxing.v1;

export interface EnrolmentRequest extends Omit<CentreCall, 'certificate' | 'key'> {
  readonly key: TerminalKey;
  readonly enrolment_code: string;
  readonly fixmedins_code: string;
  readonly agent_version: string;
}

export interface Enrolled {
  /** PEM of the certificate and its issuers, leaf first. */
  readonly certificate: string;
  readonly dev_no: string;
  /** 0 to 99. */
  readonly slot: number;
  readonly fixmedins_name: string;
  readonly mdtrtarea_admvs: string;
  readonly institution_kind: string;
  readonly institution_level: string;
  readonly dual_channel: boolean;
  /** New ids start above it; empty for none. */
  readonly last_msgid: string;
  /** The key that signs updates, SPKI DER; empty for none. */
  readonly update_key: Uint8Array;
  /** The key data keys are wrapped for, SPKI DER; empty for none. */
  readonly recovery_key: Uint8Array;
}

/**
 * The centre said no (`code`: a tongxing.v1.ResultCode), gave no answer (`code` 0), or one
 * that is no identity (`code` RESULT_CODE_OK).
 */
export class EnrolmentError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.name = 'EnrolmentError';
    this.code = code;
  }
}

/** Throws EnrolmentError when no identity was given. */
export async function enrol(request: EnrolmentRequest): Promise<Enrolled> {
  const { key, enrolment_code, fixmedins_code, agent_version, ...call } = request;
  const certificate_request = signingRequest(key, fixmedins_code);
  const message = { enrolment_code, fixmedins_code, certificate_request, agent_version };
  const answer = EnrolResponse.decode(await ask(call, EnrolRequest.encode(message).finish()));
  const code = answer.result?.code ?? ResultCode.RESULT_CODE_UNSPECIFIED;
  if (code !== ResultCode.RESULT_CODE_OK) throw new EnrolmentError(code, answer.result?.err_msg ?? '');
  const certificate = (answer.certificate_chain ?? []).map((der) => pem('CERTIFICATE', der)).join('');
  const lacking = isChainFor(certificate, key) ? lackOf(answer) : 'the answer has no certificate for this key';
  if (lacking !== null) throw new EnrolmentError(ResultCode.RESULT_CODE_OK, lacking);
  return {
    certificate,
    dev_no: answer.dev_no ?? '',
    slot: answer.slot ?? 0,
    fixmedins_name: answer.fixmedins_name ?? '',
    mdtrtarea_admvs: answer.mdtrtarea_admvs ?? '',
    institution_kind: answer.institution_kind ?? '',
    institution_level: answer.institution_level ?? '',
    dual_channel: answer.dual_channel ?? false,
    last_msgid: answer.last_msgid ?? '',
    update_key: answer.update_key ?? new Uint8Array(0),
    recovery_key: answer.recovery_key ?? new Uint8Array(0),
  };
}

/** What an identity can not do without; one of a slot beyond 99 would give ids of another length. */
function lackOf({ dev_no, slot, mdtrtarea_admvs }: tongxing.v1.EnrolResponse): string | null {
  if (!dev_no) return 'the answer has no dev_no';
  if ((slot ?? 0) > 99) return `the answer has slot ${slot}, above 99`;
  return /^\d{6}$/.test(mdtrtarea_admvs ?? '')
    ? null
    : `the answer has mdtrtarea_admvs "${mdtrtarea_admvs}", not 6 digits`;
}

async function ask(call: CentreCall, bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await callCentre(call, 'EnrolmentService/Enrol', bytes);
  } catch (error) {
    throw new EnrolmentError(0, error instanceof Error ? error.message : String(error));
  }
}
