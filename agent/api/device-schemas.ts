/** JSON Schema of what the device routes take and give. Data only. */

const text = { type: 'string' };

import { MAX_SCAN } from '../core/scan/reading.ts';

const WANT = ['goods', 'trace', 'voucher', 'prescription'];

const identity = { model: text, vid: text, pid: text, serial: text, port: text };

export const DEVICE_SCHEMAS = {
  NameDevice: {
    type: 'object',
    additionalProperties: false,
    required: ['device'],
    properties: { device: { type: 'string', minLength: 1, maxLength: 200 } },
  },
  CardPin: {
    type: 'object',
    additionalProperties: false,
    required: ['pin'],
    properties: {
      device: { type: 'string', minLength: 1, maxLength: 200, description: 'without it the one reader that asks' },
      pin: {
        anyOf: [{ type: 'string', pattern: '^[0-9]{4,12}$' }, { type: 'null' }],
        description: '持卡人的密码；null 表示不输入 the holder’s PIN; null: none will be given',
      },
    },
  },
  Identity: {
    type: 'object',
    additionalProperties: false,
    required: ['vid', 'pid', 'serial', 'port'],
    properties: identity,
  },
  Service: {
    type: 'object',
    additionalProperties: false,
    required: ['service', 'up', 'problem', 'ended'],
    properties: {
      service: { type: 'string', description: 'pcscd, or the process that drivers of one kind run in' },
      up: { type: 'boolean' },
      problem: { anyOf: [{ $ref: '#/components/schemas/Said' }, { type: 'null' }] },
      ended: { type: 'integer', description: 'how often it went away since the agent started' },
    },
  },
  Role: {
    type: 'object',
    additionalProperties: false,
    required: ['role', 'type', 'state', 'device', 'problem', 'learned'],
    properties: {
      role: text,
      type: { type: 'string', enum: ['reader', 'scanner', 'printer'] },
      state: { type: 'string', enum: ['here', 'absent', 'ambiguous'] },
      device: { anyOf: [text, { type: 'null' }] },
      problem: { anyOf: [{ $ref: '#/components/schemas/Said' }, { type: 'null' }] },
      learned: { $ref: '#/components/schemas/Identity' },
    },
  },
  AwaitScan: {
    type: 'object',
    additionalProperties: false,
    required: ['want'],
    properties: {
      want: { type: 'string', enum: WANT, description: '商品、追溯码、医保电子凭证、处方 what is to be scanned' },
      session: {
        type: 'string',
        minLength: 1,
        maxLength: 100,
        description: 'whose basket; without it the one that is open',
      },
      feedetl_sn: { type: 'string', minLength: 1, maxLength: 30, description: 'the line a trace code belongs to' },
    },
  },
  TypeScan: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: { text: { type: 'string', minLength: 1, maxLength: MAX_SCAN, examples: ['6901234567892'] } },
  },
  ScanHeard: {
    type: 'object',
    additionalProperties: false,
    required: ['device'],
    properties: { device: { type: 'string', description: 'under which its event comes' } },
  },
  Print: {
    type: 'object',
    additionalProperties: false,
    properties: {
      device: {
        type: 'string',
        minLength: 1,
        maxLength: 200,
        description: '打印机 printer; without it the one there is',
      },
    },
  },
  Printed: {
    type: 'object',
    additionalProperties: false,
    required: ['device', 'copy'],
    properties: { device: text, copy: { type: 'integer', description: 'how many prints went before; 0: the first' } },
  },
  Receipt: { type: 'object', additionalProperties: false, required: ['text'], properties: { text } },
  Awaiting: {
    type: 'object',
    additionalProperties: false,
    required: ['want'],
    properties: { want: { anyOf: [{ type: 'string', enum: WANT }, { type: 'null' }] } },
  },
  Scan: {
    type: 'object',
    additionalProperties: false,
    required: ['scan', 'device', 'what', 'text'],
    properties: {
      scan: { type: 'integer' },
      device: text,
      what: { type: 'string', enum: ['voucher', 'trace', 'ean13', 'prescription', 'receipt', 'shop', 'unknown'] },
      text: { type: 'string', description: 'what was scanned; use it once and keep it nowhere' },
    },
  },
};
