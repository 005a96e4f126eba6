/** JSON Schema of what the device routes take and give. Data only. */
import { MAX_SCAN } from '../core/scan/reading.ts';
import { given, object, orNull, ref, text } from './schema-words.ts';

const WANT = { type: 'string', enum: ['goods', 'trace', 'voucher', 'prescription'] };
const problem = orNull(ref('Said'));

export const DEVICE_SCHEMAS = {
  NameDevice: object({ device: given(200) }),
  CardPin: object(
    {
      device: given(200, 'without it the one reader that asks'),
      pin: {
        ...orNull({ type: 'string', pattern: '^[0-9]{4,12}$' }),
        description: '持卡人的密码；null 表示不输入 the holder’s PIN; null: none will be given',
      },
    },
    ['device'],
  ),
  Identity: object({ model: text(), vid: text(), pid: text(), serial: text(), port: text() }, ['model']),
  Service: object({
    service: text('pcscd, or the process that drivers of one kind run in'),
    up: { type: 'boolean' },
    problem,
    ended: { type: 'integer', description: 'how often it went away since the agent started' },
  }),
  Role: object({
    role: text(),
    type: { type: 'string', enum: ['reader', 'scanner', 'printer'] },
    state: { type: 'string', enum: ['here', 'absent', 'ambiguous'] },
    device: orNull(text()),
    problem,
    learned: ref('Identity'),
  }),
  AwaitScan: object(
    {
      want: { ...WANT, description: '商品、追溯码、医保电子凭证、处方 what is to be scanned' },
      session: given(100, 'whose basket; without it the one that is open'),
      feedetl_sn: given(30, 'the line a trace code belongs to'),
    },
    ['session', 'feedetl_sn'],
  ),
  TypeScan: object({ text: given(MAX_SCAN, undefined, { examples: ['6901234567892'] }) }),
  ScanHeard: object({ device: text('under which its event comes') }),
  Print: object({ device: given(200, '打印机 printer; without it the one there is') }, ['device']),
  Printed: object({
    device: text(),
    copy: { type: 'integer', description: 'how many prints went before; 0: the first' },
  }),
  Receipt: object({ text: text() }),
  Awaiting: object({ want: orNull(WANT) }),
  Scan: object({
    scan: { type: 'integer' },
    device: text(),
    what: { type: 'string', enum: ['voucher', 'trace', 'ean13', 'prescription', 'receipt', 'shop', 'unknown'] },
    text: text('what was scanned; use it once and keep it nowhere'),
  }),
};
