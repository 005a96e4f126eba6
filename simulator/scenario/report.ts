/** Scenarios in words: for people line by line, for CI as JUnit XML. Pure text; must never hold what a file did not say. */
import type { Outcome, StepReport } from './run.ts';
import type { Step } from './scenario.ts';

/** Chinese of the verbs; the verb itself is the English. */
const ZH: Readonly<Record<string, string>> = {
  insert: '插卡',
  swap: '换卡',
  pull: '拔卡',
  scan: '扫码',
  type: '键入',
  scanner: '扫码枪模式',
  paper: '打印纸',
  cover: '机盖',
  cut: '断网',
  'restore link': '恢复网络',
  delay: '请求晚到',
  'answer late': '应答晚到',
  'answer twice': '应答两次',
  'lose request': '丢失请求',
  'lose answer': '丢失应答',
  'deliver twice': '送达两次',
  refuse: '中心拒绝',
  busy: '中心繁忙',
  pace: '中心限速',
  'fill disk': '磁盘写满',
  'free disk': '磁盘腾空',
  'slow disk': '磁盘变慢',
  'jump clock': '时钟跳变',
  kill: '程序被杀',
  'power cut': '断电',
  pass: '过一段时间',
  upgrade: '升级换程序',
  'card service': '读卡服务',
  balance: '改余额',
  person: '参保情况',
  'revoke card': '挂失',
  'show voucher': '出示电子凭证',
  prescribe: '开电子处方',
  withdraw: '撤销处方',
  'spoil books': '弄坏中心的账',
  ask: '本地接口',
  'begin the day': '开始一天',
  'open shift': '开班',
  'enrol operator': '登记操作员',
  'hand over': '交班',
  'close shift': '日终签退',
  reconcile: '对账',
  act: '处理差错',
  'open session': '开始办理',
  'close session': '放弃办理',
  basket: '录入药品',
  accept: '确认结算',
  sell: '购药',
  cancel: '撤销',
  refund: '退货',
  print: '打印',
  'close claim': '结清差额',
  'wait for scan': '等待扫码',
  register: '挂号',
  diagnose: '诊断',
  fees: '费用明细',
  'take fees back': '撤销明细',
  'presettle visit': '门诊预结算',
  'undo settlement': '撤销结算',
  'cancel visit': '取消就诊',
  'wait for': '等到',
  expect: '应当',
};

const MOST = 110;

export function sayStep({ number, step, failure, atMs }: StepReport): string {
  const at = `${(atMs / 1_000).toFixed(1)}s`.padStart(9);
  const line = `  ${failure === null ? '✓' : '✗'} ${String(number).padStart(2)} ${at}  ${wordsOf(step)}\n`;
  return failure === null ? line : `${line}       ${failure.split('\n').join('\n       ')}\n`;
}

/** What is about to be done, for who watches. */
export function sayComing(step: Step, number: number): string {
  return `  … ${String(number).padStart(2)} ${''.padStart(9)}  ${wordsOf(step)}\n`;
}

function wordsOf({ verb, args, fails, note }: Step): string {
  const given = args === null ? '' : typeof args === 'object' ? JSON.stringify(args) : String(args);
  const text = `${ZH[verb] ?? ''} ${verb}${given === '' ? '' : `: ${given}`}`.trim();
  const short = text.length > MOST ? `${text.slice(0, MOST)}…` : text;
  return `${short}${fails === null ? '' : `  （应被拒绝 refused: ${fails}）`}${note === '' ? '' : `  # ${note}`}`;
}

export interface Ran {
  readonly outcome: Outcome;
  /** How long it took by the real clock, ms. */
  readonly tookMs: number;
}

/** `seed`: what it can be had again with; null where nothing was drawn. */
export function junit(suite: string, all: readonly Ran[], seed: number | null = null): string {
  const failures = all.filter(({ outcome }) => outcome.failed !== null).length;
  const seconds = (ms: number) => (ms / 1_000).toFixed(3);
  const took = all.reduce((sum, { tookMs }) => sum + tookMs, 0);
  const cases = all.map(({ outcome: { scenario, failed }, tookMs }) => {
    const head = `  <testcase classname="${xml(suite)}" name="${xml(scenario.name)}" file="${xml(scenario.file)}" time="${seconds(tookMs)}"`;
    if (failed === null) return `${head}/>`;
    const where = `${scenario.file}:${failed.step.line} step ${failed.number}: ${failed.step.verb}`;
    return `${head}>\n    <failure message="${xml(where)}">${xml(failed.failure ?? '')}</failure>\n  </testcase>`;
  });
  const properties =
    seed === null ? '' : `  <properties>\n    <property name="seed" value="${seed}"/>\n  </properties>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="${xml(suite)}" tests="${all.length}" failures="${failures}" time="${seconds(took)}">
${properties}${cases.join('\n')}
</testsuite>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function xml(text: string): string {
  return [...text].map((one) => ENTITIES[one] ?? (one < ' ' && one !== '\n' && one !== '\t' ? ' ' : one)).join('');
}
