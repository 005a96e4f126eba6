/**
 * The configuration held against config.schema.json. Compiling the schema is a tenth of a start, so the build puts the same
 * check, compiled ahead, in this module's place (agent/cli/build.mjs); it must never know a rule that the schema does not.
 */
import { type Check, createChecks } from './adapters/schema-check.ts';
import configSchema from './config.schema.json' with { type: 'json' };

export function configCheck(): Check {
  return createChecks(configSchema, false)('');
}
