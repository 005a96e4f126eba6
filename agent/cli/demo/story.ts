/**
 * The main job before the reader's eyes: a day at the counter through the local API, with an outage in the middle. Says
 * what it does in Chinese and English, and shows only what the API has answered.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ImageName, imageOf } from '../../../simulator/card/catalogue.ts';
import { CATALOGUE, type Stage } from './stage.ts';

export type Say = (text: string) => void;

/** Who has the shift in the story; after it whoever looks at the page signs in as them. */
export const OPERATOR = { opter: '001', opter_name: '演示员', pin: '123456' };

interface Goods {
  readonly med_list_codg: string;
  readonly name: string;
  readonly pric: string;
  readonly rx_flag: string;
  readonly medins_list_codg: string;
}

interface SessionAnswer {
  readonly id: string;
  readonly source: 'centre' | 'snapshot';
  readonly person: {
    readonly psn_name: string;
    readonly psn_no: string;
    readonly insutype_name: string;
    readonly balc: string;
  };
  readonly bill: {
    readonly setlinfo: Readonly<Record<string, string>>;
    readonly setldetail: readonly {
      readonly fund_pay_type: string;
      readonly fund_pay_type_name: string;
      readonly fund_payamt: string;
    }[];
    readonly lines: readonly {
      readonly med_list_codg: string;
      readonly det_item_fee_sumamt: string;
      readonly inscp_scp_amt: string;
      readonly preselfpay_amt: string;
      readonly overlmt_amt: string;
      readonly fulamt_ownpay_amt: string;
    }[];
    readonly explanation: { readonly zh: readonly string[]; readonly en: readonly string[] };
  } | null;
}

interface TransactionAnswer {
  readonly msgid: string;
  readonly state: string;
  readonly state_text: { readonly zh: string; readonly en: string };
  readonly provisional: boolean;
  readonly grade: number;
  readonly setl_id: string;
}

interface StatusAnswer {
  readonly queue: {
    readonly queued: number;
    readonly underway: number;
    readonly unknown: number;
    readonly reversing: number;
  };
  readonly link: { readonly phase: string };
  readonly offline_budget: {
    readonly count: number;
    readonly sum: string;
    readonly hours: number;
    readonly amount: string;
  };
  readonly devices: readonly {
    readonly device: string;
    readonly type: string;
    readonly presence: number;
    readonly phase: string;
    readonly problem: { readonly zh: string; readonly en: string } | null;
  }[];
}

interface ClosedAnswer {
  readonly equal: boolean;
  readonly terminal: readonly Readonly<Record<string, string | number>>[];
  readonly centre: readonly Readonly<Record<string, string | number>>[];
}

const WAIT_MS = 20_000;
const LOOK_MS = 50;

/** Five medicines of the shelf: within policy, part self-paid, over the price limit, and one the fund never pays. */
const BASKET = ['1001', '1002', '1019', '1024', '1027'];
const SMALL_BASKET = ['1003', '1032'];

export class Story {
  readonly #stage: Stage;
  readonly #say: Say;
  readonly #shelf: ReadonlyMap<string, Goods>;
  #chapter = 0;

  constructor(stage: Stage, say: Say) {
    this.#stage = stage;
    this.#say = say;
    const { entries } = JSON.parse(readFileSync(CATALOGUE, 'utf8')) as { entries: readonly Goods[] };
    this.#shelf = new Map(entries.map((goods) => [goods.medins_list_codg, goods]));
  }

  async tell(): Promise<void> {
    this.#title('开班签到', 'Sign in (9001)');
    await this.signIn();

    this.#title('插入社会保障卡，联网结算', 'A card goes in; settled by the centre');
    await this.insert('ceshi-jia');
    await this.ask();
    await this.insert('ceshi-yi');
    await this.buy(BASKET, true);

    this.#title('断网：临时受理两笔', 'The link is cut; two sales are accepted provisionally');
    await this.cut();
    await this.buy(SMALL_BASKET, false);
    await this.insert('ceshi-jia');
    await this.buy(SMALL_BASKET, false);
    await this.#limits();

    this.#title('网络恢复：自动补传', 'The link is back; the queue drains by itself');
    await this.restore();

    this.#title('日终对账、签退', 'End of day: totals of both sides, sign out (3201, 9002)');
    await this.#stage.reader.pull();
    await this.closeDay();
  }

  /** Opens the shift, once there is contact with the centre. */
  async signIn(): Promise<void> {
    await this.#until('centre', async () => (await this.#status()).link.phase === 'ready');
    await this.openShift();
  }

  /** Opens the shift; without the centre a local one. */
  async openShift(): Promise<void> {
    const { api } = this.#stage;
    const { opter, ...enrolled } = OPERATOR;
    await api.send('PUT', `/v1/operators/${opter}`, enrolled);
    const shift = await api.send<{ phase: string; sign_no: string }>('POST', '/v1/shift/open', OPERATOR);
    this.#line(
      `班次 ${shift.phase === 'signed_in' ? '已签到' : '本地'}，签到编号 ${shift.sign_no || '-'}`,
      `shift ${shift.phase}`,
    );
  }

  async insert(image: ImageName): Promise<void> {
    const { reader } = this.#stage;
    // The card before may still count as there: only another presence is this card.
    const insertion = ({ device, presence }: StatusAnswer['devices'][number]) => `${device} ${presence}`;
    const before = new Set((await this.#status()).devices.map(insertion));
    await reader.insert(imageOf(image));
    await this.#until('card', async () => {
      const { devices } = await this.#status();
      return devices.some(
        (one) =>
          one.type === 'reader' && (one.phase === 'ready' || one.phase === 'failed') && !before.has(insertion(one)),
      );
    });
    const failed = (await this.#status()).devices.find(({ problem }) => problem !== null)?.problem;
    if (failed) this.#line(`读卡失败：${failed.zh}`, `card not read: ${failed.en}`);
    else this.#line(`已读卡（${reader.name}）`, `card read through ${reader.name}`);
  }

  /** Only asks who it is: the terminal keeps what it learned, for the outage to come. */
  async ask(): Promise<void> {
    const session = await this.#open();
    await this.#stage.api.send('DELETE', `/v1/sessions/${session.id}`);
  }

  async buy(shopCodes: readonly string[], explain: boolean): Promise<void> {
    const { api } = this.#stage;
    const { id } = await this.#open();
    const lines = shopCodes.map((code, index) => this.#lineOf(code, index));
    // Without the centre nothing is taken from a personal account: its limit is 0 unless configured.
    const online = (await this.#status()).link.phase === 'ready';
    const basket = { med_type: '41', acct_used_flag: online ? '1' : '0', lines };
    const priced = await api.send<SessionAnswer>('PUT', `/v1/sessions/${id}/basket`, basket);
    this.#bill(priced, explain);
    const sold = await api.send<TransactionAnswer>('POST', `/v1/sessions/${id}/accept`, undefined, {
      key: randomUUID(),
    });
    const mark = sold.provisional ? `【临时受理，等级 ${sold.grade}】` : '';
    this.#line(
      `${mark}${sold.state_text.zh}，报文 ${sold.msgid}${sold.setl_id ? `，结算 ${sold.setl_id}` : ''}`,
      `${sold.provisional ? `provisional, grade ${sold.grade}; ` : ''}${sold.state_text.en}`,
    );
  }

  async cut(): Promise<void> {
    await this.#stage.relay.cut();
    await this.#until('cut', async () => (await this.#status()).link.phase !== 'ready');
    this.#line('网络已断开', 'the link is down');
  }

  async restore(): Promise<void> {
    await this.#stage.relay.restore();
    await this.#until('drain', async () => {
      const { link, queue } = await this.#status();
      return link.phase === 'ready' && queue.queued + queue.underway + queue.unknown + queue.reversing === 0;
    });
    const { transactions } = await this.#stage.api.get<{ transactions: readonly TransactionAnswer[] }>(
      '/v1/transactions?limit=3',
    );
    for (const { msgid, state_text } of transactions.toReversed())
      this.#line(`${msgid} ${state_text.zh}`, state_text.en);
  }

  async closeDay(): Promise<void> {
    const closed = await this.#stage.api.send<ClosedAnswer>('POST', '/v1/shift/close', {});
    const row = (side: string, one: ClosedAnswer['terminal'][number]) =>
      `     ${side}  险种 ${one['insutype']} 类别 ${one['clr_type']}  ${String(one['fixmedins_setl_cnt']).padStart(3)} 笔  总额 ${one['medfee_sumamt']}  基金 ${one['fund_pay_sumamt']}  账户 ${one['acct_pay']}`;
    for (const one of closed.terminal) this.#say(row('本机 here  ', one));
    for (const one of closed.centre) this.#say(row('中心 centre', one));
    this.#line(closed.equal ? '两边一致，已签退' : '两边不一致', closed.equal ? 'equal; signed out' : 'they differ');
  }

  async status(): Promise<void> {
    const status = await this.#status();
    this.#say(`     ${JSON.stringify({ link: status.link.phase, ...status.queue })}`);
    await this.#limits();
  }

  async #open(): Promise<SessionAnswer> {
    const session = await this.#stage.api.send<SessionAnswer>('POST', '/v1/sessions', {});
    const { person, source } = session;
    this.#line(
      `参保人 ${person.psn_name}（${person.insutype_name}，账户余额 ${person.balc}），来自${source === 'centre' ? '中心' : '本机快照'}`,
      `found at the ${source === 'centre' ? 'centre' : 'terminal (snapshot)'}`,
    );
    return session;
  }

  #lineOf(code: string, index: number) {
    const goods = this.#shelf.get(code);
    if (goods === undefined) throw new Error(`the demonstration's shelf has no ${code}`);
    const { med_list_codg, medins_list_codg, pric } = goods;
    return { feedetl_sn: String(index + 1), med_list_codg, medins_list_codg, pric, cnt: '1', rxno: `RX${code}` };
  }

  #bill({ bill }: SessionAnswer, explain: boolean): void {
    if (bill === null) return;
    const names = new Map([...this.#shelf.values()].map((goods) => [goods.med_list_codg, goods.name]));
    for (const line of bill.lines)
      this.#say(
        `       ${line.det_item_fee_sumamt.padStart(8)}  ${names.get(line.med_list_codg) ?? line.med_list_codg}`,
      );
    const { setlinfo } = bill;
    this.#say(
      `     总额 ${setlinfo['medfee_sumamt']} = 基金 ${setlinfo['fund_pay_sumamt']} + 账户 ${setlinfo['acct_pay']} + 现金 ${setlinfo['psn_cash_pay']}   (total = funds + account + cash)`,
    );
    for (const { fund_pay_type, fund_pay_type_name, fund_payamt } of bill.setldetail)
      this.#say(`       ${fund_payamt.padStart(8)}  ${fund_pay_type_name} (${fund_pay_type})`);
    if (!explain) return;
    for (const [index, sentence] of bill.explanation.zh.entries())
      this.#say(`       · ${sentence}\n         ${bill.explanation.en[index] ?? ''}`);
  }

  async #limits(): Promise<void> {
    const { count, sum, hours, amount } = (await this.#status()).offline_budget;
    this.#line(
      `离线额度：单笔 ≤ ${amount}，还可 ${count} 笔、基金 ${sum} 元、${hours} 小时`,
      `left offline: ${count} sales, ${sum} yuan of funds, ${hours} h; one sale ≤ ${amount}`,
    );
  }

  #status(): Promise<StatusAnswer> {
    return this.#stage.api.get<StatusAnswer>('/v1/status');
  }

  async #until(what: string, holds: () => Promise<boolean>): Promise<void> {
    for (let waited = 0; waited < WAIT_MS; waited += LOOK_MS) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    throw new Error(`${what}: nothing happened in ${WAIT_MS / 1000} s`);
  }

  #title(zh: string, en: string): void {
    this.#chapter += 1;
    this.#say(`\n  ${this.#chapter}. ${zh}  ${en}`);
  }

  #line(zh: string, en: string): void {
    this.#say(`     ✓ ${zh}\n       ${en}`);
  }
}
