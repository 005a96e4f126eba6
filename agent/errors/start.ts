/**
 * What keeps the daemon from starting, as catalogue entries: configuration, packs, catalogue file, secrets, enrolment.
 * Data only. Read by whoever installs the terminal, so each names the file or field and what to do.
 */
import { type Entry, type Pair, permanent, transient } from './entry.ts';

const SEE_EXAMPLE: Pair = [
  '对照 agent/config.example.yaml 改正后重新启动',
  'Correct it after agent/config.example.yaml and start again',
];
const PLACE = { file: 'text', field: 'text', line: 'text', column: 'text' } as const;

export const CONFIG = {
  config_unreadable: permanent(
    500,
    ['读不到配置文件 {file}[（{reason}）]', 'The configuration file {file} cannot be read[ ({reason})]'],
    [
      '检查路径和权限，或由 agent/config.example.yaml 复制一份',
      'Check path and permissions, or copy agent/config.example.yaml',
    ],
    { file: 'text', reason: 'text' },
  ),
  config_not_yaml: permanent(
    500,
    ['配置文件不是有效的 YAML[（{message}）]', 'The configuration file is not valid YAML[ ({message})]'],
    ['改正所指的行后重新启动', 'Correct the line named and start again'],
    { ...PLACE, message: 'foreign' },
  ),
  config_unknown_field: permanent(
    500,
    ['没有配置项 {field}[，是否想写 {suggestion}]', 'There is no setting {field}[; did you mean {suggestion}]'],
    SEE_EXAMPLE,
    { ...PLACE, suggestion: 'text' },
  ),
  config_missing_field: permanent(500, ['缺少配置项 {field}', 'The setting {field} is missing'], SEE_EXAMPLE, PLACE),
  config_bad_value: permanent(
    500,
    [
      '配置项 {field} 取值有误[：{rule} {limit}][，例如 {example}]',
      'The setting {field} is not valid[: {rule} {limit}][, for example {example}]',
    ],
    SEE_EXAMPLE,
    { ...PLACE, rule: 'rule', limit: 'text', example: 'text' },
  ),
  config_refused: permanent(
    500,
    [
      '改过的配置文件有误，仍用原配置：{text}',
      'The changed configuration is not right; the former one goes on: {text}',
    ],
    ['改正后执行 systemctl reload tongxing', 'Correct it, then: systemctl reload tongxing'],
    { text: 'foreign' },
  ),
  config_needs_restart: permanent(
    500,
    ['改过的配置项须重启才生效：{keys}', 'Changed settings that take effect at the next start: {keys}'],
    ['空闲时执行 systemctl restart tongxing', 'When the counter is free: systemctl restart tongxing'],
    { keys: 'text' },
  ),
  config_virtual_in_production: permanent(
    500,
    ['配置项 {field}：正式环境不接受虚拟读卡器', 'The setting {field}: virtual readers are not accepted in production'],
    ['删去该项；培训用机请同时写 mode: training', 'Remove it; on a training machine also write mode: training'],
    PLACE,
  ),
  config_recording_persons: permanent(
    500,
    [
      '配置项 {field}：正式终端上的录制会录到真实人员，没有写明同意',
      'The setting {field}: recording a terminal at work records real persons, and nothing says that they agreed',
    ],
    [
      '删去 recording；确已征得同意时写 persons: real_agreed',
      'Remove recording, or write persons: real_agreed where they have agreed',
    ],
    PLACE,
  ),
  config_training_place: permanent(
    500,
    [
      '配置项 {field}：培训模式只连接本机上的模拟中心，不能连 {address}',
      'The setting {field}: in training mode only a simulated centre on this machine is spoken to, not {address}',
    ],
    ['写 127.0.0.1；正式使用请去掉 mode: training', 'Write 127.0.0.1; for real work remove mode: training'],
    { ...PLACE, address: 'text' },
  ),
} satisfies Record<string, Entry>;

const FILE = { path: 'text', reason: 'text' } as const;

export const START = {
  recording_persons: permanent(
    500,
    [
      '正式终端上的录制会录到真实人员，没有写明同意',
      'Recording a terminal at work records real persons, and nothing says that they agreed',
    ],
    [
      '只在培训模式录制，或在配置里写明 real_agreed',
      'Record in training mode alone, or say real_agreed in the configuration',
    ],
  ),
  training_place: permanent(
    500,
    [
      '培训模式只连接本机上的模拟中心，不能连 {address}',
      'In training mode only a simulated centre on this machine is spoken to, not {address}',
    ],
    ['改为 127.0.0.1，或以正式模式运行', 'Use 127.0.0.1, or run in production mode'],
    { address: 'text' },
  ),
  native_not_loaded: permanent(
    500,
    ['程序的本机模块不能加载（{reason}）', 'A native module of the program cannot be loaded ({reason})'],
    [
      'Node 换了版本或程序换了机器：在程序目录执行 npm rebuild，再启动',
      'Node or the machine is another one since it was built: run npm rebuild in its folder, and start again',
    ],
    { reason: 'foreign' },
  ),
  pack_invalid: permanent(
    500,
    ['政策包不能使用：{path}（{reason}）', 'The policy pack cannot be used: {path} ({reason})'],
    ['换用有效的政策包文件', 'Put a valid pack in its place'],
    FILE,
  ),
  catalogue_invalid: permanent(
    500,
    ['药品目录不能使用：{path}（{reason}）', 'The catalogue cannot be used: {path} ({reason})'],
    [
      '用 tongxing catalogue import 导入，或换用有效的目录文件',
      'Import one by tongxing catalogue import, or put a valid file in its place',
    ],
    FILE,
  ),
  revocation_invalid: permanent(
    500,
    ['黑名单不能使用：{path}（{reason}）', 'The revocation list cannot be used: {path} ({reason})'],
    ['原名单继续使用；请换用有效的文件或全量名单', 'The former list goes on serving; use a valid file, or a full list'],
    FILE,
  ),
  revocation_none: permanent(
    500,
    ['这台终端没有黑名单：{path}', 'This terminal has no list of revoked cards: {path}'],
    ['用 tongxing revocation import 导入全量名单', 'Import a full list by tongxing revocation import'],
    FILE,
  ),
  secret_refused: permanent(
    500,
    ['密钥文件不能使用：{path}（{reason}）', 'The secret file cannot be used: {path} ({reason})'],
    [
      '按提示修正；若他人可能看过，或已损坏而没有备份，请重新登记终端',
      'Correct it as said; if others may have read it, or it is damaged and there is no copy, enrol anew',
    ],
    FILE,
  ),
  agent_not_running: permanent(
    500,
    ['终端程序没有在运行（{folder}）', 'No agent runs on {folder}'],
    ['先启动终端程序：tongxing start --config 配置文件', 'Start it first: tongxing start --config FILE'],
    { folder: 'text' },
  ),
  file_missing: permanent(
    500,
    ['找不到文件或目录 {path}', 'There is no file or folder {path}'],
    ['检查命令行或配置中的路径', 'Check the path on the command line or in the configuration'],
    { path: 'text' },
  ),
  file_refused: permanent(
    500,
    ['文件或目录不能读写：{path}（{reason}）', 'The file or folder cannot be read or written: {path} ({reason})'],
    ['检查路径、权限和磁盘后再执行', 'Check path, permissions and disk, and do it again'],
    { path: 'text', reason: 'text' },
  ),
  enrolment_refused: permanent(
    500,
    ['中心不接受终端登记（{reason}）', 'The centre refused the enrolment ({reason})'],
    ['向医保经办机构索取新的登记码', 'Ask the insurance office for a new enrolment code'],
    { reason: 'foreign' },
  ),
  enrolment_incomplete: permanent(
    500,
    ['中心对终端登记的回答不完整（{reason}）', "The centre's answer to the enrolment is no whole identity ({reason})"],
    [
      '请医保经办机构核对该机构的登记资料，再用同一登记码启动',
      'Have the insurance office check what it holds of the institution, and start again with the same enrolment code',
    ],
    { reason: 'foreign' },
  ),
  enrolment_unreachable: transient(
    500,
    ['登记终端时连不上中心（{reason}）', 'The centre cannot be reached to enrol ({reason})'],
    ['检查网络后用同一登记码重新启动', 'Check the network and start again with the same enrolment code'],
    { reason: 'foreign' },
  ),
} satisfies Record<string, Entry>;
