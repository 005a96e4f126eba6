/**
 * `tongxing sim centre …` in the command line's own words: the simulated centre alone, and its administration. Runs
 * nothing.
 */
import type { Command } from 'commander';
import type { Wording } from './pack-program.ts';

/** The doors of a served counter's centre; a centre of one's own has them at its control port. */
export const SERVED_CENTRE = 'http://127.0.0.1:8461/centre';

export interface AtCentre {
  readonly at: string;
}

export interface CentreServeFlags {
  readonly data: string;
  readonly port: string;
  readonly enrolPort: string;
  readonly controlPort: string;
  readonly packs?: string;
  readonly people?: readonly string[];
}

export interface PersonFlags extends AtCentre {
  readonly balc?: string;
  /** name=amount */
  readonly accumulator?: readonly string[];
  readonly aidCategory?: string;
  readonly commercial?: string;
}

export interface PrescribeFlags extends AtCentre {
  readonly validDays?: string;
  readonly attribute?: string;
}

export interface CentreCommands {
  serve(flags: CentreServeFlags): Promise<number>;
  show(what: string, flags: AtCentre): Promise<number>;
  person(psn_no: string, flags: PersonFlags): Promise<number>;
  card(cardno: string, flags: AtCentre & { readonly restore?: boolean }): Promise<number>;
  prescribe(psn_no: string, lines: readonly string[], flags: PrescribeFlags): Promise<number>;
  withdraw(hi_rxno: string, flags: AtCentre): Promise<number>;
  voucher(psn_no: string, flags: AtCentre): Promise<number>;
  faults(settings: readonly string[], flags: AtCentre): Promise<number>;
  drop(flags: AtCentre): Promise<number>;
  terminal(dev_no: string, flags: AtCentre): Promise<number>;
  code(fixmedins_code: string, flags: AtCentre): Promise<number>;
  pack(file: string, flags: AtCentre & { readonly from?: string }): Promise<number>;
}

export function addCentreCommands(
  sim: Command,
  load: () => Promise<CentreCommands>,
  { example, done }: Pick<Wording, 'example' | 'done'>,
): void {
  const centre = sim
    .command('centre')
    .summary('模拟中心：serve 单独起一个，其余为管理 the simulated centre by itself, and its administration')
    .description(
      '单独起一个模拟中心，供集成商对着全部接口开发；并管理它：人员、账户、累计、卡片挂失、电子处方、电子凭证、限速、故障、终端吊销、政策包。中心页面上都能做同样的事。\nServes a simulated centre by itself, to develop against the whole contract, and administers it: persons, accounts, accumulators, revoked cards, prescriptions, e-vouchers, pace, faults, terminals, packs. Its page does the same.',
    )
    .helpCommand(false);
  addServe(centre, load, { example, done });
  const administer = (name: string, summary: string, description: string, ...examples: (readonly [string, string])[]) =>
    centre
      .command(name)
      .summary(summary)
      .description(description)
      .option('--at <url>', '中心的控制地址 where its control is', SERVED_CENTRE)
      .addHelpText('after', example(...examples));
  administer(
    'show',
    '中心的账和状态 what the centre holds',
    '输出 JSON：overview 总览，ledger 账，prescriptions 电子处方，alarms 告警，state 终端与故障。\nAs JSON: overview, ledger, prescriptions, alarms, or state (terminals and faults).',
    ['tongxing sim centre show ledger', '中心的账 its books'],
  )
    .argument('[what]', 'overview, ledger, prescriptions, alarms, state', 'overview')
    .action(async (what: string, flags: AtCentre) => done(await (await load()).show(what, flags)));
  administer(
    'person',
    '改人员的账户和累计 change a person’s account and accumulators',
    '改账户余额、年度累计、救助类别、商业保险。\nChanges balance, amounts used this year, aid category and commercial insurance.',
    ['tongxing sim centre person 99000000000000000001 --balc 12.00', '账户 12 元 a balance'],
    ['tongxing sim centre person 99000000000000000001 --accumulator aid.ceiling=1.00', '年度累计 an amount used'],
  )
    .argument('<psn_no>', '人员编号 psn_no')
    .option('--balc <yuan>', '账户余额 balance')
    .option('--accumulator <name=yuan...>', '年度累计 amounts used this year')
    .option('--aid-category <category>', '救助类别，none 为无 aid category; none for none')
    .option('--commercial <yes|no>', '商业保险 commercial insurance')
    .action(async (psn_no: string, flags: PersonFlags) => done(await (await load()).person(psn_no, flags)));
  administer(
    'card',
    '挂失或解挂卡片 revoke a card, or take that back',
    '挂失卡片；--restore 解挂。\nRevokes a card; --restore takes that back.',
    ['tongxing sim centre card T0000001A', '挂失 revoke it'],
  )
    .argument('<cardno>', '卡号 cardno')
    .option('--restore', '解挂 take it back')
    .action(async (cardno: string, flags: AtCentre & { restore?: boolean }) =>
      done(await (await load()).card(cardno, flags)),
    );
  administer(
    'prescribe',
    '给某人开电子处方 a prescription for somebody',
    '输出医保处方编号，即处方二维码的内容；凭它购药，取完、过期、撤销、不是本人的都不予结算。\nPrints its number, which is what its QR code says. A sale on it is refused once it is used up, over, withdrawn or another person’s.',
    ['tongxing sim centre prescribe 99000000000000000001 XA02BCA905A001010100001=2', '两盒 two packs'],
  )
    .argument('<psn_no>', '人员编号 psn_no')
    .argument('<lines...>', '药品=数量 med_list_codg=cnt')
    .option('--valid-days <n>', '有效天数，默认 3 valid for so many days (3)')
    .option('--attribute <code>', '01 双通道 dual channel，02 门诊统筹 outpatient（默认 default），03 其他 other')
    .action(async (psn_no: string, lines: string[], flags: PrescribeFlags) =>
      done(await (await load()).prescribe(psn_no, lines, flags)),
    );
  administer(
    'withdraw',
    '撤销电子处方 withdraw a prescription',
    '撤销后不能再凭它购药；已售的不变。\nNothing more is sold on it; what was sold stands.',
    ['tongxing sim centre withdraw RX2022110810000000000000001', '撤销 withdraw it'],
  )
    .argument('<hi_rxno>', '医保处方编号 its number')
    .action(async (hi_rxno: string, flags: AtCentre) => done(await (await load()).withdraw(hi_rxno, flags)));
  administer(
    'voucher',
    '某人手机上现在的电子凭证 the e-voucher on somebody’s phone now',
    '输出电子凭证二维码的内容，中心解码时认得它一次。\nPrints what the QR code says; the centre decodes it once.',
    ['tongxing sim centre voucher 99000000000000000001', '出示 show it'],
  )
    .argument('<psn_no>', '人员编号 psn_no')
    .action(async (psn_no: string, flags: AtCentre) => done(await (await load()).voucher(psn_no, flags)));
  administer(
    'faults',
    '故障和限速 faults, and the pace',
    '不带参数时列出；name=value 设定：busy、deny、pace_ms、delay_ms、answer_delay_ms、lose_requests、lose_answers、duplicate、refuse（null 或 {"code": …, "count": …}）。\nLists them, or sets those that are given.',
    ['tongxing sim centre faults lose_answers=1 pace_ms=500', '丢一个应答并限速 lose an answer, and pace'],
    ['tongxing sim centre faults \'refuse={"code": "card_revoked", "count": 1}\'', '拒绝下一笔 refuse the next'],
  )
    .argument('[settings...]', 'name=value')
    .action(async (settings: string[], flags: AtCentre) => done(await (await load()).faults(settings, flags)));
  administer(
    'drop',
    '断开全部连接 break all connections',
    '断开全部连接；终端会再连。\nBreaks every connection; terminals come back.',
    ['tongxing sim centre drop', '断开 break them'],
  ).action(async (flags: AtCentre) => done(await (await load()).drop(flags)));
  administer('terminal', '吊销终端 revoke a terminal', '吊销终端，立即生效。\nRevokes a terminal, at once.', [
    'tongxing sim centre terminal P37010200001-001',
    '吊销 revoke it',
  ])
    .argument('<dev_no>', '终端编号 dev_no')
    .action(async (dev_no: string, flags: AtCentre) => done(await (await load()).terminal(dev_no, flags)));
  administer(
    'code',
    '一次性终端注册码 a one-time enrolment code',
    '给一个机构一个注册码。\nA code for an institution.',
    ['tongxing sim centre code P37010200001', '给这家 for this one'],
  )
    .argument('<fixmedins_code>', '机构编码 fixmedins_code')
    .action(async (code: string, flags: AtCentre) => done(await (await load()).code(code, flags)));
  administer(
    'pack',
    '下发政策包 offer a policy pack to terminals',
    '签名后下发一个政策包文件。\nSigns a pack and offers it.',
    ['tongxing sim centre pack my-pack.json', '下发 offer it'],
  )
    .argument('<file>', '政策包 JSON the pack')
    .option('--from <date>', '从哪天起下发 offered from this day')
    .action(async (file: string, flags: AtCentre & { from?: string }) => done(await (await load()).pack(file, flags)));
}

function addServe(
  centre: Command,
  load: () => Promise<CentreCommands>,
  { example, done }: Pick<Wording, 'example' | 'done'>,
): void {
  centre
    .command('serve')
    .summary('单独起一个模拟中心 a simulated centre by itself')
    .description(
      '就绪后输出一行 JSON：端口、CA 证书、机构和注册码。数据是该目录里的 SQLite 文件，可以直接查看。\nOne line of JSON when it is ready: ports, CA file, institution, enrolment codes. What it holds is an SQLite file in that folder, to be looked into.',
    )
    .requiredOption('--data <folder>', '数据目录 folder of its data')
    .option('--port <port>', '终端端口，0 为任意 port for terminals; 0 is any', '0')
    .option('--enrol-port <port>', '注册端口 port for enrolment', '0')
    .option('--control-port <port>', '控制端口和页面 port of its control and page', '0')
    .option('--people <file...>', '人员文件 people files, besides the shipped one')
    .option(
      '--packs <folder>',
      '政策包目录，中心按它结算并下发终端（默认自带的样例，任何年份有效） policy packs to settle by and to send to terminals; default: the samples, in force in any year',
    )
    .addHelpText('after', example(['tongxing sim centre serve --data ./centre --control-port 8462', '起一个 serve it']))
    .action(async (flags: CentreServeFlags) => done(await (await load()).serve(flags)));
}
