/**
 * The national front: an existing pharmacy or clinic system calls the national interface's own JSON here by changing a
 * URL. Lets in paired systems alone, holds requests to the field rules, and hands each to its transaction. Decides
 * nothing that the agent decides.
 */
import { StoreError } from '../core/store-error.ts';
import { RepeatedField } from '../core/whole-text.ts';
import { fault } from '../errors/catalogue.ts';
import type { PairedSystem } from '../ports/front.ts';
import type { HttpAnswer, HttpRequest, HttpRoute } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import * as catalogue from './catalogue.ts';
import * as clinic from './clinic.ts';
import {
  type Enveloped,
  type FrontOutcome,
  type FrontRequest,
  failed,
  isJson,
  type Json,
  readEnvelope,
  writeEnvelope,
} from './envelope.ts';
import * as files from './files.ts';
import * as goods from './goods.ts';
import { inputFault, plainNumbers } from './input.ts';
import { FrontFault, type FrontParts, type Handler, inWords, theirWords } from './parts.ts';
import * as person from './person.ts';
import * as pharmacy from './pharmacy.ts';
import * as settled from './settled.ts';
import * as statement from './statement.ts';
import * as undoing from './undoing.ts';

export interface FrontOptions extends Omit<FrontParts, 'files'> {
  readonly log: Pick<Log, 'error' | 'warn'>;
}

const HANDLERS: Readonly<Record<string, Handler>> = {
  '9001': person.signIn,
  '9002': person.signOut,
  '1101': person.queryPerson,
  '1161': person.readCard,
  '1162': person.decodeVoucher,
  '2001': person.checkEntitlement,
  '5301': person.chronicDiseases,
  '2101': pharmacy.presettle,
  '2102': pharmacy.settle,
  '2103': pharmacy.undo,
  '2601': undoing.reverse,
  '3201': statement.totals,
  '3202': statement.details,
  '3505': goods.sold,
  '3506': goods.returned,
  '3507': goods.removed,
  '5203': settled.settlementQuery,
  '1312': catalogue.query,
  '1901': catalogue.codes,
  '9101': files.upload,
  '9102': files.download,
  '2201': clinic.register,
  '2202': clinic.unregister,
  '2203': clinic.findings,
  '2204': clinic.fees,
  '2205': clinic.undoFees,
  '2206': clinic.presettleVisit,
  '2207': clinic.settleVisit,
  '2208': clinic.undoSettlement,
};

/** Forms with an A add to the fields of the plain one, or put a list where it has one node. */
const numberOf = (infno: string): string => (/^(2201|2203|3505|3506)A$/.test(infno) ? infno.slice(0, 4) : infno);

/** How far a signature's time may be off. */
const WINDOW_S = 300;

export function frontRoutes(options: FrontOptions): readonly HttpRoute[] {
  const { clock, systems } = options;
  const signed = signatures(options);
  const parts: FrontParts = { ...options, files: files.keptFiles(clock) };
  let serial = 0;
  // One call at a time: a counter has one reader and one person before it.
  let last: Promise<unknown> = Promise.resolve();

  const answer = async (system: PairedSystem | null, request: HttpRequest): Promise<HttpAnswer> => {
    const receivedMs = clock.wallMs();
    const turn = last.then(() =>
      system === null
        ? failed('未配对的系统 not a paired system: tongxing front pair')
        : perform(parts, options.log, system, request),
    );
    last = turn.catch(() => {});
    const outcome = await turn;
    if ('file' in outcome) return { status: 200, body: Buffer.from(outcome.file), problem: false, contentType: FILE };
    return { status: system === null ? 401 : 200, body: enveloped(outcome, receivedMs), problem: false };
  };
  const enveloped = (outcome: Enveloped, receivedMs: number): Json => {
    serial += 1;
    const { mdtrtarea_admvs } = options.agent.status().terminal;
    return writeEnvelope(outcome, { mdtrtarea_admvs, receivedMs, serial, wallMs: clock.wallMs() });
  };
  /** What never became a request is refused in the envelope, too: the vendor's system reads nothing else. */
  const refused = ({ status, body }: HttpAnswer): HttpAnswer => {
    const { code, title, hint, title_en } = body as Readonly<Record<'code' | 'title' | 'hint' | 'title_en', string>>;
    return {
      status,
      body: enveloped(failed(`${code}：${title}。${hint}。${title_en}`), clock.wallMs()),
      problem: false,
    };
  };
  const byPath = (request: HttpRequest) => answer(systems.byPath(request.params['secret'] ?? ''), request);
  const bySignature = (request: HttpRequest) => answer(signed(request), request);
  return [
    { method: 'POST', path: '/nf/{secret}', handle: byPath, refused },
    { method: 'POST', path: '/nf/{secret}/{infno}', handle: byPath, refused },
    { method: 'POST', path: '/fsi/api/callFsiService/callService', handle: bySignature, refused },
    { method: 'POST', path: '/fsi/api/{infno}', handle: bySignature, refused },
  ];
}

const FILE = 'application/octet-stream';

async function perform(
  parts: FrontParts,
  log: FrontOptions['log'],
  system: PairedSystem,
  request: HttpRequest,
): Promise<FrontOutcome> {
  let infno = request.params['infno'] ?? '';
  try {
    const read = readEnvelope(request.body, infno);
    if ('fault' in read) return failed(read.fault);
    infno = numberOf(read.infno);
    return await handled(parts, system, { ...read, infno }, read.infno);
  } catch (error) {
    if (error instanceof FrontFault) return failed(theirWords(error, infno));
    if (error instanceof RepeatedField) return failed(inWords(fault('field_repeated', { field: error.field })));
    if (error instanceof StoreError) return failed(inWords(fault(error.code, { path: error.path })));
    log.error('front', { infno, error });
    return failed(
      '内部错误，已记录；请以同一 msgid 再发 an internal error, it is in the log: send it again under the same msgid',
    );
  }
}

async function handled(
  parts: FrontParts,
  system: PairedSystem,
  read: FrontRequest,
  sent: string,
): Promise<FrontOutcome> {
  const { infno } = read;
  const { terminal } = parts.agent.status();
  if (read.fixmedins_code !== '' && read.fixmedins_code !== terminal.fixmedins_code)
    return failed(`fixmedins_code：本终端属于 ${terminal.fixmedins_code} is whose terminal this is`);
  const handler = HANDLERS[infno];
  if (handler === undefined)
    return failed(
      `不支持交易 ${sent}${CATALOGUE_FILES.test(infno) ? '（目录请用 1312 查询）' : ''}。支持：${Object.keys(HANDLERS).join(' ')} is not supported; those are`,
    );
  const given = widened(infno, read.input);
  const wrong = inputFault(infno, given);
  if (wrong !== null) return failed(wrong);
  return handler(parts, { ...read, input: plainNumbers(infno, given), system: system.name });
}

/** 1301 and the like: files that this terminal keeps nothing but the needed columns of. */
const CATALOGUE_FILES = /^13[0-9]{2}$/;

/** The file of 9101 stands in its node or beside it; the batch forms call their list selinfoDetail. */
function widened(infno: string, input: Json): Json {
  const { fsUploadIn, selinfoDetail } = input;
  if (infno === '9101' && isJson(fsUploadIn) && fsUploadIn['in'] === undefined)
    return { ...input, fsUploadIn: { ...fsUploadIn, in: input['in'] } };
  const batch = (infno === '3505' || infno === '3506') && selinfoDetail !== undefined;
  return batch ? { ...input, selinfo: input['selinfo'] ?? selinfoDetail } : input;
}

/** The platform's own signature: hex SHA-256 of timestamp + key + nonce + timestamp, each nonce once. */
function signatures({ systems, refs, clock, log }: FrontOptions): (request: HttpRequest) => PairedSystem | null {
  return ({ headers = {} }) => {
    const word = (name: string) => headers[`x-tif-${name}`] ?? '';
    const [paasid, timestamp, nonce, signature] = ['paasid', 'timestamp', 'nonce', 'signature'].map(word) as [
      ...[string, string, string, string],
    ];
    const nowS = clock.wallMs() / 1000;
    if (nonce === '' || nonce.length > 64 || !/^\d{10}$/.test(timestamp)) return null;
    const found = systems.bySignature({ paasid, timestamp, nonce, signature });
    if (found === null) return null;
    const late_s = Math.round(nowS - Number(timestamp));
    if (Math.abs(late_s) <= WINDOW_S && refs.spend({ paasid, nonce, atS: nowS }, nowS - 2 * WINDOW_S)) return found;
    log.warn('front_signature', { paasid, late_s });
    return null;
  };
}
