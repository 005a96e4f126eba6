/**
 * 9101 and 9102: files that go up and come down between the vendor's system and this terminal. They name persons, so they
 * are kept in memory alone, for a day, and only for the system that they belong to.
 */
import { civilTime } from '../core/time.ts';
import type { Clock } from '../ports/clock.ts';
import { done, textOf } from './envelope.ts';
import { bytesOf } from './input.ts';
import { type Call, FrontFault, type FrontParts, type Handler, headOf } from './parts.ts';

export interface KeptFile {
  readonly system: string;
  readonly file_qury_no: string;
  readonly filename: string;
  readonly bytes: Uint8Array;
}

export interface Files {
  /** Answers until when. The same number again replaces what it stood for. */
  keep(file: KeptFile): string;
  find(system: string, file_qury_no: string): KeptFile | null;
}

const KEPT_MS = 24 * 3_600_000;
/** Above it the oldest goes. */
const MOST_BYTES = 32 * 2 ** 20;

export function keptFiles(clock: Pick<Clock, 'wallMs'>): Files {
  const files = new Map<string, KeptFile & { readonly untilMs: number }>();
  const size = () => [...files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  return {
    keep(file) {
      const nowMs = clock.wallMs();
      files.delete(file.file_qury_no);
      files.set(file.file_qury_no, { ...file, untilMs: nowMs + KEPT_MS });
      for (const [number, { untilMs }] of files)
        if (untilMs <= nowMs || (size() > MOST_BYTES && files.size > 1)) files.delete(number);
      return civilTime(nowMs + KEPT_MS);
    },
    find(system, file_qury_no) {
      const found = files.get(file_qury_no);
      return found === undefined || found.system !== system || found.untilMs <= clock.wallMs() ? null : found;
    },
  };
}

/** The same msgid gets the same number. */
export function fileNumber({ systems }: FrontParts, { system, msgid }: Call, what: string): string {
  return `F${systems
    .blind(`${what} ${system} ${msgid}`)
    .replace(/[^A-Za-z0-9]/g, 'x')
    .slice(0, 29)}`;
}

export const upload: Handler = async (parts, call) => {
  const node = ownInstitution(parts, call, 'fsUploadIn');
  const [filename, fixmedins_code] = [textOf(node['filename']), textOf(node['fixmedins_code'])];
  const bytes = bytesOf(node['in']);
  if (bytes === null || bytes.length === 0) throw new FrontFault('fsUploadIn.in：文件为空 the file is empty');
  const file_qury_no = fileNumber(parts, call, '9101');
  const dld_endtime = parts.files.keep({ system: call.system, file_qury_no, filename, bytes });
  return done({ file_qury_no, filename, fixmedins_code, dld_endtime });
};

export const download: Handler = async (parts, call) => {
  const node = ownInstitution(parts, call, 'fsDownloadIn');
  const number = textOf(node['file_qury_no']);
  const found = parts.files.find(call.system, number);
  if (found === null)
    throw new FrontFault(
      `file_qury_no：没有 ${number}，可能已过期或终端已重启，请重新生成 there is no such file (any more)`,
    );
  return { ok: true, file: found.bytes };
};

function ownInstitution({ agent }: FrontParts, call: Call, name: string) {
  const node = headOf(call, name);
  const own = agent.status().terminal.fixmedins_code;
  if (textOf(node['fixmedins_code']) !== own)
    throw new FrontFault(`fixmedins_code：本终端属于 ${own} is whose terminal this is`);
  return node;
}
