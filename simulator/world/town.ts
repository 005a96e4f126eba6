/**
 * The centre of the simulated world: the reference centre over a store in memory, a settler that now and then pays other
 * amounts than its rules give, and a door at which the oracles hear what it says of persons. Decides nothing itself.
 */
import type { CompiledPack } from '../../agent/core/packs/compile.ts';
import { parseCatalogue } from '../../agent/core/settlement/parse.ts';
import type { CatalogueSource } from '../../agent/ports/catalogue.ts';
import type { LinkMethod } from '../../agent/ports/link.ts';
import { tongxing } from '../../protocol/generated/tongxing.js';
import { Centre, type Temper } from '../centre/centre.ts';
import { DEMO_CLINIC, DEMO_PHARMACY } from '../centre/institution.ts';
import type { Backend } from '../centre/server.ts';
import { engineSettler, type Settler } from '../centre/settler.ts';
import { CentreStore } from '../centre/store.ts';
import type { SeededRandom } from '../time/seeded-random.ts';
import type { SimulatedPerson } from './people.ts';

const ENTRIES = [
  { med_list_codg: 'SIM-A', chrgitm_lv: '01' },
  { med_list_codg: 'SIM-B', chrgitm_lv: '02', selfpay_prop: '0.1', pric_uplmt_amt: '30' },
  { med_list_codg: 'SIM-C', chrgitm_lv: '03' },
];

export const CATALOGUE: CatalogueSource = simulatedCatalogue();

function simulatedCatalogue(): CatalogueSource {
  const parsed = parseCatalogue(ENTRIES, 'entries');
  if ('error' in parsed) throw new Error(parsed.error.message);
  return { version: 'sim-1', entries: (code) => parsed.value.get(code) ?? [] };
}

export interface TownOptions {
  readonly wallMs: () => number;
  readonly packs: readonly CompiledPack[];
  readonly persons: readonly SimulatedPerson[];
  readonly random: SeededRandom;
  readonly otherAmounts: number;
}

export class Town {
  readonly store = new CentreStore(':memory:');
  readonly temper: Temper = { busy: false, refuse: null, deny: 0, pace_ms: 0 };
  /** Set to 0 when the world heals. */
  otherAmounts: number;
  /** What it has settled and said that it refuses. */
  readonly denied = new Set<string>();
  readonly #options: TownOptions;
  readonly #settle: Settler;
  #centre: Centre;

  constructor(options: TownOptions) {
    this.#options = options;
    this.otherAmounts = options.otherAmounts;
    this.#settle = this.#whimsical(engineSettler(options.packs, { get: (code) => CATALOGUE.entries(code) }));
    for (const one of [DEMO_PHARMACY, DEMO_CLINIC]) this.store.putInstitution(one.fixmedins_code, one);
    for (const person of options.persons) this.#register(person);
    this.#centre = this.#open();
  }

  /** The process starts again on its store: what it held in memory is gone. */
  restart(): void {
    this.#centre = this.#open();
  }

  /** What a terminal reaches; `hear` gets what was answered of a person. */
  door(hear: (psn_no: string, as_of_ms: number, balc: number) => void): Backend {
    return (dev_no, method, bytes, answer) => {
      const { deny } = this.temper;
      const response = this.#centre.handle(dev_no, method, bytes);
      if (this.temper.deny < deny) for (const msgid of refusedIn(method, response)) this.#noteDenied(msgid);
      if (method === 'QueryPerson') {
        const { person } = tongxing.v1.QueryPersonResponse.decode(response);
        if (person !== null && person !== undefined)
          hear(person.psn_no ?? '', Number(person.as_of_ms ?? 0), Number(person.balc?.fen ?? 0));
      }
      answer(response);
    };
  }

  #noteDenied(msgid: string): void {
    if (this.store.txn(msgid)?.state === 'settled') this.denied.add(msgid);
  }

  #open(): Centre {
    const { wallMs } = this.#options;
    return new Centre({ store: this.store, wallMs, settle: this.#settle, temper: this.temper });
  }

  /** Now and then some of what the fund would pay is left to the person; everything still adds up. */
  #whimsical(settle: Settler): Settler {
    const { random } = this.#options;
    return (person, sale, institution) => {
      const settled = settle(person, sale, institution);
      if ('fault' in settled || !random.chance(this.otherAmounts)) return settled;
      const { setlinfo, setldetail } = settled;
      const less = Math.min(setlinfo.hifp_pay, 1 + random.below(500));
      if (less === 0) return settled;
      return {
        ...settled,
        setlinfo: {
          ...setlinfo,
          hifp_pay: setlinfo.hifp_pay - less,
          fund_pay_sumamt: setlinfo.fund_pay_sumamt - less,
          psn_part_amt: setlinfo.psn_part_amt + less,
          psn_cash_pay: setlinfo.psn_cash_pay + less,
        } as typeof setlinfo,
        setldetail,
      };
    };
  }

  #register({ psn_no, card }: SimulatedPerson): void {
    const { certno, psn_name, gend, brdy, cardno, card_sn } = card;
    const profile = {
      ...{ psn_no, psn_cert_type: '01', certno, psn_name, gend, naty: '01', brdy },
      ...{ insutype: '310', psn_type: '1101', psn_insu_stas: '1', cvlserv_flag: '0', insuplc_admdvs: '370100' },
      ...{ aid_category: null, commercial: false, entitlements: [], mulaid: [] },
    };
    this.store.putPerson(psn_no, profile, 100_000);
    this.store.putCredential('03', cardno, psn_no, card_sn);
  }
}

function refusedIn(method: LinkMethod, response: Uint8Array): readonly string[] {
  const { ExchangeResponse, SettleResponse, VisitStepResponse, Outcome } = tongxing.v1;
  const answers =
    method === 'Exchange'
      ? ExchangeResponse.decode(response).answers
      : [(method === 'Settle' ? SettleResponse : VisitStepResponse).decode(response).answer];
  return (answers ?? []).flatMap((one) => (one?.outcome === Outcome.OUTCOME_REJECTED ? (one.msgid ?? []) : []));
}
