/** The offline rules' part of the error catalogue: why a sale has to wait for the centre (offline.md). Data only. */
import type { ProblemCode } from '../core/problem.ts';
import { type Entry, type Pair, permanent } from './entry.ts';

const WAIT: Pair = ['等网络恢复后办理，或按自费收款', 'Settle when the link is back, or take it as self-paid'];
/** Where nothing is promised of the funds, nothing stands in the way of a claim on them. */
const WAIT_OR_CLAIM: Pair = [
  '等网络恢复后办理，或自费，或全额现金、联网后由中心核付',
  'Settle when the link is back, or self-pay, or pay all in cash and claim the funds’ part later',
];

export const OFFLINE = {
  offline_amount_limit: permanent(
    422,
    [
      '断网期间单笔限额 {limit} 元，本笔 {asked} 元',
      'Without the centre one sale may reach {limit} yuan; this one is {asked}',
    ],
    WAIT_OR_CLAIM,
    { limit: 'yuan', asked: 'yuan' },
  ),
  offline_person_day_limit: permanent(
    422,
    [
      '断网期间每人每日基金限额 {limit} 元，还剩 {left} 元，本笔需 {asked} 元',
      'Without the centre the funds pay one person {limit} yuan a day; {left} is left, this sale needs {asked}',
    ],
    WAIT_OR_CLAIM,
    { limit: 'yuan', left: 'yuan', asked: 'yuan' },
  ),
  offline_count_limit: permanent(
    422,
    ['断网期间暂存笔数已到上限 {limit}', 'The limit of {limit} provisional sales is reached'],
    WAIT,
    { limit: 'text', left: 'text' },
  ),
  offline_sum_limit: permanent(
    422,
    [
      '断网期间暂存基金总额上限 {limit} 元，还剩 {left} 元，本笔需 {asked} 元',
      'Provisional sales may promise {limit} yuan of funds; {left} is left, this sale needs {asked}',
    ],
    WAIT_OR_CLAIM,
    { limit: 'yuan', left: 'yuan', asked: 'yuan' },
  ),
  offline_hours_limit: permanent(
    422,
    [
      '与中心失联超过 {limit} 小时[（已 {hours} 小时）]',
      'No contact with the centre for more than {limit} hours[ ({hours} so far)]',
    ],
    [
      '恢复网络后办理；在此之前自费，或全额现金、联网后由中心核付',
      'Restore the link; until then self-pay, or pay all in cash and claim the funds’ part later',
    ],
    { limit: 'text', hours: 'text' },
  ),
  offline_card_revoked: permanent(
    422,
    ['该卡已在挂失名单（{version}）中', 'This card is on the revocation list ({version})'],
    ['请参保人联系医保经办机构；本次可自费', 'The person asks the insurance office; this purchase can be self-paid'],
    { version: 'text' },
  ),
  offline_revocation_too_old: permanent(
    422,
    [
      '挂失名单超过 {limit} 小时未更新[（已 {hours} 小时）]',
      'The revocation list is older than {limit} hours[ ({hours})]',
    ],
    WAIT_OR_CLAIM,
    { limit: 'text', hours: 'text' },
  ),
  offline_catalogue_too_old: permanent(
    422,
    ['医保目录超过 {limit} 小时未更新[（已 {hours} 小时）]', 'The catalogue is older than {limit} hours[ ({hours})]'],
    [
      '联网后办理，或导入新目录（tongxing catalogue import）；其间可自费或全额现金',
      'Wait for the centre, or import a newer catalogue (tongxing catalogue import); until then self-pay or pay all in cash',
    ],
    { limit: 'text', hours: 'text' },
  ),
  offline_pack_too_old: permanent(
    422,
    [
      '政策包超过 {limit} 小时未经中心确认[（已 {hours} 小时）]',
      'The centre has not confirmed the policy packs for more than {limit} hours[ ({hours})]',
    ],
    WAIT_OR_CLAIM,
    { limit: 'text', hours: 'text' },
  ),
  offline_snapshot_too_old: permanent(
    422,
    [
      '该参保人的本地资料超过 {limit} 小时[（已 {hours} 小时）]',
      "The person's data on file is older than {limit} hours[ ({hours})]",
    ],
    WAIT_OR_CLAIM,
    { limit: 'text', hours: 'text' },
  ),
  offline_other_province: permanent(
    422,
    ['外省参保人员（{insuplc_admdvs}）须联网结算', 'Persons of another province ({insuplc_admdvs}) need the centre'],
    WAIT,
    { insuplc_admdvs: 'text' },
  ),
  offline_chronic_disease: permanent(
    422,
    [
      '门诊慢特病待遇须联网核验：本地资格信息已过期',
      'Chronic-disease benefits need the centre: the entitlement on file is stale',
    ],
    WAIT_OR_CLAIM,
  ),
  offline_account_limit: permanent(
    422,
    [
      '断网期间个人账户限额 {limit} 元，本笔需 {asked} 元',
      'Without the centre a personal account may pay {limit} yuan; this sale needs {asked}',
    ],
    ['改为不使用个人账户再办理', 'Price it again without the account'],
    { limit: 'yuan', asked: 'yuan' },
  ),
  offline_new_epoch: permanent(
    422,
    [
      '数据恢复后尚未与中心核对，不能离线医保结算',
      'The data was restored and not yet compared with the centre: no insured sale without it',
    ],
    [
      '恢复网络，等待首次核对；其间可自费',
      'Restore the link and let the first comparison happen; until then self-paid sales only',
    ],
  ),
  offline_credential: permanent(
    422,
    ['断网时只接受实体社会保障卡', 'Without the centre only the physical card is taken'],
    ['请插入实体卡，或等网络恢复，或自费', 'Insert the card itself, wait for the link, or self-pay'],
    { type: 'text' },
  ),
  offline_refund: permanent(
    422,
    ['中心已结算的交易须联网退费', 'What the centre has settled can be refunded only with the centre'],
    ['等网络恢复后再撤销', 'Cancel it when the link is back'],
  ),
  person_unknown_offline: permanent(
    422,
    ['断网，且本机没有该参保人的资料', 'No link, and nothing on file about this person'],
    [
      '可自费，或全额现金、联网后由中心核付，或等网络恢复',
      'Self-pay, or pay all in cash and claim the funds’ part later, or wait for the link',
    ],
  ),
  clock_not_trusted: permanent(
    422,
    ['本机时间不可信[（跳变 {step_ms}）]', 'The clock of this machine is not trusted[ (it stepped by {step_ms})]'],
    [
      '校准系统时间，或等网络恢复后自动核对；其间可自费或全额现金',
      'Set the clock right, or let the centre confirm it; until then self-pay or pay all in cash',
    ],
    { step_ms: 'duration' },
  ),
} satisfies Partial<Record<ProblemCode, Entry>>;
