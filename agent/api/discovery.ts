/**
 * What there is at this port and what it can do, for a program that found it (/.well-known/tongxing). Names nobody. A
 * capability is named only while what stands for it is served: never out of a list that is kept by hand.
 */
import type { Agent } from '../agent.ts';
import { ROUTES } from './routes.ts';

export interface Served {
  readonly version: string;
  readonly training: boolean;
  readonly port: number;
  /** Of what is served beside the API. */
  readonly paths: readonly string[];
  /** Capabilities whose routes are there, but not what they work with. */
  readonly lacking: readonly string[];
}

/** What each is known by: an operation of the API, or how a path beside it begins. */
const CAPABILITIES: Readonly<Record<string, string>> = {
  card: 'openSession',
  e_voucher: 'awaitScan',
  pharmacy_sale: 'accept',
  clinic_visit: 'openVisit',
  offline: 'queue',
  refund: 'cancel',
  refund_part: 'refund',
  claims: 'claims',
  reconcile: 'reconcile',
  roles: 'access',
  approvals: 'approve',
  catalogue: 'findGoods',
  print: 'printReceipt',
  pairing: 'askPairing',
  national_front: '/nf/',
  demonstration: '/demo/',
};

export function discoveryDocument(agent: Agent, { version, training, port, paths, lacking }: Served) {
  const { dev_no, fixmedins_code } = agent.status().terminal;
  const operations = new Set(ROUTES.map(({ id }) => id));
  const isServed = (mark: string) =>
    mark.startsWith('/') ? paths.some((path) => path.startsWith(mark)) : operations.has(mark);
  return {
    ...{ name: 'tongxing', version, api: 'v1', mode: training ? 'training' : 'production' },
    ...{ address: `http://127.0.0.1:${port}`, port },
    terminal: { dev_no, fixmedins_code },
    ...{ openapi: '/v1/openapi.json', events: '/v1/events', errors: '/errors', metrics: '/metrics' },
    capabilities: Object.entries(CAPABILITIES)
      .filter(([name, mark]) => !lacking.includes(name) && isServed(mark))
      .map(([name]) => name),
  };
}
