/**
 * The simulated centre as a process: `main.ts --data DIR [--packs DIR] [--people FILE] [--until-stdin-ends] [--ahead-ms N] [--port N] [--enrol-port N] [--control-port N]`. Prints one line
 * of JSON when it is ready (ports, CA file, institution, a fresh enrolment code, a clinic with another) and closes cleanly on SIGINT or SIGTERM.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { peopleFrom, shippedPeople } from '../people/people.ts';
import { LeapingClock } from '../time/leaping-clock.ts';
import { systemClock } from './adapters/system-clock.ts';
import { openHouse } from './house.ts';
import { DEMO_CLINIC } from './institution.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    packs: { type: 'string' },
    people: { type: 'string', multiple: true },
    'until-stdin-ends': { type: 'boolean', default: false },
    'ahead-ms': { type: 'string', default: '0' },
    port: { type: 'string', default: '0' },
    'enrol-port': { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
  },
});

function portOf(name: 'port' | 'enrol-port' | 'control-port'): number {
  const port = Number(values[name]);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--${name} must be a port number`);
  return port;
}

const newCode = () => randomBytes(6).toString('hex').toUpperCase();

async function run(data: string): Promise<void> {
  const files = (values.people ?? []).map((file) => readFileSync(file, 'utf8'));
  const people = [...shippedPeople(), ...files.flatMap(peopleFrom)];
  const clock = new LeapingClock(systemClock(), Number(values['ahead-ms']));
  const house = await openHouse({
    ...{ data, port: portOf('port'), enrolPort: portOf('enrol-port'), controlPort: portOf('control-port') },
    ...{
      clock,
      leapTo: (aheadMs: number) => clock.leapTo(aheadMs),
      newCode,
      people: people.map(({ centre }) => centre),
    },
    ...(values.packs === undefined ? {} : { packs: values.packs }),
  });
  const { port, enrolPort, controlPort, caFile, institution } = house;
  const enrolment_code = newCode();
  house.store.putEnrolmentCode(enrolment_code, institution.fixmedins_code);
  const clinic = { ...DEMO_CLINIC, enrolment_code: newCode() };
  house.store.putEnrolmentCode(clinic.enrolment_code, clinic.fixmedins_code);
  const place = { port, enrolPort, controlPort, caFile, institution, enrolment_code, clinic };
  console.log(JSON.stringify({ ready: true, ...place }));
  const end = () => {
    process.stdin.destroy();
    void house.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  // Whoever started it holds the other end of the pipe: when that one is gone, however it went, so is this.
  if (values['until-stdin-ends']) process.stdin.once('end', end).resume();
}

if (values.data === undefined) {
  console.error(
    'usage: centre --data DIR [--packs DIR] [--people FILE] [--until-stdin-ends] [--ahead-ms N] [--port N] [--enrol-port N] [--control-port N]',
  );
  process.exitCode = 2;
} else {
  run(values.data).catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  });
}
