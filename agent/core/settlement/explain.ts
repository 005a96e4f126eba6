/**
 * Sentences a cashier can read out, made from the trace's facts (settlement.md 5). Wording may improve at any time, for
 * nothing but screens, receipts and ears depends on it. Must never compute an amount: every figure is one of the facts.
 */
import { type Fen, formatYuan } from '../money.ts';
import { formatCount, formatPrice, formatScaled, type Ratio } from './decimal.ts';
import type { Step, Term } from './trace.ts';

export type Language = 'zh' | 'en';
type Sentences = Readonly<Record<Language, string>>;
type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

/** One sentence for one step. */
export function explain(step: Step, language: Language): string {
  return sentencesOf(step)[language];
}

function sentencesOf(step: Step): Sentences {
  switch (step.kind) {
    case 'gross':
      return sayGross(step);
    case 'own':
      return sayOwn(step);
    case 'over':
      return sayOver(step);
    case 'pre':
      return sayPre(step);
    case 'scope':
      return sayScope(step);
    case 'deductible':
      return sayDeductible(step);
    case 'pool':
      return sayPool(step);
    case 'layer':
      return sayLayer(step);
    case 'sum':
      return saySum(step);
    case 'part':
      return sayPart(step);
    case 'account':
      return sayAccount(step);
    case 'family':
      return sayFamily(step);
    case 'cash':
      return sayCash(step);
  }
}

const percent = (ratio: Ratio) => `${formatScaled(ratio, 2, 0)}%`;
const yuan = formatYuan;

function sayGross({ value, inputs: { pric, cnt, given } }: Of<'gross'>): Sentences {
  const product = `${formatPrice(pric)} × ${formatCount(cnt)}`;
  if (given === null) return { zh: `${product} = ${yuan(value)} 元`, en: `${product} = ${yuan(value)} yuan` };
  return {
    zh: `${product}，收费系统记为 ${yuan(value)} 元`,
    en: `${product}, ${yuan(value)} yuan as the till has it`,
  };
}

function sayOwn({ value, inputs: { reason } }: Of<'own'>): Sentences {
  return reason === 'not_in_catalogue'
    ? {
        zh: `当日医保目录内没有这个编码，${yuan(value)} 元全部自费`,
        en: `not in the catalogue on this day: all ${yuan(value)} yuan self-paid`,
      }
    : { zh: `丙类项目，${yuan(value)} 元全部自费`, en: `a class C item: all ${yuan(value)} yuan self-paid` };
}

function sayOver({ value, inputs: { pric, pric_uplmt_amt } }: Of<'over'>): Sentences {
  const [price, limit] = [formatPrice(pric), formatPrice(pric_uplmt_amt)];
  return {
    zh: `单价 ${price} 元高于医保限价 ${limit} 元，超出的 ${yuan(value)} 元自付`,
    en: `price ${price} is over the limit of ${limit}: ${yuan(value)} yuan above it is self-paid`,
  };
}

function sayPre({ value, inputs }: Of<'pre'>): Sentences {
  const { det_item_fee_sumamt, overlmt_amt, selfpay_prop } = inputs;
  const base = minus(det_item_fee_sumamt, overlmt_amt);
  return {
    zh: `先行自付：${base} × ${percent(selfpay_prop)} = ${yuan(value)} 元`,
    en: `paid by the person first: ${base} × ${percent(selfpay_prop)} = ${yuan(value)} yuan`,
  };
}

function sayScope({ value, rule, inputs: { benefit } }: Of<'scope'>): Sentences {
  return benefit === null
    ? {
        zh: `政策范围内 ${yuan(value)} 元，但没有可享受的待遇，统筹不支付`,
        en: `${yuan(value)} yuan is in scope, but no benefit takes it: the pool pays nothing`,
      }
    : {
        zh: `政策范围内 ${yuan(value)} 元，按“${rule.name?.zh}”待遇计算`,
        en: `${yuan(value)} yuan is in scope, under ${rule.name?.en}`,
      };
}

function sayDeductible({ value, rule, inputs: { deductible, used } }: Of<'deductible'>): Sentences {
  return {
    zh: `${rule.name?.zh}：起付线 ${yuan(deductible)} 元，今年已扣 ${yuan(used)} 元，本次扣 ${yuan(value)} 元`,
    en: `${rule.name?.en}: deductible ${yuan(deductible)}, ${yuan(used)} used this year, ${yuan(value)} yuan taken now`,
  };
}

function sayPool({
  value,
  cut,
  rule,
  terms,
  inputs: { inscp_scp_amt, ded, full, ceiling, used },
}: Of<'pool'>): Sentences {
  const only = terms.length === 1 ? terms[0] : undefined;
  const work = only === undefined ? arithmetic(terms) : `${minus(inscp_scp_amt, ded)} × ${percent(only.ratio)}`;
  const limit = limited(cut, ceiling, used, value);
  return {
    zh: `${rule.name?.zh}：${work} = ${yuan(full)} 元${limit.zh}`,
    en: `${rule.name?.en}: ${work} = ${yuan(full)} yuan${limit.en}`,
  };
}

function sayLayer({ value, cut, rule, terms, accumulators, inputs }: Of<'layer'>): Sentences {
  const { seen, deductible, full, ceiling, used } = inputs;
  const [burden] = accumulators;
  const [before, after] = [yuan(burden?.before ?? seen), yuan(burden?.after ?? seen)];
  if (terms.length === 0) {
    return {
      zh: `${rule.name?.zh}：今年负担由 ${before} 元到 ${after} 元，未超过起付线 ${yuan(deductible)} 元，不支付`,
      en: `${rule.name?.en}: this year's burden goes from ${before} to ${after}, not over ${yuan(deductible)}: pays nothing`,
    };
  }
  const limit = limited(cut, ceiling, used, value);
  return {
    zh: `${rule.name?.zh}：今年负担由 ${before} 元到 ${after} 元，${arithmetic(terms)} = ${yuan(full)} 元${limit.zh}`,
    en: `${rule.name?.en}: this year's burden goes from ${before} to ${after}, ${arithmetic(terms)} = ${yuan(full)} yuan${limit.en}`,
  };
}

function saySum({ amount, value, inputs: { addends } }: Of<'sum'>): Sentences {
  const work = addends.map((addend) => yuan(addend.value)).join(' + ');
  const name =
    amount === 'medfee_sumamt' ? { zh: '费用总额', en: 'total' } : { zh: '基金支付总额', en: 'paid by the funds' };
  return {
    zh: `${name.zh}：${work || '0.00'} = ${yuan(value)} 元`,
    en: `${name.en}: ${work || '0.00'} = ${yuan(value)} yuan`,
  };
}

function sayPart({ value, inputs: { medfee_sumamt, fund_pay_sumamt } }: Of<'part'>): Sentences {
  const work = `${yuan(medfee_sumamt)} − ${yuan(fund_pay_sumamt)} = ${yuan(value)}`;
  return { zh: `个人负担：${work} 元`, en: `the person's part: ${work} yuan` };
}

function sayAccount({ value, inputs: { eligible, excluded, balc } }: Of<'account'>): Sentences {
  const barred =
    excluded === 0
      ? { zh: '', en: '' }
      : { zh: `（${yuan(excluded)} 元不可用账户支付）`, en: ` (${yuan(excluded)} may not be paid from it)` };
  return {
    zh: `个人账户：可支付 ${yuan(eligible)} 元${barred.zh}，余额 ${yuan(balc)} 元，支付 ${yuan(value)} 元`,
    en: `own account: may pay ${yuan(eligible)}${barred.en}, holds ${yuan(balc)}, pays ${yuan(value)} yuan`,
  };
}

function sayFamily({ value, inputs: { eligible, balc } }: Of<'family'>): Sentences {
  return {
    zh: `家庭共济账户：尚需 ${yuan(eligible)} 元，余额 ${yuan(balc)} 元，支付 ${yuan(value)} 元`,
    en: `family account: ${yuan(eligible)} still to pay, holds ${yuan(balc)}, pays ${yuan(value)} yuan`,
  };
}

function sayCash({ value, inputs: { psn_part_amt, acct_pay, acct_mulaid_pay } }: Of<'cash'>): Sentences {
  const work = [psn_part_amt, acct_pay, acct_mulaid_pay].filter((part, index) => index === 0 || part > 0).map(yuan);
  return {
    zh: `个人现金：${work.join(' − ')} = ${yuan(value)} 元`,
    en: `in cash: ${work.join(' − ')} = ${yuan(value)} yuan`,
  };
}

function minus(from: Fen, taken: Fen): string {
  return taken === 0 ? yuan(from) : `(${yuan(from)} − ${yuan(taken)})`;
}

function arithmetic(terms: readonly Term[]): string {
  return terms.map(({ part, ratio }) => `${yuan(part)} × ${percent(ratio)}`).join(' + ') || '0.00';
}

function limited(cut: Fen, ceiling: Fen | null, used: Fen, value: Fen): Sentences {
  if (cut === 0 || ceiling === null) return { zh: '', en: '' };
  return {
    zh: `；年度限额 ${yuan(ceiling)} 元已用 ${yuan(used)} 元，只支付 ${yuan(value)} 元`,
    en: `; ${yuan(used)} of the yearly limit of ${yuan(ceiling)} is used: pays ${yuan(value)} yuan`,
  };
}
