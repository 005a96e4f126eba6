/** 2201–2208: a clinic visit, step by step, and the undoing of each. Translates; the agent decides. */
import { ZERO } from '../core/money.ts';
import type { CatalogueEntry } from '../core/settlement/case.ts';
import { entryOn } from '../core/settlement/lines.ts';
import { dateOf } from '../core/time.ts';
import { partsOf } from '../core/visit/build.ts';
import type { VisitTrace } from '../core/visit/command.ts';
import { type FeeLine, stepState, type VisitFacts, type VisitRegistration, visitPhase } from '../core/visit/visit.ts';
import { amountsOf, cutOf, detailOf, personOf, type Split, undoneOf } from './bill.ts';
import { done, type FrontOutcome, type Json, textOf } from './envelope.ts';
import {
  ask,
  type Call,
  FrontFault,
  type FrontParts,
  type Handler,
  headOf,
  type Known,
  keyOf,
  listOf,
  notHere,
  sameInsurance,
  sessionBy,
  sessionOf,
} from './parts.ts';
import { lineOf, sameAmount } from './pharmacy.ts';
import { settleOnce } from './settle.ts';
import { toldOf } from './settled.ts';
import { undoBySetlId } from './undoing.ts';
import { centresWord, UNDOING } from './word.ts';

export const register: Handler = async ({ agent }, call) => {
  const data = headOf(call, 'data');
  const word = (name: string) => textOf(data[name]);
  const session = await sessionBy(agent, data);
  sameInsurance(session, data);
  const registration: VisitRegistration = {
    ...{ ipt_otp_no: word('ipt_otp_no'), atddr_no: word('atddr_no'), dr_name: word('dr_name') },
    ...{ dept_code: word('dept_code'), dept_name: word('dept_name'), caty: word('caty') },
    med_type: word('med_type') || '11',
  };
  const { visit } = await ask(
    agent,
    { kind: 'open_visit', session: session.id, key: keyOf(call), registration },
    'visit',
  );
  const facts = visitOf(agent, visit);
  return done(
    { data: { mdtrt_id: facts.mdtrt_id || visit, psn_no: word('psn_no'), ipt_otp_no: word('ipt_otp_no') } },
    kept(facts),
  );
};

export const unregister: Handler = async (parts, call) => {
  const { agent } = parts;
  const data = headOf(call, 'data');
  const facts = ownVisit(agent, data);
  const ipt_otp_no = textOf(data['ipt_otp_no']);
  if (facts.visit.registration.ipt_otp_no !== ipt_otp_no)
    throw new FrontFault('ipt_otp_no：不是该就诊的门诊号 not that of this visit');
  await ask(agent, { kind: 'cancel_visit', visit: facts.visit.id, key: keyOf(call) }, 'visit');
  return stepUndone(parts, facts, 'registration');
};

/** Without a word it is undone; what the centre would not undo stands, and is told so. */
async function stepUndone(
  parts: FrontParts,
  { visit: { id } }: VisitFacts,
  step: 'registration' | 'fees',
): Promise<FrontOutcome> {
  const now = () => visitOf(parts.agent, id);
  await centresWord(parts, () => visitPhase(now()) !== 'undoing');
  const facts = now();
  const taken = step === 'fees' ? facts.visit.fees === null : facts.visit.cancelled;
  if (taken && stepState(facts, step) === 'done')
    throw new FrontFault('中心拒绝撤销，原交易仍有效 the centre would not undo it: it stands as it was');
  return done(null, visitPhase(facts) === 'undoing' ? UNDOING : '');
}

export const findings: Handler = async ({ agent }, call) => {
  const info = headOf(call, 'mdtrtinfo');
  const facts = ownVisit(agent, info);
  const { med_type } = facts.visit.registration;
  if (textOf(info['med_type']) !== med_type)
    throw new FrontFault(
      `med_type：挂号时为 ${med_type}，请用 2201A 传入 the registration said so; give it there (2201A)`,
    );
  const text = (node: Json, name: string) => textOf(node[name]);
  const diseinfo = listOf(call, 'diseinfo').map((one) => ({
    ...{ diag_type: text(one, 'diag_type'), diag_srt_no: text(one, 'diag_srt_no'), diag_code: text(one, 'diag_code') },
    ...{ diag_name: text(one, 'diag_name'), diag_dept: text(one, 'diag_dept'), dise_dor_no: text(one, 'dise_dor_no') },
    ...{
      dise_dor_name: text(one, 'dise_dor_name'),
      diag_time: text(one, 'diag_time'),
      vali_flag: text(one, 'vali_flag'),
    },
  }));
  const said = {
    ...{ main_cond_dscr: text(info, 'main_cond_dscr'), dise_codg: text(info, 'dise_codg') },
    ...{ dise_name: text(info, 'dise_name'), diseinfo },
  };
  await ask(agent, { kind: 'put_findings', visit: facts.visit.id, key: keyOf(call), findings: said }, 'visit');
  return done(null);
};

export const fees: Handler = async ({ agent, catalogue }, call) => {
  const lines = listOf(call, 'feedetail');
  const [first] = lines;
  if (first === undefined) throw new FrontFault('feedetail：没有明细 no lines');
  for (const name of ['mdtrt_id', 'psn_no', 'chrg_bchno'])
    if (lines.some((line) => textOf(line[name]) !== textOf(first[name])))
      throw new FrontFault(`feedetail.${name}：一次上传只能有一个 one upload has one alone`);
  const facts = ownVisit(agent, first);
  const batch = { chrg_bchno: textOf(first['chrg_bchno']), lines: lines.map(feeLine) };
  await ask(agent, { kind: 'put_fees', visit: facts.visit.id, key: keyOf(call), fees: batch }, 'visit');
  const { results } = visitOf(agent, facts.visit.id);
  const given = (sn: string) => lines.find((line) => textOf(line['feedetl_sn']) === sn) ?? {};
  const word = (sn: string, name: string) => textOf(given(sn)[name]);
  const resultOf = (feedetl_sn: string, split: Split, entry: CatalogueEntry | null) =>
    cutOf({ feedetl_sn, cnt: word(feedetl_sn, 'cnt'), pric: word(feedetl_sn, 'pric') }, split, entry);
  if (results !== null) {
    // The centre's split; what the good is, as this terminal's catalogue has it.
    const day = dateOf(facts.visit.begntime);
    const entryOf = (sn: string) => entryOn(catalogue.entries(word(sn, 'med_list_codg')), day);
    return done({ result: results.map((one) => resultOf(one.feedetl_sn, one, entryOf(one.feedetl_sn))) });
  }
  // Not with the centre yet: split here, as the settlement will be.
  const session = await priceVisit(agent, facts, await sessionOf(agent, textOf(first['psn_no'])), '0');
  const result = session.priced?.lines.map(({ line, entry, ...split }) => resultOf(line.feedetl_sn, split, entry));
  return done({ result: result ?? [] }, '拆分为本机计算，以中心为准 split by this terminal: the centre decides');
};

function feeLine(line: Json): FeeLine {
  const word = (name: string) => textOf(line[name]);
  return {
    ...lineOf(line, []),
    ...{ bilg_dept_codg: word('bilg_dept_codg'), bilg_dept_name: word('bilg_dept_name') },
    ...{ bilg_dr_codg: word('bilg_dr_codg'), bilg_dr_name: word('bilg_dr_name') },
    hosp_appr_flag: word('hosp_appr_flag'),
  };
}

export const undoFees: Handler = async (parts, call) => {
  const { agent } = parts;
  const data = headOf(call, 'data');
  const facts = ownVisit(agent, data);
  const batch = textOf(data['chrg_bchno']);
  // What the centre would not take back is there under its number.
  if (batch !== '0000' && batch !== (facts.visit.fees?.chrg_bchno ?? facts.rows.fees?.named))
    throw new FrontFault('chrg_bchno：该就诊没有这个收费批次 the visit has no such batch');
  await ask(agent, { kind: 'undo_fees', visit: facts.visit.id, key: keyOf(call) }, 'visit');
  return stepUndone(parts, facts, 'fees');
};

export const presettleVisit: Handler = async ({ agent }, call) => {
  const { session, facts } = await pricedVisit(agent, call);
  const { now } = agent.status().clock;
  const bill = session.priced;
  if (bill === null) throw new Error('a priced visit without a bill');
  // The centre's own word where it gave one; ours is the estimate.
  const setlinfo = session.visit?.centre ?? bill.setlinfo;
  const { mdtrt_id, visit } = facts;
  return done(
    {
      setlinfo: {
        ...personOf(session.person, now.slice(0, 10)),
        ...amountsOf(setlinfo),
        ...{ mdtrt_id: mdtrt_id || visit.id, setl_time: now, clr_type: '11', clr_way: '', clr_optins: '' },
        ...{ med_type: visit.registration.med_type, medins_setl_id: call.msgid },
        mdtrt_cert_type: visit.credential.mdtrt_cert_type,
      },
      setldetail: detailOf(setlinfo, session.person.insutype),
    },
    session.visit?.centre == null ? '金额为本机计算 computed by this terminal' : '',
  );
};

export const settleVisit: Handler = async (parts, call) => {
  const data = headOf(call, 'data');
  const facts = ownVisit(parts.agent, data);
  const { row, session } = await settleOnce(parts, call, {
    psn_no: textOf(data['psn_no']),
    lines: JSON.stringify([facts.visit.id, textOf(data['chrg_bchno'])]),
    head: data,
    price: async () => {
      const { session: priced, facts: now } = await pricedVisit(parts.agent, call);
      if (priced.priced === null) throw new Error('a priced visit without a bill');
      const own = partsOf(now, priced.priced);
      for (const name of ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'] as const)
        sameAmount(`data.${name}`, data[name], own[name]);
      return priced;
    },
  });
  const { registration, credential, id } = facts.visit;
  return toldOf(
    {
      row,
      person: session?.person ?? null,
      mdtrt_cert_type: credential.mdtrt_cert_type,
      med_type: registration.med_type,
      ...{ clr_type: '11' as const, medins_setl_id: call.msgid, mdtrt_id: facts.mdtrt_id || id },
    },
    parts,
  );
};

export const undoSettlement: Handler = async (parts, call) => {
  const { row, undoing, warn } = await undoBySetlId(parts, call);
  return done(undoneOf(row, undoing, 'clinic', call.msgid, parts.agent.status().clock.now), warn);
};

async function pricedVisit(
  agent: FrontParts['agent'],
  call: Call,
): Promise<{ readonly session: Known; readonly facts: VisitFacts }> {
  const data = headOf(call, 'data');
  const facts = ownVisit(agent, data);
  if (textOf(data['chrg_bchno']) !== facts.visit.fees?.chrg_bchno)
    throw new FrontFault('chrg_bchno：该就诊没有这个收费批次 the visit has no such batch');
  const known = await sessionBy(agent, data);
  sameInsurance(known, data);
  const session = await priceVisit(
    agent,
    facts,
    known,
    textOf(data['acct_used_flag']) === '1' ? '1' : '0',
    tracesOf(call, facts),
  );
  sameAmount('data.medfee_sumamt', data['medfee_sumamt'], session.priced?.setlinfo.medfee_sumamt ?? ZERO);
  return { session, facts: visitOf(agent, facts.visit.id) };
}

async function priceVisit(
  agent: FrontParts['agent'],
  { visit }: VisitFacts,
  { id: session, person }: Known,
  acct_used_flag: '0' | '1',
  traces: readonly VisitTrace[] = [],
): Promise<Known> {
  const command = { kind: 'presettle_visit', visit: visit.id, session, acct_used_flag, traces } as const;
  const reply = await ask(agent, command, 'session');
  return { ...reply.session, person };
}

/** Codes by the line of the fees they belong to; 2204 has no room for them. */
function tracesOf(call: Call, { visit }: VisitFacts): readonly VisitTrace[] {
  const nodes = listOf(call, 'drug_trac_info');
  const sold = (visit.fees?.lines ?? []).map(({ feedetl_sn }) => feedetl_sn);
  if (nodes.some((one) => !sold.includes(textOf(one['feedetl_sn']))))
    throw new FrontFault('drug_trac_info.feedetl_sn：该批次没有这一行 the batch has no such line');
  return sold.flatMap((feedetl_sn) => {
    const { drug_trac_codg, trdn_flag = '0' } = lineOf({ feedetl_sn }, nodes);
    return drug_trac_codg === undefined ? [] : [{ feedetl_sn, drug_trac_codg, trdn_flag }];
  });
}

function visitOf(agent: FrontParts['agent'], id: string): VisitFacts {
  const facts = agent.visit(id);
  if (facts === null) throw notHere('mdtrt_id', id);
  return facts;
}

/** The visit a node names, if it is that person's. */
function ownVisit(agent: FrontParts['agent'], node: Json): VisitFacts {
  const facts = visitOf(agent, textOf(node['mdtrt_id']));
  if (facts.visit.psn_no !== textOf(node['psn_no']))
    throw new FrontFault('psn_no：不是该就诊的人员 not the person of this visit');
  return facts;
}

const kept = ({ mdtrt_id }: VisitFacts): string =>
  mdtrt_id === '' ? '离线：临时就诊ID，长期有效 offline: a provisional mdtrt_id, good for ever' : '';
