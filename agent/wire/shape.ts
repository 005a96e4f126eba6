/**
 * Flat messages by table: which fields a message has and what each one is, read into plain core values and written back.
 * Every number that arrives is checked to be a whole, safe one; it must never let through an amount it could not hold.
 */
import { type Fen, fen, ZERO } from '../core/money.ts';

/** A message that does not keep the contract. `field` is the path as in the .proto files: `answers[3].setlinfo.balc`. */
export class WireError extends Error {
  readonly field: string;
  constructor(field: string, what: string) {
    super(`${field}: ${what}`);
    this.name = 'WireError';
    this.field = field;
  }
}

export type Kind = 'text' | 'fen' | 'int' | 'flag' | 'bytes';
export type Shape = Readonly<Record<string, Kind>>;

interface Values {
  text: string;
  fen: Fen;
  int: number;
  flag: boolean;
  bytes: Uint8Array;
}

/** The plain value of a message with this shape. */
export type Plain<S extends Shape> = { readonly [K in keyof S]: Values[S[K]] };

/** A message as the generated code gives it. */
export type Message = object | null | undefined;

const NO_BYTES = new Uint8Array(0);

/** A message of this shape as a plain value; a field that is absent has its proto3 default, an absent amount is zero. */
export function read<S extends Shape>(shape: S, message: Message, path: string): Plain<S> {
  const from = present(message, path);
  const plain: Record<string, unknown> = {};
  for (const name in shape) plain[name] = readValue(shape[name] as Kind, from[name], `${path}.${name}`);
  return plain as Plain<S>;
}

/** The same backwards: fields of the shape alone, ready for the generated encoder. */
export function write<S extends Shape>(shape: S, plain: Plain<S>, path: string): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const name in shape) message[name] = writeValue(shape[name] as Kind, plain[name], `${path}.${name}`);
  return message;
}

function readValue(kind: Kind, value: unknown, field: string): unknown {
  switch (kind) {
    case 'fen':
      return readFen(value, field);
    case 'int':
      return readInt(value, field);
    case 'text':
      return value ?? '';
    case 'flag':
      return value ?? false;
    case 'bytes':
      return value ?? NO_BYTES;
  }
}

function writeValue(kind: Kind, value: unknown, field: string): unknown {
  if (kind === 'fen') return { fen: readInt(value, field) };
  return kind === 'int' ? readInt(value, field) : value;
}

export function readFen(message: unknown, field: string): Fen {
  if (message === null || message === undefined) return ZERO;
  return fen(readInt((message as { fen?: unknown }).fen, field));
}

/** An integer as a safe number. The generated code gives 64-bit ones as Long where `long` is installed. */
export function readInt(value: unknown, field: string): number {
  if (value === null || value === undefined) return 0;
  const number = typeof value === 'object' && 'toNumber' in value ? (value as Long).toNumber() : value;
  if (!Number.isSafeInteger(number)) throw new WireError(field, 'not a whole number within ±(2^53 − 1)');
  return number as number;
}

interface Long {
  toNumber(): number;
}

/** Refuses a message that has to be there and is not. */
export function present(message: Message, path: string): Record<string, unknown> {
  if (message === null || message === undefined) throw new WireError(path, 'missing');
  return message as Record<string, unknown>;
}

/** Runs a generated decoder; bytes that are no such message become a WireError that names it. */
export function decode<M>(type: { decode(bytes: Uint8Array): M }, name: string, bytes: Uint8Array): M {
  try {
    return type.decode(bytes);
  } catch (error) {
    throw new WireError(name, error instanceof Error ? error.message : String(error));
  }
}
