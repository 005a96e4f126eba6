/**
 * A settlement that is there already: found by any id it was told under, told as it stands now, and asked for (5203).
 * Translates; changes nothing.
 */
import type { Msgid } from '../core/transaction.ts';
import { msgidIn } from '../core/visit/identity.ts';
import type { TransactionView } from '../ports/store.ts';
import { settlementOf, type Told } from './bill.ts';
import { done, type FrontOutcome, type Json, textOf } from './envelope.ts';
import { FrontFault, type FrontParts, type Handler, headOf, notHere } from './parts.ts';
import { UNDONE } from './settle.ts';

export const SETTLES = ['2102', '2207'];
export const UNDOES = ['2103', '2208'];

export function toldOf(told: Omit<Told, 'stored'>, { agent }: FrontParts): FrontOutcome {
  const { row } = told;
  const refused = refusalOf(row);
  if (refused !== null) throw new FrontFault(refused);
  if (row.state === 'reversing' || row.state === 'reversed' || row.state === 'voided')
    throw new FrontFault(`该交易已撤销（${row.state}） this transaction was undone`);
  const { output, warn } = settlementOf({ ...told, stored: agent.settlement(row.msgid) }, agent.status().clock.now);
  return done(output, warn);
}

/** Null: it stands, or may. */
function refusalOf({ state, note, err_msg }: TransactionView): string | null {
  if (state === 'rejected') return `中心拒绝：${note} ${err_msg} refused by the centre`;
  return state === 'parked' ? `待人工处理：${note} ${err_msg} it waits for a person at the terminal’s work list` : null;
}

/** 5203: what became of a settlement, by any id it was told under. */
export const settlementQuery: Handler = async (parts, call) => {
  const data = headOf(call, 'data');
  const [setl_id, psn_no] = [textOf(data['setl_id']), textOf(data['psn_no'])];
  const row = rowBySetlId(parts, setl_id, psn_no);
  if (row === null || row.psn_no !== psn_no) throw notHere('setl_id', setl_id);
  const stored = parts.agent.settlement(row.msgid);
  const clr_type = row.infno === '2207' ? '11' : '41';
  const told = {
    ...{ row, stored, person: null, mdtrt_cert_type: '', med_type: stored?.facts.visit.med_type ?? '' },
    ...({ mdtrt_id: null, clr_type } as const),
    medins_setl_id: parts.refs.standsFor(call.system, row.msgid, SETTLES) ?? row.msgid,
  };
  const { clock, terminal } = parts.agent.status();
  const { output, warn } = settlementOf(told, clock.now);
  const { psn_part_amt, psn_cash_pay, ...setlinfo } = output['setlinfo'] as Json;
  const { fixmedins_code, fixmedins_name } = terminal;
  const undone = UNDONE.includes(row.state);
  return done(
    {
      setlinfo: {
        ...setlinfo,
        ...{ psn_pay: psn_part_amt, cash_payamt: psn_cash_pay, refd_setl_flag: undone ? '1' : '0' },
        ...{ fixmedins_code, fixmedins_name, begndate: row.begndate, enddate: row.begndate },
        year: row.begndate.slice(0, 4),
      },
    },
    undone ? undoneWord(row) : (refusalOf(row) ?? warn),
  );
};

const undoneWord = ({ state }: TransactionView): string =>
  state === 'reversing' ? '撤销已受理，待中心确认 the undoing is stored and waits for the centre' : '已撤销 undone';

const NEWEST = 500;

/** The settlement of this id, ours or the centre's. Without the person among the newest alone. */
export function rowBySetlId({ agent }: FrontParts, setl_id: string, psn_no: string): TransactionView | null {
  const row = anyBySetlId(agent, setl_id, psn_no);
  return row !== null && SETTLES.includes(row.infno) ? row : null;
}

function anyBySetlId(agent: FrontParts['agent'], setl_id: string, psn_no: string): TransactionView | null {
  if (setl_id.startsWith('~')) {
    const known = agent.transaction(setl_id as Msgid);
    if (known !== null) return known;
    try {
      return agent.transaction(msgidIn(setl_id) as Msgid);
    } catch {
      return null;
    }
  }
  const visit = agent.transaction(setl_id as Msgid);
  if (visit !== null) return visit;
  if (psn_no !== '') {
    const msgid = agent.settledAs(psn_no, setl_id);
    return msgid === null ? null : agent.transaction(msgid);
  }
  const newest = agent.transactions({ openOnly: false, limit: NEWEST });
  return newest.find((row) => row.setl_id === setl_id && row.infno === '2102') ?? null;
}
