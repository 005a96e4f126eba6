/**
 * Golden vectors: protocol/vectors/*.json, one list a .proto file. The hex was made from the JSON by `buf convert`
 * (another implementation); a vector is added by hand for every new message and never changed. Here the generated code
 * and protobufjs's own reading of the .proto files must both agree with it, both ways.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { tongxing } from '../../protocol/generated/tongxing.js';

const PROTOCOL = join(import.meta.dirname, '../../protocol');

interface Vector {
  readonly name: string;
  readonly message: string;
  readonly json: Record<string, unknown>;
  readonly hex: string;
}

interface Codec {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

const generated = tongxing.v1 as unknown as Readonly<Record<string, Codec>>;

function codec(message: string): Codec {
  const found = generated[message];
  if (found === undefined) throw new Error(`no generated code for ${message}`);
  return found;
}

function contract(): protobuf.Root {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => join(PROTOCOL, 'proto', target);
  root.loadSync(['tongxing/v1/terminal.proto', 'tongxing/v1/care.proto'], { keepCase: true }).resolveAll();
  return root;
}

const root = contract();
const vectors = readdirSync(join(PROTOCOL, 'vectors')).flatMap(
  (name) => JSON.parse(readFileSync(join(PROTOCOL, 'vectors', name), 'utf8')) as readonly Vector[],
);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));

describe.each(vectors)('$message: $name', ({ message, json, hex: golden }) => {
  const reflected = root.lookupType(`tongxing.v1.${message}`);

  test('its bytes say what the JSON says', () => {
    const read = reflected.toObject(reflected.decode(bytes(golden)), { longs: String, enums: String, bytes: String });
    expect(read).toEqual(json);
  });

  test('the generated code writes the JSON as these bytes', () => {
    expect(hex(codec(message).encode(reflected.fromObject(json)).finish())).toBe(golden);
  });

  test('the generated code reads these bytes and writes them again unchanged', () => {
    expect(
      hex(
        codec(message)
          .encode(codec(message).decode(bytes(golden)))
          .finish(),
      ),
    ).toBe(golden);
  });
});

test('every message of the contract has a vector with every field', () => {
  const types = (root.lookup('tongxing.v1') as protobuf.Namespace).nestedArray.filter(
    (type) => type instanceof protobuf.Type,
  );
  const lacking = types.flatMap((type) => {
    const seen = new Set(
      vectors.filter((vector) => vector.message === type.name).flatMap(({ json }) => Object.keys(json)),
    );
    return type.fieldsArray.filter((field) => !seen.has(field.name)).map((field) => `${type.name}.${field.name}`);
  });
  expect(types.length).toBeGreaterThan(40);
  expect(lacking).toEqual([]);
});

test('a message of a newer version is read; its unknown fields live on in the bytes, which are what is stored and sent', () => {
  const known = vectors.find(({ message, name }) => message === 'Setldetail' && name === 'every field');
  const newer = `${known?.hex}9a06036e6577`;
  expect(tongxing.v1.Setldetail.decode(bytes(newer)).fund_pay_type).toBe('fund_pay_type');
  const item = { transaction: bytes(newer) };
  expect(hex(tongxing.v1.QueuedItem.decode(tongxing.v1.QueuedItem.encode(item).finish()).transaction)).toBe(newer);
});
