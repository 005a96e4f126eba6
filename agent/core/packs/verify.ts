/**
 * Runs a pack's worked examples: a pack is only as good as the cases it was proved on, so one that does not come out as
 * written is reason to refuse the whole (settlement.md 7). Must never pass a pack that brings too few of them, and never
 * compare less than every amount an example states.
 */
import { parseCase } from '../settlement/parse.ts';
import { type Presented, present } from '../settlement/present.ts';
import { presettle } from '../settlement/presettle.ts';
import { type CompiledPack, compilePack } from './compile.ts';
import type { Example, Pack } from './pack.ts';

/** An agent activates no pack that brings fewer worked examples. */
const LEAST_EXAMPLES = 25;

/** `field` is a path into the example, `expected` and `found` are texts; "absent" where there is none. */
export interface ExampleFault {
  readonly example: string;
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

/** Empty: the pack may be activated. */
export function verifyPack(pack: Pack): readonly ExampleFault[] {
  const faults: ExampleFault[] = [];
  const { length } = pack.examples;
  if (length < LEAST_EXAMPLES) {
    faults.push({ example: '', field: 'examples', expected: `at least ${LEAST_EXAMPLES}`, found: String(length) });
  }
  const compiled = compilePack(pack);
  for (const [index, example] of pack.examples.entries()) {
    verifyExample(faults, compiled, example, `examples[${index}]`);
  }
  return faults;
}

function verifyExample(faults: ExampleFault[], pack: CompiledPack, { name, case: given, expect }: Example, at: string) {
  const fault = (field: string, expected: string, found: string) => {
    if (expected !== found) faults.push({ example: name, field: `${at}.${field}`, expected, found });
  };
  const parsed = parseCase(given);
  if ('error' in parsed) return fault(`case.${parsed.error.field}`, 'a sound case', parsed.error.code);
  // An example says all it uses: what the machine has installed must not decide it.
  const outcome = presettle(parsed.value, [pack], new Map());
  if ('error' in outcome) return fault(`case.${outcome.error.field}`, 'a sound case', outcome.error.code);
  const answer = present(outcome.result);
  compareRecords('expect.setlinfo', expect.setlinfo, answer.setlinfo, fault);
  compareRecords('expect.accumulators', expect.accumulators, answer.accumulators, fault);
  compareRecords('expect.setldetail', byType(expect.setldetail), byType(answer.setldetail), fault);
  fault('expect.benefits', expect.benefits.join(), answer.lines.map(({ benefit }) => benefit).join());
  fault('expect.warnings', expect.warnings.join(), answer.warnings.map(({ code }) => code).join());
}

function byType(detail: Presented['setldetail']): Readonly<Record<string, string>> {
  return Object.fromEntries(detail.map(({ fund_pay_type, fund_payamt }) => [fund_pay_type, fund_payamt]));
}

function compareRecords(
  field: string,
  expected: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
  fault: (field: string, expected: string, found: string) => void,
): void {
  for (const name of new Set([...Object.keys(expected), ...Object.keys(found)])) {
    fault(`${field}.${name}`, expected[name] ?? 'absent', found[name] ?? 'absent');
  }
}
