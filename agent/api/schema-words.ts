/** The words that the schemas of the local API are written with: fragments of JSON Schema. Data only. */
import type { Schema } from '../adapters/schema-check.ts';

export type Properties = Readonly<Record<string, Schema>>;

/** Closed: a field that is not named is refused. */
export function object(properties: Properties, optional: readonly string[] = [], more: Schema = {}): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties, ...more };
}

export const text = (description?: string, more: Schema = {}): Schema => ({
  type: 'string',
  ...(description === undefined ? {} : { description }),
  ...more,
});
/** Text a caller gives: bounded. */
export const given = (maxLength: number, description?: string, more: Schema = {}): Schema =>
  text(description, { minLength: 1, maxLength, ...more });
export const list = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An amount: yuan with two decimals, as text. */
export const yuan: Schema = { type: 'string', pattern: '^-?(0|[1-9][0-9]*)\\.[0-9]{2}$', examples: ['12.50'] };
export const pin: Schema = { type: 'string', pattern: '^[0-9]{6,12}$' };
