/**
 * The library holds every story it promises: each insured purchase of the sample pack, the day of a counter, and each
 * failure others shipped. A story without a file, and a file that lost the word that makes it that story, fail by name.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { imageNames } from '../../simulator/card/catalogue.ts';

const at = (path: string) => join(packageRoot(), path);
const PACK = JSON.parse(readFileSync(at('agent/packs/370000-2022-sample.json'), 'utf8')) as {
  readonly benefits: readonly { readonly id: string }[];
  readonly layers: readonly { readonly id: string }[];
};

type Told = readonly [file: string, word: string];

function holds([file, word]: Told): void {
  const path = at(`simulator/scenario/library/${file}.yaml`);
  expect(existsSync(path), `${file}.yaml`).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain(word);
}

const BENEFITS: Readonly<Record<string, Told>> = {
  'chronic-employee': ['chronic-disease', 'benefit: chronic-employee'],
  'chronic-resident': ['chronic-disease-resident', 'benefit: chronic-resident'],
  'dual-channel': ['dual-channel', 'benefit: dual-channel'],
  'two-disease-htn': ['two-diseases', 'benefit: two-disease-htn'],
  'two-disease-dm': ['two-diseases-diabetes', 'benefit: two-disease-dm'],
  'outpatient-employee-tcm': ['traditional-medicine', 'benefit: outpatient-employee-tcm'],
  'outpatient-employee-retired': ['retired-employee', 'benefit: outpatient-employee-retired'],
  'outpatient-employee': ['employee-above-deductible', 'benefit: outpatient-employee'],
  'outpatient-resident': ['clinic-visit', 'benefit: outpatient-resident'],
};

const LAYERS: Readonly<Record<string, Told>> = {
  'critical-resident': ['critical-resident', 'hifmi_pay'],
  'critical-employee': ['critical-employee', 'hifob_pay'],
  'civil-servant': ['civil-servant', 'cvlserv_pay'],
  aid: ['aid', 'maf_pay'],
  'aid-edge': ['aid-edge', 'maf_pay'],
  're-aid': ['re-aid', 're-aid.burden'],
  commercial: ['commercial', 'oth_pay'],
};

describe('each insured purchase of the sample pack', () => {
  it.each(PACK.benefits.map(({ id }) => id))('%s has a story', (id) => holds(BENEFITS[id] ?? [id, id]));
  it.each(PACK.layers.map(({ id }) => id))('%s has a story', (id) => holds(LAYERS[id] ?? [id, id]));
});

const DAYS: Readonly<Record<string, Told>> = {
  'clinic registration to settlement': ['clinic-visit', 'register'],
  refund: ['refund', 'cancel'],
  'some of a sale given back': ['partial-refund', 'refund'],
  'family account': ['family-account', 'acct_mulaid_pay'],
  'chronic disease': ['chronic-disease', 'dise_codg'],
  'double channel': ['dual-channel', 'dual-channel'],
  'provisional sale': ['provisional-sale', 'provisional: true'],
  'and its later difference': ['provisional-difference', 'settled_with_difference'],
  'lost card': ['revoked-card', 'revoke card'],
  'swapped card': ['swapped-card', 'swap'],
  'expired card': ['expired-card', 'card_expired'],
  'card of another province': ['other-province', 'offline_other_province'],
  'e-voucher offline': ['voucher-offline', 'voucher'],
  'QR replay': ['qr-replay', 'scan_replayed'],
  'scanner in the wrong mode': ['scanner-keyboard-mode', 'scanner: keyboard'],
  'paper out': ['paper-out', 'printer_no_paper'],
  'power cut at each step': ['power-cut', 'before commit'],
  'day end with a one-sided item': ['day-end-one-sided', 'spoil books'],
};

describe('the day of a counter', () => {
  it.each(Object.entries(DAYS))('%s has a story', (_name, told) => holds(told));
});

/** By the names the failures have in their list; under test by the same names in failures.test.ts. */
const FAILURES: Readonly<Record<string, Told>> = {
  'a new sale during the drain was charged twice': ['failure-sold-during-drain', 'total'],
  "an upgrade's migration dropped stored payments": ['failure-upgrade-dropped-payments', 'upgrade: ended'],
  'a retry got 409 and the screen said "declined" although it was charged': [
    'failure-told-declined-though-charged',
    'key',
  ],
  'requests queued during an unplug were flushed as orphans on re-plug': ['failure-flushed-on-replug', 'total: 1'],
  'two dispatchers during a slow upgrade sent the same row twice': ['failure-two-dispatchers', 'upgrade: asleep'],
  'two browser tabs sent the same queue': ['failure-two-windows', 'windows: 3'],
  'the answer was lost after the centre had settled': ['failure-answer-lost', 'lose answer'],
  'retry-on-timeout flooded thousands of duplicates': ['failure-flood-of-duplicates', 'deliver twice'],
  'paid offline, reopened as draft': ['failure-reopened-as-draft', 'told: true'],
  'a green tick, but the record never uploaded': ['failure-green-tick-never-uploaded', 'centre'],
  '`synchronous=NORMAL` lost the last commits on power loss': ['failure-lost-on-power-loss', 'power cut'],
  'a watcher gave up for good after a while': ['failure-gave-up-after-a-while', 'pass: 10h'],
  'the card service restarted and the old context still looked valid': [
    'failure-card-service-restarted',
    'card service: down',
  ],
  'keyboard scanner typed into the wrong field, with the wrong layout': ['failure-scanner-wrong-field', 'keyboard'],
  'a late "settled" revived a cancelled sale': ['failure-late-answer-revives', 'cancel'],
  'the reversal overtook its original': ['failure-reversal-overtook', 'cancel'],
  'a clock set back stopped the counter': ['failure-clock-set-back', 'jump clock'],
  'a sale counted twice against a newer snapshot': ['failure-counted-twice', 'accumulators'],
};

describe('failures others shipped', () => {
  it.each(Object.entries(FAILURES))('%s has a story', (_name, told) => holds(told));

  it('are the same ones as under test in the simulated world and elsewhere', () => {
    const names = readFileSync(at('test/scenario/failures.test.ts'), 'utf8');
    // Names with a quotation mark stand in quotes of the other kind there, or between backticks as they are.
    const missing = Object.keys(FAILURES).filter((name) => !names.includes(name));
    expect(missing).toEqual([]);
  });
});

const FAULTY = {
  mute: 'mute',
  slow: 'slow',
  'truncated records': 'truncated-record',
  'wrong encoding': 'invalid-gbk',
  'blocked PIN': 'blocked-pin',
  'wrong applet': 'bank-card',
  'other status words': 'status-unknown',
} as const;

describe('a faulty card', () => {
  it.each(Object.entries(FAULTY))('%s is an image and in a story', (_what, image) => {
    expect(imageNames()).toContain(image);
    const stories = ['faulty-cards', 'slow-card'].map((file) =>
      readFileSync(at(`simulator/scenario/library/${file}.yaml`), 'utf8'),
    );
    expect(stories.join('\n')).toMatch(new RegExp(`\\b${image}\\b`));
  });
});
