/** The counter's part of the error catalogue: readers, cards, sessions, baskets, transactions. Data only. */
import type { CardErrorCode } from '../../drivers/contract.ts';
import type { ProblemCode } from '../core/problem.ts';
import { ambiguous, type Entry, permanent, transient } from './entry.ts';

export const CARD = {
  card_mute: permanent(
    422,
    ['卡片没有应答', 'The card does not answer'],
    ['请确认芯片朝向，擦净芯片后重新插卡', 'Check which way round the chip is, wipe it, insert the card again'],
  ),
  card_removed_early: permanent(
    422,
    ['读卡未完成，卡片已被拔出', 'The card was pulled out before it was read'],
    ['重新插卡，等提示后再拔出', 'Insert it again and leave it in until told'],
  ),
  card_not_social_security: permanent(
    422,
    ['这不是社会保障卡', 'This is not a social-security card'],
    ['请换社会保障卡；其他卡不能办理', 'Use a social-security card; no other card works'],
  ),
  card_is_bank_card: permanent(
    422,
    ['这是银行卡', 'This is a bank card'],
    ['请换社会保障卡；付现金部分时再用银行卡', 'Use the social-security card; the bank card is for the cash part'],
  ),
  card_is_residence_card: permanent(
    422,
    ['这是居住证', 'This is a residence card'],
    ['请换社会保障卡或医保电子凭证', 'Use the social-security card or the e-voucher'],
  ),
  card_expired: permanent(
    422,
    ['社会保障卡已过有效期', 'The social-security card has expired'],
    [
      '请参保人到发卡银行或人社窗口换卡；本次可自费',
      'The person has it renewed at the issuer; this purchase can be self-paid',
    ],
  ),
  card_blocked: permanent(
    422,
    ['社会保障卡已被锁定', 'The social-security card is blocked'],
    ['请参保人到人社窗口解锁；本次可自费', 'The person has it unblocked at the issuer; this purchase can be self-paid'],
  ),
  card_unreadable: permanent(
    422,
    ['卡内数据读取有误', 'The data on the card cannot be read'],
    ['重新插卡；仍不行请换卡或自费', 'Insert it again; if it stays so, use another card or pay in full'],
  ),
  card_version_unknown: permanent(
    422,
    ['不支持该卡片版本', 'This version of the card is not known'],
    ['请换卡，并把卡面发卡地区告知管理员', 'Use another card, and tell the administrator where it was issued'],
  ),
  card_busy: transient(
    503,
    ['读卡器正被其他程序占用', 'Another program holds the card reader'],
    [
      '关闭其他读卡程序，之后自动读卡；没有其他程序时请重新插卡，仍不行则重新插拔读卡器',
      'Close the other program; the card is read by itself then. Where there is none, insert the card again, or plug the reader in anew',
    ],
  ),
  card_timeout: transient(
    504,
    ['读卡中途卡片停止应答', 'The card stopped answering while it was read'],
    ['拔出卡片，重新插入', 'Take the card out and insert it again'],
  ),
  card_psam_missing: permanent(
    503,
    ['这张卡需要安全模块（PSAM），没有找到', 'This card needs a security module (PSAM), and none was found'],
    [
      '把 PSAM 卡插入读卡器的 SAM 卡座后重新插卡；或用医保电子凭证',
      'Put the PSAM into the SAM slot of the reader and insert the card again; or use the e-voucher',
    ],
  ),
  card_psam_refused: permanent(
    422,
    ['卡片与安全模块（PSAM）互不认可', 'The card and the security module (PSAM) do not accept each other'],
    [
      '确认 PSAM 是本统筹区发放的；外地卡请用医保电子凭证',
      'Check that the PSAM is the one issued here; for a card from elsewhere use the e-voucher',
    ],
  ),
  card_pin_blocked: permanent(
    422,
    ['卡密码已锁定', 'The PIN of the card is blocked'],
    ['请参保人到人社窗口重置密码；本次可自费', 'The person has it reset at the issuer; this purchase can be self-paid'],
  ),
  card_pin_not_entered: permanent(
    422,
    ['没有输入卡密码', 'The PIN of the card was not entered'],
    ['重新插卡，请持卡人输入密码', 'Insert the card again, and its holder enters the PIN'],
  ),
} satisfies Record<CardErrorCode, Entry>;

export const COUNTER = {
  card_pin_wrong: permanent(
    422,
    ['卡密码不对，还可以试 {tries_left} 次', 'The PIN of the card is wrong; {tries_left} tries are left'],
    ['请持卡人再输入一次；不确定时取消，以免锁卡', 'The holder enters it again, or cancels rather than block the card'],
    { tries_left: 'text' },
  ),
  pin_not_awaited: permanent(
    409,
    ['没有卡片在等待密码', 'No card waits for its PIN'],
    ['插卡，等提示后再输入', 'Insert the card and enter it when asked'],
  ),
  busy: transient(
    503,
    [
      '系统正忙[（{operation}）][，正在办理 {session}][，交易 {msgid} 还在处理]，请稍候',
      'Busy with something else[ ({operation})][: session {session} goes on][: transaction {msgid} is under way]',
    ],
    ['几秒后再试', 'Try again in a few seconds'],
    { operation: 'text', session: 'text', msgid: 'text' },
  ),
  shift_not_open: permanent(
    409,
    ['还没有开班', 'The shift is not open'],
    ['先由操作员开班', 'An operator opens the shift first'],
  ),
  shift_already_open: permanent(
    409,
    ['已由操作员 {opter} 开班', 'The shift is already open for operator {opter}'],
    ['请该操作员先签退，再换班', 'That operator closes the shift first'],
    { opter: 'text' },
  ),
  no_reader: permanent(
    404,
    ['没有找到读卡器[：{device}]', 'No card reader found[: {device}]'],
    ['检查读卡器连线和 pcscd 服务', 'Check the cable of the reader and the pcscd service'],
    { device: 'text' },
  ),
  no_card: permanent(
    409,
    ['读卡器里没有卡', 'No card in the reader'],
    ['请插入社会保障卡', 'Insert the social-security card'],
    { device: 'text' },
  ),
  several_cards: permanent(
    409,
    ['多个读卡器里有卡：{readers}', 'Several readers hold a card: {readers}'],
    ['只留一张卡，或指明读卡器', 'Leave one card in, or name the reader'],
    { readers: 'text' },
  ),
  card_swapped: permanent(
    409,
    ['读卡器里换了另一张卡', 'Another card is in the reader now'],
    ['按现在的卡重新读卡、录入', 'Read the card that is in now and enter the goods again'],
  ),
  card_removed: permanent(
    409,
    ['卡片已被拔出，本次办理已结束', 'The card was taken out; this session has ended'],
    ['重新插卡，从头办理', 'Insert the card and start again'],
  ),
  session_unknown: permanent(
    404,
    ['没有这次办理，或已经结束：{session}', 'No such session, or it has ended: {session}'],
    ['重新插卡，从头办理', 'Insert the card and start again'],
    { session: 'text' },
  ),
  session_wrong_phase: permanent(
    409,
    ['这一步现在不能做：{phase}', 'Not possible now: {phase}'],
    ['按顺序办理：读卡、录入药品、预结算、确认', 'Go in order: card, basket, pre-settlement, accept'],
    { session: 'text', phase: 'phase' },
  ),
  too_many_sessions: transient(
    503,
    ['同时办理的人数已到上限 {limit}', 'The limit of {limit} open sessions is reached'],
    ['先结束不用的办理', 'End sessions that are not needed'],
    { limit: 'text' },
  ),
  basket_invalid: permanent(
    422,
    ['药品清单有误：{field} {code}', 'The basket is not valid: {field} {code}'],
    [
      '改正该项后重新提交[（{message}）][：填写 {given} 元，单价乘数量为 {computed} 元]',
      'Correct it and send the basket again[ ({message})][: {given} was given, and price times count is {computed}]',
    ],
    { field: 'text', code: 'fault', message: 'remark', given: 'yuan', computed: 'yuan' },
  ),
  basket_changed: permanent(
    409,
    ['清单刚刚有变动（例如扫入了商品）', 'The basket has changed meanwhile, as by a scan'],
    ['取最新的清单再改', 'Look at the basket as it is now, and change that'],
    { session: 'text' },
  ),
  check_blocked: permanent(
    422,
    ['事前提醒不允许结算：{codes}', 'The counter checks do not allow this sale: {codes}'],
    ['按提示更换药品或改自费；该提示不能说明理由跳过', 'Act on what was found, or self-pay; no reason lifts it'],
    { codes: 'text' },
  ),
  tenders_differ: permanent(
    422,
    ['付款方式与账单不符：合计 {sum}，应付现金 {due}', 'The tenders do not fit: {sum} paid, {due} due'],
    [
      '按账单的现金支付逐项填写：每项大于 0，合计相等，实收不少于该项金额；只有现金可以多收找零',
      'Let each be above 0 and received in full, and let them add up to psn_cash_pay of the bill; only cash is received in excess, for change',
    ],
    { sum: 'yuan', due: 'yuan' },
  ),
  check_needs_reason: permanent(
    422,
    ['事前提醒需要填写理由：{codes}', 'The counter checks want a reason: {codes}'],
    [
      '核实后为每条提示填写理由再确认，或改药',
      'Check, give a reason for each finding and accept again, or change the basket',
    ],
    { codes: 'text' },
  ),
  key_reused: permanent(
    409,
    ['该幂等键已用于 {msgid}，内容不同', 'This idempotency key was used for {msgid}, which was asked for otherwise'],
    [
      '先查这一笔：已成立的不必再办，付款方式也以它为准；新的一笔用新的键',
      'Look at that one first: if it stands, nothing is left to do, and it was paid as it says; use a new key for another sale',
    ],
    { msgid: 'text' },
  ),
  visit_unknown: permanent(
    404,
    ['本机没有这次就诊', 'This terminal has no such visit'],
    [
      '核对就诊ID或结算ID，临时的和中心的都可以；在别的终端挂号的，在那台终端办理',
      'Check the mdtrt_id or setl_id, the provisional and the centre’s both do; what another terminal registered is dealt with there',
    ],
  ),
  visit_exists: permanent(
    409,
    ['门诊号 {ipt_otp_no} 已有未结束的就诊 {visit}', 'Visit {visit} with number {ipt_otp_no} has not ended'],
    ['继续办理该就诊，或先取消它', 'Go on with that visit, or cancel it first'],
    { visit: 'text', ipt_otp_no: 'foreign' },
  ),
  visit_incomplete: permanent(
    409,
    ['就诊 {visit} 还没有{step}', 'Visit {visit} still lacks {step}'],
    ['先录入该项，再预结算', 'Enter it first, then price the visit'],
    { visit: 'text', step: 'phase' },
  ),
  visit_fees_there: permanent(
    409,
    ['收费批次 {chrg_bchno} 已上传或正在上传', 'Batch {chrg_bchno} is with the centre, or on its way'],
    ['先撤销该批费用，再上传新的', 'Take that batch back first, then send the new one'],
    { visit: 'text', chrg_bchno: 'foreign' },
  ),
  visit_settled: permanent(
    409,
    ['就诊 {visit} 已结算或正在结算（{msgid}）', 'Visit {visit} is settled, or being settled ({msgid})'],
    ['如需更改，先撤销该结算', 'To change it, undo the settlement first'],
    { visit: 'text', msgid: 'text' },
  ),
  visit_closed: permanent(
    409,
    ['就诊 {visit} {phase}', 'Visit {visit} is {phase}'],
    ['重新挂号后办理', 'Register the person anew'],
    { visit: 'text', phase: 'phase' },
  ),
  visit_other_person: permanent(
    409,
    ['卡片与就诊 {visit} 不是同一人', 'The card is not that of the person of visit {visit}'],
    ['请插入挂号时的社会保障卡', 'Insert the card the visit was registered with'],
    { visit: 'text' },
  ),
  transaction_unknown: permanent(
    404,
    ['本机没有这笔交易', 'This terminal has no such transaction'],
    [
      '核对报文编号 msgid；别的终端卖出的，在那台终端办理',
      'Check the msgid; what another terminal sold is dealt with there',
    ],
  ),
  not_parked: permanent(
    409,
    ['该交易不在待人工处理之列：{state}', 'This transaction does not wait for a decision: {state}'],
    ['看未完成的交易：tongxing queue', 'See what is open: tongxing queue'],
    { state: 'state' },
  ),
  nothing_stands: permanent(
    409,
    [
      '中心没有交易 {msgid} 的结算，不能按成交处理',
      'The centre has no settlement of transaction {msgid}, so there is none that could stand',
    ],
    [
      '再撤销一次（tongxing queue cancel），迟到的原交易就不会再成交',
      'Cancel it once more (tongxing queue cancel): then it is not sold either when it arrives late',
    ],
    { msgid: 'text' },
  ),
  body_lost: permanent(
    409,
    ['交易 {msgid} 的内容已丢失，不能再发', 'The body of {msgid} was lost, so it cannot be sent again'],
    ['撤销它；中心若已结算会一并退回', 'Cancel it; what the centre may have settled is given back with it'],
    { msgid: 'text' },
  ),
  not_cancellable: permanent(
    409,
    ['该交易目前不能撤销：{state}', 'This transaction cannot be cancelled now: {state}'],
    [
      '尚未完成的，等状态变化后再试；已撤销、已退的不必再办，部分退货后余下的是另一笔，按那一笔办理；中心拒绝的按待收退差额结清（tongxing queue --claims），结清前可退货',
      'What is under way: try again later. What is undone or came back needs nothing; the rest of a part refund is another transaction, to be dealt with as that one; what the centre refused is settled by its claim (tongxing queue --claims), or given back before',
    ],
    { state: 'state' },
  ),
} satisfies Partial<Record<ProblemCode, Entry>>;

export const CENTRE = {
  voucher_invalid: permanent(
    422,
    ['这不是医保电子凭证', 'This is no medical-insurance e-voucher'],
    ['请参保人打开医保电子凭证重新扫码', 'Ask the person to open the e-voucher, and scan it again'],
  ),
  voucher_unanswered: transient(
    503,
    ['中心没有解开电子凭证', 'The centre did not decode the e-voucher'],
    [
      '请参保人刷新二维码后再扫；或插入实体卡',
      'Ask the person to refresh the code and scan it again, or insert the card',
    ],
  ),
  voucher_refused: permanent(
    422,
    ['中心未通过电子凭证[：{err_msg}]', 'The centre refused the e-voucher[: {err_msg}]'],
    [
      '请参保人刷新二维码后再扫；或插入实体卡',
      'Ask the person to refresh the code and scan it again, or insert the card',
    ],
    { result: 'text', err_msg: 'foreign' },
  ),
  person_refused: permanent(
    422,
    ['中心未通过人员核验[：{err_msg}]', 'The centre refused the person[: {err_msg}]'],
    ['请参保人向医保经办机构核实；本次可自费', 'The person asks the insurance office; this purchase can be self-paid'],
    { result: 'text', err_msg: 'foreign' },
  ),
  centre_rejected: permanent(
    422,
    ['中心拒绝办理[：{err_msg}]', 'The centre refused it[: {err_msg}]'],
    ['没有扣款；按原因处理后重新办理，或自费', 'Nothing was charged; act on the reason and do it anew, or self-paid'],
    { result: 'text', err_msg: 'foreign' },
  ),
  centre_unreachable: transient(
    503,
    ['连不上医保中心', 'The centre cannot be reached'],
    ['检查网络；连通后再做这一步', 'Check the network; do this once it is back'],
    { detail: 'foreign' },
  ),
  centre_refused: permanent(
    502,
    ['中心不接受[：{detail}]', 'The centre refused[: {detail}]'],
    ['按原因处理；不清楚时联系医保经办机构', 'Act on the reason; if unclear, ask the insurance office'],
    { detail: 'foreign' },
  ),
  outcome_unknown_reversing: ambiguous(
    504,
    [
      '中心没有及时答复，交易 {msgid} 正在冲正',
      'The centre did not answer in time; transaction {msgid} is being reversed',
    ],
    [
      '没有成交，请勿重复收费；冲正结果见交易列表',
      'Nothing was sold; do not charge again before the reversal is through',
    ],
    { msgid: 'text', reason: 'text' },
  ),
  taken_over: ambiguous(
    503,
    ['另一个进程已接管本终端', 'Another process has taken over this terminal'],
    ['到接管的进程查看交易列表后再决定是否重做', 'Look at the transactions there before doing it again'],
  ),
  stopped: ambiguous(
    503,
    ['本程序正在停止，这一步做到哪里还不知道', 'The agent is stopping; how far this came is not known'],
    [
      '重新启动后用同一幂等键再问，或查看交易列表',
      'Ask again under the same key after the restart, or look at the transactions',
    ],
  ),
  open_items: permanent(
    409,
    [
      '还有未完成的交易，不能签退：待上传 {queued}，上传中 {underway}，结果未知 {unknown}，冲正中 {reversing}',
      'The day has open items: {queued} queued, {underway} under way, {unknown} unknown, {reversing} reversing',
    ],
    ['等它们自动完成，或在交易列表逐笔处理', 'Let them finish by themselves, or handle them in the list'],
    { queued: 'text', unknown: 'text', underway: 'text', reversing: 'text' },
  ),
  totals_differ: permanent(
    409,
    ['对账不平[：清单上还有 {detail} 项未处理]', 'The books differ from the centre[: {detail} items are open]'],
    [
      '用 tongxing reconcile 逐项处理；确需签退时填写原因，逐项签字留存',
      'Handle each with tongxing reconcile; to close all the same, give a reason: each is signed off with it',
    ],
    { detail: 'text' },
  ),
} satisfies Partial<Record<ProblemCode, Entry>>;
