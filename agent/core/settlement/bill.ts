/**
 * The bill: sums, funds, own and family accounts, and the national answer's rows (settlement.md 4). Must never change
 * what benefits and layers paid; it only adds up and lets accounts pay what persons owe.
 */
import type { Fen } from '../money.ts';
import type { LayerFund } from '../packs/pack.ts';
import type { Case } from './case.ts';
import { formatRatio, type Ratio } from './decimal.ts';
import type {
  AccountWork,
  BenefitWork,
  FamilyPayment,
  LayerWork,
  Setldetail,
  Setlinfo,
  SettledLine,
} from './result.ts';

/** Own account's fund_pay_type. */
const OWN_ACCOUNT = '310201';

const NOTHING = 0 as Fen;

export function makeBill(
  input: Case,
  lines: readonly SettledLine[],
  benefits: readonly BenefitWork[],
  layers: readonly LayerWork[],
): { readonly setlinfo: Setlinfo; readonly account: AccountWork } {
  let medfee = 0;
  let own = 0;
  let over = 0;
  let pre = 0;
  let scope = 0;
  for (const line of lines) {
    medfee += line.det_item_fee_sumamt;
    own += line.fulamt_ownpay_amt;
    over += line.overlmt_amt;
    pre += line.preselfpay_amt;
    scope += line.inscp_scp_amt;
  }
  let deducted = 0;
  let pool = 0;
  for (const { ded, pay } of benefits) {
    deducted += ded;
    pool += pay;
  }
  const funds: Record<LayerFund, Fen> = {
    cvlserv_pay: NOTHING,
    hifes_pay: NOTHING,
    hifmi_pay: NOTHING,
    hifob_pay: NOTHING,
    hifdm_pay: NOTHING,
    maf_pay: NOTHING,
    oth_pay: NOTHING,
  };
  let fund = pool;
  for (const { compiled, pay } of layers) {
    funds[compiled.layer.fund] = (funds[compiled.layer.fund] + pay) as Fen;
    fund += pay;
  }
  const person = (medfee - fund) as Fen;
  const { account, acct, family } = payAccounts(input, lines, person);
  const setlinfo: Setlinfo = {
    medfee_sumamt: medfee as Fen,
    fulamt_ownpay_amt: own as Fen,
    overlmt_selfpay: over as Fen,
    preselfpay_amt: pre as Fen,
    inscp_scp_amt: scope as Fen,
    act_pay_dedc: deducted as Fen,
    hifp_pay: pool as Fen,
    pool_prop_selfpay: poolRatio(benefits),
    cvlserv_pay: funds.cvlserv_pay,
    hifes_pay: funds.hifes_pay,
    hifmi_pay: funds.hifmi_pay,
    hifob_pay: funds.hifob_pay,
    hifdm_pay: funds.hifdm_pay,
    maf_pay: funds.maf_pay,
    oth_pay: funds.oth_pay,
    fund_pay_sumamt: fund as Fen,
    psn_part_amt: person,
    acct_pay: acct,
    psn_cash_pay: (person - acct - family) as Fen,
    hosp_part_amt: NOTHING,
    balc: (account.balcBefore - acct) as Fen,
    acct_mulaid_pay: family,
  };
  return { setlinfo, account };
}

function payAccounts(
  { person, visit }: Case,
  lines: readonly SettledLine[],
  part: Fen,
): { readonly account: AccountWork; readonly acct: Fen; readonly family: Fen } {
  const used = visit.acct_used_flag === '1';
  let excluded = 0;
  for (const { entry, det_item_fee_sumamt } of lines) {
    const payable = entry !== null && (entry.chrgitm_lv !== '03' || entry.acct_payable);
    if (!payable) excluded += det_item_fee_sumamt;
  }
  const eligible = used ? part - excluded : 0;
  const acct = Math.min(person.balc, eligible);
  let still = eligible - acct;
  const family: FamilyPayment[] = [];
  for (const account of person.mulaid) {
    if (still === 0) break;
    const paid = Math.min(account.balc, still);
    still -= paid;
    family.push({ account, paid: paid as Fen });
  }
  return {
    account: { used, balcBefore: person.balc, excluded: excluded as Fen, eligible: eligible as Fen, family },
    acct: acct as Fen,
    family: (eligible - acct - still) as Fen,
  };
}

/**
 * Ratio of the benefit with the largest S, first on a tie. The page is silent on bands: there it is the ratio of the
 * band in which this visit began, which needs no rounding of its own.
 */
function poolRatio(benefits: readonly BenefitWork[]): string {
  let largest: BenefitWork | null = null;
  for (const work of benefits) {
    if (largest === null || work.inscp_scp_amt > largest.inscp_scp_amt) largest = work;
  }
  const before = largest?.bandedBefore ?? 0;
  const bracket = largest?.compiled.brackets.find(({ to }) => to === null || before < to);
  return formatRatio(bracket?.ratio ?? (0 as Ratio));
}

export function makeDetail(
  poolType: string | undefined,
  setlinfo: Setlinfo,
  layers: readonly LayerWork[],
): readonly Setldetail[] {
  const detail: { readonly fund_pay_type: string; fund_payamt: Fen }[] = [];
  const add = (fund_pay_type: string, amount: Fen) => {
    if (amount === 0) return;
    const row = detail.find((known) => known.fund_pay_type === fund_pay_type);
    if (row === undefined) detail.push({ fund_pay_type, fund_payamt: amount });
    else row.fund_payamt = (row.fund_payamt + amount) as Fen;
  };
  if (poolType !== undefined) add(poolType, setlinfo.hifp_pay);
  for (const { compiled, pay } of layers) add(compiled.layer.fund_pay_type, pay);
  add(OWN_ACCOUNT, setlinfo.acct_pay);
  return detail.sort((a, b) => (a.fund_pay_type < b.fund_pay_type ? -1 : 1));
}
