/**
 * The simulated centre's page for whoever runs it: institutions and terminals, what was settled, what persons have used,
 * totals by group and day, alarms, and the switches of its faults. One file, nothing from elsewhere, for this machine alone.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilTime } from '../../agent/core/time.ts';
import { packageRoot } from '../../agent/root.ts';
import type { Faults } from './delivery.ts';
import { ledgerOf } from './ledger.ts';
import type { CentreStore } from './store.ts';
import { alarmsOf, gapsOf } from './watch.ts';

/** The latest transactions shown; the door /ledger has them all. */
const SHOWN = 200;

/** Everything the page shows, amounts in fen. */
export function overviewOf(store: CentreStore, faults: Faults, wallMs: number): object {
  const now = civilTime(wallMs);
  const [day, year] = [now.slice(0, 10), Number(now.slice(0, 4))];
  const terminals = store.terminals();
  const { counts, persons, transactions } = ledgerOf(store);
  const codes = [...new Set(terminals.map(({ fixmedins_code }) => fixmedins_code))];
  return {
    now,
    institutions: codes.map((code) => store.institution<object>(code)),
    terminals,
    counts,
    transactions: transactions.slice(-SHOWN).reverse(),
    persons: persons.map((person) => ({
      ...person,
      cards: store
        .cards(person.psn_no)
        .map(({ cardno, revoked }) => `${cardno}${revoked === 0 ? '' : '（挂失 revoked）'}`),
      accumulators: store.accumulators(person.psn_no, year),
    })),
    totals: terminals.flatMap(({ dev_no }) => store.totals(dev_no, day, day).map((row) => ({ dev_no, ...row }))),
    prescriptions: store.prescriptions.all(),
    alarms: alarmsOf(store, wallMs),
    gaps: gapsOf(store),
    faults,
  };
}

export interface CentrePage {
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}

export function centrePage(nonce: string): CentrePage {
  const own = `'nonce-${nonce}'`;
  const policy = [
    ...["default-src 'none'", `script-src ${own}`, `style-src ${own}`, "connect-src 'self'"],
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  ].join('; ');
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    html: readFileSync(join(packageRoot(), 'simulator/centre/page.html'), 'utf8').replaceAll('{{nonce}}', nonce),
  };
}

/** A page of another site can name this port, but not under this name, and it cannot hide where it comes from. */
export function isFromHere(host: string | undefined, origin: string | undefined): boolean {
  const named = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '');
  return named && (origin === undefined || origin === `http://${host}`);
}
