/**
 * Receipts from the ledger to a printer: renders what is stored, sends it, waits for the printer's word. Decides nothing
 * about a transaction.
 */
import { escPos } from './adapters/escpos.ts';
import { receiptCode } from './adapters/receipt-code.ts';
import type { Agent } from './agent.ts';
import type { Notice } from './core/effect.ts';
import { fen } from './core/money.ts';
import { MAIN_PRINTER } from './core/roles.ts';
import type { Terminal } from './core/state.ts';
import type { Msgid } from './core/transaction.ts';
import type { CatalogueSource } from './ports/catalogue.ts';
import type { Clock } from './ports/clock.ts';
import type { Devices } from './ports/devices.ts';
import type { NotPrinted, Printing, PrintOutcome } from './ports/printing.ts';
import type { Store, TransactionView } from './ports/store.ts';
import { asText, COLUMNS, type PaperWidth, type Row } from './receipt/paper.ts';
import { type ReceiptFacts, settlementReceipt } from './receipt/settlement.ts';
import { decodeTransaction } from './wire.ts';

export interface PrintingParts {
  readonly agent: Agent;
  readonly store: Pick<Store, 'settlement' | 'transaction' | 'bytesOf' | 'printed' | 'notePrinted'>;
  readonly devices: Devices;
  readonly catalogue: CatalogueSource;
  readonly clock: Clock;
  readonly terminal: Pick<Terminal, 'fixmedins_name' | 'fixmedins_code'>;
  readonly training: boolean;
  /** Width of the paper of a printer, by device; 80 where nothing is said. */
  readonly widthOf: (device: string) => PaperWidth;
}

/** Longer than a printer may take for the longest receipt (drivers/serial/printer.ts). */
const PRINT_MS = 60_000;

const NO_PRINTER: NotPrinted = { ok: false, code: 'no_printer' };

export const NO_PRINTING: Printing = {
  print: async () => NO_PRINTER,
  preview: () => ({ lacking: 'receipt_none' }),
};

type Sold = Pick<ReceiptFacts, 'sale' | 'med_type' | 'amounts'>;

/** What a person paid alone, or had back of it; null for anything else, and for what was erased. */
function paidAlone({ infno, estimate }: TransactionView, sent: Uint8Array): Sold | null {
  if (sent.length === 0 || estimate === null || (infno !== '3505' && infno !== '3506')) return null;
  const { body } = decodeTransaction(sent);
  if (body.kind !== 'goods') return null;
  const drugdetail = body.selinfo.map(({ med_list_codg, sel_retn_cnt, finl_trns_pric }) => ({
    ...{ med_list_codg, cnt: sel_retn_cnt, pric: finl_trns_pric },
  }));
  const sign = infno === '3506' ? -1 : 1;
  const amounts = body.selinfo.map(({ det_item_fee_sumamt }) => fen(sign * det_item_fee_sumamt));
  return { sale: { drugdetail, estimate }, med_type: '', amounts };
}

/** What was said of a job at its end. */
type Ended = Pick<Notice & { readonly kind: 'printed' }, 'code' | 'untouched'>;

/**
 * By what the counter checks know, or by the catalogue, which has goods that no check speaks of; a code that nobody
 * knows names itself.
 */
function nameOf(catalogue: CatalogueSource, code: string, day: string): string {
  const checked = catalogue.goodsOf?.(code) ?? null;
  if (checked !== null) return checked.name;
  return catalogue.lookUp?.(code, day)?.goods.find(({ med_list_codg }) => med_list_codg === code)?.name ?? code;
}

export function createPrinting(parts: PrintingParts): Printing {
  const { agent, store, devices, clock } = parts;
  let next = 0;

  function rowsOf(msgid: Msgid, width: PaperWidth, printedBefore: number): readonly Row[] | null {
    const view = store.transaction(msgid);
    if (view === null) return null;
    const sent = store.bytesOf([msgid]).get(msgid) ?? new Uint8Array();
    const sold = soldIn(msgid) ?? paidAlone(view, sent);
    if (sold === null) return null;
    const goodName = (code: string) => nameOf(parts.catalogue, code, view.begndate);
    const code = receiptCode(view, sent);
    const { terminal, training } = parts;
    const { fixmedins_name, fixmedins_code } = terminal;
    const printed_ms = clock.wallMs();
    const facts = {
      fixmedins_name,
      fixmedins_code,
      view,
      ...sold,
      goodName,
      printedBefore,
      training,
      code,
      printed_ms,
    };
    return settlementReceipt(facts, width);
  }

  function soldIn(msgid: Msgid): Sold | null {
    const stored = store.settlement(msgid);
    if (stored === null) return null;
    const { sale, facts: used } = stored;
    return { sale, med_type: used.visit.med_type, amounts: used.work.lines.map(([gross]) => gross) };
  }

  /** By its id or what it was named; the one named `printer` when none is asked for, else the only one. */
  function printerFor(wanted: string | null): string | NotPrinted {
    const { devices: all, roles } = agent.status();
    const printers = all.filter(({ type }) => type === 'printer');
    const named = roles.find(({ role }) => role === (wanted ?? MAIN_PRINTER));
    if (wanted !== null && printers.some(({ device }) => device === wanted)) return wanted;
    if (named !== undefined && named.problem !== null) return { ok: false, code: named.problem, facts: named.facts };
    if (named !== undefined || wanted !== null)
      return printers.find(({ device }) => device === named?.device)?.device ?? NO_PRINTER;
    return printers.length === 1 ? (printers[0]?.device ?? NO_PRINTER) : NO_PRINTER;
  }

  /** Whether one of a transaction is a copy hangs on what becomes of the one before: they go one after the other. */
  const underway = new Map<Msgid, Promise<PrintOutcome>>();

  /** Throws StoreError when the ledger can not note it. */
  async function printNow(msgid: Msgid, wanted: string | null): Promise<PrintOutcome> {
    const device = printerFor(wanted);
    if (typeof device !== 'string') return device;
    if (devices.print === undefined) return NO_PRINTER;
    const copy = store.printed(msgid);
    const width = parts.widthOf(device);
    const rows = rowsOf(msgid, width, copy);
    if (rows === null) return { ok: false, code: lacking(msgid) };
    next += 1;
    const job = `${msgid}-${next}`;
    const bytes = escPos(rows, COLUMNS[width]);
    // Before anything of it is on paper, however this ends; what certainly never was, was none.
    store.notePrinted(msgid, copy + 1);
    const ended = await new Promise<Ended>((resolve) => {
      const end = (said: Ended): void => {
        cancel();
        unsubscribe?.();
        resolve(said);
      };
      const unsubscribe = agent.subscribe(null, ({ notice }) => {
        if (notice.kind === 'printed' && notice.job === job) end(notice);
      });
      const cancel = clock.after(PRINT_MS, () => end({ code: 'printer_offline' }));
      devices.print?.(device, { job, bytes });
    });
    // Not while the notice is heard: what the ledger refuses there would be a defect of the turn that told it.
    if (ended.untouched === true) store.notePrinted(msgid, copy);
    return ended.code === null ? { ok: true, device, copy } : { ok: false, code: ended.code as NotPrinted['code'] };
  }

  const lacking = (msgid: Msgid) => (store.transaction(msgid) === null ? 'transaction_unknown' : 'receipt_none');

  return {
    preview(msgid, width) {
      const rows = rowsOf(msgid, width, store.printed(msgid));
      return rows === null ? { lacking: lacking(msgid) } : { text: asText(rows, COLUMNS[width]) };
    },
    print(msgid, wanted) {
      const before = underway.get(msgid);
      const now = () => printNow(msgid, wanted);
      const printing = before === undefined ? now() : before.then(now, now);
      underway.set(msgid, printing);
      const done = () => {
        if (underway.get(msgid) === printing) underway.delete(msgid);
      };
      // Also of one that failed, which whoever asked for it hears.
      printing.then(done, done);
      return printing;
    },
  };
}
