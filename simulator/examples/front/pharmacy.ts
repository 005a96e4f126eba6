/**
 * A pharmacy system's side of the national interface, to be copied: the envelope, and a sale that survives a time-out because
 * it is asked again under the same msgid. Knows nothing but a URL; run it as `npx -y tsx pharmacy.ts URL`, with a card inserted.
 */

export interface Envelope {
  readonly infcode: number | string;
  readonly err_msg: string;
  readonly warn_msg: string;
  // biome-ignore lint/suspicious/noExplicitAny: the interface's own JSON
  readonly output: any;
}

export class Pharmacy {
  readonly #url: string;
  readonly #code: string;
  #serial = 0;

  constructor(url: string, fixmedins_code: string) {
    this.#url = url;
    this.#code = fixmedins_code;
  }

  /** 定点医药机构编号 + yyyyMMddHHmmss + 顺序号. */
  msgid(now = new Date()): string {
    const time = new Date(now.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
    this.#serial = (this.#serial + 1) % 10_000;
    return `${this.#code}${time}${String(this.#serial).padStart(4, '0')}`;
  }

  /** The output; throws with err_msg. No answer is no refusal: the same msgid goes again, and nothing is done twice. */
  async call(infno: string, input: object, msgid = this.msgid(), tries = 3): Promise<Envelope> {
    const body = JSON.stringify({
      infno,
      msgid,
      opter: '001',
      opter_name: '测试员',
      fixmedins_code: this.#code,
      input,
    });
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: AbortSignal.timeout(60_000),
      });
      const answer = (await response.json()) as Envelope;
      if (String(answer.infcode) !== '0') throw new Refusal(`${infno}: ${answer.err_msg}`);
      return answer;
    } catch (error) {
      if (error instanceof Refusal || tries <= 1) throw error;
      return this.call(infno, input, msgid, tries - 1);
    }
  }
}

class Refusal extends Error {}

/** From sign-in to a settled sale and its undoing; tells each step. */
export async function day(url: string, fixmedins_code: string, say: (line: string) => void): Promise<void> {
  const shop = new Pharmacy(url, fixmedins_code);
  await shop.call('9001', { signIn: { opter_no: '001', mac: '00-00-00-00-00-00', ip: '127.0.0.1' } });
  const card = { mdtrt_cert_type: '03', mdtrt_cert_no: '', psn_cert_type: '01' };
  const { baseinfo, insuinfo } = (await shop.call('1101', { data: card })).output;
  const now = '2026-11-29 09:30:00';
  const druginfo = {
    ...{ psn_no: baseinfo.psn_no, mdtrt_cert_type: '03', mdtrt_cert_no: '', begntime: now, medfee_sumamt: '19.80' },
    ...{ insutype: insuinfo[0].insutype, acct_used_flag: '1', med_type: '41' },
  };
  const line = {
    ...{ feedetl_sn: '1', rx_circ_flag: '0', fee_ocur_time: now, med_list_codg: 'XJ01FAA903A001010100001' },
    ...{ medins_list_codg: '1003', det_item_fee_sumamt: '19.80', cnt: '2', pric: '9.90' },
  };
  const basket = { druginfo, drugdetail: [line] };
  const quoted = (await shop.call('2101', basket)).output.setlinfo;
  say(`预结算：统筹 ${quoted.hifp_pay} 个人账户 ${quoted.acct_pay} 现金 ${quoted.psn_cash_pay}`);
  const msgid = shop.msgid();
  const { output, warn_msg } = await shop.call('2102', basket, msgid);
  say(`结算 ${output.setlinfo.setl_id} ${warn_msg}`);
  const again = (await shop.call('2102', basket, msgid)).output.setlinfo;
  say(again.setl_id === output.setlinfo.setl_id ? '重发：同一结算' : '重发：另一结算');
  const { setl_id, mdtrt_id } = again;
  const found = (await shop.call('5203', { data: { psn_no: baseinfo.psn_no, setl_id, mdtrt_id } })).output.setlinfo;
  say(`查询：总额 ${found.medfee_sumamt} 现金 ${found.cash_payamt}`);
  await shop.call('2601', { data: { psn_no: baseinfo.psn_no, omsgid: msgid, oinfno: '2102' } });
  say('冲正：已受理');
}

const [, script = '', url] = process.argv;
if (/pharmacy\.[mt]?[jt]s$/.test(script) && url !== undefined)
  await day(url, process.argv[3] ?? 'P37010200001', (line) => void process.stdout.write(`${line}\n`));
