/**
 * The fields of each transaction as data (national-interface.md 2): type, length, whether required, and what is done
 * with it here. Requests are held to it (input.ts), and FIELDS.md is made from it, so that a vendor reads what the
 * program does. Must never hold a rule that is written nowhere else twice.
 *
 * One field a word: `name type need use`. Types: C30 text · N16,2 number · D day · T instant · B bytes · L nodes of its
 * own. `!` required. Uses: d decides what is done · c compared with what the terminal knows, refused where it differs ·
 * k kept with the transaction · i read and not used.
 */
import {
  CLR_TYPE,
  type CodeTable,
  DIAG_TYPE,
  FLAG,
  HOSP_APPR_FLAG,
  INSUTYPE,
  LIST_TYPE,
  MDTRT_CERT_TYPE,
  MDTRT_SETL_TYPE,
  MED_TYPE,
  PSN_CERT_TYPE,
  PSN_SETLWAY,
  REFD_SETL_FLAG,
  VALI_FLAG,
} from '../../protocol/codes.ts';

export type Use = 'd' | 'c' | 'k' | 'i';

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly use: Use;
}

export interface Node {
  readonly name: string;
  /** A list of such nodes. */
  readonly list: boolean;
  readonly required: boolean;
  readonly fields: readonly Field[];
}

export interface Transaction {
  readonly title: string;
  readonly nodes: readonly Node[];
  /** Shown in the table, where there is something to say. */
  readonly note?: string;
}

/** Fields whose values come from a national code table (national-interface.md 3), by name: the same in every message. */
export const CODES: Readonly<Record<string, CodeTable>> = {
  mdtrt_cert_type: MDTRT_CERT_TYPE,
  psn_cert_type: PSN_CERT_TYPE,
  insutype: INSUTYPE,
  med_type: MED_TYPE,
  clr_type: CLR_TYPE,
  psn_setlway: PSN_SETLWAY,
  acct_used_flag: FLAG,
  rx_circ_flag: FLAG,
  rx_flag: FLAG,
  trdn_flag: FLAG,
  vali_flag: VALI_FLAG,
  refd_setl_flag: REFD_SETL_FLAG,
  mdtrt_setl_type: MDTRT_SETL_TYPE,
  diag_type: DIAG_TYPE,
  hosp_appr_flag: HOSP_APPR_FLAG,
  list_type: LIST_TYPE,
};

export const USES: Readonly<Record<Use, string>> = {
  d: '决定办理 decides',
  c: '核对，不符则拒绝 compared, refused where it differs',
  k: '随交易保存 kept with the transaction',
  i: '读入，不使用 read, not used',
};

const PAGE = 'page_num N4! d, page_size N4! d';
const PERSON = 'psn_no C30! c';
const CERT = 'mdtrt_cert_type C3! d, mdtrt_cert_no C50 c';
const EXT = 'exp_content C4000 d';
const DRUGINFO = `${PERSON}, ${CERT}, begntime T! i, medfee_sumamt N16,2! c, insutype C6! c, dise_codg C30 d, dise_name C500 i, acct_used_flag C1! d, med_type C6! d, ${EXT}`;
const DRUGDETAIL =
  'feedetl_sn C30! k, rxno C30 d, rx_circ_flag C3! i, fee_ocur_time T! i, med_list_codg C50! d, medins_list_codg C150! k, det_item_fee_sumamt N16,2! c, cnt N16,4! d, pric N16,6! d, sin_dos_dscr C200 i, used_frqu_dscr C200 i, prd_days N4,2 i, medc_way_dscr C200 i, bilg_dr_codg C30 i, bilg_dr_name C50 i, tcmdrug_used_way C6 i';
const TRACE = 'feedetl_sn C30! d, drug_trac_codg C100! k, trdn_flag C1 k, min_prcunt_type C3 i';
const GOODS = 'med_list_codg C50! d, fixmedins_hilist_id C30! k, fixmedins_hilist_name C200! i, fixmedins_bchno C30! d';
const MADE = 'manu_lotnum C30! i, manu_date D! i, expy_end D i, rx_flag C3! i, trdn_flag C3! d, finl_trns_pric N16,6 d';
const WHO = 'setl_id C30 d, psn_no C30 d, psn_cert_type C6 i, certno C50 i, psn_name C50 i';
const RETURNED = 'sel_retn_cnt N16,4! d, sel_retn_time T! i, sel_retn_opter_name C50! i, memo C500 i';
const CODED = 'drug_trac_codg C100 d, drugtracinfo L d';
const SETTLEMENT = `${PERSON}, ${CERT}, med_type C6! i, medfee_sumamt N16,2! c, psn_setlway C6! i, mdtrt_id C30! d, chrg_bchno C30! c, insutype C6! c, acct_used_flag C1! d`;
const UNDO = 'psn_no C30! c, setl_id C30! d, mdtrt_id C30 c, exp_content C4000 i';

export const TRANSACTIONS: Readonly<Record<string, Transaction>> = {
  '9001': { title: '签到 sign-in', nodes: [node('signIn', 'opter_no C20! d, mac C20! i, ip C20! i')] },
  '1312': {
    title: '医保目录信息查询 catalogue query',
    nodes: [
      node(
        'data',
        `query_date D d, hilist_code C30 d, insu_admdvs C6 i, begndate D i, hilist_name C200 d, wubi C30 i, pinyin C30 d, med_chrgitm_type C6 i, chrgitm_lv C3 i, lmt_used_flag C3 i, list_type C30 i, med_use_flag C3 i, matn_used_flag C3 i, hilist_use_type C3 i, lmt_cpnd_type C3 i, vali_flag C3 i, updt_time D i, ${PAGE}`,
      ),
    ],
    note: '本机目录；hilist_code、hilist_name、pinyin 至少一项；本机没有的字段为空 by this terminal’s catalogue; what it does not keep is empty',
  },
  '1901': {
    title: '字典表查询 code tables',
    nodes: [node('data', 'type C30! d, parentValue C10 i, admdvs C6 i, date D i, valiFlag C3 i')],
    note: 'type：字段名 the name of a field',
  },
  '9101': {
    title: '文件上传 file upload',
    nodes: [node('fsUploadIn', 'filename C200! k, fixmedins_code C30! c, in B! d')],
    note: '文件只在内存中保留 24 小时，重启后须重传 kept in memory for 24 hours; after a restart upload it again',
  },
  '9102': {
    title: '文件下载 file download',
    nodes: [node('fsDownloadIn', 'file_qury_no C30! d, filename C200! i, fixmedins_code C30! c')],
    note: '应答是文件本身 the answer is the file itself',
  },
  '9002': { title: '签退 sign-out', nodes: [node('signOut', 'sign_no C30! c, opter_no C20! c, exp_content C4000 d')] },
  '1101': {
    title: '人员基本信息获取 person query',
    nodes: [
      node(
        'data',
        `${CERT}, card_sn C32 c, begntime T i, psn_cert_type C6 i, certno C50 c, psn_name C50 i, exp_content C4000 i`,
      ),
    ],
    note: '凭证须在读卡器里（03） the card has to be in the reader',
  },
  '1161': { title: '读卡与人员信息 card and person', nodes: [node('data?', '')] },
  '1162': {
    title: '电子凭证解码与人员信息 e-voucher and person',
    nodes: [
      node(
        'data',
        'orgId C40 i, businessType C5 i, operatorId C20 i, operatorName C30 i, officeId C20 i, officeName C30 i, deviceType C30 i, ecQrCode C40! d',
      ),
    ],
    note: '须联网；二维码一次有效 online only; a code is good once',
  },
  '2001': {
    title: '人员待遇享受检查 entitlement check',
    nodes: [
      node(
        'data',
        `${PERSON}, insutype C6! c, fixmedins_code C12! i, med_type C6! d, begntime T! i, endtime T i, dise_codg C30 d, dise_name C500 i`,
      ),
    ],
  },
  '2101': {
    title: '药店预结算 pharmacy pre-settlement',
    nodes: [node('druginfo', DRUGINFO), node('drugdetail[]', DRUGDETAIL), node('drug_trac_info[]?', TRACE)],
  },
  '2102': {
    title: '药店结算 pharmacy settlement',
    nodes: [
      node('druginfo', `${DRUGINFO}, invono C20 i`),
      node('drugdetail[]', DRUGDETAIL),
      node('drug_trac_info[]?', TRACE),
    ],
    note: 'exp_content.another_sale = "1"：同人同药的另一笔 another sale of the same · exp_content.overrides：[{code, reason, feedetl_sn?}]',
  },
  '2103': { title: '药店结算撤销 undo a pharmacy settlement', nodes: [node('data', UNDO)] },
  '2201': {
    title: '门诊挂号 registration',
    nodes: [
      node(
        'data',
        `${PERSON}, insutype C6! c, begntime T! i, ${CERT}, ipt_otp_no C30! d, atddr_no C30! k, dr_name C50! k, dept_code C30! k, dept_name C100! k, caty C6! k, med_type C6 d`,
      ),
    ],
    note: 'med_type（2201A）缺省为 11 defaults to 11',
  },
  '2202': {
    title: '挂号撤销 undo a registration',
    nodes: [node('data', `${PERSON}, mdtrt_id C30! d, ipt_otp_no C30! c`)],
  },
  '2203': {
    title: '门诊就诊信息上传 findings',
    nodes: [
      node(
        'mdtrtinfo',
        `mdtrt_id C30! d, ${PERSON}, med_type C6! c, begntime T! i, main_cond_dscr C1000 k, dise_codg C30 d, dise_name C500 k, birctrl_type C6 i, birctrl_matn_date D i, matn_type C6 i, geso_val N2 i, exp_content C4000 i`,
      ),
      node(
        'diseinfo[]',
        'diag_type C3! k, diag_srt_no N2! k, diag_code C20! k, diag_name C100! k, diag_dept C50! k, dise_dor_no C30! k, dise_dor_name C50! k, diag_time T! k, vali_flag C3! k',
      ),
    ],
  },
  '2204': {
    title: '门诊费用明细上传 fees',
    nodes: [
      node(
        'feedetail[]',
        `feedetl_sn C30! k, mdtrt_id C30! d, ${PERSON}, chrg_bchno C30! d, dise_codg C30 i, rxno C30 d, rx_circ_flag C3! i, fee_ocur_time T! i, med_list_codg C50! d, medins_list_codg C150! k, det_item_fee_sumamt N16,2! c, cnt N16,4! d, pric N16,6! d, sin_dos_dscr C200 i, used_frqu_dscr C200 i, prd_days N4,2 i, medc_way_dscr C200 i, bilg_dept_codg C30! k, bilg_dept_name C100! k, bilg_dr_codg C30! k, bilg_dr_name C50! k, acord_dept_codg C30 i, acord_dept_name C100 i, orders_dr_code C30 i, orders_dr_name C50 i, hosp_appr_flag C3! k, tcmdrug_used_way C6 i, etip_flag C3 i, etip_hosp_code C30 i, dscg_tkdrug_flag C3 i, matn_fee_flag C6 i, exp_content C4000 i`,
      ),
    ],
  },
  '2205': {
    title: '费用明细撤销 undo fees',
    nodes: [node('data', `mdtrt_id C30! d, chrg_bchno C30! c, ${PERSON}`)],
  },
  '2206': { title: '门诊预结算 pre-settlement', nodes: [node('data', SETTLEMENT)] },
  '2207': {
    title: '门诊结算 settlement',
    nodes: [
      node(
        'data',
        `${SETTLEMENT}, invono C20 i, fulamt_ownpay_amt N16,2! c, overlmt_selfpay N16,2! c, preselfpay_amt N16,2! c, inscp_scp_amt N16,2! c, ${EXT}`,
      ),
      node('drug_trac_info[]?', TRACE),
    ],
    note: 'exp_content.overrides：[{code, reason, feedetl_sn?}]',
  },
  '2208': { title: '门诊结算撤销 undo a settlement', nodes: [node('data', UNDO)] },
  '2601': {
    title: '冲正 reversal',
    nodes: [node('data', 'psn_no C30! i, omsgid C40! d, oinfno C5! c')],
    note: 'omsgid 是调用方自己的 msgid the caller’s own msgid',
  },
  '3201': {
    title: '对总账 totals',
    nodes: [
      node(
        'data',
        'insutype C6! d, clr_type C6! d, setl_optins C6! d, stmt_begndate D! d, stmt_enddate D! d, medfee_sumamt N16,2! c, fund_pay_sumamt N16,2! c, acct_pay N16,2! c, fixmedins_setl_cnt N10! c, refd_setl_flag C3 i',
      ),
    ],
    note: '每台终端对自己的结算：几台终端合计的数对不平 each terminal by itself: sums over several terminals do not fit',
  },
  '3202': {
    title: '对明细账 details',
    nodes: [
      node(
        'data',
        'setl_optins C6! d, file_qury_no C30! d, stmt_begndate D! d, stmt_enddate D! d, medfee_sumamt N16,2! c, fund_pay_sumamt N16,2! c, cash_payamt N16,2! i, fixmedins_setl_cnt N10! c, clr_type C6 d, refd_setl_flag C3 i',
      ),
    ],
    note: '明细文件经 9101 上传（ZIP，TAB 分隔），结果文件用 9102 下载 the file goes up with 9101 and the result comes down with 9102',
  },
  '3505': {
    title: '商品销售 goods sold',
    nodes: [
      node(
        'selinfo[]',
        `${GOODS}, prsc_dr_cert_type C6 i, prsc_dr_certno C50 i, prsc_dr_name C50! i, phar_cert_type C6 i, phar_certno C50 i, phar_name C50! i, phar_prac_cert_no C50! i, hi_feesetl_type C6 i, ${WHO}, mdtrt_sn C30! i, ${MADE}, rxno C40 k, rx_circ_flag C3 k, rtal_docno C40! k, stoout_no C40 i, bchno C30 i, drug_prod_barc C30 i, shelf_posi C20 i, ${RETURNED}, mdtrt_setl_type C6 c, ${CODED}`,
      ),
    ],
    note: '有 setl_id：补传该笔医保结算（2102）的商品，2102 已带追溯码的不重复上传，2207 的追溯码随 2207；无 setl_id：自费销售，须有 finl_trns_pric，fixmedins_bchno 只属于一笔：同样内容再传是同一笔，另一笔须换号。3505A 的节点为 selinfoDetail[] · with a setl_id: goods of that settlement (2102), told once; without: a self-paid sale, and each fixmedins_bchno is one sale’s: told again it is that one, another wants another number',
  },
  '3506': {
    title: '商品销售退货 goods returned',
    nodes: [node('selinfo[]', `${GOODS}, ${WHO}, ${MADE}, ${RETURNED}, medins_prod_sel_no C50 d, ${CODED}`)],
    note: 'medins_prod_sel_no（或 fixmedins_bchno）为销售时的批次流水号；医保结算的退货随 2103 自动上传 the number it was sold under; goods of a settlement come back with 2103',
  },
  '3507': {
    title: '商品信息删除 delete what was told',
    nodes: [node('data', 'fixmedins_bchno C30! d, inv_data_type C30! d')],
    note: 'inv_data_type 只有 4（销售）；删除的是自费销售整笔，医保结算的商品随 2103 sales alone (4): a self-paid one as a whole; goods of a settlement go with 2103',
  },
  '5203': {
    title: '结算信息查询 settlement query',
    nodes: [node('data', 'psn_no C30! c, setl_id C30! d, mdtrt_id C30! i')],
    note: '本终端的结算，含临时 setl_id（~S…） settlements of this terminal, also by a provisional setl_id',
  },
  '5301': { title: '门慢门特查询 chronic-disease entitlements', nodes: [node('data', PERSON)] },
};

/** `name`, `name[]` a list, `?` may be absent. */
function node(name: string, fields: string): Node {
  const required = !name.endsWith('?');
  const plain = name.replace('?', '');
  const parsed = fields.split(/, (?=[A-Za-z])/).filter((text) => text !== '');
  return { name: plain.replace('[]', ''), list: plain.endsWith('[]'), required, fields: parsed.map(field) };
}

function field(text: string): Field {
  const [, name = '', type = '', need, use] = /^(\w+) ([CNDTBL][0-9,]*)(!?) ([dcki])$/.exec(text) ?? [];
  if (use === undefined) throw new Error(`a field that cannot be read: ${text}`);
  return { name, type, required: need === '!', use: use as Use };
}
