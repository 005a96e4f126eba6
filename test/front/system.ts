/**
 * A vendor's pharmacy or clinic system as far as the national interface goes: it knows a URL and the envelope, nothing of
 * the agent. And the counter it stands at, in memory, with a real centre process.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pairAt } from '../../agent/adapters/front-systems.ts';
import { type CounterOptions, openCounter, type ServedCounter } from '../../agent/cli/sim/served-counter.ts';
import { until } from '../e2e/program.ts';

export interface Answer {
  readonly infcode: number;
  readonly err_msg: string;
  readonly warn_msg: string;
  readonly inf_refmsgid: string;
  // biome-ignore lint/suspicious/noExplicitAny: another system's JSON
  readonly output: any;
}

export class VendorSystem {
  readonly counter: ServedCounter;
  readonly url: string;
  readonly signing: { readonly paasid: string; readonly key: string };
  sign_no = '';
  #next = 1;

  static async open(name = '药店系统', more: Partial<CounterOptions> = {}): Promise<VendorSystem> {
    const counter = await openCounter({ data: null, apiPort: 0, people: [], ...more });
    return new VendorSystem(counter, name);
  }

  constructor(counter: ServedCounter, name: string) {
    this.counter = counter;
    const folder = join(counter.daemon.tokenPath, '..');
    const paired = pairAt(join(folder, 'front.json'), name, '2026-11-29 09:00:00');
    if (paired === null) throw new Error(`${name} is paired already`);
    this.url = `http://127.0.0.1:${counter.daemon.port}/nf/${paired.secret}`;
    this.signing = paired;
  }

  get base(): string {
    return `http://127.0.0.1:${this.counter.daemon.port}`;
  }

  /** A fresh msgid of the vendor's own making. */
  msgid(): string {
    const serial = String(this.#next++).padStart(4, '0');
    return `P3701020000120261129093000${serial}`;
  }

  envelope(infno: string, input: object, msgid = this.msgid()): Record<string, unknown> {
    return {
      ...{
        infno,
        msgid,
        mdtrtarea_admvs: '370102',
        insuplc_admdvs: '370102',
        recer_sys_code: 'MBS_LOCAL',
        infver: 'V1.0',
      },
      ...{ opter_type: '1', opter: '001', opter_name: '测试员', inf_time: '2026-11-29 09:30:00' },
      ...{ fixmedins_code: 'P37010200001', fixmedins_name: '测试大药房', sign_no: this.sign_no, input },
    };
  }

  async call(infno: string, input: object, msgid?: string): Promise<Answer> {
    return this.send(this.url, this.envelope(infno, input, msgid));
  }

  async send(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer;
  }

  /** The output of a call that has to succeed. */
  async done(infno: string, input: object, msgid?: string): Promise<Answer['output']> {
    const answer = await this.call(infno, input, msgid);
    if (answer.infcode !== 0) throw new Error(`${infno}: ${answer.err_msg}`);
    return answer.output;
  }

  async signIn(): Promise<void> {
    await this.linked();
    const { signinoutb } = await this.done('9001', {
      signIn: { opter_no: '001', mac: '00-00-00-00-00-00', ip: '127.0.0.1' },
    });
    this.sign_no = signinoutb.sign_no;
  }

  async card(name: string): Promise<void> {
    this.counter.hands.pull();
    await until('no card', () => this.counter.daemon.agent.status().devices.some(({ phase }) => phase === 'empty'));
    const card = this.counter.card(name);
    if (card === null) throw new Error(`no card ${name}`);
    this.counter.hands.insert(card);
    await until('the card', () => this.counter.daemon.agent.status().devices.some(({ phase }) => phase === 'ready'));
  }

  linked(): Promise<unknown> {
    return until('the link', () => this.counter.daemon.agent.status().link.phase === 'ready');
  }

  async cut(): Promise<void> {
    await this.counter.relay.cut();
    await until('cut', () => this.counter.daemon.agent.status().link.phase === 'down');
  }

  async centre<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.counter.centrePort}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    return (await response.json()) as T;
  }

  /** What the centre holds, by msgid. */
  async ledger(): Promise<
    readonly { readonly msgid: string; readonly state: string; readonly medfee_sumamt: string }[]
  > {
    return (await this.centre<{ transactions: never[] }>('/ledger')).transactions;
  }

  close(): Promise<void> {
    return this.counter.stop();
  }
}

export const uuid = randomUUID;

/** A basket of the demonstration's catalogue, as a vendor writes it. */
export function basket(
  psn_no: string,
  more: {
    readonly cnt?: number | string;
    readonly acct?: '0' | '1';
    readonly exp?: object;
    readonly insutype?: string;
  } = {},
) {
  const cnt = more.cnt ?? 1;
  const total = (9.9 * Number(cnt)).toFixed(2);
  return {
    druginfo: {
      ...{ psn_no, mdtrt_cert_type: '03', mdtrt_cert_no: '', begntime: '2026-11-29 09:30:00', medfee_sumamt: total },
      ...{ insutype: more.insutype ?? '310', acct_used_flag: more.acct ?? '0', med_type: '41' },
      ...(more.exp === undefined ? {} : { exp_content: more.exp }),
    },
    drugdetail: [
      {
        ...{ feedetl_sn: '1', rxno: '', rx_circ_flag: '0', fee_ocur_time: '2026-11-29 09:30:00' },
        ...{
          med_list_codg: 'XJ01FAA903A001010100001',
          medins_list_codg: '1003',
          det_item_fee_sumamt: total,
          cnt,
          pric: 9.9,
        },
        ...{ bilg_dr_codg: 'D0001', bilg_dr_name: '测试药师' },
      },
    ],
  };
}
