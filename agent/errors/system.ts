/**
 * The machine's part of the error catalogue: store, link, device host, local API. Data only. These are
 * read by whoever installs and integrates, so they name files, fields and the command to type.
 */
import type { NoReply } from '../core/centre.ts';
import type { StoreErrorCode } from '../core/store-error.ts';
import { ambiguous, type Entry, type Pair, permanent, transient } from './entry.ts';

export const DISK = {
  disk_nearly_full: permanent(
    507,
    [
      '磁盘只剩 {free_mb} MB（至少需要 {needed_mb} MB），不再受理新的交易',
      'Only {free_mb} MB are left on the disk ({needed_mb} MB are needed): no new sale is taken',
    ],
    [
      '清理磁盘空间，自动恢复受理；已受理的交易照常上传',
      'Free some space: sales go on by themselves; what was accepted is sent as ever',
    ],
    { free_mb: 'text', needed_mb: 'text' },
  ),
} satisfies Record<string, Entry>;

export const SECOND = {
  already_running: permanent(
    503,
    [
      '数据目录 {path} 已有一个终端程序在运行：进程 {pid}，{address}',
      'An agent runs on the data folder {path} already: process {pid} at {address}',
    ],
    ['直接使用它；要换一个，先停掉那个进程', 'Use that one; to start another, end that process first'],
    { path: 'text', pid: 'text', address: 'text' },
  ),
} satisfies Record<string, Entry>;

export const STORE = {
  store_locked: permanent(
    503,
    ['数据文件正被另一个进程使用[：{path}]', 'Another process uses the data file[: {path}]'],
    ['一台终端只运行一个 tongxing；先停掉另一个', 'One tongxing per data folder; stop the other one first'],
    { path: 'text' },
  ),
  store_lease_lost: permanent(
    503,
    ['数据文件已由另一个进程接管[：{path}]', 'Another process has taken over the data file[: {path}]'],
    [
      '本进程已停止发送并退出；请使用接管的进程',
      'This process has stopped sending and ends; use the one that took over',
    ],
    { path: 'text' },
  ),
  store_newer_schema: permanent(
    500,
    ['数据文件由更新版本的程序写成[：{path}]', 'The data file was written by a newer program[: {path}]'],
    ['请安装不低于原版本的程序；文件未被改动', 'Install that version or a newer one; the file was not touched'],
    { path: 'text' },
  ),
  store_older_schema: permanent(
    500,
    ['数据文件由旧版本的程序写成[：{path}]', 'The data file was written by an older program[: {path}]'],
    [
      '启动一次 tongxing start，会自动升级并保留原文件',
      'Start tongxing start once: it upgrades it and keeps the original',
    ],
    { path: 'text' },
  ),
  store_damaged: permanent(
    500,
    ['数据文件已损坏[：{path}]', 'The data file is damaged[: {path}]'],
    ['不要删除该文件；停机并联系技术支持恢复', 'Do not delete it; stop, and have it salvaged'],
    { path: 'text' },
  ),
  backup_damaged: permanent(
    500,
    ['备份不完整，或不是账本[：{path}]', 'The backup is not whole, or is no ledger[: {path}]'],
    ['现有账本没有改动；换一份备份', 'The ledger that is there was not touched; take another backup'],
    { path: 'text' },
  ),
  store_full: permanent(
    507,
    ['磁盘已满，不能再记账[：{path}]', 'The disk is full; nothing more can be stored[: {path}]'],
    ['清理磁盘空间；已存的交易不受影响', 'Free some space; what is stored is safe'],
    { path: 'text' },
  ),
  store_failed: permanent(
    500,
    ['数据文件读写失败[：{path}][（{reason}）]', 'The data file cannot be read or written[: {path}][ ({reason})]'],
    ['检查磁盘和目录权限；本次操作没有生效', 'Check disk and permissions; nothing of this request was done'],
    { path: 'text', reason: 'text' },
  ),
  store_wrong_key: permanent(
    500,
    ['数据密钥与数据文件不符[：{path}]', 'The data key does not belong to the data file[: {path}]'],
    [
      '换回该文件自己的 keys 目录；没有时执行 tongxing keys request，由医保经办机构找回',
      'Put its own keys folder back; without it run tongxing keys request and have the office recover them',
    ],
    { path: 'text' },
  ),
  store_key_lost: permanent(
    500,
    ['缺少数据密钥，不能打开数据文件[：{path}]', 'A data key is missing; the data file cannot be opened[: {path}]'],
    [
      '不要重建密钥；恢复 keys 目录，或执行 tongxing keys request，由医保经办机构找回',
      'Make no new key; put the keys folder back, or run tongxing keys request and have the office recover it',
    ],
    { path: 'text' },
  ),
} satisfies Record<StoreErrorCode, Entry>;

const SELF_HEALING: Pair = ['无需操作，系统会自动重试', 'Nothing to do: it is tried again by itself'];
const INQUIRED: Pair = [
  '请勿重新收费，系统会自动查询结果',
  'Do not charge again: the outcome is inquired about by itself',
];

export const LINK = {
  link_unsent: transient(503, ['没有连上中心，报文未发出', 'No connection: the request was not sent'], SELF_HEALING),
  link_timeout: ambiguous(504, ['中心没有及时答复', 'The centre did not answer in time'], INQUIRED),
  link_reset: ambiguous(502, ['与中心的连接中断', 'The connection to the centre broke'], INQUIRED),
  link_unreadable: ambiguous(502, ['中心的答复无法解读', 'The answer of the centre cannot be read'], INQUIRED),
  link_refused: permanent(
    502,
    ['中心不接受本终端的报文', 'The centre does not accept requests of this terminal'],
    ['检查终端证书和程序版本，联系医保经办机构', 'Check certificate and version, and ask the insurance office'],
  ),
} satisfies Record<`link_${NoReply}`, Entry>;

const due = (zh: string, en: string, hint: Pair) =>
  transient(
    503,
    [
      `交易 {msgid} 可以上传已有 {hours} 小时仍未完成${zh}`,
      `Transaction {msgid} could be sent for {hours} hours and is not done${en}`,
    ],
    hint,
    { msgid: 'text', hours: 'text' },
  );

export const LEDGER = {
  deadline_banner: due('', '', ['在交易列表中查看原因', 'Look at the reason in the list of transactions']),
  deadline_supervisor: due('，请主管处理', '; a supervisor is needed', [
    '主管逐笔处理未完成的交易',
    'A supervisor goes through what is not done',
  ]),
  deadline_alarm: due('，已超过 24 小时期限', '; the 24 hours are over', [
    '立即联系医保经办机构和技术支持；交易仍在本机，没有丢失',
    'Call the insurance office and support now; it is still here and not lost',
  ]),
  ledger_check_failed: permanent(
    503,
    [
      '后台核对数据文件的副本时发现问题：有坏页，或账目被改动',
      'A copy of the data file was checked in the background and is not whole: damaged pages, or entries that were changed',
    ],
    [
      '不要删除数据；在收费间隙重启 tongxing（坏页会在启动时抢救，并报告缺失的序号），再运行 tongxing ledger verify，仍有问题则停机联系技术支持',
      'Keep the data; restart tongxing between two patients (damaged pages are salvaged at start, what is missing is reported), run tongxing ledger verify, and call support when it still finds something',
    ],
  ),
  kept_unreadable: permanent(
    503,
    [
      '数据文件恢复后，中心存有的一笔本机交易[ {msgid} ]无法解读（{field}）：取回之前本机不发送任何交易，其余的已取回',
      'After the restore a transaction[ {msgid}] that the centre has of this terminal cannot be read ({field}): nothing is sent before it is here; the others are',
    ],
    [
      '升级程序（可能由较新版本发出）；仍无法解读时请医保经办机构核对该笔。系统会自动重试',
      'Upgrade the program, which may be older than what sent it; else ask the insurance office to look at it. It is tried again by itself',
    ],
    { msgid: 'foreign', field: 'foreign' },
  ),
  ledger_behind: permanent(
    503,
    [
      '中心记录的本终端数据比本机新（第 {epoch} 期 {number} 号）：数据文件被旧文件替换过',
      'The centre knows more of this terminal than it does itself (epoch {epoch}, number {number}): an older file was put in place',
    ],
    [
      '停止营业并联系技术支持，用 tongxing restore 恢复；本机暂不发送任何交易',
      'Nothing is sent from here; stop, and restore with tongxing restore',
    ],
    { epoch: 'text', number: 'text' },
  ),
} satisfies Record<string, Entry>;

export const HOST = {
  device_host_ended: transient(
    503,
    ['设备进程意外退出，正在重启', 'The device process ended and is being restarted'],
    ['稍候重新插卡；账务不受影响', 'Insert the card again in a moment; the ledger is not affected'],
  ),
  device_program_ended: transient(
    503,
    ['读卡程序 {program} 没有运行', 'The card program {program} does not run'],
    [
      '检查配置 devices.vendor_reader 中的程序能否执行；恢复后自动继续',
      'See whether the program of devices.vendor_reader can be run; work goes on by itself after that',
    ],
    { program: 'text' },
  ),
  device_service_down: transient(
    503,
    ['系统服务 {service} 没有运行', 'The system service {service} is not running'],
    [
      '执行 systemctl start {service}；恢复后自动继续',
      'Run systemctl start {service}; work goes on by itself after that',
    ],
    { service: 'text' },
  ),
  device_module_missing: permanent(
    503,
    ['缺少设备模块 {module}', 'The device module {module} is missing'],
    [
      '重新执行 npm start 的安装步骤（需要 libpcsclite-dev）',
      'Run the set-up of npm start again (it needs libpcsclite-dev)',
    ],
    { module: 'text' },
  ),
  device_virtual_refused: permanent(
    403,
    ['不接受虚拟读卡器 {device}', 'The virtual reader {device} is not accepted'],
    [
      '请使用真实读卡器；演示和培训见配置项 devices.accept_virtual',
      'Use a real reader; for training see devices.accept_virtual',
    ],
    { device: 'text' },
  ),
} satisfies Record<string, Entry>;

const SEE_DOCUMENT: Pair = ['接口说明见 GET /v1/openapi.json', 'The interface is described at GET /v1/openapi.json'];

export const API = {
  port_busy: permanent(
    500,
    ['端口 {port} 已被{holder}占用', 'Port {port} is in use by {holder}'],
    [
      '停掉占用者（ss -ltnp "sport = :{port}"），或在配置中改 api.port',
      'Stop it (ss -ltnp "sport = :{port}" shows which), or choose another api.port in the configuration',
    ],
    { port: 'text', holder: 'holder' },
  ),
  port_refused: permanent(
    500,
    ['不能监听端口 {port}（{reason}）', 'Cannot listen on port {port} ({reason})'],
    ['在配置中换一个 1024 以上的 api.port', 'Choose an api.port above 1024 in the configuration'],
    { port: 'text', reason: 'text' },
  ),
  national_code_unknown: permanent(
    422,
    ['{field} 的值 {value} 不在码表（{table}）中', 'The value {value} of {field} is not in its code table ({table})'],
    ['按国家码表改正该字段；码表见 1901', 'Correct the field by the national code table; 1901 lists it'],
    { field: 'text', value: 'foreign', table: 'text' },
  ),
  unauthorised: permanent(
    401,
    ['缺少或错误的接口令牌', 'The bearer token is missing or wrong'],
    [
      '请求头写 Authorization: Bearer <令牌>；令牌在数据目录的 api.token 文件中',
      'Send Authorization: Bearer <token>; the token is in the file api.token of the data folder',
    ],
  ),
  host_refused: permanent(
    403,
    ['只接受本机地址的请求', 'Only requests to the loopback address are taken'],
    ['请用 http://127.0.0.1:{port}', 'Use http://127.0.0.1:{port}'],
    { port: 'text' },
  ),
  origin_refused: permanent(
    403,
    ['不接受其他网页发起的请求', 'Requests made by other web pages are not taken'],
    [
      '由本机程序调用，或从本机页面打开；网页接入须在配置 api.allowed_origins 写明其地址并配对',
      'Call from a program of this machine or its own page; another page has to be named in api.allowed_origins and paired',
    ],
  ),
  body_too_large: permanent(
    413,
    ['请求内容超过 {limit} 字节', 'The request is larger than {limit} bytes'],
    ['分成多次办理', 'Split it'],
    { limit: 'text' },
  ),
  not_json: permanent(
    400,
    ['请求内容不是有效的 JSON', 'The request body is not valid JSON'],
    ['检查引号、逗号和括号，以及内容是否完整', 'Check quotes, commas and brackets, and that it is whole'],
  ),
  field_repeated: permanent(
    400,
    ['请求里 {field} 出现了两次', 'The request has {field} twice'],
    ['同一字段只写一次', 'Send each field once'],
    { field: 'text' },
  ),
  not_utf8: permanent(
    400,
    ['请求内容不是 UTF-8 文字，或含有半个字符', 'The request body is not UTF-8 text, or holds half a character'],
    ['按 UTF-8 编码发送（不是 GBK）', 'Send it encoded as UTF-8, not as GBK'],
  ),
  media_type_refused: permanent(
    415,
    ['请求内容须为 application/json', 'The request body must be application/json'],
    ['请求头写 Content-Type: application/json', 'Send Content-Type: application/json'],
  ),
  request_unknown_field: permanent(
    400,
    [
      '请求中没有 {field} 这一项[，是否想写 {suggestion}]',
      'The request has an unknown field {field}[; did you mean {suggestion}]',
    ],
    SEE_DOCUMENT,
    { field: 'text', suggestion: 'text' },
  ),
  request_missing_field: permanent(400, ['请求缺少 {field}', 'The request lacks {field}'], SEE_DOCUMENT, {
    field: 'text',
  }),
  request_bad_value: permanent(
    400,
    [
      '请求中 {field} 取值有误[：{rule} {limit}][，例如 {example}]',
      'The field {field} is not valid[: {rule} {limit}][, for example {example}]',
    ],
    SEE_DOCUMENT,
    { field: 'text', rule: 'rule', limit: 'text', example: 'text' },
  ),
  request_timeout: transient(
    408,
    ['请求没有在时限内发完', 'The request did not arrive in time'],
    [
      '检查调用程序后重发；带同一个幂等键重发是安全的',
      'Check the caller and send again; with the same idempotency key that is safe',
    ],
  ),
  request_unreadable: permanent(400, ['不是有效的 HTTP 请求', 'This is not a valid HTTP request'], SEE_DOCUMENT),
  route_unknown: permanent(404, ['没有这个接口：{method} {path}', 'There is no {method} {path}'], SEE_DOCUMENT, {
    method: 'text',
    path: 'foreign',
  }),
  method_refused: permanent(
    405,
    ['这个地址不接受 {method}', 'This address does not take {method}'],
    ['改用 {allowed} 发送', 'Send it by {allowed}'],
    { method: 'text', allowed: 'text' },
  ),
  good_unknown: permanent(
    404,
    ['目录和本店商品中都没有 {code}', 'Neither the catalogue nor the shelf has {code}'],
    ['按名称或拼音首字母查找', 'Search by name or pinyin initials'],
    { code: 'foreign' },
  ),
  too_many_requests: transient(
    429,
    ['请求太频繁，{wait}后再试', 'Too many requests; try again in {wait}'],
    ['检查调用程序是否在反复重试', 'See whether the caller repeats itself in a loop'],
    { wait: 'duration' },
  ),
  too_many_guesses: transient(
    429,
    ['令牌或链接多次不对，{wait}后再试', 'Too many wrong tokens or links; try again in {wait}'],
    [
      '读取数据目录中的 api.token；令牌正确的调用不受影响',
      'Read api.token in the data folder; callers with the right one are not held up',
    ],
    { wait: 'duration' },
  ),
  approval_spent: permanent(
    403,
    ['这次授权已用过或已过期', 'This approval was used or is too old'],
    ['请有权限的操作员再次输入 PIN 授权', 'An operator who may gives the PIN once more'],
  ),
  page_link_spent: permanent(
    410,
    ['这个链接已用过或已过期', 'This link was used or is too old'],
    ['在本机运行 tongxing open 取新的链接', 'Run tongxing open on this machine for a new one'],
  ),
  too_many_listeners: transient(
    503,
    ['事件监听者已到上限 {limit}', 'The limit of {limit} event listeners is reached'],
    ['关闭不用的监听', 'Close listeners that are not needed'],
    { limit: 'text' },
  ),
  internal: ambiguous(
    500,
    ['程序内部错误', 'Something went wrong inside the agent'],
    [
      '先查交易列表再决定是否重做；把日志发给技术支持',
      'Look at the transactions before doing it again; send the log to support',
    ],
  ),
} satisfies Record<string, Entry>;
