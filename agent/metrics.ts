/**
 * How the terminal stands, in the Prometheus text format (0.0.4): numbers and short labels of our own, never a person, an
 * amount of a sale or an id. Made from the status alone.
 */
import type { StatusView } from './agent.ts';

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

const gauge = (name: string, help: string, ...samples: Metric['samples']): Metric => ({ name, help, samples });

export function metricsOf(status: StatusView): string {
  const { version, terminal, link, shift, clock, queue, offline_budget, devices, troubles } = status;
  const memory = process.memoryUsage();
  const flag = (value: boolean) => (value ? 1 : 0);
  const metrics: readonly Metric[] = [
    gauge('tongxing_info', 'Version and terminal.', [{ version, dev_no: terminal.dev_no }, 1]),
    gauge('tongxing_link_up', '1 when the centre answers.', [{}, flag(link.phase === 'ready')]),
    gauge('tongxing_shift_open', '1 while a shift is open.', [{}, flag(shift.phase !== 'closed')]),
    gauge('tongxing_clock_trusted', '1 while the clock is trusted.', [{}, flag(clock.trusted)]),
    gauge(
      'tongxing_transactions',
      'Transactions that are not final, by where they stand.',
      ...Object.entries(queue).map(([state, rows]) => [{ state }, rows] as const),
    ),
    gauge(
      'tongxing_offline_limit_used_ratio',
      'Share of each limit of provisional work that is used; 1 is full.',
      ...offline_budget.meters.map(
        // Of a limit of 0 nothing is left, however little is used.
        ({ name, used, limit }) => [{ limit: name }, limit === 0 ? 1 : used / limit] as const,
      ),
    ),
    gauge(
      'tongxing_device_usable',
      '1 while the device can work.',
      ...devices.map(({ device, type, problem }) => [{ device, type }, flag(problem === null)] as const),
    ),
    gauge(
      'tongxing_trouble',
      '1 for each kind of thing that is wrong now.',
      // Two readers may have the same; a series that stands there twice is none.
      ...[...new Set(troubles.map(({ code }) => code))].map((code) => [{ code }, 1] as const),
    ),
    gauge('process_resident_memory_bytes', 'Resident memory of the daemon.', [{}, memory.rss]),
    gauge('nodejs_heap_size_used_bytes', 'Heap in use.', [{}, memory.heapUsed]),
  ];
  return metrics.map(textOf).join('');
}

function textOf({ name, help, samples }: Metric): string {
  const lines = samples.map(([labels, value]) => `${name}${labelled(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
