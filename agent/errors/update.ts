/**
 * Updates and policy packs as catalogue entries: what is refused, where it lies, and what to do; and results that do not
 * come out again. Data only.
 */
import { type Entry, type Pair, permanent, transient } from './entry.ts';

const WHERE = { file: 'text', rule: 'text', field: 'text', reason: 'text' } as const;
const KEPT: Pair = [
  '原有政策包继续使用；请把此信息转给医保经办机构',
  'What was in force stays in force; pass this on to the insurance office',
];
const refused = (zh: string, en: string): Entry =>
  permanent(
    422,
    [
      `政策包 {file} 未采用：${zh}[，规则 {rule}][，字段 {field}][（{reason}）]`,
      `The pack {file} was not taken: ${en}[, rule {rule}][, field {field}][ ({reason})]`,
    ],
    KEPT,
    WHERE,
  );

export const UPDATE = {
  pack_unsound: refused('内容有误', 'it is not sound'),
  pack_example_fails: refused('自带算例算不出所写的结果', 'one of its worked examples does not come out'),
  pack_name_differs: refused('内容与所报名称不符', 'it is not what it was announced as'),
  pack_wrong_region: refused('不是本省的政策包', 'it is of another province'),
  pack_outside_validity: refused('日期不在有效期内', 'the date lies outside its validity'),
  pack_version_taken: refused(
    '该版本已安装且内容不同，修改后须换新版本号',
    'this version is installed with another content; a changed pack needs a new version',
  ),
  profile_invalid: permanent(
    422,
    [
      '终端档案 {file} 未采用：内容有误[，字段 {field}][（{reason}）]',
      'The terminal profile {file} was not taken: it is not sound[, field {field}][ ({reason})]',
    ],
    ['原有限额继续有效；请把此信息转给医保经办机构', 'The limits in force stay; pass this on to the insurance office'],
    { file: 'text', field: 'text', reason: 'text' },
  ),
  update_signature_wrong: refused('签名不符', 'its signature is not that of the centre'),
  update_too_large: refused('超过允许的大小', 'it is larger than allowed'),
  update_damaged: transient(
    422,
    [
      '更新 {file} 传输有误[，字段 {field}][（{reason}）]',
      'The update {file} arrived damaged[, field {field}][ ({reason})]',
    ],
    ['将自动重新下载', 'It is fetched again by itself'],
    WHERE,
  ),
  pack_not_installed: permanent(
    404,
    ['没有安装政策包 {file}', 'The pack {file} is not installed'],
    ['用 tongxing pack list 查看已安装的版本', 'tongxing pack list shows what is installed'],
    { file: 'text' },
  ),
  pack_no_former: permanent(
    409,
    ['政策包 {file} 没有可退回的有效版本', 'There is no former version of {file} that is valid today'],
    ['用 tongxing pack list 查看已安装的版本', 'tongxing pack list shows what is installed'],
    { file: 'text' },
  ),
  replay_differs: permanent(
    500,
    [
      '重算与所存结果不同：{step} 的 {amount}，所存 {stored}，重算 {recomputed}',
      'The result does not come out again: {amount} of {step}, stored {stored}, recomputed {recomputed}',
    ],
    ['保留数据，联系技术支持', 'Keep the data and ask support'],
    { step: 'text', amount: 'text', stored: 'text', recomputed: 'text' },
  ),
  replay_impossible: permanent(
    422,
    ['该交易不能重算[：{field}][（{reason}）]', 'This transaction cannot be computed again[: {field}][ ({reason})]'],
    ['用 tongxing queue 核对报文编号；补回所缺的政策包', 'Check the id with tongxing queue; put the missing pack back'],
    { field: 'text', reason: 'text' },
  ),
} satisfies Record<string, Entry>;
