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
type Fields = Readonly<Record<string, Kind>>;

interface Values {
  text: string;
  fen: Fen;
  int: number;
  flag: boolean;
  bytes: Uint8Array;
}

/** A message's fields, sorted for speed: messages go by the thousand, and objects of one form are made by copying. */
export interface Shape<F extends Fields> {
  readonly fields: F;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly amounts: readonly string[];
  readonly integers: readonly string[];
  readonly others: readonly string[];
}

/** The plain value of a message with these fields. */
export type Plain<F extends Fields> = { readonly [K in keyof F]: Values[F[K]] };

const DEFAULTS: Readonly<Values> = { text: '', fen: ZERO, int: 0, flag: false, bytes: new Uint8Array(0) };

/** A shape from the table of its fields. */
export function shape<const F extends Fields>(fields: F): Shape<F> {
  const entries = Object.entries(fields);
  const of = (...kinds: readonly Kind[]) => entries.filter(([, kind]) => kinds.includes(kind)).map(([name]) => name);
  const defaults = Object.fromEntries(entries.map(([name, kind]) => [name, DEFAULTS[kind]]));
  return { fields, defaults, amounts: of('fen'), integers: of('int'), others: of('text', 'flag', 'bytes') };
}

/** A message as the generated code gives it. */
export type Message = object | null | undefined;

/** A message of this shape as a plain value; a field that is absent has its proto3 default, an absent amount is zero. */
export function read<F extends Fields>(shape: Shape<F>, message: Message, path: string): Plain<F> {
  const from = present(message, path);
  const { defaults, amounts, integers, others } = shape;
  const plain = { ...defaults };
  for (const name of amounts) plain[name] = readFen(from[name], path, name);
  for (const name of integers) plain[name] = readInt(from[name], path, name);
  for (const name of others) plain[name] = from[name] ?? defaults[name];
  return plain as Plain<F>;
}

/**
 * The same backwards: a plain value goes to the generated encoder as it stands, which takes amounts as numbers and passes
 * over what is not in the message. Throws WireError naming the field of a number that it could not hold.
 */
export function checked<F extends Fields, P extends Plain<F>>(shape: Shape<F>, plain: P, path: string): P {
  for (const name of shape.amounts) readInt(plain[name], path, name);
  for (const name of shape.integers) readInt(plain[name], path, name);
  return plain;
}

/** Each of them. */
export function checkedEach<F extends Fields, P extends Plain<F>>(
  shape: Shape<F>,
  plain: readonly P[],
  path: string,
): readonly P[] {
  plain.forEach((one, at) => {
    checked(shape, one, `${path}[${at}]`);
  });
  return plain;
}

export function readFen(message: unknown, path: string, name: string): Fen {
  if (message === null || message === undefined) return ZERO;
  return fen(readInt((message as { fen?: unknown }).fen, path, name));
}

/** An integer as a safe number. The generated code gives 64-bit ones as Long where `long` is installed. */
export function readInt(value: unknown, path: string, name: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (value === null || value === undefined) return 0;
  const number = typeof value === 'object' && 'toNumber' in value ? (value as Long).toNumber() : value;
  if (!Number.isSafeInteger(number))
    throw new WireError(path === '' ? name : `${path}.${name}`, 'not a whole number within ±(2^53 − 1)');
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
