/** The metrics are as Prometheus reads them: each series once, whatever is wrong with however many devices. */
import { expect, it } from 'vitest';
import { metricsOf } from '../../agent/metrics.ts';
import { Counter } from '../agent/counter.ts';

it('each series stands there once, also where two devices have the same trouble', async () => {
  const counter = new Counter();
  await counter.connect();
  const status = counter.agent.status();
  const troubles = ['Reader 0', 'Reader 1'].map((reader) => ({
    code: 'device_virtual_refused' as const,
    facts: { reader },
  }));
  const lines = metricsOf({ ...status, troubles: [...status.troubles, ...troubles] }).split('\n');
  const series = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split(' ')[0]);
  expect(series).toContain('tongxing_trouble{code="device_virtual_refused"}');
  expect(series).toEqual([...new Set(series)]);
});

it('a limit of 0 is full', async () => {
  const counter = new Counter({ offlineCount: 0 });
  await counter.connect();
  expect(metricsOf(counter.agent.status())).toContain(
    'tongxing_offline_limit_used_ratio{limit="offline_count_limit"} 1\n',
  );
});
